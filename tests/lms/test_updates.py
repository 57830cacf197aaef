"""A new version of a package for a learner in the middle: what still applies is kept (RT-30), in every standard's own store."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from ruamel.yaml import YAML
from server import LearningSystem
from trainee import OWN_WORDS, Trainee, best

from chromium import close
from conftest import built
from coursewright.schemas import SchemaStore
from problem_cases import project_with

pytestmark = pytest.mark.browser
QUIZ = "quizzes/1/1.1/stage-1.yaml"
STANDARDS = ("scorm12", "scorm2004-4", "xapi", "cmi5")
Edit = Callable[[Path], None]


@contextmanager
def launched(chromium: Browser, system: LearningSystem, standard: str) -> Iterator[Trainee]:
    context = chromium.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda fault: errors.append(str(fault)))
    if standard.startswith("scorm"):
        page.goto(system.mock("1.2" if standard == "scorm12" else "2004", "strict"))
        page.wait_for_function("document.querySelector('#content').contentDocument?.querySelector('#page form, #page .actions')")
        content = page.frame(url="**/package/index.html")
        assert content is not None
    else:
        page.goto(system.xapi() if standard == "xapi" else system.cmi5(mastery=None))
    yield Trainee(content if standard.startswith("scorm") else page).settled()
    system.quiet(page)
    assert errors == []
    assert system.refusals == []
    close(context)


def edited(project: Path, change: Callable[[dict], None]) -> None:  # type: ignore[type-arg]
    yaml = YAML()
    data = yaml.load((project / QUIZ).read_text(encoding="utf-8"))
    change(data)
    with (project / QUIZ).open("w", encoding="utf-8") as file:
        yaml.dump(data, file)


def reworded(project: Path) -> None:
    def change(quiz: dict) -> None:  # type: ignore[type-arg]
        quiz["title"] = "The handover, again"
        quiz["scenario"] = "Lena takes over from Ade, who looks at his watch. " + quiz["scenario"]
        for question in quiz["questions"]:
            question["stem"] = "In your view: " + question["stem"]

    edited(project, change)


def reordered(project: Path) -> None:
    def change(quiz: dict) -> None:  # type: ignore[type-arg]
        first, second, *rest = quiz["questions"]
        for question in (first, second):
            question["options"].reverse()
        quiz["questions"] = [first, second, *reversed(rest)]

    edited(project, change)


def added(project: Path) -> None:
    def change(quiz: dict) -> None:  # type: ignore[type-arg]
        question = json.loads(json.dumps(quiz["questions"][0]))
        quiz["questions"].append({**question, "id": "one-more", "stem": "And what would you do on the next day?"})

    edited(project, change)


def removed(project: Path) -> None:
    edited(project, lambda quiz: quiz["questions"].pop(1))


def versions(tmp_path: Path, store: SchemaStore, edit: Edit, standard: str) -> tuple[Path, Path]:
    """Packages before and after an edit, the second built with the first's lock."""
    project = project_with([], tmp_path)
    before = built(project, project / "dist", store, standards=(standard,))[standard]
    old = tmp_path / "old"
    shutil.copytree(project / "dist", old)
    edit(project)
    module = project / "content/listening/module.yaml"
    module.write_text(module.read_text(encoding="utf-8").replace("version: 1.0.0", "version: 1.1.0"), encoding="utf-8")
    after = built(project, project / "dist", store, standards=(standard,))[standard]
    return old / before.name, after


def replace(system: LearningSystem, package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        system.package = {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("edit", [reworded, reordered, added, removed], ids=lambda edit: edit.__name__)
def test_in_the_middle_of_a_quiz(chromium: Browser, tmp_path: Path, store: SchemaStore, edit: Edit, standard: str) -> None:
    before, after = versions(tmp_path, store, edit, standard)
    with LearningSystem.holding(before) as system:
        with launched(chromium, system, standard) as trainee:
            trainee.choose_stage(1)
            trainee.read_all()
            trainee.rate_all("4")
            trainee.plan(OWN_WORDS)
            trainee.take_quiz(trainee.stage_quizzes(1)[0], best, questions=2)
        replace(system, after)
        with launched(chromium, system, standard) as trainee:
            assert trainee.data("window.coursewright.module.version") == "1.1.0"
            assert trainee.alert == ""
            trainee.contents()
            # Reading, self-check and plan are as they were; the quiz is begun.
            assert trainee.content.locator(".tag.done").count() == 3
            assert trainee.content.locator(".tag.begun").count() == 1
            trainee.open_task("Action plan")
            assert trainee.content.locator("#note-y1").input_value() == OWN_WORDS
            quiz = trainee.stage_quizzes(1)[0]
            trainee.open_task(quiz["title"])
            trainee.press("Go on with the questions")
            left = {"added": 4, "removed": 3}.get(edit.__name__, 3)
            total = {"added": 6, "removed": 4}.get(edit.__name__, 5)
            assert f"Question {total - left + 1} of {total}" in trainee.heading
            for step in range(left):
                data = {question["key"]: question for question in trainee.quiz_data(quiz)["questions"]}
                question = data[str(trainee.content.locator("#page .question").get_attribute("id"))]
                trainee.answer(question, best(question))
                trainee.press("See the result" if step + 1 == left else "Next question")
            assert "100%" in trainee.content.locator(".headline").inner_text()


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("edit", [added, removed], ids=lambda edit: edit.__name__)
def test_after_a_pass(chromium: Browser, tmp_path: Path, store: SchemaStore, edit: Edit, standard: str) -> None:
    """A pass stays a pass, and its score stays, whatever the new version asks."""
    before, after = versions(tmp_path, store, edit, standard)
    with LearningSystem.holding(before) as system:
        with launched(chromium, system, standard) as trainee:
            trainee.whole_module(1)
        replace(system, after)
        with launched(chromium, system, standard) as trainee:
            trainee.contents()
            assert "passed" in trainee.content.locator(".standing").inner_text()
            assert trainee.content.locator(".tag.done").count() == 3
            trainee.plan("Now to the rest")
        status = system.values.get("cmi.core.lesson_status", system.values.get("cmi.success_status", "passed"))
        assert status == "passed"
        if not standard.startswith("scorm"):
            assert system.verbs().count("passed") == system.verbs().count("completed") == 1
