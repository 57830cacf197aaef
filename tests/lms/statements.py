"""Independent judges of xAPI statements: npm `tin-can-json-schema` by jsonschema, and PyPI `ralph-malph`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, FormatChecker
from ralph.models.xapi.base.statements import BaseXapiStatement

FOLDER = Path(__file__).parent.parent / "node_modules" / "tin-can-json-schema"


@cache
def _validator() -> Draft4Validator:
    """The schema with its `#name` anchors, at any depth, as JSON pointers, and its own formats."""
    schema = json.loads((FOLDER / "1.0.1.json").read_text(encoding="utf-8"))
    anchors = dict(_anchors(schema, "#"))
    formats = FormatChecker(())
    for name, pattern in json.loads((FOLDER / "formats.json").read_text(encoding="utf-8")).items():
        # The pattern is JavaScript's, by UTF-16 units; Python has no surrogates, so its ranges of them never match.
        expression = re.compile(pattern)
        formats.checks(name)(lambda value, expression=expression: bool(expression.search(str(value))))
    return Draft4Validator({**_pointed(schema, anchors), "$ref": anchors["#statement"]}, format_checker=formats)


def _anchors(node: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        if isinstance(node.get("id"), str):
            yield node["id"], pointer
        for key, value in node.items():
            yield from _anchors(value, f"{pointer}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _anchors(value, f"{pointer}/{index}")


def _pointed(node: Any, anchors: dict[str, str]) -> Any:
    if isinstance(node, dict):
        return {
            key: anchors[value] if key == "$ref" and value in anchors else _pointed(value, anchors)
            for key, value in node.items()
            if not (key == "id" and isinstance(value, str))
        }
    return [_pointed(value, anchors) for value in node] if isinstance(node, list) else node


def faults(statement: dict[str, Any]) -> list[str]:
    """What either judge holds against a statement."""
    found = [f"{list(error.absolute_path)}: {error.message[:200]}" for error in _validator().iter_errors(statement)]
    try:
        BaseXapiStatement.model_validate(statement)
    except ValueError as fault:
        found.append(str(fault)[:400])
    return found
