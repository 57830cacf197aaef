"""The course in other languages: what learners read, out to a catalogue and back.

`translations/<language>.po` holds one entry for each text: `msgctxt` is `<file>#<path>`, made of the ids and numbers that never
change, so that reordering loses nothing; `msgid` is the text as authored. Translators may take it as XLIFF as well.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po
from pydantic import BaseModel

from coursewright.authored import Person, TopicFrontMatter
from coursewright.page import AuthoredPage, Container
from coursewright.parse import AuthoredCourse, AuthoredModule, Parsed
from coursewright.problems import Place, Problems
from coursewright.questions.question import Authored

M = TypeVar("M", bound=Authored)
FOLDER = "translations"
SHOWN = frozenset(
    {
        *("title", "name", "short", "about", "finder", "not_yet", "attribution", "text", "description", "scenario", "debrief", "stem"),
        *("feedback", "feedback_true", "feedback_false", "feedback_right", "feedback_near", "feedback_low", "feedback_high"),
        *("feedback_other", "intro", "term", "also", "meaning", "alt", "first", "last", "unit", "spellings"),
        *("answers", "rater", "no_opportunity"),
    }
)
"""Keys whose texts learners read. A list of texts is one entry, a line for each."""

_TITLED = ("example", "section")
"""Containers with a title behind their name."""

Change = Callable[[str, str], str]
"""What stands instead of a text: called with its key and the text."""


class XliffMissingError(Exception):
    """The library that reads and writes XLIFF is not installed."""


@dataclass(frozen=True)
class Translated:
    """A text and its translation, "" if there is none; `stale` if the text has changed since."""

    text: str
    translation: str
    stale: bool = False


def texts(course: AuthoredCourse) -> dict[str, str]:
    """Every text that learners of the course read, by key, in the order of the files."""
    found: dict[str, str] = {}

    def note(key: str, text: str) -> str:
        found[key] = text
        return text

    changed(course, note)
    return found


def changed(course: AuthoredCourse, change: Change) -> AuthoredCourse:
    """The course with every text put through `change`."""
    return dataclasses.replace(
        course,
        catalogue=_parsed(course.catalogue, change),
        framework=_parsed(course.framework, change),
        theme=_parsed(course.theme, change),
        glossary=_parsed(course.glossary, change),
        modules=tuple(_module(module, change) for module in course.modules),
        quizzes=tuple(quiz for parsed in course.quizzes if (quiz := _parsed(parsed, change))),
    )


def _module(module: AuthoredModule, change: Change) -> AuthoredModule:
    file = _parsed(module.file, change)
    assert file is not None
    pages = tuple(_page(page, change) for page in module.pages)
    self_check, finder = _parsed(module.self_check, change), _parsed(module.finder, change)
    return dataclasses.replace(module, file=file, pages=pages, self_check=self_check, finder=finder)


def _parsed(parsed: Parsed[M] | None, change: Change) -> Parsed[M] | None:
    if parsed is None:
        return None
    return Parsed(_model(parsed.model, f"{parsed.source.path}#", change), parsed.source)


def _model(model: M, path: str, change: Change) -> M:
    update: dict[str, Any] = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if isinstance(model, Person) or not value or value == field.default:
            continue
        if isinstance(value, str) and name in SHOWN:
            update[name] = change(f"{path}{name}", value.strip())
        elif isinstance(value, Authored):
            update[name] = _model(value, f"{path}{name}/", change)
        elif isinstance(value, tuple) and all(isinstance(item, str) for item in value) and name in SHOWN:
            update[name] = tuple(line for line in change(f"{path}{name}", "\n".join(value)).split("\n") if line.strip())
        elif isinstance(value, tuple) and all(isinstance(item, Authored) for item in value):
            update[name] = tuple(_model(item, f"{path}{name}/{_name(item, at)}/", change) for at, item in enumerate(value))
    return model.model_copy(update=update)


def _name(item: BaseModel, position: int) -> str:
    """What never changes of an item: its id, number or stage."""
    for key in ("id", "number", "stage"):
        if (value := getattr(item, key, None)) is not None:
            return str(value)
    return str(position)


def _page(page: AuthoredPage, change: Change) -> AuthoredPage:
    front = page.front
    if isinstance(front, TopicFrontMatter):  # an element's page has the element's name as its title
        front = front.model_copy(update={"title": change(f"{page.path}#title", front.title)})
    return dataclasses.replace(page, front=front, body=_container(page.body, f"{page.path}#", change))


def _container(part: Container, path: str, change: Change) -> Container:
    own = path + ("" if path.endswith("#") else "/") + "text"
    text = change(own, part.text.strip()) if part.text.strip() else part.text
    argument = part.argument
    if part.name in _TITLED and argument:
        argument = change(f"{path}/title", argument)
    below = path if path.endswith("#") else f"{path}/"
    children = tuple(_container(child, f"{below}{_part_name(child, part)}", change) for child in part.children)
    return dataclasses.replace(part, text=text, argument=argument, children=children)


def _part_name(child: Container, parent: Container) -> str:
    """By its argument where that is an id or a number; by its place among its like where it is a title."""
    if child.name not in _TITLED:
        return f"{child.name}-{child.argument}" if child.argument else child.name
    place = parent.all(child.name).index(child)
    return f"{child.name}-{place + 1}" if place else child.name


# Catalogues


def catalogue_path(language: str) -> str:
    return f"{FOLDER}/{language}.po"


def merged(course: dict[str, str], known: dict[str, Translated]) -> dict[str, Translated]:
    """Every text of the course with what is known of its translation; one of an older wording is kept, and marked."""
    made = {}
    for key, text in course.items():
        old = known.get(key, Translated(text, ""))
        made[key] = Translated(text, old.translation, bool(old.translation) and (old.stale or old.text != text))
    return made


def read_catalogue(path: Path, shown: str, problems: Problems) -> dict[str, Translated] | None:
    """The entries of a .po or XLIFF file by key, or None with the problem reported.

    Raises XliffMissingError if an XLIFF file cannot be read for want of its library.
    """
    if path.suffix in (".xlf", ".xliff"):
        return _read_xliff(path, shown, problems)
    try:
        with path.open("rb") as file:
            catalog = read_po(file, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as fault:
        line = getattr(fault, "lineno", None)
        place = Place(shown, line=line + 1 if isinstance(line, int) else 0)
        problems.error("language.broken-catalogue", f"this is not a gettext catalogue: {str(fault).rpartition(' on ')[0] or fault}", place)
        return None
    return {
        str(message.context): Translated(str(message.id), str(message.string or ""), bool(message.fuzzy))
        for message in catalog
        if message.id and message.context
    }


def write_catalogue(path: Path, language: str, entries: dict[str, Translated]) -> None:
    """Write entries as .po, or as XLIFF where the name says so. Raises XliffMissingError as `read_catalogue` does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix in (".xlf", ".xliff"):
        _write_xliff(path, language, entries)
        return
    catalog = Catalog(locale=language.replace("-", "_"), project="course", header_comment=_HEADER, fuzzy=False)
    for key, entry in entries.items():
        catalog.add(entry.text, entry.translation, context=key, flags={"fuzzy"} if entry.stale else set())
    with path.open("wb") as file:
        write_po(file, catalog, width=0, omit_header=False, ignore_obsolete=True)
    # Dates and the tool's version would make every export differ.
    text = path.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith(('"POT-Creation', '"PO-Revision', '"Generated-By'))]
    path.write_text("".join(kept), encoding="utf-8")


