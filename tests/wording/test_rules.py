"""What the wording rules count and compare. Each rule's own fault and near miss are cases in tests/problems/."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coursewright.parse import AuthoredCourse, Parsed, parse_project
from coursewright.problems import Problems
from coursewright.wording import RULES, check_wording, copies
from coursewright.wording.reading_age import _syllables, reading_age
from coursewright.wording.spelling import AMERICAN, BRITISH
from coursewright.wording.texts import asked
from coursewright.wording.trick_wording import _NEGATIVE, _OTHERS
from problem_cases import SMALL, every_type

ROOT = Path(__file__).parent.parent.parent


def course(project: Path) -> AuthoredCourse:
    return parse_project(project, Problems())


def test_reading_age_rises_with_words_and_sentences() -> None:
    easy = "The cat sat on the mat. It was warm. " * 20
    middle = "The manager asked the night team to describe what had happened on the ward. " * 10
    hard = "Organisational accountability necessitates comprehensive interdepartmental communication infrastructures. " * 20
    ages = [reading_age(text) for text in (easy, middle, hard)]
    assert None not in ages
    assert ages == sorted(ages)  # type: ignore[type-var]
    assert ages[0] < 7 < ages[1] < 14 < ages[2]  # type: ignore[operator]
    assert reading_age("Too short to say.") is None


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("handover", 3), ("nurse", 1), ("people", 2), ("asked", 1), ("wanted", 2), ("services", 3), ("the", 1), ("rhythm", 1)],
)
def test_syllables(word: str, count: int) -> None:
    assert _syllables(word) == count


@pytest.mark.parametrize(
    "stem",
    [
        "Which of these is not a sign?",
        "What should Sam not do?",
        "Which isn't needed?",
        "What would you never say?",
        "All of these help EXCEPT one.",
        "Every answer is right except which?",
    ],
)
def test_negative_stems(stem: str) -> None:
    assert _NEGATIVE.search(stem)


@pytest.mark.parametrize(
    "stem",
    [
        "Sam does not answer. What should she do?",
        "Why did nobody ask?",
        "What tells Agnes that something is missing?",
        "They have not spoken for weeks. What would help most?",
        "Who knows what was left out?",
    ],
)
def test_stems_that_only_hold_a_not(stem: str) -> None:
    assert not _NEGATIVE.search(stem)


@pytest.mark.parametrize("text", ["All of the above", "None of these", "Both of the above.", "a and c", "Neither of the options"])
def test_options_about_options(text: str) -> None:
    assert _OTHERS.search(text)


@pytest.mark.parametrize("text", ["All of the team", "None of them came", "Both wards", "Ask A and E for a bed", "Any of the nurses"])
def test_options_about_the_world(text: str) -> None:
    assert not _OTHERS.search(text)


def test_spellings_are_pairs() -> None:
    assert len(BRITISH) == len(AMERICAN)
    assert not set(BRITISH) & set(AMERICAN)
    assert BRITISH["behaviours"] == "behaviors"
    assert AMERICAN["organizing"] == "organising"


def test_every_entry_of_every_type_is_found(tmp_path: Path) -> None:
    found = {
        one.question.type: [(entries.key[-1], len(entries.entries)) for entries in one.lists()]  # type: ignore[attr-defined]
        for quiz in course(every_type(tmp_path)).quizzes
        for one in asked(quiz.model)
    }
    assert found["true_false"] == [("reasons", 3)]
    assert found["rate_effectiveness"] == [("actions", 3)]
    assert found["match"] == [("targets", 3), ("sources", 2)]
    assert found["branching"] == [("scenes", 2), ("choices", 2), ("choices", 2), ("endings", 2)]
    assert found["short_answer"] == [("answers", 2)]
    assert found["numeric"] == found["long_answer"] == found["likert"] == []


def test_copies_over_many_quizzes_are_found_and_told_once() -> None:
    """The reference course five times over: every text of four of them is a copy."""
    one = course(ROOT)
    texts = len(list(copies._texts(one)))
    again: list[Parsed] = []  # type: ignore[type-arg]
    for number in range(5):
        again += [replace(quiz, source=replace(quiz.source, path=f"{number}/{quiz.source.path}")) for quiz in one.quizzes]
    problems = Problems()
    copies.check(replace(one, quizzes=tuple(again)), problems)
    short = sum(len(text.words) < copies._SHORT for text in copies._texts(one))
    assert len(problems) == len({str(problem.place) for problem in problems}) >= 4 * (texts - short) * 0.9


def test_rules_take_a_course_of_which_nothing_could_be_read(tmp_path: Path) -> None:
    problems = Problems()
    check_wording(course(tmp_path), problems)
    assert list(problems) == []
    assert len(RULES) == 9


def test_the_small_course_is_quiet() -> None:
    problems = Problems()
    check_wording(course(SMALL), problems)
    assert [str(problem) for problem in problems] == []
