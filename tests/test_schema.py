"""JSON Schemas and models agree: over the reference course, the fixture courses, every fault of shape, and the examples."""

from __future__ import annotations

import datetime
import json
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from coursewright.authored import QuizFile
from coursewright.cli import main
from coursewright.messages import validate
from coursewright.problems import Problems
from coursewright.questions import QUESTION_TYPES
from coursewright.schema import FILES, FileKind, question_example, schema_of, texts, vscode_settings
from coursewright.source import parse_yaml, read_yaml
from problem_cases import HERE, SMALL, TYPES, Case, cases, project_with

ROOT = HERE.parent
SHAPE = ("missing-key", "unknown-key", "unknown-type", "wrong-type", "wrong-value", "too-short", "too-long")


@cache
def validator(kind: str) -> Draft202012Validator:
    schema = schema_of(next(it for it in FILES if it.name == kind))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def as_json(value: Any) -> Any:
    """What a YAML language server sees: dates are text."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def kind_of(path: str) -> FileKind | None:
    return next((kind for kind in FILES if kind.pattern.endswith(".yaml") and fnmatch(path, kind.pattern.replace("**/", "*"))), None)


def authored_files() -> list[tuple[Path, str]]:
    found = []
    for project in (ROOT, SMALL, TYPES):
        for folder in ("content", "quizzes"):
            found += [(project, path.relative_to(project).as_posix()) for path in sorted((project / folder).rglob("*.yaml"))]
    return found


@pytest.mark.parametrize(("project", "path"), authored_files(), ids=lambda value: value if isinstance(value, str) else value.name)
def test_what_the_model_takes_the_schema_takes(project: Path, path: str) -> None:
    kind = kind_of(path)
    assert kind is not None
    source = read_yaml(project / path, path, Problems())
    assert source is not None
    assert [error.message for error in validator(kind.name).iter_errors(as_json(source.data))] == []


@pytest.mark.parametrize("case", [case for case in cases() if case.code.split(".")[1] in SHAPE], ids=lambda case: case.code)
def test_what_the_model_refuses_in_shape_the_schema_refuses(case: Case, tmp_path: Path) -> None:
    path = case.bad[0]["file"]
    if path.endswith(".md"):
        front = (project_with(case.bad, tmp_path) / path).read_text(encoding="utf-8").split("---")[1]
        source, kind = parse_yaml(front, path, Problems()), FILES[3]
    else:
        source, kind = read_yaml(project_with(case.bad, tmp_path) / path, path, Problems()), kind_of(path)  # type: ignore[assignment]
    assert source is not None
    assert kind is not None
    assert validate(kind.model, source, kind.name, Problems()) is None
    assert list(validator(kind.name).iter_errors(as_json(source.data)))


WRONG = [
    ("type", "best-response"),
    ("stem", None),
    ("stem", ""),
    ("stem", 5),
    ("weight", 0),
    ("weight", "1"),
    ("descriptors", []),
    ("descriptors", ["1.1"]),
    ("id", "Not An Id"),
    ("id", "a" * 61),
    ("extra", 1),
    ("shuffle", "yes"),
]


@pytest.mark.parametrize("name", QUESTION_TYPES)
def test_every_question_type_agrees_on_the_example_and_on_what_is_wrong_with_it(name: str) -> None:
    quiz = read_yaml(SMALL / "quizzes/1/1.1/stage-2.yaml", "quiz.yaml", Problems())
    assert quiz is not None
    data = as_json(quiz.data)

    def both(question: dict[str, Any]) -> tuple[bool, bool]:
        whole = {**quiz.data, "questions": [question]}
        source = type(quiz)(quiz.path, whole)
        model = validate(QuizFile, source, "quiz", Problems()) is not None
        return model, not list(validator("quiz").iter_errors({**data, "questions": [question]}))

    example = question_example(name)
    assert both(example) == (True, True)
    for key, value in WRONG:
        model, schema = both({**example, key: value})
        assert model == schema, f"{key}: {value!r}"
    for key in example:
        model, schema = both({other: value for other, value in example.items() if other != key})
        assert model == schema, f"without {key}"


def test_everything_has_a_description() -> None:
    for kind in FILES:
        schema = schema_of(kind)
        for name, definition in {kind.name: schema, **schema.get("$defs", {})}.items():
            assert definition.get("description"), name
            for key, value in definition["properties"].items():
                assert "description" in value or "const" in value, f"{name}.{key}"


def test_the_files_in_the_repository_are_fresh() -> None:
    for name, text in texts().items():
        assert (ROOT / "schemas" / name).read_text(encoding="utf-8") == text, f"{name}: run `coursewright schema`"
    assert json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8")) == json.loads(vscode_settings())


@pytest.mark.parametrize(("project", "path"), [item for item in authored_files() if item[0] == ROOT], ids=lambda value: str(value)[-40:])
def test_every_file_of_the_reference_course_names_its_schema(project: Path, path: str) -> None:
    line = (project / path).read_text(encoding="utf-8").splitlines()[0]
    kind = kind_of(path)
    assert kind is not None
    assert line.startswith("# yaml-language-server: $schema=")
    assert ((project / path).parent / line.partition("=")[2]).resolve() == project / "schemas" / kind.schema_name


def test_command(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["schema", str(tmp_path)])
    assert result.exit_code == 0
    assert len(list((tmp_path / "schemas").iterdir())) == len(FILES)
    settings = tmp_path / ".vscode" / "settings.json"
    settings.write_text("{}", encoding="utf-8")
    assert CliRunner().invoke(main, ["schema", str(tmp_path)]).exit_code == 0
    assert settings.read_text(encoding="utf-8") == "{}"
