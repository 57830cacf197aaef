"""One Chromium for all browser tests, started again where it died.

Chromium loses a tab now and then while tests crash tabs, take frames away and close windows; a call about such a tab never returns. A
watch ends the browser then, so that the call fails and the next test has a new one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
LONGEST_TEST = 300
"""Seconds; the longest takes one on a quiet machine."""
LONGEST_CLOSING = 20


def installed() -> str | None:
    """The system's Chromium."""
    return next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)


class Chromium:
    """Stands for a `Browser`: contexts and pages come from a living one."""

    def __init__(self, playwright: Playwright, path: str) -> None:
        self._playwright = playwright
        self._path = path
        self._browser: Browser | None = None

    def _living(self) -> Browser:
        if self._browser is None or not self._browser.is_connected():
            self._browser = self._playwright.chromium.launch(executable_path=self._path, args=list(FLAGS))
        return self._browser

    def new_context(self, **options: Any) -> BrowserContext:
        return self._living().new_context(**options)

    def new_page(self, **options: Any) -> Page:
        return self._living().new_page(**options)

    def close(self) -> None:
        if self._browser:
            with watched(LONGEST_CLOSING), contextlib.suppress(Error):
                self._browser.close()


def close(context: BrowserContext) -> None:
    """Closes what a test is done with; a tab lost on the way is no fault of the course's."""
    with watched(LONGEST_CLOSING), contextlib.suppress(Error):
        context.close()


@contextlib.contextmanager
def watched(seconds: float) -> Iterator[None]:
    """Ends every Chromium of this process if what is done inside takes longer."""
    watch = threading.Timer(seconds, _end)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _end() -> None:
    for number in _below(os.getpid()):
        with contextlib.suppress(OSError):
            if "chrom" in Path(f"/proc/{number}/comm").read_text():
                os.kill(number, signal.SIGKILL)


def _below(parent: int) -> list[int]:
    """Every process below one."""
    children = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{parent}/task").iterdir():
            children += [int(number) for number in (task / "children").read_text().split()]
    return [*children, *(below for child in children for below in _below(child))]
