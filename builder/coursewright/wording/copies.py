"""No stem and no option is a near copy of another, in its quiz or in the course."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from coursewright.parse import AuthoredCourse
from coursewright.problems import Place, Problems
from coursewright.wording.texts import asked

ALIKE = 0.7
"""Share of word pairs that two texts have in common from which they are near copies."""
_SHORT = 4
"""Texts of fewer words are copies only where they are equal and in one list: "Ask the ward" may be said twice in a course."""
_RARE = 40
"""Three words that so many texts share tell nothing."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@dataclass(frozen=True)
class _Text:
    kind: str
    name: str
    words: tuple[str, ...]
    place: Place
    question: str
    """Quiz and question; texts of one question are compared as well."""
    listed: tuple[str | int, ...]
    """Quiz and list it stands in."""


def check(course: AuthoredCourse, problems: Problems) -> None:
    texts = list(_texts(course))
    for index, other in _pairs(texts):
        one, two = texts[other], texts[index]
        where = f"{one.place.path}:{one.place.line}"
        message = f'this {two.kind} is nearly the same as that of "{one.name}" at {where}; ask or offer something else'
        if two.kind == "stem":
            problems.warning("question.near-copy", message, two.place)
        else:
            problems.warning("option.near-copy", message, two.place)


def _texts(course: AuthoredCourse) -> Iterator[_Text]:
    for quiz in course.quizzes:
        for one in asked(quiz.model):
            name = f"{quiz.source.path} {one.question.id}"
            words = tuple(_WORD.findall(one.stem.lower()))
            yield _Text("stem", one.question.id, words, quiz.source.place((*one.key, "stem")), name, (quiz.source.path, *one.key))
            for entries in one.lists():
                for entry in entries.entries:
                    words = tuple(_WORD.findall(entry.text.lower()))
                    place = quiz.source.place((*entry.key, "text"))
                    yield _Text("option", entry.id, words, place, name, (quiz.source.path, *entries.key))


def _pairs(texts: list[_Text]) -> Iterator[tuple[int, int]]:
    """Near copies as (later, earlier), each later text once."""
    known: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        short = len(text.words) < _SHORT
        shingles = {text.words} if short else {text.words[at : at + 3] for at in range(len(text.words) - 2)}
        near = {other for shingle in shingles if len(known[shingle]) < _RARE for other in known[shingle]}
        for other in sorted(near):
            if texts[other].kind == text.kind and _alike(texts[other], text):
                yield index, other
                break
        for shingle in shingles:
            known[shingle].append(index)


def _alike(one: _Text, two: _Text) -> bool:
    if min(len(one.words), len(two.words)) < _SHORT:
        return one.words == two.words and one.listed == two.listed and bool(one.words)
    first, second = _bigrams(one.words), _bigrams(two.words)
    return len(first & second) / len(first | second) >= ALIKE


def _bigrams(words: tuple[str, ...]) -> set[tuple[str, str]]:
    return set(pairwise(words))
