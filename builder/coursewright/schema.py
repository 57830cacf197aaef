"""JSON Schemas (2020-12) of every authored file, made from the models, so that editors complete and validate what authors write."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import Any

from pydantic import BaseModel

from coursewright.authored import (
    CatalogueFile,
    FrameworkFile,
    GlossaryFile,
    ModuleFile,
    PageFrontMatter,
    QuizFile,
    SelfCheckFile,
    StageFinderFile,
    ThemeFile,
    TopicFrontMatter,
)
from coursewright.problems import Problems
from coursewright.questions import QUESTION_TYPES
from coursewright.source import parse_yaml

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "schemas"
"""Where a project keeps its schemas."""


@dataclass(frozen=True)
class FileKind:
    """A kind of authored file: its model, and the files it is for as a pattern below the project."""

    name: str
    model: type[BaseModel]
    pattern: str

    @property
    def schema_name(self) -> str:
        return f"{self.name}.schema.json"


FILES = (
    FileKind("catalogue", CatalogueFile, "content/catalogue.yaml"),
    FileKind("framework", FrameworkFile, "content/framework.yaml"),
    FileKind("theme", ThemeFile, "content/theme.yaml"),
    FileKind("glossary", GlossaryFile, "content/glossary.yaml"),
    FileKind("module", ModuleFile, "content/*/module.yaml"),
    FileKind("page", PageFrontMatter, "content/*/*.md"),
    FileKind("topic", TopicFrontMatter, "content/*/*.md"),
    FileKind("self-check", SelfCheckFile, "content/*/self-check.yaml"),
    FileKind("stage-finder", StageFinderFile, "content/*/stage-finder.yaml"),
    FileKind("quiz", QuizFile, "quizzes/**/*.yaml"),
)


def schema_of(kind: FileKind) -> dict[str, Any]:
    """The schema of one kind of file. It refuses what the model refuses in shape; what hangs on other files is left to `lint`."""
    made = kind.model.model_json_schema(mode="validation")
    schema = {"$schema": DIALECT, **made, "title": f"{kind.name} file", "description": one_line(kind.model.__doc__)}
    definitions = schema.get("$defs", {})
    for name, model in _question_models().items():
        if model.__name__ in definitions:
            definitions[model.__name__]["examples"] = [question_example(name)]
    mended: dict[str, Any] = _mended(schema)
    return mended


def texts() -> dict[str, str]:
    """File name to the text of each schema."""
    return {kind.schema_name: json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n" for kind in FILES}


def vscode_settings() -> str:
    """`.vscode/settings.json`: which schema the YAML language server takes for which file."""
    chosen = {f"{FOLDER}/{kind.schema_name}": kind.pattern for kind in FILES if not kind.pattern.endswith(".md")}
    return json.dumps({"yaml.schemas": chosen}, indent=2) + "\n"


def modeline(name: str, depth: int) -> str:
    """The comment that names the schema of a file `depth` folders below the project."""
    return f"# yaml-language-server: $schema={'../' * depth}{FOLDER}/{name}.schema.json"


def one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _question_models() -> dict[str, type[BaseModel]]:
    return {name: kind.model for name, kind in QUESTION_TYPES.items()}


def question_example(name: str) -> Any:
    """The example of a question type, as data."""
    problems = Problems()
    source = parse_yaml(question_example_text(name), f"{name}.yaml", problems)
    if source is None:
        raise ValueError(f"the example of {name} is not YAML: {[str(problem) for problem in problems]}")
    return source.data


def question_example_text(name: str) -> str:
    return (resources.files("coursewright.questions") / "examples" / f"{name}.yaml").read_text(encoding="utf-8")


def _mended(node: Any) -> Any:
    """Plain words where pydantic writes for machines: no titles made from names, one branch for each question type, exact dates."""
    if isinstance(node, list):
        return [_mended(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "discriminator" in node:
        return _choice(node)
    made = {key: value if key in ("examples", "default", "const", "enum") else _mended(value) for key, value in node.items()}
    if isinstance(made.get("title"), str) and ("type" in made or "anyOf" in made or "allOf" in made or "$ref" in made or "enum" in made):
        made.pop("title") if "$schema" not in made else None
    if made.get("format") == "date":
        made["pattern"] = r"^\d{4}-\d{2}-\d{2}$"
    if isinstance(made.get("description"), str):
        made["description"] = one_line(made["description"])
    return made


def _choice(node: dict[str, Any]) -> dict[str, Any]:
    """`oneOf` as `if` and `then` by type, so that an editor speaks of the keys of that type and not of all types at once."""
    mapping: dict[str, str] = node["discriminator"]["mapping"]
    return {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": list(mapping), "description": "The question type."}},
        "allOf": [
            {"if": {"properties": {"type": {"const": name}}, "required": ["type"]}, "then": {"$ref": reference}}
            for name, reference in mapping.items()
        ],
    }
