"""Rules of member names: what LMSs refuse, and what only clutters."""

from __future__ import annotations

from collections.abc import Mapping

from coursewright.archive import OFFICIAL_NAMES, REFUSED_ENDINGS, allowed
from coursewright.problems import Place, Problem, Problems, Severity

JUNK = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini", ".git/")


def check_names(shown: str, members: Mapping[str, bytes], problems: Problems, *, ours: bool) -> None:
    for name in members:
        place = Place(shown, name)
        lower = name.lower()
        if lower.startswith(JUNK) or lower.rsplit("/", 1)[-1] in JUNK:
            message = f'"{name}" was left by the computer the zip was made on; leave it out'
            problems.add(Problem("member.junk", message, place, Severity.ERROR if ours else Severity.WARNING))
        elif lower.endswith(REFUSED_ENDINGS):
            message = f'"{name}" is a kind of file that LMSs refuse; leave it out'
            problems.add(Problem("member.refused-kind", message, place, Severity.ERROR if ours else Severity.WARNING))
        elif ours and name not in OFFICIAL_NAMES and not allowed(name):
            message = f'"{name}" is not a plain name: small letters, digits, ".", "_" and "-", at most 100 characters'
            problems.error("member.name", message, place)
