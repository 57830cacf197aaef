"""What a problem's code means, with a wrong and a right example: read from the cases that the tests run, so the examples are true."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

PACKAGE = Path(__file__).parent
AROUND = 2
"""Lines shown before and after what differs."""
WIDTH = 88


@dataclass(frozen=True)
class Example:
    """Some lines of a file; `line` is the number of the first that matters."""

    file: str
    line: int
    text: str


@dataclass(frozen=True)
class Explanation:
    """`reported` is the problem as the wrong example is told of. The wrong example is None where a file is missing; faults that are not in
    an author's file have neither."""

    code: str
    means: str
    wrong: Example | None
    right: Example | None
    reported: str


def codes() -> tuple[str, ...]:
    """Every code there is, sorted."""
    return tuple(sorted((*_cases(), *_others())))


def _cases() -> tuple[str, ...]:
    """Codes of authored files: each has a case."""
    return tuple(path.parent.name for path in _root("problems").glob("*/case.yaml"))


@cache
def _others() -> dict[str, str]:
    """Codes of packages, schemas and runs, with what they mean."""
    found: dict[str, str] = YAML(typ="safe").load((PACKAGE / "documents" / "codes.yaml").read_text(encoding="utf-8"))
    return found


def explain(code: str) -> Explanation | None:
    """The explanation of a code, None if there is no such code."""
    if code in _others():
        return Explanation(code, _others()[code], None, None, "")
    name = _folder(code)
    if name is None:
        return None
    case = YAML(typ="safe").load((_root("problems") / name / "case.yaml").read_text(encoding="utf-8"))
    wrong, right = _examples(case["bad"], case["near"])
    lines = str(case["expected"]).splitlines()
    reported = next((line for line in lines if f"[{name}]" in line), lines[0])
    return Explanation(code, " ".join(str(case["means"]).split()), wrong, right, reported)


def _folder(code: str) -> str | None:
    """The case of a code; faults of shape are told of all kinds of files by the same endings."""
    known = _cases()
    if code in known:
        return code
    noun, _, what = code.partition(".")
    nouns = {"catalogue", "framework", "module", "page", "self-check", "stage-finder", "quiz"}
    if noun not in nouns:
        return None
    return next((name for name in known if name.partition(".")[2] == what and name.partition(".")[0] in nouns and what in _SHAPE), None)


_SHAPE = ("missing-key", "unknown-key", "unknown-type", "wrong-type", "wrong-value", "too-short", "too-long")


def as_text(found: Explanation) -> str:
    """For the terminal."""
    parts = [found.code, "", textwrap.fill(found.means, WIDTH)]
    for name, example in (("Wrong", found.wrong), ("Right", found.right)):
        if example:
            parts += ["", f"{name} ({example.file}, from line {example.line}):", "", textwrap.indent(example.text, "    ")]
    if found.reported:
        parts += ["", "Reported as:", "", textwrap.indent(found.reported, "    ")]
    return "\n".join(parts)


@cache
def _root(name: str) -> Path:
    """Cases and the course they change: in the wheel, or in the checkout of an editable install."""
    inside = PACKAGE / "_cases" / name
    if inside.is_dir():
        return inside
    tests = PACKAGE.parent.parent / "tests"
    return tests / "problems" if name == "problems" else tests / "courses" / "small"


def _examples(bad: list[dict[str, Any]], near: list[dict[str, Any]]) -> tuple[Example | None, Example | None]:
    """The lines in which the wrong file and the right one differ. Where only one of them is there, or they are different files, the
    beginning of what there is."""
    files = list(dict.fromkeys(str(edit["file"]) for edit in (*bad, *near)))
    texts = {file: (_edited([], file), _edited(bad, file), _edited(near, file)) for file in files}
    for file, (_, wrong, right) in texts.items():
        if wrong is not None and right is not None and wrong != right:
            return _around(file, right, wrong), _around(file, wrong, right)
    wrong_file = next((file for file, (plain, wrong, _) in texts.items() if wrong is not None and wrong != plain), None)
    right_file = next((file for file, (plain, _, right) in texts.items() if right is not None and right != plain), files[0])
    wrong_example = _beginning(wrong_file, texts[wrong_file][1]) if wrong_file else None
    return wrong_example, _beginning(right_file, texts[right_file][2])


def _edited(edits: list[dict[str, Any]], file: str) -> str | None:
    """A file of the course as the edits leave it, None where there is no such file then."""
    path = _root("course") / file
    text = path.read_text(encoding="utf-8") if path.is_file() else None
    for edit in edits:
        if edit["file"] != file:
            if edit.get("delete") and file.startswith(f"{edit['file']}/"):
                text = None
            continue
        if edit.get("delete"):
            text = None
        elif "find" in edit:
            text = (text or "").replace(edit["find"], edit["put"])
        elif "image" in edit:
            text = None
        else:
            text = str(edit.get("whole", edit.get("latin1")))
    return text


def _beginning(file: str, text: str | None) -> Example | None:
    return None if text is None else Example(file, 1, _short("\n".join(text.splitlines()[:8])))


def _around(file: str, before: str, after: str) -> Example:
    """The lines of `after` that differ from `before`."""
    old, new = before.splitlines(), after.splitlines()
    first = next((at for at, (one, two) in enumerate(zip(old, new, strict=False)) if one != two), min(len(old), len(new)))
    same = 0
    while same < min(len(old), len(new)) - first and old[-1 - same] == new[-1 - same]:
        same += 1
    start, end = max(0, first - AROUND), min(len(new), max(first, len(new) - same) + AROUND)
    return Example(file, start + 1, textwrap.dedent(_short("\n".join(new[start:end]))))


def _short(text: str, limit: int = 400) -> str:
    """No line longer than a screen can hold, no more than a screenful."""
    lines = [line if len(line) <= limit else line[:limit] + " ..." for line in text.splitlines()[:24]]
    return "\n".join(lines)
