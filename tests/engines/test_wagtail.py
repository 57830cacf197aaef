"""A package survives wagtail-lms: an API that comes after the frame, a method missing, values set behind one's back (LMS-17, LMS-19)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from engine import inside, running, visited
from playwright.sync_api import Browser
from trainee import best

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def wagtail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running("wagtail", tmp_path_factory.mktemp("wagtail")) as address:
        yield address


def test_a_learner_gets_through_and_comes_back(chromium: Browser, wagtail: str, small: dict[str, Path]) -> None:
    with visited(chromium) as page:
        made = page.request.post(f"{wagtail}/upload", data=small["scorm12"].read_bytes(), headers={"Content-Type": "application/zip"})
        assert made.ok, made.text()
        found = made.json()
        assert (found["launch"], found["version"]) == ("index.html", "1.2")
        page.goto(wagtail + found["player"])
        trainee = inside(page, "#scorm-frame")
        # It was looked for again after the first look found nothing (RT-5).
        assert "not being recorded" not in trainee.alert
        trainee.whole_module(1)
        page.wait_for_timeout(1500)
        stored = page.request.get(f"{wagtail}/stored").json()
        assert (stored["status"], stored["score"]) == ("passed", 100)
        assert stored["values"]["cmi.interactions.0.id"] == "listening_the_handover_what_now"
        trainee.finish()
        trainee.content.locator("h1").filter(has_not_text="Save and exit").wait_for()
        page.goto(wagtail + found["player"])
        again = inside(page, "#scorm-frame")
        again.contents()
        assert again.content.locator(".tag.done").count() == 3
        again.take_quiz(again.stage_quizzes(1)[0], best)
