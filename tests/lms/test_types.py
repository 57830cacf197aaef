"""Every question type, answered wrongly, partly and rightly, as each standard records it (requirements 1.4)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cmi5_rules import broken
from playwright.sync_api import Browser, Page
from server import LearningSystem
from statements import faults
from test_lrs import done
from test_lrs import launched as launched_lrs
from test_scorm import calls, launched, refused
from trainee import OWN_WORDS, Trainee, best

# For each answer: what is given, and (short response, long response, result) of each record it makes. Codes are those of the lock.
Record = tuple[str, str, float | str]
GIVEN: dict[str, dict[str, tuple[str, list[tuple[str, Record]]]]] = {
    "wrong": {
        "rule": ("b", [("rule", ("b", "anyone", 0))]),
        "full": ("bc", [("full", ("f", "false", 0)), ("full-reason", ("c", "three_free", 0))]),
        "help": (
            "agbgcd",
            [
                (
                    "help",
                    (
                        "a.g,b.g,c.d",
                        "list[.]ineffective[,]call[.]ineffective[,]wish[.]very_effective",
                        0,
                    ),
                )
            ],
        ),
        "free": ("9", [("free", ("9", "9", 0))]),
        "name": ("{ABC}", [("name", (" {ABC}", " {ABC}", 0))]),
        "first": ("dcba", [("first", ("d,c,b,a", "write[,]ask[,]count[,]look", 0))]),
    },
    "partial": {
        "rule": ("c", [("rule", ("c", "doctor", 0))]),
        "full": ("ad", [("full", ("t", "true", 1)), ("full-reason", ("d", "board_says", 0))]),
        "help": (
            "aebecf",
            [
                (
                    "help",
                    (
                        "a.e,b.e,c.f",
                        "list[.]fairly_effective[,]call[.]fairly_effective[,]wish[.]slightly_effective",
                        0.6667,
                    ),
                )
            ],
        ),
        "free": ("80.5", [("free", ("80.5", "80.5", 0.5))]),
        "name": ("sbard", [("name", ("sbard", "sbard", 0.5))]),
        "first": ("abdc", [("first", ("a,b,d,c", "look[,]count[,]write[,]ask", 0.6))]),
    },
    "right": {
        "rule": ("a", [("rule", ("a", "porter", 1))]),
        "full": ("ac", [("full", ("t", "true", 1)), ("full-reason", ("c", "three_free", 1))]),
        "help": (
            "adbdcg",
            [
                (
                    "help",
                    (
                        "a.d,b.d,c.g",
                        "list[.]very_effective[,]call[.]very_effective[,]wish[.]ineffective",
                        1,
                    ),
                )
            ],
        ),
        "free": ("75", [("free", ("75", "75", 1))]),
        "name": ("  s.b.a.r. ", [("name", ("s.b.a.r.", "s.b.a.r.", 1))]),
        # The two that tie may stand either way round.
        "first": ("acbd", [("first", ("a,c,b,d", "look[,]ask[,]count[,]write", 1))]),
    },
}
UNJUDGED: dict[str, list[tuple[str, Record]]] = {
    "sure": [("sure", ("a", "strongly_agree", "neutral"))],
    "why": [],
    "aloud": [("aloud", (OWN_WORDS, OWN_WORDS, "neutral"))],
}
TYPES = {
    "rule": "choice",
    "full": "true-false",
    "full-reason": "choice",
    "help": "matching",
    "free": "numeric",
    "name": "fill-in",
    "first": "sequencing",
    "sure": "likert",
    "aloud": "long-fill-in",
}
PATTERNS = {
    "rule": ("a", "porter"),
    "full": ("t", "true"),
    "full-reason": ("c", "three_free"),
    "help": ("a.d,b.d,c.g", "list[.]very_effective[,]call[.]very_effective[,]wish[.]ineffective"),
    "free": ("75", "74.5[:]75.5"),
    "name": ("SBAR", "{case_matters=false}SBAR"),
    "first": ("a,b,c,d", "look[,]count[,]ask[,]write"),
}
SCORES = {"wrong": 0, "partial": (0 + 2 * 0.5 + 2 / 3 + 0.5 + 0.5 + 0.6) / 7, "right": 1}
"""Of the whole quiz; true or false counts twice."""


def expected(kind: str) -> list[tuple[str, Record]]:
    judged = [record for _, records in GIVEN[kind].values() for record in records]
    return judged + [record for records in UNJUDGED.values() for record in records]


def answers(kind: str) -> Any:
    return lambda question: GIVEN[kind][question["id"]][0] if question["id"] in GIVEN[kind] else best(question)


def take(trainee: Trainee, kind: str) -> str:
    """The quiz with every type; returns the result's headline."""
    trainee.choose_stage(1)
    trainee.take_quiz(trainee.stage_quizzes(1)[0], answers(kind))
    return trainee.content.locator(".headline").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("kind", GIVEN)
