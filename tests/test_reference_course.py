"""The reference course: faithful in names and numbers, whole where it claims to be, and without a problem."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from coursewright.course import Course
from coursewright.link import link
from coursewright.lock import read_lock
from coursewright.parse import parse_project
from coursewright.pipeline import lint
from coursewright.problems import Problems

PROJECT = Path(__file__).parent.parent
ELEMENTS = {
    1: ["Developing self awareness", "Managing yourself", "Continuing personal development", "Acting with integrity"],
    2: [
        "Developing networks",
        "Building and maintaining relationships",
        "Encouraging contribution",
        "Working within teams",
    ],
    3: ["Planning", "Managing resources", "Managing people", "Managing performance"],
    4: [
        "Ensuring patient safety",
        "Critically evaluating",
        "Encouraging improvement and innovation",
        "Facilitating transformation",
    ],
    5: [
        "Identifying the contexts for change",
        "Applying knowledge and evidence",
        "Making decisions",
        "Evaluating impact",
    ],
    6: [
        "Developing the vision for the organisation",
        "Influencing the vision of the wider healthcare system",
        "Communicating the vision",
        "Embodying the vision",
    ],
    7: ["Framing the strategy", "Developing the strategy", "Implementing the strategy", "Embedding the strategy"],
}
DOMAINS = [
    "Demonstrating personal qualities",
    "Working with others",
    "Managing services",
    "Improving services",
    "Setting direction",
    "Creating the vision",
    "Delivering the strategy",
]
STAGES = [
    "Own practice / immediate team",
    "Whole service / across teams",
    "Across services / wider organisation",
    "Whole organisation / wider healthcare system",
]


@cache
def course() -> Course:
    problems = Problems()
    linked = link(parse_project(PROJECT, problems), read_lock(PROJECT, problems), problems)
    assert linked is not None, list(map(str, problems))
    return linked


def test_no_problem() -> None:
    assert [str(problem) for problem in lint(PROJECT).problems] == []


def test_names_and_numbers_of_the_framework() -> None:
    framework = course().framework
    assert [domain.name for domain in framework.domains] == DOMAINS
    assert [stage.name for stage in framework.stages] == STAGES
    assert {domain.number: [it.name for it in domain.elements] for domain in framework.domains} == ELEMENTS
    elements = [element for domain in framework.domains for element in domain.elements]
    assert [element.number for element in elements] == [f"{d}.{e}" for d in range(1, 8) for e in range(1, 5)]
    for element in elements:
        assert [it.number for it in element.descriptors] == [f"{element.number}.{n}" for n in range(1, 5)]
    assert sum(len(element.descriptors) for element in elements) == 112
    assert sum(len(element.indicators) for element in elements) == 88
    assert [domain.stages for domain in framework.domains] == [(1, 2, 3, 4)] * 5 + [(4,)] * 2
    assert [len(domain.not_yet) for domain in framework.domains] == [5, 4, 4, 4, 4, 4, 4]


@pytest.mark.parametrize("number", [1])
def test_a_domain_is_whole(number: int) -> None:
    module = next(module for module in course().modules if module.domain.number == number)
    cells = Counter((quiz.element.number, quiz.stage) for quiz in module.quizzes)
    assert cells == {(element.number, stage): 1 for element in module.domain.elements for stage in module.domain.stages}
    assert all(3 <= len(quiz.questions) <= 5 for quiz in module.quizzes)
    assert len(module.self_check.statements) == 16
    assert any(question.type == "branching" for quiz in module.quizzes for question in quiz.questions)


@pytest.mark.parametrize("number", [1])
def test_every_descriptor_gives_evidence_in_two_quizzes(number: int) -> None:
    module = next(module for module in course().modules if module.domain.number == number)
    evidence = Counter(
        descriptor for quiz in module.quizzes for descriptor in {name for question in quiz.questions for name in question.descriptors}
    )
    for element in module.domain.elements:
        for descriptor in element.descriptors:
            assert evidence[descriptor.number] >= 2, descriptor.number


def test_every_number_is_in_the_committed_lock() -> None:
    lock = read_lock(PROJECT, Problems())
    link(parse_project(PROJECT, Problems()), lock, Problems())
    assert not lock.changed
