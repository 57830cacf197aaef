"""cmi5: a course of one assignable unit for each module, `cmi5.xml`; in a course of several, each in a block of its own."""

from __future__ import annotations

from coursewright.package import Package, Unit
from coursewright.standards.standard import Standard, decimal
from coursewright.templates import fill


def manifest(package: Package) -> str:
    return fill("cmi5/cmi5.xml.j2", package=package, move_on=_move_on, mastery_score=_mastery_score)


def _move_on(unit: Unit) -> str:
    """Never left to the default, with which a unit is satisfied before anyone opens it (C5-23)."""
    return "Completed" if unit.mastery_score is None else "CompletedAndPassed"


def _mastery_score(unit: Unit) -> str | None:
    return None if unit.mastery_score is None else decimal(unit.mastery_score)


STANDARD = Standard("cmi5", "cmi5", "cmi5", "cmi5.xml", manifest, for_several="every system that takes cmi5: each module is a block")
