"""Texts are not above the reading age the module is written for."""

from __future__ import annotations

import re

from coursewright.markdown import plain_text
from coursewright.page import Container
from coursewright.parse import AuthoredCourse
from coursewright.problems import Problems
from coursewright.wording.texts import WHOLE, module_of, quiz_texts

ENOUGH_WORDS = 100
"""Under this the figure says little."""
MARGIN = 0.5
"""Of a year: the figure is no more exact than that."""
_SENTENCE = re.compile(r"[.!?…]+[\"'”’)]*(?:\s|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouyáéíóúàèìòùäëïöüâêîôû]+")


def check(course: AuthoredCourse, problems: Problems) -> None:
    if course.catalogue is None or not course.catalogue.model.language.startswith("en"):
        return
    for quiz in course.quizzes:
        module = module_of(course, quiz.model)
        text = "\n".join(_sentences(text) for _, text in quiz_texts(quiz))
        age = reading_age(text)
        if module and age is not None and age > module.reading_age + MARGIN:
            message = _message("quiz", age, module.reading_age)
            problems.warning("quiz.reading-age", message, quiz.source.place(("scenario",)))
    for module_ in course.modules:
        for page in module_.pages:
            age = reading_age(_sentences(_all_text(page.body)))
            if age is not None and age > module_.file.model.reading_age + MARGIN:
                problems.warning("page.reading-age", _message("page", age, module_.file.model.reading_age), page.place(1))


def _message(what: str, age: float, target: float) -> str:
    return f"the {what} reads like a text for {age:.1f} years, the module's target is {target:g}; shorten sentences and long words"


def _all_text(container: Container) -> str:
    return "\n\n".join([container.text, *(_all_text(child) for child in container.children)])


def _sentences(text: str) -> str:
    """Plain text in which every paragraph and list entry ends a sentence."""
    pieces = re.split(r"\n\s*\n|\n\s*(?:[-*]|\d+\.)\s", text)
    return "\n".join(f"{plain}." if plain[-1] not in ".!?…\"'”’)" else plain for piece in pieces if (plain := plain_text(piece, WHOLE)))


def reading_age(text: str) -> float | None:
    """The Flesch-Kincaid grade of an English text plus five, in years; None for short texts.

    Grade = 0.39 words / sentences + 11.8 syllables / words - 15.59.
    """
    words = _WORD.findall(text.lower())
    if len(words) < ENOUGH_WORDS:
        return None
    sentences = max(1, len(_SENTENCE.findall(text)))
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59 + 5


def _syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end."""
    count = len(_VOWELS.findall(word))
    silent = (word.endswith("e") and not word.endswith(("le", "ee", "ye"))) or (
        word.endswith(("es", "ed")) and not word.endswith(("les", "ses", "ces", "ges", "xes", "zes", "ches", "shes", "ted", "ded"))
    )
    return max(1, count - silent)
