"""SCORM 2004, 3rd and 4th edition, from one template: they differ in the version they name and the schema files (SQ-8)."""

from __future__ import annotations

from functools import partial

from coursewright.package import Package, Unit
from coursewright.standards.standard import Standard, decimal, identifier
from coursewright.templates import fill


def manifest(package: Package, *, schema_version: str) -> str:
    return fill(
        "scorm2004/imsmanifest.xml.j2",
        package=package,
        schema_version=schema_version,
        identifier=identifier,
        mastery_score=_mastery_score,
    )


def _mastery_score(unit: Unit) -> str | None:
    return None if unit.mastery_score is None else decimal(unit.mastery_score)


def _edition(number: str) -> Standard:
    edition = f"2004 {number} Edition"
    name = f"scorm2004-{number[0]}"
    return Standard(
        name,
        f"SCORM {edition}",
        "scorm2004",
        "imsmanifest.xml",
        partial(manifest, schema_version=edition),
        name,
        # LMS-11, LMS-12, LMS-18, SQ-1
        for_several="systems with a full SCORM 2004 engine, such as SCORM Cloud, Canvas and Blackboard; not Moodle and Totara, where the "
        "second module cannot be saved, nor Docebo and Open edX, which open only one: give those one package for each module",
    )


THIRD = _edition("3rd")
FOURTH = _edition("4th")
