"""Multiple choice: one option is right, the others are not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from coursewright.questions.choose_all import CorrectOption
from coursewright.questions.question import QuestionType, Report, Scored, Shown, Shuffle, Writer, duplicate_ids, listed_options


class MultipleChoice(Scored):
    """One option is chosen and one is right; for facts and rules, where nothing else is defensible."""

    type: Literal["multiple_choice"]
    shuffle: Shuffle = True
    options: Annotated[tuple[CorrectOption, ...], Field(strict=False, min_length=2, max_length=8)] = Field(
        description="The options to choose from; one is correct."
    )


def parts(question: MultipleChoice) -> tuple[str, ...]:
    return tuple(option.id for option in question.options)


def check(question: MultipleChoice, report: Report) -> None:
    duplicate_ids(question.options, report, "options")
    right = [index for index, option in enumerate(question.options) if option.correct]
    if not right:
        report("question.without-key", 'no option is correct; give one "correct: true"', "options")
    for index in right[1:]:
        message = 'two options are correct; keep one, or make the type "choose_all"'
        report("question.two-keys", message, "options", index, "correct")


def show(question: MultipleChoice, codes: Mapping[str, str], writer: Writer) -> Shown:
    options = listed_options(question.options, codes, writer, "options")
    worths: dict[str, float] = {codes[option.id]: 1 if option.correct else 0 for option in question.options}
    return Shown(
        view={"options": options.view, "shuffle": question.shuffle},
        interaction="choice",
        scoring={"kind": "worths", "worths": worths},
        pattern=max(worths, key=lambda code: worths[code]),
        labels=options.labels,
        feedback=options.feedback,
        words=options.words,
    )


TYPE = QuestionType("multiple_choice", MultipleChoice, parts, check, show)
