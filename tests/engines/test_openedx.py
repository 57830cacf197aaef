"""SCORM 1.2 and 2004 packages in Open edX's XBlock: uploaded in its editor, taken in its frame, read from its store and gradebook.

Its run-time answers every question about status, score and mode with nothing and reports no error (LMS-18): what was recorded
is known from the suspend data alone.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from engine import inside, quiet, running, visited
from playwright.sync_api import Browser, Page
from trainee import Trainee, best, worst

SCORM = ["scorm12", "scorm2004-4", "scorm2004-3"]


@dataclass(frozen=True)
class Unit:
    """A block of the course. `workbench` is where the workbench keeps its data."""

    number: int
    address: str
    workbench: Path

    def page(self, view: str, learner: str) -> str:
        return f"{self.address}/scenario/scorm.{self.number}/{view}?student={learner}"

    def launch(self, page: Page, learner: str) -> Trainee:
        page.goto(self.page("", learner))
        return inside(page, "iframe.scorm-embedded")

    def stored(self, learner: str) -> dict[str, Any]:
        """The learner's state of the block, as in the platform's database."""
        question = "select state from workbench_xblockstate where scenario = ? and scope = 'usage' and user_id = ?"
        with closing(sqlite3.connect(self.workbench / "workbench.db")) as database:
            rows = database.execute(question, (f"unit-{self.number}", learner)).fetchall()
        state: dict[str, Any] = json.loads(rows[0][0])
        return state

    def published(self, learner: str) -> list[tuple[str, Any]]:
        """What the platform was told of the learner, in order: grades, and events without their common prefix."""
        lines = (self.workbench / "published.jsonl").read_text(encoding="utf-8").splitlines()
        told = [json.loads(line) for line in lines]
        mine = [item for item in told if item[0].startswith(f"unit-{self.number}.") and item[1] == learner]
        return [(kind.removeprefix("openedx.xblock.scorm."), data) for _, _, kind, data in mine]

    def grades(self, learner: str) -> list[float]:
        return [data["value"] for kind, data in self.published(learner) if kind == "grade"]


Publish = Callable[[Path], Unit]


@pytest.fixture(scope="module")
def publish(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publish]:
    """Uploads a package into a new unit as an author does, in the block's editor, and looks at what the author is told."""
    data = tmp_path_factory.mktemp("openedx")
    numbers = itertools.count()
    with running("openedx", data) as address:

        def into_a_unit(path: Path) -> Unit:
            unit = Unit(next(numbers), address, data)
            # The reports beside an author's view ask for jQuery UI, which the workbench has not.
            with visited(chromium, expected="favicon|'autocomplete'") as page:
                page.goto(unit.page("studio_view/", "author"))
                # Studio's own notices, which the workbench lacks.
                page.evaluate("() => { RuntimeProvider.versions[1].notify = (...notice) => (window.notices ??= []).push(notice) }")
                page.locator("#scorm_file").set_input_files(path)
                page.get_by_text("Save", exact=True).click()
                page.wait_for_function("window.notices?.length > 1")
                notices = page.evaluate("window.notices")
                assert notices == [["save", {"state": "start", "message": "Uploading"}], ["save", {"state": "end"}]]
                page.goto(unit.page("author_view/", "author"))
                inside(page, "iframe.scorm-embedded")
                # It would say here that the package never reports completion.
                assert page.locator(".scorm-package-warnings").count() == 0
            return unit

        yield into_a_unit


@contextmanager
def launched(chromium: Browser, unit: Unit, learner: str) -> Iterator[Trainee]:
    with visited(chromium) as page:
        yield unit.launch(page, learner)


def saved(trainee: Trainee) -> None:
    trainee.finish()
    trainee.content.get_by_role("heading", name="Everything is saved").wait_for()
    quiet(trainee.content.page)


def standing(state: dict[str, Any]) -> tuple[str, str, float]:
    return state.get("lesson_status", "not attempted"), state.get("success_status", "unknown"), state.get("lesson_score", 0)


