"""`statements.csv`: what learners rate of themselves and others rate of them, side by side."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from coursewright import pipeline
from coursewright.schemas import SchemaStore
from coursewright.settings import Settings
from coursewright.statements import COLUMNS
from problem_cases import project_with

CHECK = "content/listening/self-check.yaml"


def rows(project: Path, store: SchemaStore) -> list[dict[str, str]]:
    report = pipeline.build(Settings(project, project / "dist", standards=("web",)), store)
    assert not report.errors, [str(problem) for problem in report.problems]
    found = list(csv.DictReader(io.StringIO((project / "dist/statements.csv").read_text(encoding="utf-8-sig"))))
    assert tuple(found[0]) == COLUMNS
    return found


def test_a_statement_serves_the_learner_and_the_rater(tmp_path: Path, store: SchemaStore) -> None:
    edits = [
        ("    text: I let people finish.", "    text: I let people finish.\n    rater: This colleague lets people finish."),
        ("    text: I say back what I heard.", "    text: I say it back.\n    rater: =This colleague says it back."),
        ("intro: |", "no_opportunity: I could not see it\nintro: |"),
    ]
    project = project_with([{"file": CHECK, "find": old, "put": new} for old, new in edits], tmp_path)
    first, second = rows(project, store)
    assert first["self"] == "I let people finish."
    assert first["rater"] == "This colleague lets people finish."
    assert first["self_answers"] == "Never; Rarely; Sometimes; Often; Always; Not applicable to my role"
    assert first["rater_answers"] == "Never; Rarely; Sometimes; Often; Always; I could not see it"
    assert second["rater"].startswith("'="), "a spreadsheet would take it for a formula"


def test_without_a_raters_version_there_is_nothing_for_raters(tmp_path: Path, store: SchemaStore) -> None:
    first, _ = rows(project_with([], tmp_path), store)
    assert first["rater"] == first["rater_answers"] == ""
