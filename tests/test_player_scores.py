"""The player scores every response as the build does, and its longest state is no longer than the build's worst case."""

from __future__ import annotations

import json
import shutil
import subprocess
from itertools import islice
from pathlib import Path

import pytest

from coursewright.course import Course
from coursewright.link import link
from coursewright.lock import read_lock
from coursewright.parse import parse_project
from coursewright.problems import Problems
from coursewright.questions.scoring import Scoring, responses, score
from coursewright.state import worst_case
from problem_cases import every_type

ROOT = Path(__file__).parent.parent

NUMBER: Scoring = {"kind": "number", "low": 74.5, "high": 75.5, "near": 0.3}
WORDS: Scoring = {
    "kind": "text",
    "answers": [{"code": "a", "worth": 1, "spellings": ["Café crème", "l'heure"]}, {"code": "b", "worth": 0.5, "spellings": ["CAFE"]}],
    "case": False,
    "accents": False,
}
EXACT: Scoring = {**WORDS, "case": True, "accents": True}  # type: ignore[typeddict-item]
TYPED: list[tuple[Scoring, str]] = [
    *((NUMBER, text) for text in ("74.5", "75.5", "75.8", "75.8001", "74.2", "74.1999", "-75", "0", "75")),
    *(
        (scoring, text)
        for scoring in (WORDS, EXACT)
        for text in (
            "cafe creme",
            "  CAFÉ\u00a0 CRÈME. ",
            "Café crème",
            "Cafe\u0301 cre\u0300me",
            "l’heure!",
            "café",
            "CAFE",
            "ＣＡＦＥ",
            "?",
            "ß",
        )
    ),
]
"""What can be typed, with blanks, marks and letters that two languages may well see differently."""


def linked(project: Path) -> Course:
    problems = Problems()
    course = link(parse_project(project, problems), read_lock(project, problems), problems)
    assert course is not None
    return course


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_scores_agree_for_every_response_of_every_question(tmp_path: Path) -> None:
    asked, expected = [], []
    for scoring, response in TYPED:
        asked.append([scoring, response])
        expected.append(round(score(scoring, response), 4))
    for project in (ROOT / "tests" / "courses" / "small", every_type(tmp_path), ROOT):
        for module in linked(project).modules:
            for quiz in module.quizzes:
                for question in quiz.questions:
                    scoring = question.data["scoring"]
                    for response, _ in islice(responses(scoring), 800):
                        asked.append([scoring, response])
                        expected.append(round(score(scoring, response), 4))
    done = subprocess.run(
        ["node", str(ROOT / "tests" / "player" / "scores.mjs")], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    assert len(found) == len(expected) > 1000
    assert max(abs(one - two) for one, two in zip(found, expected, strict=True)) <= 0.0001


@pytest.mark.parametrize("project", [ROOT / "tests" / "courses" / "small", ROOT], ids=["small", "reference"])
def test_no_state_is_longer_than_the_worst_case(project: Path) -> None:
    """What the player can write at most is known at build (RT-29)."""
    """The longest state, spelt out field by field as `resume.ts` does."""
    for module in linked(project).modules:
        pages = [page.id for page in (*module.pages, *module.topics)] + [f"quiz:{quiz.id}" for quiz in module.quizzes]
        fields = ["1", module.lineage, "zzzzz", "s4", "p" + max(pages, key=len, default=""), "fcp7ps"]
        read = [*module.pages, *module.topics]
        fields.append("e" + "01" * len(read))
        for quiz in module.quizzes:
            answers = "".join(f"a{'b' * question.longest_response}." for question in quiz.questions)
            fields.append(f"q017pszaaaa{answers}!")
        fields.append("c1" + "013" * (len(module.statements) + (len(module.finder.questions) if module.finder else 0)))
        keys = ["01" for page in read for _ in page.reflections] + [f"y{number}" for number in range(1, 7)]
        notes = ["t" + key for key in keys]
        notes[0] += "x" * module.notes_allowance
        longest = len(";".join([*fields, *notes]))
        assert longest <= worst_case(module) <= longest + 40
