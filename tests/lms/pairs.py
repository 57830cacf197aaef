"""Which rows of a matrix are run: all of them, or so many that any two values meet in one."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Sequence

Row = tuple[str, ...]


def rows(*columns: Sequence[str], possible: Callable[[Row], bool] = lambda row: True) -> list[Row]:
    """All rows with COURSEWRIGHT_MATRIX=all. Else one for every pair of the last two columns, with the values of the others taken in
    turn; whatever two have not met by then gets a row of its own."""
    if os.environ.get("COURSEWRIGHT_MATRIX") == "all":
        return [row for row in itertools.product(*columns) if possible(row)]
    *others, before, last = columns
    found: list[Row] = []
    turns = list(itertools.product(*others))
    for first, second in itertools.product(range(len(last)), range(len(before))):
        row = (*turns[(5 * first + second) % len(turns)], before[second], last[(first + second) % len(last)])
        if possible(row):
            found.append(row)
    met = {pair for row in found for pair in pairs(row)}
    for row in itertools.product(*columns):
        if possible(row) and not pairs(row) <= met:
            found.append(row)
            met |= pairs(row)
    return found


def pairs(row: Row) -> set[tuple[tuple[int, str], tuple[int, str]]]:
    return set(itertools.combinations(enumerate(row), 2))
