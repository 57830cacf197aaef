"""Authored Markdown as safe HTML, plain text and a word count.

Raw HTML, headings (the page's structure is the tool's), unknown link schemes and images without alternative text are problems at their
line. What is rendered goes through an allow-list sanitiser all the same (SEC-1).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from coursewright.messages import listed, near
from coursewright.problems import Place, Problems

ALLOWED_SCHEMES = ("http", "https", "mailto")
_TAGS = {
    *("p", "br", "hr", "strong", "em", "ul", "ol", "li", "blockquote", "a", "img", "code", "pre"),
    *("table", "thead", "tbody", "tr", "th", "td", "div", "figure", "audio", "video", "track", "details", "summary", "picture", "source"),
}
_ATTRIBUTES = {
    "div": {"class"},
    "p": {"class"},
    "figure": {"class"},
    "audio": {"controls", "preload", "src", "aria-label"},
    "video": {"controls", "preload", "src", "aria-label"},
    "track": {"kind", "src", "srclang", "label", "default"},
    "a": {"href", "title", "target"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "source": {"srcset", "type"},
    "ol": {"start"},
    "th": {"scope"},
}
_RAW_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(\s[^<>]*)?/?>|<!--")
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*):")
_WITHOUT_TAGS = re.compile(r"<[^>]*>")
ENGLISH = {
    "text.transcript": "Transcript",
    "text.new_tab": "(opens in a new tab)",
    "text.note": "Note",
    "text.tip": "Tip",
    "text.important": "Important",
    "text.caution": "Take care",
}
"""The words that rendering adds, where no language is given."""


@dataclass(frozen=True)
class Rich:
    """A rendered text. `words` counts what a learner reads."""

    html: str
    plain: str
    words: int


PlaceOfLine = Callable[[int], Place]
"""The place in the author's file of a line (from 0) of the text."""
MediaHref = Callable[[str, Place], str | None]
"""The href inside the package of a recording or captions named in a text, or None once its problem is reported."""


@dataclass(frozen=True)
class Shown:
    """An image as the package holds it: its href, the href of a smaller WebP or None, and its size in pixels."""

    href: str
    webp: str | None
    width: int
    height: int


ImageOf = Callable[[str, Place], Shown | None]
"""The image named in a text, or None once its problem is reported."""
Transcript = Callable[[str, Place], str | None]
"""The Markdown of a transcript named in a text."""

RECORDINGS = {
    ".mp3": "audio",
    ".m4a": "audio",
    ".ogg": "audio",
    ".mp4": "video",
    ".webm": "video",
}
"""An image with one of these endings is a player."""

CALLOUTS = ("note", "tip", "important", "caution")
"""A quotation that begins with [!NOTE] is a callout, with a title of its own or this one."""

_CALLOUT = re.compile(r"^\[!([A-Za-z]+)\][ \t]*(.*)$")
_SETTING = re.compile(r"\s*(captions|transcript)\s*:\s*([^;]+?)\s*(?:;|$)")


def no_media(src: str, place: Place) -> None:
    """For texts that are not learner content."""


