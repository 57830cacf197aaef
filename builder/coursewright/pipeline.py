"""The only place that knows the order of the steps.

    read, parse -> link -> check -> render -> package -> write -> verify -> publish

Errors stop the line before rendering. Packages are written and verified in a work folder beside the output folder and moved into it only
when every one is valid, so the output folder never holds a bad or half-written file.
"""

from __future__ import annotations

import copy
import dataclasses
import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from coursewright import __version__, interactions, statements
from coursewright.archive import write_archive
from coursewright.budgets import check_budgets
from coursewright.checks import check
from coursewright.course import Bundle, Course, Module
from coursewright.coverage import Coverage, coverage
from coursewright.link import link
from coursewright.lock import LOCK_NAME, Lock, read_lock
from coursewright.messages import listed, near
from coursewright.new import New
from coursewright.pack import Packer
from coursewright.package import Package
from coursewright.parse import AuthoredCourse, parse_project
from coursewright.problems import Place, Problems
from coursewright.questions.scoring import range_of, responses
from coursewright.render import module_minutes
from coursewright.report import DATA_SENT, ModuleReport, PackageReport, Report, StageReport, StoryReport, as_json
from coursewright.schemas import SchemaStore
from coursewright.settings import Settings
from coursewright.standards import DEFAULT, STANDARDS, Standard, assemble
from coursewright.state import SCORM12_LIMIT, worst_case
from coursewright.translation import Translated, catalogue_path, gaps, in_language, merged, read_catalogue, texts, write_catalogue
from coursewright.verdict import stage_odds
from coursewright.verify import Verification, verify_package
from coursewright.wording import check_wording

REPORT_NAME = "report.json"
INTERACTIONS_NAME = "interactions.csv"
STATEMENTS_NAME = "statements.csv"


def lint(project: Path, *, strict: bool = False) -> Report:
    """Read, link and check a project; write nothing."""
    problems = Problems(strict)
    _checked(project, problems)
    return Report(__version__, tuple(problems))


def cover(project: Path) -> tuple[Report, Coverage | None, str]:
    """What the quizzes cover, and the course's title; None where errors leave the course unknown."""
    problems = Problems()
    course, _ = _checked(project, problems)
    if course is None or problems.errors:
        return Report(__version__, tuple(problems)), None, ""
    return Report(__version__, tuple(problems)), coverage(course), course.title


def new(write: Callable[[Problems], New]) -> tuple[Report, New]:
    """Write starting files by one of the functions of `new.py`."""
    problems = Problems()
    made = write(problems)
    return Report(__version__, tuple(problems)), made


def build(settings: Settings, store: SchemaStore) -> Report:
    """Build the packages asked for; on any error nothing in the output folder changes."""
    problems = Problems(settings.strict)
    course, others, lock = _checked_all(settings.project, problems)
    modules = _asked(course, settings, problems) if course else ()
    if settings.locked and lock.changed:
        message = f"new names need numbers; run `coursewright build` and commit {LOCK_NAME}"
        problems.error("lock.out-of-date", message, Place(LOCK_NAME))
    if course is None or problems.errors:
        return Report(__version__, tuple(problems))
    standards = [one for one in STANDARDS if one.id in (settings.standards or DEFAULT)]
    with _work_folder(settings.out) as work:
        packages = [
            report
            for one in (course, *others)
            for report in _build_course(one, standards, settings, work, store, problems, course.language)
        ]
        report = Report(
            __version__,
            tuple(problems),
            tuple(_module_report(course, module) for module in modules),
            tuple(packages) if not problems.errors else (),
            DATA_SENT,
        )
        if not problems.errors:
            tables = {INTERACTIONS_NAME: interactions.table(modules), STATEMENTS_NAME: statements.table(modules, course.strings)}
            _publish(work, settings, report, lock, tables)
    return report


def verify(packages: Sequence[Path], store: SchemaStore, *, thorough: bool = False) -> Report:
    """Check packages made by this tool or by any other."""
    problems = Problems()
    reports = []
    for path in packages:
        started = time.perf_counter()
        found = verify_package(path, store, ours=False, thorough=thorough)
        problems.extend(found.problems)
        if found.standard and not any(problem.severity == "error" for problem in found.problems):
            reports.append(_package_report(path, found, started))
    return Report(__version__, tuple(problems), packages=tuple(reports))


