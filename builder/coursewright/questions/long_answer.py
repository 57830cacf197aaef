"""Long answer: a reflection in the learner's own words, kept for the learner and not scored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from coursewright.questions.question import QuestionType, Report, Shown, Unscored, Writer


class LongAnswer(Unscored):
    """A text in the learner's own words. It is kept with the learner's notes (so it counts in the module's `notes_allowance`)
    and not scored."""

    type: Literal["long_answer"]
    max_length: Annotated[int, Field(ge=50, le=4000)] = Field(default=600, description="Characters that can be written.")
    feedback: str = Field(default="", description="Shown afterwards to everybody: what a good answer might hold. Markdown.")


def parts(question: LongAnswer) -> tuple[str, ...]:
    return ()


def check(question: LongAnswer, report: Report) -> None:
    """Nothing beyond the model."""


def show(question: LongAnswer, codes: Mapping[str, str], writer: Writer) -> Shown:
    note = writer.block(question.feedback, "feedback")
    return Shown(
        view={"max_length": question.max_length, "send": question.send},
        interaction="long-fill-in",
        scoring={"kind": "none", "points": ""},
        pattern="",
        labels={},
        feedback={"after": note.html} if note.html else {},
        words=note.words,
        longest=1,
        extra={"maxLength": question.max_length, "send": question.send},
    )


TYPE = QuestionType("long_answer", LongAnswer, parts, check, show)
