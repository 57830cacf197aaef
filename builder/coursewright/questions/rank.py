"""Rank the items: written in the keyed order, shuffled by the player."""

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
    Text,
    Writer,
    duplicate_ids,
    listed_options,
)


class RankItem(Option):
    """An item of the order."""

    ties: bool = Field(default=False, description="The experts rank it level with the item before it: the two may stand either way round.")


class Rank(Scored):
    """Items are put in order. Each pair in the right order counts for, each pair in the wrong one against, never below 0."""

    type: Literal["rank"]
    first: Text = Field(default="First", description="What the top of the list means, as plain text.")
    last: Text = Field(default="Last", description="What the end of the list means, as plain text.")
    items: Annotated[tuple[RankItem, ...], Field(strict=False, min_length=3, max_length=7)] = Field(
        description="In the keyed order; learners see them shuffled."
    )


def parts(question: Rank) -> tuple[str, ...]:
    return tuple(item.id for item in question.items)


def check(question: Rank, report: Report) -> None:
    duplicate_ids(question.items, report, "items")
    if question.items[0].ties:
        report("question.first-ties", "the first item has none before it to tie with", "items", 0, "ties")
    elif all(item.ties for item in question.items[1:]):
        report("question.all-tie", "all items tie, so there is nothing to put in order", "items")


def show(question: Rank, codes: Mapping[str, str], writer: Writer) -> Shown:
    items = listed_options(question.items, codes, writer, "items")
    order = "".join(items.codes)
    levels: list[str] = []
    for item in question.items:
        if item.ties and levels:
            levels[-1] += codes[item.id]
        else:
            levels.append(codes[item.id])
    return Shown(
        view={"items": items.view, "first": question.first, "last": question.last},
        interaction="sequencing",
        scoring={"kind": "order", "order": order, "ties": [level for level in levels if len(level) > 1]},
        pattern=order,
        labels=items.labels,
        feedback=items.feedback,
        words=items.words,
    )


TYPE = QuestionType("rank", Rank, parts, check, show)
