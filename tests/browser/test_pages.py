"""Every page state of the module in real Chromium: axe-core, keyboard alone, 320 px, text zoom, forced colours, no page loads, disk."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from server import LearningSystem
from trainee import Trainee, best, worst

from chromium import close

HERE = Path(__file__).parent
AXE = HERE.parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COURSES = ("small", "types", "end")
"""The small course, the one with every question type, and its quiz with feedback at the end."""
pytestmark = pytest.mark.browser


@contextmanager
def opened(chromium: Browser, package: Path, **options: Any) -> Iterator[tuple[Page, Trainee]]:
    with LearningSystem.holding(package) as system:
        context = chromium.new_context(bypass_csp=True, **options)
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda fault: errors.append(str(fault)))
        page.goto(f"{system.base}/package/index.html")
        yield page, Trainee(page).settled()
        assert errors == []
        close(context)


def states(page: Page, trainee: Trainee, stage: int = 1) -> Iterator[str]:
    """Walks through the module, stopping at each kind of page: start, error, contents, element, quiz, question, feedback, result ..."""
    yield "start"
    page.locator("details.finder summary").click()
    yield "finder"
    trainee.press("Start")
    yield "start-error"
    page.locator("#finder-1").check()
    trainee.choose_stage(stage)
    yield "contents"
    element = trainee.data("window.coursewright.module.elements")[0]
    trainee.open_task(f"{element['code']} {element['name']}")
    yield "element"
    trainee.press("I have finished this page")
    yield "quiz"
    quizzes = trainee.stage_quizzes(stage)
    for number, quiz in enumerate(quizzes):
        trainee.open_task(quiz["title"])
        if number == 0 and page.locator("#page .term").count():
            page.locator("#page .term").first.click()
            yield "term"
            trainee.press("Close")
        trainee.press("Start the questions")
        questions = trainee.quiz_data(quiz)["questions"]
        for index, question in enumerate(questions):
            if number == 0:
                yield f"question-{question['type']}"
                if question["type"] != "rank":
                    trainee.press("Confirm my answer")
                    yield f"unanswered-{question['type']}"
            if question["scoring"]["kind"] == "path" and number == 0:
                first = worst(question)[0]
                page.locator(f"input[value='{first}']").check()
                trainee.press("Confirm my answer")
                yield "consequence"
                rest = {**question, "pattern": worst(question)[1:]}
                trainee.answer(rest, rest["pattern"])
            else:
                trainee.answer(question, worst(question))
            if number == 0:
                yield f"feedback-{question['type']}"
            trainee.press("See the result" if index + 1 == len(questions) else "Next question")
        if number == 0:
            yield "result"
    for quiz in quizzes:
        trainee.take_quiz(quiz, best)
    yield "result-passed"
    trainee.open_task("Self-check")
    yield "check"
    trainee.press("Start the self-check")
    page.locator("main button[type=submit]").click()
    yield "check-error"
    trainee.rate_all("4")
    yield "profile"
    trainee.plan("Wait a little longer")
    yield "plan"
    page.locator("#note-y1").fill("x" * 5000)
    trainee.press("Save my plan")
    yield "plan-too-long"
    trainee.contents()
    yield "contents-done"
    page.get_by_role("link", name="Your completion record").click()
    yield "record"
    trainee.contents()
    if page.get_by_role("link", name="Words explained").count():
        page.get_by_role("link", name="Words explained").click()
        yield "glossary"
        trainee.contents()
    page.locator(".foot summary").click()
    yield "accessibility"
    trainee.press("Change stage")
    yield "stage"
    trainee.press("Keep my stage")
    trainee.press("Save and exit")
    yield "finish"
    page.locator("#page").get_by_role("button", name="Save and exit").click()
    page.wait_for_timeout(200)
    yield "end"


def end_states(page: Page, trainee: Trainee) -> Iterator[str]:
    """A quiz whose feedback comes at the end: its intro, a changed answer, the page of answers, the result, no attempts left."""
    trainee.choose_stage(2)
    quiz = trainee.stage_quizzes(2)[0]
    for attempt in range(2):
        trainee.open_task(quiz["title"])
        yield f"end-intro-{attempt}"
        trainee.take_quiz(quiz, best if attempt else worst, questions=4)
        yield f"answers-{attempt}"
        page.locator(".answers button").first.click()
        yield f"question-again-{attempt}"
        trainee.contents()
        trainee.open_task(quiz["title"])
        trainee.press("Go on with the questions")
        trainee.press("Submit my answers")
        yield f"end-result-{attempt}"
    trainee.open_task(quiz["title"])
    yield "no-attempts"


def all_states(page: Page, trainee: Trainee, course: str) -> Iterator[str]:
    if course == "end":
        yield from end_states(page, trainee)
    else:
        yield from states(page, trainee)


def findings(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS)
    return [f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}" for one in result["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("course", COURSES)
def test_axe_finds_nothing_on_any_page(chromium: Browser, small: dict[str, Path], types: dict[str, Path], scheme: Any, course: str) -> None:
    with opened(
        chromium, (small if course == "small" else types)["scorm12"], color_scheme=scheme, viewport={"width": 320, "height": 640}
    ) as (
        page,
        trainee,
    ):
        found = {state: findings(page) for state in all_states(page, trainee, course)}
    assert len(found) >= 9
    assert {state: list_ for state, list_ in found.items() if list_} == {}


def test_axe_can_find_something(chromium: Browser, small: dict[str, Path]) -> None:
    with opened(chromium, small["scorm12"]) as (page, _):
        page.evaluate("document.querySelector('#page').append(document.createElement('img'), document.createElement('button'))")
        assert len(findings(page)) >= 2


@pytest.mark.parametrize("width", [320, 768])
@pytest.mark.parametrize("course", COURSES)
def test_nothing_needs_sideways_scrolling_and_headings_and_titles_are_right(
    chromium: Browser, small: dict[str, Path], types: dict[str, Path], width: int, course: str
) -> None:
    package = (small if course == "small" else types)["scorm12"]
    with opened(chromium, package, viewport={"width": width, "height": 600}) as (page, trainee):
        for state in all_states(page, trainee, course):
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert overflow <= 0, state
            assert page.locator("h1").count() == 1, state
            assert page.locator("[tabindex]:not([tabindex='-1'])").count() == 0, state
            title = page.title()
            heading = page.locator("h1").inner_text()
            assert heading in title or state == "term" or state.startswith("start") or state == "finder", state
            assert title.startswith("Error: ") == (state.endswith("error") or state.startswith("unanswered") or "too-long" in state), state


def test_targets_are_large_enough(chromium: Browser, small: dict[str, Path]) -> None:
    """At least 24 by 24 CSS px (AX-7); links inside a sentence are let by, as WCAG does."""
    script = """() => [...document.querySelectorAll('button, input, select, textarea, summary')]
      .filter(node => node.checkVisibility() && !node.matches('p .term'))
      .map(node => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
      .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""
    with opened(chromium, small["scorm12"], viewport={"width": 320, "height": 640}) as (page, trainee):
        for state in states(page, trainee):
            assert page.evaluate(script) == [], state


def test_text_at_double_size_and_wider_spacing_still_fits(chromium: Browser, small: dict[str, Path]) -> None:
    style = "html{font-size:200%} *{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    with opened(chromium, small["scorm12"], viewport={"width": 640, "height": 600}) as (page, trainee):
        page.add_style_tag(content=style)
        for state in states(page, trainee):
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, state


def focused(page: Page) -> str:
    found: str = page.evaluate(
        "document.activeElement.id || document.activeElement.tagName + ':' + document.activeElement.textContent.trim()"
    )
    return found


def test_a_quiz_by_keyboard_alone_with_focus_where_it_belongs(chromium: Browser, small: dict[str, Path]) -> None:
    with opened(chromium, small["scorm12"]) as (page, trainee):
        page.keyboard.press("Tab")
        assert focused(page) == "A:Skip to the content"
        page.keyboard.press("Enter")
        while focused(page) != "stage-1":
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        while focused(page) != "BUTTON:Start":
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.locator(".tasks").wait_for()
        assert focused(page) == "H1:Your module"
        trainee.content.get_by_role("link", name="The handover").focus()
        page.keyboard.press("Enter")
        page.locator("h1", has_text="The handover").wait_for()
        assert focused(page) == "H1:The handover"
        _tab_to(page, "BUTTON:Start the questions")
        page.keyboard.press("Enter")
        assert focused(page).startswith("H1:The handover: Question 1")
        _tab_to(page, "BUTTON:Confirm my answer")
        page.keyboard.press("Enter")
        assert focused(page) == "errors"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert focused(page).startswith("q1-1-")
        page.keyboard.press("Space")
        _tab_to(page, "BUTTON:Confirm my answer")
        page.keyboard.press("Enter")
        assert focused(page) == "q1-1-feedback"
        assert page.locator(".error-summary").count() == 0
        _tab_to(page, "BUTTON:Next question")
        page.keyboard.press("Enter")
        assert "Question 2" in focused(page)
        page.go_back()
        page.get_by_role("heading", name="The handover", exact=True, level=1).wait_for()
        page.go_back()
        page.get_by_role("heading", name="Your module", exact=True).wait_for()


def test_a_term_opens_its_meaning_and_gives_focus_back(chromium: Browser, small: dict[str, Path]) -> None:
    with opened(chromium, small["scorm12"]) as (page, trainee):
        trainee.choose_stage(1)
        trainee.open_task("The handover")
        page.locator(".term").focus()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name="handover")
        assert "Passing on the responsibility" in dialog.inner_text()
        assert page.evaluate("document.querySelector('dialog').contains(document.activeElement)")
        page.keyboard.press("Escape")
        dialog.wait_for(state="detached")
        assert focused(page) == "BUTTON:handover"
        page.keyboard.press("Enter")
        dialog.wait_for()
        page.keyboard.press("Enter")
        dialog.wait_for(state="detached")


