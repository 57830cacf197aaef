"""The design tokens: every pair of colours that meets has enough contrast (AX-8), and the styles keep to their budget (PF-1)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coursewright.render import PAGE_BUDGET, STYLE_BUDGET, load_strings

STYLES = Path(__file__).parent.parent / "scorm_templates" / "player" / "styles"
SOURCES = Path(__file__).parent.parent / "scorm_templates"
TEXT = [
    *(("ink", "paper"), ("ink", "card"), ("ink-soft", "paper"), ("ink-soft", "card"), ("accent", "paper"), ("accent", "card")),
    *(("accent-ink", "accent"), ("ink", "accent-soft"), ("ink", "warm-soft"), ("alert", "paper"), ("alert", "card")),
    *(("good", "card"), ("good", "paper"), ("warm", "card"), ("accent", "accent-soft"), ("accent", "warm-soft")),
]
SHAPES = [("edge", "card"), ("edge", "paper"), ("accent", "paper"), ("warm", "paper"), ("focus-ink", "focus")]


def tokens(dark: bool) -> dict[str, str]:
    text = (STYLES / "1-tokens.css").read_text(encoding="utf-8")
    light, _, night = text.partition("@media")
    found = dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", light))
    return found | dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", night)) if dark else found


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (SHAPES, 3)], ids=["text", "shapes"])
def test_contrast(dark: bool, pairs: list[tuple[str, str]], least: float) -> None:
    colours = tokens(dark)
    assert {pair: round(ratio, 2) for pair in pairs if (ratio := contrast(colours[pair[0]], colours[pair[1]])) < least} == {}


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
    known = set(load_strings())
    assert {key for key in used if key.split(".")[0] in {name.split(".")[0] for name in known}} - known == set()
    assert len(used) > 60
    assert PAGE_BUDGET == 30_000
