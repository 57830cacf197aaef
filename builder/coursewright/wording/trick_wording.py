"""Wording that tests attention and not understanding: options that speak of other options, and negative stems."""

from __future__ import annotations

import re

from coursewright.parse import AuthoredCourse
from coursewright.problems import Problems
from coursewright.wording.texts import asked

_OTHERS = re.compile(
    r"\b(all|none|both|neither|any|either|most)\s+of\s+(the\s+)?(above|below|these|those|others?|options|answers)\b"
    r"|^\s*(both\s+)?(options?\s+)?[a-e]\s*(and|or|&)\s*[a-e]\s*\.?\s*$",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"(?i:\b(which|what|who)\b[^.?!]{0,60}\b(is|are|was|were|do|does|should|would|could|can|must|may)(\s+\w+){0,2}\s*(\bnot\b|n['’]t\b|\bnever\b)[^.!]*\?)"
    r"|(?i:\b(all|any|each|every\w*)\b[^.?!]*\b(except|but not|apart from)\b)"
    r"|\bNOT\b|\bEXCEPT\b|\bLEAST\b",
)


def check(course: AuthoredCourse, problems: Problems) -> None:
    for quiz in course.quizzes:
        for one in asked(quiz.model):
            if found := _NEGATIVE.search(one.stem):
                message = f'the stem asks for what is not so ("{found.group().strip()}"); ask for what is'
                problems.warning("question.negative-stem", message, quiz.source.place((*one.key, "stem")))
            for entries in one.lists():
                for entry in entries.entries:
                    if found := _OTHERS.search(entry.text):
                        message = f'"{found.group().strip()}" speaks of other options, which are shuffled; write what it stands for'
                        problems.warning("option.all-of-the-above", message, quiz.source.place((*entry.key, "text")))
