"""Quotation marks, apostrophes and dots as they are printed, in what learners see. Authors type the plain ones."""

from __future__ import annotations

import re
from typing import Any

LANGUAGES = ("en", "cy")
"""Languages that write “this” and ‘this’; in any other the authors' own marks stay."""
_TAG = re.compile(r"(<[^>]*>)")
_BLOCK = re.compile(r"</?(?:p|li|div|section|h[1-6]|td|th|dd|dt|label|legend|option|summary|figure|br|blockquote|button)\b")
_OPENS_AFTER = " \t\n\u00a0([{—–-/“‘"
_KEPT = frozenset({"scoring", "pattern", "iri", "id", "lineage", "key", "part", "version"})
"""What is compared or sent, and not read."""


def printed(markup: str) -> str:
    """The same HTML or text with “quotation marks”, apostrophes’ and dots … as printed. Tags stay as they are."""
    before = " "
    made = []
    for piece in _TAG.split(markup):
        if piece.startswith("<"):
            if _BLOCK.match(piece):
                before = " "
            made.append(piece)
        elif piece:
            made.append(_text(piece, before))
            before = piece[-1]
    return "".join(made)


def _text(text: str, before: str) -> str:
    text = text.replace("&quot;", '"').replace("&#34;", '"').replace("&#39;", "'").replace("...", "…")
    made = []
    for character in text:
        if character in "\"'":
            opens = before in _OPENS_AFTER
            made.append(("“" if opens else "”") if character == '"' else ("‘" if opens else "’"))
            before = made[-1]
        else:
            made.append(character)
            before = character
    return "".join(made)


def in_print(value: Any, language: str) -> Any:
    """Every text in `value` as printed; keys, and what is compared or sent, stay."""
    if language.partition("-")[0] not in LANGUAGES:
        return value
    if isinstance(value, str):
        return printed(value)
    if isinstance(value, dict):
        return {key: it if key in _KEPT else in_print(it, language) for key, it in value.items()}
    if isinstance(value, (list, tuple)):
        return [in_print(item, language) for item in value]
    return value
