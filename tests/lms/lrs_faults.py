"""What a record store may do to requests, by name. Each fault decides on one request: a status to answer instead, or None to go on.

`system.tally` counts what a fault has done so far.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server import LearningSystem, Request

Fault = Callable[["LearningSystem", "Request", bytes], int | None]


def _times(system: LearningSystem, name: str, most: int) -> bool:
    """True for the first few times."""
    system.tally[name] += 1
    return system.tally[name] <= most


def _statements(request: Request) -> bool:
    return request.path == "/lrs/statements" and request.method == "POST"


def _about_answers(request: Request, raw: bytes) -> bool:
    return _statements(request) and b"/verbs/answered" in raw


def busy(system: LearningSystem, request: Request, raw: bytes) -> int | None:
    return 429 if _about_answers(request, raw) and _times(system, "busy", 2) else None


def unavailable(system: LearningSystem, request: Request, raw: bytes) -> int | None:
    return 503 if (_about_answers(request, raw) or request.method == "PUT") and _times(system, "unavailable", 3) else None


def too_large(system: LearningSystem, request: Request, raw: bytes) -> int | None:
    """No more than one statement at a time."""
    return 413 if _statements(request) and isinstance(body := json.loads(raw), list) and len(body) > 1 else None


def taken_but_lost(system: LearningSystem, request: Request, raw: bytes) -> int | None:
    """The store takes the statements and its answer is lost: what is sent again is a duplicate (409)."""
    if _about_answers(request, raw) and _times(system, "lost", 1):
        body = json.loads(raw)
        system.statements.extend(body if isinstance(body, list) else [body])
        return 500
    return None


def changed_meanwhile(system: LearningSystem, request: Request, raw: bytes) -> int | None:
    """Another window has written the state: 412, once."""
    return 412 if request.method == "PUT" and "If-Match".lower() in request.headers and _times(system, "changed", 1) else None


def conflict(system: LearningSystem, request: Request, raw: bytes) -> int | None:
    """409 to a write of the state, once, as 2.0 has it for one without a tag."""
    return 409 if request.method == "PUT" and _times(system, "conflict", 1) else None


def one_refused(system: LearningSystem, request: Request, raw: bytes) -> int | None:
    """A statement it cannot bear: any batch with an `experienced` in it is refused (LMS-21)."""
    return 403 if _statements(request) and b"/verbs/experienced" in raw else None


def slow(system: LearningSystem, request: Request, raw: bytes) -> int | None:
    time.sleep(0.7)
    return None


def only_2_0(system: LearningSystem, request: Request, raw: bytes) -> int | None:
    """IEEE 9274.1.1: the old header is no longer taken."""
    if request.path == "/lrs/about":
        return None
    return None if request.headers.get("x-experience-api-version") == "2.0.0" else 400


def expired(system: LearningSystem, request: Request, raw: bytes) -> int | None:
    """The credentials are no longer taken, from when the test says so."""
    return 401


FAULTS: dict[str, Fault | None] = {
    "sound": None,
    "busy": busy,
    "unavailable": unavailable,
    "too-large": too_large,
    "taken-but-lost": taken_but_lost,
    "changed-meanwhile": changed_meanwhile,
    "conflict": conflict,
    "one-refused": one_refused,
    "slow": slow,
    "only-2.0": only_2_0,
    "expired": expired,
    "no-tags": None,
    "offline": None,
}
"""`no-tags`: the tags of documents are hidden, as without CORS headers; `offline`: the test cuts the network."""