@pytest.mark.browser
@pytest.mark.parametrize("standard", SCORM)
def test_a_pass_is_graded(chromium: Browser, publish: Publish, small: dict[str, Path], standard: str) -> None:
    unit = publish(small[standard])
    with launched(chromium, unit, "passes") as trainee:
        assert trainee.alert == ""
        trainee.whole_module(1)
        saved(trainee)
        page = trainee.content.page
        page.reload()
        assert page.locator(".grade").inner_text() == "1"
        assert page.locator(".completion-status").inner_text() == "completed"
    state = unit.stored("passes")
    assert standing(state) == ("completed", "passed", 1.0)
    cmi = state["scorm_data"]
    assert [cmi[f"cmi.interactions.{index}.result"] for index in range(5)] == ["1"] * 5
    assert len(cmi["cmi.suspend_data"]) < 4096
    # The first status after the score publishes the grade: never one without the score (LMS-18).
    assert set(unit.grades("passes")) == {1.0}
    events = [kind for kind, _ in unit.published("passes")]
    assert events[0] == "initialized"
    assert {"scored", "passed", "completed", "terminated"} <= set(events)
    assert "failed" not in events


@pytest.mark.browser
@pytest.mark.parametrize("standard", SCORM)
def test_left_in_the_middle_and_resumed(chromium: Browser, publish: Publish, small: dict[str, Path], standard: str) -> None:
    unit = publish(small[standard])
    with launched(chromium, unit, "leaves") as trainee:
        trainee.choose_stage(1)
        trainee.read_all()
        quiz = trainee.stage_quizzes(1)[0]
        trainee.take_quiz(quiz, best, questions=2)
        quiet(trainee.content.page)
        trainee.content.wait_for_timeout(400)
    assert standing(unit.stored("leaves")) == ("incomplete", "unknown", 0)
    assert unit.grades("leaves") == []
    with launched(chromium, unit, "leaves") as trainee:
        assert trainee.heading == quiz["title"]
        trainee.press("Go on with the questions")
        assert "Question 3 of 5" in trainee.heading
        for question in trainee.quiz_data(quiz)["questions"][2:]:
            trainee.answer(question, best(question))
            trainee.press("See the result" if question["key"].endswith("-5") else "Next question")
        trainee.rate_all()
        saved(trainee)
    assert standing(unit.stored("leaves")) == ("completed", "passed", 1.0)
    # Another learner's unit is untouched by all this.
    with launched(chromium, unit, "comes-later") as trainee:
        assert trainee.content.locator("#stage-1").count() == 1


@pytest.mark.browser
@pytest.mark.parametrize("standard", SCORM[:2])
def test_a_grade_is_not_taken_back(chromium: Browser, publish: Publish, small: dict[str, Path], standard: str) -> None:
    """Under the mark there is no grade; a pass is graded; what the learner does afterwards, told nothing of it, leaves it so."""
    unit = publish(small[standard])
    with launched(chromium, unit, "learns") as trainee:
        trainee.whole_module(1, worst)
        saved(trainee)
    assert standing(unit.stored("learns"))[1:] == ("unknown", 0)
    assert all(grade == 0 for grade in unit.grades("learns"))
    with launched(chromium, unit, "learns") as trainee:
        trainee.take_quiz(trainee.stage_quizzes(1)[0], best)
        saved(trainee)
    assert standing(unit.stored("learns")) == ("completed", "passed", 1.0)
    before = len(unit.grades("learns"))
    with launched(chromium, unit, "learns") as trainee:
        trainee.take_quiz(trainee.stage_quizzes(1)[0], worst)
        saved(trainee)
    assert standing(unit.stored("learns")) == ("completed", "passed", 1.0)
    assert set(unit.grades("learns")[before - 1 :]) == {1.0}


@pytest.mark.browser
@pytest.mark.parametrize("standard", SCORM[:2])
def test_the_reference_module(chromium: Browser, publish: Publish, reference: dict[str, Path], standard: str) -> None:
    unit = publish(reference[standard])
    with launched(chromium, unit, "refers") as trainee:
        trainee.whole_module(1)
        saved(trainee)
    assert standing(unit.stored("refers")) == ("completed", "passed", 1.0)
    assert set(unit.grades("refers")) == {1.0}
