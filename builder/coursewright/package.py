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
class Unit:
    """A module inside a package: what an LMS launches (SCO, AU).

    `id` is a slug and `iri` absolute; `mastery_score` is 0-1, or None where nothing is judged; `launch` is the href of the page to
    open; `files` are its own learner files, sorted by href.
    """

    id: str
    iri: str
    title: str
    description: str
    mastery_score: float | None
    report_failed: bool
    typical_time: timedelta
    objectives: tuple[Objective, ...]
    launch: str
    files: tuple[PackageFile, ...]


@dataclass(frozen=True)
class Package:
    """What goes into one zip: a module, or several with what they share.

    `id` is a slug and `iri` absolute; `shared` are learner files that belong to no unit alone, sorted by href; `menu` is the href of
    the page that lists the units, "" where the LMS does that.
    """

    id: str
    version: str
    title: str
    description: str
    language: str
    iri: str
    publisher: str
    draft_ids: bool
    keywords: tuple[str, ...]
    units: tuple[Unit, ...]
    shared: tuple[PackageFile, ...] = ()
    menu: str = ""

    @property
    def several(self) -> bool:
        """A course of modules, even if it has only one."""
        return bool(self.shared)

    @property
    def launch(self) -> str:
        """What opens first."""
        return self.menu or self.units[0].launch

    @property
    def files(self) -> tuple[PackageFile, ...]:
        """All learner files: HTML, scripts, styles and media, without the standard's own control documents; sorted."""
        return tuple(sorted((*self.shared, *(file for unit in self.units for file in unit.files))))

    @property
    def typical_time(self) -> timedelta:
        return sum((unit.typical_time for unit in self.units), timedelta())

    @property
    def objectives(self) -> tuple[Objective, ...]:
        return tuple(objective for unit in self.units for objective in unit.objectives)
