"""Quotation marks as printed: outside tags only, opening where a word begins."""

from __future__ import annotations

import pytest

from coursewright.typography import in_print, printed


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('She says, "Stop."', "She says, “Stop.”"),
        ("It's the nurses' rota", "It’s the nurses’ rota"),
        ("\"'Now' is too late,\" he says", "“‘Now’ is too late,” he says"),
        ('<p class="lead">"Yes"</p><p>"No"</p>', '<p class="lead">“Yes”</p><p>“No”</p>'),
        ('<strong>"Yes"</strong>, she says', "<strong>“Yes”</strong>, she says"),
        ('He says <em>"yes"</em>', "He says <em>“yes”</em>"),
        ("a &quot;b&quot; &amp; c", "a “b” &amp; c"),
        ("Choose ...", "Choose …"),
        ('("so")', "(“so”)"),
        ("“done” already", "“done” already"),
        ("", ""),
    ],
)
def test_marks(typed: str, expected: str) -> None:
    assert printed(typed) == expected


def test_what_is_compared_stays_and_other_languages_do() -> None:
    data = {"title": "It's", "scoring": {"answers": [{"spellings": ["it's"]}]}, "items": ["o'clock"], "n": 1}
    assert in_print(data, "en-GB") == {"title": "It’s", "scoring": {"answers": [{"spellings": ["it's"]}]}, "items": ["o’clock"], "n": 1}
    assert in_print(data, "fr") == data
