"""The ways in which learners leave a course, done to a real page (player requirements 1.6)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from playwright.sync_api import Error, Frame, Page

FRAME = ("finished", "removed", "replaced", "navigated", "hidden", "tab closed", "crashed")
POPUP = ("finished", "closed by the opener", "tab closed", "crashed")


def leave(way: str, host: Page, lms: Page | Frame, content: Page | Frame, finish: Callable[[], None]) -> None:
    """`host` is the tab, `lms` the page or frame with the API, `content` the course's; `finish` presses the course's own button."""
    match way:
        case "finished":
            finish()
        case "removed" | "replaced" | "navigated":
            lms.evaluate(f"window.leave.{way}()")
            host.wait_for_timeout(250)
        case "closed by the opener":
            lms.evaluate("window.leave.closed()")
            host.wait_for_timeout(250)
        case "hidden":
            # Headless pages are never hidden by themselves. Nothing comes after, as on a phone that puts the browser away.
            content.evaluate(
                """() => { Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
                document.dispatchEvent(new Event("visibilitychange")); }"""
            )
            host.wait_for_timeout(250)
            crash(host)
        case "tab closed":
            own = content if isinstance(content, Page) else host
            own.close(run_before_unload=True)
            if own is not host:
                host.wait_for_timeout(250)
        case "crashed":
            crash(content if isinstance(content, Page) else host)


def crash(page: Page) -> None:
    """Kills the renderer: no event of any kind reaches the page."""
    with contextlib.suppress(Error):
        page.goto("chrome://crash", timeout=1000)
