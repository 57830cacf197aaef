"""The checks of a cmi5 registration can each fail: a sound one breaks none, and every requirement has a fault that breaks it (C5-30)."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from cmi5_rules import MASTERY, MOVE_ON, REQUIREMENTS, VERBS, broken
from server import ACTIVITY, ACTOR, CMI5_CATEGORY, REGISTRATION, SESSION_EXTENSION, LearningSystem, Request

Statement = dict[str, Any]
Break = Callable[[LearningSystem], object]


def statement(name: str, number: int, *, session: str = "s-1", category: bool = True, **result: object) -> Statement:
    moves = name in ("completed", "passed", "failed")
    categories = [{"id": CMI5_CATEGORY}, *([{"id": MOVE_ON}] if moves else [])] if category else []
    return {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "actor": copy.deepcopy(ACTOR),
        "verb": {"id": VERBS + name},
        "object": {"id": ACTIVITY if category else f"{ACTIVITY}/test/q"},
        "timestamp": "2026-11-24T10:00:00.000Z",
        **({"result": dict(result)} if result else {}),
        "context": {
            "registration": REGISTRATION,
            "contextActivities": {"grouping": copy.deepcopy(LearningSystem.GROUPING), "category": categories},
            "extensions": {SESSION_EXTENSION: session, **({MASTERY: 0.65} if name in ("passed", "failed") else {})},
        },
    }


def sound() -> LearningSystem:
    system = LearningSystem({})
    system.requests = [
        Request("GET", "/lrs/agents/profile", {"profileId": "cmi5LearnerPreferences"}, {}, b""),
        Request("POST", "/lrs/statements", {}, {}, b"[]"),
    ]
    system.statements = [
        statement("initialized", 1),
        statement("answered", 2, category=False, response="a"),
        statement("completed", 3, completion=True, duration="PT1M"),
        statement("passed", 4, success=True, duration="PT1M", score={"scaled": 0.8}),
        statement("terminated", 5, duration="PT2M"),
    ]
    return system


def failed(system: LearningSystem) -> Statement:
    """The pass becomes a failure, which is as sound."""
    system.statements[3] = statement("failed", 4, success=False, duration="PT1M", score={"scaled": 0.3})
    return system.statements[3]


def written(preferences: str) -> Request:
    return Request("PUT", "/lrs/agents/profile", {"profileId": "cmi5LearnerPreferences"}, {}, preferences.encode())


S = "statements"
FAULTS: dict[str, Break] = {
    "4.1.0.0-1": lambda it: it.statements[0]["verb"].update(id=""),
    "6.3.0.0-1": lambda it: it.statements[1]["verb"].update(id=f"{VERBS}voided"),
    "8.1.2.0-2": lambda it: it.requests.append(Request("POST", "/lrs/statements", {}, {}, b"[]", 401)),
    "8.1.3.0-3": lambda it: it.statements[1]["actor"].update(name="Somebody else"),
    "11.0.0.0-1": lambda it: it.requests[0].query.update(agent='{"mbox": "mailto:a@b.test"}'),
    "8.1.4.0-3": lambda it: it.statements[1]["context"].update(registration="other"),
    "9.6.1.0-1": lambda it: it.statements[1]["context"].update(registration="other"),
    "8.1.5.0-6": lambda it: it.statements[0]["object"].update(id="https://publisher.test/au"),
    "9.4.0.0-1": lambda it: it.statements[0].pop("object"),
    "9.4.0.0-2": lambda it: it.statements[4]["object"].update(id="https://publisher.test/au"),
    "9.1.0.0-1": lambda it: it.statements[1].update(id="7"),
    "9.2.0.0-2": lambda it: it.statements[0]["actor"].update(objectType="Group"),
    "9.2.0.0-3": lambda it: it.statements[0]["actor"].pop("account"),
    "9.3.0.0-1": lambda it: it.statements[0]["verb"].update(id=f"{VERBS}launched"),
    "9.3.0.0-2": lambda it: it.statements.insert(1, statement("initialized", 9)),
    "9.3.0.0-3": lambda it: it.statements.insert(3, statement("failed", 9, success=False, duration="PT1M", score={"scaled": 0.1})),
    "9.3.0.0-4": lambda it: it.statements.reverse(),
    "9.3.0.0-5": lambda it: it.statements.append(statement("answered", 9, category=False, response="b")),
    "9.3.0.0-6": lambda it: it.statements.append(statement("completed", 9, session="s-2", completion=True, duration="PT1M")),
    "9.3.0.0-7": lambda it: it.statements.append(statement("passed", 9, session="s-2", success=True, duration="PT1M")),
    "9.3.0.0-8": lambda it: it.statements.append(
        statement("failed", 9, session="s-2", success=False, duration="PT1M", score={"scaled": 0})
    ),
    "9.3.4.0-2": lambda it: it.statements[3]["result"]["score"].update(scaled=0.6),
    "9.3.6.0-2": lambda it: it.statements.extend(
        [statement("initialized", 9, session="s-2"), statement("initialized", 10, session="s-3"), statement("answered", 11, category=False)]
    ),
    "9.5.1.0-2": lambda it: it.statements[2]["result"].update(score={"scaled": 1}),
    "9.5.1.0-3": lambda it: it.statements[3]["result"]["score"].update(raw=80),
    "9.5.2.0-1": lambda it: it.statements[3]["result"].pop("success"),
    "9.5.2.0-2": lambda it: failed(it)["result"].update(success=True),
    "9.5.2.0-3": lambda it: it.statements[2]["result"].update(success=True),
    "9.5.3.0-1": lambda it: it.statements[2]["result"].pop("completion"),
    "9.5.3.0-2": lambda it: it.statements[3]["result"].update(completion=True),
    "9.5.4.1-1": lambda it: it.statements[4]["result"].pop("duration"),
    "9.5.4.1-2": lambda it: it.statements[2]["result"].pop("duration"),
    "9.5.4.1-3": lambda it: it.statements[3]["result"].pop("duration"),
    "9.5.4.1-4": lambda it: failed(it)["result"].pop("duration"),
    "9.6.0.0-1": lambda it: it.statements[0]["context"].pop("registration"),
    "9.6.2.0-1": lambda it: it.statements[0]["context"]["contextActivities"].update(grouping=[{"id": "https://own.test"}]),
    "10.2.1.0-6": lambda it: it.statements[1]["context"]["contextActivities"]["grouping"].insert(0, {"id": "https://own.test"}),
    "9.6.2.2-1": lambda it: it.statements[2]["context"]["contextActivities"]["category"].pop(),
    "9.6.2.2-2": lambda it: it.statements[0]["context"]["contextActivities"]["category"].append({"id": MOVE_ON}),
    "9.6.3.1-4": lambda it: it.statements[1]["context"]["extensions"].clear(),
    "9.6.3.2-2": lambda it: it.statements[3]["context"]["extensions"].pop(MASTERY),
    "9.7.0.0-1": lambda it: it.statements[1].pop("timestamp"),
    "9.7.0.0-2": lambda it: it.statements[1].update(timestamp="2026-11-24T10:00:00+01:00"),
    "10.2.1.0-5": lambda it: it.requests.append(Request("PUT", "/lrs/activities/state", {"stateId": "LMS.LaunchData"}, {}, b"{}")),
    "11.0.0.0-3": lambda it: it.requests.pop(0),
    "11.0.0.0-5": lambda it: it.requests.append(written('{"languagePreference": "en"}')),
    "11.1.0.0-1": lambda it: it.requests.append(written('{"languagePreference": "en;q=1", "audioPreference": "on"}')),
}


@pytest.mark.parametrize("number", FAULTS)
def test_each_requirement_can_be_broken(number: str) -> None:
    assert number in REQUIREMENTS
    system = sound()
    FAULTS[number](system)
    assert number in {line.split(":")[0] for line in broken(system)}


@pytest.mark.parametrize(("mode", "number"), [("Browse", "10.2.2.0-2"), ("Review", "10.2.2.0-3")])
def test_looking_only_tells_nothing_of_satisfaction(mode: str, number: str) -> None:
    assert number in {line.split(":")[0] for line in broken(sound(), mode=mode)}


def test_a_sound_registration_breaks_none() -> None:
    assert broken(sound()) == []
    system = sound()
    failed(system)
    assert broken(system) == []
    system = sound()
    system.requests.append(written('{"languagePreference": "en-GB,cy", "audioPreference": "on"}'))
    assert broken(system) == []
