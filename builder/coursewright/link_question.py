"""Links one question: checks it by its type, gives its parts codes, and builds what the template and the player need."""

from __future__ import annotations

from coursewright.course import Element, Question
from coursewright.lock import Lock
from coursewright.markdown import Renderer, Rich, plain_text
from coursewright.messages import listed
from coursewright.problems import Problems
from coursewright.questions import QUESTION_TYPES, AnyQuestion
from coursewright.questions.question import CODES
from coursewright.questions.scoring import odds
from coursewright.source import Key, Source


class _Writer:
    """A `Writer` for one question: places are found below the question's key."""

    def __init__(self, renderer: Renderer, source: Source, key: Key) -> None:
        self._renderer = renderer
        self._source = source
        self._key = key

    def block(self, text: str, *key: str | int) -> Rich:
        return self._renderer.block(text, lambda line: self._source.text_place((*self._key, *key), line))

    def inline(self, text: str, *key: str | int) -> Rich:
        return self._renderer.inline(text, lambda line: self._source.text_place((*self._key, *key), line))


def link_question(
    authored: AnyQuestion,
    key: Key,
    source: Source,
    quiz_number: int,
    element: Element,
    lock: Lock,
    quiz_path: tuple[str, ...],
    renderer: Renderer,
    problems: Problems,
) -> Question | None:
    """The linked question, or None where its type's own rules are broken (and reported)."""
    kind = QUESTION_TYPES[authored.type]
    before = problems.errors

    def report(code: str, message: str, *part: str | int) -> None:
        problems.error(code, message, source.place((*key, *part)))

    known = [descriptor.number for descriptor in element.descriptors]
    for index, descriptor in enumerate(authored.descriptors):
        if descriptor not in known:
            message = f'there is no descriptor "{descriptor}" in element {element.number}; use {listed(known)}'
            report("question.unknown-descriptor", message, "descriptors", index)
    kind.check(authored, report)
    if problems.errors > before:
        return None
    path = (*quiz_path, "questions", authored.id)
    number = lock.number(*path)
    numbers = lock.numbers(kind.parts(authored), *path, "parts")
    if number > len(CODES) or max(numbers.values()) > len(CODES):
        message = f"more than {len(CODES)} numbers have been given here over time; give the question a new id"
        report("question.too-many-parts", message, "id")
        return None
    codes = {name: CODES[number - 1] for name, number in numbers.items()}
    writer = _Writer(renderer, source, key)
    stem = writer.block(authored.stem, "stem")
    shown = kind.show(authored, codes, writer)
    chances = odds(shown.scoring)
    question_key = f"q{quiz_number}-{number}"
    data = {
        "number": number,
        "id": authored.id,
        "type": authored.type,
        "key": question_key,
        "description": plain_text(authored.stem),
        "descriptors": list(authored.descriptors),
        "interaction": shown.interaction,
        "scoring": shown.scoring,
        "pattern": shown.pattern,
        "labels": shown.labels,
        "feedback": shown.feedback,
    }
    return Question(
        id=authored.id,
        number=number,
        type=authored.type,
        key=question_key,
        descriptors=authored.descriptors,
        view={"key": question_key, "number": number, "type": authored.type, "stem": stem.html, **shown.view},
        data=data,
        words=stem.words + shown.words,
        longest_response=chances.longest,
        chance=chances.chance,
        second_best=chances.second_best,
        everything=chances.everything,
        place=source.place(key),
    )
