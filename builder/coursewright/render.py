"""Renders a linked module into the files a learner's browser loads. What all standards share is rendered once."""

from __future__ import annotations

import json
import re
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

from coursewright.course import Bundle, Course, Element, ElementPage, Module, Quiz, Statement, TopicPage
from coursewright.glossary import Marker
from coursewright.package import PackageFile
from coursewright.strings import direction
from coursewright.templates import built_file, fill, templates_root
from coursewright.typography import in_print

READING_SPEED = 200
"""Words a minute."""
SECONDS_A_QUESTION = 20
"""To think, beyond reading the question, an answer's feedback included."""
SECONDS_A_STATEMENT = 12
PLAN_MINUTES = 3

_CONNECT = {
    "scorm12": "'self'",
    "scorm2004": "'self'",
    "web": "'self'",
    "xapi": "'self' https: http://localhost:* http://127.0.0.1:*",
    "cmi5": "'self' https: http://localhost:* http://127.0.0.1:*",
}
"""Where each player may send requests (SEC-3)."""


def shared_files(course: Course) -> tuple[PackageFile, ...]:
    """What every module of the course has: styles and logo."""
    styles = PackageFile("css/module.css", _styles() + course.theme.styles.encode())
    return (styles, *([PackageFile(course.theme.logo_href, course.theme.logo)] if course.theme.logo_href else []))


def module_files(course: Course, module: Module, bundle: Bundle | None = None) -> tuple[PackageFile, ...]:
    """A module's own files that all standards have: its data, one part for each stage, one for each quiz, media."""
    strings = course.strings
    marker = Marker(course.glossary)
    parts = {stage: _part(module, stage, strings, marker) for stage in module.stages}
    quizzes = {quiz.number: _quiz(quiz, strings, marker) for quiz in module.quizzes}
    # A module about the course as a whole lists every term.
    listed = [it for it in course.glossary if it.id in marker.used or module.topics]
    used = sorted(listed, key=lambda it: it.term.casefold())
    data: dict[str, Any] = _module_data(module, strings) | {
        "course": bundle.title if bundle else course.title,
        "glossary": [{"id": it.id, "term": it.term, "meaning": it.meaning} for it in used],
        **({"bundle": {"iri": bundle.iri, "title": bundle.title, "last": module == bundle.modules[-1]}} if bundle else {}),
    }
    data, parts, quizzes = (in_print(it, module.language) for it in (data, parts, quizzes))
    files: list[PackageFile] = [_script("js/module.js", "window.coursewright={module:", data, ",parts:{},quizzes:{}};")]
    files += [_script(f"js/stage-{stage}.js", f"window.coursewright.parts[{stage}]=", part, ";") for stage, part in parts.items()]
    files += [_script(f"js/quiz-{number}.js", f"window.coursewright.quizzes[{number}]=", quiz, ";") for number, quiz in quizzes.items()]
    files += [PackageFile(href, module.media[href]) for href in sorted(module.media)]
    return tuple(files)


def page_file(course: Course, module: Module, player: str, root: str = "", title: str = "") -> PackageFile:
    """The one page; its security policy lets the player reach only what its standard needs. `root` leads to the shared files,
    `title` is the course's where it is not the project's."""
    stages = [stage for stage in course.framework.stages if stage.number in module.stages]
    html = fill(
        "layout/index.html.j2",
        course=course,
        module=module,
        stages=stages,
        asked=course.framework.stages if module.finder else stages,
        strings=course.strings,
        connect=_CONNECT[player],
        direction=direction(module.language),
        minutes=max(module_minutes(module, stage) for stage in module.stages),
        root=root,
        title=title or course.title,
    )
    return PackageFile("index.html", in_print(html, module.language).encode("utf-8"))


def player_file(player: str) -> PackageFile:
    """The player with one run-time inside."""
    return PackageFile("js/player.js", built_file(f"player/{player}.js"))


def menu_files(course: Course, bundle: Bundle, player: str, menu: str) -> tuple[PackageFile, ...]:
    """The page that lists the modules of a course where no LMS does, its data and its script."""
    strings = course.strings
    html = fill(
        "layout/menu.html.j2",
        course=course,
        bundle=bundle,
        strings=strings,
        connect=_CONNECT[player],
        direction=direction(course.language),
        minutes={it.id: max(module_minutes(it, stage) for stage in it.stages) for it in bundle.modules},
    )
    data = {
        "id": bundle.id,
        "iri": bundle.iri,
        "title": bundle.title,
        "version": bundle.version,
        "language": course.language,
        "keep": any(module.keep_on_device for module in bundle.modules),
        "modules": [
            {"id": it.id, "iri": it.iri, "title": it.title, "lineage": it.lineage, "judged": bool(it.quizzes)} for it in bundle.modules
        ],
        "strings": {key: strings[key] for key in _MENU_STRINGS},
    }
    return (
        PackageFile("index.html", in_print(html, course.language).encode("utf-8")),
        _script("js/course.js", "window.coursewright={course:", in_print(data, course.language), "};"),
        PackageFile("js/menu.js", built_file(f"player/{menu}.js")),
    )


