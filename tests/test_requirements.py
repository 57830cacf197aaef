"""Every requirement is proven by a test that cites it, or says why not; the table in docs/ names just those tests."""

from __future__ import annotations

import re

from requirements import ID, TABLE, cited, known, outcome, proofs


def test_no_requirement_is_without_a_test_or_a_reason() -> None:
    by_id = proofs()
    assert [one for one, entry in known().items() if not by_id.get(one) and not entry.get("not_met")] == []


def test_no_test_cites_what_is_not_asked_for() -> None:
    assert set(proofs()) - set(known()) == set()


def test_the_table_in_the_repository_names_these_tests() -> None:
    rows = {line.split(" | ")[0].lstrip("| "): line for line in TABLE.read_text(encoding="utf-8").splitlines() if ID.match(line[2:])}
    assert list(rows) == list(known())
    by_id = proofs()
    for one, line in rows.items():
        named = set(re.findall(r"`([^`]+?\.(?:py|ts)[^|]*?)`(?=<br>| \|)", line))
        assert named == {test.replace("|", "\\|") for test in by_id.get(one, [])}, f"{one}: run `make requirements`"


def test_ids_are_read_as_they_are_written() -> None:
    assert cited("in order (RT-1 to RT-3, LMS-10, 18, 19)") == {"RT-1", "RT-2", "RT-3", "LMS-10", "LMS-18", "LMS-19"}
    assert cited("C5-31 and not RT45") == {"C5-31"}


def test_one_failure_fails_the_requirement() -> None:
    ended = {"a.py::test_x": "passed", "a.py::test_y": "failure", "player: 5 s in both versions": "passed"}
    assert outcome(["a.py::test_x"], ended) == "passed"
    assert outcome(["a.py::test_x", "a.py::test_y"], ended) == "failure, passed"
    assert outcome(["player/f.test.ts: ${value} s in both versions"], ended) == "passed"
    assert outcome(["a.py::test_z"], ended) == "not run"
