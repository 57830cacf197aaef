"""Rate effectiveness: each action is rated on a scale; the experts' rating earns all, one beside it half."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from coursewright.markdown import plain_text
from coursewright.messages import listed, near
from coursewright.questions.match import MatchTarget, in_words
from coursewright.questions.question import (
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

_STANDARD = (
    MatchTarget(id="very-effective", text="Very effective"),
    MatchTarget(id="fairly-effective", text="Fairly effective"),
    MatchTarget(id="slightly-effective", text="Slightly effective"),
    MatchTarget(id="ineffective", text="Makes no difference, or makes it worse"),
)


class RatedAction(Option):
    """An action, with the experts' rating."""

    rating: Annotated[tuple[Slug, ...], Field(strict=False, min_length=1, max_length=2)] = Field(
        description="The experts' rating: one point of the scale, or two where the experts are divided; each then earns all."
    )


class RateEffectiveness(Scored):
    """Each action is rated on a scale. The experts' rating earns the action's whole share, a point beside it half."""

    type: Literal["rate_effectiveness"]
    shuffle: Shuffle = True
    scale: Annotated[tuple[MatchTarget, ...], Field(strict=False, min_length=3, max_length=5)] = Field(
        default=_STANDARD, description="Points of the scale, in order. The default has four, from very effective to ineffective."
    )
    actions: Annotated[tuple[RatedAction, ...], Field(strict=False, min_length=2, max_length=6)] = Field(description="The actions to rate.")


def parts(question: RateEffectiveness) -> tuple[str, ...]:
    return (*(f"action/{action.id}" for action in question.actions), *(f"point/{point.id}" for point in question.scale))


def check(question: RateEffectiveness, report: Report) -> None:
    duplicate_ids(question.scale, report, "scale")
    duplicate_ids(question.actions, report, "actions")
    known = [point.id for point in question.scale]
    for index, action in enumerate(question.actions):
        for position, point in enumerate(action.rating):
            if point not in known:
                message = f'the scale has no point "{point}"{near(point, known) or f"; use {listed(known)}"}'
                report("question.unknown-rating", message, "actions", index, "rating", position)
    ratings = {action.rating for action in question.actions}
    if len(ratings) == 1:
        report("question.one-rating", "every action has the same rating, so nothing needs to be judged", "actions")


def show(question: RateEffectiveness, codes: Mapping[str, str], writer: Writer) -> Shown:
    scale = in_words(question.scale, _STANDARD, writer)
    own = {action.id: codes[f"action/{action.id}"] for action in question.actions}
    actions = listed_options(question.actions, own, writer, "actions")
    points = {point.id: codes[f"point/{point.id}"] for point in question.scale}
    ratings = {own[action.id]: "".join(points[point] for point in action.rating) for action in question.actions}
    return Shown(
        view={
            "shuffle": question.shuffle,
            "actions": actions.view,
            "scale": [{"code": points[point.id], "text": plain_text(point.text)} for point in scale],
        },
        interaction="matching",
        scoring={"kind": "ratings", "ratings": ratings, "targets": "".join(points.values())},
        pattern="".join(action + rating[0] for action, rating in sorted(ratings.items())),
        labels=actions.labels | {points[point.id]: label(point.id, point.text) for point in scale},
        feedback=actions.feedback,
        words=actions.words + sum(len(point.text.split()) for point in question.scale),
    )


TYPE = QuestionType("rate_effectiveness", RateEffectiveness, parts, check, show)