@cache
def _styles() -> bytes:
    folder = Path(templates_root() / "player" / "styles")
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.css")))
    return re.sub(r"/\*.*?\*/\s*|^\s+", "", text, flags=re.S | re.M).encode()


def _script(href: str, before: str, data: Any, after: str) -> PackageFile:
    return PackageFile(href, f"{before}{embed(data)}{after}\n".encode())


def embed(data: Any) -> str:
    """JSON that can stand in a script, in a file of its own or not: what could end one or start a comment is escaped (SEC-2)."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for found, escaped in (
        ("</", "<\\/"),
        ("<!", "\\u003c!"),
        ("<s", "\\u003cs"),
        ("<S", "\\u003cS"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(found, escaped)
    return text


# Time


def page_minutes(page: ElementPage, stage: int) -> int:
    return max(1, round(page.words.get(stage, 0) / READING_SPEED))


def quiz_minutes(quiz: Quiz) -> int:
    if quiz.minutes:
        return quiz.minutes
    words = quiz.words + sum(question.words for question in quiz.questions)
    decisions = sum(len(question.view.get("scenes", [None])) for question in quiz.questions)
    return max(1, ceil(words / READING_SPEED + decisions * SECONDS_A_QUESTION / 60))


def topic_minutes(page: TopicPage) -> int:
    return max(1, round(page.words / READING_SPEED))


def check_minutes(module: Module, stage: int) -> int:
    """The self-check or the stage finder; 0 where there is neither."""
    if module.finder:
        return max(1, ceil(len(module.finder.questions) * SECONDS_A_QUESTION / 60))
    asked = _statements(module, stage)
    return max(1, ceil(len(asked) * SECONDS_A_STATEMENT / 60)) if asked else 0


def _statements(module: Module, stage: int) -> list[Statement]:
    """The statements of the elements that have the stage."""
    taught = module.self_check.taught if module.self_check else ()
    left_out = {it.element.number for it in taught if stage not in it.development}
    return [statement for statement in module.statements if statement.element.number not in left_out]


def module_minutes(module: Module, stage: int) -> int:
    """Estimated minutes of a whole module at one stage."""
    pages = sum(page_minutes(page, stage) for page in module.pages) + sum(map(topic_minutes, module.topics))
    quizzes = sum(quiz_minutes(quiz) for quiz in module.quizzes_at(stage))
    return pages + quizzes + check_minutes(module, stage) + (PLAN_MINUTES if module.self_check else 0)


# Data for the player: shapes in scorm_templates/player/src/model.ts


_LEFT = re.compile(r"\s*\n\s*")
_ASKED = re.compile(r'strings\["([a-z_.0-9]+)"\]')
_ASKED_BY_BOTH = {"question.true", "question.false"}
"""Named by templates, and by the player in parts."""
_MENU_STRINGS = (
    *("contents.done", "contents.todo", "contents.begun", "menu.standing", "menu.all_done", "notice.not_recorded", "notice.kept_here"),
    "notice.unsaved",
)


def _compact(markup: str) -> str:
    """Without the templates' indentation, which is a tenth of what a learner waits for."""
    return markup if "<pre" in markup else _LEFT.sub(" ", markup).strip()


def for_player(strings: dict[str, Any]) -> dict[str, Any]:
    """The strings without those that only templates use."""
    asked = {key for path in templates_root().rglob("*.html.j2") for key in _ASKED.findall(path.read_text(encoding="utf-8"))}
    player = built_file("player/web.js").decode()
    own = {key: text for key, text in strings.items() if not key.startswith("menu.")}
    return {key: text for key, text in own.items() if key not in asked or key in _ASKED_BY_BOTH or f'"{key}"' in player}


