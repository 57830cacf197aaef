"""What one run was asked to do. Everything that differs from run to run comes in here: nothing below reads the environment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """`modules`, `courses` and `standards` are ids. Without any module or course all are meant, without any standard the usual ones.
    `schemas` is a folder of official schemas, if one was named."""

    project: Path
    out: Path
    modules: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    locked: bool = False
    strict: bool = False
