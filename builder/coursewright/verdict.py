"""What answers without knowledge would score in a module, stage by stage: the mark must tell them from understanding."""

from __future__ import annotations

from collections.abc import Callable
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
    quizzes = [scored for quiz in module.quizzes_at(stage) if (scored := [it for it in quiz.questions if it.weight])]
    if not quizzes:
        return None

    def mean(score: Callable[[Question], float]) -> float:
        return fmean(fmean([score(it) for it in questions], [it.weight for it in questions]) for questions in quizzes)

    # Someone who takes the defensible for the best is not thought to miss what is only right or wrong.
    second = mean(lambda it: 1.0 if it.second_best is None else it.second_best)
    return StageOdds(stage, mean(lambda it: it.chance), second, mean(lambda it: it.everything))
