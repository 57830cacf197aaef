"""Every descriptor of a module's domain has a question that gives evidence of it."""

from __future__ import annotations

from coursewright.parse import AuthoredCourse
from coursewright.problems import Problems


def check(course: AuthoredCourse, problems: Problems) -> None:
    if course.framework is None or problems.errors:
        return  # what seems missing may only be unreadable
    given = {number for quiz in course.quizzes for question in quiz.model.questions for number in question.descriptors}
    with_quiz = {quiz.model.element for quiz in course.quizzes}
    for module in course.modules:
        domain = next((it for it in course.framework.model.domains if it.number == module.file.model.domain), None)
        for element in domain.elements if domain else ():
            # An element without any quiz is told of as such.
            for descriptor in element.descriptors if element.number in with_quiz else ():
                if descriptor.number not in given:
                    message = f"no question gives evidence of descriptor {descriptor.number}; name it in one, or write one that does"
                    problems.warning("module.descriptor-without-evidence", message, module.file.source.place())
