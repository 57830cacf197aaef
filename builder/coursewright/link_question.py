"""Links one question: checks it by its type, gives its parts codes, and builds what the template and the player need."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection

from coursewright.course import Element, Question
from coursewright.lock import Lock
from coursewright.markdown import Renderer, Rich, plain_text
from coursewright.messages import listed, near
from coursewright.problems import Problems
from coursewright.questions import QUESTION_TYPES, AnyQuestion
from coursewright.questions.question import CODES, Scored
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

    def word(self, key: str, default: str) -> str:
        return self._renderer.word(key, default)

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
    exhibits: Collection[str],
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
    if authored.exhibit is not None and authored.exhibit not in exhibits:
        hint = near(authored.exhibit, exhibits) or (f"; use {listed(list(exhibits))}" if exhibits else "; the quiz has none")
        report("question.unknown-exhibit", f'there is no exhibit "{authored.exhibit}"{hint}', "exhibit")
    kind.check(authored, report)
    if problems.errors > before:
        return None
    path = (*quiz_path, "questions", authored.id)
    number = lock.number(*path)
    lock.at(source.place((*key, "id")), *path)
    numbers = lock.numbers(kind.parts(authored), *path, "parts")
    if number > len(CODES) or max(numbers.values(), default=0) > len(CODES):
        message = f"more than {len(CODES)} numbers have been given here over time; give the question a new id"
        report("question.too-many-parts", message, "id")
        return None
    codes = {name: CODES[number - 1] for name, number in numbers.items()}
    writer = _Writer(renderer, source, key)
    stem = writer.block(authored.stem, "stem")
    shown = kind.show(authored, codes, writer)
    chances = odds(shown.scoring)
    weight = authored.weight if isinstance(authored, Scored) else 0
    if weight:
        lock.scoring(json.loads(json.dumps(shown.scoring)), *path)
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
        "weight": weight,
        **({"exhibit": authored.exhibit} if authored.exhibit else {}),
        **shown.extra,
    }
    if authored.type == "long_answer":
        # Kept among the learner's notes, whose numbers are the module's.
        data["note"] = lock.number(quiz_path[0], "reflections", f"{quiz_path[-1]}/{authored.id}")
    return Question(
        id=authored.id,
        number=number,
        type=authored.type,
        key=question_key,
        descriptors=authored.descriptors,
        view={"key": question_key, "number": number, "type": authored.type, "stem": stem.html, **_legend(stem), **shown.view},
        data=data,
        words=stem.words + shown.words,
        longest_response=shown.longest or chances.longest,
        weight=weight,
        chance=chances.chance,
        second_best=chances.second_best,
        everything=chances.everything,
        place=source.place(key),
    )


def _legend(stem: Rich) -> dict[str, str]:
    """A stem's first paragraph, which can stand in a legend (AX-20), and the rest, which cannot. The whole of a stem that begins with
    a list or a table is the rest; its words then name the group."""
    found = re.match(r"<p>((?:(?!</p>).)*)</p>\s*", stem.html, re.S)
    if not found:
        return {"lead": f'<span class="unseen">{html.escape(plain_text(stem.plain))}</span>', "more": stem.html}
    return {"lead": found.group(1), "more": stem.html[found.end() :]}