@pytest.mark.parametrize(("engine", "standard"), [("scorm12", "scorm12"), ("scorm2004", "scorm2004-4"), ("scorm2004", "scorm2004-3")])
def test_scorm(chromium: Browser, types: dict[str, Path], engine: str, standard: str, kind: str) -> None:
    with LearningSystem.holding(types[standard]) as system:
        with launched(chromium, system, engine) as (page, trainee):
            assert f"{int(SCORES[kind] * 100 + 1e-6)}%" in take(trainee, kind)
            trainee.finish()
            assert refused(page) == []
        records = [system.cmi["cmi"]["interactions"][str(index)] for index in range(len(expected(kind)))]
        assert system.cmi["cmi"]["interactions"].get(str(len(records))) is None
        short = engine == "scorm12"
        for record, (name, (short_response, long_response, result)) in zip(records, expected(kind), strict=True):
            assert record["id"] == f"estimating_every_type_{name}".replace("-", "_")
            assert record["type"] == ("fill-in" if short and TYPES[name] == "long-fill-in" else TYPES[name])
            response = record["student_response" if short else "learner_response"]
            assert response == (short_response if short else long_response), name
            assert record["result"] == (result if isinstance(result, str) else f"{result:.4f}".rstrip("0").rstrip(".")), name
            patterns = record["correct_responses"]
            if name in PATTERNS:
                assert patterns["0"]["pattern"] == PATTERNS[name][0 if short else 1]
            else:
                assert not patterns.get("0")
        assert "ounted again" in system.cmi["cmi"]["suspend_data"]  # kept for the learner


@pytest.mark.browser
@pytest.mark.parametrize("kind", GIVEN)
@pytest.mark.parametrize("standard", ["xapi", "cmi5"])
def test_lrs(chromium: Browser, types: dict[str, Path], standard: str, kind: str) -> None:
    with LearningSystem.holding(types[standard]) as system:
        with launched_lrs(chromium, system.cmi5() if standard == "cmi5" else system.xapi()) as (page, trainee):
            assert f"{int(SCORES[kind] * 100 + 1e-6)}%" in take(trainee.settled(), kind)
            done(page, trainee)
        assert [fault for statement in system.statements for fault in faults(statement)] == []
        if standard == "cmi5":
            assert broken(system) == []
        told = system.with_verb("answered")
        for statement, (name, (_, response, result)) in zip(told, expected(kind), strict=True):
            definition = statement["object"]["definition"]
            assert statement["object"]["id"].endswith(f"/question/{name}")
            assert definition["interactionType"] == TYPES[name]
            assert statement["result"]["response"] == response
            if isinstance(result, str):
                assert "score" not in statement["result"]
                assert "success" not in statement["result"]
                assert "correctResponsesPattern" not in definition
            else:
                assert statement["result"]["score"]["scaled"] == result
                assert PATTERNS[name][1] in definition["correctResponsesPattern"]
        assert "scale" in told[-2]["object"]["definition"]


AT_END: dict[str, dict[str, tuple[str, Record]]] = {
    "wrong": {
        "best": ("c", ("c", "none", 0)),
        "signs": ("c", ("c", "red", 0)),
        "words": ("aebe", ("a.e,b.e", "when[.]rest[,]where[.]rest", 0)),
        "story": ("fg", ("f,g", "door[.]frown[,]wait[.]silence", 0.5)),
    },
    "partial": {
        "best": ("b", ("b", "one", 0.7)),
        "signs": ("a", ("a", "twice", 0.5)),
        "words": ("acbe", ("a.c,b.e", "when[.]time[,]where[.]rest", 0.5)),
        "story": ("eg", ("e,g", "door[.]chair[,]wait[.]silence", 0.85)),
    },
    "right": {
        "best": ("a", ("a", "both", 1)),
        "signs": ("ab", ("a,b", "twice[,]empty", 1)),
        "words": ("acbd", ("a.c,b.d", "when[.]time[,]where[.]way", 1)),
        "story": ("eh", ("e,h", "door[.]chair[,]wait[.]ask", 1)),
    },
}
"""The other types, in a quiz whose questions are shuffled and submitted together."""
AT_END_TYPES = {"best": "choice", "signs": "choice", "words": "matching", "story": "performance"}


def take_at_end(trainee: Trainee, kind: str) -> None:
    trainee.choose_stage(2)
    trainee.take_quiz(trainee.stage_quizzes(2)[0], lambda question: AT_END[kind][question["id"]][0])
    mean = sum(float(record[2]) for _, record in AT_END[kind].values()) / 4
    assert f"{int(mean * 100 + 1e-6)}%" in trainee.content.locator(".headline").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("kind", AT_END)
