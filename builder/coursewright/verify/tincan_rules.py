"""Rules of `tincan.xml` (XA-1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from coursewright.verify.findings import (
    Package,
    attribute,
    children,
    descendants,
    href_fault,
    is_absolute,
    member_of,
    text,
)


def activities(package: Package) -> None:
    found = descendants(package.root, "activity")
    for node in found:
        iri, kind = attribute(node, "id"), attribute(node, "type")
        if not iri or not is_absolute(iri):
            package.error("activity.id-not-iri", f'the activity id "{iri}" is not an absolute IRI', node)
        if not kind or not is_absolute(kind):
            package.error("activity.type-not-iri", f'the activity type "{kind}" is not an absolute IRI', node)
        for name in ("name", "description", "launch"):
            for child in children(node, name):
                if not attribute(child, "lang"):
                    package.error("activity.without-language", f"{name} has no lang", child)
    for iri, times in Counter(attribute(node, "id") for node in found).items():
        if times > 1:
            package.error("activity.id-twice", f'the activity id "{iri}" stands {times} times', package.root)


def launch(package: Package) -> None:
    nodes = descendants(package.root, "launch")
    if not nodes:
        package.error("activity.without-launch", "no activity has a launch, so there is nothing to open", package.root)
    holders = {id(node.getparent()) for node in nodes}
    if len(holders) > 1:
        message = f"{len(holders)} activities have a launch; LMSs take the first and drop the others"
        package.lenient("activity.several-launches", message, nodes[1])
    for node in nodes:
        href = text(node)
        if "://" in href:
            continue
        if fault := href_fault(href):
            package.error("activity.bad-launch", f'the launch "{href}" {fault}', node)
        elif member_of(href) not in package.members:
            package.error("activity.missing-file", f'the launch "{href}" names a file that is not in the package', node)


RULES: tuple[Callable[[Package], None], ...] = (activities, launch)
