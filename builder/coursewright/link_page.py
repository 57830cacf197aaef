"""Links the element pages of a module: every descriptor and stage in its place, Markdown rendered, words counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from coursewright.authored import PageFrontMatter
from coursewright.course import DescriptorText, Domain, Element, ElementPage, Reflection, StageText
from coursewright.lock import Lock
from coursewright.markdown import Renderer, Rich
from coursewright.messages import listed
from coursewright.page import AuthoredPage, Container
from coursewright.parse import AuthoredModule
from coursewright.problems import Problems

Render = Callable[[Container | None], Rich]
"""Renders one container of a page; nothing for None."""


class PageLinker:
    """Holds what linking the pages of one module needs."""

    def __init__(self, module: AuthoredModule, domain: Domain, lock: Lock, renderer: Renderer, problems: Problems) -> None:
        self._authored = module
        self._module_id = module.file.model.id
        self._domain = domain
        self._lock = lock
        self._renderer = renderer
        self._problems = problems

    def pages(self) -> tuple[ElementPage, ...]:
        """The pages of the domain's elements, in its order."""
        domain = self._domain
        numbers = [element.number for element in domain.elements]
        by_element: dict[str, AuthoredPage] = {}
        for page in self._authored.pages:
            assert isinstance(page.front, PageFrontMatter)
            number = page.front.element
            if number not in numbers:
                message = f'there is no element "{number}" in domain {domain.number}; use {listed(numbers)}'
                self._problems.error("page.unknown-element", message, page.place(2))
            elif number in by_element:
                self._problems.error("page.second", f"element {number} has a page: {by_element[number].path}", page.place(2))
            else:
                by_element[number] = page
        pages = []
        for element in domain.elements:
            if element.number in by_element:
                pages.append(self._page(element, by_element[element.number]))
            elif not any(PurePosixPath(it).name.startswith(element.number) for it in self._broken_pages()):
                place = self._authored.file.source.place()
                message = f"element {element.number} has no page; write {self._authored.folder}/{element.number}.md"
                self._problems.error("module.missing-page", message, place)
        return tuple(pages)

    def _broken_pages(self) -> set[str]:
        """Pages that are there but could not be parsed: their own problems have been told."""
        return {problem.place.path for problem in self._problems if problem.place.path.endswith(".md")}

    def _page(self, element: Element, page: AuthoredPage) -> ElementPage:
        def render(part: Container | None) -> Rich:
            if part is None:
                return Rich("", "", 0)
            return self._renderer.block(part.text, lambda line: page.place(part.line + 1 + line))

        opening = render(page.body)
        descriptors, descriptor_words = self._descriptors(element, page, render)
        stages, stage_words = self._stages(page, render)
        example = page.body.first("example")
        reflections = link_reflections(page, self._module_id, self._lock, render, self._problems)
        if example is None:
            self._needs(page, "an example: ::: example A title")
        if not page.body.all("reflection"):
            self._needs(page, "a reflection: ::: reflection an-id")
        shared = opening.words + descriptor_words + render(example).words
        return ElementPage(
            id=element.id,
            number=self._lock.number(self._module_id, "pages", element.id),
            element=element,
            opening=opening.html,
            descriptors=descriptors,
            stages=stages,
            example_title=example.argument if example else "",
            example=render(example).html,
            reflections=reflections,
            words={stage: shared + words for stage, words in stage_words.items()},
            place=page.place(1),
        )

    def _needs(self, page: AuthoredPage, what: str) -> None:
        self._problems.error("page.incomplete", f"the page needs {what}", page.place(1))

    def _descriptors(self, element: Element, page: AuthoredPage, render: Render) -> tuple[tuple[DescriptorText, ...], int]:
        known = {descriptor.number: descriptor for descriptor in element.descriptors}
        texts: dict[str, DescriptorText] = {}
        words = 0
        for part in page.body.all("descriptor"):
            if part.argument not in known:
                message = f'there is no descriptor "{part.argument}" in element {element.number}; use {listed(list(known))}'
                self._problems.error("page.unknown-descriptor", message, page.place(part.line))
                continue
            pieces = {name: part.first(name) for name in ("looks-like", "sign-missing")}
            for name, piece in pieces.items():
                if piece is None:
                    message = f'descriptor {part.argument} needs "::: {name}"'
                    self._problems.error("page.incomplete", message, page.place(part.line))
            shown = [render(part), render(pieces["looks-like"]), render(pieces["sign-missing"])]
            words += sum(rich.words for rich in shown) + len(known[part.argument].text.split())
            texts[part.argument] = DescriptorText(known[part.argument], *(rich.html for rich in shown))
        for number in known.keys() - texts.keys():
            self._needs(page, f"descriptor {number}: ::: descriptor {number}")
        return tuple(texts[number] for number in sorted(texts)), words

    def _stages(self, page: AuthoredPage, render: Render) -> tuple[tuple[StageText, ...], dict[int, int]]:
        domain = self._domain
        texts: dict[int, StageText] = {}
        words: dict[int, int] = {}
        for part in page.body.all("stage"):
            number = int(part.argument) if part.argument in {str(it) for it in domain.stages} else 0
            if not number or number in texts:
                what = "stands twice" if number else f"does not belong to domain {domain.number}"
                self._problems.error("page.unknown-stage", f'stage "{part.argument}" {what}', page.place(part.line))
                continue
            text, development = render(part), render(part.first("development"))
            if not development.words:
                message = f'stage {number} needs "::: development" with activities'
                self._problems.error("page.incomplete", message, page.place(part.line))
            texts[number] = StageText(number, text.html, development.html)
            words[number] = text.words + development.words
        for number in set(domain.stages) - texts.keys():
            self._needs(page, f"stage {number}: ::: stage {number}")
        return tuple(texts[number] for number in sorted(texts)), words


def link_reflections(
    page: AuthoredPage, module_id: str, lock: Lock, render: Callable[[Container], Rich], problems: Problems
) -> tuple[Reflection, ...]:
    """The reflections of a page, of an element or a topic."""
    found: list[Reflection] = []
    for part in page.body.all("reflection"):
        slug = part.argument
        if not slug or not slug.replace("-", "").isalnum() or not slug[0].islower() or slug != slug.lower():
            message = f'a reflection needs an id of small letters, digits and hyphens; "{slug}" is not one'
            problems.error("page.bad-id", message, page.place(part.line))
            continue
        number = lock.number(module_id, "reflections", slug)
        if any(it.number == number for it in found):
            problems.error("page.duplicate-id", f'the reflection "{slug}" stands twice', page.place(part.line))
        found.append(Reflection(slug, number, render(part).html))
    return tuple(found)
