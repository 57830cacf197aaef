"""xAPI and cmi5 under every fault of a record store, left in every way: each answer is there once, or the learner was told.

CI runs a selection in which every two values meet; `make matrix` runs all.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from cmi5_rules import broken
from leaving import crash
from lrs_faults import FAULTS
from pairs import rows
from playwright.sync_api import Browser, Page
from server import LearningSystem
from statements import faults
from trainee import Trainee, best

from chromium import close

pytestmark = pytest.mark.browser

EXAMPLES = ("small", "types")
STANDARDS = ("xapi", "cmi5")
WAYS = ("finished", "reloaded", "navigated", "tab closed", "crashed")


def answered(system: LearningSystem) -> list[str]:
    return [one["object"]["id"] for one in system.with_verb("answered")]


def kept(system: LearningSystem) -> str:
    """The newest state document."""
    return "".join(data.decode() for key, (data, _) in system.documents.items() if '"coursewright"' in key)


def two_answers(document: str) -> bool:
    """The state in the document has a quiz with two answers."""
    return any(field.startswith("q") and field.count(".") >= 2 for field in document.split(";"))


def leave(page: Page, trainee: Trainee, way: str, base: str) -> None:
    match way:
        case "finished":
            trainee.finish()
            page.locator("h1").filter(has_not_text="Save and exit").wait_for(timeout=30_000)
        case "reloaded":
            page.reload()
        case "navigated":
            page.goto(f"{base}/returned")
        case "tab closed":
            page.close(run_before_unload=True)
        case "crashed":
            crash(page)


@pytest.mark.parametrize(("example", "standard", "fault", "way"), rows(EXAMPLES, STANDARDS, tuple(FAULTS), WAYS), ids=str)
def test_each_answer_is_there_once_or_the_learner_was_told(
    chromium: Browser, request: pytest.FixtureRequest, example: str, standard: str, fault: str, way: str
) -> None:
    package: Path = request.getfixturevalue(example)[standard]
    with LearningSystem.holding(package) as system:
        context = chromium.new_context()
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda found: errors.append(str(found)))
        system.fault = "sound" if fault == "expired" else fault
        page.goto(system.xapi() if standard == "xapi" else system.cmi5(mastery=None))
        trainee = Trainee(page).settled()
        stage = min(trainee.data("window.coursewright.module.stages.map(stage => stage.number)"))
        trainee.choose_stage(stage)
        trainee.read_all()
        if fault == "offline":
            page.wait_for_timeout(1200)
            context.set_offline(True)
        trainee.take_quiz(trainee.stage_quizzes(stage)[0], best, questions=2)
        for _ in range(200):
            page.wait_for_timeout(100)
            if (len(answered(system)) >= 2 and two_answers(kept(system))) or (fault == "offline" and "not been saved" in trainee.alert):
                break
        page.wait_for_timeout(400)
        if fault == "expired":
            system.fault = fault
            trainee.press("Contents")
            page.locator("h1", has_text="This session has ended").wait_for(timeout=15_000)
        told = trainee.alert + trainee.heading
        warned = "not been saved" in told or "has ended" in told or "not being recorded" in told
        if fault == "offline":
            assert warned
            context.set_offline(False)
            if way != "crashed":
                for _ in range(150):
                    page.wait_for_timeout(100)
                    if len(answered(system)) >= 2:
                        break
                page.wait_for_timeout(500)
                warned = False
        leave(page, trainee, way, system.base)
        context.new_page().wait_for_timeout(800)
        assert errors == []
        ids = [one["id"] for one in system.statements]
        assert len(ids) == len(set(ids))
        assert [found for statement in system.statements for found in faults(statement)] == []
        if not warned:
            assert len(answered(system)) == len(set(answered(system))) >= 2
            assert '"state":"1;' in kept(system)
        elif fault != "expired":
            assert fault == "offline"
        if standard == "cmi5" and fault not in ("expired", "taken-but-lost"):
            assert broken(system, mastery=None) == []
        close(context)
