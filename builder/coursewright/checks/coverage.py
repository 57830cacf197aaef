"""Every element has a scenario quiz at every stage of its domain."""

from __future__ import annotations

from coursewright.course import Course
from coursewright.problems import Problems


def check(course: Course, problems: Problems) -> None:
    for module in course.modules:
        if module.domain is None:
            continue
        there = {(quiz.element.number, quiz.stage) for quiz in module.quizzes}
        for element in module.domain.elements:
            for stage in module.domain.stages:
                path = f"quizzes/{module.domain.number}/{element.number}/stage-{stage}.yaml"
                if (element.number, stage) not in there and not problems.broken(path):
                    message = f"element {element.number} has no quiz at stage {stage}; write {path}"
                    problems.warning("module.missing-quiz", message, module.place)
