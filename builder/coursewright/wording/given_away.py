"""No stem gives away the key of a later question."""

from __future__ import annotations

import re

from coursewright.parse import AuthoredCourse
from coursewright.problems import Problems
from coursewright.wording.texts import Entries, asked

SHARE = 0.8
"""Share of the key's own words in an earlier stem from which it is given away."""
_OWN_WORDS = 3
"""A key with fewer words of its own could stand anywhere."""
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_STOP = frozenset(
    """
    a about after again all an and any are as at be because been before but by can could did do does for from get go had has
    have he her here him his how i if in into is it its just let like make may me might more most much my no not now of off
    on one only or other our out over own say she should so some such take than that the their them then there they this to
    too until up us was we were what when where which while who why will with without would you your
""".split()
)


def check(course: AuthoredCourse, problems: Problems) -> None:
    for quiz in course.quizzes:
        questions = list(asked(quiz.model))
        for index, later in enumerate(questions):
            for entries in later.lists():
                own = _own_words(entries)
                for earlier in questions[:index] if len(own) >= _OWN_WORDS else ():
                    if len(own & _words(earlier.stem)) >= SHARE * len(own):
                        message = f'this stem gives away the key of the later question "{later.question.id}" ({_shown(own)})'
                        problems.warning("question.gives-away", message, quiz.source.place((*earlier.key, "stem")))


def _own_words(entries: Entries) -> set[str]:
    """Words of the key that no other entry of its list has."""
    key = entries.key_entry
    if key is None:
        return set()
    others = [_words(entry.text) for entry in entries.entries if entry is not key]
    return _words(key.text).difference(*others)


def _words(text: str) -> set[str]:
    return {_stem(word) for word in _WORD.findall(text.lower()) if word not in _STOP}


def _stem(word: str) -> str:
    """Without the endings that tell forms of one word apart."""
    word = word.replace("’", "'").removesuffix("'s")
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _shown(words: set[str]) -> str:
    return ", ".join(sorted(words))
