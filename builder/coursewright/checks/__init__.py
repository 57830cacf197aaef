"""Checks on the linked course: one module each, and this table. To add one, write the module, add it here, and give each of its
codes a folder in `tests/problems/`."""

from __future__ import annotations

from collections.abc import Callable

from coursewright.checks import coverage, mark, raters, statements, suspend_data
from coursewright.course import Course
from coursewright.problems import Problems

CHECKS: tuple[Callable[[Course, Problems], None], ...] = (
    coverage.check,
    mark.check,
    raters.check,
    statements.check,
    suspend_data.check,
)


def check(course: Course, problems: Problems) -> None:
    """Run every check."""
    for one in CHECKS:
        one(course, problems)
