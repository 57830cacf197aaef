"""Markdown as authors write it: callouts, recordings, tables; nothing that could harm gets through."""

from __future__ import annotations

import pytest

from coursewright.markdown import Renderer, plain_text
from coursewright.problems import Place, Problems


def rendered(text: str) -> tuple[str, list[str]]:
    problems = Problems()
    renderer = Renderer(problems, lambda src, place: f"media/{src}", lambda src, place: "She says **mind the step**.", "en-GB")
    html = renderer.block(text, lambda line: Place("f", line=line + 1)).html
    return html, [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> [!NOTE]\n> Words.", '<div class="callout note">\n<p><strong>Note</strong><br>\nWords.</p>\n</div>'),
        ("> [!tip] Look *first*\n> Words.", '<div class="callout tip">\n<p><strong>Look <em>first</em></strong><br>\nWords.</p>\n</div>'),
        ("> [!CAUTION]\n>\n> - one", '<div class="callout caution">\n<p><strong>Take care</strong></p>\n<ul>\n<li>one</li>\n</ul>\n</div>'),
        (
            "> [!NOTE]\n> > inside",
            '<div class="callout note">\n<p><strong>Note</strong></p>\n<blockquote>\n<p>inside</p>\n</blockquote>\n</div>',
        ),
        ("> A word.", "<blockquote>\n<p>A word.</p>\n</blockquote>"),
        ("| a |\n|---|\n| b |", '<th scope="col">a</th>'),
        ("| | a |\n|---|---|\n| b | c |", '<td></td>\n<th scope="col">a</th>'),
        ("| | a |\n|---|---|\n| b | c |", '<th scope="row">b</th>\n<td>c</td>'),
        ("| | |\n|---|---|\n| b | c |", '<table>\n<tbody>\n<tr>\n<th scope="row">b</th>'),
    ],
)
def test_callouts_quotations_and_tables(text: str, expected: str) -> None:
    html, codes = rendered(text)
    assert codes == []
    assert expected in html


def test_a_video_has_captions_and_may_have_a_transcript() -> None:
    html, codes = rendered('Before.\n\n![A visit](v.mp4 "captions: v.vtt; transcript: v.md")\n\nAfter.')
    assert codes == []
    assert '<video controls="" preload="metadata" src="media/v.mp4" aria-label="A visit">' in html
    assert '<track kind="captions" src="media/v.vtt" srclang="en-GB" label="en-GB" default="">' in html
    assert "<summary>Transcript</summary><p>She says <strong>mind the step</strong>.</p>" in html
    assert "<p><figure" not in html


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("![A call](a.mp3)", ["media.without-text"]),
        ('![A call](a.mp3 "captions: a.vtt")', ["media.without-text"]),
        ("![A visit](v.webm)", ["media.without-text"]),
        ('![](a.mp3 "transcript: a.md")', ["page.image-without-alt"]),
        ('See ![A call](a.mp3 "transcript: a.md")', ["media.not-alone"]),
        ('- ![A call](a.mp3 "transcript: a.md")', []),
    ],
)
def test_recordings_that_some_would_miss(text: str, codes: list[str]) -> None:
    assert rendered(text)[1] == codes


def test_names_of_recordings_cannot_break_out() -> None:
    html, _ = rendered('![A "call" <b onclick=x>](a.mp3 "transcript: a.md")')
    assert "onclick=x>" not in html
    assert "<b " not in html


def test_plain_text_keeps_words_only() -> None:
    assert plain_text("**Bold** and *more*\n\n- [a link](https://x.test)") == "Bold and more a link"
