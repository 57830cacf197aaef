"""British and American spelling are not mixed, and the course keeps to its language's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from coursewright.page import Container
from coursewright.parse import AuthoredCourse
from coursewright.problems import Place, Problems
from coursewright.wording.texts import quiz_texts

_OUR = """
    behavi col endeav fav flav harb hon hum lab neighb rum sav vap
""".split()
_ISE = """
    apolog author categor character critic emphas familiar final general harmon item legal maxim memor minim mobil modern
    national normal optim organ prior real recogn special stabil standard summar symbol sympath util
""".split()
_WORDS = {
    "analyse": "analyze",
    "analysed": "analyzed",
    "analysing": "analyzing",
    "anaemia": "anemia",
    "anaesthetic": "anesthetic",
    "anaesthetist": "anesthetist",
    "catalogue": "catalog",
    "centre": "center",
    "centred": "centered",
    "centres": "centers",
    "defence": "defense",
    "diarrhoea": "diarrhea",
    "enrol": "enroll",
    "fulfil": "fulfill",
    "grey": "gray",
    "gynaecology": "gynecology",
    "haemorrhage": "hemorrhage",
    "jewellery": "jewelry",
    "labelled": "labeled",
    "litre": "liter",
    "litres": "liters",
    "modelled": "modeled",
    "modelling": "modeling",
    "oesophagus": "esophagus",
    "offence": "offense",
    "orthopaedic": "orthopedic",
    "paediatric": "pediatric",
    "paediatrician": "pediatrician",
    "plough": "plow",
    "sceptical": "skeptical",
    "skilful": "skillful",
    "theatre": "theater",
    "theatres": "theaters",
    "travelled": "traveled",
    "traveller": "traveler",
    "travelling": "traveling",
    "tyre": "tire",
    "cancelled": "canceled",
    "cancelling": "canceling",
}
_AMBIGUOUS = {"tire", "plow"}
_FORMS = ("", "s", "ed", "ing", "able", "ful", "ite", "ers", "er")


def _pairs() -> Iterator[tuple[str, str]]:
    """British and American spellings of one word."""
    yield from _WORDS.items()
    for stem in _OUR:
        yield from ((f"{stem}our{form}", f"{stem}or{form}") for form in _FORMS)
    for stem in _ISE:
        yield from ((f"{stem}is{form}", f"{stem}iz{form}") for form in ("e", "es", "ed", "ing", "ation", "ations", "er", "ers"))


BRITISH = {british: american for british, american in _pairs() if american not in _AMBIGUOUS}
AMERICAN = {american: british for british, american in BRITISH.items()}
_WORD = re.compile(r"[A-Za-z]+")


def check(course: AuthoredCourse, problems: Problems) -> None:
    language = course.catalogue.model.language if course.catalogue else "en-GB"
    if not language.startswith("en"):
        return
    for lines in _files(course):
        found = [(word, place) for line, place in lines for word in _WORD.findall(line)]
        british = [it for it in found if it[0].lower() in BRITISH]
        american = [it for it in found if it[0].lower() in AMERICAN]
        if language == "en-GB":
            wrong, other, why = american, AMERICAN, "the course is in British English"
        elif language == "en-US":
            wrong, other, why = british, BRITISH, "the course is in American English"
        elif british and american:
            rare_british = len(british) < len(american)
            wrong, other = (british, BRITISH) if rare_british else (american, AMERICAN)
            why = "the rest of the file spells otherwise"
        else:
            continue
        for word, place in wrong:
            problems.warning("text.mixed-spelling", f'write "{_like(word, other[word.lower()])}" for "{word}": {why}', place)


def _like(word: str, other: str) -> str:
    return other.capitalize() if word[0].isupper() else other


def _files(course: AuthoredCourse) -> Iterator[list[tuple[str, Place]]]:
    """The lines of each file that learners read, with their places."""
    for quiz in course.quizzes:
        yield [
            (line, quiz.source.text_place(key, number)) for key, text in quiz_texts(quiz) for number, line in enumerate(text.split("\n"))
        ]
    for module in course.modules:
        for page in module.pages:
            yield list(_page_lines(page.body, page.path))
        if module.self_check:
            source = module.self_check.source
            yield [
                (text, source.place(("statements", index, key)))
                for index, statement in enumerate(module.self_check.model.statements)
                for key, text in (("text", statement.text), ("rater", statement.rater or ""))
            ]


def _page_lines(container: Container, path: str) -> Iterable[tuple[str, Place]]:
    for number, line in enumerate(container.text.split("\n"), container.line + 1):
        yield line, Place(path, line=number, column=1)
    for child in container.children:
        yield from _page_lines(child, path)
