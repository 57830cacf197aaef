"""What the quizzes of a course cover: domains, elements, stages and descriptors, and whose working life the scenarios are from."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from coursewright.course import Course, Domain, Element, Quiz


@dataclass(frozen=True)
class Cell:
    """One element at one stage. `quiz` is the quiz's id, None while it is missing; `descriptors` those its questions give evidence of;
    the rest is whose working life it is from, as the author says in the quiz."""

    stage: int
    quiz: str | None
    status: str
    questions: int
    descriptors: tuple[str, ...]
    title: str = ""
    profession: str = ""
    setting: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class DescriptorCover:
    """One descriptor: how many questions, in how many quizzes, give evidence of it."""

    number: str
    text: str
    questions: int
    quizzes: int


@dataclass(frozen=True)
class ElementCover:
    number: str
    name: str
    cells: tuple[Cell, ...]
    descriptors: tuple[DescriptorCover, ...]


@dataclass(frozen=True)
class DomainCover:
    number: int
    name: str
    elements: tuple[ElementCover, ...]


@dataclass(frozen=True)
class Coverage:
    """The whole table. `missing` says each gap in words; the counts are of quizzes."""

    stages: tuple[int, ...]
    domains: tuple[DomainCover, ...]
    quizzes: int
    wanted: int
    missing: tuple[str, ...]
    types: tuple[tuple[str, int], ...]
    professions: tuple[tuple[str, int], ...]
    settings: tuple[tuple[str, int], ...]
    people: tuple[tuple[str, int], ...]


def coverage(course: Course) -> Coverage:
    """What is covered in a course, from its linked modules."""
    quizzes = [quiz for module in course.modules for quiz in module.quizzes]
    domains = tuple(
        DomainCover(domain.number, domain.name, tuple(_element(domain, element, quizzes) for element in domain.elements))
        for domain in course.framework.domains
    )
    elements = [element for domain in domains for element in domain.elements]
    missing = []
    for element in elements:
        stages = [str(cell.stage) for cell in element.cells if cell.quiz is None]
        if stages:
            missing.append(f"{element.number} {element.name}: no quiz at stage {', '.join(stages)}")
        if len(stages) < len(element.cells):
            missing += [f"{it.number}: no question gives evidence of it" for it in element.descriptors if not it.questions]
    return Coverage(
        stages=tuple(stage.number for stage in course.framework.stages),
        domains=domains,
        quizzes=len(quizzes),
        wanted=sum(len(element.cells) for element in elements),
        missing=tuple(missing),
        types=_counted([question.type for quiz in quizzes for question in quiz.questions]),
        professions=_counted([quiz.profession for quiz in quizzes]),
        settings=_counted([quiz.setting for quiz in quizzes]),
        people=_counted([name for quiz in quizzes for name in quiz.people]),
    )


def _element(domain: Domain, element: Element, quizzes: Sequence[Quiz]) -> ElementCover:
    own = [quiz for quiz in quizzes if quiz.element.number == element.number]
    evidence = {quiz.id: Counter(number for question in quiz.questions for number in dict.fromkeys(question.descriptors)) for quiz in own}
    return ElementCover(
        element.number,
        element.name,
        tuple(_cell(stage, own, evidence) for stage in domain.stages),
        tuple(
            DescriptorCover(
                it.number,
                it.text,
                sum(found[it.number] for found in evidence.values()),
                sum(it.number in found for found in evidence.values()),
            )
            for it in element.descriptors
        ),
    )


def _cell(stage: int, quizzes: Sequence[Quiz], evidence: dict[str, Counter[str]]) -> Cell:
    quiz = next((it for it in quizzes if it.stage == stage), None)
    if quiz is None:
        return Cell(stage, None, "", 0, ())
    given = tuple(sorted(evidence[quiz.id]))
    return Cell(stage, quiz.id, quiz.status, len(quiz.questions), given, quiz.title, quiz.profession, quiz.setting, quiz.people)


def _counted(words: list[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(words).items(), key=lambda item: (-item[1], item[0])))


def as_text(cover: Coverage) -> str:
    """Questions by element and stage (`-` missing, blank not asked for), then by descriptor; then the gaps; then whose working life each
    quiz is from, and how often who appears."""
    width = max((len(f"{element.number} {element.name}") for domain in cover.domains for element in domain.elements), default=0)
    lines = [f"{'questions':<{width}}  " + "".join(f"stage {stage}  " for stage in cover.stages) + "by descriptor"]
    for domain in cover.domains:
        lines.append(f"{domain.number} {domain.name}")
        for element in domain.elements:
            cells = {cell.stage: str(cell.questions) if cell.quiz else "-" for cell in element.cells}
            row = "".join(f"{cells.get(stage, ''):>7}  " for stage in cover.stages)
            shares = "  ".join(f"{it.number[-1]}: {it.questions} in {it.quizzes}" for it in element.descriptors)
            lines.append(f"{f'{element.number} {element.name}':<{width}}  {row}{shares}")
    lines.append("")
    lines.append(f"{cover.quizzes} of {cover.wanted} quizzes" + ("" if cover.missing else "; every descriptor has its evidence"))
    lines += [f"missing: {gap}" for gap in cover.missing]
    rows = [("quiz", "title", "profession", "setting", "people")] + [
        (f"{element.number} stage {cell.stage}", cell.title, cell.profession, cell.setting, ", ".join(cell.people))
        for domain in cover.domains
        for element in domain.elements
        for cell in element.cells
        if cell.quiz
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines += ["", *("  ".join([*(text.ljust(size) for text, size in zip(row, widths, strict=False)), row[4]]) for row in rows), ""]
    for name, counts in (("types", cover.types), ("professions", cover.professions)):
        lines.append(f"{name}: " + ", ".join(f"{word} {number}" if number > 1 else word for word, number in counts))
    again = [f"{name} {number}" for name, number in cover.people if number > 1]
    lines.append(f"people: {len(cover.people)}" + (f"; more than once: {', '.join(again)}" if again else ", each in one quiz"))
    return "\n".join(lines)


def as_json(cover: Coverage) -> str:
    return json.dumps(asdict(cover), indent=2, ensure_ascii=False)


def as_page(cover: Coverage, title: str) -> str:
    """One HTML page without any other file."""
    folder = Path(__file__).parent / "documents"
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("coverage.html.j2").render(cover=cover, title=title)
