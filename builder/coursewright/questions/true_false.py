"""True or false with a reason: the reason scores only when the answer is right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from coursewright.questions.choose_all import CorrectOption
from coursewright.questions.question import (
    QuestionType,
    Report,
    Scored,
    Shown,
    Shuffle,
    Writer,
    duplicate_ids,
    listed_options,
)

_ANSWERS = ("true", "false")


class TrueFalse(Scored):
    """A statement is judged true or false and a reason is chosen. Half the marks are for the answer, half for the reason; a
    reason earns nothing under a wrong answer."""

    type: Literal["true_false"]
    shuffle: Shuffle = True
    answer: bool = Field(description="Whether the statement in the stem is true.")
    feedback_true: str = Field(default="", description="For those who answer true. Markdown.")
    feedback_false: str = Field(default="", description="For those who answer false. Markdown.")
    reasons: Annotated[tuple[CorrectOption, ...], Field(strict=False, min_length=2, max_length=6)] = Field(
        description="Reasons to choose from; exactly one is correct."
    )


def parts(question: TrueFalse) -> tuple[str, ...]:
    return (*(f"answer/{answer}" for answer in _ANSWERS), *(f"reason/{reason.id}" for reason in question.reasons))


def check(question: TrueFalse, report: Report) -> None:
    duplicate_ids(question.reasons, report, "reasons")
    right = [index for index, reason in enumerate(question.reasons) if reason.correct]
    if not right:
        report("question.without-key", 'no reason is correct; give one "correct: true"', "reasons")
    for index in right[1:]:
        report("question.two-keys", "two reasons are correct; keep the better one", "reasons", index, "correct")


def show(question: TrueFalse, codes: Mapping[str, str], writer: Writer) -> Shown:
    own = {reason.id: codes[f"reason/{reason.id}"] for reason in question.reasons}
    reasons = listed_options(question.reasons, own, writer, "reasons")
    answers = {name: codes[f"answer/{name}"] for name in _ANSWERS}
    key = answers["true" if question.answer else "false"]
    right = next(own[reason.id] for reason in question.reasons if reason.correct)
    notes = {
        answers["true"]: writer.block(question.feedback_true, "feedback_true").html,
        answers["false"]: writer.block(question.feedback_false, "feedback_false").html,
    }
    return Shown(
        view={
            "answers": [{"code": answers[name], "name": name} for name in _ANSWERS],
            "reasons": reasons.view,
            "shuffle": question.shuffle,
        },
        interaction="true-false",
        scoring={
            "kind": "reason",
            "answer": key,
            "answers": "".join(answers.values()),
            "worths": {own[reason.id]: 1 if reason.correct else 0 for reason in question.reasons},
        },
        pattern=key + right,
        labels=reasons.labels | {code: {"id": name, "text": name} for name, code in answers.items()},
        feedback=reasons.feedback | {code: note for code, note in notes.items() if note},
        words=reasons.words + len(_ANSWERS),
    )


TYPE = QuestionType("true_false", TrueFalse, parts, check, show)
