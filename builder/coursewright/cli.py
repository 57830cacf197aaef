"""The command line: each command parses its words, calls one function and prints. Exit 0 done, 1 problems, 2 wrong use."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable
from pathlib import Path

import click
from babel import UnknownLocaleError
from rich.console import Console
from rich.status import Status

from coursewright import __version__, pipeline
from coursewright import new as start
from coursewright.coverage import as_json as coverage_as_json
from coursewright.coverage import as_page
from coursewright.coverage import as_text as coverage_as_text
from coursewright.explain import as_text as explained
from coursewright.explain import codes
from coursewright.explain import explain as explanation
from coursewright.handbook import handbook
from coursewright.messages import near
from coursewright.new import New
from coursewright.problems import Problems
from coursewright.report import FORMATS, Report
from coursewright.schema import FOLDER as SCHEMAS_FOLDER
from coursewright.schema import texts, vscode_settings
from coursewright.schemas import SchemaStore
from coursewright.settings import Settings
from coursewright.standards import STANDARDS
from coursewright.strings import locale_of, template_text
from coursewright.templates import NotSetUpError
from coursewright.translation import XliffMissingError

PROJECT = click.argument("project", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[PROJECT]")
FORMAT = click.option(
    "--format",
    "style",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How to print the result.",
)
STRICT = click.option("--strict", is_flag=True, help="Count warnings as errors.")
IN = click.option(
    "--in",
    "project",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project's folder. [default: this one]",
)


def _finish(report: Report, style: str) -> None:
    if style == "text":
        _print_lines(FORMATS[style](report).splitlines())
    else:
        click.echo(FORMATS[style](report))
    sys.exit(1 if report.errors else 0)


def _print_lines(lines: list[str]) -> None:
    """Problems in colour where there is a terminal; the same words everywhere."""
    console = Console(soft_wrap=True, highlight=False)
    for line in lines:
        colour = "red" if ": error: " in line else "yellow" if ": warning: " in line else None
        console.print(line, style=colour, markup=False)


def _working(what: str) -> Status:
    """Says on a terminal's error stream that work goes on; elsewhere silent."""
    return Console(stderr=True).status(what)


def _store() -> SchemaStore:
    return SchemaStore.from_environment(os.environ)


class _Command(click.Group):
    """Says an installation's fault in a sentence."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except NotSetUpError as fault:
            raise click.ClickException(str(fault)) from fault


@click.group(cls=_Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="coursewright")
def main() -> None:
    """Compile a competency framework into SCORM, xAPI and cmi5 packages."""


@main.command()
@PROJECT
@click.option("--module", "modules", multiple=True, metavar="ID", help="Only this module (may be repeated).")
@click.option("--course", "courses", multiple=True, metavar="ID", help="Only this course of several modules (may be repeated).")
@click.option(
    "--standard",
    "standards",
    multiple=True,
    type=click.Choice([standard.id for standard in STANDARDS]),
    help="Only this standard (may be repeated).",
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the packages. [default: PROJECT/dist]")
@click.option("--locked", is_flag=True, help="Fail if coursewright.lock would change, instead of writing it.")
@STRICT
@FORMAT
def build(
    project: Path,
    modules: tuple[str, ...],
    courses: tuple[str, ...],
    standards: tuple[str, ...],
    out: Path | None,
    locked: bool,
    strict: bool,
    style: str,
) -> None:
    """Build every package of the course in PROJECT (default: this folder)."""
    settings = Settings(project, out or project / "dist", modules, courses, standards, locked, strict)
    with _working("Building and verifying packages ..."):
        report = pipeline.build(settings, _store())
    _finish(report, style)


@main.group()
def translate() -> None:
    """Take what learners read to translators, and back."""


LANGUAGE = click.option("--language", required=True, metavar="CODE", help="The language to translate into, such as cy or pt-BR.")


@translate.command("export")
@PROJECT
@LANGUAGE
@click.option("--file-format", type=click.Choice(["po", "xliff"]), default="po", show_default=True, help="What the translator works with.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file. [default: PROJECT/translations/CODE.po or .xliff]")
@FORMAT
def translate_export(project: Path, language: str, file_format: str, out: Path | None, style: str) -> None:
    """Write every text of the course for a translator; what is translated already comes along."""
    target = out or project / "translations" / f"{_code(language)}.{file_format}"
    _finish(_with_xliff(lambda: pipeline.export(project, language, target)), style)


@translate.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@PROJECT
@LANGUAGE
@FORMAT
def translate_import(file: Path, project: Path, language: str, style: str) -> None:
    """Bring a translator's FILE (.po, .xlf or .xliff) into translations/CODE.po and say what is missing."""
    _finish(_with_xliff(lambda: pipeline.take(project, _code(language), file)), style)


@translate.command("player")
@PROJECT
@LANGUAGE
def translate_player(project: Path, language: str) -> None:
    """Write the player's own words to translations/player.CODE.po, to be translated; one that is there stays."""
    target = project / "translations" / f"player.{_code(language)}.po"
    if target.exists():
        raise click.ClickException(f"translations/{target.name} is there already; nothing was written")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(template_text(language))
    click.echo(f"translations/{target.name}")


