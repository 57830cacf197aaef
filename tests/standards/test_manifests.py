"""Manifests of every standard: valid in two schema engines, with what LMSs look for, whatever the title is."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from coursewright.archive import write_archive
from coursewright.package import Objective, Package, PackageFile, Unit
from coursewright.schemas import SchemaStore
from coursewright.standards import STANDARDS, Standard, assemble
from coursewright.verify import verify_package

BASE = "https://learning.trust.test/modules/small"


def package(title: str = "A & B", *, mastery: float | None = 0.65, report_failed: bool = False) -> Package:
    files = (PackageFile("css/module.css", b"p{}"), PackageFile("index.html", b"<!doctype html>"), PackageFile("js/player.js", b""))
    unit = Unit(
        id="small-module",
        iri=BASE,
        title=title,
        description=f"About {title}",
        mastery_score=mastery,
        report_failed=report_failed,
        typical_time=timedelta(minutes=75),
        objectives=(Objective("one-thing", f"{BASE}/elements/one-thing", title, "What it is about"),),
        launch="index.html",
        files=files,
    )
    return Package(
        id="small-module",
        version="1.0.0",
        title=title,
        description=f"About {title}",
        language="en-GB",
        iri=BASE,
        publisher="Team",
        draft_ids=False,
        keywords=(title, "listening"),
        units=(unit,),
    )


WITH_MANIFEST = [standard for standard in STANDARDS if standard.manifest_href]


def manifest(standard: Standard, made: Package) -> etree._Element:
    return etree.fromstring(standard.manifest(made).encode())


@pytest.mark.parametrize("standard", WITH_MANIFEST, ids=lambda standard: standard.id)
def test_valid_in_both_engines(standard: Standard, tmp_path: Path, store: SchemaStore) -> None:
    """Official schemas, absolute ids, one launch, a plain zip (SQ-8, C5-20, C5-21, C5-25, XA-1)."""
    path = tmp_path / "package.zip"
    write_archive(path, assemble(package(), standard))
    found = verify_package(path, store, ours=True, thorough=True)
    assert [str(problem) for problem in found.problems] == []
    assert found.standard == standard.id
    if not found.schemas_applied:
        pytest.skip("the official schema was not given: COURSEWRIGHT_SCHEMAS")


@pytest.mark.parametrize("standard", WITH_MANIFEST, ids=lambda standard: standard.id)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1).filter(str.strip))
def test_any_title_survives(standard: Standard, tmp_path: Path, store: SchemaStore, title: str) -> None:
    path = tmp_path / "package.zip"
    made = package(title)
    write_archive(path, assemble(made, standard))
    assert [str(problem) for problem in verify_package(path, store, ours=True).problems] == []
    assert title in [node.text for node in manifest(standard, made).iter()]


def test_scorm_12_has_a_mastery_score_only_where_failing_is_reported() -> None:
    standard = STANDARDS[0]
    assert "masteryscore" not in standard.manifest(package())
    assert "<adlcp:masteryscore>65</adlcp:masteryscore>" in standard.manifest(package(report_failed=True))


@pytest.mark.parametrize("standard", STANDARDS[:3], ids=lambda standard: standard.id)
def test_what_lms_look_for_first(standard: Standard, tmp_path: Path) -> None:
    """The SCO's resource comes first, with a default namespace and the usual prefixes (LMS-10, 18, 19); one SCO, judged by content,
    with the mark as primary objective where there is one; every file listed (SQ-1 to SQ-3, SQ-8)."""
    root = manifest(standard, package())
    resources = root.findall("{*}resources/{*}resource")
    assert resources[0].get("href") == "index.html"
    assert root.nsmap[None] == etree.QName(root).namespace
    assert "adlcp" in root.nsmap
    text = standard.manifest(package())
    if standard.id != "scorm12":
        assert 'completionSetByContent="true" objectiveSetByContent="true"' in text
        assert "<imsss:minNormalizedMeasure>0.65</imsss:minNormalizedMeasure>" in text
        assert 'objectivesGlobalToSystem="false"' in text
        assert "satisfiedByMeasure" not in standard.manifest(package(mastery=None))
    path = tmp_path / "package.zip"
    write_archive(path, assemble(package(), standard))
    with zipfile.ZipFile(path) as archive:
        listed = {node.get("href") for node in root.iter("{*}file")}
        control = {name for name in archive.namelist() if name.endswith((".xsd", ".dtd")) or name == "imsmanifest.xml"}
        assert listed == set(archive.namelist()) - control


def test_cmi5_says_what_moves_on() -> None:
    """moveOn is always written and can be reached, with the authored mark (C5-23, C5-24)."""
    text = STANDARDS[4].manifest(package())
    assert 'moveOn="CompletedAndPassed" masteryScore="0.65"' in text
    assert 'moveOn="Completed"' in STANDARDS[4].manifest(package(mastery=None))
