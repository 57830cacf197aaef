"""Starting files for authors: each in its right place, with comments that say what belongs where, never over one that is there."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from coursewright.authored import DomainEntry, ElementEntry, FrameworkFile
from coursewright.messages import listed, near, validate
from coursewright.parse import FRAMEWORK
from coursewright.problems import Place, Problems
from coursewright.schema import FILES, FOLDER, modeline, texts, vscode_settings
from coursewright.source import parse_yaml, read_yaml

REVIEW_AFTER = datetime.timedelta(days=365)
_IGNORED = "# Packages and the build report are made, never kept.\ndist/\n"


@dataclass(frozen=True)
class New:
    """What was written, as paths below the project, and what to do next."""

    written: tuple[str, ...]
    next_steps: tuple[str, ...] = ()


class _Files:
    """Collects files and writes them only if none of them is there."""

    def __init__(self, project: Path, problems: Problems) -> None:
        self._project = project
        self._problems = problems
        self.texts: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        """The last text of each kind of file, by the kind's name."""

    def add(self, path: str, text: str) -> None:
        self.texts[path] = text

    def add_missing(self, path: str, text: str) -> None:
        """For what belongs to the author's tools: one that is there stays as it is."""
        if not (self._project / path).exists():
            self.add(path, text)

    def fill(self, path: str, skeleton: str, **values: Any) -> None:
        kind = skeleton.partition(".")[0]
        text = _environment().get_template(f"{skeleton}.j2").render(modeline=modeline(kind, path.count("/")), **values)
        self.kinds[kind] = text
        self.add(path, text)

    def write(self, *next_steps: str) -> New:
        for path in self.texts:
            if (self._project / path).exists():
                self._problems.error("new.file-exists", f'"{path}" is there already; nothing was written', Place(path))
        if self._problems.errors:
            return New(())
        for path, text in self.texts.items():
            target = self._project / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        return New(tuple(self.texts), next_steps)


def new_course(project: Path, title: str, today: datetime.date, problems: Problems) -> New:
    """A whole small course that builds: a framework of one element, a module with its page, self-check and quiz."""
    slug = "-".join("".join(letter if letter.isascii() and letter.isalnum() else " " for letter in title.lower()).split())
    if not slug[:1].isalpha():
        slug = f"course-{slug}".rstrip("-")
    files = _Files(project, problems)
    if not _add_course(files, slug[:60], title, today, problems):
        return New(())
    for name, text in texts().items():
        files.add_missing(f"{FOLDER}/{name}", text)
    files.add_missing(".vscode/settings.json", vscode_settings())
    files.add_missing(".vscode/extensions.json", '{ "recommendations": ["redhat.vscode-yaml"] }\n')
    files.add_missing(".gitignore", _IGNORED)
    return files.write("Build it with `coursewright build`.", f"Write over {FRAMEWORK} first: everything else hangs on it.")


def _add_course(files: _Files, slug: str, title: str, today: datetime.date, problems: Problems) -> bool:
    files.fill("content/framework.yaml", "framework.yaml", title=title)
    framework = _read(_environment().get_template("framework.yaml.j2").render(title=title, modeline=""), problems)
    if framework is None:
        return False
    domain = framework.domains[0]
    files.fill("content/catalogue.yaml", "catalogue.yaml", id=slug, title=title, domain=domain)
    files.fill("content/theme.yaml", "theme.yaml")
    files.fill("content/glossary.yaml", "glossary.yaml")
    _add_module(files, domain)
    _add_quiz(files, domain, domain.elements[0], 1, today)
    return True


def examples() -> dict[str, str]:
    """A whole example of each kind of file, by the kind's name: those of a new course with an overview."""
    files = _Files(Path(), Problems())
    _add_overview(files, ["Own team", "Across teams"])
    _add_course(files, "our-framework", "Our framework", datetime.date(2026, 1, 31), Problems())
    return {kind.name: files.kinds[kind.name] for kind in FILES}


def new_module(project: Path, number: int, problems: Problems) -> New:
    """The files of a domain's module: module, pages and self-check."""
    domain = _domain(project, number, problems)
    if domain is None:
        return New(())
    files = _Files(project, problems)
    _add_module(files, domain)
    return files.write(f'Add "{domain.id}" to the modules in content/catalogue.yaml.', "Then write its quizzes: `coursewright new quiz`.")


