"""The theme: colours, corner, font and logo of `content/theme.yaml` as CSS tokens, every pair of colours checked for contrast (AX-8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from coursewright.authored import Colours, ThemeFile
from coursewright.course import Theme
from coursewright.media import Media
from coursewright.parse import Parsed
from coursewright.problems import Problems
from coursewright.source import Source
from coursewright.templates import templates_root

TEXT_PAIRS = (
    *(("ink", "paper"), ("ink", "card"), ("ink-soft", "paper"), ("ink-soft", "card"), ("accent", "paper"), ("accent", "card")),
    *(("accent-ink", "accent"), ("ink", "accent-soft"), ("ink", "warm-soft"), ("alert", "paper"), ("alert", "card")),
    *(("good", "card"), ("good", "paper"), ("warm", "card"), ("accent", "accent-soft"), ("accent", "warm-soft")),
)
"""Text and its ground: at least 4.5 to 1 (WCAG 1.4.3)."""
SHAPE_PAIRS = (("edge", "card"), ("edge", "paper"), ("accent", "paper"), ("warm", "paper"), ("focus-ink", "focus"))
"""Borders and marks and their ground: at least 3 to 1 (WCAG 1.4.11)."""
TEXT_CONTRAST, SHAPE_CONTRAST = 4.5, 3.0
SCHEMES = ("light", "dark")
_GENERIC = ("serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "ui-rounded")


@cache
def own_colours(scheme: str) -> dict[str, str]:
    """The tool's own colours of a scheme by token."""
    text = Path(templates_root() / "player" / "styles" / "1-tokens.css").read_text(encoding="utf-8")
    light, _, dark = text.partition("@media (prefers-color-scheme: dark)")
    found = dict(_tokens(light))
    return found if scheme == "light" else found | dict(_tokens(dark))


def _tokens(text: str) -> list[tuple[str, str]]:
    return re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", text)


def contrast(one: str, two: str) -> float:
    """The contrast of two colours `#rrggbb`, 1-21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def too_low(colours: dict[str, str]) -> Iterator[tuple[str, str, float, float]]:
    """Every pair under its contrast: the two tokens, what they have and what they need."""
    for pairs, least in ((TEXT_PAIRS, TEXT_CONTRAST), (SHAPE_PAIRS, SHAPE_CONTRAST)):
        for one, two in pairs:
            if (ratio := contrast(colours[one], colours[two])) < least:
                yield one, two, ratio, least


def link_theme(parsed: Parsed[ThemeFile] | None, project: Path, problems: Problems) -> Theme:
    """The theme of a project, with its problems reported; the tool's own where the project has none."""
    if parsed is None:
        return Theme("", "")
    file, source = parsed.model, parsed.source
    palettes = {}
    for scheme, chosen in zip(SCHEMES, (file.light, file.dark), strict=True):
        own = _chosen(chosen)
        palettes[scheme] = own_colours(scheme) | own
        if file.scheme not in ("both", scheme):
            continue
        _contrast(scheme, palettes[scheme], own, source, problems)
    theme = Theme(file.name or "", _styles(file, palettes))
    if file.logo is None:
        return theme
    media = Media(project, problems)
    shown = media.image("content", file.logo.file, source.place(("logo", "file")))
    if shown is None:
        return theme
    return Theme(theme.name, theme.styles, shown.href, media.files[shown.href], file.logo.alt, shown.width, shown.height)


def _contrast(scheme: str, palette: dict[str, str], own: dict[str, str], source: Source, problems: Problems) -> None:
    """One problem for each colour of the author's that meets others too alike."""
    found: dict[str, list[str]] = {}
    for one, two, ratio, least in too_low(palette):
        where, other = (one, two) if one in own else (two, one)
        found.setdefault(where, []).append(f'"{other.replace("-", "_")}" {palette[other]} ({ratio:.1f} of {least:g})')
    for where, others in found.items():
        message = (
            f'"{where.replace("-", "_")}" {palette[where]} has too little contrast with {"; ".join(others)}; '
            "make one darker or lighter: text needs 4.5 to 1, borders and marks 3 to 1"
        )
        key = (scheme, where.replace("-", "_"))
        problems.error("theme.low-contrast", message, source.place(key if where in own else (scheme,)), "WCAG 1.4.3, 1.4.11")


def _chosen(colours: Colours) -> dict[str, str]:
    return {name.replace("_", "-"): str(value).lower() for name, value in colours.model_dump(exclude_none=True).items()}


def _styles(file: ThemeFile, palettes: dict[str, dict[str, str]]) -> str:
    light = _rule(palettes["dark" if file.scheme == "dark" else "light"])
    shape = f"--corner:{file.corner / 16:g}rem;"
    if file.font:
        names = ", ".join(name if name.lower() in _GENERIC else f'"{name}"' for name in file.font)
        shape += f"--font:{names}, system-ui, sans-serif;"
    scheme = "light dark" if file.scheme == "both" else file.scheme
    dark = palettes["light" if file.scheme == "light" else "dark"]
    return f":root{{color-scheme:{scheme};{shape}{light}}}\n@media (prefers-color-scheme: dark){{:root{{{_rule(dark)}}}}}\n"


def _rule(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in sorted(colours.items()))
