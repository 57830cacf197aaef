"""A trainee at each stage takes the reference module from start to finish by keyboard alone, on a screen 320 px wide, in every
standard; every page on the way is looked at by axe and needs no sideways scrolling."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page
from server import LearningSystem
from test_pages import AXE, TAGS
from trainee import Answer, KeyboardTrainee, best

from chromium import close

pytestmark = pytest.mark.browser


class Inspector(KeyboardTrainee):
    """Looks at each page it comes to before going on."""

    def __init__(self, content: Page | Frame) -> None:
        super().__init__(content)
        self.seen: list[str] = []
        self.found: list[str] = []

    def look(self) -> None:
        self.content.wait_for_function("document.querySelector('#page h1')")
        where = self.heading
        self.seen.append(where)
        if not self.data("Boolean(window.axe)"):
            self.content.evaluate(AXE.read_text(encoding="utf-8"))
        result = self.content.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS)
        self.found += [f"{where}: {one['id']}: {node['html'][:120]}" for one in result["violations"] for node in one["nodes"]]
        if self.data("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            self.found.append(f"{where}: scrolls sideways")
        focus = self.data("document.activeElement === document.body ? '' : document.activeElement.tagName")
        if len(self.seen) > 1 and not focus:
            self.found.append(f"{where}: the focus is lost")

    def press(self, name: str) -> None:
        self.look()
        super().press(name)


@contextmanager
def launched(chromium: Browser, package: Path, standard: str) -> Iterator[tuple[LearningSystem, Inspector]]:
    with LearningSystem.holding(package) as system:
        context = chromium.new_context(bypass_csp=True, viewport={"width": 320, "height": 640})
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda fault: errors.append(str(fault)))
        content: Any = page
        if standard.startswith("scorm"):
            page.goto(system.scorm(standard.partition("-")[0]))
            ready = "document.querySelector('#content').contentDocument?.querySelector('#page form, #page .tasks')"
            page.wait_for_function(ready)
            content = page.frame(url="**/package/index.html")
            content.locator("body").evaluate("node => node.focus()")
        else:
            page.goto(getattr(system, standard)())
        yield system, Inspector(content).settled()  # type: ignore[misc]
        assert errors == []
        close(context)


@pytest.mark.parametrize(("stage", "standard"), [(1, "scorm12"), (2, "scorm2004-4"), (3, "xapi"), (4, "cmi5")])
def test_a_trainee_at_each_stage(chromium: Browser, reference: dict[str, Path], stage: int, standard: str) -> None:
    with launched(chromium, reference[standard], standard) as (system, trainee):
        answer: Answer = best
        trainee.whole_module(stage, answer)
        trainee.plan("Ask the night team before I plan")
        trainee.contents()
        assert "completed and passed" in trainee.content.locator(".standing").inner_text()
        trainee.finish()
        system.quiet(trainee.content)
        assert trainee.found == []
        assert len(trainee.seen) >= 40
        if standard == "scorm12":
            assert system.cmi["cmi"]["core"]["lesson_status"] == "passed"
        elif standard == "scorm2004-4":
            assert (system.cmi["cmi"]["completion_status"], system.cmi["cmi"]["success_status"]) == ("completed", "passed")
        else:
            said = [statement["verb"]["id"].rpartition("/")[2] for statement in system.statements]
            assert "completed" in said
            assert "passed" in said
