"""Quotation marks per edition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from script_tables import read_table

from duizhao.script.punctuation import convert_quotes

MARKED = st.text(alphabet="“”‘’「」『』说 a1，don’t", max_size=24)
PAIRED = st.recursive(
    st.text("说好了，。 a", min_size=1, max_size=6),
    lambda inner: st.tuples(st.sampled_from(["“”", "‘’", "「」", "『』"]), inner, inner).map(
        lambda parts: parts[0][0] + "好" + parts[1] + "好" + parts[0][1] + parts[2]
    ),
    max_leaves=6,
)
"""Texts around Chinese in which all quotation marks are paired."""


@pytest.mark.parametrize(("target", "text", "expected", "lonely", "_about"), read_table("quotes.tsv"))
def test_marks_take_the_form_of_the_edition(target: str, text: str, expected: str, lonely: str, _about: str) -> None:
    """Each line of quotes.tsv is converted to its expected text, and unpaired marks are reported."""
    converted, problems = convert_quotes(text, target)
    assert (converted, "".join(one.mark for one in problems)) == (expected, lonely)
    assert "".join(text[one.offset] for one in problems) == lonely


@given(MARKED, st.sampled_from(["zh-Hans", "zh-Hant-TW"]))
def test_length_and_everything_else_stay(text: str, target: str) -> None:
    """Only quotation marks change, each to one other mark."""
    converted, _problems = convert_quotes(text, target)
    assert len(converted) == len(text)
    changed = {(a, b) for a, b in zip(text, converted, strict=True) if a != b}
    assert all(a in "“”‘’「」『』" and b in "“”‘’「」『』" for a, b in changed)


@given(PAIRED, st.sampled_from(["zh-Hans", "zh-Hant-TW"]))
def test_once_is_enough(text: str, target: str) -> None:
    """Converting paired marks again changes nothing."""
    converted, problems = convert_quotes(text, target)

    assert problems == ()
    assert convert_quotes(converted, target)[0] == converted
