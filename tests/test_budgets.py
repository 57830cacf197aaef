"""What a package may weigh, what becomes of images, and that a fault of size is told (PF-1, PF-2, PF-6)."""

from __future__ import annotations

import io
import random
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from coursewright import budgets, media, pipeline
from coursewright.budgets import check_budgets
from coursewright.images import WIDEST, BadImageError, ready
from coursewright.package import Package, PackageFile, Unit
from coursewright.problems import Problems
from coursewright.schemas import SchemaStore
from coursewright.settings import Settings
from problem_cases import SMALL, project_with

PAGE = b'<link rel="stylesheet" href="css/module.css"><script src="js/module.js" defer></script><script src="js/player.js" defer></script>'


def files(**sizes: int) -> list[PackageFile]:
    names = {
        "player": "js/player.js",
        "styles": "css/module.css",
        "data": "js/module.js",
        "stage": "js/stage-1.js",
        "quiz": "js/quiz-1.js",
        "film": "media/a.mp4",
    }
    made = [PackageFile("index.html", PAGE)]
    return made + [PackageFile(names[name], bytes(size)) for name, size in sizes.items()]


def holding(found: list[PackageFile]) -> Package:
    unit = Unit("m", "https://x.test/m", "M", "M", 0.65, False, timedelta(), (), "index.html", tuple(found))
    return Package("m", "1.0.0", "M", "M", "en", "https://x.test/m", "P", False, (), (unit,))


def codes(found: list[PackageFile]) -> list[str]:
    problems = Problems()
    check_budgets(holding(found), "dist/x.zip", problems)
    return [problem.code for problem in problems]


def test_what_is_within_its_budget_is_silent() -> None:
    assert codes(files(player=budgets.PLAYER, styles=budgets.STYLES, data=1000, stage=60_000, film=1000)) == []


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (files(player=budgets.PLAYER + 1), "budget.player"),
        (files(styles=budgets.STYLES + 1), "budget.styles"),
        (files(stage=budgets.PART + 1), "budget.part"),
        (files(quiz=budgets.PART + 1), "budget.part"),
        (files(stage=budgets.PART, data=budgets.START - budgets.PART), "budget.start"),
        ([PackageFile("index.html", PAGE * 2)], "budget.requests"),
        (files(film=budgets.PACKAGE), "package.large"),
        ([PackageFile(f"media/{number}.png", b"") for number in range(budgets.FILES + 1)], "package.many-files"),
    ],
)
def test_what_is_over_is_told(found: list[PackageFile], code: str) -> None:
    assert codes(found) == [code]


def test_only_the_largest_part_counts_before_the_first_page() -> None:
    parts = [PackageFile(f"js/stage-{number}.js", bytes(90_000)) for number in range(4)]
    assert codes([*files(data=50_000), *parts]) == []


def test_a_build_over_its_budget_writes_nothing(tmp_path: Path, store: SchemaStore, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "course"
    shutil.copytree(SMALL, project)
    monkeypatch.setattr(budgets, "PLAYER", 1000)
    report = pipeline.build(Settings(project, project / "dist"), store)
    assert {problem.code for problem in report.problems} == {"budget.player"}
    assert not list(project.glob("dist/*.zip"))


def test_a_large_recording_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "LARGE", 10)
    call = 'Omar chairs two teams.\n\n  ![A call](call.mp3 "transcript: call.md")\n\n '
    edits = [
        {"file": "quizzes/1/1.1/stage-2.yaml", "find": "Omar chairs two teams.", "put": call},
        {"file": "quizzes/1/1.1/call.mp3", "whole": "x" * 11},
        {"file": "quizzes/1/1.1/call.md", "whole": "Hello."},
    ]
    found = pipeline.lint(project_with(edits, tmp_path)).problems
    assert [problem.code for problem in found] == ["media.large"]


def image(width: int, height: int, kind: str, *, noise: bool = False, notes: bool = False) -> bytes:
    made = Image.new("RGB", (width, height), "teal")
    if noise:
        pixels = random.Random(4)
        made.putdata([(pixels.randrange(256), pixels.randrange(256), pixels.randrange(256)) for _ in range(width * height)])
    exif = Image.Exif()
    if notes:
        exif[0x010E] = "taken at home"
        exif[0x0112] = 6  # turned by a quarter
    target = io.BytesIO()
    made.save(target, kind, exif=exif) if notes else made.save(target, kind)
    return target.getvalue()


def test_an_image_is_no_wider_than_a_screen_can_show() -> None:
    picture = ready(image(WIDEST * 2, 600, "PNG"))
    assert (picture.width, picture.height) == (WIDEST, 300)
    with Image.open(io.BytesIO(picture.data)) as shown:
        assert shown.size == (WIDEST, 300)


def test_a_photograph_stands_upright_and_says_nothing_of_where_it_was_taken() -> None:
    picture = ready(image(60, 40, "JPEG", noise=True, notes=True))
    assert (picture.width, picture.height) == (40, 60)
    assert b"taken at home" not in picture.data
    assert picture.webp is not None
    assert b"taken at home" not in picture.webp
    assert len(picture.webp) < len(picture.data)


def test_what_is_small_already_is_not_made_larger() -> None:
    small = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(small, "PNG", optimize=True)
    assert len(ready(small.getvalue()).data) <= len(small.getvalue())


def test_an_animation_keeps_moving() -> None:
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("teal", "gold")]
    target = io.BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    picture = ready(target.getvalue())
    assert picture.data == target.getvalue()
    assert picture.webp is None


@pytest.mark.parametrize("data", [b"", b"not a picture", b"<svg/>", image(30, 30, "PNG")[:-40], b"BM" + bytes(60)])
def test_what_is_no_image_is_refused(data: bytes) -> None:
    with pytest.raises(BadImageError):
        ready(data)


def test_a_bomb_of_pixels_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(BadImageError, match="too many pixels"):
        ready(image(30, 30, "PNG"))


def test_an_image_in_a_text_has_its_size_and_a_smaller_form(tmp_path: Path, store: SchemaStore) -> None:
    edits = [
        {"file": "quizzes/1/1.1/stage-2.yaml", "find": "Omar chairs two teams.", "put": "Omar ![The plan](plan.png)"},
        {"file": "quizzes/1/1.1/plan.png", "image": [2560, 100]},
    ]
    project = project_with(edits, tmp_path)
    from coursewright.link import link
    from coursewright.lock import read_lock
    from coursewright.parse import parse_project

    problems = Problems()
    course = link(parse_project(project, problems), read_lock(project, problems), problems)
    assert course is not None
    quiz = next(quiz for quiz in course.modules[0].quizzes if quiz.stage == 2)
    assert 'alt="The plan" width="1280" height="50" loading="lazy" decoding="async"' in quiz.scenario
    assert '<source type="image/webp" srcset="media/' in quiz.scenario
    assert sorted(href.rpartition(".")[2] for href in course.modules[0].media) == ["png", "webp"]
