"""SCORM 1.2 and 2004 packages in scormhost, a small LMS on the web: uploaded, launched from its catalogue, read from its store.

It keeps whatever is written and refuses nothing but calls outside a session (LMS-17): what it shows is that a launch, a way back
and a record need no more of an LMS than that.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from engine import inside, quiet, running, visited
from playwright.sync_api import APIResponse, Browser, Page
from trainee import Trainee, best

from conftest import built
from coursewright.schemas import SchemaStore
from problem_cases import SMALL

SCORM = ["scorm12", "scorm2004-4", "scorm2004-3"]
PASSWORD = "long enough for it"
NOTE = "Ask the night team – “before” I plan: <b>&amp; naïve"


@pytest.fixture(scope="module")
def scormhost(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running("scormhost", tmp_path_factory.mktemp("scormhost")) as address:
        yield address


@dataclass
class Account:
    """Somebody's browser, who is known to scormhost. The first account of all is the administrator's."""

    page: Page
    address: str

    def known_as(self, name: str) -> Account:
        data = {"email": f"{name}@example.org", "username": name, "password": PASSWORD, "display_name": "Zoë O'Neill"}
        if not self.post("/api/auth/register", data).ok:
            assert self.post("/api/auth/login", data).ok
        return self

    def post(self, path: str, data: dict[str, str]) -> APIResponse:
        return self.page.request.post(self.address + path, data=data)

    def upload(self, path: Path) -> str:
        file = {"name": path.name, "mimeType": "application/zip", "buffer": path.read_bytes()}
        answer = self.page.request.post(f"{self.address}/api/packages", multipart={"file": file})
        assert answer.status == 201, answer.text()
        return str(answer.json()["id"])

    def launch(self, package: str) -> Trainee:
        self.page.goto(self.address)
        self.page.get_by_role("row").filter(has=self.page.get_by_text(package, exact=True)).get_by_role("link").click()
        return inside(self.page, "#scormhost-content")

    def stored(self, package: str) -> dict[str, str]:
        """What scormhost has of this learner."""
        elements: dict[str, str] = self.page.request.get(f"{self.address}/api/scorm/{package}/cmi").json()["elements"]
        return elements


@contextmanager
def account(chromium: Browser, address: str, name: str) -> Iterator[Account]:
    with visited(chromium) as page:
        yield Account(page, address).known_as(name)


def uploaded(chromium: Browser, address: str, path: Path) -> str:
    with account(chromium, address, "admin") as teacher:
        return teacher.upload(path)


def saved(trainee: Trainee) -> None:
    trainee.finish()
    trainee.content.get_by_role("heading", name="Everything is saved").wait_for()
    quiet(trainee.content.page)


def standing(stored: dict[str, str], standard: str) -> tuple[str, ...]:
    if standard == "scorm12":
        return stored["cmi.core.lesson_status"], stored["cmi.core.score.raw"]
    return stored["cmi.completion_status"], stored["cmi.success_status"], stored["cmi.score.scaled"], stored["cmi.score.raw"]


def passed(standard: str) -> tuple[str, ...]:
    return ("passed", "100") if standard == "scorm12" else ("completed", "passed", "1", "100")


@pytest.mark.browser
@pytest.mark.parametrize("standard", SCORM)
def test_a_pass_is_in_its_store(chromium: Browser, scormhost: str, small: dict[str, Path], standard: str) -> None:
    package = uploaded(chromium, scormhost, small[standard])
    with account(chromium, scormhost, f"passes-{standard}") as learner:
        trainee = learner.launch(package)
        assert trainee.alert == ""
        trainee.whole_module(1)
        trainee.plan(NOTE)
        saved(trainee)
        stored = learner.stored(package)
        assert standing(stored, standard) == passed(standard)
        response = "student_response" if standard == "scorm12" else "learner_response"
        asked = [stored[f"cmi.interactions.{index}.type"] for index in range(5)]
        assert asked == ["choice", "choice", "sequencing", "matching", "performance"]
        assert [stored[f"cmi.interactions.{index}.result"] for index in range(5)] == ["1"] * 5
        assert stored[f"cmi.interactions.0.{response}"] == ("a" if standard == "scorm12" else "wait")
        assert "cmi.interactions.5.id" not in stored
        assert stored["cmi.objectives.0.id"] == "hearing_people"
        assert len(stored["cmi.suspend_data"]) < 4096
        # The plan comes back as it was written.
        trainee = learner.launch(package)
        assert trainee.content.locator(".tag.done").count() == 4
        trainee.open_task("Action plan")
        assert trainee.content.locator("#note-y1").input_value() == NOTE


@pytest.mark.browser
@pytest.mark.parametrize("standard", SCORM)
def test_left_in_the_middle_and_resumed(chromium: Browser, scormhost: str, small: dict[str, Path], standard: str) -> None:
    package = uploaded(chromium, scormhost, small[standard])
    with account(chromium, scormhost, f"leaves-{standard}") as learner:
        trainee = learner.launch(package)
        trainee.choose_stage(1)
        trainee.read_all()
        quiz = trainee.stage_quizzes(1)[0]
        trainee.take_quiz(quiz, best, questions=2)
        learner.page.wait_for_timeout(400)
        # The tab is closed without a word.
    with account(chromium, scormhost, f"leaves-{standard}") as learner:
        begun = learner.stored(package)
        assert begun["cmi.core.lesson_status" if standard == "scorm12" else "cmi.completion_status"] == "incomplete"
        trainee = learner.launch(package)
        assert trainee.heading == quiz["title"]
        trainee.press("Go on with the questions")
        assert "Question 3 of 5" in trainee.heading
        for question in trainee.quiz_data(quiz)["questions"][2:]:
            trainee.answer(question, best(question))
            trainee.press("See the result" if question["key"].endswith("-5") else "Next question")
        trainee.rate_all()
        saved(trainee)
        assert standing(learner.stored(package), standard) == passed(standard)


@pytest.mark.browser
@pytest.mark.parametrize("standard", SCORM[:2])
def test_a_new_version_stands_beside_the_old_one(
    chromium: Browser, scormhost: str, tmp_path: Path, store: SchemaStore, standard: str
) -> None:
    """scormhost never replaces a package: the same file again is another course. Neither may take the other's record for its own."""
    project = tmp_path / "course"
    shutil.copytree(SMALL, project)
    old = uploaded(chromium, scormhost, built(project, project / "dist", store, standards=(standard,))[standard])
    module = project / "content/listening/module.yaml"
    module.write_text(module.read_text(encoding="utf-8").replace("version: 1.0.0", "version: 1.1.0"), encoding="utf-8")
    new = uploaded(chromium, scormhost, built(project, project / "dist", store, standards=(standard,))[standard])
    assert new != old
    with account(chromium, scormhost, f"updates-{standard}") as learner:
        trainee = learner.launch(old)
        trainee.choose_stage(1)
        trainee.take_quiz(trainee.stage_quizzes(1)[0], best)
        saved(trainee)
        before = learner.stored(old)
        trainee = learner.launch(new)
        assert trainee.content.locator("#stage-1").count() == 1
        trainee.whole_module(1)
        saved(trainee)
        assert standing(learner.stored(new), standard) == passed(standard)
        assert learner.stored(old) == before
        assert trainee_at(learner.launch(old)) == 1


def trainee_at(trainee: Trainee) -> int:
    """How many tasks are done."""
    trainee.contents()
    return trainee.content.locator(".tag.done").count()


@pytest.mark.browser
@pytest.mark.parametrize("standard", SCORM[:2])
def test_the_reference_module(chromium: Browser, scormhost: str, reference: dict[str, Path], standard: str) -> None:
    package = uploaded(chromium, scormhost, reference[standard])
    with account(chromium, scormhost, f"refers-{standard}") as learner:
        trainee = learner.launch(package)
        trainee.whole_module(1)
        saved(trainee)
        assert standing(learner.stored(package), standard) == passed(standard)
        assert len(learner.stored(package)["cmi.suspend_data"]) < 3500
