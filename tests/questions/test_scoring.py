"""The five ways of scoring, and what answers without knowledge earn."""

from __future__ import annotations

import pytest

from coursewright.questions.scoring import (
    Keys,
    Order,
    Pairs,
    Path,
    Scoring,
    Worths,
    best_response,
    odds,
    responses,
    score,
)

WORTHS: Worths = {"kind": "worths", "worths": {"a": 0.7, "b": 1, "c": 0, "d": 0.3}}
KEYS: Keys = {"kind": "keys", "keys": "ac", "distractors": "bde"}
ORDER: Order = {"kind": "order", "order": "abcd"}
PAIRS: Pairs = {"kind": "pairs", "pairs": {"a": "e", "b": "f", "c": "d"}, "targets": "defg"}
PATH: Path = {
    "kind": "path",
    "start": "a",
    "scenes": {
        "a": {"c": {"worth": 1, "next": "b"}, "d": {"worth": 0, "next": "b"}},
        "b": {"e": {"worth": 1, "next": "z"}, "f": {"worth": 0.7, "next": "z"}},
    },
    "endings": "z",
}


@pytest.mark.parametrize(
    ("scoring", "response", "expected"),
    [
        (WORTHS, "a", 0.7),
        (KEYS, "ac", 1),
        (KEYS, "a", 0.5),
        (KEYS, "ab", 0.5 - 1 / 3),
        (KEYS, "bd", 0),
        (KEYS, "abcde", 0),
        (ORDER, "abcd", 1),
        (ORDER, "bacd", 2 / 3),
        (ORDER, "dcba", 0),
        (PAIRS, "aebfcd", 1),
        (PAIRS, "aebfcg", 2 / 3),
        (PATH, "ce", 1),
        (PATH, "df", 0.35),
    ],
)
def test_score(scoring: Scoring, response: str, expected: float) -> None:
    assert score(scoring, response) == pytest.approx(expected)


@pytest.mark.parametrize("scoring", [WORTHS, KEYS, ORDER, PAIRS, PATH], ids=lambda scoring: scoring["kind"])
def test_chances_sum_to_one_and_the_best_response_earns_all(scoring: Scoring) -> None:
    assert sum(chance for _, chance in responses(scoring)) == pytest.approx(1)
    assert score(scoring, best_response(scoring)) == 1
    assert all(0 <= score(scoring, response) <= 1 for response, _ in responses(scoring))


def test_odds() -> None:
    assert odds(WORTHS).chance == pytest.approx(0.5)
    assert odds(WORTHS).second_best == 0.7
    assert odds(KEYS).everything == 0
    assert odds(KEYS).second_best == pytest.approx(2 / 3)
    assert odds(PAIRS).longest == 6
    assert odds(PATH).second_best == pytest.approx(0.35)
