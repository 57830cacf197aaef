"""The ways of scoring, and what answers without knowledge earn."""

from __future__ import annotations

import pytest

from coursewright.questions.scoring import (
    Keys,
    Nothing,
    Number,
    Order,
    Pairs,
    Path,
    Ratings,
    Reason,
    Scoring,
    Typed,
    Worths,
    best_response,
    odds,
    responses,
    score,
)

WORTHS: Worths = {"kind": "worths", "worths": {"a": 0.7, "b": 1, "c": 0, "d": 0.3}}
KEYS: Keys = {"kind": "keys", "keys": "ac", "distractors": "bde"}
ORDER: Order = {"kind": "order", "order": "abcd", "ties": []}
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


TIED: Order = {"kind": "order", "order": "abcd", "ties": ["bc"]}
RATINGS: Ratings = {"kind": "ratings", "ratings": {"a": "e", "b": "ef"}, "targets": "efgh"}
REASON: Reason = {"kind": "reason", "answer": "a", "answers": "ab", "worths": {"c": 1, "d": 0, "e": 0}}
NUMBER: Number = {"kind": "number", "low": 9.5, "high": 10.5, "near": 2}
TYPED: Typed = {
    "kind": "text",
    "answers": [{"code": "a", "worth": 1, "spellings": ["Café", "coffee house"]}, {"code": "b", "worth": 0.5, "spellings": ["bar"]}],
    "case": False,
    "accents": False,
}
SCALE: Nothing = {"kind": "none", "points": "abc"}


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
        (TIED, "acbd", 1),
        (TIED, "abcd", 1),
        (TIED, "badc", (3 - 2) / 5),
        (RATINGS, "aebf", 1),
        (RATINGS, "afbg", 0.5),
        (RATINGS, "agbh", 0),
        (REASON, "ac", 1),
        (REASON, "ad", 0.5),
        (REASON, "bc", 0),
        (NUMBER, "10", 1),
        (NUMBER, "9.5", 1),
        (NUMBER, "12.5", 0.5),
        (NUMBER, "7.4999", 0),
        (TYPED, " CAFE. ", 1),
        (TYPED, "coffee  house", 1),
        (TYPED, "coffeehouse", 0),
        (TYPED, "bar", 0.5),
        ({**TYPED, "accents": True}, "cafe", 0),
        ({**TYPED, "case": True}, "café", 0),
        (SCALE, "b", 0),
        (PATH, "ce", 1),
        (PATH, "df", 0.35),
    ],
)
def test_score(scoring: Scoring, response: str, expected: float) -> None:
    assert score(scoring, response) == pytest.approx(expected)


@pytest.mark.parametrize(
    "scoring", [WORTHS, KEYS, ORDER, TIED, PAIRS, PATH, RATINGS, REASON, NUMBER, TYPED], ids=lambda scoring: scoring["kind"]
)
def test_chances_sum_to_one_and_the_best_response_earns_all(scoring: Scoring) -> None:
    assert sum(chance for _, chance in responses(scoring)) == pytest.approx(1)
    assert score(scoring, best_response(scoring)) == 1
    assert all(0 <= score(scoring, response) <= 1 for response, _ in responses(scoring))


def test_odds() -> None:
    assert odds(WORTHS).chance == pytest.approx(0.5)
    assert odds(WORTHS).second_best == 0.7
    assert odds(KEYS).everything == 0
    assert odds(NUMBER).chance == odds(TYPED).chance == 0
    assert odds(NUMBER).second_best == 0.5
    assert odds({"kind": "worths", "worths": {"a": 1, "b": 0}}).second_best is None
    assert odds(REASON).chance == pytest.approx((1 + 0.5 + 0.5) / 6)
    assert odds(KEYS).second_best == pytest.approx(2 / 3)
    assert odds(PAIRS).longest == 6
    assert odds(PATH).second_best == pytest.approx(0.35)
