"""The player's own words in the language of a course: gettext catalogues read through Babel (AX-12).

`scorm_templates/strings/player.pot` holds the English: `msgctxt` is the key, `msgid` the words. `<language>.po` beside it, or
`translations/player.<language>.po` in a project, holds them in another language. Two languages need no catalogue, being made from
the English for tests: `en-XA` (accented and longer) and `ar-XB` (English words, right to left).
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from coursewright.messages import listed
from coursewright.problems import Place, Problems
from coursewright.templates import templates_root

Strings = Mapping[str, Any]
"""By key: a text, or a mapping of CLDR plural categories to texts."""

SOURCE = "player.pot"
PROJECT = "translations"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_SAMPLES = (*range(201), 1_000_000)
"""Numbers that between them have every plural category of every language."""
_ACCENTS = str.maketrans("aceilnorsuyACEILNORSUY", "áçéíľñóřšúýÁÇÉÍĽÑÓŘŠÚÝ")


@dataclass(frozen=True)
class Entry:
    """One string of a catalogue. `source` and `text` have one form, or several by plural."""

    key: str
    source: tuple[str, ...]
    text: tuple[str, ...]
    unreviewed: bool


@cache
def english() -> Strings:
    """The player's strings in English."""
    with (templates_root() / "strings" / SOURCE).open("rb") as file:
        catalog = read_po(file, locale="en")
    forms = Locale("en")
    return {it.key: it.source[0] if len(it.source) == 1 else _forms(forms, None, it.source) for it in _entries(catalog)}


