"""The lock file: a permanent number for every page, statement, reflection, quiz, question and option, and each question's key.

State and SCORM 1.2 response letters use these numbers, never positions, so that a new version of a package keeps learners'
progress. A number once given is never given again: entries stay, marked as gone, when what they named is gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from coursewright.problems import Place, Problems
from coursewright.source import read_text

LOCK_NAME = "coursewright.lock"

MAX_BYTES = 20_000_000
"""Far more than a course of a thousand quizzes fills."""

Numbers = dict[str, Any]

# What each kind of thing is called, and what its going does to learners' progress.
_EFFECTS = {
    "pages": ("page", "pages", "that learners finished it no longer counts"),
    "quizzes": ("quiz", "quizzes", "what learners scored in it no longer counts, and its answers are dropped"),
    "questions": ("question", "questions", "saved answers to it are dropped; scores of finished attempts stay"),
    "parts": ("option", "options", "answers that name it are no longer whole, so that the question is asked again"),
    "statements": ("statement", "statements", "learners' ratings of it are dropped"),
    "finder": ("question of the stage finder", "questions of the stage finder", "learners' answers to it are dropped"),
    "reflections": ("reflection", "reflections", "what learners wrote there is no longer shown to them"),
}
_NAMED = 5
"""How many names a sentence lists."""


Names = tuple[str, ...]


class Lock:
    """The numbers given so far; asking for a new name gives it the next one. `changed` says whether anything differs from the file."""

    def __init__(self, data: Numbers | None = None) -> None:
        self._data: Numbers = data or {}
        self.changed = False
        self._asked: set[Names] = set()
        self._new: set[Names] = set()
        self._rekeyed: list[Names] = []
        self._places: dict[Names, Place] = {}

    def number(self, *path: str) -> int:
        """The number of the thing at `path`, such as ("personal-qualities", "quizzes", "corridor")."""
        *parents, name = path
        table = self._table(parents)
        self._asked.update(path[:end] for end in range(1, len(path) + 1))
        if name not in table:
            table[name] = {"number": max((entry["number"] for entry in table.values()), default=0) + 1}
            self.changed = True
            self._new.add(path)
        back = (self._data[path[0]].pop("gone", False), table[name].pop("gone", False))
        self.changed |= any(back)
        return int(table[name]["number"])

    def at(self, place: Place, *path: str) -> None:
        """Where the thing at `path` stands in the author's files, for problems."""
        self._places[path] = place

    def scoring(self, scoring: dict[str, Any], *path: str) -> None:
        """Record how the question at `path` is scored; a difference from what was recorded is a change of key."""
        *parents, name = path
        entry = self._table(parents)[name]
        if "scoring" in entry and entry["scoring"] != scoring:
            self._rekeyed.append(path)
        self.changed |= entry.get("scoring") != scoring
        entry["scoring"] = scoring

    def changes(self, problems: Problems) -> None:
        """Say what differs from the last build and what that does to learners' progress; what is gone is marked, not forgotten."""
        for path in self._rekeyed:
            message = (
                f'the key or a worth of the question "{path[-1]}" differs from the last build: scores learners have are kept, '
                "new answers are judged by the new key; raise the module's version"
            )
            problems.warning("lock.key-changed", message, self._place(path))
        self._gone(self._data, (), problems)

    def _gone(self, table: Numbers, path: Names, problems: Problems) -> None:
        gone = []
        for name, entry in table.items():
            here = (*path, name)
            if not isinstance(entry, dict) or name == "scoring" or entry.get("gone"):
                continue
            if ("number" in entry or len(here) == 1) and here not in self._asked:
                entry["gone"] = True
                gone.append(name)
            else:
                self._gone(entry, here, problems)
        if gone:
            self.changed = True
            problems.warning("lock.removed", self._removal(path, gone), self._place((*path, gone[0])))

    def _removal(self, path: Names, gone: list[str]) -> str:
        kind, plural, effect = _EFFECTS[path[-1]] if path else ("module", "modules", "records of it stay in the learning system")
        new = sorted(it[-1] for it in self._new if it[:-1] == path)
        renamed = f'; if you renamed it to "{new[0]}", write the old id again' if len(new) == len(gone) == 1 else ""
        names = ", ".join(f'"{name}"' for name in sorted(gone)[:_NAMED]) + (f" and {len(gone) - _NAMED} more" if len(gone) > _NAMED else "")
        what = f"the {kind} {names} of the last build is" if len(gone) == 1 else f"the {plural} {names} of the last build are"
        return f"{what} gone: {effect}{renamed}"

    def _place(self, path: Names) -> Place:
        while path and path not in self._places:
            path = path[:-1]
        return self._places.get(path, Place(LOCK_NAME))

    def numbers(self, names: Iterable[str], *path: str) -> dict[str, int]:
        """Numbers of several names in one table, new ones in the order given."""
        return {name: self.number(*path, name) for name in names}

    def _table(self, parents: list[str]) -> Numbers:
        table = self._data
        for parent in parents:
            table = table.setdefault(parent, {})
        return table

    def text(self) -> str:
        """The file's text: sorted, one name a line, so that it merges well."""
        return json.dumps({"version": 1, "modules": self._data}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def read_lock(project: Path, problems: Problems) -> Lock:
    """The project's lock, empty where there is none yet; a broken one is a problem, since new numbers would orphan progress."""
    path = project / LOCK_NAME
    if not path.exists():
        return Lock()
    text = read_text(path, LOCK_NAME, problems, MAX_BYTES)
    if text is None:
        return Lock()
    try:
        data = json.loads(text)
        modules = data["modules"]
        if data["version"] != 1 or not _whole(modules):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        reason = (
            f"it is not JSON: {fault.msg}" if isinstance(fault, json.JSONDecodeError) else "it does not have the form this version writes"
        )
        line, column = (fault.lineno, fault.colno) if isinstance(fault, json.JSONDecodeError) else (1, 1)
        message = f"the lock file cannot be used ({reason}); take it back from version control, since learners' progress hangs on it"
        problems.error("lock.broken", message, Place(LOCK_NAME, line=line, column=column))
        return Lock()
    return Lock(modules)


def _whole(table: Any) -> bool:
    """True if every leaf has a number and no two in a table share one."""
    if not isinstance(table, dict):
        return False
    numbers = [entry["number"] for entry in table.values() if isinstance(entry, dict) and "number" in entry]
    if len(numbers) != len(set(numbers)) or not all(isinstance(it, int) and it > 0 for it in numbers):
        return False
    return all(
        isinstance(entry, dict) and all(_whole(value) for key, value in entry.items() if key not in ("number", "scoring", "gone"))
        for entry in table.values()
    )
