"""The player's words in other languages: whole, filled in rightly, with the plural forms of each language (AX-11, AX-12)."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from coursewright import pipeline
from coursewright.markdown import ENGLISH
from coursewright.problems import Place, Problems
from coursewright.schemas import SchemaStore
from coursewright.settings import Settings
from coursewright.strings import Strings, direction, english, languages, link_strings, template
from coursewright.templates import templates_root
from problem_cases import SMALL

HERE = Path(__file__).parent


def linked(language: str, project: Path = SMALL) -> tuple[Strings, list[str]]:
    problems = Problems()
    strings = link_strings(language, project, Place("content/catalogue.yaml"), problems)
    return strings, [problem.code for problem in problems]


def test_welsh_is_whole_and_waits_for_a_reviewer() -> None:
    strings, codes = linked("cy")
    assert codes == ["language.unreviewed"]
    assert set(strings) == set(english())
    assert strings["page.save_exit"] == "Cadw a gadael"
    same = {key for key in strings if strings[key] == english()[key]}
    assert same == {"quiz.arrow"}
    assert set(strings["contents.left"]) == {"zero", "one", "two", "few", "many", "other"}


def test_english_is_the_same_everywhere_and_rendering_knows_it() -> None:
    assert linked("en-AU") == (english(), [])
    assert {key: english()[key] for key in ENGLISH} == ENGLISH
    assert languages() == ("en", "cy")


def test_the_pseudo_language_is_longer_and_keeps_what_is_filled_in() -> None:
    strings, codes = linked("en-XA")
    assert codes == []
    for key, text in english().items():
        if isinstance(text, str):
            assert len(strings[key]) > len(text)
            assert re.findall(r"\{\w+\}", strings[key]) == re.findall(r"\{\w+\}", text)


@pytest.mark.parametrize(("language", "way"), [("en-GB", "ltr"), ("cy", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("ar-XB", "rtl")])
def test_direction(language: str, way: str) -> None:
    assert direction(language) == way


@pytest.fixture
def french(tmp_path: Path) -> Path:
    """A project with a French catalogue in which every string is its English."""
    catalog = template("fr")
    for message in catalog:
        if message.id:
            message.string = message.id
    path = tmp_path / "translations" / "player.fr.po"
    path.parent.mkdir()
    with path.open("wb") as file:
        write_po(file, catalog, width=0)
    return path


def edited(path: Path, old: str, new: str) -> list[str]:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return linked("fr", path.parent.parent)[1]


def test_a_project_can_bring_a_language_of_its_own(french: Path) -> None:
    strings, codes = linked("fr-CA", french.parent.parent)
    assert codes == []
    assert strings["contents.left"]["one"] == "{n} thing left to do, about {minutes} minutes."
    # French counts 0 with 1, and has a category of its own for millions.
    assert strings["contents.left"]["many"] == strings["contents.left"]["other"]


def test_what_is_not_translated_is_told(french: Path) -> None:
    assert edited(french, 'msgstr "Skip to the content"', 'msgstr ""') == ["language.missing-strings"]


def test_what_translates_an_older_wording_is_told(french: Path) -> None:
    assert edited(french, 'msgid "Skip to the content"', 'msgid "Skip"') == ["language.stale-strings"]


def test_a_place_to_fill_in_that_is_lost_is_told(french: Path) -> None:
    assert edited(french, 'msgstr "Your best so far: {score}%."', 'msgstr "Le mieux : {note}%."') == ["language.placeholders"]


def test_the_browser_chooses_the_forms_the_catalogue_has() -> None:
    """Intl.PluralRules in a browser's engine and Babel agree on every category that a number can ask for."""
    script = (
        "for (const l of ['en','cy','fr','ar','pl']) console.log("
        "JSON.stringify([l, [...Array(201).keys()].map(n => new Intl.PluralRules(l).select(n))]))"
    )
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    from coursewright.strings import locale_of

    for line in done.stdout.splitlines():
        language, categories = json.loads(line)
        assert [locale_of(language).plural_form(number) for number in range(201)] == categories, language


def test_the_shipped_catalogues_are_in_step_with_the_english() -> None:
    for path in (templates_root() / "strings").glob("*.po"):
        with path.open("rb") as file:
            catalog = read_po(file)
        keys = {message.context for message in catalog if message.id}
        assert keys == set(english()), path.name


@pytest.mark.parametrize("language", ["cy", "en-XA", "ar-XB"])
def test_a_course_builds_in_it(language: str, tmp_path: Path, store: SchemaStore) -> None:
    project = tmp_path / "course"
    shutil.copytree(SMALL, project)
    catalogue = project / "content/catalogue.yaml"
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace("language: en-GB", f"language: {language}"), encoding="utf-8")
    report = pipeline.build(Settings(project, project / "dist"), store)
    assert report.errors == 0
    assert len(report.packages) == 4
