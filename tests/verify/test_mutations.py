"""Packages with one fault each, and what must be said of it; the unbroken package is silent (tests/standards)."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from coursewright.archive import write_archive
from coursewright.package import PackageFile
from coursewright.schemas import SchemaStore
from coursewright.standards import STANDARDS, assemble
from coursewright.verify import verify_package

BY_ID = {standard.id: standard for standard in STANDARDS}
S12, S04, C5, TC = "scorm12", "scorm2004-4", "cmi5", "xapi"

MANIFEST: list[tuple[str, str, str, str]] = [
    (S12, 'default="organization_small_module"', 'default="other"', "manifest.dangling-reference"),
    (S12, 'identifierref="resource_small_module"', 'identifierref="r9"', "manifest.dangling-reference"),
    (S12, ' identifierref="resource_small_module"', "", "manifest.leaf-without-resource"),
    (S12, "<schemaversion>1.2</schemaversion>", "<schemaversion/>", "manifest.without-schema-version"),
    (S12, 'adlcp:scormtype="sco"', "", "manifest.without-scorm-type"),
    (S12, 'type="webcontent"', 'type="other"', "manifest.resource-type"),
    (S12, 'scormtype="sco" href="index.html"', 'scormtype="sco"', "manifest.sco-without-href"),
    (S12, '<file href="js/player.js"/>', "", "manifest.file-not-listed"),
    (S12, '<file href="js/player.js"/>', '<file href="js/playr.js"/>', "manifest.missing-file"),
    (S12, '<file href="js/player.js"/>', '<file href="js/Player.js"/>', "manifest.missing-file"),
    (S12, '<file href="js/player.js"/>', '<file href="js\\player.js"/>', "manifest.bad-href"),
    (S12, '<file href="js/player.js"/>', '<file href="../js/player.js"/>', "manifest.bad-href"),
    (S12, '<file href="js/player.js"/>', '<file href="/js/player.js"/>', "manifest.bad-href"),
    (S12, '<file href="js/player.js"/>', '<file href="js/player.js"/><file href="js/player.js"/>', "manifest.file-twice"),
    (S12, '<file href="index.html"/>', "", "manifest.launch-not-listed"),
    (S12, "<resources>", '<resources xml:base="../other/">', "manifest.bad-base"),
    (S12, "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1 imsmd_rootv1p2p1.xsd", "", "manifest.namespace-not-mapped"),
    (S12, "adlcp_rootv1p2.xsd", "adlcp_other.xsd", "manifest.schema-file-missing"),
    (S12, 'isvisible="true"', 'isvisible="perhaps"', "manifest.schema"),
    (S12, "</item>", "<adlcp:masteryscore>150</adlcp:masteryscore></item>", "manifest.mastery-score"),
    (S12, "</item>", "<adlcp:masteryscore>abc</adlcp:masteryscore></item>", "manifest.mastery-score"),
    (S12, "</item>", "<adlcp:maxtimeallowed>1:0</adlcp:maxtimeallowed></item>", "manifest.time-allowed"),
    (S12, 'isvisible="true"', 'isvisible="true" parameters="a b"', "manifest.parameters"),
    (S12, '<?xml version="1.0" encoding="UTF-8"?>', '<?xml version="1.0" encoding="windows-1252"?>', "document.encoding"),
    (S12, "<manifest ", "<!DOCTYPE manifest><manifest ", "document.doctype"),
    (S12, "</manifest>", "", "document.not-well-formed"),
    (S04, 'adlcp:scormType="sco"', 'adlcp:scormtype="sco"', "manifest.scorm-type"),
    (S04, 'adlcp:scormType="sco"', 'adlcp:scormType="SCO"', "manifest.scorm-type"),
    (S04, "minNormalizedMeasure>0.65", "minNormalizedMeasure>7", "manifest.schema"),
    (S04, "<imsss:minNormalizedMeasure>0.65</imsss:minNormalizedMeasure>", "", "manifest.measure-missing"),
    (S04, "imsss:controlMode", "imsss:controlMod", "manifest.schema"),
    (S04, "<imsss:sequencing>", '<imsss:sequencing IDRef="nowhere">', "manifest.dangling-reference"),
    (S04, "</item>", "<adlcp:completionThreshold>0.5</adlcp:completionThreshold></item>", "manifest.completion-threshold"),
    (S04, 'satisfiedByMeasure="true"', 'satisfiedByMeasure="yes"', "manifest.schema"),
    (S04, "http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd", "", "manifest.namespace-not-mapped"),
    (C5, 'id="https://learning.trust.test/modules/small/au"', 'id="small"', "structure.id-not-iri"),
    (C5, 'id="https://learning.trust.test/modules/small/au"', 'id="https://learning.trust.test/modules/small"', "structure.id-twice"),
    (C5, 'idref="https://learning.trust.test/modules/small/elements/one-thing"', 'idref="https://x.test/"', "structure.dangling-reference"),
    (C5, "<url>index.html</url>", "<url>start.html</url>", "structure.missing-file"),
    (C5, "<url>index.html</url>", "<url>index.html?actor=1</url>", "structure.query-collision"),
    (C5, "<url>index.html</url>", "<url>https://x.test/index.html</url>", "structure.url-of-member"),
    (C5, "<url>index.html</url>", "<url>../index.html</url>", "structure.bad-url"),
    (C5, 'masteryScore="0.65"', 'masteryScore="0.65123"', "structure.mastery-score"),
    (C5, 'masteryScore="0.65"', "", "structure.move-on-unreachable"),
    (C5, 'moveOn="CompletedAndPassed"', "", "structure.move-on-missing"),
    (C5, ' lang="en-GB"', "", "structure.without-language"),
    (TC, 'activity id="https://learning.trust.test/modules/small"', 'activity id="small"', "activity.id-not-iri"),
    (TC, "http://adlnet.gov/expapi/activities/module", "module", "activity.type-not-iri"),
    (TC, '<launch lang="en-GB">index.html</launch>', "", "activity.without-launch"),
    (TC, ">index.html<", ">start.html<", "activity.missing-file"),
    (TC, '<launch lang="en-GB">', "<launch>", "activity.without-language"),
    (TC, "modules/small/elements/one-thing", "modules/small", "activity.id-twice"),
]


def whole(standard: str) -> dict[str, bytes]:
    from test_manifests import package

    return {file.href: file.data for file in assemble(package(), BY_ID[standard])}


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def codes(path: Path, store: SchemaStore, *, ours: bool = True) -> set[str]:
    return {problem.code for problem in verify_package(path, store, ours=ours).problems}


@pytest.mark.parametrize(("standard", "find", "put", "code"), MANIFEST, ids=lambda value: value if len(value) < 40 else "")
def test_a_fault_in_the_control_document(standard: str, find: str, put: str, code: str, tmp_path: Path, store: SchemaStore) -> None:
    """Ids, addresses, schemas and marks gone wrong are each found (C5-21, C5-22, C5-31, XA-1, SQ-3)."""
    members = whole(standard)
    name = BY_ID[standard].manifest_href
    text = members[name].decode()
    assert find in text
    members[name] = text.replace(find, put, 1).encode()
    assert code in codes(zipped(tmp_path / "p.zip", members), store)


def test_faults_of_the_zip(tmp_path: Path, store: SchemaStore) -> None:
    members = whole(S12)

    def with_member(name: str, data: bytes = b"x", change: object = None) -> set[str]:
        path = tmp_path / "p.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for own, bytes_ in members.items():
                archive.writestr(own, bytes_)
            info = zipfile.ZipInfo(name)
            info.filename = info.orig_filename = name
            info.compress_type = zipfile.ZIP_DEFLATED
            if change:
                info.create_system = 3
                info.external_attr = int(str(change)) << 16
            archive.writestr(info, data)
        return codes(path, store)

    assert "member.unsafe-name" in with_member("../up.html")
    assert "member.unsafe-name" in with_member("/up.html")
    assert "member.unsafe-name" in with_member("c:/up.html")
    assert "member.backslash" in with_member("js\\up.js")
    assert "member.duplicate" in with_member("INDEX.html")
    assert "member.not-a-file" in with_member("link.html", change=stat.S_IFLNK | 0o777)
    assert "member.ratio" in with_member("bomb.bin", b"\0" * 2_000_000)
    assert "member.junk" in with_member("__MACOSX/x")
    assert "member.refused-kind" in with_member("run.php")
    assert "member.name" in with_member("Big Name.html")
    assert "package.not-a-zip" in codes(_bytes(tmp_path / "n.zip", b"PK nothing"), store)
    good = zipped(tmp_path / "g.zip", members)
    assert "package.not-a-zip" in codes(_bytes(tmp_path / "t.zip", good.read_bytes()[:-40]), store)
    assert "package.unreadable" in codes(tmp_path / "none.zip", store)
    assert "package.without-manifest" in codes(zipped(tmp_path / "m.zip", {"index.html": b""}), store)
    assert "package.manifest-misplaced" in codes(zipped(tmp_path / "w.zip", {"a/imsmanifest.xml": b""}), store)
    mark = {**members, "imsmanifest.xml": b"\xef\xbb\xbf" + members["imsmanifest.xml"]}
    assert codes(zipped(tmp_path / "b.zip", mark), store) == {"document.byte-order-mark"}


def _bytes(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_what_lms_let_by_is_a_warning_in_packages_made_elsewhere(tmp_path: Path, store: SchemaStore) -> None:
    members = {**whole(S12), "extra.txt": b"x"}
    found = verify_package(zipped(tmp_path / "p.zip", members), store, ours=False)
    assert [(problem.code, problem.severity.value) for problem in found.problems] == [("manifest.file-not-listed", "warning")]


def test_writing_refuses_names_that_lms_refuse(tmp_path: Path) -> None:
    for name in ("../a.html", "A.html", "a b.html", "con.html", "run.php", "a//b.html", "x" * 101):
        with pytest.raises(ValueError, match="not a name"):
            write_archive(tmp_path / "p.zip", [PackageFile(name, b"")])
    with pytest.raises(ValueError, match="same name"):
        write_archive(tmp_path / "p.zip", [PackageFile("a.html", b""), PackageFile("a.html", b"")])
    assert list(tmp_path.iterdir()) == []


def test_only_genuine_schemas_are_added(tmp_path: Path, store: SchemaStore) -> None:
    from coursewright.problems import Problems

    official = store.read("cmi5/CourseStructure.xsd")
    if official is None:
        pytest.skip("the official schema was not given: COURSEWRIGHT_SCHEMAS")
    own = SchemaStore(tmp_path / "kept")
    source = tmp_path / "any-name.xsd"
    source.write_bytes(official.replace(b"\n", b"\r\n"))
    problems = Problems()
    assert own.add(str(source), problems) == ("cmi5/CourseStructure.xsd",)
    assert own.read("cmi5/CourseStructure.xsd") is not None
    source.write_bytes(official + b" ")
    assert own.add(str(source), problems) == ()
    assert [problem.code for problem in problems] == ["schema.unknown"]
