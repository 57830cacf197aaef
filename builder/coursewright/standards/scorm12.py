"""SCORM 1.2: one SCO, `imsmanifest.xml` with imsmd metadata."""

from __future__ import annotations

from datetime import timedelta

from coursewright.package import Package
from coursewright.standards.standard import Standard, decimal, identifier
from coursewright.templates import fill


def manifest(package: Package) -> str:
    # Moodle turns "incomplete" into "failed" at exit where the manifest has a mastery score (LMS-1).
    failing = package.report_failed and package.mastery_score is not None
    return fill(
        "scorm12/imsmanifest.xml.j2",
        package=package,
        manifest_id=identifier("manifest", package.id),
        organization_id=identifier("organization", package.id),
        item_id=identifier("item", package.id),
        resource_id=identifier("resource", package.id),
        mastery_percent=decimal((package.mastery_score or 0) * 100) if failing else None,
        typical_time=_clock(package.typical_time),
    )


def _clock(time: timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:00"


STANDARD = Standard("scorm12", "SCORM 1.2", "scorm12", "imsmanifest.xml", manifest, "scorm12")
