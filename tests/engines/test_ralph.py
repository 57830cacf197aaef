"""Every statement of whole sessions goes into Ralph, a learning record store of others, just as it was sent (XA-16).

Ralph has neither documents nor CORS, so the page talks to the tests' own recorder; what that took is sent on, request by request.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from engine import running
from playwright.sync_api import APIRequestContext, Browser
from server import LearningSystem
from trainee import Answer, Trainee, best, worst

from chromium import close

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def ralph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running("ralph", tmp_path_factory.mktemp("ralph")) as address:
        yield address


def headers() -> dict[str, str]:
    return {"Authorization": "Basic a2V5OnNlY3JldA==", "X-Experience-API-Version": "1.0.3", "Content-Type": "application/json"}


def sent_on(client: APIRequestContext, address: str, system: LearningSystem) -> list[str]:
    """Each request for statements again, to Ralph; what it held against any of them."""
    found = []
    for request in system.requests:
        if request.path == "/lrs/statements" and request.method == "POST" and request.status == 200:
            answer = client.post(f"{address}/xAPI/statements/", headers=headers(), data=request.body)
            if answer.status != 200:
                found.append(f"{answer.status}: {answer.text()[:600]}")
    return found


def stored(client: APIRequestContext, address: str) -> dict[str, dict[str, Any]]:
    answer = client.get(f"{address}/xAPI/statements/?limit=500", headers=headers())
    assert answer.ok, answer.text()
    return {one["id"]: one for one in answer.json()["statements"]}


@pytest.mark.parametrize("answer", [best, worst], ids=["passed", "failed"])
@pytest.mark.parametrize("standard", ["xapi", "cmi5"])
def test_every_statement_is_taken(chromium: Browser, ralph: str, types: dict[str, Path], standard: str, answer: Answer) -> None:
    with LearningSystem.holding(types[standard]) as system:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(system.xapi() if standard == "xapi" else system.cmi5(mastery=None))
        trainee = Trainee(page).settled()
        trainee.whole_module(1, answer)
        trainee.finish()
        page.wait_for_timeout(800)
        assert system.verbs()[-1] == "terminated"
        assert sent_on(context.request, ralph, system) == []
        held = stored(context.request, ralph)
        for statement in system.statements:
            same = held[statement["id"]]
            for part in ("actor", "verb", "object", "result", "context", "timestamp"):
                assert same.get(part) == statement.get(part), part
        # A store knows what it has: the same again is no second record (XA-9).
        again = context.request.post(f"{ralph}/xAPI/statements/", headers=headers(), data=json.dumps(system.statements[0]))
        assert again.status in (204, 409)
        close(context)


def test_ralph_can_refuse(chromium: Browser, ralph: str) -> None:
    context = chromium.new_context()
    bad = context.request.post(f"{ralph}/xAPI/statements/", headers=headers(), data=json.dumps({"verb": {"id": "passed"}}))
    assert bad.status == 422 or bad.status == 400
    close(context)
