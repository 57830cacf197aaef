"""Branching scenario: a graph of scenes whose choices have a worth and a consequence; every path leads to an ending."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field

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
    Text,
    Worth,
    Writer,
    duplicate_ids,
    label,
    listed_options,
)
from coursewright.questions.scoring import Path, best_response

RECOVERY = 0.6
"""What the best way on must still bring the mean to after any first choice."""


class Choice(Option):
    """Something that can be done in a scene."""

    worth: Worth = Field(description="What choosing it earns, 0-1. The question's score is the mean over the way taken.")
    next: Slug = Field(description="Id of the scene or ending this leads to.")


class Scene(Authored):
    """A scene: what happens, and what can be done about it."""

    id: Slug = Field(description="Permanent name of the scene.")
    text: Text = Field(description="What happens, up to the decision. Markdown.")
    choices: Annotated[tuple[Choice, ...], Field(strict=False, min_length=2, max_length=5)] = Field(
        description="What can be done; one of them is worth 1."
    )


class Ending(Authored):
    """Where a way through the story ends."""

    id: Slug = Field(description="Permanent name of the ending.")
    text: Text = Field(description="How it ended. Markdown.")


class Branching(Scored):
    """A story in scenes: each choice has a worth and a consequence, and leads to the next scene or to an ending."""

    type: Literal["branching"]
    shuffle: Shuffle = True
    scenes: Annotated[tuple[Scene, ...], Field(strict=False, min_length=2, max_length=8)] = Field(
        description="The scenes; the story begins with the first and never comes back to one."
    )
    endings: Annotated[tuple[Ending, ...], Field(strict=False, min_length=1, max_length=6)] = Field(description="Where stories end.")


def parts(question: Branching) -> tuple[str, ...]:
    names = [scene.id for scene in question.scenes] + [ending.id for ending in question.endings]
    return tuple(names + [f"{scene.id}/{choice.id}" for scene in question.scenes for choice in scene.choices])


def check(question: Branching, report: Report) -> None:
    duplicate_ids((*question.scenes, *question.endings), report, "scenes")
    scenes = {scene.id: scene for scene in question.scenes}
    known = [*scenes, *(ending.id for ending in question.endings)]
    whole = True
    for index, scene in enumerate(question.scenes):
        duplicate_ids(scene.choices, report, "scenes", index, "choices")
        for position, choice in enumerate(scene.choices):
            if choice.next not in known:
                hint = near(choice.next, known) or f"; use {listed(known)}"
                key = ("scenes", index, "choices", position, "next")
                report("scene.unknown-next", f'there is no scene or ending "{choice.next}"{hint}', *key)
                whole = False
        _dead(scene, index, report)
        if not any(choice.worth == 1 for choice in scene.choices):
            report("scene.without-key", f'no choice of the scene "{scene.id}" is worth 1', "scenes", index, "choices")
    if whole and not _loops(question, report):
        _reached(question, report)
        _recovers(question, report)


def _dead(scene: Scene, index: int, report: Report) -> None:
    """A choice that is worth and leads to the same as another decides nothing."""
    seen: dict[tuple[float, str], str] = {}
    for position, choice in enumerate(scene.choices):
        same = seen.setdefault((choice.worth, choice.next), choice.id)
        if same != choice.id:
            message = f'"{choice.id}" is worth as much and leads on as "{same}", so that choosing between them decides nothing'
            report("scene.dead-choice", message, "scenes", index, "choices", position, "id")


def _loops(question: Branching, report: Report) -> bool:
    """True if a path comes back to a scene it has been in; such a story need not end."""
    scenes = {scene.id: (index, scene) for index, scene in enumerate(question.scenes)}
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> bool:
        if name not in scenes or name in done:
            return False
        index, scene = scenes[name]
        for position, choice in enumerate(scene.choices):
            if choice.next in (*path, name):
                message = f'"{choice.id}" leads back to the scene "{choice.next}", so the story need not end'
                report("scene.loop", message, "scenes", index, "choices", position, "next")
                return True
            if walk(choice.next, (*path, name)):
                return True
        done.add(name)
        return False

    return walk(question.scenes[0].id, ())


def _reached(question: Branching, report: Report) -> None:
    scenes = {scene.id: scene for scene in question.scenes}
    reached, waiting = set(), [question.scenes[0].id]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(choice.next for choice in scenes[name].choices) if name in scenes else None
    places = [("scenes", index, scene.id) for index, scene in enumerate(question.scenes)]
    places += [("endings", index, ending.id) for index, ending in enumerate(question.endings)]
    for key, index, name in places:
        if name not in reached:
            report("scene.unreachable", f'no choice leads to "{name}"', key, index, "id")


def _recovers(question: Branching, report: Report) -> None:
    """A poor start can recover: the mean on the best way on from every first choice reaches RECOVERY."""
    scenes = {scene.id: scene for scene in question.scenes}

    @cache
    def ways(name: str) -> frozenset[tuple[int, float]]:
        """(number of choices, best total of worths) of the ways from here to an ending."""
        if name not in scenes:
            return frozenset({(0, 0.0)})
        best: dict[int, float] = {}
        for choice in scenes[name].choices:
            for count, total in ways(choice.next):
                best[count + 1] = max(best.get(count + 1, 0.0), total + choice.worth)
        return frozenset(best.items())

    for position, choice in enumerate(question.scenes[0].choices):
        mean = max((total + choice.worth) / (count + 1) for count, total in ways(choice.next))
        if mean < RECOVERY - 1e-9:
            message = f'after "{choice.id}" the best way on brings the mean to {mean:.2f}; it must reach {RECOVERY}'
            report("scene.cannot-recover", message, "scenes", 0, "choices", position, "worth")


def show(question: Branching, codes: Mapping[str, str], writer: Writer) -> Shown:
    view: list[dict[str, Any]] = []
    labels: dict[str, dict[str, str]] = {}
    feedback: dict[str, str] = {}
    words = 0
    scoring: Path = {"kind": "path", "start": codes[question.scenes[0].id], "scenes": {}, "endings": ""}
    for index, scene in enumerate(question.scenes):
        own = {choice.id: codes[f"{scene.id}/{choice.id}"] for choice in scene.choices}
        text = writer.block(scene.text, "scenes", index, "text")
        choices = listed_options(scene.choices, own, writer, "scenes", index, "choices")
        view.append({"code": codes[scene.id], "html": text.html, "choices": choices.view})
        scoring["scenes"][codes[scene.id]] = {
            own[choice.id]: {"worth": choice.worth, "next": codes[choice.next]} for choice in scene.choices
        }
        labels |= {codes[scene.id]: label(scene.id, scene.text)} | choices.labels
        feedback |= choices.feedback
        words += text.words + choices.words
    endings = []
    for index, ending in enumerate(question.endings):
        code = codes[ending.id]
        scoring["endings"] += code
        endings.append({"code": code, "html": writer.block(ending.text, "endings", index, "text").html})
        labels[code] = label(ending.id, ending.text)
    return Shown(
        view={"scenes": view, "endings": endings, "shuffle": question.shuffle},
        interaction="performance",
        scoring=scoring,
        pattern=best_response(scoring),
        labels=labels,
        feedback=feedback,
        words=words,
    )


TYPE = QuestionType("branching", Branching, parts, check, show)
