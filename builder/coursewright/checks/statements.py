"""The self-check has one statement for each descriptor."""

from __future__ import annotations

from collections import Counter

from coursewright.course import Course
from coursewright.problems import Problems


def check(course: Course, problems: Problems) -> None:
    for module in course.modules:
        if module.domain is None or module.self_check is None or problems.broken(module.self_check.place.path):
            continue
        counts = Counter(statement.descriptor.number for statement in module.statements)
        for element in module.elements:
            for descriptor in element.descriptors:
                if counts[descriptor.number] != 1:
                    message = f"descriptor {descriptor.number} has {counts[descriptor.number]} statements; write one"
                    problems.warning("self-check.statement-count", message, module.self_check.place)
