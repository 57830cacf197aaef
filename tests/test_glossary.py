"""Terms in texts: marked once, as whole words, never inside controls or headings."""

from __future__ import annotations

import pytest

from coursewright.course import Term
from coursewright.glossary import Marker

TERMS = (
    Term("handover", "handover", ("handover", "handovers"), "Passing on."),
    Term("near-miss", "near miss", ("near miss",), "By luck."),
    Term("r-and-d", "R&D", ("R&D",), "Finding out."),
)


def button(term: str, text: str) -> str:
    return f'<button type="button" class="term" data-term="{term}">{text}</button>'


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>At handover.</p>", f"<p>At {button('handover', 'handover')}.</p>"),
        ("<p>Handover, then handovers.</p>", f"<p>{button('handover', 'Handover')}, then handovers.</p>"),
        ("<p>The handoverish pre-handover.</p>", "<p>The handoverish pre-handover.</p>"),
        ("<h3>Handover</h3><p>A handover.</p>", f"<h3>Handover</h3><p>A {button('handover', 'handover')}.</p>"),
        ('<a href="x">handover <strong>handover</strong></a>', '<a href="x">handover <strong>handover</strong></a>'),
        ('<img alt="handover">', '<img alt="handover">'),
        ("<p>R&amp;D and a near miss</p>", f"<p>{button('r-and-d', 'R&amp;D')} and a {button('near-miss', 'near miss')}</p>"),
    ],
)
def test_marking(markup: str, expected: str) -> None:
    assert Marker(TERMS).mark(markup) == expected


def test_what_was_used_is_known_and_no_terms_change_nothing() -> None:
    marker = Marker(TERMS)
    marker.mark("<p>A near miss.</p>")
    assert marker.used == {"near-miss"}
    assert Marker(()).mark("<p>A near miss.</p>") == "<p>A near miss.</p>"