def test_the_record_says_who_what_and_when_and_claims_nothing(chromium: Browser, small: dict[str, Path]) -> None:
    """Name from the LMS, date, module, stage, version and minutes; no score."""
    with LearningSystem.holding(small["scorm12"]) as system:
        context = chromium.new_context(timezone_id="Pacific/Auckland", locale="en-GB")
        page = context.new_page()
        page.clock.install(time="2026-11-30T23:30:00Z")
        for visit in range(2):
            page.goto(system.scorm("scorm12"))
            page.wait_for_function("document.querySelector('#content').contentDocument?.querySelector('#page .actions, #page .tasks')")
            frame = page.frame(url="**/package/index.html")
            assert frame is not None
            trainee = Trainee(frame).settled()
            if visit == 0:
                trainee.whole_module(1)
            trainee.contents()
            frame.get_by_role("link", name="Your completion record").click()
            text = frame.locator(".record").inner_text()
            for part in (
                "Ade Cole",
                "1 December 2026",
                "Stage 1",
                "about 1 minute",
                "1.0.0",
                trainee.data("window.coursewright.module.title"),
            ):
                assert part in text, (visit, part, text)
            assert "%" not in frame.locator("#page").inner_text()
            trainee.finish()
            page.wait_for_timeout(200)
        close(context)


