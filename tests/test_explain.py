"""Every code has a meaning and examples that are true: they are the cases the tests run."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from coursewright.cli import main
from coursewright.explain import as_text, codes, explain
from problem_cases import cases

WHOLE_FILE = {"file.missing", "file.too-large", "project.not-found", "module.missing-page", "module.missing-quiz"}
"""Faults of a file that is not there or is too much: no lines to show as wrong."""


@pytest.mark.parametrize("code", codes())
def test_every_code_is_explained(code: str) -> None:
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
    assert len(set(means)) == len(means) == len(cases())


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
