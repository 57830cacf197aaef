"""The linked course: every reference resolved, every permanent number known, Markdown rendered. Frozen values only.

Built by `link.py` from authored files; read by the checks, by `render.py` and by the standards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from coursewright.problems import Place

UNSTAGED = (9,)
"""The stages of a module that is the same for everybody. No framework has a stage of that number; the player knows it as well."""


@dataclass(frozen=True)
class Stage:
    """A stage of the framework. `short` is a label of at most 40 characters; `finder` a first-person sentence."""

    number: int
    name: str
    short: str
    about: str
    finder: str


@dataclass(frozen=True)
class Descriptor:
    number: str
    """As the framework numbers it: "1.1.2"."""
    text: str


@dataclass(frozen=True)
class Element:
    """An element of the framework. `indicators` maps a stage's number to what that stage asks, as plain text."""

    number: str
    id: str
    name: str
    about: str
    descriptors: tuple[Descriptor, ...]
    indicators: dict[int, str]


@dataclass(frozen=True)
class Domain:
    number: int
    id: str
    name: str
    about: str
    stages: tuple[int, ...]
    not_yet: tuple[str, ...]
    elements: tuple[Element, ...]


@dataclass(frozen=True)
class Framework:
    title: str
    attribution: str
    stages: tuple[Stage, ...]
    domains: tuple[Domain, ...]


@dataclass(frozen=True)
class DescriptorText:
    """A descriptor on an element page. The three texts are HTML."""

    descriptor: Descriptor
    html: str
    looks_like: str
    sign_missing: str


@dataclass(frozen=True)
class StageText:
    """What one stage asks in an element, and how to develop it there. HTML."""

    stage: int
    html: str
    development: str


@dataclass(frozen=True)
class Reflection:
    """A prompt whose answer the learner keeps. `number` is permanent in the module's free texts."""

    id: str
    number: int
    html: str


@dataclass(frozen=True)
class ElementPage:
    """The page of one element. `number` is permanent in the module; `id` is the element's slug; texts are HTML."""

    id: str
    number: int
    element: Element
    opening: str
    descriptors: tuple[DescriptorText, ...]
    stages: tuple[StageText, ...]
    example_title: str
    example: str
    reflections: tuple[Reflection, ...]
    words: dict[int, int]
    """Words a learner reads at each stage."""
    place: Place

    def stage(self, number: int) -> StageText | None:
        return next((text for text in self.stages if text.stage == number), None)


@dataclass(frozen=True)
class TopicPage:
    """A page on a topic of its own, the same at every stage. `number` is permanent in the module; `html` is the whole page."""

    id: str
    number: int
    title: str
    html: str
    reflections: tuple[Reflection, ...]
    words: int
    place: Place


@dataclass(frozen=True)
class ExhibitText:
    """What several questions share beside the scenario. `html` is rendered, `title` plain."""

    id: str
    title: str
    html: str


@dataclass(frozen=True)
class Question:
    """A question with its permanent numbers.

    `view` is what the template `questions/<type>.html.j2` shows; `data` is what the player scores, reports and gives
    feedback by (its shape is `QuestionData` in `scorm_templates/player/src/model.ts`).
    """

    id: str
    number: int
    type: str
    key: str
    """`q<quiz number>-<question number>`: the stem of the HTML ids."""
    descriptors: tuple[str, ...]
    view: dict[str, Any]
    data: dict[str, Any]
    words: int
    longest_response: int
    """Characters the longest possible response takes in the state."""
    weight: float
    """How much it counts in the quiz's score; 0 where nothing is judged."""
    chance: float
    """Expected score of an answer drawn at random, 0-1."""
    second_best: float | None
    """The best score below full marks, 0-1; None where an answer is only right or wrong."""
    everything: float
    """The score of ticking every box where boxes can be ticked; of chance elsewhere."""
    place: Place


@dataclass(frozen=True)
class Quiz:
    """A scenario quiz for one element and stage. `scenario` and `debrief` are HTML."""

    id: str
    number: int
    title: str
    element: Element
    stage: int
    scenario: str
    debrief: str
    questions: tuple[Question, ...]
    mastery_score: float | None
    """The quiz's own mark, 0-1, or None for the module's."""
    attempts: int | None
    feedback_at: str
    shuffle_questions: bool
    minutes: int | None
    """Minutes to allow where the author says so; else estimated."""
    exhibits: tuple[ExhibitText, ...]
    status: str
    review_by: str
    profession: str
    setting: str
    people: tuple[str, ...]
    words: int
    place: Place


