"""xAPI with the Tin Can launch: one activity that is launched, `tincan.xml` (XA-1); several modules are launched from a menu of ours."""

from __future__ import annotations

from coursewright.package import Package
from coursewright.standards.standard import Standard
from coursewright.templates import fill


def manifest(package: Package) -> str:
    return fill("xapi/tincan.xml.j2", package=package)


STANDARD = Standard(
    "xapi", "xAPI (tincan.xml)", "xapi", "tincan.xml", manifest, menu="xapi-menu", for_several="every system that launches tincan.xml"
)
