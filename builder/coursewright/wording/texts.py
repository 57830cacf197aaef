"""The texts of quizzes, found by the shape of the models: any list of things with an id and a text is a list of entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from coursewright.authored import ModuleFile, QuizFile
from coursewright.markdown import plain_text
from coursewright.parse import AuthoredCourse, Parsed
from coursewright.questions.question import QuestionModel
from coursewright.source import Key

WHOLE = 100_000
"""More characters than any text has: nothing is cut off."""


@dataclass(frozen=True)
class Entry:
    """An option, item, reason, action, choice ... of a question. `key` is where it stands in the file; `keyed` whether it is the right or
    best one, None where its list has none; `feedback` None where such entries have none."""

    id: str
    text: str
    key: Key
    keyed: bool | None
    feedback: str | None


@dataclass(frozen=True)
class Entries:
    """One list of entries, in authored order."""

    key: Key
    entries: tuple[Entry, ...]

    @property
    def key_entry(self) -> Entry | None:
        """The one right or best entry; None where there are several or none."""
        keyed = [entry for entry in self.entries if entry.keyed]
        return keyed[0] if len(keyed) == 1 else None


@dataclass(frozen=True)
class Asked:
    """A question with where it stands."""

    question: QuestionModel
    key: Key

    @property
    def stem(self) -> str:
        return plain_text(self.question.stem, WHOLE)

    def lists(self) -> Iterator[Entries]:
        yield from _lists(self.question, self.key)


def asked(quiz: QuizFile) -> Iterator[Asked]:
    """The questions of a quiz."""
    for index, question in enumerate(quiz.questions):
        yield Asked(question, ("questions", index))


def _lists(model: BaseModel, key: Key) -> Iterator[Entries]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        if not isinstance(value, tuple) or not value or not isinstance(value[0], BaseModel):
            continue
        if name != "scale" and all(hasattr(entry, "id") and hasattr(entry, "text") for entry in value):
            yield Entries((*key, name), tuple(_entry(entry, (*key, name, index)) for index, entry in enumerate(value)))
        for index, entry in enumerate(value):
            yield from _lists(entry, (*key, name, index))


def _entry(entry: BaseModel, key: Key) -> Entry:
    correct, worth = getattr(entry, "correct", None), getattr(entry, "worth", None)
    keyed = correct if correct is not None else None if worth is None else worth == 1
    return Entry(getattr(entry, "id"), plain_text(getattr(entry, "text"), WHOLE), key, keyed, getattr(entry, "feedback", None))  # noqa: B009


def module_of(course: AuthoredCourse, quiz: QuizFile) -> ModuleFile | None:
    """The module a quiz belongs to: that of its element's domain."""
    return next((it.file.model for it in course.modules if str(it.file.model.domain) == quiz.element[0]), None)


def quiz_texts(quiz: Parsed[QuizFile]) -> Iterator[tuple[Key, str]]:
    """Everything a learner reads in a quiz, with where it stands: Markdown as written."""
    file = quiz.model
    yield ("scenario",), file.scenario
    for index, exhibit in enumerate(file.exhibits):
        yield ("exhibits", index, "text"), exhibit.text
    for one in asked(file):
        yield (*one.key, "stem"), one.question.stem
        for entries in one.lists():
            for entry in entries.entries:
                yield (*entry.key, "text"), entry.text
                if entry.feedback:
                    yield (*entry.key, "feedback"), entry.feedback
        for name in type(one.question).model_fields:
            if name.startswith("feedback") and isinstance(value := getattr(one.question, name), str) and value:
                yield (*one.key, name), value
    yield ("debrief",), file.debrief
