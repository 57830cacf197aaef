"""`interactions.csv`: what the codes and ids in an LMS's export of answers stand for (RT-40).

One line for each option, scene, target or point of every question; a question that is answered in words has one line.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from coursewright.course import Module, Question, Quiz

COLUMNS = (
    *("module", "quiz", "stage", "element", "question", "type", "descriptors", "interaction_id", "xapi_path", "interaction_type"),
    *("stem", "part", "code", "id", "text", "worth", "key"),
)
"""`code` is what SCORM 1.2 records, `id` what SCORM 2004, xAPI and cmi5 do; `key` is the best response in codes."""

_FORMULA = re.compile(r"^[=+\-@\t\r]")


def table(modules: Iterable[Module]) -> str:
    """The file's text. Begins with a byte order mark, since spreadsheets take it for another encoding otherwise."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for module in modules:
        for quiz in module.quizzes:
            for question in quiz.questions:
                for row in _rows(module, quiz, question):
                    writer.writerow([plain(value) for value in row])
    return "\ufeff" + out.getvalue()


def _rows(module: Module, quiz: Quiz, question: Question) -> Iterator[tuple[object, ...]]:
    data = question.data
    interaction = re.sub(r"[^A-Za-z0-9_]", "_", f"{module.id}_{quiz.id}_{question.id}")[:255]
    path = f"test/{quiz.id}/question/{question.id}"
    about: tuple[object, ...] = (
        *(module.id, quiz.id, quiz.stage, quiz.element.number, question.id, question.type, " ".join(question.descriptors)),
        *(interaction, path, data["interaction"], data["description"]),
    )
    parts = _parts(data["scoring"])
    worths = _worths(data["scoring"])
    if not data["labels"]:
        yield (*about, "as typed", "", "", "", "", data["pattern"])
    for code, label in data["labels"].items():
        yield (*about, parts.get(code, "option"), code, label["id"], label["text"], worths.get(code, ""), data["pattern"])


def _parts(scoring: dict[str, Any]) -> dict[str, str]:
    """What each code is of."""
    match scoring["kind"]:
        case "pairs":
            return dict.fromkeys(scoring["pairs"], "source") | dict.fromkeys(scoring["targets"], "target")
        case "ratings":
            return dict.fromkeys(scoring["ratings"], "action") | dict.fromkeys(scoring["targets"], "point")
        case "reason":
            return dict.fromkeys(scoring["answers"], "answer") | dict.fromkeys(scoring["worths"], "reason")
        case "path":
            choices = {code for scene in scoring["scenes"].values() for code in scene}
            return (
                dict.fromkeys(scoring["scenes"], "scene") | dict.fromkeys(choices, "choice") | dict.fromkeys(scoring["endings"], "ending")
            )
        case "none":
            return dict.fromkeys(scoring["points"], "point")
    return {}


def _worths(scoring: dict[str, Any]) -> dict[str, float]:
    match scoring["kind"]:
        case "worths" | "reason":
            return dict(scoring["worths"])
        case "keys":
            return dict.fromkeys(scoring["keys"], 1) | dict.fromkeys(scoring["distractors"], 0)
        case "path":
            return {code: choice["worth"] for scene in scoring["scenes"].values() for code, choice in scene.items()}
    return {}


def plain(value: object) -> str:
    """As text that no spreadsheet takes for a formula."""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return f"'{text}" if _FORMULA.match(text) else text