def link_strings(language: str, project: Path, place: Place, problems: Problems) -> Strings:
    """The strings in `language`, with everything that is missing from them reported; English where there are none."""
    try:
        locale = locale_of(language)
    except (UnknownLocaleError, ValueError):
        problems.error("language.unknown", f'"{language}" is no language code that is known; use one such as en-GB, cy or pt-BR', place)
        return english()
    if language in _PSEUDO:
        return {key: _each(value, _PSEUDO[language]) for key, value in english().items()}
    if locale.language == "en":
        return english()
    found = _catalogue_file(language, project)
    if found is None:
        wanted = f"{PROJECT}/player.{language}.po"
        message = (
            f'the player has no words in "{language}"; it has {listed(languages())}. Write {wanted} with '
            f"`coursewright translate player --language {language}` and translate it"
        )
        problems.error("language.no-strings", message, place)
        return english()
    path, shown = found
    try:
        with path.open("rb") as file:
            catalog = read_po(file, locale=locale.language, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as fault:
        line = getattr(fault, "lineno", None)
        message = f"this is not a gettext catalogue: {re.sub(' on [0-9]+$', '', str(fault))}"
        problems.error("language.broken-catalogue", message, Place(shown, line=line + 1 if isinstance(line, int) else 0))
        return english()
    return _linked(locale, catalog, shown, place, problems)


def locale_of(language: str) -> Locale:
    """The locale of a language code; of its first part where the whole is not known, as with pseudo-languages.

    Raises babel.UnknownLocaleError or ValueError where that is not known either.
    """
    try:
        return Locale.parse(language, sep="-")
    except UnknownLocaleError:
        return Locale.parse(language.partition("-")[0])


def direction(language: str) -> str:
    """`rtl` for languages written from right to left (AX-11)."""
    return str(locale_of(language).text_direction)


def languages() -> tuple[str, ...]:
    """The languages the player itself speaks."""
    return ("en", *sorted(path.stem for path in (templates_root() / "strings").glob("*.po")))


def template_text(language: str) -> bytes:
    """The catalogue `template` makes, as a file."""
    target = io.BytesIO()
    write_po(target, template(language), width=0)
    return target.getvalue()


def template(language: str) -> Catalog:
    """A catalogue in `language` with every string and no translation."""
    with (templates_root() / "strings" / SOURCE).open("rb") as file:
        source = read_po(file, locale="en")
    catalog = Catalog(locale=locale_of(language), project="Coursewright player", fuzzy=False)
    for message in source:
        if message.id:
            catalog.add(message.id, context=message.context)
    return catalog


def _catalogue_file(language: str, project: Path) -> tuple[Path, str] | None:
    """The project's own catalogue, then the tool's; for the whole code, then for its first part."""
    for name in dict.fromkeys((language, language.partition("-")[0])):
        own = project / PROJECT / f"player.{name}.po"
        if own.is_file():
            return own, f"{PROJECT}/{own.name}"
        shipped = templates_root() / "strings" / f"{name}.po"
        if shipped.is_file():
            return shipped, f"strings/{shipped.name}"
    return None


def _entries(catalog: Catalog) -> Iterator[Entry]:
    for message in catalog:
        if message.id and message.context:
            source = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
            text = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
            yield Entry(message.context, tuple(source), tuple(part or "" for part in text), _unreviewed(message))


def _unreviewed(message: Message) -> bool:
    return bool(message.fuzzy)


def _linked(locale: Locale, catalog: Catalog, shown: str, place: Place, problems: Problems) -> Strings:
    entries = {entry.key: entry for entry in _entries(catalog)}
    made = dict(english())
    missing, stale = [], []
    for key, source in english().items():
        entry = entries.get(key)
        wanted = (source["one"], source["other"]) if isinstance(source, dict) else (source,)
        if entry is None or not all(entry.text):
            missing.append(key)
        elif entry.source != wanted:
            stale.append(key)
        else:
            made[key] = entry.text[0] if len(wanted) == 1 else _forms(locale, catalog, entry.text)
            _placeholders(entry, shown, problems)
    for code, keys, what in (
        ("language.missing-strings", missing, "has no translation of"),
        ("language.stale-strings", stale, "translates an older wording of"),
    ):
        if keys:
            more = f" and {len(keys) - 5} more" if len(keys) > 5 else ""
            problems.error(code, f"the catalogue {what} {', '.join(keys[:5])}{more}", Place(shown))
    if any(entry.unreviewed for entry in entries.values()):
        message = f'words of the player in "{locale.language}" wait for a reviewer; they are marked fuzzy in {shown}'
        problems.warning("language.unreviewed", message, place)
    return made


def _placeholders(entry: Entry, shown: str, problems: Problems) -> None:
    """A form may leave out the number it stands for, and nothing else."""
    wanted = set(_PLACEHOLDER.findall(entry.source[-1]))
    for text in entry.text:
        given = set(_PLACEHOLDER.findall(text))
        if given - wanted or wanted - given - {"n"}:
            names = listed(sorted(f"{{{name}}}" for name in wanted)) or "none"
            message = f'the translation of {entry.key}, "{text}", has other places to fill in than the English; it must have {names}'
            problems.error("language.placeholders", message, Place(shown))


def _forms(locale: Locale, catalog: Catalog | None, texts: tuple[str, ...]) -> dict[str, str]:
    """Texts by CLDR category, which the browser chooses by, from gettext's numbered forms."""
    index = gettext.c2py(catalog.plural_expr if catalog else "n != 1")
    made: dict[str, str] = {}
    for number in _SAMPLES:
        made.setdefault(locale.plural_form(number), texts[min(int(index(number)), len(texts) - 1)])
    return {"other": texts[-1]} | made


def _each(value: Any, change: Any) -> Any:
    return {form: change(text) for form, text in value.items()} if isinstance(value, dict) else change(value)


def _accented(text: str) -> str:
    """Every letter that can be is accented, and the text a third longer, in brackets that show where it ends."""
    pieces = re.split(r"(\{\w+\})", text)
    longer = "".join(piece if piece.startswith("{") else piece.translate(_ACCENTS) for piece in pieces)
    return f"[{longer}{' ~' * max(1, len(text) // 6)}]"


def _mirrored(text: str) -> str:
    return text.replace("→", "←")


_PSEUDO = {"en-XA": _accented, "ar-XB": _mirrored}
