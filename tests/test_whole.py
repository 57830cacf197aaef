"""Modules without a domain: topic pages, the stage finder, and the self-check over the whole framework."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from coursewright import pipeline
from coursewright.course import UNSTAGED
from coursewright.link import link
from coursewright.lock import Lock
from coursewright.parse import parse_project
from coursewright.pipeline import lint
from coursewright.problems import Problems
from coursewright.render import check_minutes
from coursewright.schemas import SchemaStore
from coursewright.settings import Settings
from coursewright.state import worst_case
from coursewright.translation import texts
from problem_cases import whole

BESIDE = {"option.near-copy", "module.descriptor-without-evidence"}
"""What comes of copying a domain for a test."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return whole(tmp_path)


def built(project: Path, store: SchemaStore, *standards: str) -> dict[str, dict[str, bytes]]:
    report = pipeline.build(Settings(project, project / "dist", standards=standards), store)
    assert not report.errors, [str(problem) for problem in report.problems]
    found = {}
    for path in (project / "dist").glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            found[path.name] = {name: archive.read(name) for name in archive.namelist()}
    return found


def data(members: dict[str, bytes], folder: str = "") -> dict[str, Any]:
    text = members[f"{folder}js/module.js"].decode()
    return json.loads(text[text.index("module:") + 7 : text.rindex(",parts:")])  # type: ignore[no-any-return]


def part(members: dict[str, bytes], name: str) -> dict[str, Any]:
    return json.loads(members[name].decode().split("=", 1)[1].rstrip().rstrip(";"))  # type: ignore[no-any-return]


def test_it_is_without_a_problem(project: Path) -> None:
    assert {problem.code for problem in lint(project).problems} <= BESIDE


def test_an_overview_has_no_stage_to_choose_and_every_term(project: Path, store: SchemaStore) -> None:
    found = built(project, store, "web")["overview-1.0.0.web.zip"]
    module = data(found)
    assert [it["number"] for it in module["stages"]] == list(UNSTAGED)
    assert [(it["code"], it["name"]) for it in module["elements"]] == [("", "What it is")]
    assert list(module["finder"][0]["answers"]) == ["1", "2"]
    assert module["statements"] == []
    assert module["glossary"], "a module about the whole lists the words of the whole"
    page = found["index.html"].decode()
    assert 'type="radio" name="stage"' not in page
    assert 'data-stage="1"' in page, "what the finder's answer says of a stage"
    assert "<h2" in part(found, f"js/stage-{UNSTAGED[0]}.js")["pages"][0]["html"]


def test_every_statement_of_every_domain_once(project: Path, store: SchemaStore) -> None:
    found = built(project, store, "web")["all-together-1.0.0.web.zip"]
    module = data(found)
    assert [(it["code"], it["taught"], it["stages"]) for it in module["elements"]] == [
        ("1.1", "Listening", [1, 2]),
        ("2.1", "Answering", [2]),
    ]
    assert len(module["statements"]) == 4
    assert len({it["number"] for it in module["statements"]}) == 4
    assert set(part(found, "js/stage-1.js")["development"]) == {"1"}
    assert set(part(found, "js/stage-2.js")["development"]) == {"1", "2"}


def test_the_time_it_takes_hangs_on_the_stage(project: Path) -> None:
    problems = Problems()
    course = link(parse_project(project, problems), Lock(), problems)
    assert course
    module = next(it for it in course.modules if it.id == "all-together")
    assert check_minutes(module, 1) <= check_minutes(module, 2)
    assert worst_case(module) > module.notes_allowance + 3 * len(module.statements)


def test_what_is_not_judged_is_completed(project: Path, store: SchemaStore) -> None:
    found = built(project, store, "cmi5", "scorm12", "scorm2004-4", "xapi")
    for name in ("overview", "all-together"):
        unit = etree.fromstring(found[f"{name}-1.0.0.cmi5.zip"]["cmi5.xml"]).find(".//{*}au")
        assert unit is not None
        assert (unit.get("moveOn"), unit.get("masteryScore")) == ("Completed", None)
        assert b"masteryscore" not in found[f"{name}-1.0.0.scorm12.zip"]["imsmanifest.xml"]


def test_a_course_of_one_stage_takes_what_has_no_stages(project: Path, store: SchemaStore) -> None:
    found = built(project, store, "scorm12")["for-teams-1.1.0.scorm12.zip"]
    assert [it["number"] for it in data(found, "overview/")["stages"]] == list(UNSTAGED)
    check = data(found, "all-together/")
    assert [it["code"] for it in check["elements"]] == ["1.1"]
    assert len(check["statements"]) == 2
    report = json.loads((project / "dist/report.json").read_text(encoding="utf-8"))
    assert {it["id"]: it["stages"][0]["stage"] for it in report["modules"]}["overview"] is None


def test_translators_get_what_learners_read(project: Path) -> None:
    found = texts(parse_project(project, Problems()))
    assert found["content/overview/what-it-is.md#title"] == "What it is"
    assert found["content/overview/what-it-is.md#section/title"] == "What it is for"
    assert found["content/overview/stage-finder.yaml#questions/reach/text"]
    assert found["content/overview/stage-finder.yaml#questions/reach/answers"].count("\n") == 1


def test_a_new_version_keeps_the_numbers(project: Path, store: SchemaStore) -> None:
    before = data(built(project, store, "web")["all-together-1.0.0.web.zip"])["statements"]
    path = project / "content/listening/self-check.yaml"
    text = path.read_text(encoding="utf-8")
    first, second = text.index("  - id: let-finish"), text.index("  - id: check-back")
    path.write_text(text[:first] + text[second:] + text[first:second], encoding="utf-8")
    after = data(built(project, store, "web")["all-together-1.0.0.web.zip"])["statements"]
    assert {it["text"]: it["number"] for it in after} == {it["text"]: it["number"] for it in before}


def test_a_question_of_the_finder_that_goes_is_told_as_such(project: Path, store: SchemaStore) -> None:
    built(project, store, "web")
    path = project / "content/overview/stage-finder.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: reach", "id: how-far"), encoding="utf-8")
    gone = [problem.message for problem in lint(project).problems if problem.code == "lock.removed"]
    assert len(gone) == 1
    assert gone[0].startswith('the question of the stage finder "reach" of the last build is gone: learners\' answers to it are dropped')
    assert gone[0].endswith('if you renamed it to "how-far", write the old id again')
