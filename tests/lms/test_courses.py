"""Courses of several modules: multi-SCO in scorm-again, which goes by the manifest's sequencing; blocks in cmi5; menus in xAPI and web."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cmi5_rules import broken
from playwright.sync_api import Browser, Page
from server import ACTIVITY, LearningSystem
from statements import faults
from trainee import Trainee, best

from chromium import close

pytestmark = pytest.mark.browser
Courses = dict[tuple[str, str], Path]
HARMLESS = {"0", "", "403"}


@contextmanager
def opened(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda fault: errors.append(str(fault)))
    page.goto(address)
    yield page
    page.wait_for_timeout(300)
    assert errors == []
    close(context)


def deliver(page: Page, title: str) -> Trainee:
    """Chooses an item in the LMS's list, and waits for its page."""
    before = page.evaluate("window.delivered.length")
    page.locator("#items").get_by_role("button", name=title).click()
    return delivered(page, before)


def delivered(page: Page, before: int) -> Trainee:
    page.wait_for_function("before => window.delivered.length > before", arg=before)
    page.wait_for_function("document.querySelector('#content')?.contentDocument?.querySelector('#page form, #page .actions')")
    frame = page.query_selector("#content").content_frame()  # type: ignore[union-attr]
    assert frame is not None
    return Trainee(frame).settled()


