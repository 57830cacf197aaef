"""Puts rendered files together as packages: one module, or the modules of a course in a folder each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from coursewright.course import Bundle, Course, Module
from coursewright.package import Objective, Package, PackageFile, Unit
from coursewright.render import menu_files, module_files, module_minutes, page_file, player_file, shared_files
from coursewright.standards.standard import Standard

UP = "../"
"""From a module's folder to what all modules share."""


class Packer:
    """Packs the modules of one project; what does not differ between standards is rendered once."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._shared = shared_files(course)
        self._rendered: dict[tuple[str, str], tuple[PackageFile, ...]] = {}

    def module(self, module: Module, standard: Standard) -> Package:
        """One module as a package of its own."""
        own = (*self._own(module, None), *self._shared, page_file(self._course, module, standard.player), player_file(standard.player))
        return Package(
            id=module.id,
            version=module.version,
            title=module.title,
            description=module.description,
            iri=module.iri,
            keywords=(self._course.framework.title, *_keywords(module)),
            units=(_unit(module, own),),
            language=self._course.language,
            publisher=self._course.publisher,
            draft_ids=self._course.draft_ids,
        )

    def bundle(self, bundle: Bundle, standard: Standard) -> Package:
        """Several modules in one package. Where no LMS lists them, a menu does."""
        units = []
        for module in bundle.modules:
            page = page_file(self._course, module, standard.player, root=UP, title=bundle.title)
            units.append(_unit(module, (*self._own(module, bundle), page), f"{module.id}/"))
        shared = (*self._shared, player_file(standard.player))
        if standard.menu:
            shared = (*shared, *menu_files(self._course, bundle, standard.player, standard.menu))
        return Package(
            id=bundle.id,
            version=bundle.version,
            title=bundle.title,
            description=bundle.description,
            iri=bundle.iri,
            keywords=(self._course.framework.title, *(module.domain.name for module in bundle.modules if module.domain)),
            units=tuple(units),
            shared=tuple(sorted(shared)),
            menu="index.html" if standard.menu else "",
            language=self._course.language,
            publisher=self._course.publisher,
            draft_ids=self._course.draft_ids,
        )

    def _own(self, module: Module, bundle: Bundle | None) -> tuple[PackageFile, ...]:
        key = (bundle.id if bundle else "", module.id)
        if key not in self._rendered:
            self._rendered[key] = module_files(self._course, module, bundle)
        return self._rendered[key]


def _keywords(module: Module) -> tuple[str, ...]:
    """Names that people search for; over the whole framework those of the domains are enough."""
    names = tuple(domain.name for domain in module.domains)
    return (*names, *(element.name for element in module.elements)) if module.domain else names


def _unit(module: Module, files: tuple[PackageFile, ...], folder: str = "") -> Unit:
    longest = max((module_minutes(module, stage) for stage in module.stages), default=0)
    judged = any(quiz.questions for quiz in module.quizzes)
    return Unit(
        id=module.id,
        iri=module.iri,
        title=module.title,
        description=module.description,
        mastery_score=module.mastery_score if judged else None,
        report_failed=module.report_failed,
        typical_time=timedelta(minutes=longest),
        objectives=tuple(Objective(it.id, f"{module.iri}/elements/{it.id}", it.name, it.about) for it in module.elements),
        launch=f"{folder}index.html",
        files=tuple(sorted(replace(file, href=folder + file.href) for file in files)),
    )
