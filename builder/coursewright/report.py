"""What a run found and made, as values, and the three ways of printing it: text, JSON, and annotations for CI."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from coursewright.problems import Problem, Problems, Severity


@dataclass(frozen=True)
class StageReport:
    """One stage of a module, None where it is the same for everybody. Scores 0-1; `minutes` is the estimated time at this stage."""

    stage: int | None
    minutes: int
    quizzes: int
    questions: int
    chance: float | None
    second_best: float | None
    everything: float | None


@dataclass(frozen=True)
class StoryReport:
    """A branching scenario: the scores of its worst and best ways, 0-1, and how many ways there are."""

    quiz: str
    question: str
    ways: int
    worst: float
    best: float


@dataclass(frozen=True)
class ModuleReport:
    """One module. `state_worst_case` is in characters; `unreviewed` names the quizzes whose key no panel has reviewed."""

    id: str
    version: str
    title: str
    mastery_score: float
    draft_ids: bool
    state_worst_case: int
    state_limit: int
    notes_allowance: int
    quizzes: int
    unreviewed: tuple[str, ...]
    stages: tuple[StageReport, ...]
    stories: tuple[StoryReport, ...] = ()


@dataclass(frozen=True)
class PackageReport:
    """One package written. `size` in bytes, `seconds` from rendering to verified; `schemas` are those applied to it. Either `module` or
    `course` names what is in it; `advice` says which systems take a course of several modules in this standard."""

    file: str
    standard: str
    module: str
    course: str
    advice: str
    version: str
    size: int
    members: int
    sha256: str
    schemas: tuple[str, ...]
    official_schema: bool
    draft_ids: bool
    seconds: float


@dataclass(frozen=True)
class Report:
    """A whole run."""

    tool: str
    problems: tuple[Problem, ...]
    modules: tuple[ModuleReport, ...] = ()
    packages: tuple[PackageReport, ...] = ()
    leaves_the_browser: tuple[str, ...] = field(default=())

    @property
    def errors(self) -> int:
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors


DATA_SENT = (
    "score, completion and success of the module",
    "each submitted quiz answer with its score and time taken",
    "session time, and progress as a fraction",
    "the bookmark and saved state: finished pages, quiz answers, self-check ratings, reflections and action plan "
    "(kept as state only, never sent as an answer or a statement)",
    "answers to scales and long answers whose question says `send: true`, as neutral records without a score",
)
"""Every datum that leaves the browser (SEC-7)."""


def count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def summary(problems: Problems | Report) -> str:
    """`3 errors, 1 warning`"""
    return f"{count(problems.errors, 'error')}, {count(problems.warnings, 'warning')}"


def as_text(report: Report) -> str:
    """Problems, then packages, then what an author should know of each module."""
    lines = [str(problem) for problem in report.problems]
    for module in report.modules:
        lines.append(f"{module.title} ({module.id} {module.version})")
        for stage in module.stages:
            who = "everybody" if stage.stage is None else f"stage {stage.stage}"
            lines.append(f"  {who}: about {stage.minutes} minutes, {_quizzes(stage)}{_odds(stage)}")
        for story in module.stories:
            ways = f"{count(story.ways, 'way')} through it, worst {story.worst:.2f}, best {story.best:.2f}"
            lines.append(f"  story {story.quiz}/{story.question}: {ways}")
        state = f"{module.state_worst_case:,} of {module.state_limit:,} characters"
        mark = f"mark {module.mastery_score:g}; " if module.quizzes else ""
        lines.append(f"  {mark}learner's state at most {state}")
        if module.unreviewed:
            lines.append(f"  {count(len(module.unreviewed), 'quiz key')} of {module.quizzes} not reviewed by a panel yet")
        if module.draft_ids:
            lines.append("  draft ids: base_iri is still the placeholder; set your own before you publish")
    for package in report.packages:
        schemas = ", ".join(package.schemas) or "the tool's own rules"
        if not package.official_schema and package.standard != "web":
            schemas += " (official schema not applied: coursewright schemas add)"
        valid = f"valid: {schemas}" if package.schemas or package.standard != "web" else "checked"
        draft = ", draft ids" if package.draft_ids else ""
        lines.append(f"{package.file}  {package.size / 1024:.0f} KB  {valid}{draft}  {package.seconds:.2f} s")
    if advice := {package.standard: package.advice for package in report.packages if package.advice}:
        lines.append("Which package of a course for which system:")
        lines += [f"  {standard}: {text}" for standard, text in advice.items()]
    if report.problems or not report.packages:
        lines.append(summary(report))
    return "\n".join(lines)


def _quizzes(stage: StageReport) -> str:
    # Not `count`: the plural of quiz is its own.
    return f"{stage.quizzes} quiz{'' if stage.quizzes == 1 else 'zes'}, {count(stage.questions, 'question')}"


def _odds(stage: StageReport) -> str:
    if stage.chance is None or stage.second_best is None or stage.everything is None:
        return ""
    return f"; chance scores {stage.chance:.2f}, every box {stage.everything:.2f}, always second best {stage.second_best:.2f}"


def as_json(report: Report) -> str:
    data: dict[str, Any] = asdict(report)
    data["errors"], data["warnings"] = report.errors, report.warnings
    return json.dumps(data, indent=2, ensure_ascii=False)


def as_github(report: Report) -> str:
    """Workflow commands, one for each problem; other lines as plain text."""
    lines = []
    for problem in report.problems:
        place = problem.place
        where = f"file={_property(place.path)}"
        if place.line:
            where += f",line={place.line}" + (f",col={place.column}" if place.column else "")
        member = f"{place.member}: " if place.member else ""
        lines.append(f"::{problem.severity} {where},title={_property(problem.code)}::{_data(member + problem.message)}")
    lines += [f"{package.file} {package.size} bytes" for package in report.packages]
    return "\n".join([*lines, summary(report)])


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Report], str]] = {"text": as_text, "json": as_json, "github": as_github}
