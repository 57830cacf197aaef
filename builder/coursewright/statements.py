"""`statements.csv`: every statement of the self-checks as learners rate it of themselves, and as others would rate it of them.

The data for 360-degree feedback: the same statement, the same scale, and an answer for what a rater could not see.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from coursewright.course import Module
from coursewright.interactions import plain

COLUMNS = ("module", "domain", "element", "element_name", "descriptor", "statement", "self", "rater", "self_answers", "rater_answers")
"""The last two are the answers to choose from, lowest first, with `;` between them."""


def table(modules: Iterable[Module], strings: dict[str, Any]) -> str:
    """The file's text, with a byte order mark as `interactions.csv` has it. `rater` is empty where the author has not written it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    scale = [str(strings[f"check.{point}"]) for point in range(5)]
    for module in modules:
        if module.domain is None or module.self_check is None:
            continue  # a self-check over the whole framework asks what the domains ask
        own = "; ".join([*scale, str(strings["check.n"])])
        others = "; ".join([*scale, module.self_check.no_opportunity])
        for it in module.statements:
            row = (module.id, module.domain.number, it.element.number, it.element.name, it.descriptor.number, it.id, it.text, it.rater)
            writer.writerow([plain(value) for value in (*row, own, others if it.rater else "")])
    return "\ufeff" + out.getvalue()
