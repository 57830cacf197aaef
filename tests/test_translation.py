"""A course out to translators and back: stable keys, what is missing or stale, packages in each language."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coursewright import pipeline
from coursewright.cli import main
from coursewright.parse import parse_project
from coursewright.problems import Problems
from coursewright.schemas import SchemaStore
from coursewright.settings import Settings
from coursewright.translation import Translated, catalogue_path, read_catalogue, texts, write_catalogue
from problem_cases import SMALL, TYPES, every_type

QUIZ = "quizzes/1/1.1/stage-1.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    shutil.copytree(SMALL, folder)
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["translate", *words])


def course_texts(project: Path) -> dict[str, str]:
    return texts(parse_project(project, Problems()))


def read(project: Path, language: str = "ar-XB") -> dict[str, Translated]:
    path = project / catalogue_path(language)
    entries = read_catalogue(path, path.name, Problems())
    assert entries is not None
    return entries


def fill(project: Path, language: str = "ar-XB") -> None:
    """Everything translated: each text in capitals."""
    entries = {key: Translated(text, text.upper()) for key, text in course_texts(project).items()}
    write_catalogue(project / catalogue_path(language), language, entries)
    catalogue = project / "content/catalogue.yaml"
    text = catalogue.read_text(encoding="utf-8")
    if "languages" not in text:
        catalogue.write_text(text.replace("language: en-GB", f"language: en-GB\nlanguages: [{language}]"), encoding="utf-8")


def codes(project: Path) -> list[str]:
    return [problem.code for problem in pipeline.lint(project).problems]


def test_keys_are_made_of_what_never_changes(project: Path) -> None:
    found = course_texts(project)
    assert found["content/listening/1.1.md#descriptor-1.1.1/looks-like/text"] == "You leave a pause."
    assert found[f"{QUIZ}#questions/what-now/stem"] == "What should Lena do?"
    assert found["content/framework.yaml#stages/1/name"]
    assert not [key for key in found if "author_role" in key or "rationale" in key or "/people/" in key or key.endswith(("/id", "#id"))]
    text = (project / QUIZ).read_text(encoding="utf-8")
    (project / QUIZ).write_text(text.replace("title: ", "# a comment\ntitle: "), encoding="utf-8")
    assert course_texts(project) == found


@pytest.mark.parametrize("course", [SMALL, TYPES], ids=["small", "types"])
def test_nothing_a_learner_reads_is_left_out(course: Path, tmp_path: Path, store: SchemaStore) -> None:
    """With every text in other letters, no authored word stands in any package but those of the tool."""
    project = tmp_path / "course"
    if course is SMALL:
        shutil.copytree(SMALL, project)
    else:
        project = every_type(tmp_path)
    marked = {key: Translated(text, _marked(text)) for key, text in course_texts(project).items()}
    write_catalogue(project / catalogue_path("ar-XB"), "ar-XB", marked)
    catalogue = project / "content/catalogue.yaml"
    text = catalogue.read_text(encoding="utf-8")
    assert "language: en-GB" in text
    catalogue.write_text(text.replace("language: en-GB", "language: en-GB\nlanguages: [ar-XB]"), encoding="utf-8")
    report = pipeline.build(Settings(project, project / "dist", standards=("scorm12",)), store)
    assert not report.errors, [str(problem) for problem in report.problems]
    package = next((project / "dist").glob("*.ar-xb.scorm12.zip"))
    with zipfile.ZipFile(package) as archive:
        page = archive.read("index.html").decode()
        parts = [archive.read(name).decode() for name in archive.namelist() if name.startswith(("js/stage-", "js/quiz-"))]
        module = json.loads(archive.read("js/module.js").decode().partition("{module:")[2].partition(",parts:{}")[0])
    assert 'lang="ar-XB" dir="rtl"' in page
    quizzes = [quiz["title"] for quiz in module["quizzes"]]
    assert all(title.startswith("«") for title in [module["title"], *quizzes])
    for part in parts:
        data = json.loads(part.partition("]=")[2].rstrip().rstrip(";"))
        for one in data.get("pages", []):
            assert "«" in one["html"]
        if "scenario" in data:
            assert "«" in data["scenario"]
            assert "«" in data["debrief"]
        for question in data.get("questions", []):
            assert question["description"].startswith("«"), question["key"]
            notes = [note for note in question["feedback"].values() if note]
            assert all("«" in note for note in notes), question["key"]


def _marked(text: str) -> str:
    """Each line in guillemets, the Markdown at its beginning kept where it is."""
    lines = []
    for line in text.split("\n"):
        bare = line.strip()
        plain = bare and not bare.startswith(("|", ">", "-", "!", "*", "#", "1.")) and not line.startswith("  ")
        lines.append(f"«{line}»" if plain else line)
    return "\n".join(lines)


def test_a_whole_translation_builds_packages_in_both_languages(project: Path, store: SchemaStore) -> None:
    fill(project)
    report = pipeline.build(Settings(project, project / "dist"), store)
    assert [str(problem) for problem in report.problems] == []
    names = sorted(path.name for path in (project / "dist").glob("*.zip"))
    assert len(names) == 8
    assert "listening-1.0.0.ar-xb.scorm12.zip" in names
    assert "listening-1.0.0.scorm12.zip" in names
    with zipfile.ZipFile(project / "dist" / "listening-1.0.0.ar-xb.scorm12.zip") as archive:
        assert "WHAT SHOULD LENA DO?" in archive.read("js/quiz-1.js").decode()
    # The same activity and the same numbers: records and progress of both go together.
    data = []
    for name in ("listening-1.0.0.ar-xb.cmi5.zip", "listening-1.0.0.cmi5.zip"):
        with zipfile.ZipFile(project / "dist" / name) as archive:
            data.append(json.loads(archive.read("js/module.js").decode().partition("{module:")[2].partition(",parts:{}")[0]))
    for key in ("iri", "lineage", "id"):
        assert data[0][key] == data[1][key]
    assert [quiz["number"] for quiz in data[0]["quizzes"]] == [quiz["number"] for quiz in data[1]["quizzes"]]


def test_what_is_not_translated_is_told_and_shown_as_authored(project: Path, store: SchemaStore) -> None:
    fill(project)
    entries = read(project)
    entries[f"{QUIZ}#questions/what-now/stem"] = Translated("What should Lena do?", "")
    write_catalogue(project / catalogue_path("ar-XB"), "ar-XB", entries)
    assert codes(project) == ["translation.untranslated"]
    pipeline.build(Settings(project, project / "dist"), store)
    with zipfile.ZipFile(project / "dist" / "listening-1.0.0.ar-xb.scorm12.zip") as archive:
        assert "What should Lena do?" in archive.read("js/quiz-1.js").decode()


def test_a_changed_text_makes_its_translation_stale_until_it_is_looked_at(project: Path) -> None:
    fill(project)
    path = project / QUIZ
    path.write_text(path.read_text(encoding="utf-8").replace("What should Lena do?", "What should Lena do now?"), encoding="utf-8")
    assert codes(project) == ["translation.stale"]
    assert run("export", str(project), "--language", "ar-XB").exit_code == 0
    entry = read(project)[f"{QUIZ}#questions/what-now/stem"]
    assert entry == Translated("What should Lena do now?", "WHAT SHOULD LENA DO?", stale=True)
    assert codes(project) == ["translation.stale"]
    catalogue = project / catalogue_path("ar-XB")
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace("#, fuzzy\n", ""), encoding="utf-8")
    assert codes(project) == []


def test_a_text_that_is_gone_is_told_and_left_out_of_the_next_export(project: Path) -> None:
    fill(project)
    entries = read(project) | {"quizzes/1/1.1/stage-9.yaml#title": Translated("Gone", "WEG")}
    write_catalogue(project / catalogue_path("ar-XB"), "ar-XB", entries)
    assert codes(project) == ["translation.unknown"]
    assert run("export", str(project), "--language", "ar-XB").exit_code == 0
    assert codes(project) == []


def test_a_fault_that_only_the_translation_has_is_told_at_its_file(project: Path) -> None:
    fill(project)
    key = f"{QUIZ}#scenario"
    entries = read(project)
    entries[key] = Translated(entries[key].text, "Lena <b>waits</b>.")
    write_catalogue(project / catalogue_path("ar-XB"), "ar-XB", entries)
    found = pipeline.lint(project).problems
    assert [problem.code for problem in found] == ["text.raw-html"]
    assert str(found[0]).startswith("translations/ar-XB.po: error: raw HTML")
    assert f"(translated from {QUIZ}" in str(found[0])


@pytest.mark.parametrize("kind", ["po", "xliff"])
def test_out_to_a_translator_and_back(project: Path, kind: str, tmp_path: Path) -> None:
    out = tmp_path / f"for-the-translator.{kind}"
    assert run("export", str(project), "--language", "cy", "--file-format", kind, "--out", str(out)).exit_code == 0
    entries = read_catalogue(out, out.name, Problems())
    assert entries is not None
    assert {key: entry.text for key, entry in entries.items()} == course_texts(project)
    done = {key: Translated(entry.text, f"{entry.text} (cy)") for key, entry in entries.items() if "quizzes" in key}
    write_catalogue(out, "cy", done)
    result = run("import", str(out), str(project), "--language", "cy")
    assert result.exit_code == 0, result.output
    assert "translation.untranslated" in result.output
    known = read(project, "cy")
    assert known[f"{QUIZ}#questions/what-now/stem"].translation == "What should Lena do? (cy)"
    assert set(known) == set(course_texts(project))
    before = (project / catalogue_path("cy")).read_bytes()
    assert run("import", str(out), str(project), "--language", "cy").exit_code == 0
    assert (project / catalogue_path("cy")).read_bytes() == before


@pytest.mark.parametrize("name", ["broken.po", "broken.xliff"])
def test_a_broken_file_changes_nothing(project: Path, tmp_path: Path, name: str) -> None:
    fill(project)
    before = (project / catalogue_path("ar-XB")).read_bytes()
    (tmp_path / name).write_text("hello <", encoding="utf-8")
    result = run("import", str(tmp_path / name), str(project), "--language", "ar-XB")
    assert result.exit_code == 1
    assert "language.broken-catalogue" in result.output
    assert (project / catalogue_path("ar-XB")).read_bytes() == before


def test_the_players_own_words_go_to_a_translator_too(project: Path) -> None:
    assert run("player", str(project), "--language", "fr").exit_code == 0
    text = (project / "translations/player.fr.po").read_text(encoding="utf-8")
    assert 'msgctxt "page.skip"' in text
    assert "nplurals" in text
    assert run("player", str(project), "--language", "fr").exit_code == 1
    assert run("player", str(project), "--language", "xq").exit_code == 2
