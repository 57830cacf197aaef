"""Authored files as plain values that remember where each stood.

YAML is composed by ruamel.yaml's round-trip loader, so that scalars mean what YAML 1.2 says (`No` is text, `12:30` is text) and
every key and value keeps its line and column. Aliases are refused (they let a small file grow without bound), a key given twice is a
problem, and depth and size are bounded.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from coursewright.problems import Place, Problems

MAX_BYTES = 400_000
"""An authored text file is far smaller; more than this is not one."""
MAX_DEPTH = 30

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""What neither XML nor an LMS can take."""

Key = tuple[str | int, ...]
"""Where a value stands inside a file: ("questions", 0, "stem")."""


@dataclass(frozen=True)
class Mark:
    """Line and column of a value, from 1. `block` is true for a `|` or `>` text, whose words begin a line below."""

    line: int
    column: int
    block: bool = False


@dataclass(frozen=True)
class Source:
    """One authored file. `path` is relative to the project, with `/`; `data` is plain values."""

    path: str
    data: Any
    values: Mapping[Key, Mark] = field(default_factory=dict, repr=False)
    keys: Mapping[Key, Mark] = field(default_factory=dict, repr=False)

    def place(self, key: Key = ()) -> Place:
        """The place of a value, or of the nearest thing that holds it."""
        return self._nearest(self.values, key)

    def place_of_key(self, key: Key) -> Place:
        """The place of the key itself."""
        return self._nearest(self.keys, key) if key in self.keys else self.place(key)

    def text_place(self, key: Key, line: int) -> Place:
        """The place of a line (from 0) inside a text value; exact for `|` texts."""
        mark = self.values.get(key)
        if mark is None or not mark.block:
            return self.place(key)
        return Place(self.path, line=mark.line + 1 + line, column=1)

    def _nearest(self, marks: Mapping[Key, Mark], key: Key) -> Place:
        while key and key not in marks:
            key = key[:-1]
        mark = marks.get(key) or self.values.get((), Mark(1, 1))
        return Place(self.path, line=mark.line, column=mark.column)


def read_text(path: Path, shown: str, problems: Problems, limit: int = MAX_BYTES) -> str | None:
    """The text of a file (UTF-8, line ends as `\\n`), or None with the problem reported."""
    try:
        if path.stat().st_size > limit:
            problems.error("file.too-large", f"the file is larger than {limit:,} bytes; split it", Place(shown))
            return None
        data = path.read_bytes()
    except FileNotFoundError:
        problems.error("file.missing", f'there is no file "{shown}"', Place(shown))
        return None
    except OSError as fault:
        problems.error("file.unreadable", f"the file cannot be read: {fault.strerror or fault}", Place(shown))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        column = fault.start - data.rfind(b"\n", 0, fault.start)
        problems.error(
            "file.not-utf8",
            f"byte 0x{data[fault.start]:02x} is not UTF-8; save the file as UTF-8",
            Place(shown, line=line, column=column),
        )
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_yaml(path: Path, shown: str, problems: Problems) -> Source | None:
    """A YAML file as a Source, or None with every problem reported."""
    text = read_text(path, shown, problems)
    return None if text is None else parse_yaml(text, shown, problems)


def parse_yaml(text: str, shown: str, problems: Problems, *, first_line: int = 1) -> Source | None:
    """YAML text as a Source. `first_line` is the line the text begins at in its file (front matter)."""
    try:
        if not _bounded(text, shown, problems, first_line):
            return None
        node = YAML(typ="rt").compose(text)
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = Place(shown, line=mark.line + first_line, column=mark.column + 1) if mark else Place(shown)
        problems.error("yaml.syntax", f"this is not YAML: {_plain(fault)}", place)
        return None
    except (YAMLError, ValueError) as fault:
        problems.error("yaml.syntax", f"this is not YAML: {str(fault).splitlines()[0].strip()}", Place(shown))
        return None
    builder = _Builder(shown, problems, first_line)
    data = None if node is None else builder.value(node, ())
    return None if builder.failed else Source(shown, data, builder.values, builder.keys)


