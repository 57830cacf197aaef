"""What a package may weigh, measured from its files: many LMSs send them without compression, to phones on poor networks (PF-1, PF-2,
PF-6). Bytes are raw."""

from __future__ import annotations

import re

from coursewright.package import Package
from coursewright.problems import Place, Problems

PLAYER = 60_000
"""PF-1 asks for 40 KB; the twelve question types and the offline-safe record stores take the rest for now."""
STYLES = 20_000
PAGE = 30_000
"""The page without authored content."""
START = 150_000
"""Before the first interaction, the largest stage's part included."""
REQUESTS = 5
PART = 100_000
PACKAGE = 50_000_000
FILES = 500

_LOADED = re.compile(rb"<(?:script src|link rel=\"stylesheet\")")


def check_budgets(package: Package, shown: str, problems: Problems) -> None:
    """Report whatever in a package is over its budget. `shown` names the package."""
    place = Place(shown)
    shared = {file.href: file.data for file in package.shared}
    for unit in package.units:
        folder = unit.launch.removesuffix("index.html")
        _check_unit(shared | {file.href.removeprefix(folder): file.data for file in unit.files}, place, problems)
    whole = sum(len(file.data) for file in package.files)
    if whole > PACKAGE:
        message = f"the package holds {whole / 1e6:.0f} MB; many systems refuse over {PACKAGE / 1e6:.0f} MB, so cut recordings down"
        problems.warning("package.large", message, place, "PF-6")
    if len(package.files) > FILES:
        message = f"the package holds {len(package.files):,} files; over {FILES} unpack badly"
        problems.warning("package.many-files", message, place, "PF-6")


def _check_unit(files: dict[str, bytes], place: Place, problems: Problems) -> None:
    """One module as a learner loads it; hrefs are relative to its page."""
    sizes = {href: len(data) for href, data in files.items()}
    parts = {href: size for href, size in sizes.items() if href.startswith(("js/stage-", "js/quiz-"))}
    for href, code, limit in (("js/player.js", "budget.player", PLAYER), ("css/module.css", "budget.styles", STYLES)):
        if sizes.get(href, 0) > limit:
            problems.error(code, f"{href} has {sizes[href]:,} bytes; at most {limit:,} are allowed", place, "PF-1")
    for href, size in parts.items():
        if size > PART:
            message = f"{href} has {size:,} bytes; over {PART:,} learners wait, so shorten its texts or make two of it"
            problems.warning("budget.part", message, place, "PF-1")
    start = sum(size for href, size in sizes.items() if href == "index.html" or href.startswith(("css/", "js/module", "js/player")))
    start += max((size for href, size in parts.items() if href.startswith("js/stage-")), default=0)
    if start > START:
        message = (
            f"a learner loads {start:,} bytes before the first page can be used; at most {START:,} are allowed, "
            "so shorten the texts of the largest stage or make two modules"
        )
        problems.error("budget.start", message, place, "PF-2")
    requests = 1 + len(_LOADED.findall(files.get("index.html", b""))) + 1
    if requests > REQUESTS:
        problems.error("budget.requests", f"the first page takes {requests} requests; at most {REQUESTS} are allowed", place, "PF-2")