def _tab_to(page: Page, wanted: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if focused(page) == wanted:
            return
    raise AssertionError(f"{wanted} cannot be reached with Tab")


def test_ranking_by_keyboard_keeps_focus_and_says_what_happened(chromium: Browser, small: dict[str, Path]) -> None:
    with opened(chromium, small["scorm12"]) as (page, trainee):
        trainee.choose_stage(1)
        quiz = trainee.stage_quizzes(1)[0]
        trainee.take_quiz(quiz, best, questions=2)
        trainee.press("Next question")
        item = page.locator("ol.rank li").nth(1)
        text = item.locator(".rank-text").inner_text()
        item.locator("[data-move='-1']").focus()
        page.keyboard.press("Enter")
        assert focused(page) == f"BUTTON:Move up: {text}"
        assert page.locator("#status").inner_text() == f"{text}: now 1 of 4"
        assert page.locator("ol.rank li").nth(0).locator("[data-move='-1']").get_attribute("aria-disabled") == "true"
        page.keyboard.press("Enter")
        assert page.locator("ol.rank li").nth(0).locator(".rank-text").inner_text() == text


def test_from_disk_it_runs_and_says_that_nothing_is_recorded(chromium: Browser, small: dict[str, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(small["scorm2004-4"]) as archive:
        archive.extractall(tmp_path)
    page = chromium.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda fault: errors.append(str(fault)))
    page.goto((tmp_path / "index.html").as_uri())
    trainee = Trainee(page).settled()
    assert "not being recorded" in trainee.alert
    trainee.whole_module(1)
    trainee.finish()
    page.get_by_role("heading", name="Nothing was recorded").wait_for()
    assert errors == []
    page.close()


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004-4", "xapi", "cmi5"])
def test_at_most_five_requests_and_200_kb_before_the_first_interaction(
    chromium: Browser, reference: dict[str, Path], standard: str
) -> None:
    """The chosen stage's part included (PF-2)."""
    with LearningSystem.holding(reference[standard]) as system:
        context = chromium.new_context()
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{system.base}/package/index.html")
        trainee = Trainee(page).settled()
        trainee.choose_stage(1)
        names = [url.split("/package/")[1] for url in asked if "/package/" in url]
        assert len(names) <= 5
        assert all(url.startswith((system.base, "data:", "blob:")) for url in asked)
        assert sum(len(system.package[name.split("?")[0]]) for name in names) <= 200_000
        close(context)


@pytest.mark.parametrize("course", COURSES)
def test_every_page_is_valid_html(chromium: Browser, small: dict[str, Path], types: dict[str, Path], course: str, tmp_path: Path) -> None:
    """html-validate, on what the browser has after the script's work (AX-50)."""
    with opened(chromium, (small if course == "small" else types)["scorm12"]) as (page, trainee):
        for number, state in enumerate(all_states(page, trainee, course)):
            (tmp_path / f"{number:02}-{state}.html").write_text("<!doctype html>\n" + page.locator("html").evaluate("it => it.outerHTML"))
    assert html_faults(tmp_path) == []


def test_html_validate_can_find_something(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text(
        '<!doctype html>\n<html lang="en"><head><title>x</title></head><body><p><div></div></p></body></html>'
    )
    assert html_faults(tmp_path) != []


def html_faults(folder: Path) -> list[str]:
    tool = AXE.parents[1] / ".bin" / "html-validate"
    config = HERE / "html-validate.json"
    report = folder / "report.json"
    with report.open("w") as target:
        subprocess.run([tool, "--config", config, "--formatter", "json", *sorted(folder.glob("*.html"))], stdout=target, check=False)
    return [
        f"{Path(file['filePath']).name}: {one['ruleId']}: {one['message']} {one.get('selector')}"
        for file in json.loads(report.read_text())
        for one in file["messages"]
    ]


@pytest.mark.parametrize("course", COURSES)
def test_forced_colours_leave_every_control_and_state_to_be_seen(
    chromium: Browser, small: dict[str, Path], types: dict[str, Path], course: str
) -> None:
    """Nothing is told by a ground alone: what is chosen, a button and a box keep a border (AX-10)."""
    script = """() => [...document.querySelectorAll(
        'main button:not(.term, .quiet), .choice:has(input:checked), .task, .notice, .scenario')]
      .filter(node => node.checkVisibility())
      .filter(node => { const style = getComputedStyle(node);
        return style.borderTopStyle === 'none' && style.outlineStyle === 'none' })
      .map(node => node.outerHTML.slice(0, 90))"""
    with opened(chromium, (small if course == "small" else types)["scorm12"], forced_colors="active") as (page, trainee):
        for state in all_states(page, trainee, course):
            assert page.evaluate("matchMedia('(forced-colors: active)').matches")
            assert page.evaluate(script) == [], state


@pytest.mark.parametrize("course", COURSES)
def test_right_to_left_nothing_sticks_out(chromium: Browser, small: dict[str, Path], types: dict[str, Path], course: str) -> None:
    with opened(chromium, (small if course == "small" else types)["scorm12"], viewport={"width": 320, "height": 600}) as (page, trainee):
        page.evaluate("document.documentElement.dir = 'rtl'")
        for state in all_states(page, trainee, course):
            sticking = page.evaluate(
                """() => [...document.querySelectorAll('main *')].filter(node => node.checkVisibility() && !node.closest('svg, .unseen'))
                  .filter(node => { const box = node.getBoundingClientRect(); return box.left < -1 || box.right > innerWidth + 1 })
                  .map(node => node.outerHTML.slice(0, 90))"""
            )
            assert sticking == [], state


def test_on_paper_there_is_the_content_without_the_controls(chromium: Browser, small: dict[str, Path]) -> None:
    """AX-13: no navigation, closed parts opened, addresses of links written out."""
    with opened(chromium, small["scorm12"]) as (page, trainee):
        for state in states(page, trainee):
            page.emulate_media(media="print")
            shown = page.evaluate(
                "[...document.querySelectorAll('nav, .actions, .skip, #status')].filter(it => it.checkVisibility()).length"
            )
            assert shown == 0, state
            if state == "result-passed":
                closed = "it => !it.checkVisibility({contentVisibilityAuto: true})"
                assert page.evaluate(f"[...document.querySelectorAll('main details .feedback')].filter({closed}).length") == 0
                assert page.locator("main details .feedback").count() > 0
            page.emulate_media(media="screen")


PAYLOAD = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'


def test_what_an_lms_says_is_only_text(chromium: Browser, small: dict[str, Path]) -> None:
    """A hostile state and name run nothing and break nothing (SEC-1, RT-30)."""
    with LearningSystem.holding(small["scorm12"]) as system:
        system.cmi = {
            "cmi": {
                "suspend_data": f"1;856087;1;s1;p{PAYLOAD};q{PAYLOAD};ty1{PAYLOAD}",
                "core": {"lesson_status": "incomplete"},
            }
        }
        page = chromium.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda fault: errors.append(str(fault)))
        page.goto(system.scorm("scorm12"))
        page.wait_for_function("document.querySelector('#content').contentDocument?.querySelector('#page .tasks')")
        frame = page.frame(url="**/package/index.html")
        assert frame is not None
        trainee = Trainee(frame).settled()
        assert "could not be read" in trainee.alert
        trainee.open_task("Action plan")
        assert frame.locator("#note-y1").input_value() == PAYLOAD
        assert not frame.evaluate("window.hacked")
        assert not page.evaluate("window.hacked")
        assert errors == []
        page.close()
