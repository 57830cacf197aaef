"""Short answer: a word or a few are typed and compared with accepted spellings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from coursewright.questions.question import (
    Authored,
    QuestionType,
    Report,
    Scored,
    Shown,
    Slug,
    Text,
    Worth,
    Writer,
    duplicate_ids,
    label,
)
from coursewright.questions.scoring import normal

STATE_PER_CHARACTER = 6
"""A character outside a-z and 0-9 takes up to six in the state."""


class AcceptedAnswer(Authored):
    """An answer that earns something, with its spellings."""

    id: Slug = Field(description="Permanent name of this answer in its question.")
    text: Annotated[str, Field(min_length=1, max_length=80)] = Field(description="The answer as it is shown: plain words.")
    spellings: Annotated[tuple[Text, ...], Field(strict=False, max_length=20)] = Field(
        default=(), description="Other spellings that count as this answer."
    )
    worth: Worth = Field(default=1, description="What it earns, 0-1. Answers that are only nearly right may be listed with less.")
    feedback: str = Field(default="", description="Shown to those who give it. Markdown.")


class ShortAnswer(Scored):
    """A word or a few are typed. Blanks at the ends, doubled blanks and a closing full stop never matter."""

    type: Literal["short_answer"]
    answers: Annotated[tuple[AcceptedAnswer, ...], Field(strict=False, min_length=1, max_length=10)] = Field(
        description="Answers that earn something; at least one is worth 1."
    )
    feedback_other: str = Field(default="", description="For any answer that is not listed. Markdown.")
    case_matters: bool = Field(default=False, description="Whether capital letters must be as listed.")
    accents_matter: bool = Field(default=False, description="Whether accents must be as listed: café or cafe.")
    max_length: Annotated[int, Field(ge=2, le=80)] = Field(default=40, description="Characters that can be typed.")


def parts(question: ShortAnswer) -> tuple[str, ...]:
    return tuple(answer.id for answer in question.answers)


def check(question: ShortAnswer, report: Report) -> None:
    duplicate_ids(question.answers, report, "answers")
    if not any(answer.worth == 1 for answer in question.answers):
        report("question.without-key", "no answer is worth 1; one of them must be right", "answers")
    seen: dict[str, str] = {}
    for index, answer in enumerate(question.answers):
        for position, spelling in enumerate((answer.text, *answer.spellings)):
            key = ("answers", index, "text") if position == 0 else ("answers", index, "spellings", position - 1)
            form = normal(spelling, question.case_matters, question.accents_matter)
            if form in seen:
                message = f'"{spelling}" is the same as "{seen[form]}" once blanks, case and accents are set aside; keep one'
                report("question.same-spelling", message, *key)
            if len(spelling) > question.max_length:
                message = f'"{spelling}" has {len(spelling)} characters, but only {question.max_length} can be typed; raise max_length'
                report("question.cannot-type", message, *key)
            seen.setdefault(form, spelling)


def show(question: ShortAnswer, codes: Mapping[str, str], writer: Writer) -> Shown:
    notes = {
        codes[answer.id]: writer.block(answer.feedback, "answers", index, "feedback").html for index, answer in enumerate(question.answers)
    }
    notes["other"] = writer.block(question.feedback_other, "feedback_other").html
    return Shown(
        view={"max_length": question.max_length},
        interaction="fill-in",
        scoring={
            "kind": "text",
            "answers": [
                {
                    "code": codes[answer.id],
                    "worth": answer.worth,
                    "spellings": [answer.text, *answer.spellings],
                }
                for answer in question.answers
            ],
            "case": question.case_matters,
            "accents": question.accents_matter,
        },
        pattern=next(answer.text for answer in question.answers if answer.worth == 1),
        labels={codes[answer.id]: label(answer.id, answer.text) for answer in question.answers},
        feedback={name: note for name, note in notes.items() if note},
        words=0,
        longest=question.max_length * STATE_PER_CHARACTER,
        extra={"maxLength": question.max_length},
    )


TYPE = QuestionType("short_answer", ShortAnswer, parts, check, show)
