"""Links one module: its pages, quizzes and self-check, each with numbers from the lock and its Markdown rendered.

What modules without a domain have is linked in `link_topic.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from coursewright.authored import CatalogueFile, ModuleFile, QuizFile
from coursewright.course import (
    UNSTAGED,
    Descriptor,
    Domain,
    Element,
    ElementPage,
    ExhibitText,
    Framework,
    Module,
    Quiz,
    SelfCheck,
    StageFinder,
    Statement,
    TopicPage,
)
from coursewright.link_page import PageLinker
from coursewright.link_question import link_question
from coursewright.link_topic import link_finder, link_topics, link_whole_check
from coursewright.lock import Lock
from coursewright.markdown import Renderer, Rich, plain_text
from coursewright.media import Media
from coursewright.messages import listed, near
from coursewright.parse import AuthoredCourse, AuthoredModule, Parsed
from coursewright.problems import Problems
from coursewright.questions.question import Scored
from coursewright.source import Key, Source
from coursewright.strings import Strings


class ModuleLinker:
    """Holds what linking one module needs. `taken` maps quiz ids used so far in the course to where."""

    def __init__(
        self,
        course: AuthoredCourse,
        module: AuthoredModule,
        framework: Framework,
        catalogue: CatalogueFile,
        strings: Strings,
        lock: Lock,
        problems: Problems,
        taken: dict[str, str],
    ) -> None:
        self._course = course
        self._authored = module
        self._file: ModuleFile = module.file.model
        self._framework = framework
        self._catalogue = catalogue
        self._strings = strings
        self._lock = lock
        self._problems = problems
        self._taken = taken
        self._media = Media(course.project, problems)

    def module(self, others: Iterable[Module] = ()) -> Module | None:
        """The linked module, or None where its domain or its self-check is missing. `others` are those that a self-check over the whole
        framework takes its statements from."""
        file, source = self._file, self._authored.file.source
        if file.domain is None:
            return self._without_domain(others)
        domain = next((it for it in self._framework.domains if it.number == file.domain), None)
        if domain is None:
            numbers = [str(it.number) for it in self._framework.domains]
            message = f"there is no domain {file.domain} in content/framework.yaml; use {listed(numbers)}"
            self._problems.error("module.unknown-domain", message, source.place(("domain",)))
            return None
        for key, there in (("pages", file.pages), ("stage-finder.yaml", self._authored.finder)):
            if there:
                message = f'a module of a domain has element pages, quizzes and a self-check; "{key}" is for modules without a domain'
                self._problems.error("module.not-for-domains", message, source.place(("pages",) if key == "pages" else ("domain",)))
        pages = PageLinker(self._authored, domain, self._lock, self._renderer(self._authored.folder), self._problems).pages()
        quizzes = tuple(self._quiz(quiz, domain) for quiz in self._course.quizzes if quiz.model.element in _numbers(domain))
        self_check = self._self_check(domain)
        if self_check is None:
            return None
        ordered = tuple(sorted(quizzes, key=lambda quiz: (quiz.stage, quiz.element.number)))
        return self._made(domain, domain.stages, pages=pages, quizzes=ordered, self_check=self_check)

    def _without_domain(self, others: Iterable[Module]) -> Module | None:
        authored, source = self._authored, self._authored.file.source
        renderer = self._renderer(authored.folder)
        topics = link_topics(authored, self._lock, renderer, self._problems)
        parsed = authored.self_check or authored.finder
        intro = self._yaml_text(parsed.source, parsed.model.intro, ("intro",)) if parsed else Rich("", "", 0)
        finder = link_finder(authored, self._framework, self._lock, intro, self._problems)
        self_check = link_whole_check(authored, others, self._lock, intro, self._problems)
        if finder and self_check:
            message = "a module has either a stage finder or a self-check; move one into a module of its own"
            self._problems.error("module.two-checks", message, source.place(("id",)))
        if not (self._file.pages or authored.finder or authored.self_check):
            message = 'the module is empty; give it a "domain", "pages", a self-check.yaml or a stage-finder.yaml'
            self._problems.error("module.empty", message, source.place(("id",)))
        if not (topics or finder or self_check):
            return None
        if self_check is None:
            return self._made(None, UNSTAGED, topics=topics, finder=finder)
        for it in self_check.taught:
            for html in it.development.values():
                self._media.files.update({href: data for other in others for href, data in other.media.items() if href in html})
        taught = {stage for it in self_check.taught for stage in it.development}
        return self._made(None, tuple(sorted(taught)), topics=topics, self_check=self_check)

    def _made(
        self,
        domain: Domain | None,
        stages: tuple[int, ...],
        pages: tuple[ElementPage, ...] = (),
        topics: tuple[TopicPage, ...] = (),
        quizzes: tuple[Quiz, ...] = (),
        self_check: SelfCheck | None = None,
        finder: StageFinder | None = None,
    ) -> Module:
        file, source = self._file, self._authored.file.source
        about = self._yaml_text(source, file.about, ("about",))
        self._lock.at(source.place(("id",)), file.id)
        return Module(
            id=file.id,
            version=file.version,
            title=file.title,
            description=" ".join(file.description.split()),
            language=self._catalogue.language,
            iri=f"{self._catalogue.base_iri}modules/{file.id}",
            domain=domain,
            stages=stages,
            mastery_score=file.mastery_score,
            report_failed=file.report_failed,
            exit_when_complete=file.exit_when_complete,
            interactions=file.interactions,
            keep_on_device=file.keep_on_device,
            notes_allowance=file.notes_allowance,
            about=about.html,
            pages=pages,
            topics=topics,
            quizzes=quizzes,
            self_check=self_check,
            finder=finder,
            lineage=hashlib.sha256(file.id.encode()).hexdigest()[:6],
            media=dict(sorted(self._media.files.items())),
            place=source.place(),
        )

    def _renderer(self, folder: str) -> Renderer:
        return Renderer(
            self._problems,
            lambda src, place: self._media.take(folder, src, place),
            lambda src, place: self._media.transcript(folder, src, place),
            self._catalogue.language,
            lambda src, place: self._media.image(folder, src, place),
            self._strings,
        )

    def _yaml_text(self, source: Source, text: str, key: Key) -> Rich:
        folder = str(PurePosixPath(source.path).parent)
        return self._renderer(folder).block(text, lambda line: source.text_place(key, line))

    def _quiz(self, parsed: Parsed[QuizFile], domain: Domain) -> Quiz:
        file, source = parsed.model, parsed.source
        element = next(it for it in domain.elements if it.number == file.element)
        if file.stage not in domain.stages:
            message = f"domain {domain.number} has no stage {file.stage}; use {listed([str(it) for it in domain.stages])}"
            self._problems.error("quiz.unknown-stage", message, source.place(("stage",)))
        if file.id in self._taken:
            message = f'the id "{file.id}" belongs to {self._taken[file.id]} already; quiz ids must differ over the course'
            self._problems.error("quiz.duplicate-id", message, source.place(("id",)))
        self._taken.setdefault(file.id, source.path)
        path = (self._file.id, "quizzes", file.id)
        number = self._lock.number(*path)
        self._lock.at(source.place(("id",)), *path)
        renderer = self._renderer(str(PurePosixPath(source.path).parent))
        shown = [self._yaml_text(source, it.text, ("exhibits", index, "text")) for index, it in enumerate(file.exhibits)]
        exhibits = tuple(ExhibitText(it.id, plain_text(it.title), rich.html) for it, rich in zip(file.exhibits, shown, strict=True))
        self._exhibits(file, source)
        names: set[str] = set()
        known = [it.id for it in file.exhibits]
        questions = []
        for index, question in enumerate(file.questions):
            if question.id in names:
                message = f'the question id "{question.id}" stands twice in this quiz'
                self._problems.error("question.duplicate-id", message, source.place(("questions", index, "id")))
            names.add(question.id)
            key: Key = ("questions", index)
            linked = link_question(question, key, source, number, element, self._lock, path, renderer, known, self._problems)
            if linked:
                questions.append(linked)
        scenario = self._yaml_text(source, file.scenario, ("scenario",))
        debrief = self._yaml_text(source, file.debrief, ("debrief",))
        return Quiz(
            id=file.id,
            number=number,
            title=file.title,
            element=element,
            stage=file.stage,
            scenario=scenario.html,
            debrief=debrief.html,
            questions=tuple(questions),
            mastery_score=file.mastery_score,
            attempts=file.attempts,
            feedback_at=file.feedback_at,
            shuffle_questions=file.shuffle_questions,
            minutes=file.minutes,
            exhibits=exhibits,
            status=file.status,
            review_by=file.review_by.isoformat(),
            profession=file.profession,
            setting=file.setting,
            people=tuple(person.name for person in file.people),
            words=scenario.words + debrief.words + sum(rich.words for rich in shown),
            place=source.place(),
        )

    def _exhibits(self, file: QuizFile, source: Source) -> None:
        """Exhibits are named once each and used; some question of a quiz is judged."""
        asked = {question.exhibit for question in file.questions}
        for index, exhibit in enumerate(file.exhibits):
            place = source.place(("exhibits", index, "id"))
            if exhibit.id in [it.id for it in file.exhibits[:index]]:
                self._problems.error("quiz.duplicate-exhibit", f'the exhibit "{exhibit.id}" stands twice; ids must differ', place)
            elif exhibit.id not in asked:
                message = f'no question shows the exhibit "{exhibit.id}"; name it in a question with "exhibit: {exhibit.id}"'
                self._problems.warning("quiz.unused-exhibit", message, place)
        if not any(isinstance(question, Scored) for question in file.questions):
            message = "no question of this quiz is scored, so it could never be passed; add one that is"
            self._problems.error("quiz.nothing-scored", message, source.place(("questions",)))

    def _self_check(self, domain: Domain) -> SelfCheck | None:
        parsed = self._authored.self_check
        if parsed is None:
            return None
        file, source = parsed.model, parsed.source
        descriptors: Mapping[str, tuple[Element, Descriptor]] = {
            descriptor.number: (element, descriptor) for element in domain.elements for descriptor in element.descriptors
        }
        for key in ("domain", "statements"):
            if not getattr(file, key):
                self._problems.error("self-check.incomplete", f'the self-check of a domain needs the key "{key}"', source.place())
        if file.domain is not None and file.domain != domain.number:
            message = f"this self-check is of domain {file.domain}, but its module is of domain {domain.number}"
            self._problems.error("self-check.wrong-domain", message, source.place(("domain",)))
        statements: list[Statement] = []
        for index, entry in enumerate(file.statements):
            if entry.descriptor not in descriptors:
                hint = near(entry.descriptor, descriptors)
                message = f'there is no descriptor "{entry.descriptor}" in domain {domain.number}{hint}'
                self._problems.error("self-check.unknown-descriptor", message, source.place(("statements", index, "descriptor")))
                continue
            if entry.id in {statement.id for statement in statements}:
                message = f'the statement id "{entry.id}" stands twice'
                self._problems.error("self-check.duplicate-id", message, source.place(("statements", index, "id")))
            number = self._lock.number(self._file.id, "statements", entry.id)
            element, descriptor = descriptors[entry.descriptor]
            rater = " ".join((entry.rater or "").split())
            statements.append(Statement(entry.id, number, element, descriptor, " ".join(entry.text.split()), rater))
        intro = self._yaml_text(source, file.intro, ("intro",))
        return SelfCheck(intro.html, tuple(statements), file.no_opportunity, source.place())


def _numbers(domain: Domain) -> list[str]:
    return [element.number for element in domain.elements]
