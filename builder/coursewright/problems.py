"""Problems: values that say what is wrong with an author's file or with a package, and where.

A step adds what it finds to a `Problems` collection and goes on with what is whole, so that all problems are reported
at once. An exception, by contrast, means a fault of the tool or of the machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

MOST_IN_FILE = 200
"""Nobody reads more at once, and a file that is no course could have a million."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Place:
    """Where a problem stands.

    `path` is shown as it is (relative to the project, with `/`); `member` is the href inside a zip; `line` and `column`
    count from 1, 0 meaning "not known".
    """

    path: str
    member: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        text = f"{self.path}!{self.member}" if self.member else self.path
        if self.line:
            text += f":{self.line}"
            if self.column:
                text += f":{self.column}"
        return text


@dataclass(frozen=True)
class Problem:
    """One fault. `code` is `noun.what-is-wrong`; `clause` names the standard's clause it offends, if any."""

    code: str
    message: str
    place: Place
    severity: Severity = Severity.ERROR
    clause: str = ""

    def __str__(self) -> str:
        clause = f" ({self.clause})" if self.clause else ""
        return f"{self.place}: {self.severity}: {self.message} [{self.code}]{clause}"

    @property
    def sort_key(self) -> tuple[Place, str, str]:
        return (self.place, self.code, self.message)


@dataclass
class Problems:
    """A collection that steps add to. Equal problems are kept once. `strict`: a warning counts as an error."""

    strict: bool = False
    _found: dict[Problem, None] = field(default_factory=dict)
    _in_file: Counter[str] = field(default_factory=Counter)

    def error(self, code: str, message: str, place: Place, clause: str = "") -> None:
        self.add(Problem(code, message, place, Severity.ERROR, clause))

    def warning(self, code: str, message: str, place: Place, clause: str = "") -> None:
        self.add(Problem(code, message, place, Severity.ERROR if self.strict else Severity.WARNING, clause))

    def add(self, problem: Problem) -> None:
        if problem in self._found:
            return
        path = problem.place.path
        self._in_file[path] += 1
        if self._in_file[path] > MOST_IN_FILE:
            message = f"there are more than {MOST_IN_FILE} problems in this file; the rest is not told until these are mended"
            problem = Problem("file.too-many-problems", message, Place(path), problem.severity)
        self._found[problem] = None

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add(problem)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found, key=lambda problem: problem.sort_key))

    def __len__(self) -> int:
        return len(self._found)

    def broken(self, path: str) -> bool:
        """True if the file at `path` has an error, so that what seems missing may only be unreadable."""
        return any(problem.place.path == path and problem.severity is Severity.ERROR for problem in self._found)

    @property
    def errors(self) -> int:
        return sum(problem.severity is Severity.ERROR for problem in self._found)

    @property
    def warnings(self) -> int:
        return len(self) - self.errors