def refused(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("window.calls")
    return [call for call in found if call["result"] == "false" or call["code"] not in HARMLESS]


def test_scorm_12_with_two_scos(chromium: Browser, courses: Courses) -> None:
    with LearningSystem.holding(courses["both", "scorm12"]) as system, opened(chromium, system.series("scorm12")) as page:
        page.wait_for_function("window.ready")
        trainee = deliver(page, "Listening")
        trainee.whole_module(1)
        trainee.finish()
        trainee.content.get_by_role("heading", name="Everything is saved").wait_for()
        second = deliver(page, "Answering")
        second.choose_stage(1)
        second.take_quiz(second.stage_quizzes(1)[0], best, questions=2)
        system.quiet(page)
        assert refused(page) == []
        first, other = (system.items[f"item_{name}"]["cmi"] for name in ("listening", "answering"))
        assert first["core"]["lesson_status"] == "passed"
        assert other["core"]["lesson_status"] == "incomplete"
        # Back in the first, everything is as it was.
        again = deliver(page, "Listening")
        again.contents()
        assert again.content.locator(".tag.done").count() == 3


@pytest.mark.parametrize("standard", ["scorm2004-4", "scorm2004-3"])
def test_scorm_2004_goes_on_and_rolls_up(chromium: Browser, courses: Courses, standard: str) -> None:
    """The content asks to go on only where the system would, and the course is complete and satisfied when both are (SQ-4, SQ-5)."""
    with LearningSystem.holding(courses["both", standard]) as system, opened(chromium, system.series("scorm2004")) as page:
        page.wait_for_function("window.ready")
        trainee = deliver(page, "Listening")
        trainee.whole_module(1)
        trainee.press("Save and exit")
        before = page.evaluate("window.delivered.length")
        trainee.press("Save and go on to the next module")
        second = delivered(page, before)
        assert page.evaluate("window.delivered") == ["item_listening", "item_answering"]
        assert page.evaluate("window.rolled().completion") != "completed"
        second.whole_module(1)
        second.press("Save and exit")
        assert second.content.get_by_role("button", name="Save and go on to the next module").count() == 0
        second.click(second.content.locator("#page").get_by_role("button", name="Save and exit"))
        page.wait_for_function("document.getElementById('said').textContent.includes('session ended')")
        assert page.evaluate("window.rolled()") == {"completion": "completed", "satisfied": True}
        assert refused(page) == []
        requests = [call["args"][1] for call in page.evaluate("window.calls") if call["args"][:1] == ["adl.nav.request"]]
        assert requests == ["continue", "suspendAll"]
        for name in ("listening", "answering"):
            cmi = system.items[f"item_{name}"]["cmi"]
            assert (cmi["completion_status"], cmi["success_status"], cmi["exit"]) == ("completed", "passed", "suspend")


def test_scorm_2004_choosing_another_module_keeps_this_one(chromium: Browser, courses: Courses) -> None:
    """A frame that the system takes away asks for nothing: the learner's own choice there is what counts."""
    with LearningSystem.holding(courses["both", "scorm2004-4"]) as system, opened(chromium, system.series("scorm2004")) as page:
        page.wait_for_function("window.ready")
        trainee = deliver(page, "Listening")
        trainee.choose_stage(1)
        trainee.take_quiz(trainee.stage_quizzes(1)[0], best, questions=2)
        system.quiet(page)
        second = deliver(page, "Answering")
        assert second.data("window.coursewright.module.id") == "answering"
        back = deliver(page, "Listening")
        back.press("Go on with the questions")
        assert "Question 3 of 5" in back.heading
        assert [call for call in page.evaluate("window.calls") if call["args"][:1] == ["adl.nav.request"]] == []
        assert "aa." in system.items["item_listening"]["cmi"]["suspend_data"]


def test_cmi5_units_have_their_own_records(chromium: Browser, courses: Courses) -> None:
    with LearningSystem.holding(courses["both", "cmi5"]) as system:
        for name in ("listening", "answering"):
            with opened(
                chromium, system.cmi5(page=f"{name}/index.html", activity=f"https://lms.trust.test/units/{name}", mastery=0.58)
            ) as page:
                trainee = Trainee(page).settled()
                trainee.whole_module(1)
                trainee.finish()
                page.get_by_role("heading", name="Back in the LMS").wait_for()
        assert [fault for statement in system.statements for fault in faults(statement)] == []
        passed = [one["object"]["id"] for one in system.with_verb("passed")]
        assert passed == ["https://lms.trust.test/units/listening", "https://lms.trust.test/units/answering"]
        for unit in passed:
            own = [one for one in system.statements if one["object"]["id"].startswith(unit)]
            assert broken(system, mastery=0.58, activity=unit, statements=own) == []


def finish(page: Page, trainee: Trainee) -> None:
    trainee.finish()
    page.wait_for_selector("[data-module]")


def standing(page: Page) -> str:
    page.locator("#standing", has_text="module").wait_for()
    return page.locator("#standing").inner_text()


def test_xapi_menu_modules_and_the_end_of_the_course(chromium: Browser, courses: Courses) -> None:
    with LearningSystem.holding(courses["both", "xapi"]) as system:
        with opened(chromium, system.xapi()) as page:
            assert standing(page) == "0 of 2 modules done."
            assert "auth=" not in page.url
            page.get_by_role("link", name="Listening").click()
            trainee = Trainee(page).settled()
            assert "auth=" not in page.url
            trainee.whole_module(1)
            finish(page, trainee)
            assert standing(page) == "1 of 2 modules done."
            assert page.locator("[data-module='listening'] .tag").inner_text() == "Done"
            page.get_by_role("link", name="Answering").click()
            Trainee(page).settled().whole_module(1)
            system.quiet(page)
            # The tab is closed: the course's end is told by the module that was the last.
        assert [fault for statement in system.statements for fault in faults(statement)] == []
        ends = [(one["verb"]["display"]["en"], one["object"]["id"]) for one in system.statements]
        for name in ("listening", "answering"):
            assert ends.count(("completed", f"{ACTIVITY}/modules/{name}")) == ends.count(("passed", f"{ACTIVITY}/modules/{name}")) == 1
        assert ends.count(("completed", ACTIVITY)) == ends.count(("passed", ACTIVITY)) == 1
        grouped = system.with_verb("answered")[0]["context"]["contextActivities"]["grouping"]
        assert grouped[0]["id"] == ACTIVITY
        with opened(chromium, system.xapi()) as page:
            assert standing(page) == "You have done every module."
            system.quiet(page)
        # Told again with the same ids, and taken once (XA-9, XA-14).
        assert system.verbs().count("passed") == 3


def test_xapi_menu_without_a_store(chromium: Browser, courses: Courses) -> None:
    with LearningSystem.holding(courses["both", "xapi"]) as system, opened(chromium, f"{system.base}/package/index.html") as page:
        assert standing(page) == "0 of 2 modules done."
        assert "not being recorded" in page.locator("#alert").inner_text()
        page.get_by_role("link", name="Answering").click()
        trainee = Trainee(page).settled()
        trainee.choose_stage(2)
        finish(page, trainee)


def test_a_course_as_a_web_site(chromium: Browser, courses: Courses) -> None:
    with LearningSystem.holding(courses["both", "web"]) as system, opened(chromium, f"{system.base}/package/index.html") as page:
        page.get_by_role("link", name="Listening").click()
        trainee = Trainee(page).settled()
        trainee.whole_module(1)
        finish(page, trainee)
        assert standing(page) == "1 of 2 modules done."
        page.get_by_role("link", name="Answering").click()
        Trainee(page).settled().choose_stage(1)
        page.go_back()
        page.go_back()


@pytest.mark.parametrize("standard", ["scorm12", "web"])
def test_one_stage_is_told_and_not_asked_for(chromium: Browser, courses: Courses, standard: str) -> None:
    with (
        LearningSystem.holding(courses["for-teams", standard]) as system,
        opened(chromium, f"{system.base}/package/listening/index.html") as page,
    ):
        page.wait_for_selector("#page form")
        assert page.get_by_role("radio").count() == 0
        assert page.get_by_role("heading", name="Stage 1: Own team").is_visible()
        page.get_by_role("button", name="Start", exact=True).click()
        page.wait_for_selector(".tasks")
        assert page.get_by_role("button", name="Change stage").count() == 0
        assert [quiz["stage"] for quiz in page.evaluate("window.coursewright.module.quizzes")] == [1]
