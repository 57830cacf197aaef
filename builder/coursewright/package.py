"""What a standard needs to know of a package, and the files that go into it. Frozen values; nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True, order=True)
class PackageFile:
    """One member of a package: its `href` inside it and its bytes."""

    href: str
    data: bytes = field(compare=False, repr=False)


@dataclass(frozen=True)
class Objective:
    """A learning objective reported to the LMS: an element of the framework. `id` is a slug."""

    id: str
    iri: str
    title: str
    description: str


@dataclass(frozen=True)
class Package:
    """A module on its way into one zip.

    `id` is a slug and `iri` absolute; `mastery_score` is 0-1, or None where nothing is judged; `files` are all learner
    files (HTML, scripts, styles, media) without the standard's own control documents, sorted by href; `launch` is the
    href of the page to open.
    """

    id: str
    version: str
    title: str
    description: str
    language: str
    iri: str
    publisher: str
    draft_ids: bool
    mastery_score: float | None
    report_failed: bool
    typical_time: timedelta
    keywords: tuple[str, ...]
    objectives: tuple[Objective, ...]
    launch: str
    files: tuple[PackageFile, ...]
