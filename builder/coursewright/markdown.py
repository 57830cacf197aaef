"""Authored Markdown as safe HTML, plain text and a word count.

Raw HTML, headings (the page's structure is the tool's), unknown link schemes and images without alternative text are problems at their
line. What is rendered goes through an allow-list sanitiser all the same (SEC-1).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from coursewright.problems import Place, Problems

ALLOWED_SCHEMES = ("http", "https", "mailto")
_TAGS = {
    *("p", "br", "hr", "strong", "em", "ul", "ol", "li", "blockquote", "a", "img", "code", "pre"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "a": {"href", "title", "target"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"},
    "th": {"scope"},
}
_RAW_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(\s[^<>]*)?/?>|<!--")
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*):")
_NEW_TAB = " (opens in a new tab)"


@dataclass(frozen=True)
class Rich:
    """A rendered text. `words` counts what a learner reads."""

    html: str
    plain: str
    words: int


PlaceOfLine = Callable[[int], Place]
"""The place in the author's file of a line (from 0) of the text."""
ImageHref = Callable[[str, Place], str | None]
"""The href inside the package of an image named in a text, or None once its problem is reported."""


def no_images(src: str, place: Place) -> None:
    """For texts that are not learner content."""


class Renderer:
    """Renders texts of one file, adding to `problems`."""

    def __init__(self, problems: Problems, image_href: ImageHref = no_images) -> None:
        self._problems = problems
        self._image_href = image_href
        self._markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
        # Every link becomes a token, so that a refused one is a problem at its line and not silently plain text.
        self._markdown.validateLink = lambda url: True  # type: ignore[method-assign]

    def block(self, text: str, place: PlaceOfLine) -> Rich:
        """Paragraphs, lists, tables and quotations."""
        tokens = self._markdown.parse(text)
        words = self._mend(tokens, place)
        html = self._markdown.renderer.render(tokens, self._markdown.options, {})
        return Rich(_clean(html), " ".join(words), len(" ".join(words).split()))

    def inline(self, text: str, place: PlaceOfLine) -> Rich:
        """The same, without the paragraph around a text that is only one."""
        rich = self.block(text, place)
        body = rich.html.strip()
        if body.startswith("<p>") and body.endswith("</p>") and body.count("<p>") == 1:
            return Rich(body[3:-4], rich.plain, rich.words)
        return rich

    def _mend(self, tokens: Sequence[Token], place: PlaceOfLine) -> list[str]:
        """Check and adjust tokens in place; return the plain text piece by piece."""
        words: list[str] = []
        line = 0
        for token in tokens:
            if token.map:
                line = token.map[0]
            if token.type == "heading_open":
                message = "a heading stands in a text; headings are the page's own, so use **bold** or a new paragraph"
                self._problems.error("text.heading", message, place(line))
            if token.type == "th_open":
                token.attrSet("scope", "col")
            if token.type in ("fence", "code_block"):
                words.append(token.content)
            if token.type == "inline":
                words.append("".join(self._mend_inline(token.children or [], line, place)))
        return words

    def _mend_inline(self, tokens: list[Token], line: int, place: PlaceOfLine) -> list[str]:
        words: list[str] = []
        for position, token in enumerate(tokens):
            match token.type:
                case "text":
                    words.append(token.content)
                    if raw := _RAW_HTML.search(token.content):
                        message = f'raw HTML "{raw.group()}" is not allowed; write Markdown'
                        self._problems.error("text.raw-html", message, place(line))
                case "code_inline":
                    words.append(token.content)
                case "softbreak" | "hardbreak":
                    words.append(" ")
                    line += 1
                case "link_open":
                    self._mend_link(token, line, place)
                case "link_close" if _is_web(_opening(tokens, position)):
                    token.meta = {"new_tab": True}
                case "image":
                    self._mend_image(token, line, place)
        for position in reversed(range(len(tokens))):
            if tokens[position].meta.get("new_tab"):
                tokens.insert(position, Token("text", "", 0, content=_NEW_TAB))
        return words

    def _mend_link(self, token: Token, line: int, place: PlaceOfLine) -> None:
        href = str(token.attrGet("href") or "")
        scheme = _SCHEME.match(href)
        if scheme is None:
            message = f'the link "{href}" is not a full address; begin it with https:// or mailto:'
            self._problems.error("text.relative-link", message, place(line))
        elif scheme.group(1).lower() not in ALLOWED_SCHEMES:
            message = f'the link "{href}" has the scheme "{scheme.group(1)}"; use https, http or mailto'
            self._problems.error("text.link-scheme", message, place(line))
        elif _is_web(token):
            token.attrSet("target", "_blank")  # a link in the same frame would put the course away (RT-10)

    def _mend_image(self, token: Token, line: int, place: PlaceOfLine) -> None:
        src = str(token.attrGet("src") or "")
        decorative = token.attrGet("title") == "decorative"
        if not token.content.strip() and not decorative:
            message = f'image "{src}" has no alternative text; describe it in the [], or add the title "decorative"'
            self._problems.error("page.image-without-alt", message, place(line))
        token.attrs.pop("title", None)
        if href := self._image_href(src, place(line)):
            token.attrSet("src", href)
        token.attrSet("loading", "lazy")


def _opening(tokens: Sequence[Token], closing: int) -> Token:
    return next(token for token in reversed(tokens[:closing]) if token.type == "link_open")


def _is_web(token: Token) -> bool:
    return str(token.attrGet("href") or "").lower().startswith(("http:", "https:"))


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=set(ALLOWED_SCHEMES),
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def plain_text(text: str, limit: int = 250) -> str:
    """Markdown as one line of plain text, at most `limit` characters, cut at a word (RT-35)."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)
    pieces = ["".join(_pieces(token.children or [])) for token in tokens if token.type == "inline"]
    line = " ".join(" ".join(pieces).split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _pieces(tokens: Sequence[Token]) -> list[str]:
    return [" " if token.type.endswith("break") else token.content for token in tokens if token.type != "image"]
