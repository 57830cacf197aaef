"""Cases of `tests/problems/<code>/case.yaml`: edits to a small course, and what must be reported then.

bad:                                  edits that make the fault
  - file: quizzes/1/1.1/stage-1.yaml
    find: "worth: 1"                  stands exactly once in the file (or `whole: text`, `delete: true`, `latin1: text`, `image: [w, h]`)
    put: "worth: yes"
expected: |                           every line that must be reported, and nothing else
  quizzes/1/1.1/stage-1.yaml:25:16: error: ...
near:                                 edits that come close and must be silent
  - ...
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from ruamel.yaml import YAML

from coursewright.new import new_overview
from coursewright.problems import Problems

HERE = Path(__file__).parent
SMALL = HERE / "courses" / "small"
TYPES = HERE / "courses" / "types"
FOLDER = HERE / "problems"


@dataclass(frozen=True)
class Case:
    code: str
    bad: list[dict[str, Any]]
    near: list[dict[str, Any]]
    expected: str


def cases() -> list[Case]:
    found = []
    for path in sorted(FOLDER.glob("*/case.yaml")):
        data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        found.append(Case(path.parent.name, data["bad"], data["near"], data["expected"]))
    return found


def every_type(folder: Path) -> Path:
    """A copy in `folder` of the course with every question type, with the recordings it shows: binary files are never committed."""
    project = folder / "types"
    shutil.copytree(TYPES, project)
    silence = bytes.fromhex("fffb9064") + bytes(413)  # one frame of MPEG layer III at 128 kbit/s and 44.1 kHz
    (project / "quizzes/1/1.1/call.mp3").write_bytes(silence * 40)
    (project / "quizzes/1/1.1/walk.mp4").write_bytes(b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2")
    return project


def project_with(edits: list[dict[str, Any]], folder: Path) -> Path:
    """A copy of the small course in `folder`, with the edits made."""
    project = folder / "course"
    shutil.copytree(SMALL, project)
    for edit in edits:
        path = project / edit["file"]
        if edit.get("delete"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        elif "whole" in edit:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(edit["whole"], encoding="utf-8")
        elif "image" in edit:
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", tuple(edit["image"]), "teal").save(path)
        elif "latin1" in edit:
            path.write_bytes(edit["latin1"].encode("latin-1"))
        else:
            text = path.read_text(encoding="utf-8")
            assert text.count(edit["find"]) == 1, f"{edit['find']!r} stands {text.count(edit['find'])} times in {path.name}"
            path.write_text(text.replace(edit["find"], edit["put"]), encoding="utf-8")
    return project


SERIES = """courses:
  - id: both
    title: Both modules
    description: Two short modules in one package, made for testing.
    version: 2.0.0
  - id: for-teams
    title: For your own team
    description: Only the first stage of both modules, made for testing.
    version: 1.1.0
    stage: 1
    modules: [answering, listening]
"""


def series(folder: Path) -> Path:
    """A copy in `folder` of the small course with a second module much like the first, and two courses of both."""
    project = project_with([], folder)
    framework = project / "content/framework.yaml"
    text = framework.read_text(encoding="utf-8")
    domain = text[text.index("  - number: 1\n    id: listening") :]
    framework.write_text(text + _second(domain.replace("number: 1\n", "number: 2\n")), encoding="utf-8")
    shutil.copytree(project / "content/listening", project / "content/answering")
    shutil.copytree(project / "quizzes/1/1.1", project / "quizzes/2/2.1")
    (project / "content/answering/1.1.md").rename(project / "content/answering/2.1.md")
    for path in (*(project / "content/answering").iterdir(), *(project / "quizzes/2/2.1").glob("*.yaml")):
        path.write_text(_second(path.read_text(encoding="utf-8").replace("domain: 1\n", "domain: 2\n")), encoding="utf-8")
    with (project / "content/catalogue.yaml").open("a", encoding="utf-8") as catalogue:
        catalogue.write("  - answering\n" + SERIES)
    return project


def _second(text: str) -> str:
    """The same text about the second module."""
    names = {
        "1.1": "2.1",
        "listening": "answering",
        "Listening": "Answering",
        "hearing-people": "giving-answers",
        "Hearing people": "Giving answers",
    }
    names |= {"the-handover": "the-callback", "The handover": "The callback", "the-joint-meeting": "the-long-table"}
    names |= {"The joint meeting": "The long table"}
    for old, new in names.items():
        text = text.replace(old, new)
    return text


ALL_TOGETHER = """id: all-together
title: All together
version: 1.0.0
description: A self-check over every domain, made for testing.
about: |
  Rate yourself in every domain.
"""


def whole(folder: Path) -> Path:
    """The series with what modules without a domain can have: an overview with topic pages and a stage finder, and a self-check of
    everything. The second domain has the second stage only."""
    project = series(folder)
    framework = project / "content/framework.yaml"
    first, second = framework.read_text(encoding="utf-8").split("  - number: 2\n    id: answering")
    second = second.replace("stages: [1, 2]", "stages: [2]", 1)
    begin, end = second.index("          - stage: 1"), second.index("          - stage: 2")
    framework.write_text(f"{first}  - number: 2\n    id: answering{second[:begin]}{second[end:]}", encoding="utf-8")
    (project / "quizzes/2/2.1/stage-1.yaml").unlink()
    page = project / "content/answering/2.1.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text[: text.index("::: stage 1")] + text[text.index("::: stage 2") :], encoding="utf-8")
    assert new_overview(project, Problems()).written
    (project / "content/all-together").mkdir()
    (project / "content/all-together/module.yaml").write_text(ALL_TOGETHER, encoding="utf-8")
    (project / "content/all-together/self-check.yaml").write_text("intro: |\n  Think of the last month.\n", encoding="utf-8")
    catalogue = project / "content/catalogue.yaml"
    text = catalogue.read_text(encoding="utf-8").replace("modules: [answering, listening]", "modules: [overview, listening, all-together]")
    catalogue.write_text(text.replace("  - answering\n", "  - answering\n  - overview\n  - all-together\n", 1), encoding="utf-8")
    return project
