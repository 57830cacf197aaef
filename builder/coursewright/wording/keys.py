"""A key that can be told without knowing the subject: by its length, or by its place in the list."""

from __future__ import annotations

from coursewright.parse import AuthoredCourse
from coursewright.problems import Problems
from coursewright.wording.texts import Entries, asked

_MIN_LONGEST = 2
_MIN_PLACES = 3


def check(course: AuthoredCourse, problems: Problems) -> None:
    for quiz in course.quizzes:
        single = [(one.question.id, entries) for one in asked(quiz.model) for entries in one.lists() if _is_told(entries)]
        place = quiz.source.place(("questions",))
        longest = [name for name, entries in single if _is_longest(entries)]
        if len(longest) >= _MIN_LONGEST and len(longest) * 2 > len(single):
            names = ", ".join(dict.fromkeys(longest))
            message = f"the key is the longest option in {len(longest)} of {len(single)} lists ({names}); even the lengths out"
            problems.warning("quiz.key-longest", message, place)
        places = {_place(entries) for _, entries in single}
        if len(single) >= _MIN_PLACES and len(places) == 1:
            message = f"the key stands at place {places.pop() + 1} in all {len(single)} lists; vary it"
            problems.warning("quiz.key-position", message, place)


def _is_told(entries: Entries) -> bool:
    """Learners see the list, and one of it is the key."""
    return entries.key[-1] != "answers" and entries.key_entry is not None


def _is_longest(entries: Entries) -> bool:
    key = entries.key_entry
    return key is not None and all(len(key.text) > len(entry.text) for entry in entries.entries if entry is not key)


def _place(entries: Entries) -> int:
    return next(index for index, entry in enumerate(entries.entries) if entry.keyed)
