"""Whatever stands in an authored file, `lint` gives problems: never a traceback, never a hang, never a memory full of copies."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursewright.pipeline import lint
from problem_cases import SMALL, TYPES

FILES = [
    (project, path.relative_to(project).as_posix())
    for project in (SMALL, TYPES)
    for path in sorted(project.rglob("*"))
    if path.suffix in (".yaml", ".md")
]
EXAMPLES = int(os.environ.get("COURSEWRIGHT_FUZZ", "12"))
"""Mutations of each file; other ones in every run. `make fuzz` tries many."""
MEMORY = 1_500_000_000
SECONDS = 120
"""Limits of one run, far above what it needs: a hang or a blow-up passes them, a slow machine does not."""

VALUES = st.sampled_from(
    [
        *(
            "",
            "null",
            "~",
            "true",
            "No",
            "-1",
            "0x1F",
            "1e999",
            ".nan",
            "1_000",
            "12:30",
            "2027-13-45",
            "2027-11-30",
            "2027-11-30T10:00:00Z",
        ),
        *(
            "9" * 5000,
            "[]",
            "{}",
            "[[], {}]",
            "{a: {b: c}}",
            "!!python/object:os.system x",
            "!!binary aGk=",
            "&a [*a]",
            "*nobody",
            "<<",
            "? x",
        ),
        *(
            "|",
            ">-",
            "'",
            '"',
            "{",
            "[",
            "@x",
            "`x`",
            "%x",
            "\t",
            "- - -",
            "---",
            "...",
            "\u2028",
            "\ufeff",
            "\x07",
            "\ud7ff",
            "𝔘🏽‍🚒",
            "a" * 70,
        ),
        *(
            "<script>",
            "{{ 7 }}",
            "{% x %}",
            "](x)",
            "![](x)",
            "![x](../../../etc/passwd)",
            "[x](javascript:y)",
            "> [!NOPE]",
            "| a |\n|-|",
            "::: x",
        ),
        *("1.1", '"1.1"', '"9.9"', "stage-1", "worth: 1", "../..", "COM1", "x\0y", "=cmd|x"),
    ]
)


@st.composite
def mutated(draw: st.DrawFn, text: str) -> bytes:
    """The text with a few faults of the kinds that editors, merges and copies make."""
    for _ in range(draw(st.integers(1, 3))):
        lines = text.split("\n")
        at = draw(st.integers(0, max(0, len(lines) - 1)))
        kind = draw(st.sampled_from(["cut", "drop", "twice", "indent", "value", "key", "insert", "swap", "text"]))
        if kind == "cut":
            text = text[: draw(st.integers(0, len(text)))]
            continue
        line = lines[at]
        if kind == "drop":
            del lines[at : at + draw(st.integers(1, 5))]
        elif kind == "twice":
            lines[at:at] = lines[at : at + draw(st.integers(1, 8))]
        elif kind == "indent":
            lines[at] = " " * draw(st.integers(0, 12)) + line.lstrip()
        elif kind == "value":
            lines[at] = re.sub(r":.*$", lambda _: ": " + draw(VALUES), line) if ":" in line else draw(VALUES)
        elif kind == "key":
            lines[at] = re.sub(
                r"[a-z_]+:", draw(st.sampled_from(["x:", "id:", "type:", "text:", "feedback:", "1:", "[a]:", "? a\n:"])), line
            )
        elif kind == "insert":
            lines.insert(at, " " * draw(st.integers(0, 8)) + draw(VALUES))
        elif kind == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        else:
            lines[at] = line + draw(st.text(max_size=12))
        text = "\n".join(lines)
    data = text.encode("utf-8", "surrogatepass")
    return data + draw(st.sampled_from([b"", b"", b"", b"\xff", b"\x00", b"\xef\xbb\xbf", b"\xc3"]))


@pytest.mark.parametrize(("project", "path"), FILES, ids=lambda value: value if isinstance(value, str) else value.name)
def test_a_mutated_file_gives_problems_and_no_traceback(project: Path, path: str, tmp_path: Path) -> None:
    shutil.copytree(project, tmp_path / "course")
    target = tmp_path / "course" / path
    original = target.read_text(encoding="utf-8")

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(mutated(original))
    def check(data: bytes) -> None:
        target.write_bytes(data)
        for problem in lint(tmp_path / "course").problems:
            assert problem.message
            assert "\n" not in str(problem)
            assert problem.place.line <= data.count(b"\n") + data.count(b"\r") + 2 or problem.place.path != path

    check()


QUIZ = "quizzes/1/1.1/stage-2.yaml"
PAGE = "content/listening/1.1.md"
HEAD = '---\nelement: "1.1"\ntitle: x\n---\n'
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def scenario(text: str) -> str:
    """The quiz with another scenario."""
    return (SMALL / QUIZ).read_text(encoding="utf-8").replace("Omar chairs two teams.", text)


MONSTERS: dict[str, tuple[str, str]] = {
    "billion laughs": (QUIZ, LAUGHS),
    "merge keys": (QUIZ, "a: &a {b: 1}\nc:\n  <<: *a\n"),
    "deep lists": (QUIZ, "[" * 200_000),
    "deep mappings": (QUIZ, "{a: " * 100_000),
    "deep blocks": (QUIZ, "".join(f"{' ' * depth}a:\n" for depth in range(1300))),
    "many keys": (QUIZ, "".join(f"k{number}: 1\n" for number in range(35_000))),
    "many questions": (QUIZ, "questions:\n" + "  - id: x\n" * 35_000),
    "one long line": (QUIZ, "title: " + "x" * 390_000),
    "one long word with colons": (QUIZ, "title: " + "a:" * 190_000),
    "an open quote": (QUIZ, 'title: "' + "x\n" * 150_000),
    "brackets in a text": (QUIZ, scenario("[" * 300_000)),
    "stars in a text": (QUIZ, scenario("*a_" * 130_000)),
    "quotations in quotations": (QUIZ, scenario("> " * 190_000 + "x")),
    "words without end": (QUIZ, scenario("organize which is not all of the above " * 9_000)),
    "lists in lists": (PAGE, HEAD + "".join(f"{'  ' * depth}- x\n" for depth in range(600))),
    "open containers": (PAGE, HEAD + "::: descriptor 1.1.1\n" * 18_000),
    "closed containers": (PAGE, HEAD + ":::\n" * 95_000),
    "tags in a text": (PAGE, HEAD + "<a " * 130_000),
    "a table": (PAGE, HEAD + "|a" * 20_000 + "\n" + "|-" * 20_000 + "\n" + "|b" * 100_000),
    "images": (PAGE, HEAD + "![" * 190_000),
    "links": (PAGE, HEAD + "[a](<b" * 60_000),
    "too large": (PAGE, "x" * 2_000_000),
    "a lock of lists": ("coursewright.lock", "[" * 100_000),
    "a lock of tables": ("coursewright.lock", '{"a":' * 100_000),
    "a lock of numbers": ("coursewright.lock", '{"version": 1, "modules": {"a": {"b": {"number": ' + "9" * 5000 + "}}}}"),
}


def test_of_a_flood_of_problems_the_first_are_told(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "course")
    (tmp_path / "course" / PAGE).write_text(HEAD + ":::\n" * 1000, encoding="utf-8")
    found = [problem for problem in lint(tmp_path / "course").problems if problem.place.path == PAGE]
    assert len(found) == 201
    assert [problem.message for problem in found if problem.code == "file.too-many-problems"] == [
        "there are more than 200 problems in this file; the rest is not told until these are mended"
    ]


@pytest.mark.parametrize("name", MONSTERS)
def test_a_monstrous_file_is_refused_within_bounds(name: str, tmp_path: Path) -> None:
    path, text = MONSTERS[name]
    shutil.copytree(SMALL, tmp_path / "course")
    (tmp_path / "course" / path).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "coursewright", "lint", str(tmp_path / "course")],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr[-2000:]
    assert done.returncode in (0, 1)
    assert " error" in done.stdout
    assert len(done.stdout) < 100_000
