"""The statements of a self-check have a rater's version all together or not at all: half a questionnaire serves nobody."""

from __future__ import annotations

from coursewright.course import Course
from coursewright.problems import Problems


def check(course: Course, problems: Problems) -> None:
    for module in course.modules:
        if module.domain is None or module.self_check is None:
            continue
        without = [it.id for it in module.statements if not it.rater]
        if without and len(without) < len(module.statements):
            names = ", ".join(f'"{name}"' for name in without[:3]) + (f" and {len(without) - 3} more" if len(without) > 3 else "")
            message = f'some statements have no "rater" beside others that do, so the questionnaire for raters has gaps: {names}'
            problems.warning("self-check.without-rater", message, module.self_check.place)
