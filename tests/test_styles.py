"""The design tokens: every pair of colours that meets has enough contrast (AX-8), and the styles keep to their budget (PF-1)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coursewright.budgets import PAGE
from coursewright.budgets import STYLES as STYLE_BUDGET
from coursewright.strings import english
from coursewright.theme import SCHEMES, contrast, own_colours, too_low

STYLES = Path(__file__).parent.parent / "scorm_templates" / "player" / "styles"
SOURCES = Path(__file__).parent.parent / "scorm_templates"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_contrast(scheme: str) -> None:
    assert list(too_low(own_colours(scheme))) == []


def test_contrast_is_what_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert [pair[:2] for pair in too_low(own_colours("light") | {"accent": "#aab4b6"})] != []


def test_styles_keep_to_their_budget_and_ask_for_nothing_outside() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in STYLES.glob("*.css"))
    assert len(text.encode()) <= STYLE_BUDGET
    assert "url(" not in text
    assert "@import" not in text
    assert not re.search(r"(margin|padding|border)-(left|right)\b", text)


def test_every_string_that_is_asked_for_is_there() -> None:
    """A key used in a template or in the player and missing from the strings would show as its own name."""
    used = set()
    for path in [*SOURCES.glob("player/src/*.ts"), *SOURCES.glob("layout/*.j2"), *SOURCES.glob("questions/*.j2")]:
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'(?:\bt\(|strings\[|, |\? |: |\()"([a-z]+\.[a-z_0-9]+)"', text))
    known = set(english())
    assert {key for key in used if key.split(".")[0] in {name.split(".")[0] for name in known}} - known == set()
    assert len(used) > 60
    assert PAGE == 30_000
