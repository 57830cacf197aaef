"""The selection of a matrix that CI runs: any two values that can meet do."""

from __future__ import annotations

import itertools

import pytest
from lrs_faults import FAULTS
from pairs import Row, pairs, rows
from test_lrs_matrix import EXAMPLES as LRS_EXAMPLES
from test_lrs_matrix import STANDARDS
from test_lrs_matrix import WAYS as LRS_WAYS
from test_matrix import EDITIONS, EXAMPLES, PROFILES, WAYS, possible

SCORM = (EXAMPLES, EDITIONS, PROFILES, WAYS)
LRS = (LRS_EXAMPLES, STANDARDS, tuple(FAULTS), LRS_WAYS)


@pytest.mark.parametrize("columns", [SCORM, LRS], ids=["scorm", "lrs"])
def test_any_two_values_meet(columns: tuple[tuple[str, ...], ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSEWRIGHT_MATRIX", raising=False)

    def allowed(row: Row) -> bool:
        return columns is LRS or possible(row)

    chosen = rows(*columns, possible=allowed)
    met = {pair for row in chosen for pair in pairs(row)}
    every = [row for row in itertools.product(*columns) if allowed(row)]
    assert met == {pair for row in every for pair in pairs(row)}
    assert len(chosen) == len(set(chosen)) < len(every) / 2
    monkeypatch.setenv("COURSEWRIGHT_MATRIX", "all")
    assert rows(*columns, possible=allowed) == every
