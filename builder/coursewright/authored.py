"""What authors write: one model for each kind of file, as pydantic reads it. References are not resolved here (`link.py` does that).

The descriptions are the author's handbook and what an editor shows beside a key, so they speak to authors.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from coursewright.questions import AnyQuestion
from coursewright.questions.question import Authored, DescriptorNumber, ElementNumber, Slug, Text

StageNumber = Annotated[int, Field(ge=1, le=4)]
DomainNumber = Annotated[int, Field(ge=1, le=9)]
Version = Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
BaseIri = Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+/$")]
Mark = Annotated[float, Field(ge=0.05, le=1)]

PLACEHOLDER_IRI = "https://example.org/"
"""Activity ids under this are drafts: an organisation sets its own `base_iri` before it publishes (XA-1)."""


class CourseEntry(Authored):
    """A course: several modules in one package, at every stage or at one."""

    id: Slug = Field(description="Permanent name of the course, unlike any module's.")
    title: Text = Field(description="Title of the course as learners see it.")
    description: Text = Field(description="What learning systems show in their catalogues, in a sentence or two. Plain words.")
    version: Version = Field(description="Version of the course; raise it when you publish a change in any of its modules.")
    modules: Annotated[tuple[Slug, ...], Field(strict=False, max_length=40)] = Field(
        default=(), description="Its modules, in order. Without them: every module of the catalogue that has the course's stage."
    )
    stage: StageNumber | None = Field(
        default=None, description="Only this stage of every module: learners are not asked for theirs. Without it, all stages."
    )


class CatalogueFile(Authored):
    """The course as a whole: `content/catalogue.yaml`."""

    id: Slug = Field(description="Permanent name of the course.")
    title: Text = Field(description="Title of the course, shown above every module.")
    publisher: Text = Field(description="Who publishes the course; goes into the packages' metadata.")
    language: Language = Field(default="en-GB", description="Language of the content, as a code.")
    languages: Annotated[tuple[Language, ...], Field(strict=False, max_length=40)] = Field(
        default=(),
        description="Further languages to build every module in, from translations/<language>.po; see `coursewright translate`.",
    )
    base_iri: BaseIri = Field(
        description="Address you control, ending in /, under which every activity id of the course stands. Set it once, before you publish."
    )
    modules: Annotated[tuple[Slug, ...], Field(strict=False, min_length=1)] = Field(
        description="The modules to build: names of folders in content/."
    )
    courses: Annotated[tuple[CourseEntry, ...], Field(strict=False, max_length=40)] = Field(
        default=(), description="Courses of several modules; each becomes one package in each standard, besides the modules' own."
    )


Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class Logo(Authored):
    """A picture above every page."""

    file: Text = Field(description="The image, beside the theme file: PNG, JPEG, GIF or WebP.")
    alt: Text = Field(description="What it says, for those who do not see it: usually the organisation's name.")


class Colours(Authored):
    """Colours of one scheme, as #rrggbb. What is left out keeps the tool's own."""

    ink: Colour | None = Field(default=None, description="Text.")
    ink_soft: Colour | None = Field(default=None, description="Hints and small print.")
    paper: Colour | None = Field(default=None, description="The page.")
    card: Colour | None = Field(default=None, description="Boxes on the page.")
    line: Colour | None = Field(default=None, description="Lines that only divide.")
    edge: Colour | None = Field(default=None, description="Borders of fields.")
    accent: Colour | None = Field(default=None, description="Buttons, links and what is chosen.")
    accent_ink: Colour | None = Field(default=None, description="Text on buttons.")
    accent_soft: Colour | None = Field(default=None, description="Ground of what is chosen, and of the stage's own part.")
    warm: Colour | None = Field(default=None, description="Edge of situations, and of notices.")
    warm_soft: Colour | None = Field(default=None, description="Ground of notices.")
    alert: Colour | None = Field(default=None, description="Mistakes.")
    good: Colour | None = Field(default=None, description="What is done.")


