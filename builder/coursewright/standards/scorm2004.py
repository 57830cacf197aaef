"""SCORM 2004, 3rd and 4th edition, from one template: they differ in the version they name and the schema files (SQ-8)."""

from __future__ import annotations

from functools import partial

from coursewright.package import Package
from coursewright.standards.standard import Standard, decimal, identifier
from coursewright.templates import fill


def manifest(package: Package, *, schema_version: str) -> str:
    return fill(
        "scorm2004/imsmanifest.xml.j2",
        package=package,
        schema_version=schema_version,
        manifest_id=identifier("manifest", package.id),
        organization_id=identifier("organization", package.id),
        item_id=identifier("item", package.id),
        resource_id=identifier("resource", package.id),
        objective_id=identifier("objective", package.id),
        mastery_score=None if package.mastery_score is None else decimal(package.mastery_score),
    )


def _edition(number: str) -> Standard:
    edition = f"2004 {number} Edition"
    name = f"scorm2004-{number[0]}"
    return Standard(name, f"SCORM {edition}", "scorm2004", "imsmanifest.xml", partial(manifest, schema_version=edition), name)


THIRD = _edition("3rd")
FOURTH = _edition("4th")
