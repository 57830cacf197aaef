"""Numeric: a number is typed; right within a tolerance or a range, half the marks near it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from coursewright.questions.question import QuestionType, Report, Scored, Shown, Writer
from coursewright.questions.scoring import Number

LARGEST = 99_999
"""Five digits before the point: what every LMS takes as a number (RT-36)."""
DIGITS = 4
LONGEST = 17
"""Characters of the longest number in the state: sign and point take four each, beside nine digits."""

Amount = Annotated[float, Field(ge=-LARGEST, le=LARGEST)]


class Numeric(Scored):
    """A number is typed, as read from a chart or a budget. Give `answer` with a `tolerance`, or a `range`."""

    type: Literal["numeric"]
    answer: Amount | None = Field(default=None, description="The right number, at most 99,999 (write thousands as a unit).")
    tolerance: Annotated[float, Field(ge=0, le=LARGEST)] = Field(default=0, description="How far from `answer` still earns all.")
    range: Annotated[tuple[Amount, Amount], Field(strict=False)] | None = Field(
        default=None, description="The least and the greatest number that earn all, instead of `answer`."
    )
    near: Annotated[float, Field(ge=0, le=LARGEST)] = Field(
        default=0, description="How far beyond the tolerance or the range earns half. 0: no half marks."
    )
    unit: Annotated[str, Field(max_length=30)] = Field(default="", description="Shown after the field: %, hours, £ thousand.")
    feedback_right: str = Field(default="", description="For a right number. Markdown.")
    feedback_near: str = Field(default="", description="For a number that earns half. Markdown.")
    feedback_low: str = Field(default="", description="For a number that is too low. Markdown.")
    feedback_high: str = Field(default="", description="For a number that is too high. Markdown.")


def parts(question: Numeric) -> tuple[str, ...]:
    return ()


def check(question: Numeric, report: Report) -> None:
    if question.answer is None and question.range is None:
        report("question.one-answer", 'there is no right number; give "answer" or "range"', "id")
    if question.answer is not None and question.range is not None:
        report("question.one-answer", 'there are both "answer" and "range"; keep one of them', "range")
    if question.range and question.range[0] > question.range[1]:
        least, greatest = question.range
        report("question.empty-range", f"the range goes from {least:g} down to {greatest:g}; write the smaller number first", "range")
    given = {"answer": (question.answer or 0,), "tolerance": (question.tolerance,), "range": question.range or (), "near": (question.near,)}
    for name, values in given.items():
        if any(round(value, DIGITS) != value for value in values):
            report("question.too-exact", f'"{name}" has more than {DIGITS} digits after the point; learning systems cut them', name)


def show(question: Numeric, codes: Mapping[str, str], writer: Writer) -> Shown:
    least, greatest = question.range or (question.answer or 0, question.answer or 0)
    scoring: Number = {
        "kind": "number",
        "low": round(least - question.tolerance, DIGITS),
        "high": round(greatest + question.tolerance, DIGITS),
        "near": question.near,
    }
    right = question.answer if question.answer is not None else least
    notes = {
        "right": question.feedback_right,
        "near": question.feedback_near,
        "low": question.feedback_low,
        "high": question.feedback_high,
    }
    html = {name: writer.block(text, f"feedback_{name}").html for name, text in notes.items()}
    return Shown(
        view={"unit": question.unit},
        interaction="numeric",
        scoring=scoring,
        pattern=f"{right:.{DIGITS}f}".rstrip("0").rstrip("."),
        labels={},
        feedback={name: note for name, note in html.items() if note},
        words=len(question.unit.split()),
        longest=LONGEST,
        extra={"unit": question.unit},
    )


TYPE = QuestionType("numeric", Numeric, parts, check, show)
