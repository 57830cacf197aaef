"""The official schemas, loaded offline and once a process, for two engines that must agree.

Mended in memory only, never in the bytes a package carries: SCORM 1.2's `ims_xml.xsd` is illegal XML and gives way to W3C's `xml.xsd`,
and `##any` wildcards of its metadata schema, which break unique particle attribution, are read as `##other`. For our own output, wildcards
that SCORM 2004 4th edition processes laxly are read as strict, since lax ones let every misspelt adlcp or imsss name pass.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import xmlschema
from lxml import etree

from coursewright.templates import built_file, built_names

NAMESPACES: dict[str, dict[str, str]] = {
    "scorm12": {
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
        "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1": "imsmd_rootv1p2p1.xsd",
    },
    **{
        edition: {
            "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
            "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
            "http://www.adlnet.org/xsd/adlseq_v1p3": "adlseq_v1p3.xsd",
            "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav_v1p3.xsd",
            "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
        }
        for edition in ("scorm2004-3", "scorm2004-4")
    },
    "cmi5": {"https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd": "CourseStructure.xsd"},
    "tincan": {"http://projecttincan.com/tincan.xsd": "tincan.xsd"},
}
"""For each set: its namespaces and the schema file of each."""


@cache
def _mended(name: str, strict: bool) -> Mapping[str, bytes]:
    """The files of a SCORM set as the engines are to read them."""
    files = {member: built_file(f"schemas/{name}/{member}") for member in built_names(f"schemas/{name}")}
    if name == "scorm12":
        files["ims_xml.xsd"] = built_file("schemas/scorm2004-4/xml.xsd")
        files["imsmd_rootv1p2p1.xsd"] = files["imsmd_rootv1p2p1.xsd"].replace(b'"##any"', b'"##other"')
    if strict:
        files = {member: data.replace(b'processContents="lax"', b'processContents="strict"') for member, data in files.items()}
    return files


@contextmanager
def _unpacked(name: str, files: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder with the set and a driver schema that imports every namespace of it."""
    imports = "".join(f'<xs:import namespace="{namespace}" schemaLocation="{member}"/>' for namespace, member in NAMESPACES[name].items())
    driver = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    with tempfile.TemporaryDirectory() as folder:
        for member, data in files.items():
            (Path(folder) / member).write_bytes(data)
        path = Path(folder) / "coursewright-driver.xsd"
        path.write_text(driver, encoding="utf-8")
        yield path


@cache
def _lxml_schema(name: str, strict: bool, given: bytes) -> etree.XMLSchema:
    with _unpacked(name, _files(name, strict, given)) as driver:
        return etree.XMLSchema(etree.parse(driver, etree.XMLParser(no_network=True, load_dtd=False)))


@cache
def _second_schema(name: str, strict: bool, given: bytes) -> xmlschema.XMLSchema10:
    with _unpacked(name, _files(name, strict, given)) as driver, warnings.catch_warnings():
        warnings.simplefilter("error")  # a schema that was not found only warns, and then everything passes
        return xmlschema.XMLSchema10(driver.resolve().as_uri(), allow="local", defuse="never")


def _files(name: str, strict: bool, given: bytes) -> Mapping[str, bytes]:
    return {next(iter(NAMESPACES[name].values())): given} if given else _mended(name, strict)


def faults(root: etree._Element, name: str, *, strict: bool, given: bytes = b"") -> list[tuple[int, str]]:
    """What libxml2 holds against a document: (line, message). `given` is the schema itself for sets that do not come with the tool."""
    schema = _lxml_schema(name, strict, given)
    if schema.validate(root):
        return []
    return [(entry.line, _plain(entry.message)) for entry in schema.error_log]


def second_opinion(data: bytes, name: str, *, strict: bool, given: bytes = b"") -> list[str]:
    """What the engine xmlschema holds against a document."""
    schema = _second_schema(name, strict, given)
    return [f"{error.path}: {error.reason}" for error in schema.iter_errors(data.decode("utf-8-sig"))]


def _plain(message: str) -> str:
    """libxml2's message with names as they stand in the document."""
    for namespaces in NAMESPACES.values():
        for namespace in namespaces:
            message = message.replace(f"{{{namespace}}}", "")
    return message.rstrip(".")