def _plain(fault: MarkedYAMLError) -> str:
    parts = [part for part in (fault.problem, fault.context) if part]
    return ", ".join(" ".join(part.split()) for part in parts) or "it cannot be read"


def _bounded(text: str, shown: str, problems: Problems, first_line: int) -> bool:
    """Refuse aliases and deep nesting before anything is built."""
    depth = 0
    for event in YAML(typ="rt").parse(text):
        place = Place(shown, line=event.start_mark.line + first_line, column=event.start_mark.column + 1)
        if isinstance(event, AliasEvent):
            problems.error("yaml.alias", f'the alias "*{event.anchor}" is not allowed; write the value again', place)
            return False
        if isinstance(event, CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                problems.error("yaml.too-deep", f"lists and mappings are nested more than {MAX_DEPTH} deep", place)
                return False
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
    return True


class _Builder:
    """Turns composed nodes into plain values, noting marks and problems on the way."""

    def __init__(self, shown: str, problems: Problems, first_line: int) -> None:
        self.values: dict[Key, Mark] = {}
        self.keys: dict[Key, Mark] = {}
        self.failed = False
        self._shown = shown
        self._problems = problems
        self._first_line = first_line

    def value(self, node: Node, key: Key) -> Any:
        self.values[key] = self._mark(node)
        if isinstance(node, MappingNode):
            return self._mapping(node, key)
        if isinstance(node, SequenceNode):
            return [self.value(child, (*key, index)) for index, child in enumerate(node.value)]
        assert isinstance(node, ScalarNode), node
        return self._scalar(node)

    def _mark(self, node: Node) -> Mark:
        start = node.start_mark
        return Mark(start.line + self._first_line, start.column + 1, getattr(node, "style", None) in ("|", ">"))

    def _error(self, code: str, message: str, node: Node) -> None:
        mark = self._mark(node)
        self._problems.error(code, message, Place(self._shown, line=mark.line, column=mark.column))
        self.failed = True

    def _mapping(self, node: MappingNode, key: Key) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name_node, value_node in node.value:
            if not isinstance(name_node, ScalarNode):
                self._error("yaml.key-not-text", "a key must be a plain word", name_node)
                continue
            name = name_node.value
            if name in found:
                first = self.keys[(*key, name)]
                self._error(
                    "yaml.duplicate-key",
                    f'the key "{name}" stands twice; it is at line {first.line} already',
                    name_node,
                )
                continue
            self.keys[(*key, name)] = self._mark(name_node)
            found[name] = self.value(value_node, (*key, name))
        return found

    def _scalar(self, node: ScalarNode) -> Any:
        text: str = node.value
        if node.style == ">":
            text = text.replace("\a", "")  # ruamel.yaml marks with it where a folded text was folded
        if control := _CONTROL.search(text):
            message = f"a control character (U+{ord(control.group()):04X}) stands in this value; take it out"
            self._error("yaml.control-character", message, node)
            return None
        tag = str(node.tag).rpartition(":")[2]
        try:
            match tag:
                case "str":
                    return text
                case "null":
                    return None
                case "bool":
                    return text.lower() == "true"
                case "int":
                    return int(text.replace("_", ""), 0) if text.lower().startswith(("0x", "0o")) else int(text.replace("_", ""))
                case "float":
                    number = float(text.replace("_", "").replace(".inf", "inf").replace(".nan", "nan"))
                    return number if math.isfinite(number) else text
                case "timestamp":
                    return datetime.date.fromisoformat(text) if len(text) == 10 else text
                case _:
                    self._error(
                        "yaml.tag",
                        f'the tag "{node.tag}" is not allowed; write plain text, numbers, lists and keys',
                        node,
                    )
        except ValueError:
            self._error("yaml.scalar", f'"{text}" cannot be read; put it in quotes if it is text', node)
        return None
