"""Rules of SCORM 2004, 3rd and 4th edition, that their schemas let by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from lxml import etree

from coursewright.verify.findings import Package, attribute, children, descendants, local, text


def _fourth(package: Package) -> bool:
    return any("4th" in text(node) for node in descendants(package.root, "schemaversion"))


def completion_threshold(package: Package) -> None:
    """Text in the 3rd edition, attributes in the 4th (SQ-8)."""
    for node in descendants(package.root, "completionThreshold"):
        if _fourth(package) and text(node):
            message = "completionThreshold holds text, as in the 3rd edition; the 4th has minProgressMeasure"
            package.lenient("manifest.completion-threshold", message, node, "SCORM 2004 4th Ed. CAM 3.4")
        elif not _fourth(package) and node.attrib:
            message = "completionThreshold has attributes, which only the 4th edition knows"
            package.lenient("manifest.completion-threshold", message, node, "SCORM 2004 3rd Ed. CAM 3.4")


def navigation_in_presentation(package: Package) -> None:
    for node in descendants(package.root, "navigationInterface"):
        parent = node.getparent()
        if parent is None or local(parent) != "presentation":
            package.lenient("manifest.navigation-place", "navigationInterface stands outside presentation", node)


def objectives(package: Package) -> None:
    """Objective ids differ within an item; a measure is there where it decides; maps name their objective."""
    for holder in descendants(package.root, "objectives"):
        found = [it for it in holder if isinstance(it.tag, str) and local(it) in ("primaryObjective", "objective")]
        counts = Counter(name for it in found if (name := attribute(it, "objectiveID")))
        for name, times in counts.items():
            if times > 1:
                message = f'the objective "{name}" stands {times} times'
                package.error("manifest.objective-twice", message, holder, "SCORM 2004 SN 3.10")
        for objective in found:
            _measure(package, objective)
            if children(objective, "mapInfo") and not attribute(objective, "objectiveID"):
                message = "an objective with mapInfo has no objectiveID"
                package.lenient("manifest.map-without-objective", message, objective, "SCORM 2004 SN 3.10")
    _written(package)


def _measure(package: Package, objective: etree._Element) -> None:
    if attribute(objective, "satisfiedByMeasure") == "true" and not children(objective, "minNormalizedMeasure"):
        message = "satisfiedByMeasure has no minNormalizedMeasure beside it, so 1.0 is asked for"
        package.lenient("manifest.measure-missing", message, objective, "SCORM 2004 SN 3.10")


def _written(package: Package) -> None:
    """Two objectives of one activity may not write one global objective."""
    for holder in descendants(package.root, "objectives"):
        for flag in ("writeSatisfiedStatus", "writeNormalizedMeasure"):
            maps = [it for it in descendants(holder, "mapInfo") if attribute(it, flag) == "true"]
            for name, times in Counter(attribute(it, "targetObjectiveID") for it in maps).items():
                if times > 1:
                    message = f'{times} objectives of one item write to the global objective "{name}"'
                    package.error("manifest.global-written-twice", message, holder, "SCORM 2004 SN 3.10")


def sequencing_references(package: Package) -> None:
    known = {attribute(it, "ID") for it in descendants(package.root, "sequencing") if attribute(it, "ID")}
    for node in descendants(package.root, "sequencing"):
        reference = attribute(node, "IDRef")
        if reference and reference not in known:
            message = f'sequencing refers to "{reference}", which is in no sequencingCollection'
            package.error("manifest.dangling-reference", message, node, "SCORM 2004 SN 3.1")


def scorm_type_spelling(package: Package) -> None:
    """`scormType` in 2004, `scormtype` in 1.2; the schema lets either by (SQ-8)."""
    for node in descendants(package.root, "resource"):
        if any(etree.QName(key).localname == "scormtype" for key in node.attrib):
            message = "SCORM 2004 spells it scormType; scormtype is SCORM 1.2's"
            package.lenient("manifest.scorm-type", message, node, "SCORM 2004 4th Ed. CAM 3.4")


RULES: tuple[Callable[[Package], None], ...] = (
    completion_threshold,
    navigation_in_presentation,
    objectives,
    sequencing_references,
    scorm_type_spelling,
)
