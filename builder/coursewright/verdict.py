"""What answers without knowledge would score in a module, stage by stage: the mark must tell them from understanding."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

from coursewright.course import Module, Question


@dataclass(frozen=True)
class StageOdds:
    """Module scores at one stage, 0-1: drawn at random, always the second best, every box ticked (chance elsewhere)."""

    stage: int
    chance: float
    second_best: float
    everything: float


def stage_odds(module: Module, stage: int) -> StageOdds | None:
    """The odds at a stage, or None where it has no questions. A module's score is the mean of its quizzes."""
    quizzes = [quiz.questions for quiz in module.quizzes_at(stage) if quiz.questions]
    if not quizzes:
        return None

    def mean(score: str) -> float:
        return fmean(fmean(_value(question, score) for question in questions) for questions in quizzes)

    return StageOdds(stage, mean("chance"), mean("second_best"), mean("everything"))


def _value(question: Question, score: str) -> float:
    return {"chance": question.chance, "second_best": question.second_best, "everything": question.everything}[score]
