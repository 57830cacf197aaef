"""What a learner sees when saving fails: told at once, nothing shown as saved that is not, a way to try again and to keep a copy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page
from server import LearningSystem
from trainee import Trainee

from chromium import close

pytestmark = pytest.mark.browser

BREAK = """error => { const api = window.API; window.kept = { ...['LMSSetValue', 'LMSCommit', 'LMSGetLastError', 'LMSFinish']
  .reduce((all, name) => ({ ...all, [name]: api[name] }), {}) };
  api.LMSCommit = api.LMSFinish = () => 'false';
  if (error !== '101') api.LMSSetValue = () => 'false';
  api.LMSGetLastError = () => error; }"""
MEND = "() => Object.assign(window.API, window.kept)"


@contextmanager
def launched(chromium: Browser, package: Path) -> Iterator[tuple[LearningSystem, Page, Frame, Trainee]]:
    with LearningSystem.holding(package) as system:
        context = chromium.new_context(accept_downloads=True)
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda fault: errors.append(str(fault)))
        page.goto(system.scorm("scorm12"))
        page.wait_for_function("document.querySelector('#content').contentDocument?.querySelector('#page form')")
        frame = page.frame(url="**/package/index.html")
        assert frame is not None
        yield system, page, frame, Trainee(frame).settled()
        assert errors == []
        close(context)


def read_first_page(trainee: Trainee) -> None:
    element = trainee.data("window.coursewright.module.elements")[0]
    trainee.open_task(f"{element['code']} {element['name']}")
    trainee.press("I have finished this page")


def test_a_connection_that_is_lost_and_comes_back(chromium: Browser, small: dict[str, Path]) -> None:
    """RT-47: told in an alert that stays, with a way to try again and a copy; cleared once it is saved."""
    with launched(chromium, small["scorm12"]) as (system, page, frame, trainee):
        trainee.choose_stage(1)
        page.evaluate(BREAK, "101")
        read_first_page(trainee)
        frame.locator("#alert .notice").wait_for(timeout=15_000)
        assert "has not been saved yet" in trainee.alert
        with page.expect_download() as download:
            trainee.press("Download a copy of my results")
        text = download.value.path().read_text(encoding="utf-8-sig")
        assert "Hearing people: Done" in text
        page.evaluate(MEND)
        trainee.press("Try again")
        frame.locator("#alert .notice").wait_for(state="detached", timeout=10_000)
        assert ";b1" in system.cmi["cmi"]["suspend_data"]


def test_leaving_while_nothing_can_be_saved_says_so(chromium: Browser, small: dict[str, Path]) -> None:
    """RT-22: "saved" is never said of what is not."""
    with launched(chromium, small["scorm12"]) as (system, page, frame, trainee):
        trainee.choose_stage(1)
        read_first_page(trainee)
        page.evaluate(BREAK, "101")
        trainee.plan_unsaved("Wait")
        trainee.finish()
        frame.get_by_role("heading", name="Your last step could not be saved").wait_for(timeout=15_000)
        page.evaluate(MEND)
        frame.locator("#page").get_by_role("button", name="Try again").click()
        frame.get_by_role("heading", name="Everything is saved").wait_for(timeout=15_000)
        assert "ty1Wait" in system.cmi["cmi"]["suspend_data"]


def test_a_session_that_ended_is_a_page_of_its_own(chromium: Browser, small: dict[str, Path]) -> None:
    """RT-48: nothing more is asked until the learner knows."""
    with launched(chromium, small["scorm12"]) as (system, page, frame, trainee):
        trainee.choose_stage(1)
        read_first_page(trainee)
        trainee.first_question(trainee.stage_quizzes(1)[0])
        # Changes of pages are written two seconds later at most: nothing else may find the session lost before the answer is given.
        system.quiet(page, 2500)
        page.evaluate(BREAK, "301")
        trainee.answer_any()
        frame.get_by_role("heading", name="This session has ended").wait_for(timeout=20_000)
        assert frame.locator("#page form").count() == 0
        assert "Your last saved point is" in frame.locator("#page").inner_text()
        assert frame.evaluate("document.activeElement.tagName") == "H1"
        trainee.press("Go on without recording")
        frame.locator(".tasks").wait_for()
        assert "has ended" in trainee.alert


def test_a_quiz_that_cannot_be_loaded_says_so_and_can_be_tried_again(chromium: Browser, small: dict[str, Path]) -> None:
    with launched(chromium, small["scorm12"]) as (_, page, frame, trainee):
        page.context.route("**/js/quiz-*.js", lambda route: route.abort())
        trainee.choose_stage(1)
        quiz = trainee.stage_quizzes(1)[0]
        trainee.open_task(quiz["title"])
        frame.get_by_text("This part could not be loaded.").wait_for()
        assert trainee.heading == quiz["title"]
        assert frame.evaluate("document.activeElement.tagName") == "H1"
        page.context.unroute_all()
        trainee.press("Try again")
        frame.get_by_role("button", name="Start the questions").wait_for()


def test_a_quiz_is_there_when_the_network_has_gone(chromium: Browser, small: dict[str, Path]) -> None:
    """Its script is fetched in the background, before anybody asks for it."""
    with launched(chromium, small["scorm12"]) as (_, page, frame, trainee):
        trainee.choose_stage(1)
        quizzes = trainee.stage_quizzes(1)
        frame.wait_for_function(f"() => window.coursewright.quizzes[{quizzes[-1]['number']}]")
        page.context.set_offline(True)
        trainee.open_task(quizzes[-1]["title"])
        trainee.press("Start the questions")
        assert trainee.content.locator("#page .question").count() == 1
        page.context.set_offline(False)
