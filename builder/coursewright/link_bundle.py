"""Links the catalogue's courses: several modules in one package, at every stage or at one."""

from __future__ import annotations

import dataclasses

from coursewright.authored import CatalogueFile, CourseEntry
from coursewright.course import Bundle, Module
from coursewright.messages import listed, near
from coursewright.parse import Parsed
from coursewright.problems import Problems
from coursewright.source import Key


def link_bundles(catalogue: Parsed[CatalogueFile], modules: tuple[Module, ...], problems: Problems) -> tuple[Bundle, ...]:
    """The courses of the catalogue. What is wrong with one is reported, and the course left out."""
    found: list[Bundle] = []
    taken = set(catalogue.model.modules)
    for index, entry in enumerate(catalogue.model.courses):
        key: Key = ("courses", index)
        if entry.id in taken:
            message = f'the id "{entry.id}" is taken by a module or by a course above; packages are named by it'
            problems.error("course.id-taken", message, catalogue.source.place((*key, "id")))
        taken.add(entry.id)
        if bundle := _bundle(entry, key, catalogue, modules, problems):
            found.append(bundle)
    return tuple(found)


def _bundle(
    entry: CourseEntry, key: Key, catalogue: Parsed[CatalogueFile], modules: tuple[Module, ...], problems: Problems
) -> Bundle | None:
    iri = f"{catalogue.model.base_iri}courses/{entry.id}"
    known = {module.id: module for module in modules}
    chosen: list[Module] = []
    for position, name in enumerate(entry.modules):
        place = catalogue.source.place((*key, "modules", position))
        module = known.get(name)
        if module is None:
            if name not in catalogue.model.modules:  # what is only broken has been told
                hint = near(name, catalogue.model.modules) or f"; use {listed(list(catalogue.model.modules))}"
                problems.error("course.unknown-module", f'the catalogue has no module "{name}"{hint}', place)
        elif module in chosen:
            problems.error("course.module-twice", f'the module "{name}" stands twice in the course', place)
        elif entry.stage and module.staged and entry.stage not in module.stages:
            stages = listed([str(stage) for stage in module.stages])
            problems.error("course.without-stage", f'the module "{name}" has no stage {entry.stage}; it has {stages}', place)
        else:
            chosen.append(module)
    if not entry.modules:
        chosen = [module for module in modules if not entry.stage or not module.staged or entry.stage in module.stages]
    if not chosen:
        return None
    return Bundle(
        id=entry.id,
        version=entry.version,
        title=entry.title,
        description=" ".join(entry.description.split()),
        iri=iri,
        stage=entry.stage,
        modules=tuple(_inside(module, iri, entry.stage) for module in chosen),
        place=catalogue.source.place(key),
    )


def _inside(module: Module, iri: str, stage: int | None) -> Module:
    """The module as the course has it: an activity of its own, with only the course's stage."""
    changed = dataclasses.replace(module, iri=f"{iri}/modules/{module.id}")
    if stage is None or not module.staged:
        return changed
    check = module.self_check
    if check and check.taught:
        taught = tuple(it for it in check.taught if stage in it.development)
        kept = {it.element.number for it in taught}
        check = dataclasses.replace(check, taught=taught, statements=tuple(it for it in check.statements if it.element.number in kept))
    return dataclasses.replace(changed, stages=(stage,), quizzes=module.quizzes_at(stage), self_check=check)
