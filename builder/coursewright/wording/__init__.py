"""What good wording asks of quizzes and pages: warnings for the author, one rule in each module, and this table.

To add one, write the module, add it here, and give its code a folder in `tests/problems/`. The rules read what authors wrote, so that they
speak of its lines, and they run while drafts are still broken elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable

from coursewright.parse import AuthoredCourse
from coursewright.problems import Problems
from coursewright.wording import (
    copies,
    evidence,
    feedback,
    given_away,
    keys,
    length,
    reading_age,
    spelling,
    trick_wording,
)

RULES: tuple[Callable[[AuthoredCourse, Problems], None], ...] = (
    keys.check,
    feedback.check,
    trick_wording.check,
    copies.check,
    given_away.check,
    reading_age.check,
    spelling.check,
    length.check,
    evidence.check,
)


def check_wording(course: AuthoredCourse, problems: Problems) -> None:
    """Run every rule."""
    for rule in RULES:
        rule(course, problems)
