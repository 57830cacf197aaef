"""Links what a module without a domain has: topic pages, a stage finder, and a self-check over the whole framework."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from coursewright.authored import TopicFrontMatter
from coursewright.course import FinderQuestion, Framework, Module, SelfCheck, StageFinder, Statement, TaughtElement, TopicPage
from coursewright.link_page import link_reflections
from coursewright.lock import Lock
from coursewright.markdown import Renderer, Rich
from coursewright.messages import near
from coursewright.page import AuthoredPage, Container
from coursewright.parse import AuthoredModule
from coursewright.problems import Problems
from coursewright.templates import fill


def link_topics(module: AuthoredModule, lock: Lock, renderer: Renderer, problems: Problems) -> tuple[TopicPage, ...]:
    """The topic pages in the module's order. A page that is named and missing is an error, one that is there and not named a warning."""
    file, source = module.file.model, module.file.source
    pages = {PurePosixPath(page.path).stem: page for page in module.pages}
    found = []
    for index, name in enumerate(file.pages):
        place = source.place(("pages", index))
        if name in file.pages[:index]:
            problems.error("page.second", f'the page "{name}" stands twice', place)
        elif name in pages:
            found.append(_topic(name, pages[name], file.id, lock, renderer, problems))
        elif not problems.broken(f"{module.folder}/{name}.md"):
            hint = near(name, pages) or f"; write {module.folder}/{name}.md"
            problems.error("module.missing-page", f'the page "{name}" has no file{hint}', place)
    for name, page in pages.items():
        if name not in file.pages:
            message = f'this page is in no module; name it under "pages" in {module.folder}/module.yaml'
            problems.warning("page.not-listed", message, page.place(1))
    return tuple(found)


def _topic(name: str, page: AuthoredPage, module_id: str, lock: Lock, renderer: Renderer, problems: Problems) -> TopicPage:
    def render(part: Container) -> Rich:
        return renderer.block(part.text, lambda line: page.place(part.line + 1 + line))

    assert isinstance(page.front, TopicFrontMatter)
    opening = render(page.body)
    blocks = [(part, render(part)) for part in page.body.children if part.name != "reflection"]
    for part, _ in blocks:
        if not part.argument:
            problems.error("page.incomplete", f'"::: {part.name}" needs a title behind it', page.place(part.line))
    return TopicPage(
        id=name,
        number=lock.number(module_id, "pages", name),
        title=page.front.title,
        html=fill("layout/topic.html.j2", opening=opening.html, blocks=[(part.name, part.argument, rich.html) for part, rich in blocks]),
        reflections=link_reflections(page, module_id, lock, render, problems),
        words=opening.words + sum(rich.words for _, rich in blocks),
        place=page.place(1),
    )


def link_finder(module: AuthoredModule, framework: Framework, lock: Lock, intro: Rich, problems: Problems) -> StageFinder | None:
    """The stage finder, or None where the module has none."""
    if module.finder is None:
        return None
    file, source = module.finder.model, module.finder.source
    questions: list[FinderQuestion] = []
    for index, entry in enumerate(file.questions):
        if entry.id in {it.id for it in questions}:
            problems.error(
                "stage-finder.duplicate-id", f'the question id "{entry.id}" stands twice', source.place(("questions", index, "id"))
            )
        if len(entry.answers) != len(framework.stages):
            message = f"the question has {len(entry.answers)} answers and the framework {len(framework.stages)} stages; write one for each"
            problems.error("stage-finder.answers", message, source.place(("questions", index, "answers")))
        number = lock.number(module.file.model.id, "finder", entry.id)
        answers = {stage.number: " ".join(it.split()) for stage, it in zip(framework.stages, entry.answers, strict=False)}
        questions.append(FinderQuestion(entry.id, number, " ".join(entry.text.split()), answers))
    return StageFinder(intro.html, tuple(questions), source.place())


def link_whole_check(module: AuthoredModule, others: Iterable[Module], lock: Lock, intro: Rich, problems: Problems) -> SelfCheck | None:
    """A self-check over the whole framework: the statements and development activities of the modules that teach its domains."""
    if module.self_check is None:
        return None
    file, source = module.self_check.model, module.self_check.source
    if file.domain is not None or file.statements:
        key = "domain" if file.domain is not None else "statements"
        message = f'a self-check in a module without a domain takes its statements from the domains; remove "{key}"'
        problems.error("self-check.own-statements", message, source.place((key,)))
    name = module.file.model.id
    teaching = sorted((it for it in others if it.domain), key=lambda it: it.domain.number if it.domain else 0)
    if not teaching:
        message = "there is no module of a domain whose statements it could take; name some in content/catalogue.yaml"
        problems.error("self-check.nothing-to-ask", message, source.place())
    taught: list[TaughtElement] = []
    statements: list[Statement] = []
    for other in teaching:
        assert other.domain
        for page in other.pages:
            development = {text.stage: text.development for text in page.stages}
            number = lock.number(name, "pages", page.id)
            taught.append(TaughtElement(number, page.element, other.domain, other.title, development))
        for it in other.statements:
            number = lock.number(name, "statements", f"{other.domain.id}/{it.id}")
            statements.append(Statement(it.id, number, it.element, it.descriptor, it.text, it.rater))
    return SelfCheck(intro.html, tuple(statements), file.no_opportunity, source.place(), tuple(taught))
