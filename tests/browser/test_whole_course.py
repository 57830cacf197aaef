"""The reference course's overview and its self-check over the whole framework, taken by keyboard alone at 320 px, in every standard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from server import LearningSystem
from test_journeys import Inspector, launched

from conftest import ROOT, built
from coursewright.schemas import SchemaStore

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def overview(tmp_path_factory: pytest.TempPathFactory, store: SchemaStore) -> dict[str, Path]:
    return built(ROOT, tmp_path_factory.mktemp("overview") / "dist", store, "overview")


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory, store: SchemaStore) -> dict[str, Path]:
    return built(ROOT, tmp_path_factory.mktemp("profile") / "dist", store, "whole-self-check")


def completed(system: LearningSystem, standard: str) -> None:
    """Completed, and nothing said of success: nothing was judged."""
    if standard == "scorm12":
        assert system.cmi["cmi"]["core"]["lesson_status"] == "completed"
    elif standard.startswith("scorm2004"):
        assert (system.cmi["cmi"]["completion_status"], system.cmi["cmi"]["success_status"]) == ("completed", "unknown")
    else:
        assert "completed" in system.verbs()
        assert "passed" not in system.verbs()


def read(trainee: Inspector) -> None:
    for element in trainee.data("window.coursewright.module.elements"):
        trainee.open_task(element["name"])
        trainee.press("I have finished this page")


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004-4", "cmi5"])
def test_the_overview(chromium: Browser, overview: dict[str, Path], standard: str) -> None:
    with launched(chromium, overview[standard], standard) as (system, trainee):
        trainee.press("Start")
        trainee.content.wait_for_selector(".tasks")
        assert not trainee.content.locator(".stage-summary").count()
        read(trainee)
        trainee.open_task("Stage finder")
        trainee.press("Show my stage")
        assert trainee.content.locator("#errors li").count() == len(trainee.data("window.coursewright.module.finder"))
        trainee.look()
        for number, group in enumerate(trainee.content.locator("fieldset.question").all()):
            trainee.tick(group.locator("input").nth(2 if number else 1))
        trainee.press("Show my stage")
        assert trainee.heading == "Your stage"
        assert "Most of your answers point to stage 3" in trainee.content.locator(".headline").inner_text()
        assert trainee.content.get_by_role("heading", name="Stage 3: Across services / wider organisation").count() == 1
        trainee.contents()
        assert "everything" in trainee.content.locator(".standing").inner_text()
        trainee.finish()
        system.quiet(trainee.content)
        assert trainee.found == []
        completed(system, standard)


def test_answers_that_lie_between_two_stages_show_both(chromium: Browser, overview: dict[str, Path]) -> None:
    with launched(chromium, overview["scorm12"], "scorm12") as (_, trainee):
        trainee.press("Start")
        trainee.open_task("Stage finder")
        for number, group in enumerate(trainee.content.locator("fieldset.question").all()):
            trainee.tick(group.locator("input").nth(number % 2))
        trainee.press("Show my stage")
        assert "between stage 1 and stage 2" in trainee.content.locator(".headline").inner_text()
        for name in ("Stage 1: Own practice / immediate team", "Stage 2: Whole service / across teams"):
            assert trainee.content.get_by_role("heading", name=name).count() == 1


@pytest.mark.parametrize(("stage", "elements", "standard"), [(1, 20, "scorm12"), (4, 28, "xapi")])
def test_the_profile_and_its_plan(chromium: Browser, profile: dict[str, Path], stage: int, elements: int, standard: str) -> None:
    with launched(chromium, profile[standard], standard) as (system, trainee):
        trainee.choose_stage(stage)
        trainee.open_task("Self-check")
        trainee.press("Start the self-check")
        for index in range(elements):
            # Everything but one element is often done.
            value = "1" if index == 2 else "3"
            for statement in trainee.content.locator("fieldset.statement").all():
                trainee.tick(statement.locator(f"input[value='{value}']"))
            if index == 3:
                # A break: what is rated is kept, and one goes on where one was.
                trainee.press("Next")
                trainee.open_task("Self-check")
                trainee.press("Go on with the self-check")
                assert f"Part 5 of {elements}" in trainee.heading
                continue
            trainee.press("Next" if index + 1 < elements else "Show my profile")
        assert trainee.heading == "Your profile"
        assert trainee.content.locator("table.profile").count() == (7 if stage == 4 else 5)
        assert trainee.content.locator("table.profile tbody tr").count() == elements
        assert "lowest in Continuing personal development" in trainee.content.locator(".headline").inner_text()
        need = trainee.content.locator(".need").first
        assert "1.3 Continuing personal development" in need.inner_text()
        assert "Demonstrating personal qualities" in need.inner_text(), "the module that teaches it"
        assert trainee.content.locator(".need").count() == 6
        trainee.look()
        trainee.plan("Shadow somebody in another service")
        assert trainee.content.locator(".need").count() == 6, "on the plan too, so that one page can be printed"
        trainee.contents()
        trainee.finish()
        system.quiet(trainee.content)
        assert trainee.found == []
        completed(system, standard)
