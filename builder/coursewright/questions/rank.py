"""Rank the items: written in the keyed order, shuffled by the player."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from coursewright.questions.question import (
    Option,
    QuestionModel,
    QuestionType,
    Report,
    Shown,
    Text,
    Writer,
    duplicate_ids,
    listed_options,
)


class Rank(QuestionModel):
    type: Literal["rank"]
    first: Text = Field(default="First", description="What the top of the list means, as plain text.")
    last: Text = Field(default="Last", description="What the end of the list means, as plain text.")
    items: Annotated[tuple[Option, ...], Field(strict=False, min_length=3, max_length=7)]


def parts(question: Rank) -> tuple[str, ...]:
    return tuple(item.id for item in question.items)


def check(question: Rank, report: Report) -> None:
    duplicate_ids(question.items, report, "items")


def show(question: Rank, codes: Mapping[str, str], writer: Writer) -> Shown:
    items = listed_options(question.items, codes, writer, "items")
    order = "".join(items.codes)
    return Shown(
        view={"items": items.view, "first": question.first, "last": question.last},
        interaction="sequencing",
        scoring={"kind": "order", "order": order},
        pattern=order,
        labels=items.labels,
        feedback=items.feedback,
        words=items.words,
    )


TYPE = QuestionType("rank", Rank, parts, check, show)
