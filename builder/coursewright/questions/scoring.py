"""How a response is scored. The player's `score.ts` has the same five kinds; a test holds the two together.

A response is a string of codes (see `scorm_templates/player/src/model.ts`). Scores are 0-1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations, product
from statistics import fmean
from typing import Literal, TypedDict


class Worths(TypedDict):
    kind: Literal["worths"]
    worths: dict[str, float]


class Keys(TypedDict):
    kind: Literal["keys"]
    keys: str
    distractors: str


class Order(TypedDict):
    kind: Literal["order"]
    order: str


class Pairs(TypedDict):
    kind: Literal["pairs"]
    pairs: dict[str, str]
    targets: str


class Step(TypedDict):
    worth: float
    next: str


class Path(TypedDict):
    kind: Literal["path"]
    start: str
    scenes: dict[str, dict[str, Step]]
    endings: str


Scoring = Worths | Keys | Order | Pairs | Path


@dataclass(frozen=True)
class Odds:
    """What answers without knowledge earn: at random; always the best below full marks; every box ticked (chance where there is
    none). `longest` is the length of the longest response."""

    chance: float
    second_best: float
    everything: float
    longest: int


def score(scoring: Scoring, response: str) -> float:
    """The score of a complete response, 0-1."""
    match scoring["kind"]:
        case "worths":
            return scoring["worths"][response]
        case "keys":
            right = sum(code in scoring["keys"] for code in response) / len(scoring["keys"])
            wrong = sum(code in scoring["distractors"] for code in response) / len(scoring["distractors"])
            return max(0.0, right - wrong)
        case "order":
            ranks = [scoring["order"].index(code) for code in response]
            pairs = list(combinations(ranks, 2))
            return max(0.0, sum(1 if first < second else -1 for first, second in pairs) / len(pairs))
        case "pairs":
            chosen = dict(zip(response[::2], response[1::2], strict=True))
            return fmean(chosen.get(source) == target for source, target in scoring["pairs"].items())
        case "path":
            return fmean(_worths(scoring, response))


def _worths(scoring: Path, response: str) -> list[float]:
    scene, worths = scoring["start"], []
    for choice in response:
        step = scoring["scenes"][scene][choice]
        worths.append(step["worth"])
        scene = step["next"]
    return worths


def responses(scoring: Scoring) -> Iterator[tuple[str, float]]:
    """Every complete response with its probability when each decision is drawn at random."""
    match scoring["kind"]:
        case "worths":
            yield from ((code, 1 / len(scoring["worths"])) for code in scoring["worths"])
        case "keys":
            boxes = sorted(scoring["keys"] + scoring["distractors"])
            chance = 1 / (2 ** len(boxes) - 1)
            for ticked in range(1, len(boxes) + 1):
                yield from (("".join(codes), chance) for codes in combinations(boxes, ticked))
        case "order":
            orders = list(permutations(scoring["order"]))
            yield from (("".join(order), 1 / len(orders)) for order in orders)
        case "pairs":
            choices = list(product(scoring["targets"], repeat=len(scoring["pairs"])))
            for targets in choices:
                pairs = zip(scoring["pairs"], targets, strict=True)
                yield "".join(source + target for source, target in pairs), 1 / len(choices)
        case "path":
            yield from _paths(scoring, scoring["start"], "", 1.0)


def _paths(scoring: Path, scene: str, so_far: str, chance: float) -> Iterator[tuple[str, float]]:
    if scene in scoring["endings"]:
        yield so_far, chance
        return
    steps = scoring["scenes"][scene]
    for choice, step in steps.items():
        yield from _paths(scoring, step["next"], so_far + choice, chance / len(steps))


def odds(scoring: Scoring) -> Odds:
    """The odds of a question, by going through every response there is."""
    scored = [(score(scoring, response), chance, len(response)) for response, chance in responses(scoring)]
    expected = sum(value * chance for value, chance, _ in scored)
    below = [value for value, _, _ in scored if value < 1]
    second = score(scoring, _second_path(scoring)) if scoring["kind"] == "path" else max(below, default=1.0)
    # Ticking every box is only possible where boxes are ticked: right minus wrong is then 1 - 1.
    everything = score(scoring, scoring["keys"] + scoring["distractors"]) if scoring["kind"] == "keys" else expected
    return Odds(expected, second, everything, max(length for _, _, length in scored))


def _second_path(scoring: Path) -> str:
    """The choices of someone who always takes the second best."""
    scene, choices = scoring["start"], ""
    while scene not in scoring["endings"]:
        ordered = sorted(scoring["scenes"][scene].items(), key=lambda item: -item[1]["worth"])
        choice, step = ordered[min(1, len(ordered) - 1)]
        choices += choice
        scene = step["next"]
    return choices


def best_response(scoring: Scoring) -> str:
    """The first response that earns full marks, or the best there is."""
    return max(responses(scoring), key=lambda item: score(scoring, item[0]))[0]