def new_overview(project: Path, problems: Problems) -> New:
    """A module about the framework as a whole: a topic page, and a stage finder where there are stages to choose from."""
    framework = _framework(project, problems)
    if framework is None:
        return New(())
    files = _Files(project, problems)
    _add_overview(files, [stage.name for stage in framework.stages])
    return files.write('Add "overview" to the modules in content/catalogue.yaml.')


def new_self_check(project: Path, number: int, problems: Problems) -> New:
    """The self-check of a domain's module."""
    domain = _domain(project, number, problems)
    if domain is None:
        return New(())
    files = _Files(project, problems)
    files.fill(f"content/{domain.id}/self-check.yaml", "self-check.yaml", domain=domain)
    return files.write()


def new_quiz(project: Path, number: str, stage: int, today: datetime.date, problems: Problems) -> New:
    """The quiz of one element at one stage."""
    framework = _framework(project, problems)
    if framework is None:
        return New(())
    elements = {element.number: (domain, element) for domain in framework.domains for element in domain.elements}
    if number not in elements:
        hint = near(number, elements) or f"; use {listed(list(elements))}"
        problems.error("new.unknown-element", f'there is no element "{number}" in {FRAMEWORK}{hint}', Place(FRAMEWORK))
        return New(())
    domain, element = elements[number]
    if stage not in domain.stages:
        stages = listed([str(it) for it in domain.stages])
        problems.error("new.unknown-stage", f"domain {domain.number} has no stage {stage}; use {stages}", Place(FRAMEWORK))
        return New(())
    files = _Files(project, problems)
    _add_quiz(files, domain, element, stage, today)
    return files.write("Write over the example, then run `coursewright lint`.")


def _add_overview(files: _Files, stages: list[str]) -> None:
    files.fill("content/overview/module.yaml", "overview.yaml")
    files.fill("content/overview/what-it-is.md", "topic.md")
    if len(stages) > 1:
        files.fill("content/overview/stage-finder.yaml", "stage-finder.yaml", stages=stages)


def _add_module(files: _Files, domain: DomainEntry) -> None:
    folder = f"content/{domain.id}"
    files.fill(f"{folder}/module.yaml", "module.yaml", domain=domain)
    for element in domain.elements:
        files.fill(f"{folder}/{element.number}.md", "page.md", element=element)
    files.fill(f"{folder}/self-check.yaml", "self-check.yaml", domain=domain)


def _add_quiz(files: _Files, domain: DomainEntry, element: ElementEntry, stage: int, today: datetime.date) -> None:
    indicator = next((it.text for it in element.indicators if it.stage == stage), "")
    files.fill(
        f"quizzes/{domain.number}/{element.number}/stage-{stage}.yaml",
        "quiz.yaml",
        id=f"{element.id}-stage-{stage}",
        element=element,
        stage=stage,
        indicator=" ".join(indicator.split()),
        review_by=(today + REVIEW_AFTER).isoformat(),
    )


def _domain(project: Path, number: int, problems: Problems) -> DomainEntry | None:
    framework = _framework(project, problems)
    if framework is None:
        return None
    found = next((domain for domain in framework.domains if domain.number == number), None)
    if found is None:
        numbers = listed([str(domain.number) for domain in framework.domains])
        problems.error("new.unknown-domain", f"there is no domain {number} in {FRAMEWORK}; use {numbers}", Place(FRAMEWORK))
    return found


def _framework(project: Path, problems: Problems) -> FrameworkFile | None:
    source = read_yaml(project / FRAMEWORK, FRAMEWORK, problems)
    return validate(FrameworkFile, source, "framework", problems) if source else None


def _read(text: str, problems: Problems) -> FrameworkFile | None:
    source = parse_yaml(text, FRAMEWORK, problems)
    return validate(FrameworkFile, source, "framework", problems) if source else None


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "skeletons"),
        autoescape=False,  # YAML and Markdown, never HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["quoted"] = lambda text: json.dumps(text, ensure_ascii=False)  # a JSON string is a YAML string
    environment.filters["line"] = lambda text: " ".join(text.split())
    return environment