class ThemeFile(Authored):
    """How every module looks: `content/theme.yaml`. A project without one has the tool's own look."""

    name: Text | None = Field(default=None, description="Who offers the course, shown above every page.")
    logo: Logo | None = Field(default=None, description="A logo above every page.")
    scheme: Literal["both", "light", "dark"] = Field(
        default="both", description="Light or dark for everybody, or `both`: as each learner has set up their device."
    )
    light: Colours = Field(default=Colours(), description="Colours on a light ground.")
    dark: Colours = Field(default=Colours(), description="Colours on a dark ground.")
    corner: Annotated[int, Field(ge=0, le=24)] = Field(default=8, description="Roundness of boxes and buttons in pixels.")
    font: Annotated[tuple[Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9 -]*$")], ...], Field(strict=False, max_length=8)] = Field(
        default=(), description="Fonts to use where the learner's device has them, most wanted first. None is ever fetched."
    )


class TermEntry(Authored):
    """A term and what it means."""

    id: Slug = Field(description="Permanent name of the term.")
    term: Text = Field(description="The term as it is written in the texts.")
    also: Annotated[tuple[Text, ...], Field(strict=False, max_length=6)] = Field(
        default=(), description="Other forms that mean the same: plurals, abbreviations."
    )
    meaning: Text = Field(description="What it means, in a sentence or two. Plain words.")


class GlossaryFile(Authored):
    """Words that need explaining: `content/glossary.yaml`. The first time a text uses one, learners can open its meaning."""

    terms: Annotated[tuple[TermEntry, ...], Field(strict=False, min_length=1, max_length=200)] = Field(description="The terms.")


class StageEntry(Authored):
    """A stage: how far a person's decisions reach."""

    number: StageNumber = Field(description="Number of the stage.")
    name: Text = Field(description="Name of the stage.")
    short: Annotated[str, Field(min_length=1, max_length=40)] = Field(description="The name in a few words, for narrow places.")
    about: Text = Field(description="Whom the stage is for, in a sentence or two.")
    finder: Text = Field(description="What somebody at this stage would say of their work, in the first person.")


class DescriptorEntry(Authored):
    """A descriptor: one thing the element asks for."""

    number: DescriptorNumber = Field(description="Number of the descriptor, below its element's.")
    text: Text = Field(description="What it asks for, in a sentence.")


class IndicatorEntry(Authored):
    """What one stage asks of the element."""

    stage: StageNumber = Field(description="Number of the stage.")
    text: Text = Field(description="What the element asks for at this stage.")


class ElementEntry(Authored):
    """An element of a domain."""

    number: ElementNumber = Field(description="Number of the element, below its domain's; in quotes, since 1.1 alone is a number.")
    id: Slug = Field(description="Permanent name of the element.")
    name: Text = Field(description="Name of the element.")
    about: Text = Field(description="What the element is about, in a sentence.")
    descriptors: Annotated[tuple[DescriptorEntry, ...], Field(strict=False, min_length=1)] = Field(description="The descriptors, in order.")
    indicators: Annotated[tuple[IndicatorEntry, ...], Field(strict=False, min_length=1)] = Field(
        description="One for each stage of the domain."
    )


class DomainEntry(Authored):
    """A domain of the framework; each becomes a module."""

    number: DomainNumber = Field(description="Number of the domain.")
    id: Slug = Field(description="Permanent name of the domain.")
    name: Text = Field(description="Name of the domain.")
    stages: Annotated[tuple[StageNumber, ...], Field(strict=False, min_length=1)] = Field(description="The stages the domain is for.")
    about: Text = Field(description="What the domain is about.")
    not_yet: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)] = Field(
        description="Behaviour that shows the domain is not there yet, one entry for each."
    )
    elements: Annotated[tuple[ElementEntry, ...], Field(strict=False, min_length=1)] = Field(description="The elements, in order.")


