"""The question types: one module each, and this table. To add one, write the module, its template and its test, and add its TYPE."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from coursewright.questions import best_response, branching, choose_all, match, rank
from coursewright.questions.question import QuestionType

AnyQuestion = Annotated[
    best_response.BestResponse | choose_all.ChooseAll | rank.Rank | match.Match | branching.Branching,
    Field(discriminator="type"),
]

QUESTION_TYPES: dict[str, QuestionType] = {
    kind.name: kind for kind in (best_response.TYPE, choose_all.TYPE, rank.TYPE, match.TYPE, branching.TYPE)
}
