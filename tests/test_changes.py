"""What changes for learners is told before it is published, and once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from coursewright import pipeline
from coursewright.lock import LOCK_NAME
from coursewright.schemas import SchemaStore
from coursewright.settings import Settings
from problem_cases import project_with

QUIZ = "quizzes/1/1.1/stage-2.yaml"
Build = Callable[..., list[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return project_with([], tmp_path)


@pytest.fixture
def build(project: Path, store: SchemaStore) -> Build:
    def run(**settings: bool) -> list[str]:
        report = pipeline.build(Settings(project, project / "dist", standards=("scorm12",), **settings), store)
        return [str(problem) for problem in report.problems]

    return run


def edit(project: Path, find: str, put: str, path: str = QUIZ) -> None:
    text = (project / path).read_text(encoding="utf-8")
    assert text.count(find) == 1
    (project / path).write_text(text.replace(find, put), encoding="utf-8")


def told(project: Path) -> list[str]:
    return [str(problem) for problem in pipeline.lint(project).problems]


def test_rewording_changes_nothing(project: Path, build: Build) -> None:
    assert build() == []
    before = (project / LOCK_NAME).read_bytes()
    edit(project, "text: The nearest to the work", "text: Whoever is nearest to the work")
    edit(project, "feedback: Brave.", "feedback: That takes courage.")
    edit(project, "title: The joint meeting", "title: The meeting of the two")
    assert build(locked=True) == []
    assert (project / LOCK_NAME).read_bytes() == before


def test_a_renamed_option_is_told_by_lint_before_and_by_build_once(project: Path, build: Build) -> None:
    build()
    edit(project, "- id: newest", "- id: latest")
    line = (
        f'{QUIZ}:17:9: warning: the option "newest" of the last build is gone: answers that name it are no longer whole, '
        'so that the question is asked again; if you renamed it to "latest", write the old id again [lock.removed]'
    )
    key = f'{QUIZ}:17:9: warning: the key or a worth of the question "who-first" differs'
    assert told(project)[1] == line
    assert told(project)[0].startswith(key)
    assert len(told(project)) == 2  # lint changes nothing
    assert len(build()) == 2
    assert build() == told(project) == []
    parts = json.loads((project / LOCK_NAME).read_text())["modules"]["listening"]["quizzes"]["the-joint-meeting"]["questions"]["who-first"]
    assert parts["parts"]["newest"] == {"gone": True, "number": 1}
    assert parts["parts"]["latest"] == {"number": 4}
    # It comes back with its number.
    edit(project, "- id: latest", "- id: newest")
    assert any('"latest"' in line for line in build())
    parts = json.loads((project / LOCK_NAME).read_text())["modules"]["listening"]["quizzes"]["the-joint-meeting"]["questions"]["who-first"]
    assert parts["parts"]["newest"] == {"number": 1}


def test_a_changed_worth_is_told(project: Path, build: Build) -> None:
    build()
    edit(project, "worth: 0.7", "worth: 0.6")
    (line,) = told(project)
    assert "[lock.key-changed]" in line
    assert "scores learners have are kept" in line


def test_strict_and_locked_stop_before_anything_is_published(project: Path, build: Build) -> None:
    build()
    before = {path.name: path.read_bytes() for path in (project / "dist").iterdir()}
    edit(project, "worth: 0.7", "worth: 0.6")
    assert ": error: " in build(strict=True)[0]
    assert any("[lock.out-of-date]" in line for line in build(locked=True))
    assert {path.name: path.read_bytes() for path in (project / "dist").iterdir()} == before
    assert len(told(project)) == 1


@pytest.mark.parametrize(
    ("path", "what"),
    [
        (QUIZ, 'the quiz "the-joint-meeting" of the last build is gone: what learners scored in it no longer counts'),
        ("quizzes/1/1.1/stage-1.yaml", 'the quiz "the-handover" of the last build is gone'),
    ],
)
def test_a_quiz_taken_away_is_told_as_a_whole(project: Path, build: Build, path: str, what: str) -> None:
    build()
    (project / path).unlink()
    removed = [line for line in told(project) if "[lock.removed]" in line]
    assert len(removed) == 1
    assert what in removed[0]


def test_what_cannot_be_read_is_not_gone(project: Path, build: Build) -> None:
    build()
    (project / QUIZ).write_text("id: [", encoding="utf-8")
    assert not any("lock." in line for line in told(project))


def test_statements_reflections_and_modules(project: Path, build: Build) -> None:
    build()
    edit(project, "- id: let-finish", "- id: let-them-finish", "content/listening/self-check.yaml")
    edit(project, "::: reflection a-pause", "::: reflection the-pause", "content/listening/1.1.md")
    lines = told(project)
    assert any("learners' ratings of it are dropped" in line for line in lines)
    assert any("what learners wrote there is no longer shown" in line for line in lines)
    lock = json.loads((project / LOCK_NAME).read_text())
    lock["modules"]["gone-module"] = {"pages": {"p": {"number": 1}}}
    (project / LOCK_NAME).write_text(json.dumps(lock))
    assert any('the module "gone-module" of the last build is gone' in line for line in told(project))