@pytest.mark.parametrize(("engine", "standard"), [("scorm12", "scorm12"), ("scorm2004", "scorm2004-4"), ("scorm2004", "scorm2004-3")])
def test_scorm_of_the_other_types(chromium: Browser, types: dict[str, Path], engine: str, standard: str, kind: str) -> None:
    short = engine == "scorm12"
    with LearningSystem.holding(types[standard]) as system:
        with launched(chromium, system, engine) as (page, trainee):
            take_at_end(trainee, kind)
            trainee.finish()
            assert refused(page) == []
        records = [system.cmi["cmi"]["interactions"][str(index)] for index in range(4)]
        assert {str(record["id"]).rpartition("_")[2] for record in records} == set(AT_END_TYPES)
        for record in records:
            name = str(record["id"]).rpartition("_")[2]
            short_response, long_response, result = AT_END[kind][name][1]
            assert record["type"] == AT_END_TYPES[name]
            assert record["student_response" if short else "learner_response"] == (short_response if short else long_response)
            assert float(record["result"]) == result
            right = AT_END["right"][name][1]
            assert record["correct_responses"]["0"]["pattern"] == (right[0] if short else right[1])


@pytest.mark.browser
@pytest.mark.parametrize("kind", AT_END)
@pytest.mark.parametrize("standard", ["xapi", "cmi5"])
def test_lrs_of_the_other_types(chromium: Browser, types: dict[str, Path], standard: str, kind: str) -> None:
    with LearningSystem.holding(types[standard]) as system:
        with launched_lrs(chromium, system.cmi5() if standard == "cmi5" else system.xapi()) as (page, trainee):
            take_at_end(trainee.settled(), kind)
            done(page, trainee)
        assert [fault for statement in system.statements for fault in faults(statement)] == []
        told = {statement["object"]["id"].rpartition("/")[2]: statement for statement in system.with_verb("answered")}
        assert set(told) == set(AT_END_TYPES)
        for name, statement in told.items():
            _, response, result = AT_END[kind][name][1]
            assert statement["object"]["definition"]["interactionType"] == AT_END_TYPES[name]
            assert statement["object"]["definition"]["correctResponsesPattern"] == [AT_END["right"][name][1][1]]
            assert statement["result"]["response"] == response
            assert statement["result"]["score"]["scaled"] == result


def end_quiz(page: Page, trainee: Trainee) -> None:
    """Feedback at the end: answers kept over a reload, changed on the page that lists them, submitted together, twice at most."""
    content = trainee.content
    trainee.choose_stage(2)
    quiz = trainee.stage_quizzes(2)[0]
    trainee.open_task(quiz["title"])
    assert "about 4 minutes" in content.locator("#page").inner_text()
    assert "The mark for this quiz is 80%." in content.locator("#page").inner_text()
    assert "2 more times" in content.locator("#page").inner_text()
    low = {"best": "b", "signs": "ac", "words": "acbe", "story": ""}
    trainee.take_quiz(quiz, lambda question: low[question["id"]] or best(question), questions=4)
    # The page to check the answers.
    content.get_by_role("heading", name="Check your answers").wait_for()
    assert content.locator(".feedback").count() == 0
    assert content.locator(".answers li").count() == 4
    rows = content.locator(".answers li")
    change = rows.filter(has_text="The telephone rings twice").get_by_role("button", name="Change")
    change.click()
    assert content.locator("input:checked").input_value() == "b"
    content.locator("input[value='a']").check()
    trainee.press("Keep this answer")
    assert "Ask one to hold" in rows.filter(has_text="The telephone rings twice").inner_text()


@pytest.mark.browser
def test_feedback_at_the_end_in_scorm(chromium: Browser, types: dict[str, Path]) -> None:
    with LearningSystem.holding(types["scorm12"]) as system:
        with launched(chromium, system, "scorm12") as (page, trainee):
            end_quiz(page, trainee)
            assert "interactions" not in system.cmi.get("cmi", {}) or not system.cmi["cmi"]["interactions"].get("0")
            system.quiet(page)
        with launched(chromium, system, "scorm12") as (page, trainee):
            # Come back before submission: nothing is lost, nothing is final.
            trainee.press("Go on with the questions")
            trainee.content.get_by_role("heading", name="Check your answers").wait_for()
            trainee.press("Submit my answers")
            text = trainee.content.locator("#page").inner_text()
            # best 1, signs 1/2 - 1 < 0, words 1/2, story 1
            assert "You have 62% in this quiz." in text
            assert "1 more time." in text
            assert trainee.content.locator(".feedback").count() == 4
            assert "What the authors would answer" not in text  # under the mark: only what was chosen
            trainee.finish()
            assert refused(page) == []
        assert [system.cmi["cmi"]["interactions"][str(index)]["type"] for index in range(4)]
        with launched(chromium, system, "scorm12") as (page, trainee):
            quiz = trainee.stage_quizzes(2)[0]
            low = {"best": "c", "signs": "c", "words": "aebe", "story": "aa"}
            trainee.take_quiz(quiz, lambda question: low[question["id"]] if question["id"] != "story" else best(question))
            text = trainee.content.locator("#page").inner_text()
            assert "You have used all your attempts" in text
            assert "What the authors would answer" in text  # nothing is left to find out
            assert trainee.content.get_by_role("button", name="Take the quiz again").count() == 0
            trainee.open_task(quiz["title"])
            assert trainee.content.get_by_role("button", name="Take the quiz again").count() == 0


