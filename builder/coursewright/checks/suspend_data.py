"""The learner's state fits where the strictest system keeps it (RT-29)."""

from __future__ import annotations

from coursewright.course import Course
from coursewright.problems import Problems
from coursewright.state import SCORM12_LIMIT, SCORM12_WORKING_BUDGET, worst_case


def check(course: Course, problems: Problems) -> None:
    for module in course.modules:
        size = worst_case(module)
        message = f"the learner's state can reach {size:,} characters; shorten notes_allowance ({module.notes_allowance}) or the module"
        if size > SCORM12_LIMIT:
            problems.error("module.state-too-large", f"{message}: SCORM 1.2 keeps {SCORM12_LIMIT:,}", module.place)
        elif size > SCORM12_WORKING_BUDGET:
            problems.warning(
                "module.state-large",
                f"{message}: SCORM 1.2 keeps {SCORM12_LIMIT:,}, and updates need room",
                module.place,
            )
