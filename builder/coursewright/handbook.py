"""The author's handbook, written from the models: every key, what it means, its default and its limits, with examples."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from typing import Any

from coursewright.messages import PATTERNS
from coursewright.new import examples
from coursewright.questions import QUESTION_TYPES
from coursewright.schema import FILES, FileKind, one_line, question_example_text, schema_of

_INTERACTIONS = {
    "choice": "choice",
    "matching": "matching",
    "sequencing": "sequencing",
    "performance": "performance",
    "true-false": "true-false, and choice for the reason",
    "numeric": "numeric",
    "fill-in": "fill-in",
    "long-fill-in": "long-fill-in (fill-in in SCORM 1.2), only if it is sent",
    "likert": "likert, only if it is sent",
}

REPORTED = {
    "best_response": "choice",
    "multiple_choice": "choice",
    "choose_all": "choice",
    "true_false": "true-false",
    "rank": "sequencing",
    "match": "matching",
    "rate_effectiveness": "matching",
    "numeric": "numeric",
    "short_answer": "fill-in",
    "long_answer": "long-fill-in",
    "likert": "likert",
    "branching": "performance",
}
"""The standards' interaction type of each question type; a test holds it to what `show` says."""


def handbook() -> str:
    """The whole handbook as Markdown."""
    parts = [_document("introduction")]
    for kind in FILES:
        parts.append(_file(kind))
    parts.append(_questions())
    return "\n".join(parts)


def _document(name: str) -> str:
    return (resources.files("coursewright") / "documents" / f"handbook-{name}.md").read_text(encoding="utf-8")


def _file(kind: FileKind) -> str:
    schema = schema_of(kind)
    lines = [f"## {kind.name.capitalize()} file: `{kind.pattern}`", "", one_line(kind.model.__doc__), "", *_table(schema)]
    for name, definition in schema.get("$defs", {}).items():
        if name not in _all_question_definitions():
            lines += ["", f"### {_heading(name)}", "", definition.get("description", ""), "", *_table(definition)]
    if kind.pattern.endswith(".md"):
        lines.append(_document(kind.name))
    language = "markdown" if kind.pattern.endswith(".md") else "yaml"
    lines += ["", "An example:", "", f"```{language}", examples()[kind.name].rstrip(), "```"]
    return "\n".join([*lines, ""])


def _questions() -> str:
    definitions = schema_of(FILES[-1])["$defs"]
    shared = _shared_keys(definitions)
    first = definitions[QUESTION_TYPES["best_response"].model.__name__]
    lines = ["## Question types", "", "Every question has these keys:", "", *_table(first, only=shared)]
    lines += ["", "Questions that are scored have `weight` as well, those that are not have `send`."]
    for name, kind in QUESTION_TYPES.items():
        definition = definitions[kind.model.__name__]
        lines += ["", f"### `{name}`", "", definition["description"], ""]
        lines += [f"Reported as: {_INTERACTIONS[REPORTED[name]]}.", "", *_table(definition, without=shared)]
        for part in _parts(definition, definitions):
            lines += ["", f"Each entry of `{part[0]}`:", "", *_table(part[1])]
        lines += ["", "```yaml", question_example_text(name).rstrip(), "```"]
    return "\n".join([*lines, ""])


def _shared_keys(definitions: dict[str, Any]) -> set[str]:
    keys = [set(definitions[kind.model.__name__]["properties"]) for kind in QUESTION_TYPES.values()]
    return set.intersection(*keys)


def _all_question_definitions() -> set[str]:
    """Definitions that the question types describe themselves."""
    definitions = schema_of(FILES[-1])["$defs"]
    return set(definitions) - {"Person", "Exhibit"}


def _parts(definition: dict[str, Any], definitions: dict[str, Any], before: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The lists of a question and what their entries hold, at any depth."""
    for key, value in definition["properties"].items():
        reference = value.get("items", {}).get("$ref", "")
        if reference:
            inner = definitions[reference.rpartition("/")[2]]
            yield key, inner
            yield from _parts(inner, definitions, key)


def _heading(name: str) -> str:
    """`DomainEntry` as "A domain entry"."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).split()
    return " ".join(word for word in words if word != "entry").capitalize()


def _table(definition: dict[str, Any], *, only: set[str] | None = None, without: frozenset[str] | set[str] = frozenset()) -> list[str]:
    required = set(definition.get("required", ()))
    rows = ["| Key | Meaning | Default | Limits |", "| --- | --- | --- | --- |"]
    for key, value in definition["properties"].items():
        if (only is not None and key not in only) or key in without:
            continue
        if key == "type":
            rows.append("| `type` | Which question type it is: one of those below. | required | |")
            continue
        default = "required" if key in required else _default(value.get("default"))
        limits = "; ".join(_limits(value))
        rows.append(f"| `{key}` | {value.get('description', '')} | {default} | {limits} |".replace("  ", " "))
    return rows


def _default(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return ", ".join(str(entry["id"]) for entry in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "empty" if value in ("", []) else f"`{value}`"


def _limits(value: dict[str, Any]) -> Iterator[str]:
    for choice in value.get("anyOf", ()):
        if choice.get("type") != "null":
            yield from _limits(choice)
    if "const" in value:
        yield f"`{value['const']}`"
    if "enum" in value:
        yield " or ".join(f"`{word}`" for word in value["enum"])
    kind = {"integer": "a whole number", "number": "a number", "boolean": "true or false", "array": "a list"}.get(str(value.get("type")))
    if kind:
        yield kind
    if value.get("format") == "date":
        yield "a date such as 2027-11-30"
    elif pattern := PATTERNS.get(value.get("pattern", "")):
        yield pattern.replace("is not an id: use ", "").replace("is not ", "")
    low, high = value.get("minimum"), value.get("maximum")
    if low is not None and high is not None:
        yield f"{low:g} to {high:g}"
    elif low is not None:
        yield f"{low:g} or more"
    if "maxLength" in value:
        yield f"at most {value['maxLength']} characters"
    few, many = value.get("minItems"), value.get("maxItems")
    if few is not None and many is not None:
        yield f"{few} entries" if few == many else f"{few} to {many} entries"
    elif few or many:
        yield f"at least {few} {'entry' if few == 1 else 'entries'}" if few else f"at most {many} entries"
