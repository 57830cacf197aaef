"""Courses of several modules: what is in their packages, at all stages and at one, and what is told when one cannot be."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from coursewright import pipeline
from coursewright.interactions import COLUMNS
from coursewright.schemas import SchemaStore
from coursewright.settings import Settings
from coursewright.standards import STANDARDS
from coursewright.verify import verify_package
from problem_cases import every_type, series

Courses = dict[tuple[str, str], Path]
WITH_MANIFEST = [standard.id for standard in STANDARDS if standard.manifest_href]


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def module_data(script: bytes) -> dict[str, object]:
    text = script.decode()
    return json.loads(text[text.index("module:") + 7 : text.rindex(",parts:")])  # type: ignore[no-any-return]


@pytest.mark.parametrize("course", ["both", "for-teams"])
@pytest.mark.parametrize("standard", [standard.id for standard in STANDARDS])
def test_every_course_verifies_as_strictly_as_a_module(courses: Courses, store: SchemaStore, course: str, standard: str) -> None:
    found = verify_package(courses[course, standard], store, ours=True, thorough=standard != "web")
    assert [str(problem) for problem in found.problems] == []
    assert found.standard == standard


@pytest.mark.parametrize("standard", [standard.id for standard in STANDARDS])
def test_what_modules_share_is_there_once(courses: Courses, standard: str) -> None:
    found = members(courses["both", standard])
    assert [name for name in found if name.endswith("player.js")] == ["js/player.js"]
    assert [name for name in found if name.endswith(".css")] == ["css/module.css"]
    for name in ("listening", "answering"):
        assert b'src="../js/player.js"' in found[f"{name}/index.html"]
    assert ("index.html" in found) == (standard in ("xapi", "web"))


def test_a_course_of_one_stage_has_nothing_of_the_others(courses: Courses) -> None:
    found = members(courses["for-teams", "scorm12"])
    assert not [name for name in found if "stage-2" in name]
    module = module_data(found["answering/js/module.js"])
    assert [stage["number"] for stage in module["stages"]] == [1]  # type: ignore[attr-defined]
    assert {quiz["stage"] for quiz in module["quizzes"]} == {1}  # type: ignore[attr-defined]
    assert module["iri"] == "https://learning.trust.test/small/courses/for-teams/modules/answering"
    manifest = etree.fromstring(found["imsmanifest.xml"])
    assert [node.text for node in manifest.findall(".//{*}item/{*}title")] == ["Answering", "Listening"]


def test_permanent_numbers_are_the_same_in_a_module_and_in_its_courses(courses: Courses, tmp_path: Path, store: SchemaStore) -> None:
    project = series(tmp_path)
    pipeline.build(Settings(project, project / "dist", modules=("listening",), standards=("scorm12",)), store)
    alone = module_data(members(project / "dist/listening-1.0.0.scorm12.zip")["js/module.js"])
    inside = module_data(members(courses["both", "scorm12"])["listening/js/module.js"])
    same = ("id", "lineage", "elements", "statements", "mastery", "stages")
    for key in ("lineage", "statements", "mastery", "stages"):
        assert alone[key] == inside[key], key
    assert [it["number"] for it in alone["quizzes"]] == [it["number"] for it in inside["quizzes"]], same  # type: ignore[attr-defined]


def test_only_what_was_asked_for_is_built(tmp_path: Path, store: SchemaStore) -> None:
    project = series(tmp_path)
    pipeline.build(Settings(project, project / "dist", courses=("for-teams",), standards=("scorm12", "cmi5")), store)
    assert {path.name for path in (project / "dist").glob("*.zip")} == {"for-teams-1.1.0.scorm12.zip", "for-teams-1.1.0.cmi5.zip"}
    report = pipeline.build(Settings(project, project / "dist", courses=("for-tems",)), store)
    expected = 'content/catalogue.yaml: error: there is no course "for-tems"; did you mean "for-teams"? [course.unknown]'
    assert expected in [str(problem) for problem in report.problems]


def test_the_report_says_which_systems_take_a_course(tmp_path: Path, store: SchemaStore) -> None:
    project = series(tmp_path)
    report = pipeline.build(Settings(project, project / "dist"), store)
    for package in report.packages:
        assert bool(package.advice) == bool(package.course)
    # SQ-7, LMS-11
    advice = {package.standard: package.advice for package in report.packages if package.course == "both"}
    assert "Moodle" in advice["scorm12"]
    assert "no score over all modules" in advice["scorm12"]
    assert "not Moodle" in advice["scorm2004-4"]


@pytest.mark.parametrize("standard", ["scorm2004-3", "scorm2004-4"])
def test_only_safe_sequencing(courses: Courses, standard: str) -> None:
    """Choice, flow, status by content and plain roll-up: nothing that systems ignore or break on (SQ-4, SQ-6, LMS-9, LMS-12)."""
    manifest = etree.fromstring(members(courses["both", standard])["imsmanifest.xml"])
    used = {etree.QName(node).localname for node in manifest.iter("{http://www.imsglobal.org/xsd/imsss}*")}
    safe = {"sequencing", "controlMode", "objectives", "primaryObjective", "minNormalizedMeasure", "deliveryControls", "rollupRules"}
    assert used <= safe
    control = manifest.find(".//{*}controlMode")
    assert control is not None
    assert dict(control.attrib) == {"choice": "true", "flow": "true"}


def test_draft_ids_are_said_and_published_ids_stay(tmp_path: Path, store: SchemaStore) -> None:
    """While base_iri is the placeholder the package says so; ids do not hang on titles or positions (XA-1)."""
    project = series(tmp_path)
    report = pipeline.build(Settings(project, project / "dist", standards=("xapi",)), store)
    assert not any(package.draft_ids for package in report.packages)
    before = set(etree.fromstring(members(project / "dist/both-2.0.0.xapi.zip")["tincan.xml"]).xpath("//@id"))
    catalogue = project / "content/catalogue.yaml"
    text = catalogue.read_text(encoding="utf-8").replace("title: Both modules", "title: The two of them")
    catalogue.write_text(text, encoding="utf-8")
    pipeline.build(Settings(project, project / "dist", standards=("xapi",)), store)
    assert set(etree.fromstring(members(project / "dist/both-2.0.0.xapi.zip")["tincan.xml"]).xpath("//@id")) == before
    catalogue.write_text(text.replace("https://learning.trust.test/small/", "https://example.org/small/"), encoding="utf-8")
    report = pipeline.build(Settings(project, project / "dist", standards=("xapi",)), store)
    assert all(package.draft_ids for package in report.packages)


def test_a_thousand_units_and_zip64_are_read(tmp_path: Path, store: SchemaStore) -> None:
    """Two of the fixtures that CATAPULT tries systems with (C5-31)."""
    lang = '<langstring lang="en">x</langstring>'
    text = f"<title>{lang}</title><description>{lang}</description>"
    units = "".join(f'<au id="https://a.test/{n}" moveOn="Completed">{text}<url>index.html</url></au>' for n in range(1000))
    namespace = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
    structure = (
        f'<?xml version="1.0"?><courseStructure xmlns="{namespace}"><course id="https://a.test/c">{text}</course>{units}</courseStructure>'
    )
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("cmi5.xml", "w", force_zip64=True) as member:
            member.write(structure.encode())
        archive.writestr("index.html", "<!doctype html>")
    assert [str(problem) for problem in verify_package(path, store, ours=False).problems if problem.severity == "error"] == []


def test_interactions_csv_decodes_every_code(tmp_path: Path, store: SchemaStore) -> None:
    """Every code and id that an LMS may show for any question type stands in the file with its text (RT-40)."""
    project = every_type(tmp_path)
    pipeline.build(Settings(project, project / "dist", standards=("scorm12",)), store)
    text = (project / "dist/interactions.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    found = members(next((project / "dist").glob("*.scorm12.zip")))
    for name, data in found.items():
        if not name.startswith("js/quiz-"):
            continue
        quiz = json.loads(data.decode().split("=", 1)[1].rstrip().rstrip(";"))
        for question in quiz["questions"]:
            own = [row for row in rows if row["question"] == question["id"]]
            assert {row["code"] for row in own if row["code"]} == set(question["labels"])
            assert {row["id"] for row in own if row["id"]} == {label["id"] for label in question["labels"].values()}
            assert own, question["id"]


def test_interactions_csv_holds_no_formula(tmp_path: Path, store: SchemaStore) -> None:
    project = series(tmp_path)
    quiz = project / "quizzes/1/1.1/stage-2.yaml"
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("text: The newest", 'text: "=HYPERLINK(1)"'), encoding="utf-8")
    pipeline.build(Settings(project, project / "dist", standards=("scorm12",)), store)
    text = (project / "dist/interactions.csv").read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert ",=HYPERLINK" not in text


def test_the_web_standard_names_what_is_missing(tmp_path: Path, store: SchemaStore) -> None:
    path = tmp_path / "site.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("index.html", '<!doctype html><title>x</title><script src="js/player.js"></script><img src="a.png" alt="">')
        archive.writestr("js/player.js", "")
    found = [problem.code for problem in verify_package(path, store, ours=True).problems]
    assert found == ["site.missing-file", "site.without-policy"]
