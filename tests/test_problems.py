"""Every problem code has a case: a fault that is reported with exactly the expected lines, and a near miss that is silent."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from coursewright.pipeline import lint
from problem_cases import HERE, Case, cases, project_with

CODE = re.compile(r"^[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*$")
AUTHORED = HERE.parent / "builder" / "coursewright"
STRUCTURAL = {"missing-key", "unknown-key", "unknown-type", "wrong-type", "wrong-value", "too-short", "too-long"}
"""Codes of `messages.py`, each with the noun of any authored file before it."""
ELSEWHERE = {
    "budget.part": "tests/test_budgets.py",
    "budget.requests": "tests/test_budgets.py",
    "budget.start": "tests/test_budgets.py",
    "media.large": "tests/test_budgets.py",
    "package.large": "tests/test_budgets.py",
    "package.many-files": "tests/test_budgets.py",
    "file.unreadable": "needs a file the user may not read; tests may run as root",
    "language.missing-strings": "tests/test_strings.py",
    "language.placeholders": "tests/test_strings.py",
    "language.stale-strings": "tests/test_strings.py",
    "translation.stale": "tests/test_translation.py",
    "translation.unknown": "tests/test_translation.py",
    "translation.untranslated": "tests/test_translation.py",
    "lock.out-of-date": "tests/test_pipeline.py",
    "file.too-many-problems": "tests/test_fuzz.py",
    "course.unknown": "tests/test_bundles.py",
    "module.unknown": "tests/test_pipeline.py",
    "new.file-exists": "tests/test_new.py",
    "new.unknown-domain": "tests/test_new.py",
    "new.unknown-element": "tests/test_new.py",
    "new.unknown-stage": "tests/test_new.py",
}


def reported(edits: list[dict[str, str]], folder: Path) -> list[str]:
    return [str(problem) for problem in lint(project_with(edits, folder)).problems]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.code)
def test_fault_is_reported_exactly(case: Case, tmp_path: Path) -> None:
    lines = reported(case.bad, tmp_path)
    assert lines == case.expected.splitlines()
    assert any(f" [{case.code}]" in line for line in lines)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.code)
def test_near_miss_is_silent(case: Case, tmp_path: Path) -> None:
    assert reported(case.near, tmp_path) == []


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    codes = set()
    modules = [path for path in AUTHORED.glob("*.py") if path.name not in ("archive.py", "schemas.py")]
    for path in [*modules, *AUTHORED.glob("checks/*.py"), *AUTHORED.glob("wording/*.py"), *AUTHORED.glob("questions/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                value = node.args[0].value
                if isinstance(value, str) and CODE.match(value) and _reports(node):
                    codes.add(value)
    folders = {case.code for case in cases()}
    assert codes - folders - set(ELSEWHERE) == set()
    assert {code for code in folders - codes if code.split(".")[1] not in STRUCTURAL} == set()
    assert {code.split(".")[1] for code in folders} >= STRUCTURAL


def _reports(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in ("error", "warning", "report", "_error")
