"""Starting files: in their right place, whole, and never over one that is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coursewright.cli import main
from coursewright.pipeline import lint
from problem_cases import SMALL

ROOT = Path(__file__).parent.parent


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.mark.parametrize("title", ["Our framework", "Küche: heiß & kalt “1”", "123 # yes", "日本", "- [x] {y}: 'z'"])
def test_a_new_course_builds_without_a_warning(tmp_path: Path, title: str) -> None:
    folder = tmp_path / "course"
    assert run("new", "course", str(folder), "--title", title).exit_code == 0
    assert [str(problem) for problem in lint(folder).problems] == []
    assert run("build", str(folder), "--strict").exit_code == 0
    assert len(list((folder / "dist").glob("*.zip"))) == 4
    assert (folder / "schemas" / "quiz.schema.json").is_file()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "catalogue.yaml").write_text("mine\n", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("mine\n", encoding="utf-8")
    result = run("new", "course", str(tmp_path))
    assert result.exit_code == 1
    assert (
        'content/catalogue.yaml: error: "content/catalogue.yaml" is there already; nothing was written [new.file-exists]' in result.output
    )
    assert sorted(path.name for path in tmp_path.rglob("*")) == [".gitignore", "catalogue.yaml", "content"]
    (tmp_path / "content" / "catalogue.yaml").unlink()
    assert run("new", "course", str(tmp_path)).exit_code == 0
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "mine\n"


@pytest.fixture
def framework_only(tmp_path: Path) -> Path:
    """A project with the reference framework, its first domain, and nothing else."""
    for path in ("content/personal-qualities", "quizzes/1"):
        shutil.copytree(ROOT / path, tmp_path / path)
    for name in ("framework.yaml", "glossary.yaml"):
        shutil.copy(ROOT / "content" / name, tmp_path / "content" / name)
    text = (ROOT / "content/catalogue.yaml").read_text(encoding="utf-8")
    only = text[: text.index("modules:")] + "modules:\n  - personal-qualities\n"
    (tmp_path / "content/catalogue.yaml").write_text(only, encoding="utf-8")
    return tmp_path


def test_a_quiz_in_its_place(framework_only: Path) -> None:
    result = run("new", "quiz", "2.3", "--stage", "2", "--in", str(framework_only))
    assert result.exit_code == 0, result.output
    text = (framework_only / "quizzes/2/2.3/stage-2.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../../schemas/quiz.schema.json\n")
    assert "2.3 Encouraging contribution at stage 2" in text
    assert "2.3.4" in text
    assert [str(problem) for problem in lint(framework_only).problems] == []
    assert run("new", "quiz", "2.3", "--stage", "2", "--in", str(framework_only)).exit_code == 1


def test_a_module_with_its_pages_and_self_check(framework_only: Path) -> None:
    result = run("new", "module", "2", "--in", str(framework_only))
    assert result.exit_code == 0, result.output
    assert "content/catalogue.yaml" in result.output
    catalogue = framework_only / "content/catalogue.yaml"
    listed = "modules:\n  - personal-qualities\n"
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace(listed, f"{listed}  - working-with-others\n"), encoding="utf-8")
    codes = {problem.code for problem in lint(framework_only).problems}
    assert codes == {"module.missing-quiz"}


def test_a_self_check(framework_only: Path) -> None:
    assert run("new", "self-check", "3", "--in", str(framework_only)).exit_code == 0
    assert (framework_only / "content/managing-services/self-check.yaml").is_file()


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        (("new", "quiz", "9.9", "--stage", "1"), "new.unknown-element", "there is no element"),
        (("new", "quiz", "6.1", "--stage", "1"), "new.unknown-stage", 'use "4"'),
        (("new", "module", "9"), "new.unknown-domain", 'use "1", "2"'),
    ],
)
def test_what_the_framework_does_not_have(framework_only: Path, words: tuple[str, ...], code: str, hint: str) -> None:
    result = run(*words, "--in", str(framework_only))
    assert result.exit_code == 1
    assert code in result.output
    assert hint in result.output


def test_an_overview_with_a_page_and_a_stage_finder(framework_only: Path) -> None:
    result = run("new", "overview", "--in", str(framework_only))
    assert result.exit_code == 0, result.output
    catalogue = framework_only / "content/catalogue.yaml"
    catalogue.write_text(catalogue.read_text(encoding="utf-8") + "  - overview\n", encoding="utf-8")
    assert [str(problem) for problem in lint(framework_only).problems] == []
    finder = (framework_only / "content/overview/stage-finder.yaml").read_text(encoding="utf-8")
    assert finder.count("      - ") == 4, "an answer for each stage"
    assert run("new", "overview", "--in", str(framework_only)).exit_code == 1


def test_outside_a_project(tmp_path: Path) -> None:
    result = run("new", "quiz", "1.1", "--stage", "1", "--in", str(tmp_path))
    assert result.exit_code == 1
    assert "file.missing" in result.output


def test_the_small_course_stays_as_it_is(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "course")
    before = {path: path.read_bytes() for path in (tmp_path / "course").rglob("*") if path.is_file()}
    assert run("new", "quiz", "1.1", "--stage", "1", "--in", str(tmp_path / "course")).exit_code == 1
    assert {path: path.read_bytes() for path in (tmp_path / "course").rglob("*") if path.is_file()} == before
