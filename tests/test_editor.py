"""In an editor with the YAML language server: files are valid, mistakes are marked at their line, keys and values complete."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from language_server import SERVER, LanguageServer, language_server

ROOT = Path(__file__).parent.parent
QUIZ = "quizzes/1/1.1/stage-1.yaml"
pytestmark = pytest.mark.skipif(not SERVER.exists() or shutil.which("node") is None, reason="npm ci --prefix tests")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editor") / "course"
    for name in ("content", "quizzes", "schemas"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def server(project: Path) -> Iterator[LanguageServer]:
    with language_server(project) as started:
        yield started


FILES = [path.relative_to(ROOT).as_posix() for name in ("content", "quizzes") for path in sorted((ROOT / name).rglob("*.yaml"))]


@pytest.mark.parametrize("path", FILES)
def test_nothing_is_marked_in_the_reference_course(server: LanguageServer, project: Path, path: str) -> None:
    assert server.open(project / path) == []


def edited(project: Path, text: str) -> Path:
    """A new quiz with this text."""
    folder = (project / QUIZ).parent
    path = folder / f"edited-{len(list(folder.iterdir()))}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


MISTAKES = [
    ("    stem: Which of these tell", "    stemm: Which of these tell", "stemm"),
    ("status: draft", "status: drafted", "reviewed"),
    ("    type: choose_all", "    type: choose-all", "choose_all"),
    ("correct: false\n        feedback: It says how", "correct: maybe\n        feedback: It says how", "boolean"),
    ("stage: 1\n", "stage: 9\n", "4"),
    ('element: "1.1"', "element: 1.1", "string"),
]


@pytest.mark.parametrize(("find", "put", "word"), MISTAKES)
def test_a_mistake_is_marked_where_it_stands(server: LanguageServer, project: Path, find: str, put: str, word: str) -> None:
    text = (project / QUIZ).read_text(encoding="utf-8")
    assert text.count(find) == 1
    marked = server.open(edited(project, text.replace(find, put)))
    line = text[: text.index(find)].count("\n")
    assert any(word in one["message"] and abs(one["range"]["start"]["line"] - line) <= 1 for one in marked), marked


def test_keys_of_the_question_type_complete(server: LanguageServer, project: Path) -> None:
    before, _, after = (project / QUIZ).read_text(encoding="utf-8").partition("    stem: Yusuf has gone red")
    path = edited(project, f"{before}    \n    stem: Yusuf has gone red{after}")
    server.open(path)
    labels = server.completions(path, before.count("\n"), 4)
    assert {"weight", "exhibit", "shuffle"} <= set(labels)
    assert "answer" not in labels  # a key of another type
    assert "stem" not in labels  # it is there already


def test_question_types_complete(server: LanguageServer, project: Path) -> None:
    before, _, after = (project / QUIZ).read_text(encoding="utf-8").partition("    type: choose_all\n")
    path = edited(project, f"{before}    type: \n{after}")
    server.open(path)
    assert {"best_response", "true_false", "branching", "numeric"} <= set(server.completions(path, before.count("\n"), 10))


def test_a_key_says_what_it_means(server: LanguageServer, project: Path) -> None:
    text = (project / QUIZ).read_text(encoding="utf-8")
    path = edited(project, text)
    assert server.open(path) == []
    assert "has to be looked at again" in server.hover(path, text[: text.index("review_by:")].count("\n"), 3)
