"""Resolves references, gives permanent numbers and renders Markdown: authored models become the linked Course."""

from __future__ import annotations

from coursewright.authored import PLACEHOLDER_IRI, FrameworkFile
from coursewright.course import Course, Descriptor, Domain, Element, Framework, Module, Stage
from coursewright.glossary import link_glossary
from coursewright.link_bundle import link_bundles
from coursewright.link_module import ModuleLinker
from coursewright.lock import Lock
from coursewright.parse import AuthoredCourse, Parsed
from coursewright.problems import Problems
from coursewright.strings import link_strings
from coursewright.theme import link_theme


def link(authored: AuthoredCourse, lock: Lock, problems: Problems) -> Course | None:
    """The whole course. None where the catalogue or the framework could not be read; what is broken elsewhere is left out, and
    its problems have been reported."""
    framework = _framework(authored.framework, problems) if authored.framework else None
    if authored.catalogue is None or framework is None:
        return None
    catalogue = authored.catalogue.model
    quizzes: dict[str, str] = {}
    strings = link_strings(catalogue.language, authored.project, authored.catalogue.source.place(("language",)), problems)
    linked: dict[str, Module | None] = {}
    # A self-check over the whole framework takes its statements from the others.
    for authored_module in sorted(authored.modules, key=lambda it: it.file.model.domain is None):
        linker = ModuleLinker(authored, authored_module, framework, catalogue, strings, lock, problems, quizzes)
        others = [module for name in catalogue.modules if (module := linked.get(name))]
        linked[authored_module.file.model.id] = linker.module(others)
    for quiz in authored.quizzes:
        if quiz.model.element not in {element.number for domain in framework.domains for element in domain.elements}:
            message = f'there is no element "{quiz.model.element}" in content/framework.yaml'
            problems.error("quiz.unknown-element", message, quiz.source.place(("element",)))
    theme = link_theme(authored.theme, authored.project, problems)
    glossary = link_glossary(authored.glossary, problems)
    if not problems.errors:
        # What could not be read is not gone.
        lock.changes(problems)
    modules = tuple(module for name in catalogue.modules if (module := linked.get(name)))
    return Course(
        id=catalogue.id,
        title=catalogue.title,
        publisher=catalogue.publisher,
        language=catalogue.language,
        base_iri=catalogue.base_iri,
        draft_ids=catalogue.base_iri.startswith(PLACEHOLDER_IRI),
        framework=framework,
        modules=modules,
        bundles=link_bundles(authored.catalogue, modules, problems),
        theme=theme,
        glossary=glossary,
        strings=dict(strings),
    )


def _framework(parsed: Parsed[FrameworkFile], problems: Problems) -> Framework:
    file, source = parsed.model, parsed.source
    stages = {stage.number for stage in file.stages}
    seen: set[str] = set()
    for index, domain in enumerate(file.domains):
        for number in set(domain.stages) - stages:
            problems.error("framework.unknown-stage", f"there is no stage {number}", source.place(("domains", index, "stages")))
        for position, element in enumerate(domain.elements):
            key = ("domains", index, "elements", position)
            if element.number in seen or not element.number.startswith(f"{domain.number}."):
                what = "stands twice" if element.number in seen else f"does not begin with its domain's number {domain.number}"
                problems.error(
                    "framework.element-number",
                    f'element number "{element.number}" {what}',
                    source.place((*key, "number")),
                )
            seen.add(element.number)
            for place, descriptor in enumerate(element.descriptors):
                if not descriptor.number.startswith(f"{element.number}.") or descriptor.number in seen:
                    message = f'descriptor "{descriptor.number}" does not belong to element {element.number} or stands twice'
                    problems.error("framework.descriptor-number", message, source.place((*key, "descriptors", place, "number")))
                seen.add(descriptor.number)
            missing = set(domain.stages) ^ {indicator.stage for indicator in element.indicators}
            if missing or len(element.indicators) != len(domain.stages):
                message = f"element {element.number} must have one indicator for each of the stages {list(domain.stages)}"
                problems.error("framework.indicators", message, source.place((*key, "indicators")))
    return Framework(
        title=file.title,
        attribution=file.attribution,
        stages=tuple(Stage(it.number, it.name, it.short, it.about, it.finder) for it in file.stages),
        domains=tuple(
            Domain(
                domain.number,
                domain.id,
                domain.name,
                domain.about,
                domain.stages,
                domain.not_yet,
                tuple(
                    Element(
                        element.number,
                        element.id,
                        element.name,
                        element.about,
                        tuple(Descriptor(it.number, it.text) for it in element.descriptors),
                        {it.stage: it.text for it in element.indicators},
                    )
                    for element in domain.elements
                ),
            )
            for domain in file.domains
        ),
    )
