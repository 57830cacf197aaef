"""The glossary in the texts: the first time a text uses a term, the term opens its meaning."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from coursewright.authored import GlossaryFile
from coursewright.course import Term
from coursewright.parse import Parsed
from coursewright.problems import Problems

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
_CLOSED = frozenset({"a", "button", "summary", "h1", "h2", "h3", "dt", "th", "code", "pre", "label", "legend", "caption", "figure"})
"""Elements in which no term is marked: controls, headings, and what stands for itself."""


def link_glossary(parsed: Parsed[GlossaryFile] | None, problems: Problems) -> tuple[Term, ...]:
    """The terms of a project; a form that would open two meanings is a problem."""
    if parsed is None:
        return ()
    terms: list[Term] = []
    ids: set[str] = set()
    forms: dict[str, str] = {}
    for index, entry in enumerate(parsed.model.terms):
        if entry.id in ids:
            message = f'the term "{entry.id}" stands twice'
            problems.error("glossary.duplicate-id", message, parsed.source.place(("terms", index, "id")))
        ids.add(entry.id)
        for form in (entry.term, *entry.also):
            if form.casefold() in forms:
                message = f'"{form}" belongs to the term "{forms[form.casefold()]}" already, so it would open two meanings'
                key = ("terms", index, "term") if form == entry.term else ("terms", index, "also", entry.also.index(form))
                problems.error("glossary.same-form", message, parsed.source.place(key))
            forms.setdefault(form.casefold(), entry.id)
        terms.append(Term(entry.id, entry.term, (entry.term, *entry.also), " ".join(entry.meaning.split())))
    return tuple(terms)


class Marker:
    """Marks terms in rendered texts. `used` collects the ids of those it has marked."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._ids = {html.escape(form, quote=False).casefold(): term.id for term in terms for form in term.forms}
        self.used: set[str] = set()
        longest_first = sorted(self._ids, key=lambda form: (-len(form), form))
        self._pattern = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})(?![\w-])", re.I) if longest_first else None

    def mark(self, markup: str) -> str:
        """The same HTML with a button around the first use of each term."""
        if self._pattern is None:
            return markup
        return "".join(self._marked(markup, self._pattern))

    def _marked(self, markup: str, pattern: re.Pattern[str]) -> Iterator[str]:
        seen: set[str] = set()
        closed = 0

        def once(found: re.Match[str]) -> str:
            term = self._ids[found.group().casefold()]
            if term in seen:
                return found.group()
            seen.add(term)
            self.used.add(term)
            return f'<button type="button" class="term" data-term="{term}">{found.group()}</button>'

        for piece in _TAG.split(markup):
            if piece.startswith("<"):
                name = _NAME.match(piece)
                if name and name.group(1).lower() in _CLOSED:
                    closed += -1 if piece.startswith("</") else 1
                yield piece
            else:
                yield piece if closed else pattern.sub(once, piece)
