"""What the rules of a control document look at, and how they report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree

from coursewright.problems import Place, Problem, Problems, Severity


@dataclass(frozen=True)
class Package:
    """An opened package: where it is shown, its members, its control document. `ours`: written by this tool, so that nothing is let by."""

    shown: str
    members: Mapping[str, bytes]
    manifest: str
    root: etree._Element
    ours: bool
    problems: Problems

    def error(self, code: str, message: str, at: etree._Element | None = None, clause: str = "") -> None:
        self._add(code, message, at, clause, Severity.ERROR)

    def lenient(self, code: str, message: str, at: etree._Element | None = None, clause: str = "") -> None:
        """A rule that LMSs let pass: an error in our own output, a warning in packages made elsewhere."""
        self._add(code, message, at, clause, Severity.ERROR if self.ours else Severity.WARNING)

    def _add(self, code: str, message: str, at: etree._Element | None, clause: str, severity: Severity) -> None:
        line = int(at.sourceline or 0) if at is not None else 0
        self.problems.add(Problem(code, message, Place(self.shown, self.manifest, line), severity, clause))


def local(node: etree._Element) -> str:
    """The name without its namespace."""
    return etree.QName(node).localname


def children(node: etree._Element, name: str) -> list[etree._Element]:
    """Children of that name, in any namespace."""
    return [child for child in node if isinstance(child.tag, str) and local(child) == name]


def descendants(node: etree._Element, name: str) -> list[etree._Element]:
    return [child for child in node.iter() if isinstance(child.tag, str) and local(child) == name]


def attribute(node: etree._Element, name: str) -> str | None:
    """An attribute by local name, in any namespace."""
    return next((str(value) for key, value in node.attrib.items() if etree.QName(key).localname == name), None)


def text(node: etree._Element) -> str:
    return (node.text or "").strip()


def href_fault(href: str) -> str:
    """What is wrong with an href inside a package, or an empty string. It may carry a query or a fragment."""
    if not href.strip():
        return "is empty"
    if "\\" in href:
        return "has a backslash; use /"
    if href.startswith("/") or (len(href) > 1 and href[1] == ":" and href[0].isalpha()):
        return "begins at the root of a server or a drive; hrefs are relative to the package"
    if ".." in urlsplit(href).path.split("/"):
        return 'leads out of the package with ".."'
    if " " in href:
        return "has a blank; write %20"
    return ""


def member_of(href: str) -> str:
    """The member an href names: without query and fragment, unquoted."""
    return unquote(urlsplit(href).path)


def is_absolute(iri: str) -> bool:
    """An absolute IRI: a scheme and something behind it, without blanks."""
    parts = urlsplit(iri)
    rest = bool(parts.netloc if parts.scheme in ("http", "https") else parts.path)
    return bool(parts.scheme) and rest and not any(character.isspace() or character in '<>"{}|\\^`' for character in iri)