def add_schemas(source: str, store: SchemaStore) -> Report:
    """Take official schemas into the user's store."""
    problems = Problems()
    store.add(source, problems)
    return Report(__version__, tuple(problems))


def export(project: Path, language: str, out: Path) -> Report:
    """Write every text that learners read, with what is translated already, to a catalogue in .po or XLIFF."""
    problems = Problems()
    authored = parse_project(project, problems)
    known: dict[str, Translated] | None = {}
    own = project / catalogue_path(language)
    if own.is_file():
        known = read_catalogue(own, catalogue_path(language), problems)
    if known is not None and not problems.errors:
        course = texts(authored)
        gaps(course, known, language, problems)
        write_catalogue(out, language, merged(course, known))
    return Report(__version__, tuple(problems))


def take(project: Path, language: str, file: Path) -> Report:
    """Bring a translator's file into the project's catalogue; translations that are not in the file stay."""
    problems = Problems()
    authored = parse_project(project, problems)
    own = project / catalogue_path(language)
    given = read_catalogue(file, file.name, problems)
    known = read_catalogue(own, catalogue_path(language), problems) if own.is_file() else {}
    if given is not None and known is not None and not problems.errors:
        course = texts(authored)
        both = known | {key: entry for key, entry in given.items() if entry.translation}
        gaps(course, both, language, problems)
        write_catalogue(own, language, merged(course, both))
    return Report(__version__, tuple(problems))


def _checked(project: Path, problems: Problems) -> tuple[Course | None, Lock]:
    course, _, lock = _checked_all(project, problems)
    return course, lock


def _checked_all(project: Path, problems: Problems) -> tuple[Course | None, tuple[Course, ...], Lock]:
    """The course, and the course in each further language."""
    lock = read_lock(project, problems)
    authored = parse_project(project, problems)
    course = link(authored, lock, problems)
    check_wording(authored, problems)
    if course:
        check(course, problems)
    others: tuple[Course, ...] = ()
    if course and authored.catalogue and not problems.errors:
        others = tuple(
            other for language in authored.catalogue.model.languages if (other := _translated(authored, language, lock, problems))
        )
    return course, others, lock


def _translated(authored: AuthoredCourse, language: str, lock: Lock, problems: Problems) -> Course | None:
    """The course in one language. What is wrong only there is told at its catalogue."""
    assert authored.catalogue is not None
    shown = catalogue_path(language)
    path = authored.project / shown
    place = authored.catalogue.source.place(("languages", authored.catalogue.model.languages.index(language)))
    if not path.is_file():
        message = f"there is no {shown}; write it with `coursewright translate export --language {language}`"
        problems.error("translation.missing", message, place)
        return None
    entries = read_catalogue(path, shown, problems)
    if entries is None:
        return None
    gaps(texts(authored), entries, language, problems)
    found = Problems()
    # The permanent numbers are those of the authored course; its lock is not written from here.
    course = link(in_language(authored, language, entries), copy.deepcopy(lock), found)
    known = {(problem.code, problem.place) for problem in problems}
    for problem in found:
        if (problem.code, problem.place) in known:
            continue
        if problem.code.startswith("language."):
            problems.add(dataclasses.replace(problem, place=place if problem.place.path == place.path else problem.place))
        else:
            problems.add(dataclasses.replace(problem, place=Place(shown), message=f"{problem.message} (translated from {problem.place})"))
    return course


def _asked(course: Course, settings: Settings, problems: Problems) -> tuple[Module, ...]:
    """The modules to build, alone or in a course."""
    for code, names, found in (("module.unknown", settings.modules, course.modules), ("course.unknown", settings.courses, course.bundles)):
        known = [one.id for one in found]
        for name in names:
            if name not in known:
                hint = near(name, known) or (f"; there is {listed(known)}" if known else "")
                kind = code.partition(".")[0]
                problems.error(code, f'there is no {kind} "{name}"{hint}', Place("content/catalogue.yaml"))
    inside = {module.id for bundle in _bundles(course, settings) for module in bundle.modules}
    alone = {module.id for module in _modules(course, settings)}
    return tuple(module for module in course.modules if module.id in inside | alone)


