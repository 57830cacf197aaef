"""The page that lists a course's modules, and a module kept in the browser: as accessible as the modules, and true."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from server import LearningSystem
from test_pages import findings
from trainee import Trainee, best

from chromium import close
from conftest import ROOT, built
from coursewright.schemas import SchemaStore
from problem_cases import SMALL

pytestmark = pytest.mark.browser
Courses = dict[tuple[str, str], Path]


@pytest.mark.parametrize("standard", ["xapi", "web"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_menu_is_accessible_and_fits_a_phone(chromium: Browser, courses: Courses, standard: str, scheme: str) -> None:
    with LearningSystem.holding(courses["both", standard]) as system:
        context = chromium.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(system.xapi() if standard == "xapi" else f"{system.base}/package/index.html")
        page.locator("#standing", has_text="module").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.title() == page.locator("h1").inner_text() == "Both modules"
        assert findings(page) == []
        for _ in range(2):
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Listening"
        page.keyboard.press("Enter")
        Trainee(page).settled()
        close(context)


def written(page: Page) -> None:
    """Waits until the state in the browser has two answers."""
    for _ in range(100):
        page.wait_for_timeout(100)
        states = page.evaluate("() => Object.values({...sessionStorage, ...localStorage}).join()")
        if re.search(r";q01---\w{5}\w+\.\w+\.", states):
            return
    raise AssertionError("the answers are not in the browser")


def test_progress_is_kept_in_the_browser_where_the_author_asked(chromium: Browser, tmp_path: Path, store: SchemaStore) -> None:
    """RT-6: another tab goes on where this one stopped, and the page says who else can see it; without the key it ends with the tab."""
    project = tmp_path / "course"
    shutil.copytree(SMALL, project)
    for keep in (True, False):
        module = project / "content/listening/module.yaml"
        text = (SMALL / "content/listening/module.yaml").read_text(encoding="utf-8")
        module.write_text(text + ("keep_on_device: true\n" if keep else ""), encoding="utf-8")
        for standard in ("web", "scorm12", "xapi"):
            with LearningSystem.holding(built(project, project / "dist", store, standards=(standard,))[standard]) as system:
                context = chromium.new_context()
                page = context.new_page()
                page.goto(f"{system.base}/package/index.html")
                trainee = Trainee(page).settled()
                assert ("kept in this browser only" in trainee.alert) == keep
                trainee.choose_stage(1)
                trainee.take_quiz(trainee.stage_quizzes(1)[0], best, questions=2)
                written(page)
                page.close()
                again = context.new_page()
                again.goto(f"{system.base}/package/index.html")
                later = Trainee(again).settled()
                assert (later.heading == "The handover") == keep
                if keep:
                    later.press("Go on with the questions")
                    assert "Question 3 of 5" in later.heading
                    later.finish()
                    again.get_by_role("heading", name="Everything is saved").wait_for()
                close(context)


def test_the_reference_course_builds_its_courses(chromium: Browser, tmp_path: Path, store: SchemaStore) -> None:
    """One of them as a trainee meets it: the stage is told, and the modules are those that have it."""
    from coursewright import pipeline
    from coursewright.settings import Settings

    settings = Settings(ROOT, tmp_path / "dist", courses=("stage-2",), standards=("web", "scorm12", "cmi5"))
    report = pipeline.build(settings, store)
    assert report.errors == 0, [str(problem) for problem in report.problems]
    path = next((tmp_path / "dist").glob("stage-2-*.web.zip"))
    with LearningSystem.holding(path) as system:
        page = chromium.new_page()
        page.goto(f"{system.base}/package/index.html")
        page.locator("#standing", has_text="module").wait_for()
        page.locator(".task a", has_text="Demonstrating personal qualities").click()
        trainee = Trainee(page).settled()
        trainee.choose_stage(2)
        assert {quiz["stage"] for quiz in trainee.data("window.coursewright.module.quizzes")} == {2}
        page.close()
