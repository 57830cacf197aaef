"""Every code has a meaning and examples that are true: they are the cases the tests run."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from coursewright.cli import main
from coursewright.explain import as_text, codes, explain
from problem_cases import HERE, cases

CASES = [case.code for case in cases()]

WHOLE_FILE = {"file.missing", "file.too-large", "project.not-found", "module.missing-page", "module.missing-quiz"}
"""Faults of a file that is not there or is too much: no lines to show as wrong."""


@pytest.mark.parametrize("code", CASES)
def test_every_code_of_a_file_is_explained(code: str) -> None:
    found = explain(code)
    assert found is not None
    assert 8 <= len(found.means.split()) <= 70
    assert found.means.endswith((".", "!"))
    assert f"[{code}]" in found.reported
    if code not in WHOLE_FILE:
        assert found.wrong is not None
        assert found.wrong.text.strip()
    assert found.right is not None
    assert found.right != found.wrong
    text = as_text(found)
    assert text.startswith(code)
    assert "Reported as:" in text


def test_no_two_codes_mean_the_same() -> None:
    means = [found.means for code in codes() if (found := explain(code))]
    assert len(set(means)) == len(means) == len(codes())


@pytest.mark.parametrize("code", ["module.missing-key", "framework.wrong-type", "self-check.unknown-key", "catalogue.too-long"])
def test_faults_of_shape_are_explained_for_every_kind_of_file(code: str) -> None:
    found = explain(code)
    assert found is not None
    assert found.code == code


def test_a_code_that_is_none() -> None:
    assert explain("quiz.nonsense") is None
    result = CliRunner().invoke(main, ["explain", "quiz.unknow-key"])
    assert result.exit_code == 2
    assert 'did you mean "quiz.unknown-key"?' in result.output


def test_command() -> None:
    result = CliRunner().invoke(main, ["explain", "question.without-key"])
    assert result.exit_code == 0
    assert "Right (" in result.output


def test_every_code_of_a_package_is_explained_and_none_that_is_not_reported() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (HERE.parent / "builder" / "coursewright").rglob("*.py"))
    nouns = "activity|budget|course|site|language|translation|media|document|lock|manifest|member|module|new|package|schema|structure|file"
    told = set(re.findall(rf'"((?:{nouns})\.[a-z-]+)"', source))
    told -= {name for name in told if name.rpartition(".")[2] in ("json", "yaml", "md", "xml", "xsd")}
    told |= {f"{noun}.schema" for noun in ("manifest", "structure")}
    others = set(codes()) - set(CASES)
    assert others <= told
    assert told - set(CASES) <= others
    for code in others:
        found = explain(code)
        assert found is not None
        assert 8 <= len(found.means.split()) <= 50, code
        assert as_text(found).startswith(code)