class Renderer:
    """Renders texts of one file, adding to `problems`."""

    def __init__(
        self,
        problems: Problems,
        media_href: MediaHref = no_media,
        transcript: Transcript = no_media,
        language: str = "en-GB",
        image: ImageOf = no_media,
        words: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        self._problems = problems
        self._image = image
        self._words = {**ENGLISH, **words}
        self._media_href = media_href
        self._transcript = transcript
        self._language = language
        self._markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
        # Every link becomes a token, so that a refused one is a problem at its line and not silently plain text.
        self._markdown.validateLink = lambda url: True  # type: ignore[method-assign]

    def word(self, key: str, default: str = "") -> str:
        """A word of the tool's own in the language of the texts."""
        return str(self._words.get(key, default))

    def block(self, text: str, place: PlaceOfLine) -> Rich:
        """Paragraphs, lists, tables and quotations."""
        return self._rendered(text, place, recordings=True)

    def inline(self, text: str, place: PlaceOfLine) -> Rich:
        """The same, without the paragraph around a text that is only one; for options, which cannot hold a player."""
        rich = self._rendered(text, place, recordings=False)
        body = rich.html.strip()
        if body.startswith("<p>") and body.endswith("</p>") and body.count("<p>") == 1:
            return Rich(body[3:-4], rich.plain, rich.words)
        return rich

    def _rendered(self, text: str, place: PlaceOfLine, *, recordings: bool) -> Rich:
        tokens = self._markdown.parse(text)
        self._callouts(tokens, place)
        self._recordings(tokens, place, recordings)
        _tables(tokens)
        words = self._mend(tokens, place)
        body = self._markdown.renderer.render(tokens, self._markdown.options, {})
        return Rich(_clean(body), " ".join(words), len(" ".join(words).split()))

    def _callouts(self, tokens: list[Token], place: PlaceOfLine) -> None:
        """Quotations that begin with [!KIND] become callouts."""
        waiting: list[Token | None] = []
        for position, token in enumerate(tokens):
            if token.type == "blockquote_open":
                first = tokens[position + 2] if tokens[position + 1].type == "paragraph_open" else None
                kind = self._callout_kind(first, place) if first else None
                waiting.append(token if kind else None)
                if kind:
                    token.tag = "div"
                    token.attrSet("class", f"callout {kind}")
            elif token.type == "blockquote_close" and waiting.pop():
                token.tag = "div"

    def _callout_kind(self, first: Token, place: PlaceOfLine) -> str | None:
        """The kind of callout its first line asks for; the line becomes its title."""
        line, _, rest = first.content.partition("\n")
        found = _CALLOUT.match(line)
        if not found:
            return None
        kind = found.group(1).lower()
        if kind not in CALLOUTS:
            names = [name.upper() for name in CALLOUTS]
            message = f'there is no callout "{found.group(1)}"{near(kind.upper(), names) or f"; use {listed(names)}"}'
            self._problems.error("text.unknown-callout", message, place(first.map[0] if first.map else 0))
            return None
        title = found.group(2) or self.word(f"text.{kind}")
        first.content = f"**{title}**" + (f"\\\n{rest}" if rest else "")
        first.children = (self._markdown.parseInline(first.content)[0].children or []) if first.content else []
        return kind

    def _recordings(self, tokens: list[Token], place: PlaceOfLine, allowed: bool) -> None:
        """An image of a recording, alone in its paragraph, becomes a player with captions and transcript."""
        for position, token in enumerate(tokens):
            children = token.children or []
            found = [it for it in children if it.type == "image" and PurePosixPath(str(it.attrGet("src"))).suffix.lower() in RECORDINGS]
            if token.type != "inline" or not found:
                continue
            where = place(token.map[0] if token.map else 0)
            src = str(found[0].attrGet("src"))
            if not allowed or len(children) > 1 or tokens[position - 1].type != "paragraph_open":
                message = (
                    f'the recording "{src}" must stand alone in a paragraph'
                    if allowed
                    else f'the recording "{src}" stands in an option; put it in the stem or an exhibit'
                )
                self._problems.error("media.not-alone", message, where)
                token.children = []
                continue
            tokens[position - 1].hidden = tokens[position + 1].hidden = True
            tokens[position] = Token("html_block", "", 0, content=self._player(found[0], src, where))

    def _player(self, image: Token, src: str, where: Place) -> str:
        kind = RECORDINGS[PurePosixPath(src).suffix.lower()]
        settings = dict(_SETTING.findall(str(image.attrGet("title") or "")))
        name = image.content.strip()
        if not name:
            message = f'the recording "{src}" has no name; say in the [] what it is'
            self._problems.error("page.image-without-alt", message, where)
        wanted = "captions" if kind == "video" else "transcript"
        if wanted not in settings:
            message = (
                f'the {kind} "{src}" has no {wanted}; write ![{name or "What it is"}]({src} "{wanted}: '
                f'{PurePosixPath(src).stem}{".vtt" if kind == "video" else ".md"}")'
            )
            self._problems.error("media.without-text", message, where)
        href = self._media_href(src, where) or ""
        track = ""
        if "captions" in settings and (captions := self._media_href(settings["captions"], where)):
            language = html.escape(self._language)
            track = f'<track kind="captions" src="{html.escape(captions)}" srclang="{language}" label="{language}" default>'
        transcript = ""
        if "transcript" in settings and (text := self._transcript(settings["transcript"], where)) is not None:
            inner = self._rendered(text, lambda line: where, recordings=False)
            summary = html.escape(self.word("text.transcript"))
            transcript = f"<details><summary>{summary}</summary>{inner.html}</details>"
        label = html.escape(name)
        return (
            f'<figure class="recording"><{kind} controls preload="metadata" src="{html.escape(href)}" aria-label="{label}">'
            f"{track}</{kind}>{transcript}</figure>\n"
        )

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
            if token.type == "html_block":
                words.append(_WITHOUT_TAGS.sub(" ", token.content))
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
                    tokens[position] = self._mend_image(token, line, place)
        for position in reversed(range(len(tokens))):
            if tokens[position].meta.get("new_tab"):
                tokens.insert(position, Token("text", "", 0, content=f" {self.word('text.new_tab')}"))
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

    def _mend_image(self, token: Token, line: int, place: PlaceOfLine) -> Token:
        """The image with its size, so that nothing moves when it comes, loaded only when it is near (PF-6)."""
        src = str(token.attrGet("src") or "")
        decorative = token.attrGet("title") == "decorative"
        if not token.content.strip() and not decorative:
            message = f'image "{src}" has no alternative text; describe it in the [], or add the title "decorative"'
            self._problems.error("page.image-without-alt", message, place(line))
        shown = self._image(src, place(line))
        if shown is None:
            return Token("text", "", 0)
        image = (
            f'<img src="{html.escape(shown.href)}" alt="{html.escape(token.content)}" '
            f'width="{shown.width}" height="{shown.height}" loading="lazy" decoding="async">'
        )
        source = f'<source type="image/webp" srcset="{html.escape(shown.webp)}">' if shown.webp else ""
        return Token("html_inline", "", 0, content=f"<picture>{source}{image}</picture>" if source else image)


def _opening(tokens: Sequence[Token], closing: int) -> Token:
    return next(token for token in reversed(tokens[:closing]) if token.type == "link_open")


def _is_web(token: Token) -> bool:
    return str(token.attrGet("href") or "").lower().startswith(("http:", "https:"))


def _tables(tokens: list[Token]) -> None:
    """Header cells say what they head, the first cell of each row as well, so that a screen reader can say both; an empty one heads
    nothing, and a row of them is left out (AX-38)."""
    for position in reversed([index for index, token in enumerate(tokens) if token.type == "thead_open"]):
        end = next(index for index in range(position, len(tokens)) if tokens[index].type == "thead_close")
        if not any(token.content.strip() for token in tokens[position:end]):
            del tokens[position : end + 1]
    first = True
    for position, token in enumerate(tokens):
        if token.type == "tr_open":
            first = True
        if token.type not in ("th_open", "td_open"):
            continue
        closing = next(other for other in tokens[position:] if other.type == token.type.replace("open", "close"))
        heads, empty = token.type == "th_open" or first, not tokens[position + 1].content.strip()
        token.tag = closing.tag = "th" if heads and not empty else "td"
        if token.tag == "th":
            token.attrSet("scope", "col" if token.type == "th_open" else "row")
        first = False


def _clean(body: str) -> str:
    return nh3.clean(
        body,
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
