"""Opens a package as an LMS would and says what is wrong with it: zip, control document, official schema, rules beyond the schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

from coursewright.archive import read_archive
from coursewright.problems import Place, Problem, Problems
from coursewright.schemas import SchemaStore
from coursewright.verify import cmi5_rules, schema_sets, scorm12_rules, scorm2004_rules, scorm_rules, tincan_rules, web_rules
from coursewright.verify.document import parse_document
from coursewright.verify.findings import Package, descendants, text
from coursewright.verify.names import check_names

Rules = tuple[Callable[[Package], None], ...]

CONTROL_DOCUMENTS = ("imsmanifest.xml", "cmi5.xml", "tincan.xml")

RULES: dict[str, Rules] = {
    "scorm12": (*scorm_rules.RULES, *scorm12_rules.RULES),
    "scorm2004-3": (*scorm_rules.RULES, *scorm2004_rules.RULES),
    "scorm2004-4": (*scorm_rules.RULES, *scorm2004_rules.RULES),
    "cmi5": cmi5_rules.RULES,
    "xapi": tincan_rules.RULES,
    "web": web_rules.RULES,
}
"""Which rules hold for which standard, in the order of the specifications' headings."""

_ADDED_SCHEMAS = {"cmi5": ("cmi5", "cmi5/CourseStructure.xsd"), "xapi": ("tincan", "tincan/tincan.xsd")}


@dataclass(frozen=True)
class Verification:
    """What was found. `standard` is "" where none could be told; `schemas_applied` names the official schemas used; `size` in bytes."""

    standard: str
    schemas_applied: tuple[str, ...]
    problems: tuple[Problem, ...]
    size: int
    members: int


def verify_package(path: Path, store: SchemaStore, *, ours: bool, thorough: bool = False, shown: str | None = None) -> Verification:
    """Check one package. `ours`: it was written by this tool, so that nothing is let by; `thorough`: ask a second engine too."""
    shown = shown or path.as_posix()
    problems = Problems()
    members = read_archive(path, shown, problems)
    size = path.stat().st_size if path.is_file() else 0
    if members is None:
        return Verification("", (), tuple(problems), size, 0)
    check_names(shown, members, problems, ours=ours)
    if _is_site(members):
        site = Package(shown, members, "index.html", html.document_fromstring(members["index.html"]), ours, problems)
        for rule in RULES["web"]:
            rule(site)
        return Verification("web", (), tuple(problems), size, len(members))
    manifest = _control_document(shown, members, problems)
    if manifest is None:
        return Verification("", (), tuple(problems), size, len(members))
    place = Place(shown, manifest)
    root = parse_document(members[manifest], place, problems)
    if root is None:
        return Verification("", (), tuple(problems), size, len(members))
    standard = _standard(manifest, root)
    applied = _apply_schema(standard, root, members[manifest], place, store, problems, ours=ours, thorough=thorough)
    package = Package(shown, members, manifest, root, ours, problems)
    for rule in RULES[standard]:
        rule(package)
    return Verification(standard, applied, tuple(problems), size, len(members))


def _is_site(members: Mapping[str, bytes]) -> bool:
    """A web site this tool wrote: a page at the root with a player or a menu beside it, and no control document anywhere."""
    controlled = any(name.rsplit("/", 1)[-1].lower() in CONTROL_DOCUMENTS for name in members)
    return not controlled and "index.html" in members and bool({"js/player.js", "js/menu.js"} & set(members))


def _control_document(shown: str, members: Mapping[str, bytes], problems: Problems) -> str | None:
    for name in CONTROL_DOCUMENTS:
        if name in members:
            return name
    for member in members:
        if member.rsplit("/", 1)[-1].lower() in CONTROL_DOCUMENTS:
            wanted = member.rsplit("/", 1)[-1].lower()
            message = f'"{member}" must be at the root of the package and be called "{wanted}"'
            problems.error("package.manifest-misplaced", message, Place(shown, member))
            return None
    message = "there is no imsmanifest.xml, cmi5.xml or tincan.xml at the root, so no LMS can take it"
    problems.error("package.without-manifest", message, Place(shown))
    return None


def _standard(manifest: str, root: etree._Element) -> str:
    if manifest != "imsmanifest.xml":
        return {"cmi5.xml": "cmi5", "tincan.xml": "xapi"}[manifest]
    version = next((text(node) for node in descendants(root, "schemaversion")), "")
    if "4th" in version:
        return "scorm2004-4"
    is_2004 = "2004" in version or "CAM" in version or etree.QName(root).namespace == "http://www.imsglobal.org/xsd/imscp_v1p1"
    return "scorm2004-3" if is_2004 else "scorm12"


def _apply_schema(
    standard: str,
    root: etree._Element,
    data: bytes,
    place: Place,
    store: SchemaStore,
    problems: Problems,
    *,
    ours: bool,
    thorough: bool,
) -> tuple[str, ...]:
    name, given = standard, b""
    if standard in _ADDED_SCHEMAS:
        name, file = _ADDED_SCHEMAS[standard]
        official = store.read(file)
        if official is None:
            return ()
        given = official
    strict = ours and name == "scorm2004-4"
    found = schema_sets.faults(root, name, strict=strict, given=given)
    for line, message in found:
        spot = Place(place.path, place.member, line)
        problems.error(
            f"{'manifest' if name.startswith('scorm') else 'structure'}.schema",
            f"the official schema refuses it: {message}",
            spot,
        )
    if thorough:
        second = schema_sets.second_opinion(data, name, strict=strict, given=given)
        if bool(second) != bool(found):
            message = f"two schema engines disagree: {second[0] if second else found[0][1]}"
            problems.warning("package.engines-disagree", message, place)
    return tuple(f"{name}/{member}" for member in schema_sets.NAMESPACES[name].values())
