"""What every question type shares: the authored base model and the verbs of a type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Protocol

from pydantic import BaseModel, ConfigDict, Field

from coursewright.markdown import Rich, plain_text
from coursewright.questions.scoring import Scoring

Text = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
ElementNumber = Annotated[str, Field(pattern=r"^[1-9]\.[1-9]$")]
DescriptorNumber = Annotated[str, Field(pattern=r"^[1-9]\.[1-9]\.[1-9]$")]
Worth = Annotated[float, Field(ge=0, le=1)]

CODES = "abcdefghijklmnopqrstuvwxyz0123456789"
"""One character for each permanent number 1-36 (RT-40): the code of an option, item, source, target, scene or choice."""


class Authored(BaseModel):
    """Base of everything an author writes: no unknown keys, no guessing of types, frozen."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class QuestionModel(Authored):
    """The keys every question has."""

    id: Slug = Field(description="Permanent name of the question in its quiz.")
    descriptors: Annotated[tuple[DescriptorNumber, ...], Field(strict=False, min_length=1)] = Field(
        description="The descriptors this question gives evidence of; they belong to the quiz's element."
    )
    stem: Text = Field(description="What is asked. Markdown, with images, audio and video.")
    rationale: Text = Field(description="Why the key is the key; for editors and reviewers, never shown to learners.")
    exhibit: Slug | None = Field(default=None, description="Id of an exhibit of the quiz that is shown above this question.")


class Scored(QuestionModel):
    """A question that has a score."""

    weight: Annotated[float, Field(ge=0.1, le=10)] = Field(default=1, description="How much the question counts in its quiz's score.")


class Unscored(QuestionModel):
    """A question that is not judged: its answer is the learner's own."""

    send: bool = Field(
        default=False,
        description="Send the answer to the learning system as a neutral record. Learners are told either way what happens to it.",
    )


class Option(Authored):
    """A thing that can be chosen."""

    id: Slug = Field(description="Permanent name of this entry in its question.")
    text: Text = Field(description="What the learner reads. Markdown, without audio and video.")
    feedback: str = Field(default="", description="What would follow from choosing it, shown to those who do. Markdown.")


Shuffle = Annotated[bool, Field(description="Show the entries in another order at each attempt.")]


class Writer(Protocol):
    """Renders the Markdown of a question; `key` says where it stands in the question, for problems."""

    def block(self, text: str, *key: str | int) -> Rich: ...

    def inline(self, text: str, *key: str | int) -> Rich: ...

    def word(self, key: str, default: str) -> str: ...


class Report(Protocol):
    """Reports a problem at a place inside the question."""

    def __call__(self, code: str, message: str, *key: str | int) -> None: ...


@dataclass(frozen=True)
class Shown:
    """A question as its template and the player need it.

    `view` goes to the template beside stem, key and type; `labels` and `feedback` are by code (feedback on what is typed has
    names instead: `right`, `near`, `low`, `high`, `other`, `after`); `pattern` is a response that earns full marks, "" where
    nothing is judged; `words` is what a learner reads apart from the stem; `longest` bounds the characters a response takes in
    the state where it is typed.
    """

    view: dict[str, Any]
    interaction: str
    scoring: Scoring
    pattern: str
    labels: dict[str, dict[str, str]]
    feedback: dict[str, str]
    words: int
    longest: int = 0
    extra: dict[str, Any] = field(default_factory=dict)
    """More of the player's data: `unit`, `maxLength` ..."""


@dataclass(frozen=True)
class QuestionType:
    """The verbs of a question type.

    `parts` names what needs a permanent number, in authored order; `check` reports what is wrong beyond the model; `show` builds
    the view and the player's data from the codes of the parts.
    """

    name: str
    model: type[QuestionModel]
    parts: Callable[[Any], tuple[str, ...]]
    check: Callable[[Any, Report], None]
    show: Callable[[Any, Mapping[str, str], Writer], Shown]


@dataclass(frozen=True)
class Listed:
    """A list of options, rendered: each with its code, in authored order."""

    codes: tuple[str, ...]
    view: list[dict[str, str]]
    labels: dict[str, dict[str, str]]
    feedback: dict[str, str]
    words: int


def listed_options(options: tuple[Option, ...], codes: Mapping[str, str], writer: Writer, *key: str | int) -> Listed:
    """Render the options that stand at `key` in a question."""
    own = tuple(codes[option.id] for option in options)
    texts = [writer.inline(option.text, *key, index, "text") for index, option in enumerate(options)]
    notes = [writer.block(option.feedback, *key, index, "feedback") for index, option in enumerate(options)]
    return Listed(
        codes=own,
        view=[{"code": code, "html": text.html, "text": text.plain} for code, text in zip(own, texts, strict=True)],
        labels={code: label(option.id, option.text) for code, option in zip(own, options, strict=True)},
        feedback={code: note.html for code, note in zip(own, notes, strict=True) if note.html},
        words=sum(text.words for text in texts),
    )


def label(slug: str, text: str) -> dict[str, str]:
    """What a code stands for in reports: an identifier every LMS takes (RT-34) and plain text."""
    return {"id": slug.replace("-", "_"), "text": plain_text(text)}


def duplicate_ids(options: tuple[Any, ...], report: Report, *key: str | int) -> None:
    """Report ids that stand twice in one list of a question."""
    seen: set[str] = set()
    for index, option in enumerate(options):
        if option.id in seen:
            report("question.duplicate-id", f'the id "{option.id}" stands twice; ids must differ', *key, index, "id")
        seen.add(option.id)
