"""The Jinja2 environment, and where templates and built files lie: in the wheel, or in the checkout of an editable install."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError

PACKAGE = Path(__file__).parent
BUILT = PACKAGE / "_built"


class NotSetUpError(Exception):
    """A file that the installation makes is missing."""


def templates_root() -> Path:
    """The folder of everything that ends up in a package."""
    inside = PACKAGE / "_templates"
    return inside if inside.is_dir() else PACKAGE.parent.parent / "scorm_templates"


@cache
def environment() -> Environment:
    """Everything is escaped and nothing undefined is let by. One for the whole process: compiled templates are kept."""
    return Environment(
        loader=FileSystemLoader(templates_root()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def fill(name: str, **values: Any) -> str:
    """A template filled. A fault names the template's own line."""
    try:
        return environment().get_template(name).render(**values)
    except TemplateSyntaxError as fault:
        raise RuntimeError(f"scorm_templates/{fault.name}:{fault.lineno}: {fault.message}") from fault
    except TemplateError as fault:
        raise RuntimeError(f"scorm_templates/{name}:{_line(fault, name)}: {fault.message}") from fault


def _line(fault: TemplateError, name: str) -> int:
    """The last line of the template in the traceback, which Jinja2 rewrites to the template's own lines."""
    line, trace = 0, fault.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(name):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


@cache
def built_file(name: str) -> bytes:
    """A file the installation made: `player/scorm12.js`, `schemas/scorm12/ims_xml.xsd`."""
    path = BUILT / name
    if not path.is_file():
        raise NotSetUpError(f"{name} is missing from the installation; install Coursewright again (`make setup` in a checkout)")
    return path.read_bytes()


def built_names(folder: str) -> tuple[str, ...]:
    """Names of the files in a folder the installation made, sorted."""
    path = BUILT / folder
    if not path.is_dir():
        raise NotSetUpError(f"{folder} is missing from the installation; install Coursewright again (`make setup` in a checkout)")
    return tuple(sorted(entry.name for entry in path.iterdir()))
