"""Rules of SCORM 1.2 alone."""

from __future__ import annotations

import re
from collections.abc import Callable

from coursewright.verify.findings import Package, attribute, descendants, text

TIME = re.compile(r"^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$")


def mastery_score(package: Package) -> None:
    for node in descendants(package.root, "masteryscore"):
        value = text(node)
        if not re.fullmatch(r"\d{1,3}(\.\d+)?", value) or float(value) > 100:
            message = f'the mastery score "{value}" is not a number from 0 to 100'
            package.error("manifest.mastery-score", message, node, "SCORM 1.2 CAM 2.3.2.5")


def time_allowed(package: Package) -> None:
    for node in descendants(package.root, "maxtimeallowed"):
        if not TIME.match(text(node)):
            message = f'the time allowed "{text(node)}" is not of the form HHHH:MM:SS'
            package.error("manifest.time-allowed", message, node, "SCORM 1.2 CAM 2.3.2.5")


def prerequisites(package: Package) -> None:
    known = {attribute(item, "identifier") for item in descendants(package.root, "item")}
    for node in descendants(package.root, "prerequisites"):
        for name in re.findall(r"[A-Za-z_][\w.-]*", text(node)):
            if name not in known:
                message = f'the prerequisite "{name}" is no item of this package'
                package.error("manifest.dangling-reference", message, node, "SCORM 1.2 CAM 2.3.2.5")


RULES: tuple[Callable[[Package], None], ...] = (mastery_score, time_allowed, prerequisites)
