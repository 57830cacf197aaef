"""The question types: one module each, and this table. To add one, write the module, its template, its example and its test, and add
it to both."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from coursewright.questions import (
    best_response,
    branching,
    choose_all,
    likert,
    long_answer,
    match,
    multiple_choice,
    numeric,
    rank,
    rate_effectiveness,
    short_answer,
    true_false,
)
from coursewright.questions.question import QuestionType

AnyQuestion = Annotated[
    best_response.BestResponse
    | multiple_choice.MultipleChoice
    | choose_all.ChooseAll
    | true_false.TrueFalse
    | rank.Rank
    | match.Match
    | rate_effectiveness.RateEffectiveness
    | numeric.Numeric
    | short_answer.ShortAnswer
    | long_answer.LongAnswer
    | likert.Likert
    | branching.Branching,
    Field(discriminator="type"),
]

QUESTION_TYPES: dict[str, QuestionType] = {
    kind.name: kind
    for kind in (
        best_response.TYPE,
        multiple_choice.TYPE,
        choose_all.TYPE,
        true_false.TYPE,
        rank.TYPE,
        match.TYPE,
        rate_effectiveness.TYPE,
        numeric.TYPE,
        short_answer.TYPE,
        long_answer.TYPE,
        likert.TYPE,
        branching.TYPE,
    )
}
