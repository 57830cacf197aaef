"""The whole line on the small course: what is written, what is kept when something is wrong, and that bytes never differ."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coursewright import pipeline
from coursewright.lock import LOCK_NAME
from coursewright.report import FORMATS, Report
from coursewright.schemas import SchemaStore
from coursewright.settings import Settings
from coursewright.standards import DEFAULT
from problem_cases import SMALL, project_with


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return project_with([], tmp_path)


def build(project: Path, **options: object) -> Report:
    settings = Settings(project, project / "dist", **options)  # type: ignore[arg-type]
    return pipeline.build(settings, SchemaStore.from_environment(os.environ))


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.zip"))}


def test_every_standard_is_built_and_reported(project: Path) -> None:
    report = build(project)
    assert [str(problem) for problem in report.problems] == []
    names = {f"listening-1.0.0.{standard}.zip" for standard in DEFAULT}
    assert {path.name for path in (project / "dist").iterdir()} == {*names, "report.json", "interactions.csv", "statements.csv"}
    written = json.loads((project / "dist" / "report.json").read_text(encoding="utf-8"))
    assert {package["file"]: package["sha256"] for package in written["packages"]} == hashes(project / "dist")
    module = written["modules"][0]
    assert module["unreviewed"] == ["the-handover"]
    assert module["stages"][0]["second_best"] == 0.6
    assert not module["draft_ids"]


def test_the_lock_is_written_once_and_then_stays(project: Path) -> None:
    build(project)
    lock = (project / LOCK_NAME).read_bytes()
    build(project, locked=True)
    assert (project / LOCK_NAME).read_bytes() == lock


def test_locked_refuses_to_give_numbers(project: Path) -> None:
    report = build(project, locked=True)
    assert [problem.code for problem in report.problems] == ["lock.out-of-date"]
    assert not (project / "dist").exists()
    assert not (project / LOCK_NAME).exists()


def test_unknown_module(project: Path) -> None:
    report = build(project, modules=("listning",))
    assert [problem.message for problem in report.problems] == ['there is no module "listning"; did you mean "listening"?']


def test_a_mistake_leaves_the_output_folder_as_it_was(project: Path) -> None:
    build(project)
    before = {path.name: path.read_bytes() for path in (project / "dist").iterdir()}
    quiz = project / "quizzes/1/1.1/stage-2.yaml"
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("worth: 1", "worth: one"), encoding="utf-8")
    page = project / "content/listening/1.1.md"
    page.write_text(page.read_text(encoding="utf-8").replace("descriptor 1.1.2", "descriptor 9.9.9"), encoding="utf-8")
    report = build(project)
    assert {problem.place.path for problem in report.problems} == {
        "quizzes/1/1.1/stage-2.yaml",
        "content/listening/1.1.md",
    }
    assert {path.name: path.read_bytes() for path in (project / "dist").iterdir()} == before
    assert sorted(path.name for path in project.iterdir()) == ["content", LOCK_NAME, "dist", "quizzes"]


def test_a_package_that_fails_its_checks_is_not_published(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(project)
    before = hashes(project / "dist")
    assemble = pipeline.assemble
    monkeypatch.setattr(pipeline, "assemble", lambda package, standard: assemble(package, standard)[:-1])
    module = project / "content/listening/module.yaml"
    module.write_text(module.read_text(encoding="utf-8").replace("title: Listening", "title: Hearing"), encoding="utf-8")
    report = build(project)
    assert report.errors
    assert hashes(project / "dist") == before


def test_same_bytes_from_another_folder_time_zone_and_file_order(project: Path, tmp_path: Path) -> None:
    build(project)
    other = tmp_path / "elsewhere" / "ünder a long way"
    other.mkdir(parents=True)
    for path in sorted((it for it in project.rglob("*") if it.is_file()), reverse=True):
        if "dist" not in path.parts:
            target = other / path.relative_to(project)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            os.utime(target, (time.time() - 90_000, time.time() - 90_000))
    command = [sys.executable, "-m", "coursewright", "build", str(other)]
    environment = {**os.environ, "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert hashes(other / "dist") == hashes(project / "dist")


@pytest.mark.parametrize("style", FORMATS)
def test_printing(project: Path, style: str) -> None:
    good = FORMATS[style](build(project))
    assert "listening-1.0.0.cmi5.zip" in good
    bad = FORMATS[style](pipeline.lint(SMALL.parent / "nowhere"))
    assert "project.not-found" in bad
    if style == "json":
        assert json.loads(bad)["errors"] == 1
    if style == "github":
        assert bad.startswith("::error file=content,title=project.not-found::")


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "coursewright", *words], capture_output=True, text=True, cwd=cwd)


def test_exit_codes_and_no_traceback(project: Path) -> None:
    assert run("build", cwd=project).returncode == 0
    assert run("lint", cwd=project).returncode == 0
    packages = sorted(str(path) for path in (project / "dist").glob("*.zip"))
    assert run("verify", *packages, cwd=project).returncode == 0
    (project / "broken.zip").write_bytes(b"PK\x03\x04 no")
    broken = run("verify", "broken.zip", cwd=project)
    assert broken.returncode == 1
    assert "broken.zip" in broken.stdout
    assert "Traceback" not in broken.stdout + broken.stderr
    assert run("build", "--standard", "scorm13", cwd=project).returncode == 2
    assert run("build", "no-such-folder", cwd=project).returncode == 2
    (project / "content/catalogue.yaml").unlink()
    missing = run("build", cwd=project)
    assert missing.returncode == 1
    assert "content/catalogue.yaml: error: there is no file" in missing.stdout
    assert "Traceback" not in missing.stdout + missing.stderr
