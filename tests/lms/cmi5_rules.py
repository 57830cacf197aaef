"""What a cmi5 LMS checks of one registration's statements, by requirement id (texts: npm `@cmi5/requirements`).

`broken(system)` lists every rule a recorded registration breaks. Sessions are told apart by the session id extension.
"""

from __future__ import annotations

import re
from typing import Any

from server import ACTIVITY, ACTOR, CMI5_CATEGORY, REGISTRATION, SESSION_EXTENSION, LearningSystem

MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon"
MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore"
DEFINED = {
    "http://adlnet.gov/expapi/verbs/initialized": "initialized",
    "http://adlnet.gov/expapi/verbs/completed": "completed",
    "http://adlnet.gov/expapi/verbs/passed": "passed",
    "http://adlnet.gov/expapi/verbs/failed": "failed",
    "http://adlnet.gov/expapi/verbs/terminated": "terminated",
}
UUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")


def broken(
    system: LearningSystem,
    *,
    mode: str = "Normal",
    mastery: float | None = 0.65,
    activity: str = ACTIVITY,
    statements: list[dict[str, Any]] | None = None,
) -> list[str]:
    """Rules broken by a registration, or by the given statements of it, as `id: what was seen`."""
    found: list[str] = []

    def rule(number: str, holds: bool, seen: object) -> None:
        if not holds:
            found.append(f"{number}: {seen}")

    sessions: dict[str, list[dict[str, Any]]] = {}
    for statement in system.statements if statements is None else statements:
        session = statement.get("context", {}).get("extensions", {}).get(SESSION_EXTENSION)
        rule("9.6.3.1-4 session id in every statement", session is not None, statement["verb"])
        sessions.setdefault(str(session), []).append(statement)
        _every_statement(statement, rule)
        if name := _defined(statement):
            _defined_statement(statement, name, mode, mastery, activity, rule)
    for one_session in sessions.values():
        _session([name for one in one_session if (name := _defined(one))], one_session, rule)
    over = [name for one in (statements or system.statements) if (name := _defined(one))]
    rule("9.3.0.0-6 one completed in a registration", over.count("completed") <= 1, over)
    rule("9.3.0.0-7 one passed in a registration", over.count("passed") <= 1, over)
    rule("9.3.0.0-8 no failed after passed", "passed" not in over or "failed" not in over[over.index("passed") :], over)
    _requests(system, rule)
    return found


def _defined(statement: dict[str, Any]) -> str | None:
    """The name of the cmi5 defined statement this is, or None for an allowed one."""
    categories = [it["id"] for it in statement.get("context", {}).get("contextActivities", {}).get("category", [])]
    return DEFINED.get(statement["verb"]["id"]) if CMI5_CATEGORY in categories else None


def _every_statement(statement: dict[str, Any], rule: Any) -> None:
    context = statement.get("context", {})
    rule("9.1.0.0-1 id", bool(UUID.match(statement.get("id", ""))), statement.get("id"))
    rule("8.1.3.0-3 actor is the launch actor", statement.get("actor") == ACTOR, statement.get("actor"))
    rule("8.1.4.0-3 registration", context.get("registration") == REGISTRATION, context.get("registration"))
    stamp = statement.get("timestamp", "")
    rule("9.7.0.0-1 timestamp in UTC", stamp.endswith("Z") or stamp.endswith("+00:00"), stamp)
    grouping = context.get("contextActivities", {}).get("grouping", [{}])
    rule(
        "10.2.1.0-6 the template's activities first",
        grouping[0].get("id") == "https://lms.trust.test/courses/9",
        grouping,
    )
    rule("6.3.0.0-1 no voiding", not statement["verb"]["id"].endswith("/voided"), statement["verb"])
    if statement["verb"]["id"] in DEFINED:
        rule("9.3 a defined verb is a defined statement", _defined(statement) is not None, statement["verb"])


def _defined_statement(statement: dict[str, Any], name: str, mode: str, mastery: float | None, activity: str, rule: Any) -> None:
    result = statement.get("result", {})
    context = statement["context"]
    categories = [it["id"] for it in context["contextActivities"]["category"]]
    rule("9.4.0.0-1 object is the launch activity", statement["object"].get("id") == activity, statement["object"])
    rule("9.6.2.2-1 move-on category", (MOVE_ON in categories) == ("completion" in result or "success" in result), name)
    rule("9.5.1.0-2 score in passed and failed only", "score" not in result or name in ("passed", "failed"), name)
    rule("9.5.2.0 success", result.get("success") == {"passed": True, "failed": False}.get(name), (name, result))
    rule("9.5.3.0 completion", result.get("completion") == (True if name == "completed" else None), (name, result))
    if name != "initialized":
        rule("9.5.4.1 duration", str(result.get("duration", "")).startswith("PT"), (name, result))
    if score := result.get("score"):
        rule("9.5.1.0-3 raw with min and max", "raw" not in score or {"min", "max"} <= score.keys(), score)
        if mastery is not None:
            reached = score["scaled"] >= mastery
            rule("9.3.4.0-2 passed at the mark, failed under it", reached == (name == "passed"), score)
    if name in ("passed", "failed") and mastery is not None:
        rule("9.6.3.2-2 mastery score", context["extensions"].get(MASTERY) == mastery, context["extensions"])
    if mode != "Normal":
        rule("10.2.2.0-2 no satisfaction in Browse and Review", name in ("initialized", "terminated"), name)


def _session(names: list[str], statements: list[dict[str, Any]], rule: Any) -> None:
    rule("9.3.0.0-4 initialized first", _defined(statements[0]) == "initialized", names)
    rule("9.3.0.0-2 no defined statement twice", len(names) == len(set(names)), names)
    rule("9.3.0.0-3 passed or failed, not both", not {"passed", "failed"} <= set(names), names)
    if "terminated" in names:
        rule("9.3.0.0-5 terminated last", _defined(statements[-1]) == "terminated", names)


def _requests(system: LearningSystem, rule: Any) -> None:
    lrs = [request for request in system.requests if request.path.startswith("/lrs/")]
    first = next((index for index, request in enumerate(lrs) if request.path == "/lrs/statements"), len(lrs))
    before = {request.query.get("stateId") or request.query.get("profileId") for request in lrs[:first]}
    rule("10.2.1 LaunchData read before the first statement", "LMS.LaunchData" in before, before)
    rule("11.0.0.0-3 preferences read before the first statement", "cmi5LearnerPreferences" in before, before)
    for request in lrs:
        if request.method in ("PUT", "POST", "DELETE"):
            rule("10.2.1.0-5 LaunchData untouched", request.query.get("stateId") != "LMS.LaunchData", request.path)
        rule("C5-10 no alternate request syntax", "method" not in request.query, request.query)