@pytest.mark.browser
def test_what_is_typed_wrongly_is_said(chromium: Browser, types: dict[str, Path]) -> None:
    with LearningSystem.holding(types["scorm12"]) as system, launched(chromium, system, "scorm12") as (_, trainee):
        trainee.choose_stage(1)
        quiz = trainee.stage_quizzes(1)[0]
        trainee.take_quiz(quiz, best, questions=3)
        trainee.press("Next question")
        summary = trainee.content.locator("#errors")
        field = trainee.content.locator(".question input")
        for typed in ("", "many", "1,2", "120000", "1.23456"):
            field.fill(typed)
            trainee.press("Confirm my answer")
            assert "Enter a number in figures" in summary.inner_text()
        field.fill(" 75,0 %")
        trainee.press("Confirm my answer")
        assert summary.count() == 1
        field.fill(" 75.0 %")
        trainee.press("Confirm my answer")
        trainee.content.locator(".feedback").wait_for()
        assert "Full marks" in trainee.content.locator(".feedback").inner_text()
        assert "75 %" in trainee.content.locator(".feedback dt").inner_text()


@pytest.mark.browser
def test_recordings_and_callouts_are_on_the_page(chromium: Browser, types: dict[str, Path]) -> None:
    with LearningSystem.holding(types["scorm12"]) as system, launched(chromium, system, "scorm12") as (_, trainee):
        trainee.choose_stage(1)
        quiz = trainee.stage_quizzes(1)[0]
        trainee.open_task(quiz["title"])
        scenario = trainee.content.locator(".scenario")
        assert "Look first" in scenario.locator(".callout.tip").inner_text()
        scenario.get_by_text("Transcript").click()
        assert "asks for a bed" in scenario.locator("details").inner_text()
        trainee.content.wait_for_function("document.querySelector('audio').duration > 0.5")
        trainee.take_quiz(quiz, best, questions=1)
        trainee.press("Next question")
        track = trainee.content.locator(".exhibit video track[kind=captions]")
        assert track.get_attribute("srclang") == "en-GB"
        captions = trainee.content.evaluate("async src => (await fetch(src)).text()", track.get_attribute("src"))
        assert captions.startswith("WEBVTT")


@pytest.mark.browser
@pytest.mark.parametrize(("engine", "standard"), [("scorm12", "scorm12"), ("scorm2004", "scorm2004-4")])
def test_calls_of_every_type_stay_within_their_budget(chromium: Browser, types: dict[str, Path], engine: str, standard: str) -> None:
    """At most 14 calls for an answer (PF-4); true or false with a reason is two records, of which the second says only what is new."""
    with LearningSystem.holding(types[standard]) as system, launched(chromium, system, engine) as (page, trainee):
        trainee.choose_stage(1)
        quiz = trainee.stage_quizzes(1)[0]
        trainee.open_task(quiz["title"])
        page.wait_for_timeout(2500)
        before = len(counted(page))
        trainee.press("Start the questions")
        questions = trainee.quiz_data(quiz)["questions"]
        for index, question in enumerate(questions):
            trainee.answer(question, best(question))
            trainee.press("See the result" if index + 1 == len(questions) else "Next question")
        page.wait_for_timeout(2500)
        made = counted(page)[before:]
        assert len(made) <= sum(17 if question["type"] == "true_false" else 14 for question in questions)
        written = [call["args"][0].split(".")[2] for call in made if "interactions" in str(call.get("args"))]
        of_each = [written.count(str(index)) for index in range(len(expected("right")))]
        names = [name for name, _ in expected("right")]
        assert max(of_each) <= (8 if engine == "scorm12" else 9)
        assert min(of_each) == of_each[names.index("full-reason")] == 5


def counted(page: Page) -> list[dict[str, Any]]:
    return [call for call in calls(page) if "Error" not in call["name"]]
