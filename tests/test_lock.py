"""Permanent numbers: given once, in order, never again; a broken lock file stops the build."""

from __future__ import annotations

import json
from pathlib import Path

from coursewright.lock import LOCK_NAME, Lock, read_lock
from coursewright.problems import Problems


def test_numbers_are_kept_and_new_ones_come_after_every_one_ever_given() -> None:
    lock = Lock()
    assert lock.numbers(["a", "b", "c"], "m", "pages") == {"a": 1, "b": 2, "c": 3}
    again = Lock(json.loads(lock.text())["modules"])
    assert again.numbers(["c", "d", "a"], "m", "pages") == {"c": 3, "d": 4, "a": 1}
    assert again.changed
    assert not Lock(json.loads(again.text())["modules"]).changed


def test_a_name_taken_out_and_put_back_keeps_its_number() -> None:
    lock = Lock()
    lock.numbers(["a", "b"], "m", "pages")
    lock.numbers(["c"], "m", "pages")
    assert lock.numbers(["b"], "m", "pages") == {"b": 2}


def test_the_text_does_not_depend_on_the_order_of_asking() -> None:
    one, two = Lock(), Lock()
    one.number("m", "pages", "a"), one.number("m", "quizzes", "q")
    two.number("m", "quizzes", "q"), two.number("m", "pages", "a")
    assert one.text() == two.text()


def test_two_names_with_one_number_are_refused(tmp_path: Path) -> None:
    data = {"version": 1, "modules": {"m": {"pages": {"a": {"number": 1}, "b": {"number": 1}}}}}
    (tmp_path / LOCK_NAME).write_text(json.dumps(data))
    problems = Problems()
    read_lock(tmp_path, problems)
    assert [problem.code for problem in problems] == ["lock.broken"]
