"""A scenario is as long as its module asks for: enough to decide on, short enough to read on a break."""

from __future__ import annotations

from coursewright.markdown import plain_text
from coursewright.parse import AuthoredCourse
from coursewright.problems import Problems
from coursewright.wording.texts import WHOLE, module_of


def check(course: AuthoredCourse, problems: Problems) -> None:
    for quiz in course.quizzes:
        module = module_of(course, quiz.model)
        if module is None:
            continue
        fewest, most = module.scenario_words
        words = len(plain_text(quiz.model.scenario, WHOLE).split())
        if not fewest <= words <= most:
            what = "short" if words < fewest else "long"
            message = f"the scenario has {words} words, which is too {what}; the module asks for {fewest} to {most}"
            problems.warning("quiz.scenario-length", message, quiz.source.place(("scenario",)))