_HEADER = "# What learners of the course read. msgctxt says where it stands; entries marked fuzzy translate an older wording."


def _xliff() -> Any:
    try:
        from translate.storage import xliff
    except ImportError as fault:
        message = 'XLIFF needs a library; install it with `pip install "coursewright[xliff]"`'
        raise XliffMissingError(message) from fault
    return xliff


def _read_xliff(path: Path, shown: str, problems: Problems) -> dict[str, Translated] | None:
    library = _xliff()
    try:
        store = library.xlifffile.parsestring(path.read_bytes())
    except Exception as fault:  # the library raises what its XML parser raises
        problems.error("language.broken-catalogue", f"this is not XLIFF: {fault}", Place(shown))
        return None
    return {
        unit.xmlelement.get("resname") or unit.getid().rpartition("\x04")[2]: Translated(
            str(unit.source or ""), str(unit.target or ""), bool(unit.isfuzzy())
        )
        for unit in store.units
        if unit.istranslatable()
    }


def _write_xliff(path: Path, language: str, entries: dict[str, Translated]) -> None:
    library = _xliff()
    store = library.xlifffile(sourcelanguage="en", targetlanguage=language)
    for key, entry in entries.items():
        unit = store.UnitClass(entry.text)
        unit.setid(key)
        unit.xmlelement.set("resname", key)
        if entry.translation:
            unit.target = entry.translation
            unit.markfuzzy(entry.stale)
        store.addunit(unit)
    path.write_bytes(bytes(store))


def in_language(course: AuthoredCourse, language: str, entries: dict[str, Translated]) -> AuthoredCourse:
    """The course with its translations in place; what has none, or one of an older wording, keeps the author's words."""

    def change(key: str, text: str) -> str:
        entry = entries.get(key)
        return entry.translation if entry and entry.translation and not entry.stale and entry.text == text else text

    made = changed(course, change)
    assert made.catalogue is not None
    model = made.catalogue.model.model_copy(update={"language": language})
    return dataclasses.replace(made, catalogue=Parsed(model, made.catalogue.source))


def gaps(course: dict[str, str], entries: dict[str, Translated], language: str, problems: Problems) -> None:
    """Report what of the course is not translated, translated from an older wording, or translated and no longer there."""
    now = merged(course, entries)
    open_keys = [key for key, entry in now.items() if not entry.translation]
    stale = [key for key, entry in now.items() if entry.stale]
    gone = [key for key, entry in entries.items() if key not in course and entry.translation]
    place = Place(catalogue_path(language))
    for code, keys, what in (
        ("translation.untranslated", open_keys, "are not translated, so learners read them as authored"),
        ("translation.stale", stale, "have changed since they were translated, so learners read them as authored"),
        ("translation.unknown", gone, "are translated but no longer in the course; `coursewright translate export` leaves them out"),
    ):
        if keys:
            problems.warning(code, f"{len(keys)} of {len(course)} texts {what}: {_first(keys)}", place)


def _first(keys: list[str]) -> str:
    return ", ".join(keys[:3]) + (f" and {len(keys) - 3} more" if len(keys) > 3 else "")
