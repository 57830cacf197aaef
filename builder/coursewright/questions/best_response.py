"""Best response: one option is chosen; each carries its own worth."""

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
    Worth,
    Writer,
    duplicate_ids,
    listed_options,
)


class WorthOption(Option):
    """An option with a worth of its own."""

    worth: Worth = Field(description="What choosing it earns, 0-1. Exactly one option is worth 1.")


class BestResponse(Scored):
    """One option is chosen; every option has a worth of its own: 1 best, 0.7 defensible, 0.3 weak, 0 harmful."""

    type: Literal["best_response"]
    shuffle: Shuffle = True
    options: Annotated[tuple[WorthOption, ...], Field(strict=False, min_length=2, max_length=8)] = Field(
        description="The options to choose from."
    )


def parts(question: BestResponse) -> tuple[str, ...]:
    return tuple(option.id for option in question.options)


def check(question: BestResponse, report: Report) -> None:
    duplicate_ids(question.options, report, "options")
    best = [index for index, option in enumerate(question.options) if option.worth == 1]
    if not best:
        report("question.without-key", "no option is worth 1; one of them must be the best response", "options")
    for index in best[1:]:
        message = "two options are worth 1; give the one that is only defensible 0.7"
        report("question.two-keys", message, "options", index, "worth")


def show(question: BestResponse, codes: Mapping[str, str], writer: Writer) -> Shown:
    options = listed_options(question.options, codes, writer, "options")
    worths = {codes[option.id]: option.worth for option in question.options}
    return Shown(
        view={"options": options.view, "shuffle": question.shuffle},
        interaction="choice",
        scoring={"kind": "worths", "worths": worths},
        pattern=max(worths, key=lambda code: worths[code]),
        labels=options.labels,
        feedback=options.feedback,
        words=options.words,
    )


TYPE = QuestionType("best_response", BestResponse, parts, check, show)
