"""The output standards: one module each, and this table."""

from __future__ import annotations

from coursewright.package import Package, PackageFile
from coursewright.standards import cmi5, scorm12, scorm2004, web, xapi
from coursewright.standards.standard import Standard

STANDARDS: tuple[Standard, ...] = (
    scorm12.STANDARD,
    scorm2004.THIRD,
    scorm2004.FOURTH,
    xapi.STANDARD,
    cmi5.STANDARD,
    web.STANDARD,
)

DEFAULT = ("scorm12", "scorm2004-4", "xapi", "cmi5")
"""What is built when no standard is asked for."""


def assemble(package: Package, standard: Standard) -> tuple[PackageFile, ...]:
    """Every file of the package in this standard: control document, official schemas, learner files."""
    if not standard.manifest_href:
        return package.files
    manifest = PackageFile(standard.manifest_href, standard.manifest(package).encode("utf-8"))
    return (manifest, *standard.schema_files(), *package.files)


__all__ = ["DEFAULT", "STANDARDS", "Standard", "assemble"]
