"""How a response is scored. The player's `score.ts` has the same kinds; a test holds the two together.

A response is a string of codes, or what was typed (see `scorm_templates/player/src/model.ts`). Scores are 0-1.
"""

from __future__ import annotations

import unicodedata
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
    ties: list[str]
    """Items that may stand either way round: "bc"."""


class Ratings(TypedDict):
    kind: Literal["ratings"]
    ratings: dict[str, str]
    """For each action the point or points of the experts."""
    targets: str
    """The points of the scale, in order."""


class Reason(TypedDict):
    kind: Literal["reason"]
    answer: str
    answers: str
    worths: dict[str, float]


class Number(TypedDict):
    kind: Literal["number"]
    low: float
    high: float
    near: float
    """How far beyond low and high earns half."""


class Accepted(TypedDict):
    code: str
    worth: float
    spellings: list[str]


class Typed(TypedDict):
    kind: Literal["text"]
    answers: list[Accepted]
    case: bool
    accents: bool


class Nothing(TypedDict):
    kind: Literal["none"]
    points: str
    """The points of a scale, "" for a text."""


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


Scoring = Worths | Keys | Order | Pairs | Ratings | Reason | Number | Typed | Nothing | Path


@dataclass(frozen=True)
class Odds:
    """What answers without knowledge earn: at random; always the best below full marks, None where an answer is only right or wrong;
    every box ticked (chance where there is none). `longest` is the length of the longest response."""

    chance: float
    second_best: float | None
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
            order = scoring["order"]
            tied = {frozenset(pair) for level in scoring["ties"] for pair in combinations(level, 2)}
            pairs = [pair for pair in combinations(response, 2) if frozenset(pair) not in tied]
            return max(0.0, sum(1 if order.index(one) < order.index(two) else -1 for one, two in pairs) / len(pairs))
        case "pairs":
            chosen = dict(zip(response[::2], response[1::2], strict=True))
            return fmean(chosen.get(source) == target for source, target in scoring["pairs"].items())
        case "ratings":
            chosen = dict(zip(response[::2], response[1::2], strict=True))
            return fmean(_rated(scoring["targets"], chosen[action], points) for action, points in scoring["ratings"].items())
        case "reason":
            return (1 + scoring["worths"][response[1]]) / 2 if response[0] == scoring["answer"] else 0.0
        case "number":
            beyond = max(scoring["low"] - float(response), float(response) - scoring["high"], 0)
            return 1.0 if beyond <= _HAIR else 0.5 if beyond <= scoring["near"] + _HAIR else 0.0
        case "text":
            given = normal(response, scoring["case"], scoring["accents"])
            return max((it["worth"] for it in scoring["answers"] if given in _forms(scoring, it)), default=0.0)
        case "none":
            return 0.0
        case "path":
            return fmean(_worths(scoring, response))


_HAIR = 1e-9
"""Numbers have four digits after the point; less than this is how a computer writes them."""


def _rated(scale: str, chosen: str, points: str) -> float:
    away = min(abs(scale.index(chosen) - scale.index(point)) for point in points)
    return {0: 1.0, 1: 0.5}.get(away, 0.0)


def normal(text: str, case: bool, accents: bool) -> str:
    """A typed answer as it is compared: composed alike, single blanks, no closing stop; case and accents only if they matter."""
    text = unicodedata.normalize("NFKC", text).replace("‘", "'").replace("’", "'")
    text = " ".join(text.split()).rstrip(".!?").rstrip()
    if not accents:
        text = "".join(mark for mark in unicodedata.normalize("NFD", text) if unicodedata.category(mark) != "Mn")
    return text if case else text.lower()


def _forms(scoring: Typed, answer: Accepted) -> set[str]:
    return {normal(spelling, scoring["case"], scoring["accents"]) for spelling in answer["spellings"]}


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
        case "ratings":
            choices = list(product(scoring["targets"], repeat=len(scoring["ratings"])))
            for points in choices:
                rated = zip(scoring["ratings"], points, strict=True)
                yield "".join(action + point for action, point in rated), 1 / len(choices)
        case "reason":
            both = [answer + reason for answer in scoring["answers"] for reason in scoring["worths"]]
            yield from ((response, 1 / len(both)) for response in both)
        case "number":
            # Nobody guesses a number: what is drawn is wrong.
            yield _plain(scoring["low"]), 0.0
            if scoring["near"]:
                yield _plain(scoring["high"] + scoring["near"]), 0.0
            yield _plain(scoring["low"] - scoring["near"] - 1), 1.0
        case "text":
            yield from ((answer["spellings"][0], 0.0) for answer in scoring["answers"])
            yield "?", 1.0
        case "none":
            yield from ((point, 1 / len(scoring["points"])) for point in scoring["points"])
            if not scoring["points"]:
                yield "1", 1.0
        case "path":
            yield from _paths(scoring, scoring["start"], "", 1.0)


def _plain(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")


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
    below = [value for value, _, _ in scored if 0 < value < 1]
    second = score(scoring, _second_path(scoring)) if scoring["kind"] == "path" else max(below, default=None)
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


def range_of(scoring: Scoring) -> tuple[float, float]:
    """The scores of the worst and the best response."""
    scores = [score(scoring, response) for response, _ in responses(scoring)]
    return min(scores), max(scores)


def best_response(scoring: Scoring) -> str:
    """The first response that earns full marks, or the best there is."""
    return max(responses(scoring), key=lambda item: score(scoring, item[0]))[0]