def _code(language: str) -> str:
    """A language code that is known. Exits with a sentence where it is not."""
    try:
        locale_of(language)
    except (UnknownLocaleError, ValueError) as fault:
        raise click.BadParameter(f'"{language}" is no language code that is known', param_hint="--language") from fault
    return language


def _with_xliff(run: Callable[[], Report]) -> Report:
    try:
        return run()
    except XliffMissingError as fault:
        raise click.ClickException(str(fault)) from fault


@main.command()
@PROJECT
@STRICT
@click.option("--coverage", is_flag=True, help="Print what the quizzes cover: domains, elements, stages and descriptors.")
@click.option("--page", type=click.Path(dir_okay=False, path_type=Path), help="With --coverage: write it as an HTML page as well.")
@FORMAT
def lint(project: Path, strict: bool, coverage: bool, page: Path | None, style: str) -> None:
    """Check every authored file of PROJECT without writing anything."""
    if coverage:
        _coverage(project, page, style)
    _finish(pipeline.lint(project, strict=strict), style)


def _coverage(project: Path, page: Path | None, style: str) -> None:
    report, found, title = pipeline.cover(project)
    if found is None:
        _finish(report, style)
        return
    if page:
        page.write_text(as_page(found, title), encoding="utf-8")
    click.echo(coverage_as_json(found) if style == "json" else coverage_as_text(found))
    sys.exit(0)


@main.group()
def new() -> None:
    """Write a commented starting file in its right place; never over one that is there."""


def _new(write: Callable[[Problems], New]) -> None:
    report, made = pipeline.new(write)
    for path in made.written:
        click.echo(f"wrote {path}")
    for step in made.next_steps:
        click.echo(step)
    if report.errors:
        _finish(report, "text")


@new.command("course")
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", default="Our framework", show_default=True, help="Title of the course and its framework.")
def new_course(folder: Path, title: str) -> None:
    """A whole small course in FOLDER (default: this one) that builds as it is."""
    _new(lambda problems: start.new_course(folder, title, _today(), problems))


@new.command("module")
@click.argument("domain", type=click.IntRange(1, 9))
@IN
def new_module(domain: int, project: Path) -> None:
    """The module of a DOMAIN of the framework: module file, pages and self-check."""
    _new(lambda problems: start.new_module(project, domain, problems))


@new.command("overview")
@IN
def new_overview(project: Path) -> None:
    """A module about the framework as a whole: topic pages and a stage finder."""
    _new(lambda problems: start.new_overview(project, problems))


@new.command("quiz")
@click.argument("element")
@click.option("--stage", type=click.IntRange(1, 4), required=True, help="The stage the quiz is for.")
@IN
def new_quiz(element: str, stage: int, project: Path) -> None:
    """The scenario quiz of an ELEMENT, such as 2.3, at one stage."""
    _new(lambda problems: start.new_quiz(project, element, stage, _today(), problems))


@new.command("self-check")
@click.argument("domain", type=click.IntRange(1, 9))
@IN
def new_self_check(domain: int, project: Path) -> None:
    """The self-check of a DOMAIN's module."""
    _new(lambda problems: start.new_self_check(project, domain, problems))


def _today() -> datetime.date:
    return datetime.date.today()


@main.command()
@click.argument("code")
def explain(code: str) -> None:
    """Say what a problem's CODE means, with a wrong and a right example."""
    found = explanation(code)
    if found is None:
        known = codes()
        hint = near(code, known) or f"; codes look like {known[0]}"
        raise click.UsageError(f'there is no code "{code}"{hint}')
    click.echo(explained(found))


@main.command()
@PROJECT
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the schemas. [default: PROJECT/schemas]")
def schema(project: Path, out: Path | None) -> None:
    """Write a JSON Schema for every kind of authored file, for completion and checks in an editor."""
    folder = out or project / SCHEMAS_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts().items():
        (folder / name).write_text(text, encoding="utf-8")
        click.echo(f"wrote {folder / name}")
    settings = project / ".vscode" / "settings.json"
    if out is None and not settings.exists():
        settings.parent.mkdir(exist_ok=True)
        settings.write_text(vscode_settings(), encoding="utf-8")
        click.echo(f"wrote {settings}")


@main.command("handbook")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it to this file.")
def print_handbook(out: Path | None) -> None:
    """The author's handbook: every key of every file, with examples."""
    if out:
        out.write_text(handbook(), encoding="utf-8")
    else:
        click.echo(handbook(), nl=False)


@main.command()
@click.argument("packages", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PACKAGE...")
@click.option("--thorough", is_flag=True, help="Validate with a second schema engine as well.")
@FORMAT
def verify(packages: tuple[Path, ...], thorough: bool, style: str) -> None:
    """Check packages, made by this tool or any other, as an LMS would open them."""
    with _working("Verifying ..."):
        report = pipeline.verify(packages, _store(), thorough=thorough)
    _finish(report, style)


@main.group()
def schemas() -> None:
    """The official schemas that packages are checked against."""


@schemas.command("add")
@click.argument("source", metavar="FILE|DIR|URL")
@FORMAT
def schemas_add(source: str, style: str) -> None:
    """Take official schemas from a file, a folder or an address; only the genuine bytes are accepted."""
    _finish(pipeline.add_schemas(source, _store()), style)


@schemas.command("list")
def schemas_list() -> None:
    """Say which official schemas are at hand, and from where."""
    for line in _store().lines():
        click.echo(line)
