"""The one direction: a module of the tool imports only from those above it in this list."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "builder" / "coursewright"
ORDER = (
    *(
        "problems",
        "report",
        "settings",
        "source",
        "messages",
        "markdown",
        "images",
        "questions",
        "framework",
        "authored",
        "page",
        "parse",
        "translation",
        "wording",
        "schema",
        "new",
        "handbook",
        "explain",
    ),
    *(
        "course",
        "coverage",
        "verdict",
        "state",
        "lock",
        "media",
        "templates",
        "strings",
        "theme",
        "glossary",
        "link_question",
        "link_page",
        "link_topic",
        "link_module",
        "link_bundle",
        "link",
        "checks",
    ),
    *(
        "package",
        "budgets",
        "interactions",
        "statements",
        "typography",
        "render",
        "standards",
        "pack",
        "archive",
        "schemas",
        "verify",
        "pipeline",
        "cli",
        "__main__",
    ),
)
"""In import order. A folder counts as one module; inside it, its `__init__` comes last."""


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("coursewright"):
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("coursewright.")}
    return found - {"__version__"}


def test_a_module_imports_only_from_those_above_it() -> None:
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if name in ("__init__", "_built"):
            continue
        assert name in ORDER, f"{name} is not in the list"
        later = {other for other in imports(path) - {name} if ORDER.index(other) > ORDER.index(name)}
        assert not later, f"{name} imports {later}, which come after it"


def test_files_are_small() -> None:
    for path in PACKAGE.rglob("*.py"):
        if "_built" not in path.parts:
            assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path.name
