"""A plain web site: the pages as they are, for an intranet or to look at; no control document, since no LMS reads it (RT-6)."""

from __future__ import annotations

from coursewright.package import Package
from coursewright.standards.standard import Standard


def manifest(package: Package) -> str:
    """A web site has none."""
    return ""


STANDARD = Standard(
    "web", "Web site", "web", "", manifest, menu="web-menu", for_several="any web server, or a folder on a computer; nothing is reported"
)
