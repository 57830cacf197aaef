"""Walks through every page, quiz and question of the reference course on a phone, as a trainee who is always wrong: nothing may stick out,
axe may find nothing, and no script may fail. A few minutes; `make walk`. Names of modules limit it to those."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "lms")]

from server import LearningSystem  # noqa: E402
from test_pages import findings  # noqa: E402
from trainee import Trainee, worst  # noqa: E402

from chromium import Chromium, close, installed  # noqa: E402
from conftest import ROOT, SchemaStore, built  # noqa: E402
from coursewright.problems import Problems  # noqa: E402
from coursewright.source import read_yaml  # noqa: E402

PHONE = {"width": 320, "height": 640}


def places(trainee: Trainee, stage: int) -> Iterator[str]:
    """Every place at a stage, one after the other."""
    for element in trainee.data("window.coursewright.module.elements.filter(element => !element.taught)"):
        trainee.open_task(f"{element['code']} {element['name']}".strip())
        yield element["id"]
    for quiz in trainee.stage_quizzes(stage):
        trainee.open_task(quiz["title"])
        yield quiz["id"]
        trainee.press("Start the questions")
        questions = trainee.quiz_data(quiz)["questions"]
        for index, question in enumerate(questions):
            yield f"{quiz['id']}/{question['id']}"
            trainee.answer(question, worst(question))
            yield f"{quiz['id']}/{question['id']}, answered"
            trainee.press("See the result" if index + 1 == len(questions) else "Next question")
        yield f"{quiz['id']}, result"
    if trainee.data("window.coursewright.module.statements.length"):
        trainee.rate_all("1")
        yield "profile"


def faults(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth")
    return findings(page) + ([f"{wide} pixels wide"] if wide > PHONE["width"] else [])


def main(names: list[str]) -> int:
    path = installed()
    if path is None:
        sys.exit("Chromium is not installed: apt-get install chromium")
    source = read_yaml(ROOT / "content/catalogue.yaml", "content/catalogue.yaml", Problems())
    assert source
    found: list[str] = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = Chromium(playwright, path)
        for name in names or source.data["modules"]:
            package = built(ROOT, Path(folder) / name, SchemaStore.from_environment({}), name)["scorm12"]
            with LearningSystem.holding(package) as system:
                context = browser.new_context(bypass_csp=True, viewport=PHONE)
                page = context.new_page()
                page.on("pageerror", lambda fault, name=name: found.append(f"{name}: {fault}"))
                page.goto(f"{system.base}/package/index.html")
                stages = page.evaluate("window.coursewright.module.stages.map(stage => stage.number)")
                for stage in stages:
                    # Alone, nothing is kept: each stage begins afresh.
                    page.evaluate("sessionStorage.clear()")
                    page.goto(f"{system.base}/package/index.html")
                    trainee = Trainee(page).settled()
                    trainee.choose_stage(stage)
                    for place in places(trainee, stage):
                        found.extend(f"{name} at stage {stage}, {place}: {fault}" for fault in faults(page))
                close(context)
            print(f"{name}: {len(found)} found so far", flush=True)
        browser.close()
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
