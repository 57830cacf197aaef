"""cmi5: a course of one assignable unit, `cmi5.xml`."""

from __future__ import annotations

from coursewright.package import Package
from coursewright.standards.standard import Standard, decimal
from coursewright.templates import fill


def manifest(package: Package) -> str:
    judged = package.mastery_score is not None
    return fill(
        "cmi5/cmi5.xml.j2",
        package=package,
        move_on="CompletedAndPassed" if judged else "Completed",  # never left to the default (C5-23)
        mastery_score=decimal(package.mastery_score) if package.mastery_score is not None else None,
    )


STANDARD = Standard("cmi5", "cmi5", "cmi5", "cmi5.xml", manifest)
