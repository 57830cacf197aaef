"""Starts an engine nobody here wrote, from its own environment, and opens its pages in a browser that reaches nothing else."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import Browser, Page, Request
from trainee import Trainee

from chromium import close

HERE = Path(__file__).parent
ENVIRONMENTS = HERE.parent.parent / ".engines"
PATIENCE = 60
"""Seconds an engine may take to start."""
ELSEWHERE = re.compile(r"^(?!https?://127\.0\.0\.1[:/]|data:|blob:|about:)")


@contextmanager
def running(name: str, data: Path) -> Iterator[str]:
    """Its address, while `serve_<name>.py` runs with its data in the folder."""
    environment = ENVIRONMENTS / name
    if not (environment / ".installed").is_file():
        pytest.skip(f"the engine {name} is not installed: make engines")
    log = data / "engine.log"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [environment / "bin" / "python", HERE / f"serve_{name}.py", data],
            **{"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": errors, "text": True, "cwd": data},
        )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        slow = threading.Timer(PATIENCE, process.kill)
        slow.start()
        address = process.stdout.readline().strip()
        slow.cancel()
        try:
            assert address, f"{name} did not start:\n" + log.read_text(encoding="utf-8", errors="replace")[-3000:]
            yield address
        finally:
            process.stdin.close()  # it ends by itself
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def visited(chromium: Browser, *, expected: str = "favicon") -> Iterator[Page]:
    """A new browser's page. No script may fail on it but as expected, and nothing but the engine may be asked for anything."""
    context = chromium.new_context()
    faults: list[str] = []
    context.route(ELSEWHERE, lambda route: (faults.append(f"asked for {route.request.url}"), route.abort())[1])
    context.on("weberror", lambda fault: faults.append(str(fault.error)))
    context.on(
        "console",
        lambda message: faults.append(f"{message.text} {message.location['url']}") if message.type == "error" else None,
    )
    page = context.new_page()
    under_way = _UNDER_WAY[page] = set()
    # Playwright marks the functions it is given, so they cannot be a set's own methods.
    context.on("request", lambda request: under_way.add(request))
    context.on("requestfinished", lambda request: under_way.discard(request))
    context.on("requestfailed", lambda request: under_way.discard(request))
    yield page
    close(context)
    unexpected = [fault for fault in faults if not re.search(expected, fault)]
    assert not unexpected, "\n".join(unexpected)


_UNDER_WAY: WeakKeyDictionary[Page, set[Request]] = WeakKeyDictionary()


def quiet(page: Page, *, patience: int = 120) -> None:
    """Waits until the engine has been told all there is to tell: nothing under way for half a second. `patience` in seconds."""
    still = 0
    for _ in range(patience * 10):
        still = 0 if _UNDER_WAY[page] else still + 1
        if still == 5:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"still under way: {[request.url for request in _UNDER_WAY[page]]}")


def inside(page: Page, frame: str) -> Trainee:
    """A trainee in the frame where the engine shows the content."""
    content = page.wait_for_selector(frame).content_frame()
    assert content is not None
    return Trainee(content).settled()