def _module_data(module: Module, strings: dict[str, Any]) -> dict[str, Any]:
    numbers = {page.element.number: page.number for page in module.pages}
    taught = module.self_check.taught if module.self_check else ()
    numbers |= {it.element.number: it.number for it in taught}
    finder = module.finder.questions if module.finder else ()
    return {
        "id": module.id,
        "version": module.version,
        "title": module.title,
        "language": module.language,
        "iri": module.iri,
        "lineage": module.lineage,
        "mastery": module.mastery_score,
        "reportFailed": module.report_failed,
        "exitWhenComplete": module.exit_when_complete,
        "interactions": module.interactions,
        **({"keep": True} if module.keep_on_device else {}),
        "notesAllowance": module.notes_allowance,
        "minutes": {"check": {str(stage): check_minutes(module, stage) for stage in module.stages}, "plan": PLAN_MINUTES},
        "stages": [{"number": stage, "part": f"js/stage-{stage}.js"} for stage in module.stages],
        "elements": [
            *(_element(module, page.number, page.element, {it: page_minutes(page, it) for it in module.stages}) for page in module.pages),
            *(_topic(module, page) for page in module.topics),
            *(
                _element(module, it.number, it.element, {})
                | {"taught": it.module, "domain": it.domain.name, "stages": [stage for stage in module.stages if stage in it.development]}
                for it in taught
            ),
        ],
        **({"finder": [{"number": it.number, "text": it.text, "answers": it.answers} for it in finder]} if finder else {}),
        "quizzes": [
            {
                "number": quiz.number,
                "id": quiz.id,
                "title": quiz.title,
                "stage": quiz.stage,
                "element": numbers.get(quiz.element.number, 0),
                "iri": f"{module.iri}/quizzes/{quiz.id}",
                "questions": len(quiz.questions),
                "minutes": quiz_minutes(quiz),
                "mastery": quiz.mastery_score,
                "attempts": quiz.attempts,
                "feedbackAt": "end" if quiz.feedback_at == "end" else "each",
            }
            for quiz in module.quizzes
        ],
        "statements": [
            {
                "number": statement.number,
                "id": statement.id,
                "element": numbers.get(statement.element.number, 0),
                "text": statement.text,
            }
            for statement in module.statements
        ],
        "strings": for_player(strings),
    }


def _element(module: Module, number: int, element: Element, minutes: dict[int, int]) -> dict[str, Any]:
    return {
        "number": number,
        "id": element.id,
        "code": element.number,
        "name": element.name,
        "iri": f"{module.iri}/elements/{element.id}",
        "minutes": {str(stage): value for stage, value in minutes.items()},
    }


def _topic(module: Module, page: TopicPage) -> dict[str, Any]:
    minutes = {str(stage): topic_minutes(page) for stage in module.stages}
    return {
        "number": page.number,
        "id": page.id,
        "code": "",
        "name": page.title,
        "iri": f"{module.iri}/pages/{page.id}",
        "minutes": minutes,
    }


def _part(module: Module, stage: int, strings: dict[str, Any], marker: Marker) -> dict[str, Any]:
    return {
        "stage": stage,
        "pages": [
            *(_page(page, stage, strings, marker) for page in module.pages),
            *({"element": it.number, "html": _compact(marker.mark(it.html)), "reflections": _reflections(it)} for it in module.topics),
        ],
        "development": {page.number: own.development for page in module.pages if (own := page.stage(stage))}
        | {it.number: it.development[stage] for it in (module.self_check.taught if module.self_check else ()) if stage in it.development},
    }


def _page(page: ElementPage, stage: int, strings: dict[str, Any], marker: Marker) -> dict[str, Any]:
    own = page.stage(stage)
    assert own is not None, f"{page.id} has no text for stage {stage}"
    return {
        "element": page.number,
        "html": _compact(marker.mark(fill("layout/element.html.j2", page=page, own=own, stage=stage, strings=strings))),
        "reflections": _reflections(page),
    }


def _reflections(page: ElementPage | TopicPage) -> list[dict[str, Any]]:
    return [{"number": it.number, "id": it.id, "html": it.html} for it in page.reflections]


def _quiz(quiz: Quiz, strings: dict[str, Any], marker: Marker) -> dict[str, Any]:
    return {
        "number": quiz.number,
        "scenario": marker.mark(quiz.scenario),
        "debrief": quiz.debrief,
        "shuffle": quiz.shuffle_questions,
        "exhibits": {it.id: {"title": it.title, "html": it.html} for it in quiz.exhibits},
        "questions": [
            {
                **question.data,
                "html": _compact(fill(f"questions/{question.type}.html.j2", q=question.view, strings=strings)),
            }
            for question in quiz.questions
        ],
    }
