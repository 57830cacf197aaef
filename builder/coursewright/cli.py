"""The command line: each command parses its words, calls one function and prints. Exit 0 done, 1 problems, 2 wrong use."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.status import Status

from coursewright import __version__, pipeline
from coursewright.report import FORMATS, Report
from coursewright.schemas import SchemaStore
from coursewright.settings import Settings
from coursewright.standards import STANDARDS
from coursewright.templates import NotSetUpError

PROJECT = click.argument("project", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[PROJECT]")
FORMAT = click.option(
    "--format",
    "style",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How to print the result.",
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
@click.option(
    "--standard",
    "standards",
    multiple=True,
    type=click.Choice([standard.id for standard in STANDARDS]),
    help="Only this standard (may be repeated).",
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the packages. [default: PROJECT/dist]")
@click.option("--locked", is_flag=True, help="Fail if coursewright.lock would change, instead of writing it.")
@FORMAT
def build(project: Path, modules: tuple[str, ...], standards: tuple[str, ...], out: Path | None, locked: bool, style: str) -> None:
    """Build every package of the course in PROJECT (default: this folder)."""
    settings = Settings(project, out or project / "dist", modules, standards, locked)
    with _working("Building and verifying packages ..."):
        report = pipeline.build(settings, _store())
    _finish(report, style)


@main.command()
@PROJECT
@FORMAT
def lint(project: Path, style: str) -> None:
    """Check every authored file of PROJECT without writing anything."""
    _finish(pipeline.lint(project), style)


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
