"""Every example in every edition, under every fault profile of the mock LMS, left in every way (RT-57).

What must hold: no error in the page, nothing that a strict system or Moodle refuses (LMS-5, LMS-6, LMS-14), and what the learner was
not warned about is in the system afterwards. What was warned about goes in at the next chance. CI runs a selection in which every two
values meet; `make matrix` runs all.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from leaving import FRAME, POPUP, leave
from pairs import Row, rows
from playwright.sync_api import Browser, BrowserContext, Error, Frame, Page
from server import LearningSystem
from trainee import Trainee, best

from chromium import close

pytestmark = pytest.mark.browser

EXAMPLES = ("small", "types", "reference")
EDITIONS = ("scorm12", "scorm2004-3", "scorm2004-4")
PROFILES = (
    *("strict", "moodle", "noop", "no-interactions", "commit-fails", "slow", "throws-in-finish"),
    *("review", "late", "two-apis", "cross-origin", "session-lost"),
)
WAYS = (*(f"frame: {way}" for way in FRAME), *(f"popup: {way}" for way in POPUP))
SAME_WINDOW = ("finished", "removed", "replaced", "navigated")
"""Ways after which the window is still there, with what it keeps beside the system."""


def possible(row: Row) -> bool:
    """A site of another origin is around a frame, not around a popup."""
    return not (row[2] == "cross-origin" and row[3].startswith("popup"))


def answers(state: str) -> list[str]:
    """The quizzes in a state, with their answers."""
    return [field for field in state.split(";")[3:] if re.match(r"q[0-9a-z]{2}", field)]


def state_of(system: LearningSystem) -> str:
    return system.values.get("cmi.suspend_data", "")


class Session:
    """One launch of a package in the mock LMS."""

    def __init__(self, context: BrowserContext, system: LearningSystem, edition: str, profile: str, mode: str = "frame") -> None:
        self.host = context.new_page()
        self.errors: list[str] = []
        self.host.on("pageerror", lambda fault: self.errors.append(str(fault)))
        number = "1.2" if edition == "scorm12" else "2004"
        if mode == "popup":
            with context.expect_page() as popup:
                self.host.goto(system.mock(number, profile, mode))
            self.content: Page | Frame = popup.value
            popup.value.on("pageerror", lambda fault: self.errors.append(str(fault)))
            self.lms: Page | Frame = self.host
        else:
            self.host.goto(system.mock(number, profile, mode))
            self.lms = self._frame("/mock/host.html") if profile == "cross-origin" else self.host
            self.content = self._frame("/package/index.html")
        self.trainee = Trainee(self.content).settled()

    def _frame(self, path: str) -> Frame:
        for _ in range(100):
            for frame in self.host.frames:
                if path in frame.url:
                    return frame
            self.host.wait_for_timeout(50)
        raise AssertionError(f"no frame with {path}")

    @property
    def progress(self) -> str:
        """The newest state that the page has, whether the system took it or not."""
        calls = self.lms.evaluate("window.calls.filter(call => call.args[0] === 'cmi.suspend_data' && call.args.length > 1)")
        return str(calls[-1]["args"][1]) if calls else ""


@pytest.mark.parametrize(("example", "edition", "profile", "way"), rows(EXAMPLES, EDITIONS, PROFILES, WAYS, possible=possible), ids=str)
def test_nothing_that_was_shown_as_saved_is_missing(
    chromium: Browser, request: pytest.FixtureRequest, example: str, edition: str, profile: str, way: str
) -> None:
    package: Path = request.getfixturevalue(example)[edition]
    mode, leaving = way.split(": ")
    with LearningSystem.holding(package) as system:
        context = chromium.new_context()
        session = Session(context, system, edition, profile, mode)
        trainee = session.trainee
        stage = min(trainee.data("window.coursewright.module.stages.map(stage => stage.number)"))
        trainee.choose_stage(stage)
        quiz = trainee.stage_quizzes(stage)[0]
        trainee.take_quiz(quiz, best, questions=2)
        _settle(session, system, profile)
        if profile == "session-lost":
            session.lms.evaluate("window.lose()")
            trainee.press("Contents")
            session.content.locator("h1", has_text="This session has ended").wait_for(timeout=10_000)
        reached, told = answers(session.progress), trainee.alert + trainee.heading
        warned = "not been saved" in told or "has ended" in told
        if profile == "two-apis":
            assert session.lms.evaluate("window.wrong") == []
        leave(leaving, session.host, session.lms, session.content, trainee.finish)
        if leaving == "finished":
            warned |= _finished(trainee, profile)
        assert session.errors == []
        assert system.refusals == []
        if profile == "review":
            assert state_of(system) == ""
        elif not warned:
            assert reached
            assert answers(state_of(system)) == reached
        if profile in ("commit-fails", "session-lost"):
            assert warned or answers(state_of(system)) == reached, "neither kept nor told"
        _next_chance(session, system, edition, warned, reached, leaving)
        close(context)


def _settle(session: Session, system: LearningSystem, profile: str) -> None:
    """Until the system has what the page wrote, or the page says that it has not; machines are slow now and then."""
    for _ in range(100):
        session.content.wait_for_timeout(100)
        written = answers(session.progress)
        kept = written and answers(state_of(system)) == written and written[0].count(".") == 2
        if kept or profile == "review" or "not been saved" in session.trainee.alert:
            break
    session.content.wait_for_timeout(200)


def _finished(trainee: Trainee, profile: str) -> bool:
    """What the page says after "Save and exit": True if it says that not everything is saved."""
    heading = "Save and exit"
    try:
        for _ in range(100):
            trainee.content.wait_for_timeout(100)
            heading = trainee.heading
            if heading != "Save and exit":
                break
    except Error:
        if isinstance(trainee.content, Page) and trainee.content.is_closed():
            return False  # a popup closes itself once everything is saved
        raise
    if profile == "review":
        assert heading == "You are only looking"
        return False
    assert heading in ("Everything is saved", "Your last step could not be saved", "This session has ended"), heading
    return heading != "Everything is saved"


def _next_chance(session: Session, system: LearningSystem, edition: str, warned: bool, reached: list[str], leaving: str) -> None:
    """In the same window what could not be saved is still there, and goes in as soon as a system takes it."""
    host = session.host
    number = "1.2" if edition == "scorm12" else "2004"
    if not warned or leaving not in SAME_WINDOW:
        return
    host.goto(system.mock(number, "strict"))
    session.lms = host
    session.content = session._frame("/package/index.html")
    Trainee(session.content).settled()
    host.wait_for_timeout(2500)
    assert answers(state_of(system)) == reached


def test_a_name_is_shown_as_the_system_gives_it(chromium: Browser, small: dict[str, Path]) -> None:
    """Moodle gives no comma; others give the family name first (LMS-7)."""
    for profile in ("strict", "moodle"):
        with LearningSystem.holding(small["scorm12"]) as system:
            context = chromium.new_context()
            session = Session(context, system, "scorm12", profile)
            session.trainee.whole_module(1)
            session.trainee.contents()
            session.content.get_by_role("link", name="Completion record").click()
            session.content.locator(".record dd", has_text="Ade Cole").wait_for(timeout=5000)
            close(context)
