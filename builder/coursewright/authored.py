"""What authors write: one model for each kind of file, as pydantic reads it. References are not resolved here (`link.py` does that)."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from coursewright.questions import AnyQuestion
from coursewright.questions.question import Authored, DescriptorNumber, ElementNumber, Slug, Text

StageNumber = Annotated[int, Field(ge=1, le=4)]
Version = Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
BaseIri = Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+/$")]

PLACEHOLDER_IRI = "https://example.org/"
"""Activity ids under this are drafts: an organisation sets its own `base_iri` before it publishes (XA-1)."""


class CatalogueFile(Authored):
    """`content/catalogue.yaml`: the course as a whole."""

    id: Slug
    title: Text
    publisher: Text
    language: Language = "en-GB"
    base_iri: BaseIri = Field(description="Address, ending in /, under which every activity id of the course stands.")
    modules: Annotated[tuple[Slug, ...], Field(strict=False, min_length=1)]


class StageEntry(Authored):
    number: StageNumber
    name: Text
    short: Annotated[str, Field(min_length=1, max_length=40)]
    about: Text
    finder: Text


class DescriptorEntry(Authored):
    number: DescriptorNumber
    text: Text


class IndicatorEntry(Authored):
    stage: StageNumber
    text: Text


class ElementEntry(Authored):
    number: ElementNumber
    id: Slug
    name: Text
    about: Text
    descriptors: Annotated[tuple[DescriptorEntry, ...], Field(strict=False, min_length=1)]
    indicators: Annotated[tuple[IndicatorEntry, ...], Field(strict=False, min_length=1)]


class DomainEntry(Authored):
    number: Annotated[int, Field(ge=1, le=9)]
    id: Slug
    name: Text
    stages: Annotated[tuple[StageNumber, ...], Field(strict=False, min_length=1)]
    about: Text
    not_yet: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    elements: Annotated[tuple[ElementEntry, ...], Field(strict=False, min_length=1)]


class FrameworkFile(Authored):
    """`content/framework.yaml`: the competency framework."""

    title: Text
    owners: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    attribution: Text
    stages: Annotated[tuple[StageEntry, ...], Field(strict=False, min_length=1)]
    domains: Annotated[tuple[DomainEntry, ...], Field(strict=False, min_length=1)]


class ModuleFile(Authored):
    """`content/<module>/module.yaml`: one learning module."""

    id: Slug
    domain: Annotated[int, Field(ge=1, le=9)]
    title: Text
    version: Version
    description: Text
    about: Text
    mastery_score: Annotated[float, Field(ge=0.05, le=1)] = 0.65
    report_failed: bool = Field(
        default=False,
        description="Report `failed` under the mark in SCORM. Several systems lock the attempt then (RT-18).",
    )
    exit_when_complete: Literal["suspend", "normal"] = "suspend"
    interactions: bool = Field(default=True, description="Report every answer to the learning system.")
    notes_allowance: Annotated[int, Field(ge=200, le=60_000)] = 1600


class PageFrontMatter(Authored):
    """Front matter of `content/<module>/<element>.md`."""

    element: ElementNumber
    title: Text


class Person(Authored):
    name: Text
    role: Text


class QuizFile(Authored):
    """`quizzes/<domain>/<element>/stage-<n>.yaml`: one scenario quiz."""

    id: Slug
    title: Text
    element: ElementNumber
    stage: StageNumber
    status: Literal["draft", "reviewed"]
    author_role: Text
    reviewer_role: Text | None = None
    review_by: datetime.date
    profession: Text
    setting: Text
    people: Annotated[tuple[Person, ...], Field(strict=False, min_length=1)]
    scenario: Text
    questions: Annotated[tuple[AnyQuestion, ...], Field(strict=False, min_length=1, max_length=12)]
    debrief: Text


class StatementEntry(Authored):
    id: Slug
    descriptor: DescriptorNumber
    text: Text


class SelfCheckFile(Authored):
    """`content/<module>/self-check.yaml`: the statements a learner rates."""

    domain: Annotated[int, Field(ge=1, le=9)]
    intro: Text
    statements: Annotated[tuple[StatementEntry, ...], Field(strict=False, min_length=1)]