class FrameworkFile(Authored):
    """The competency framework: `content/framework.yaml`."""

    title: Text = Field(description="Name of the framework.")
    owners: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)] = Field(description="Who owns it.")
    attribution: Text = Field(description="The line that names the framework and its owners in every module.")
    stages: Annotated[tuple[StageEntry, ...], Field(strict=False, min_length=1)] = Field(description="The stages, from the lowest.")
    domains: Annotated[tuple[DomainEntry, ...], Field(strict=False, min_length=1)] = Field(description="The domains, in order.")


class ModuleFile(Authored):
    """One learning module: `content/<module>/module.yaml`. The folder has the module's id as its name.

    With a `domain` it has that domain's element pages, quizzes and self-check. Without one it has what lies in its folder: topic pages, and
    a stage finder or a self-check over the whole framework.
    """

    id: Slug = Field(description="Permanent name of the module, the same as its folder's.")
    domain: DomainNumber | None = Field(
        default=None, description="Number of the domain it teaches. Without it: topic pages, a stage finder, or a self-check of everything."
    )
    pages: Annotated[tuple[Slug, ...], Field(strict=False, max_length=30)] = Field(
        default=(), description="Topic pages of a module without a domain, in order: names of the Markdown files beside it."
    )
    title: Text = Field(description="Title of the module.")
    version: Version = Field(description="Version of the module; raise it when you publish a change.")
    description: Text = Field(description="What learning systems show in their catalogues, in a sentence or two. Plain words.")
    about: Text = Field(description="The first thing a learner reads: what they will do and get from it. Markdown.")
    mastery_score: Mark = Field(
        default=0.65, description="The mark: the mean score of the stage's quizzes at which the module counts as passed."
    )
    report_failed: bool = Field(
        default=False,
        description="Report `failed` under the mark in SCORM. Several systems lock the attempt then (RT-18).",
    )
    exit_when_complete: Literal["suspend", "normal"] = Field(
        default="suspend", description="What is reported at exit once complete. `suspend` keeps answers for another look."
    )
    interactions: bool = Field(default=True, description="Report every answer to the learning system.")
    keep_on_device: bool = Field(
        default=False,
        description="Where no learning system answers, keep the progress in the learner's browser; they are told. "
        "Without it, it lasts as long as the tab.",
    )
    notes_allowance: Annotated[int, Field(ge=200, le=60_000)] = Field(
        default=1600, description="Characters that all of a learner's own texts in the module may take together."
    )
    reading_age: Annotated[float, Field(ge=8, le=20)] = Field(
        default=14, description="Reading age the texts should not be above; `coursewright lint` warns."
    )
    scenario_words: Annotated[tuple[int, int], Field(strict=False)] = Field(
        default=(70, 150), description="Fewest and most words of a quiz's scenario; `coursewright lint` warns."
    )


class PageFrontMatter(Authored):
    """Front matter of an element page: `content/<module>/<element>.md`."""

    element: ElementNumber = Field(description="Number of the element the page is about, in quotes.")
    title: Text = Field(description="Name of the page, for editors.")


class TopicFrontMatter(Authored):
    """Front matter of a topic page, in a module without a domain: `content/<module>/<name>.md`."""

    title: Text = Field(description="Title of the page as learners see it.")


class FinderQuestion(Authored):
    """A question of the stage finder."""

    id: Slug = Field(description="Permanent name of the question.")
    text: Text = Field(description="The question. Plain words.")
    answers: Annotated[tuple[Text, ...], Field(strict=False, min_length=2)] = Field(
        description="One answer for each stage, from the lowest, in the first person. Plain words."
    )


class StageFinderFile(Authored):
    """Questions that lead learners to their stage: `content/<module>/stage-finder.yaml`, in a module without a domain."""

    intro: Text = Field(description="What stands above the questions. Markdown.")
    questions: Annotated[tuple[FinderQuestion, ...], Field(strict=False, min_length=1, max_length=12)] = Field(
        description="The questions, in order."
    )


