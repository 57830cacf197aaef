"""The pass mark tells understanding from chance: random answers fail, always the second best passes."""

from __future__ import annotations

from coursewright.course import Course
from coursewright.problems import Problems
from coursewright.verdict import stage_odds


def check(course: Course, problems: Problems) -> None:
    for module in course.modules:
        mark = module.mastery_score
        for stage in module.stages:
            odds = stage_odds(module, stage)
            if odds is None or any(problems.broken(quiz.place.path) for quiz in module.quizzes_at(stage)):
                continue
            where = f"at stage {stage} of module {module.id}"
            if odds.chance >= mark:
                message = f"answers drawn at random score {odds.chance:.2f} {where}, which passes the mark of {mark}"
                problems.error("module.random-passes", message, module.place)
            if odds.second_best < mark - 1e-9:
                message = f"always choosing the second best scores {odds.second_best:.2f} {where}, under the mark of {mark}"
                problems.error("module.second-best-fails", message, module.place)
