"""The reference course: faithful in names and numbers, whole where it claims to be, and without a problem."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from coursewright.course import Course, Module
from coursewright.link import link
from coursewright.lock import read_lock
from coursewright.parse import parse_project
from coursewright.pipeline import lint
from coursewright.problems import Problems
from coursewright.questions.best_response import BestResponse

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


def of_domain(number: int) -> Module:
    return next(module for module in course().modules if module.domain and module.domain.number == number)


def evidence(module: Module) -> Counter[str]:
    """In how many quizzes each descriptor has a question."""
    return Counter(
        descriptor for quiz in module.quizzes for descriptor in {name for question in quiz.questions for name in question.descriptors}
    )


def test_every_module_of_the_course_is_there() -> None:
    modules = course().modules
    assert [module.title for module in modules if module.domain] == DOMAINS
    assert [module.id for module in modules if not module.domain] == ["overview", "whole-self-check"]
    assert sum(len(module.quizzes) for module in modules) == 88


@pytest.mark.parametrize("number", range(1, 8))
def test_a_domain_is_whole(number: int) -> None:
    module = of_domain(number)
    cells = Counter((quiz.element.number, quiz.stage) for quiz in module.quizzes)
    assert cells == {(element.number, stage): 1 for element in module.elements for stage in module.stages}
    assert all(3 <= len(quiz.questions) <= 5 for quiz in module.quizzes)
    assert len(module.statements) == 16
    assert all(it.rater and it.rater != it.text for it in module.statements)
    assert any(question.type == "branching" for quiz in module.quizzes for question in quiz.questions)
    assert len({question.type for quiz in module.quizzes for question in quiz.questions}) >= 4


@pytest.mark.parametrize("number", range(1, 8))
def test_every_descriptor_gives_evidence(number: int) -> None:
    """In two quizzes where its element has four stages, in one where it has one."""
    module = of_domain(number)
    found = evidence(module)
    for element in module.elements:
        for descriptor in element.descriptors:
            assert found[descriptor.number] >= (2 if len(module.stages) == 4 else 1), descriptor.number


@pytest.mark.parametrize("number", range(1, 8))
def test_every_element_says_what_to_develop_at_every_stage(number: int) -> None:
    """On the job, with others, and formally."""
    module = of_domain(number)
    for page in module.pages:
        for stage in module.stages:
            text = page.stage(stage)
            assert text is not None
            for way in ("On the job", "With others", "Formal"):
                assert way in text.development, (page.id, stage)


def test_people_places_and_jobs_vary() -> None:
    quizzes = [quiz for module in course().modules for quiz in module.quizzes]
    assert len({quiz.title for quiz in quizzes}) == 88
    assert len({quiz.setting for quiz in quizzes}) >= 80
    assert len({quiz.profession for quiz in quizzes}) >= 40
    assert Counter(name for quiz in quizzes for name in quiz.people).most_common(1)[0][1] == 1
    assert {question.type for quiz in quizzes for question in quiz.questions} >= {
        *("best_response", "choose_all", "rank", "match", "rate_effectiveness", "numeric", "true_false", "branching")
    }


def test_keys_stand_anywhere_and_are_not_the_longest() -> None:
    """Over the whole course, so that nobody can pass by the look of the options."""
    places: Counter[int] = Counter()
    longest = asked = 0
    for quiz in parse_project(PROJECT, Problems()).quizzes:
        for one in quiz.model.questions:
            if isinstance(one, BestResponse):
                lengths = [len(option.text) for option in one.options]
                key = next(index for index, option in enumerate(one.options) if option.worth == 1)
                places[key] += 1
                longest += lengths[key] == max(lengths)
                asked += 1
    assert asked > 150
    assert longest / asked < 0.35
    assert all(0.15 < places[place] / asked < 0.35 for place in range(4)), places


def test_the_overview_and_the_self_check_of_everything() -> None:
    overview, everything = (next(it for it in course().modules if it.id == name) for name in ("overview", "whole-self-check"))
    assert len(overview.topics) == 5
    assert overview.finder
    assert [len(question.answers) for question in overview.finder.questions] == [4] * 6
    assert len(everything.statements) == 112
    assert everything.self_check
    assert [sum(stage in it.development for it in everything.self_check.taught) for stage in (1, 2, 3, 4)] == [20, 20, 20, 28]


def test_the_courses_of_the_catalogue() -> None:
    held = {bundle.id: [module.id for module in bundle.modules] for bundle in course().bundles}
    assert len(held["whole-framework"]) == 8
    assert [len(held[f"stage-{stage}"]) for stage in (1, 2, 3, 4)] == [6, 6, 6, 8]


def test_where_it_comes_from_is_said() -> None:
    text = " ".join((PROJECT / "content/SOURCES.md").read_text(encoding="utf-8").split())
    assert course().framework.attribution in text.replace("> ", "")


def test_every_number_is_in_the_committed_lock() -> None:
    lock = read_lock(PROJECT, Problems())
    link(parse_project(PROJECT, Problems()), lock, Problems())
    assert not lock.changed
