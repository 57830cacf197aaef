"""The lock file: a permanent number for every page, statement, reflection, quiz, question and option.

State and SCORM 1.2 response letters use these numbers, never positions, so that a new version of a package keeps learners'
progress. A number once given is never given again: entries stay when what they named is gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from coursewright.problems import Place, Problems
from coursewright.source import read_text

LOCK_NAME = "coursewright.lock"

Numbers = dict[str, Any]


class Lock:
    """The numbers given so far; asking for a new name gives it the next one. `changed` says whether that has happened."""

    def __init__(self, data: Numbers | None = None) -> None:
        self._data: Numbers = data or {}
        self.changed = False

    def number(self, *path: str) -> int:
        """The number of the thing at `path`, such as ("personal-qualities", "quizzes", "corridor")."""
        *parents, name = path
        table = self._table(parents)
        if name not in table:
            table[name] = {"number": max((entry["number"] for entry in table.values()), default=0) + 1}
            self.changed = True
        return int(table[name]["number"])

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
    text = read_text(path, LOCK_NAME, problems)
    if text is None:
        return Lock()
    try:
        data = json.loads(text)
        modules = data["modules"]
        if data["version"] != 1 or not _whole(modules):
            raise ValueError("it does not have the form this version writes")
    except (ValueError, KeyError, TypeError) as fault:
        reason = str(fault) if isinstance(fault, ValueError) else "it does not have the form this version writes"
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
        isinstance(entry, dict) and all(_whole(value) for key, value in entry.items() if key != "number") for entry in table.values()
    )
