"""The player in another language: no English of its own is left on any page, numbers and dates are that language's, right to left works."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from test_pages import opened

from conftest import built
from coursewright.schemas import SchemaStore
from coursewright.strings import english
from problem_cases import every_type

pytestmark = pytest.mark.browser


def in_language(project: Path, language: str) -> Path:
    catalogue = project / "content/catalogue.yaml"
    text = catalogue.read_text(encoding="utf-8")
    assert "language: en-GB" in text
    catalogue.write_text(text.replace("language: en-GB", f"language: {language}"), encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory, store: SchemaStore) -> Path:
    project = in_language(every_type(tmp_path_factory.mktemp("pseudo")), "en-XA")
    return built(project, project / "dist", store, standards=("scorm12",))["scorm12"]


def test_no_word_of_the_players_own_is_written_into_it(chromium: Browser, pseudo: Path) -> None:
    """In the pseudo-language every string is accented, so that one written into a script or a template stands out."""
    plain = {text for value in english().values() for text in (value.values() if isinstance(value, dict) else [value])}
    patterns = [re.compile("^" + re.sub(r"\\\{\w+\\\}", ".+", re.escape(text)) + "$") for text in plain if len(text) > 3]
    for text in ("Save and exit", "Question 1 of 3", "3 things left to do, about 4 minutes."):
        assert any(one.match(text) for one in patterns), text
    found: list[str] = []
    with opened(chromium, pseudo) as (page, trainee):

        def look() -> None:
            script = """() => [...document.querySelectorAll('body *')]
              .filter(node => node.checkVisibility() && !node.matches('script, template'))
              .flatMap(node => [...node.childNodes].filter(it => it.nodeType === 3).map(it => it.textContent.trim())
                .concat([node.getAttribute('aria-label') ?? ''])).filter(Boolean)"""
            found.extend(text for text in page.evaluate(script) if any(one.match(text) for one in patterns))

        def submit() -> None:
            page.locator("main form button[type=submit]").first.click()

        look()
        submit()
        look()
        page.locator("#stage-1").check()
        submit()
        page.locator(".tasks").wait_for()
        look()
        for index in range(page.locator(".task a").count()):
            page.locator("#to-contents").click()
            page.locator(".task a").nth(index).click()
            trainee.left_contents()
            look()
            if page.locator("#page > .actions button").count():
                page.locator("#page > .actions button").first.click()
                look()
        quiz = trainee.stage_quizzes(1)[0]
        page.locator("#to-contents").click()
        page.locator(".task a", has_text=quiz["title"]).click()
        page.locator("#page > .actions button").first.click()
        submit()
        look()
        question = trainee.quiz_data(quiz)["questions"][0]
        page.locator(f"#{question['key']} input").first.check()
        submit()
        look()
        page.locator("#to-finish").click()
        look()
    assert found == []


def test_right_to_left_as_a_whole(chromium: Browser, tmp_path: Path, store: SchemaStore, small: dict[str, Path]) -> None:
    """`dir` comes from the language: the page begins on the right, and arrows point the way one reads."""
    project = in_language(every_type(tmp_path), "ar-XB")
    package = built(project, project / "dist", store, standards=("scorm12",))["scorm12"]
    with opened(chromium, package, viewport={"width": 900, "height": 700}) as (page, trainee):
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        trainee.choose_stage(1)
        title, tag = page.locator(".task-title").first.bounding_box(), page.locator(".tag").first.bounding_box()
        assert title is not None
        assert tag is not None
        assert title["x"] > tag["x"]
        for quiz in trainee.stage_quizzes(1):
            for question in trainee.quiz_data(quiz)["questions"]:
                if question["scoring"]["kind"] in ("pairs", "ratings"):
                    trainee.take_quiz(quiz)
                    text = page.locator("#page").text_content() or ""
                    assert "←" in text
                    assert "→" not in text
                    return
    raise AssertionError("no question with pairs")


def test_welsh(chromium: Browser, tmp_path: Path, store: SchemaStore) -> None:
    project = tmp_path / "course"
    shutil.copytree(Path(__file__).parent.parent / "courses" / "small", project)
    package = built(in_language(project, "cy"), project / "dist", store, standards=("scorm12",))["scorm12"]
    with opened(chromium, package) as (page, _):
        assert page.locator("html").get_attribute("lang") == "cy"
        page.locator("#stage-1").check()
        page.get_by_role("button", name="Dechrau", exact=True).click()
        page.get_by_role("heading", name="Eich modiwl").wait_for()
        assert "peth ar ôl i’w wneud" in page.locator(".standing").inner_text()
        page.get_by_role("button", name="Cadw a gadael").click()
        page.get_by_role("heading", name="Cadw a gadael").wait_for()
