"""The coverage table: what is covered by how many questions, and what is missing."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from playwright.sync_api import Browser

from coursewright.cli import main
from coursewright.coverage import coverage
from problem_cases import SMALL, project_with
from test_player_scores import linked

ROOT = Path(__file__).parent.parent


def run(*words: str) -> str:
    result = CliRunner().invoke(main, ["lint", *words, "--coverage"])
    assert result.exit_code == 0, result.output
    return result.output


def test_small_course() -> None:
    text = run(str(SMALL))
    assert "2 of 2 quizzes; every descriptor has its evidence" in text
    assert "1.1 Hearing people" in text
    assert "1: 4 in 2  2: 3 in 1" in text
    assert "people: 2, each in one quiz" in text
    assert "missing" not in text
    # Whose working life each quiz is from, in one line.
    row = next(line for line in text.splitlines() if line.startswith("1.1 stage 1"))
    quiz = next(it for module in linked(SMALL).modules for it in module.quizzes if it.stage == 1)
    for part in (quiz.title, quiz.profession, quiz.setting, *quiz.people):
        assert part in row


def test_the_reference_course_says_what_is_missing() -> None:
    cover = coverage(linked(ROOT))
    assert cover.wanted == 88
    assert sum(len(element.descriptors) for domain in cover.domains for element in domain.elements) == 112
    there = sum(cell.quiz is not None for domain in cover.domains for element in domain.elements for cell in element.cells)
    assert there == cover.quizzes
    assert bool(cover.missing) == (cover.quizzes < 88)


def test_a_gap_in_every_form(tmp_path: Path) -> None:
    project = project_with([{"file": "quizzes/1/1.1/stage-1.yaml", "delete": True}], tmp_path)
    text = run(str(project))
    assert "1 of 2 quizzes" in text
    assert "missing: 1.1 Hearing people: no quiz at stage 1" in text
    assert "missing: 1.1.2: no question gives evidence of it" in text
    data = json.loads(run(str(project), "--format", "json"))
    cells = data["domains"][0]["elements"][0]["cells"]
    assert [cell["quiz"] for cell in cells] == [None, "the-joint-meeting"]
    assert data["domains"][0]["elements"][0]["descriptors"][1]["questions"] == 0
    assert len(data["missing"]) == 2


def test_errors_come_first(tmp_path: Path) -> None:
    project = project_with([{"file": "quizzes/1/1.1/stage-1.yaml", "whole": "id: ["}], tmp_path)
    result = CliRunner().invoke(main, ["lint", str(project), "--coverage"])
    assert result.exit_code == 1
    assert "yaml.syntax" in result.output


def test_page(tmp_path: Path, chromium: Browser) -> None:
    page_path = tmp_path / "coverage.html"
    run(str(ROOT), "--page", str(page_path))
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    page.goto(page_path.as_uri())
    assert page.locator("table").count() == 8
    cover = coverage(linked(ROOT))
    assert page.locator("td.some").count() == cover.quizzes
    assert page.locator("td.none").count() == cover.wanted - cover.quizzes
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.add_script_tag(path=str(ROOT / "tests/node_modules/axe-core/axe.min.js"))
    assert page.evaluate("axe.run().then(result => result.violations.map(item => item.id))") == []
    page.close()
