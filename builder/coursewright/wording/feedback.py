"""Feedback is there, and says more than right or wrong."""

from __future__ import annotations

import re

from coursewright.markdown import plain_text
from coursewright.parse import AuthoredCourse
from coursewright.problems import Problems
from coursewright.wording.texts import WHOLE, asked

_VERDICTS = frozenset(
    """
    a an and answer are best better bad choice correct correctly exactly excellent false good great incorrect incorrectly
    indeed is it job no not nope of oh option perfect quite right sorry spot on that that's the this true try again
    unfortunately very well done wrong yes you you're
""".split()
)
_WORD = re.compile(r"[a-z']+")


def check(course: AuthoredCourse, problems: Problems) -> None:
    for quiz in course.quizzes:
        for one in asked(quiz.model):
            for entries in one.lists():
                for entry in entries.entries:
                    if entry.feedback is None:
                        continue
                    words = _WORD.findall(plain_text(entry.feedback, WHOLE).lower().replace("’", "'"))
                    if not words:
                        message = f'"{entry.id}" has no feedback; say what would follow from choosing it'
                        problems.warning("option.without-feedback", message, quiz.source.place(entry.key))
                    elif set(words) <= _VERDICTS:
                        message = f'the feedback "{entry.feedback.strip()}" only gives a verdict; say what would follow, and why'
                        problems.warning("option.verdict-only", message, quiz.source.place((*entry.key, "feedback")))
