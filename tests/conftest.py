"""What many tests need: official schemas where they lie, built packages, and one Chromium for all browser tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser, sync_playwright

from chromium import LONGEST_TEST, Chromium, installed, watched
from coursewright import pipeline
from coursewright.schemas import SchemaStore
from coursewright.settings import Settings
from problem_cases import SMALL, every_type, series

ROOT = Path(__file__).parent.parent
BESIDE = ROOT.parent / "shared" / "schemas"

# Official cmi5 and tincan schemas: a named folder, else one beside the checkout.
if "COURSEWRIGHT_SCHEMAS" not in os.environ and BESIDE.is_dir():
    os.environ["COURSEWRIGHT_SCHEMAS"] = str(BESIDE)


@pytest.fixture(scope="session")
def store() -> SchemaStore:
    return SchemaStore.from_environment(os.environ)


def built(project: Path, out: Path, store: SchemaStore, *modules: str, standards: tuple[str, ...] = ()) -> dict[str, Path]:
    """Every package of a project's one module, or of the one named, in all standards or those named, by standard."""
    from coursewright.standards import STANDARDS

    settings = Settings(project, out, modules, standards=standards or tuple(standard.id for standard in STANDARDS))
    report = pipeline.build(settings, store)
    assert not report.errors, [str(problem) for problem in report.problems]
    return {package.standard: out / package.file for package in report.packages}


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, store: SchemaStore) -> dict[str, Path]:
    """Packages of the small course, which has every question type."""
    project = tmp_path_factory.mktemp("small") / "course"
    shutil.copytree(SMALL, project)
    return built(project, project / "dist", store)


@pytest.fixture(scope="session")
def types(tmp_path_factory: pytest.TempPathFactory, store: SchemaStore) -> dict[str, Path]:
    """Packages of the course with every question type and every option of a quiz."""
    project = every_type(tmp_path_factory.mktemp("types"))
    return built(project, project / "dist", store)


@pytest.fixture(scope="session")
def courses(tmp_path_factory: pytest.TempPathFactory, store: SchemaStore) -> dict[tuple[str, str], Path]:
    """Packages of the two courses of two modules, by course and standard."""
    from coursewright.standards import STANDARDS

    project = series(tmp_path_factory.mktemp("series"))
    settings = Settings(project, project / "dist", courses=("both", "for-teams"), standards=tuple(standard.id for standard in STANDARDS))
    report = pipeline.build(settings, store)
    assert not report.errors, [str(problem) for problem in report.problems]
    return {(package.course, package.standard): project / "dist" / package.file for package in report.packages}


@pytest.fixture(scope="session")
def failing(tmp_path_factory: pytest.TempPathFactory, store: SchemaStore) -> dict[str, Path]:
    """The small course with `report_failed`."""
    project = tmp_path_factory.mktemp("failing") / "course"
    shutil.copytree(SMALL, project)
    module = project / "content/listening/module.yaml"
    module.write_text(module.read_text(encoding="utf-8") + "report_failed: true\n", encoding="utf-8")
    return built(project, project / "dist", store)


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory, store: SchemaStore) -> dict[str, Path]:
    """Packages of the reference course's first module."""
    return built(ROOT, tmp_path_factory.mktemp("reference") / "dist", store, "personal-qualities")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = installed()
    if path is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = Chromium(playwright, path)
        yield cast(Browser, browser)
        browser.close()


@pytest.fixture(autouse=True)
def _no_test_hangs(request: pytest.FixtureRequest) -> Iterator[None]:
    if "chromium" not in request.fixturenames:
        yield
        return
    with watched(LONGEST_TEST):
        yield
