"""Choose all that apply: what is ticked rightly counts for, what is ticked wrongly counts against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from coursewright.questions.question import (
    Option,
    QuestionType,
    Report,
    Scored,
    Shown,
    Shuffle,
    Writer,
    duplicate_ids,
    listed_options,
)


class CorrectOption(Option):
    """An option that is right or not."""

    correct: bool = Field(description="Whether it is right, or applies.")


class ChooseAll(Scored):
    """Any number of options is ticked: right ticks count for, wrong ticks against, never below 0."""

    type: Literal["choose_all"]
    shuffle: Shuffle = True
    options: Annotated[tuple[CorrectOption, ...], Field(strict=False, min_length=3, max_length=8)] = Field(
        description="The options to tick; some apply and some do not."
    )


def parts(question: ChooseAll) -> tuple[str, ...]:
    return tuple(option.id for option in question.options)


def check(question: ChooseAll, report: Report) -> None:
    duplicate_ids(question.options, report, "options")
    if not any(option.correct for option in question.options):
        report("question.without-key", 'no option is correct; give at least one "correct: true"', "options")
    elif all(option.correct for option in question.options):
        message = "every option is correct, so ticking everything earns full marks; add options that do not apply"
        report("question.without-distractor", message, "options")


def show(question: ChooseAll, codes: Mapping[str, str], writer: Writer) -> Shown:
    options = listed_options(question.options, codes, writer, "options")
    keys = "".join(sorted(codes[option.id] for option in question.options if option.correct))
    distractors = "".join(sorted(codes[option.id] for option in question.options if not option.correct))
    return Shown(
        view={"options": options.view, "shuffle": question.shuffle},
        interaction="choice",
        scoring={"kind": "keys", "keys": keys, "distractors": distractors},
        pattern=keys,
        labels=options.labels,
        feedback=options.feedback,
        words=options.words,
    )


TYPE = QuestionType("choose_all", ChooseAll, parts, check, show)
