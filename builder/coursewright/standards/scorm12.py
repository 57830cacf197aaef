"""SCORM 1.2: one SCO for each module, `imsmanifest.xml` with imsmd metadata."""

from __future__ import annotations

from datetime import timedelta

from coursewright.package import Package, Unit
from coursewright.standards.standard import Standard, decimal, identifier
from coursewright.templates import fill


def manifest(package: Package) -> str:
    return fill(
        "scorm12/imsmanifest.xml.j2",
        package=package,
        identifier=identifier,
        mastery_percent=_mastery_percent,
        typical_time=_clock(package.typical_time),
    )


def _mastery_percent(unit: Unit) -> str | None:
    """Moodle turns "incomplete" into "failed" at exit where the manifest has a mastery score (LMS-1)."""
    failing = unit.report_failed and unit.mastery_score is not None
    return decimal((unit.mastery_score or 0) * 100) if failing else None


def _clock(time: timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:00"


STANDARD = Standard(
    "scorm12",
    "SCORM 1.2",
    "scorm12",
    "imsmanifest.xml",
    manifest,
    "scorm12",
    # LMS-11, LMS-18, SQ-7
    for_several="Moodle and Totara, and most others; not Open edX, which opens only the first module. There is no score over all modules",
)