def _modules(course: Course, settings: Settings) -> tuple[Module, ...]:
    everything = not settings.modules and not settings.courses
    return tuple(module for module in course.modules if everything or module.id in settings.modules)


def _bundles(course: Course, settings: Settings) -> tuple[Bundle, ...]:
    everything = not settings.modules and not settings.courses
    return tuple(bundle for bundle in course.bundles if everything or bundle.id in settings.courses)


def _build_course(
    course: Course,
    standards: Iterable[Standard],
    settings: Settings,
    work: Path,
    store: SchemaStore,
    problems: Problems,
    main_language: str,
) -> Iterator[PackageReport]:
    """Every package of the course in one language."""
    packer = Packer(course)
    pack: list[Callable[[Standard], Package]] = [partial(packer.module, module) for module in _modules(course, settings)]
    pack += [partial(packer.bundle, bundle) for bundle in _bundles(course, settings)]
    language = "" if course.language == main_language else f".{course.language.lower()}"
    for make in pack:
        for standard in standards:
            started = time.perf_counter()
            package = make(standard)
            path = work / f"{package.id}-{package.version}{language}.{standard.id}.zip"
            shown = f"{settings.out.name}/{path.name}"
            check_budgets(package, shown, problems)
            write_archive(path, assemble(package, standard))
            found = verify_package(path, store, ours=True, shown=shown)
            problems.extend(found.problems)
            yield _package_report(path, found, started, package, standard.for_several)


def _package_report(path: Path, found: Verification, started: float, package: Package | None = None, advice: str = "") -> PackageReport:
    several = package is not None and package.several
    name = package.id if package else ""
    return PackageReport(
        file=path.name,
        standard=found.standard,
        module="" if several else name,
        course=name if several else "",
        advice=advice if several else "",
        version=package.version if package else "",
        size=found.size,
        members=found.members,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        schemas=found.schemas_applied,
        official_schema=bool(found.schemas_applied),
        draft_ids=bool(package and package.draft_ids),
        seconds=round(time.perf_counter() - started, 3),
    )


def _module_report(course: Course, module: Module) -> ModuleReport:
    stages = []
    for stage in module.stages:
        odds = stage_odds(module, stage)
        quizzes = module.quizzes_at(stage)
        stages.append(
            StageReport(
                stage=stage if module.staged else None,
                minutes=module_minutes(module, stage),
                quizzes=len(quizzes),
                questions=sum(len(quiz.questions) for quiz in quizzes),
                chance=round(odds.chance, 4) if odds else None,
                second_best=round(odds.second_best, 4) if odds else None,
                everything=round(odds.everything, 4) if odds else None,
            )
        )
    return ModuleReport(
        id=module.id,
        version=module.version,
        title=module.title,
        mastery_score=module.mastery_score,
        draft_ids=course.draft_ids,
        state_worst_case=worst_case(module),
        state_limit=SCORM12_LIMIT,
        notes_allowance=module.notes_allowance,
        quizzes=len(module.quizzes),
        unreviewed=tuple(quiz.id for quiz in module.quizzes if quiz.status != "reviewed"),
        stages=tuple(stages),
        stories=tuple(
            StoryReport(quiz.id, question.id, sum(1 for _ in responses(scoring)), *range_of(scoring))
            for quiz in module.quizzes
            for question in quiz.questions
            if (scoring := question.data["scoring"])["kind"] == "path"
        ),
    )


@contextmanager
def _work_folder(out: Path) -> Iterator[Path]:
    """A folder on the same disk as `out`, so that moving a file into it is one step; gone afterwards, whatever happens."""
    out.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _publish(work: Path, settings: Settings, report: Report, lock: Lock, tables: dict[str, str]) -> None:
    """Move everything into place: packages first, the reports after them, the lock last."""
    settings.out.mkdir(parents=True, exist_ok=True)
    for path in sorted(work.glob("*.zip")):
        path.replace(settings.out / path.name)
    for name, text in {**tables, REPORT_NAME: as_json(report) + "\n"}.items():
        (work / name).write_text(text, encoding="utf-8", newline="")
        (work / name).replace(settings.out / name)
    if lock.changed:
        (work / LOCK_NAME).write_text(lock.text(), encoding="utf-8")
        (work / LOCK_NAME).replace(settings.project / LOCK_NAME)
