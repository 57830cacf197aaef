"""Rules of a plain web site: what its pages name is there, and they let nothing else in."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from lxml import etree, html

from coursewright.verify.findings import Package, href_fault, member_of

_NAMED = {"script": "src", "link": "href", "img": "src", "a": "href"}


def pages(package: Package) -> None:
    """Every page of the site: its scripts, styles, pictures and links are members."""
    for name in sorted(package.members):
        if name.endswith("index.html"):
            _page(package, name, html.document_fromstring(package.members[name]))


def _page(package: Package, name: str, root: etree._Element) -> None:
    for node in root.iter(*_NAMED):
        href = node.get(_NAMED[str(node.tag)], "")
        if not href or href.startswith(("#", "data:")) or "://" in href:
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), member_of(href)))
        if href_fault(target) or target not in package.members:
            package.error("site.missing-file", f'{name} names "{href}", which is not in the package', node)


def policy(package: Package) -> None:
    """The page says what it may load (SEC-3)."""
    found = [node for node in package.root.iter("meta") if node.get("http-equiv") == "Content-Security-Policy"]
    if not found or "script-src 'self'" not in found[0].get("content", ""):
        package.lenient("site.without-policy", "the page does not say which scripts it may run", package.root, "SEC-3")


RULES: tuple[Callable[[Package], None], ...] = (pages, policy)
