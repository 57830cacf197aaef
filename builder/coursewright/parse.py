"""Reads and parses a whole project: every authored file becomes a frozen model beside its Source, or problems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from coursewright.authored import (
    CatalogueFile,
    FrameworkFile,
    GlossaryFile,
    ModuleFile,
    QuizFile,
    SelfCheckFile,
    StageFinderFile,
    ThemeFile,
)
from coursewright.messages import listed, near, validate
from coursewright.page import AuthoredPage, parse_page
from coursewright.problems import Place, Problems
from coursewright.questions.question import Authored
from coursewright.source import Source, read_text, read_yaml

M = TypeVar("M", bound=Authored)

CATALOGUE = "content/catalogue.yaml"
FRAMEWORK = "content/framework.yaml"
THEME = "content/theme.yaml"
GLOSSARY = "content/glossary.yaml"


@dataclass(frozen=True)
class Parsed(Generic[M]):
    """A model and the source it was read from."""

    model: M
    source: Source


@dataclass(frozen=True)
class AuthoredModule:
    """One module's files. `pages` are those that could be read; `self_check` and `finder` are None where they could not, or are not
    there."""

    file: Parsed[ModuleFile]
    folder: str
    pages: tuple[AuthoredPage, ...]
    self_check: Parsed[SelfCheckFile] | None
    finder: Parsed[StageFinderFile] | None = None


@dataclass(frozen=True)
class AuthoredCourse:
    """Everything that could be read. What could not is in the problems."""

    project: Path
    catalogue: Parsed[CatalogueFile] | None
    framework: Parsed[FrameworkFile] | None
    modules: tuple[AuthoredModule, ...]
    quizzes: tuple[Parsed[QuizFile], ...]
    theme: Parsed[ThemeFile] | None = None
    glossary: Parsed[GlossaryFile] | None = None


def parse_project(project: Path, problems: Problems) -> AuthoredCourse:
    """Read every authored file below `project`, reporting all that is wrong in any of them."""
    if not (project / "content").is_dir():
        message = f'there is no folder "content" in "{project.name or project}"; name the folder that holds content/ and quizzes/'
        problems.error("project.not-found", message, Place("content"))
        return AuthoredCourse(project, None, None, (), ())
    catalogue = _parse(CatalogueFile, project, CATALOGUE, "catalogue", problems)
    framework = _parse(FrameworkFile, project, FRAMEWORK, "framework", problems)
    names = sorted(path.name for path in (project / "content").iterdir() if path.is_dir() and not path.name.startswith("."))
    modules = tuple(module for name in names if (module := _module(project, name, problems)))
    if catalogue:
        _listed(catalogue, names, problems)
    return AuthoredCourse(
        project,
        catalogue,
        framework,
        modules,
        tuple(_quizzes(project, problems)),
        _parse(ThemeFile, project, THEME, "theme", problems) if (project / THEME).exists() else None,
        _parse(GlossaryFile, project, GLOSSARY, "glossary", problems) if (project / GLOSSARY).exists() else None,
    )


def _parse(model: type[M], project: Path, shown: str, noun: str, problems: Problems) -> Parsed[M] | None:
    source = read_yaml(project / shown, shown, problems)
    parsed = validate(model, source, noun, problems) if source else None
    return Parsed(parsed, source) if parsed and source else None


def _listed(catalogue: Parsed[CatalogueFile], names: list[str], problems: Problems) -> None:
    for index, name in enumerate(catalogue.model.modules):
        if name not in names:
            hint = near(name, names) or (f"; there are {listed(names)}" if names else "")
            message = f'there is no module folder "content/{name}"{hint}'
            problems.error("catalogue.unknown-module", message, catalogue.source.place(("modules", index)))


def _module(project: Path, name: str, problems: Problems) -> AuthoredModule | None:
    folder = f"content/{name}"
    file = _parse(ModuleFile, project, f"{folder}/module.yaml", "module", problems)
    of_domain = file is None or file.model.domain is not None
    pages = tuple(page for path in sorted((project / folder).glob("*.md")) if (page := _page(path, folder, of_domain, problems)))
    check, finder = f"{folder}/self-check.yaml", f"{folder}/stage-finder.yaml"
    self_check = _parse(SelfCheckFile, project, check, "self-check", problems) if of_domain or (project / check).exists() else None
    found = _parse(StageFinderFile, project, finder, "stage-finder", problems) if (project / finder).exists() else None
    if file is None:
        return None
    if file.model.id != name:
        message = f'the module\'s id is "{file.model.id}" but its folder is "{name}"; they must be the same'
        problems.error("module.id-not-folder", message, file.source.place(("id",)))
    return AuthoredModule(file, folder, pages, self_check, found)


def _page(path: Path, folder: str, of_domain: bool, problems: Problems) -> AuthoredPage | None:
    shown = f"{folder}/{path.name}"
    text = read_text(path, shown, problems)
    return None if text is None else parse_page(text, shown, problems, topic=not of_domain)


def _quizzes(project: Path, problems: Problems) -> Iterable[Parsed[QuizFile]]:
    root = project / "quizzes"
    for path in sorted(root.rglob("*.y*ml")):
        shown = path.relative_to(project).as_posix()
        quiz = _parse(QuizFile, project, shown, "quiz", problems)
        if quiz is None:
            continue
        wanted = f"quizzes/{quiz.model.element[0]}/{quiz.model.element}/stage-{quiz.model.stage}.yaml"
        if shown != wanted:
            message = f"this is the quiz of element {quiz.model.element} at stage {quiz.model.stage}; its place is {wanted}"
            problems.error("quiz.wrong-place", message, quiz.source.place(("element",)))
        yield quiz
