"""Likert: a point on a scale is chosen; nothing is right or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from coursewright.questions.match import MatchTarget, in_words
from coursewright.questions.question import QuestionType, Report, Shown, Unscored, Writer, duplicate_ids, label

_STANDARD = (
    MatchTarget(id="strongly-agree", text="Strongly agree"),
    MatchTarget(id="agree", text="Agree"),
    MatchTarget(id="neither", text="Neither agree nor disagree"),
    MatchTarget(id="disagree", text="Disagree"),
    MatchTarget(id="strongly-disagree", text="Strongly disagree"),
)


class Likert(Unscored):
    """The learner says where they stand on a scale. Not scored. (The self-check of a module has a file of its own.)"""

    type: Literal["likert"]
    scale: Annotated[tuple[MatchTarget, ...], Field(strict=False, min_length=3, max_length=7)] = Field(
        default=_STANDARD, description="Points of the scale, in order. The default has five, from strongly agree to strongly disagree."
    )
    feedback: str = Field(default="", description="Shown afterwards to everybody. Markdown.")


def parts(question: Likert) -> tuple[str, ...]:
    return tuple(point.id for point in question.scale)


def check(question: Likert, report: Report) -> None:
    duplicate_ids(question.scale, report, "scale")


def show(question: Likert, codes: Mapping[str, str], writer: Writer) -> Shown:
    note = writer.block(question.feedback, "feedback")
    scale = in_words(question.scale, _STANDARD, writer)
    return Shown(
        view={"scale": [{"code": codes[point.id], "text": point.text} for point in scale], "send": question.send},
        interaction="likert",
        scoring={"kind": "none", "points": "".join(codes[point.id] for point in question.scale)},
        pattern="",
        labels={codes[point.id]: label(point.id, point.text) for point in scale},
        feedback={"after": note.html} if note.html else {},
        words=note.words + sum(len(point.text.split()) for point in question.scale),
        longest=1,
        extra={"send": question.send},
    )


TYPE = QuestionType("likert", Likert, parts, check, show)
