"""Rules of `cmi5.xml` by the headings of the cmi5 specification, with its requirement ids (npm `@cmi5/requirements`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from coursewright.verify.findings import (
    Package,
    attribute,
    children,
    descendants,
    href_fault,
    is_absolute,
    local,
    member_of,
    text,
)

LAUNCH_NAMES = {"endpoint", "fetch", "actor", "registration", "activityId"}
JUDGED = {"Passed", "CompletedAndPassed", "CompletedOrPassed"}


def identifiers(package: Package) -> None:
    ids = [(it, attribute(it, "id")) for name in ("course", "block", "au") for it in descendants(package.root, name)]
    ids += [(it, attribute(it, "id")) for it in descendants(package.root, "objective") if attribute(it, "id")]
    for node, iri in ids:
        if not iri or not is_absolute(iri):
            message = f'the id "{iri}" of {local(node)} is not an absolute IRI such as https://learning.example.org/au/1'
            package.error("structure.id-not-iri", message, node, "cmi5 13.1, 3.0.0.0-1")
    for iri, times in Counter(iri for _, iri in ids).items():
        if times > 1:
            node = next(node for node, own in reversed(ids) if own == iri)
            message = f'the id "{iri}" stands {times} times; ids differ over course, blocks, objectives and AUs'
            package.error("structure.id-twice", message, node, "cmi5 13.1.2.0-1, 13.1.4.0-1")


def objective_references(package: Package) -> None:
    known = {attribute(it, "id") for it in descendants(package.root, "objective")}
    for node in descendants(package.root, "objective"):
        reference = attribute(node, "idref")
        if reference and reference not in known:
            package.error("structure.dangling-reference", f'there is no objective "{reference}"', node, "cmi5 13.1.3")


def texts(package: Package) -> None:
    for name in ("title", "description"):
        for node in descendants(package.root, name):
            languages = [attribute(it, "lang") for it in children(node, "langstring")]
            if not languages or None in languages:
                package.error("structure.without-language", f"a langstring of {name} has no lang", node, "cmi5 13.1")
            for language, times in Counter(languages).items():
                if times > 1 and language:
                    message = f'{name} has {times} texts in "{language}"'
                    package.error("structure.language-twice", message, node, "cmi5 13.1")


def urls(package: Package) -> None:
    for node in descendants(package.root, "url"):
        url = text(node)
        parts = urlsplit(url)
        if clash := sorted(LAUNCH_NAMES & parse_qs(parts.query, keep_blank_values=True).keys()):
            message = f'the query of "{url}" uses the launch name "{clash[0]}"'
            package.error("structure.query-collision", message, node, "cmi5 8.1.0.0-6")
        if parts.scheme:
            if member_of(parts.path.rsplit("/", 1)[-1]) in package.members:
                message = f'"{url}" is a full address, but the file is in the package; use a relative one'
                package.lenient("structure.url-of-member", message, node, "cmi5 14.1")
            elif not parts.netloc:
                package.error("structure.bad-url", f'"{url}" is not an address', node, "cmi5 13.1.4.0-2")
        elif fault := href_fault(url):
            package.error("structure.bad-url", f'the url "{url}" {fault}', node, "cmi5 13.1.4.0-2")
        elif member_of(url) not in package.members:
            message = f'the url "{url}" names a file that is not in the package'
            package.error("structure.missing-file", message, node, "cmi5 14.1.0.0-4")


def mastery_and_move_on(package: Package) -> None:
    for node in descendants(package.root, "au"):
        score, move_on = attribute(node, "masteryScore"), attribute(node, "moveOn")
        if score is not None and (not re.fullmatch(r"[01](\.\d{1,4})?", score.strip()) or float(score) > 1):
            message = f'the mastery score "{score}" is not a number from 0 to 1 with at most four decimals'
            package.error("structure.mastery-score", message, node, "cmi5 10.2.4")
        if move_on is None:
            message = "moveOn is not written, so the LMS takes NotApplicable and the AU is satisfied before anyone opens it"
            package.lenient("structure.move-on-missing", message, node, "cmi5 13.1.4")
        elif move_on in JUDGED and score is None and package.ours:
            message = f'moveOn is "{move_on}", but there is no mastery score'
            package.error("structure.move-on-unreachable", message, node, "cmi5 13.1.4")


RULES: tuple[Callable[[Package], None], ...] = (identifiers, objective_references, texts, urls, mastery_and_move_on)
