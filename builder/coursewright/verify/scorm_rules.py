"""Rules of `imsmanifest.xml` that hold for every edition of SCORM and that no schema catches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from lxml import etree

from coursewright.verify.findings import (
    Package,
    attribute,
    children,
    descendants,
    href_fault,
    local,
    member_of,
    text,
)

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
XML = "{http://www.w3.org/XML/1998/namespace}"
SCORM_TYPES = {"sco", "asset"}


def resources(package: Package) -> list[etree._Element]:
    return [it for holder in children(package.root, "resources") for it in children(holder, "resource")]


def organizations(package: Package) -> list[etree._Element]:
    return [it for holder in children(package.root, "organizations") for it in children(holder, "organization")]


def schema_version(package: Package) -> None:
    versions = [text(it) for holder in children(package.root, "metadata") for it in children(holder, "schemaversion")]
    names = [text(it) for holder in children(package.root, "metadata") for it in children(holder, "schema")]
    if not any(versions) or names != ["ADL SCORM"]:
        message = 'the metadata must say schema "ADL SCORM" and its schemaversion'
        package.lenient("manifest.without-schema-version", message, package.root, "SCORM CAM 3.4")


def namespaces_mapped(package: Package) -> None:
    """Every namespace used is mapped in xsi:schemaLocation to a file at the root (ADL's test suite fails a package otherwise)."""
    words = " ".join(it.get(f"{XSI}schemaLocation", "") for it in package.root.iter() if isinstance(it.tag, str)).split()
    places = dict(zip(words[::2], words[1::2], strict=False))
    used = {etree.QName(it).namespace for it in package.root.iter() if isinstance(it.tag, str)}
    used |= {etree.QName(key).namespace for it in package.root.iter() if isinstance(it.tag, str) for key in it.attrib}
    for namespace in sorted(it for it in used if it and not it.startswith("http://www.w3.org/")):
        if namespace not in places:
            message = f'the namespace "{namespace}" is not mapped in xsi:schemaLocation'
            package.lenient("manifest.namespace-not-mapped", message, package.root)
        elif "://" not in places[namespace] and places[namespace] not in package.members:
            message = f'the schema "{places[namespace]}" of "{namespace}" is not at the root of the package'
            package.lenient("manifest.schema-file-missing", message, package.root)


def default_organization(package: Package) -> None:
    for holder in children(package.root, "organizations"):
        found = children(holder, "organization")
        default = attribute(holder, "default")
        if not found:
            package.error("manifest.without-organization", "there is no organization, so there is nothing to launch", holder)
        elif default is not None and default not in [attribute(it, "identifier") for it in found]:
            message = f'the default organization "{default}" does not exist'
            package.error("manifest.dangling-reference", message, holder, "SCORM CAM 2.3")
        for organization in found:
            if not children(organization, "item"):
                package.error("manifest.organization-without-item", "an organization has no item", organization)


def items(package: Package) -> None:
    known = {attribute(it, "identifier") for it in resources(package)}
    for organization in organizations(package):
        for node in (organization, *descendants(organization, "item")):
            if not any(text(title) for title in children(node, "title")):
                message = f'{local(node)} "{attribute(node, "identifier")}" has no title'
                package.lenient("manifest.without-title", message, node, "SCORM CAM 3.4")
        for item in descendants(organization, "item"):
            name, reference = attribute(item, "identifier"), attribute(item, "identifierref")
            leaf = not children(item, "item")
            if reference and reference not in known:
                message = f'item "{name}" refers to resource "{reference}", which does not exist'
                package.error("manifest.dangling-reference", message, item, "SCORM CAM 2.3")
            if leaf and not reference:
                package.error("manifest.leaf-without-resource", f'item "{name}" has nothing to launch', item)
            if not leaf and reference:
                message = f'item "{name}" has items of its own, so it may not refer to a resource'
                package.lenient("manifest.branch-with-resource", message, item)
            _parameters(package, item)


def _parameters(package: Package, item: etree._Element) -> None:
    parameters = attribute(item, "parameters")
    if parameters is not None and (not parameters or parameters[0] not in "?&#" or " " in parameters):
        message = f'the parameters "{parameters}" must begin with ?, & or #, without blanks'
        package.lenient("manifest.parameters", message, item, "SCORM CAM 3.4")


def resource_kinds(package: Package) -> None:
    for resource in resources(package):
        name = attribute(resource, "identifier")
        kind = attribute(resource, "scormType") or attribute(resource, "scormtype")
        if kind is None:
            package.lenient("manifest.without-scorm-type", f'resource "{name}" does not say whether it is a sco', resource)
        elif kind.lower() in SCORM_TYPES and kind not in SCORM_TYPES:
            package.lenient("manifest.scorm-type", f'resource "{name}" is of type "{kind}"; write it in small letters', resource)
        if attribute(resource, "type") != "webcontent":
            message = f'resource "{name}" must have type="webcontent"'
            package.lenient("manifest.resource-type", message, resource, "SCORM CAM 3.4")
        if kind and kind.lower() == "sco" and not attribute(resource, "href"):
            package.error("manifest.sco-without-href", f'the SCO "{name}" has no href, so it cannot be launched', resource)


def references_between_resources(package: Package) -> None:
    known = {attribute(it, "identifier") for it in resources(package)}
    for resource in resources(package):
        for dependency in children(resource, "dependency"):
            reference = attribute(dependency, "identifierref")
            if reference not in known:
                message = f'a dependency refers to resource "{reference}", which does not exist'
                package.error("manifest.dangling-reference", message, dependency, "SCORM CAM 2.3")


def hrefs(package: Package) -> None:
    """Every href is sound, names a member, and a resource's own href is among its files."""
    for resource in resources(package):
        base = _base(package, resource)
        named = Counter(attribute(it, "href") or "" for it in children(resource, "file"))
        for href, times in named.items():
            if times > 1:
                package.lenient("manifest.file-twice", f'the file "{href}" is listed {times} times', resource)
        launch = attribute(resource, "href")
        nodes = [*children(resource, "file"), *([resource] if launch is not None else [])]
        for node in nodes:
            href = attribute(node, "href") or ""
            if "://" in href:
                continue
            if fault := href_fault(href):
                package.error("manifest.bad-href", f'the href "{href}" {fault}', node)
            elif base + member_of(href) not in package.members:
                _missing(package, base + member_of(href), node)
        if launch and "://" not in launch and member_of(launch) not in {member_of(href) for href in named}:
            message = f'the href "{launch}" of resource "{attribute(resource, "identifier")}" is not among its files'
            package.lenient("manifest.launch-not-listed", message, resource, "SCORM CAM 3.4")


def _base(package: Package, resource: etree._Element) -> str:
    """What xml:base puts before the hrefs of a resource."""
    parts = []
    for node in (package.root, resource.getparent(), resource):
        base = node.get(f"{XML}base", "") if node is not None else ""
        if base and (href_fault(base) or "://" in base):
            package.error("manifest.bad-base", f'xml:base "{base}" leads out of the package', node)
        parts.append(base)
    return "".join(parts)


def _missing(package: Package, name: str, node: etree._Element) -> None:
    same = next((it for it in package.members if it.lower() == name.lower()), None)
    hint = f'; there is "{same}", and LMSs tell capitals apart' if same else ""
    package.error("manifest.missing-file", f'the file "{name}" is not in the package{hint}', node, "SCORM CAM 2.3")


def files_listed(package: Package) -> None:
    """Every member is listed, but for the control documents at the root."""
    listed = set()
    for resource in resources(package):
        base = _base(package, resource)
        listed |= {base + member_of(attribute(it, "href") or "") for it in children(resource, "file")}
    for name in sorted(package.members):
        control = name == package.manifest or name.endswith((".xsd", ".dtd"))
        if name not in listed and not control:
            package.lenient("manifest.file-not-listed", f'"{name}" is in the package but in no resource', None, "SCORM CAM 3.4")


RULES: tuple[Callable[[Package], None], ...] = (
    schema_version,
    namespaces_mapped,
    default_organization,
    items,
    resource_kinds,
    references_between_resources,
    hrefs,
    files_listed,
)
