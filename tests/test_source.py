"""YAML as values that remember their place; hostile and broken files end in problems, never in exceptions."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursewright.problems import Problems
from coursewright.source import parse_yaml, read_text


def test_scalars_mean_what_yaml_12_says() -> None:
    text = 'a: No\nb: 12:30\nc: 1.5\nd: 2027-11-30\ne: true\nf: null\ng: "1.1"\nh: 0o17\ni: .inf\n'
    source = parse_yaml(text, "x.yaml", Problems())
    assert source is not None
    assert source.data == {
        "a": "No",
        "b": "12:30",
        "c": 1.5,
        "d": datetime.date(2027, 11, 30),
        "e": True,
        "f": None,
        "g": "1.1",
        "h": 15,
        "i": ".inf",
    }


def test_places_of_keys_values_and_lines_of_a_block_text() -> None:
    source = parse_yaml("a:\n  - b: 1\n    c: |\n      one\n      two\n", "x.yaml", Problems(), first_line=10)
    assert source is not None
    assert str(source.place(("a", 0, "b"))) == "x.yaml:11:8"
    assert str(source.place_of_key(("a", 0, "b"))) == "x.yaml:11:5"
    assert str(source.text_place(("a", 0, "c"), 1)) == "x.yaml:14:1"
    assert str(source.place(("a", 0, "nothing", 3))) == "x.yaml:11:5"


def test_all_duplicate_keys_are_reported_at_once() -> None:
    problems = Problems()
    assert parse_yaml("a: 1\na: 2\nb: 1\nb: 2\n", "x.yaml", problems) is None
    assert [problem.place.line for problem in problems] == [2, 4]


def test_a_billion_laughs_is_refused_before_it_grows() -> None:
    laughs = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    problems = Problems()
    assert parse_yaml(laughs, "x.yaml", problems) is None
    assert [problem.code for problem in problems] == ["yaml.alias"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_mark(tmp_path: Path, end: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + f"a: 1{end}b: 2{end}".encode())
    assert read_text(path, "x.yaml", Problems()) == "a: 1\nb: 2\n"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab:-[]{}&*!|>'\"#%@`?, \n\t0\x00\ufeff\u2028é")), max_size=60))
def test_any_text_gives_a_source_or_a_problem(text: str) -> None:
    problems = Problems()
    source = parse_yaml(text, "x.yaml", problems)
    assert (source is None) == (len(problems) > 0)
