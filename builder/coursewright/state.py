"""The worst case of a learner's state, computed at build: what `scorm_templates/player/src/resume.ts` can write at most.

The form (version 1): printable ASCII, fields joined by `;`:

    1;<lineage>;<sequence>;s<stage>;p<page>;f<flags><score>;d<day>;m<minutes>;b<pages>;q<quiz>...;c<self-check>;t<text>...

Numbers are base 36, pages one bit each, five to a character. SCORM 1.2 guarantees 4,096 characters (RT-29), SCORM 2004 64,000.
"""

from __future__ import annotations

from math import ceil

from coursewright.course import ElementPage, Module, Quiz, TopicPage

SCORM12_LIMIT = 4096
SCORM12_WORKING_BUDGET = 3500
_SEQUENCE = 5  # 36^5 saves: 60 million
_TEXT_FIELDS = 6  # the action plan: what, by when, who will notice, twice


def worst_case(module: Module) -> int:
    """Characters of the longest state a learner of any or all stages can reach."""
    read: list[ElementPage | TopicPage] = [*module.pages, *module.topics]
    pages = [page.id for page in read] + [quiz.id for quiz in module.quizzes]
    longest_page = max((len(page) for page in pages), default=0) + len("quiz:") + 4
    reflections = sum(len(page.reflections) for page in read)
    long_answers = sum("note" in question.data for quiz in module.quizzes for question in quiz.questions)
    fields = [
        len("1"),
        len(module.lineage),
        _SEQUENCE,
        len("s1"),
        len("p") + longest_page,
        len("fcp") + 3,
        len("d") + 3,
        len("m") + 4,
        len("b") + ceil(max((page.number for page in read), default=0) / 5),
        *(_quiz(quiz) for quiz in module.quizzes),
        len("c1") + 3 * (len(module.statements) + (len(module.finder.questions) if module.finder else 0)),
        *(len("t") + 2 for _ in range(reflections + _TEXT_FIELDS + long_answers)),
    ]
    return sum(fields) + len(fields) + module.notes_allowance


def _quiz(quiz: Quiz) -> int:
    """`q`, number 2, best score 3, attempts 1, seed 4, then code, response and `.` of every question, and `!` before submission."""
    return len("q") + 2 + 3 + 1 + 4 + 1 + sum(2 + question.longest_response for question in quiz.questions)
