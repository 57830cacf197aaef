"""The handbook is fresh and its examples parse; the tutorial does what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from coursewright.authored import QuizFile
from coursewright.cli import main
from coursewright.handbook import REPORTED, handbook
from coursewright.link_question import link_question
from coursewright.lock import Lock
from coursewright.markdown import Renderer
from coursewright.messages import validate
from coursewright.page import parse_page
from coursewright.problems import Problems
from coursewright.questions import QUESTION_TYPES
from coursewright.schema import FILES, schema_of
from coursewright.source import parse_yaml
from problem_cases import HERE, SMALL
from test_player_scores import linked

DOCS = HERE.parent / "docs"


def test_the_handbook_is_fresh() -> None:
    assert (DOCS / "handbook.md").read_text(encoding="utf-8") == handbook(), "run `coursewright handbook --out docs/handbook.md`"


def test_every_file_has_an_example_that_parses() -> None:
    text = handbook()
    for kind in FILES:
        section = text.split(f"## {kind.name.capitalize()} file")[1]
        found = re.search(r"```(?:yaml|markdown)\n(.*?)\n```", section, re.DOTALL)
        assert found, kind.name
        problems = Problems()
        if kind.pattern.endswith(".md"):
            page = parse_page(found.group(1), "page.md", problems, topic=kind.name == "topic")
            assert page
            assert page.body.all("section" if kind.name == "topic" else "descriptor")
        else:
            source = parse_yaml(found.group(1), "file.yaml", problems)
            assert source
            assert validate(kind.model, source, kind.name, problems)
        assert list(problems) == []


def test_every_key_of_every_file_is_in_it() -> None:
    text = handbook()
    for kind in FILES:
        schema = schema_of(kind)
        for definition in (schema, *schema.get("$defs", {}).values()):
            for key in definition["properties"]:
                assert f"| `{key}` |" in text, key


@pytest.mark.parametrize("name", QUESTION_TYPES)
def test_every_example_of_a_question_parses_links_and_is_reported_as_it_says(name: str) -> None:
    text = handbook().split(f"### `{name}`")[1]
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert example
    question = "\n".join(f"    {line}" for line in example.group(1).splitlines()).replace("    id", "  - id", 1)
    quiz = (SMALL / "quizzes/1/1.1/stage-2.yaml").read_text(encoding="utf-8")
    before, _, after = quiz.partition("questions:\n")
    problems = Problems()
    source = parse_yaml(f"{before}questions:\n{question}\ndebrief: {after.partition('debrief: ')[2]}", "quiz.yaml", problems)
    assert source, [str(problem) for problem in problems]
    file = validate(QuizFile, source, "quiz", problems)
    assert file, [str(problem) for problem in problems]
    assert file.questions[0].type == name
    element = linked(SMALL).modules[0].domain.elements[0]
    lock = Lock()
    lock.number("m", "quizzes", "q")
    made = link_question(
        file.questions[0], ("questions", 0), source, 1, element, lock, ("m", "quizzes", "q"), Renderer(problems), [], problems
    )
    assert made, [str(problem) for problem in problems]
    assert made.data["interaction"] == REPORTED[name]


def test_the_tutorial_works_step_by_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    ran = 0
    for head, body in re.findall(r"```(\w.*?)\n(.*?)```", text, re.DOTALL):
        kind, *words = head.split()
        options = dict(word.partition("=")[::2] for word in words)
        if kind == "yaml":
            path = tmp_path / options["file"]
            path.write_text((path.read_text(encoding="utf-8") if "append" in options else "") + body, encoding="utf-8")
            continue
        for line in body.strip().splitlines():
            program, *arguments = shlex.split(line)
            assert program == "coursewright"
            result = CliRunner().invoke(main, arguments)
            assert result.exit_code == int(options.get("exit", "0")), f"{line}\n{result.output}"
            ran += 1
    assert ran == 8
    assert len(list((tmp_path / "kitchen" / "dist").glob("*.zip"))) == 4
