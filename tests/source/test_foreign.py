"""Markup of other programs, and in full-width marks, is reported; ordinary Chinese, code and HTML are not."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from duizhao.source import foreign
from duizhao.source.document import read_document
from duizhao.source.foreign import ANY, RULES, Foreign, compile_pattern

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "foreign.yml").read_text("utf-8"))
CODES = ("markup-foreign", "markup-full-width", "markup-snippet", "comment-open")


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:30] for case in CASES])
def test_foreign_markup(text: str, expected: list[str]) -> None:
    """Each is reported once per block with its place and what to write instead; what only looks like it is not."""
    _document, problems = read_document(text, "x.md")

    found = [
        f"{one.span.line}:{one.span.column} {one.level} {shown(one.message)} {one.code}"
        for one in problems
        if one.code in CODES
    ]
    assert found == expected
    assert all(one.hint for one in problems)


def shown(message: str) -> str:
    """Return what a message repeats of the text."""
    return message[1:].partition("' is ")[0] if message.startswith("'") else ""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.pattern[:30])
def test_every_rule_has_a_case(rule: Foreign, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rule reports one of the cases above by itself, so that none is dead."""
    monkeypatch.setattr(foreign, "RULES", (rule,))
    found = [read_document(text, "x.md")[1] for text, expected in CASES if expected]
    assert any(one.hint == rule.hint for problems in found for one in problems)


@given(st.lists(st.sampled_from([case[0] for case in CASES]), max_size=3).map("\n".join), st.randoms())
def test_what_rules_match_is_found_at_first_sight(text: str, random: Random) -> None:
    """The quick search finds every place that a rule could report."""
    letters = list(text)
    random.shuffle(letters)
    for one in (text, "".join(letters)):
        assert compile_pattern(ANY).search(one) or not any(compile_pattern(rule.pattern).search(one) for rule in RULES)