class Person(Authored):
    """Somebody in the scenario."""

    name: Text = Field(description="Name as in the scenario.")
    role: Text = Field(description="What the person does.")


class Exhibit(Authored):
    """Something to look at that several questions share: a table, a chart, a letter, a recording."""

    id: Slug = Field(description="Name by which questions ask for it.")
    title: Text = Field(description="What it is, as its heading. Plain words.")
    text: Text = Field(description="The exhibit itself. Markdown, with tables, images, audio and video.")


class QuizFile(Authored):
    """One scenario quiz: `quizzes/<domain>/<element>/stage-<n>.yaml`."""

    id: Slug = Field(description="Permanent name of the quiz, unlike any other in the course.")
    title: Text = Field(description="Title as learners see it.")
    element: ElementNumber = Field(description="Number of the element, in quotes.")
    stage: StageNumber = Field(description="Number of the stage it is written for.")
    status: Literal["draft", "reviewed"] = Field(description="`reviewed` once a recorded panel has agreed on the keys.")
    author_role: Text = Field(description="What the author does; no names.")
    reviewer_role: Text | None = Field(default=None, description="What the reviewer does, once there is one.")
    review_by: datetime.date = Field(description="When the content has to be looked at again: 2027-11-30.")
    profession: Text = Field(description="Whose working life it is from: nursing, estates, finance ...")
    setting: Text = Field(description="Where it plays: a ward, a depot, a board room ...")
    people: Annotated[tuple[Person, ...], Field(strict=False, min_length=1)] = Field(description="Who appears in it.")
    scenario: Text = Field(description="The situation all questions share. Markdown, with images, audio and video.")
    mastery_score: Mark | None = Field(
        default=None, description="The quiz's own pass mark, from which all feedback is shown. Without it, the module's."
    )
    attempts: Annotated[int, Field(ge=1, le=20)] | None = Field(
        default=None, description="How often the quiz can be taken. Without it, as often as one likes."
    )
    feedback_at: Literal["each_question", "end"] = Field(
        default="each_question",
        description="When feedback shows. `end`: answers can be changed on a page that lists them, until they are submitted together.",
    )
    shuffle_questions: bool = Field(default=False, description="Ask the questions in another order at each attempt.")
    minutes: Annotated[int, Field(ge=1, le=120)] | None = Field(
        default=None, description="Minutes to allow, as learners are told. Without it, estimated from the words."
    )
    exhibits: Annotated[tuple[Exhibit, ...], Field(strict=False, max_length=6)] = Field(
        default=(), description="Tables, charts or letters that questions refer to."
    )
    questions: Annotated[tuple[AnyQuestion, ...], Field(strict=False, min_length=1, max_length=12)] = Field(
        description="The questions, in order."
    )
    debrief: Text = Field(description="Shown with the result: what it was about, what good looks like, one thing to try. Markdown.")


class StatementEntry(Authored):
    """One statement a learner rates from never to always."""

    id: Slug = Field(description="Permanent name of the statement.")
    descriptor: DescriptorNumber = Field(description="Number of the descriptor it asks about, in quotes.")
    text: Text = Field(description="The statement, in the first person, about behaviour others could see. Plain words.")
    rater: Text | None = Field(
        default=None, description='The same behaviour as somebody else would rate it, for 360-degree feedback: "This colleague ...".'
    )


class SelfCheckFile(Authored):
    """The self-check of a module: `content/<module>/self-check.yaml`.

    Without a `domain` it takes the statements of every domain's self-check: those of the domains that have the learner's stage.
    """

    domain: DomainNumber | None = Field(
        default=None, description="Number of the module's domain; none for a self-check of the whole framework."
    )
    intro: Text = Field(description="What stands above the start button. Markdown.")
    no_opportunity: Text = Field(
        default="No opportunity to observe", description="What raters can answer where they have not seen the behaviour."
    )
    statements: Annotated[tuple[StatementEntry, ...], Field(strict=False)] = Field(
        default=(), description="The statements, one for each descriptor; none without a domain."
    )