@dataclass(frozen=True)
class Statement:
    """A self-check statement. `number` is permanent in the module."""

    id: str
    number: int
    element: Element
    descriptor: Descriptor
    text: str
    rater: str
    """As somebody else would rate it, "" where the author has not said."""


@dataclass(frozen=True)
class TaughtElement:
    """An element that a self-check asks about and another module teaches. `number` is permanent in the self-check's module; `development`
    maps a stage to HTML."""

    number: int
    element: Element
    domain: Domain
    module: str
    """Title of the module that teaches it."""
    development: dict[int, str]


@dataclass(frozen=True)
class SelfCheck:
    """`taught` is empty where the module teaches the elements itself; else it has every element of the statements."""

    intro: str
    statements: tuple[Statement, ...]
    no_opportunity: str
    place: Place
    taught: tuple[TaughtElement, ...] = ()


@dataclass(frozen=True)
class FinderQuestion:
    """A question of a stage finder. `number` is permanent in the module; `answers` maps a stage's number to its answer."""

    id: str
    number: int
    text: str
    answers: dict[int, str]


@dataclass(frozen=True)
class StageFinder:
    intro: str
    questions: tuple[FinderQuestion, ...]
    place: Place


@dataclass(frozen=True)
class Module:
    """A learning module: what becomes one package in each standard.

    A module of a domain has `pages`, `quizzes` and a `self_check`; one without has `topics`, and a `finder`, a `self_check` of the whole
    framework, or neither. `mastery_score` is 0-1. `notes_allowance` is how many characters of the state the learner's own texts may take.
    """

    id: str
    version: str
    title: str
    description: str
    language: str
    iri: str
    domain: Domain | None
    stages: tuple[int, ...]
    """The stages to choose from; `UNSTAGED` where a module is the same for everybody."""
    mastery_score: float
    report_failed: bool
    exit_when_complete: str
    interactions: bool
    keep_on_device: bool
    """Without a learning system the state stays in the browser, else in the tab."""
    notes_allowance: int
    about: str
    """HTML: what the learner will do and get from the module."""
    pages: tuple[ElementPage, ...]
    topics: tuple[TopicPage, ...]
    quizzes: tuple[Quiz, ...]
    self_check: SelfCheck | None
    finder: StageFinder | None
    lineage: str
    """Six characters that name the module across its versions, in the learner's state."""
    media: dict[str, bytes]
    """href inside the package to the bytes of each image used."""
    place: Place

    def quizzes_at(self, stage: int) -> tuple[Quiz, ...]:
        return tuple(quiz for quiz in self.quizzes if quiz.stage == stage)

    @property
    def staged(self) -> bool:
        return self.stages != UNSTAGED

    @property
    def domains(self) -> tuple[Domain, ...]:
        """The domains it is about."""
        if self.domain:
            return (self.domain,)
        taught = self.self_check.taught if self.self_check else ()
        return tuple({it.domain.number: it.domain for it in taught}.values())

    @property
    def elements(self) -> tuple[Element, ...]:
        return tuple(element for domain in self.domains for element in domain.elements)

    @property
    def statements(self) -> tuple[Statement, ...]:
        return self.self_check.statements if self.self_check else ()


@dataclass(frozen=True)
class Bundle:
    """Several modules in one package: what an author calls a course. Its modules have ids under its own, and at most its one stage."""

    id: str
    version: str
    title: str
    description: str
    iri: str
    stage: int | None
    modules: tuple[Module, ...]
    place: Place


@dataclass(frozen=True)
class Term:
    """A term of the glossary. `forms` are the ways it is written; `meaning` is plain text."""

    id: str
    term: str
    forms: tuple[str, ...]
    meaning: str


@dataclass(frozen=True)
class Theme:
    """How the course looks. `styles` is CSS that sets tokens; `logo` is its href with its bytes, alternative text and size."""

    name: str
    styles: str
    logo_href: str = ""
    logo: bytes = b""
    logo_alt: str = ""
    logo_width: int = 0
    logo_height: int = 0


@dataclass(frozen=True)
class Course:
    """A whole project, linked. `base_iri` ends with `/`; `draft_ids` is true while it is the placeholder."""

    id: str
    title: str
    publisher: str
    language: str
    base_iri: str
    draft_ids: bool
    framework: Framework
    modules: tuple[Module, ...]
    bundles: tuple[Bundle, ...] = ()
    theme: Theme = Theme("", "")
    glossary: tuple[Term, ...] = ()
    strings: dict[str, Any] = field(default_factory=dict)
    """The player's own words in the course's language, by key: a text, or a mapping of plural categories to texts."""
