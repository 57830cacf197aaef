"""What a cmi5 system checks of a registration while it runs, by the requirement ids of npm `@cmi5/requirements`.

`broken(system)` lists every requirement that a recorded registration breaks. Sessions are told apart by the session id extension.
9.3.6.0-1, that an abandoned session is recorded as one, asks something of systems alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server import ACTIVITY, ACTOR, CMI5_CATEGORY, REGISTRATION, SESSION_EXTENSION, LearningSystem, Request

REQUIREMENTS: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).parent.parent / "node_modules/@cmi5/requirements/requirements.json").read_text(encoding="utf-8")
)
MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon"
MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore"
VERBS = "http://adlnet.gov/expapi/verbs/"
DEFINED = ("initialized", "completed", "passed", "failed", "terminated")
UUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
Statement = dict[str, Any]
Rule = Callable[[str, bool, object], None]


@dataclass(frozen=True)
class Launch:
    """What the system said at launch."""

    mode: str = "Normal"
    mastery: float | None = 0.65
    activity: str = ACTIVITY


def broken(
    system: LearningSystem,
    *,
    mode: str = "Normal",
    mastery: float | None = 0.65,
    activity: str = ACTIVITY,
    statements: list[Statement] | None = None,
) -> list[str]:
    """Requirements broken by a registration, or by the given statements of it, as `id: its text: what was seen`."""
    found: list[str] = []
    launch = Launch(mode, mastery, activity)

    def rule(number: str, holds: bool, seen: object) -> None:
        if not holds:
            found.append(f"{number}: {REQUIREMENTS[number]['txt']} Seen: {seen}")

    own = system.statements if statements is None else statements
    sessions: dict[str, list[Statement]] = {}
    for statement in own:
        session = statement.get("context", {}).get("extensions", {}).get(SESSION_EXTENSION)
        rule("9.6.3.1-4", session is not None, statement["verb"])
        others = list(sessions)
        rule("9.3.6.0-2", session not in others[:-1], "a statement of a session that another has followed")
        sessions.setdefault(str(session), []).append(statement)
        _every(statement, rule)
        if name := defined(statement):
            _defined(statement, name, launch, rule)
    for one_session in sessions.values():
        _session(one_session, rule)
    names = [name for one in own if (name := defined(one))]
    rule("9.3.0.0-6", names.count("completed") <= 1, names)
    rule("9.3.0.0-7", names.count("passed") <= 1, names)
    rule("9.3.0.0-8", "passed" not in names or "failed" not in names[names.index("passed") :], names)
    _requests(system.requests, rule)
    return found


def defined(statement: Statement) -> str | None:
    """The name of the cmi5 defined statement this is, or None for an allowed one."""
    name = str(statement["verb"]["id"]).removeprefix(VERBS)
    return name if CMI5_CATEGORY in _categories(statement) else None


def _categories(statement: Statement) -> list[str]:
    return [it["id"] for it in statement.get("context", {}).get("contextActivities", {}).get("category", [])]


def _every(statement: Statement, rule: Rule) -> None:
    context = statement.get("context", {})
    verb = statement["verb"]["id"]
    rule("4.1.0.0-1", {"actor", "verb", "object"} <= statement.keys() and bool(verb), list(statement))
    rule("6.3.0.0-1", not verb.endswith("/voided"), verb)
    rule("8.1.3.0-3", statement.get("actor") == ACTOR, statement.get("actor"))
    rule("8.1.4.0-3", context.get("registration") == REGISTRATION, context.get("registration"))
    rule("9.6.1.0-1", context.get("registration") == REGISTRATION, context.get("registration"))
    rule("9.1.0.0-1", bool(UUID.match(statement.get("id", ""))), statement.get("id"))
    stamp = statement.get("timestamp", "")
    rule("9.7.0.0-1", bool(stamp), stamp)
    rule("9.7.0.0-2", not stamp or stamp.endswith(("Z", "+00:00", "+00")), stamp)
    grouping = context.get("contextActivities", {}).get("grouping", [{}])
    template = [it["id"] for it in LearningSystem.GROUPING]
    # Place by place, as CATAPULT compares them (C5-4).
    rule("10.2.1.0-6", [it.get("id") for it in grouping[: len(template)]] == template, grouping)
    moves = MOVE_ON in _categories(statement)
    if defined(statement) is None:
        rule("9.6.2.2-2", not moves, verb)


def _defined(statement: Statement, name: str, launch: Launch, rule: Rule) -> None:
    result = statement.get("result", {})
    context = statement["context"]
    rule("9.3.0.0-1", name in DEFINED, name)
    rule("9.4.0.0-1", "object" in statement, statement)
    rule("9.4.0.0-2", statement.get("object", {}).get("id") == launch.activity, statement.get("object"))
    rule("8.1.5.0-6", statement.get("object", {}).get("id") == launch.activity, statement.get("object"))
    actor = statement.get("actor", {})
    rule("9.2.0.0-2", actor.get("objectType", "Agent") == "Agent", actor)
    rule("9.2.0.0-3", {"homePage", "name"} <= actor.get("account", {}).keys(), actor)
    rule("9.6.0.0-1", {"registration", "contextActivities", "extensions"} <= context.keys(), list(context))
    template = {it["id"] for it in LearningSystem.GROUPING}
    rule("9.6.2.0-1", template <= {it["id"] for it in context.get("contextActivities", {}).get("grouping", [])}, context)
    judged = "completion" in result or "success" in result
    rule("9.6.2.2-1", not judged or MOVE_ON in _categories(statement), name)
    rule("9.6.2.2-2", judged or MOVE_ON not in _categories(statement), name)
    rule("9.5.1.0-2", "score" not in result or name in ("passed", "failed"), name)
    rule("9.5.2.0-1", name != "passed" or result.get("success") is True, (name, result))
    rule("9.5.2.0-2", name != "failed" or result.get("success") is False, (name, result))
    rule("9.5.2.0-3", name in ("passed", "failed") or "success" not in result, (name, result))
    rule("9.5.3.0-1", name != "completed" or result.get("completion") is True, (name, result))
    rule("9.5.3.0-2", name == "completed" or "completion" not in result, (name, result))
    for number, verb in (("1", "terminated"), ("2", "completed"), ("3", "passed"), ("4", "failed")):
        rule(f"9.5.4.1-{number}", name != verb or str(result.get("duration", "")).startswith("PT"), (name, result))
    score = result.get("score", {})
    rule("9.5.1.0-3", "raw" not in score or {"min", "max"} <= score.keys(), score)
    if launch.mastery is not None and name in ("passed", "failed"):
        reached = score.get("scaled", launch.mastery if name == "passed" else -1) >= launch.mastery
        rule("9.3.4.0-2", reached == (name == "passed"), score)
        rule("9.6.3.2-2", context["extensions"].get(MASTERY) == launch.mastery, context["extensions"])
    satisfies = name not in ("initialized", "terminated")
    rule("10.2.2.0-2", launch.mode != "Browse" or not satisfies, name)
    rule("10.2.2.0-3", launch.mode != "Review" or not satisfies, name)


def _session(statements: list[Statement], rule: Rule) -> None:
    names = [name for one in statements if (name := defined(one))]
    rule("9.3.0.0-4", defined(statements[0]) == "initialized", names)
    rule("9.3.0.0-2", len(names) == len(set(names)), names)
    rule("9.3.0.0-3", not {"passed", "failed"} <= set(names), names)
    rule("9.3.0.0-5", "terminated" not in names or defined(statements[-1]) == "terminated", names)


def _requests(requests: list[Request], rule: Rule) -> None:
    lrs = [request for request in requests if request.path.startswith("/lrs/")]
    first = next((index for index, request in enumerate(lrs) if request.path == "/lrs/statements"), len(lrs))
    before = {request.query.get("profileId") for request in lrs[:first]}
    rule("11.0.0.0-3", "cmi5LearnerPreferences" in before, before)
    # Each launch has a token of its own, and what came after a session's end would have been refused with 401.
    late = [request.path for request in lrs if request.status == 401]
    rule("8.1.2.0-2", not late, late)
    for request in lrs:
        agent = request.query.get("agent")
        rule("11.0.0.0-1", agent is None or json.loads(agent) == ACTOR, agent)
        if request.method in ("PUT", "POST", "DELETE"):
            rule("10.2.1.0-5", request.query.get("stateId") != "LMS.LaunchData", request.path)
            if request.query.get("profileId") == "cmi5LearnerPreferences":
                written = json.loads(request.body)
                rule("11.0.0.0-5", {"languagePreference", "audioPreference"} <= written.keys(), written)
                tags = str(written.get("languagePreference", "")).split(",")
                rule("11.1.0.0-1", all(re.match(r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", tag) for tag in tags), tags)
