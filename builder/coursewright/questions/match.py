"""Match: a target is chosen for each source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from coursewright.markdown import plain_text
from coursewright.messages import listed, near
from coursewright.questions.question import (
    Authored,
    Option,
    QuestionType,
    Report,
    Scored,
    Shown,
    Shuffle,
    Slug,
    Writer,
    duplicate_ids,
    label,
    listed_options,
)


class MatchTarget(Authored):
    """A point of a list or scale."""

    id: Slug = Field(description="Permanent name of the target in its question.")
    text: Annotated[str, Field(min_length=1, max_length=90, description="Plain words: it stands in a drop-down list.")]


class MatchSource(Option):
    """Something that a target is chosen for."""

    target: Slug = Field(description="Id of the target that belongs to it.")


class Match(Scored):
    """A target is chosen for each source; targets may be left over or serve twice."""

    type: Literal["match"]
    shuffle: Shuffle = True
    targets: Annotated[tuple[MatchTarget, ...], Field(strict=False, min_length=2, max_length=8)] = Field(
        description="What can be chosen, in drop-down lists."
    )
    sources: Annotated[tuple[MatchSource, ...], Field(strict=False, min_length=2, max_length=6)] = Field(
        description="What a target is chosen for."
    )


def parts(question: Match) -> tuple[str, ...]:
    return tuple([f"source/{source.id}" for source in question.sources] + [_target(it.id) for it in question.targets])


def _target(slug: str) -> str:
    return f"target/{slug}"


def check(question: Match, report: Report) -> None:
    duplicate_ids(question.targets, report, "targets")
    duplicate_ids(question.sources, report, "sources")
    known = [target.id for target in question.targets]
    for index, source in enumerate(question.sources):
        if source.target not in known:
            hint = near(source.target, known) or f"; use {listed(known)}"
            report("question.unknown-target", f'there is no target "{source.target}"{hint}', "sources", index, "target")


def show(question: Match, codes: Mapping[str, str], writer: Writer) -> Shown:
    own = {source.id: codes[f"source/{source.id}"] for source in question.sources}
    sources = listed_options(question.sources, own, writer, "sources")
    targets = {codes[_target(target.id)]: plain_text(target.text) for target in question.targets}
    pairs = {own[source.id]: codes[_target(source.target)] for source in question.sources}
    labels = {codes[_target(target.id)]: label(target.id, target.text) for target in question.targets}
    return Shown(
        view={
            "shuffle": question.shuffle,
            "sources": sources.view,
            "targets": [{"code": code, "text": text} for code, text in targets.items()],
        },
        interaction="matching",
        scoring={"kind": "pairs", "pairs": pairs, "targets": "".join(targets)},
        pattern="".join(source + target for source, target in sorted(pairs.items())),
        labels=sources.labels | labels,
        feedback=sources.feedback,
        words=sources.words + sum(len(text.split()) for text in targets.values()),
    )


def in_words(points: tuple[MatchTarget, ...], standard: tuple[MatchTarget, ...], writer: Writer) -> tuple[MatchTarget, ...]:
    """The points of a scale; those of the tool's own scale in the language of the course."""
    if points != standard:
        return points
    return tuple(MatchTarget(id=point.id, text=writer.word(f"scale.{point.id}", point.text)) for point in points)


TYPE = QuestionType("match", Match, parts, check, show)
