"""Conversions to Simplified and between the Traditional editions, and invariants of the engines."""

from __future__ import annotations

import re
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from script_tables import read_table

from duizhao.script.engine import load_engine, load_profile, load_tables
from duizhao.script.words import read_rows

TAIWAN, HONG_KONG, SIMPLIFIED = "zh-Hant-TW", "zh-Hant-HK", "zh-Hans"


@pytest.mark.parametrize("row", read_table("to-simplified.tsv"), ids=lambda row: row[1])
def test_traditional_becomes_simplified(row: tuple[str, ...]) -> None:
    """Each line of to-simplified.tsv is converted to its expected text."""
    source, text, expected, _about = row
    assert load_engine(source, SIMPLIFIED).convert(text) == expected


@pytest.mark.parametrize("row", read_table("between.tsv"), ids=lambda row: row[0])
def test_traditional_editions_become_each_other(row: tuple[str, ...]) -> None:
    """Each line of between.tsv is converted to the other edition's form, in both directions."""
    taiwan, hong_kong, _about = row
    assert load_engine(TAIWAN, HONG_KONG).convert(taiwan) == hong_kong
    assert load_engine(HONG_KONG, TAIWAN).convert(hong_kong) == taiwan


@pytest.mark.parametrize("edition", [TAIWAN, HONG_KONG])
@given(text=st.text(alphabet="头发布面只有干部后里系钟于余范周一二着着了台风。，a\n", max_size=40))
def test_every_character_becomes_one_character(edition: str, text: str) -> None:
    """A conversion keeps the length of a text; therefore the text can be mapped back to its nodes."""
    assert len(load_engine(SIMPLIFIED, edition).convert(text)) == len(text)


@given(filling=st.text(alphabet="甲乙丙，。", max_size=12))
def test_far_text_does_not_matter(filling: str) -> None:
    """Text in another sentence does not affect the conversion."""
    convert = load_engine(SIMPLIFIED, TAIWAN).convert
    assert convert(f"{filling}。头发长了。{filling}")[len(filling) : len(filling) + 6] == "。頭髮長了。"


@pytest.mark.parametrize(("source", "target"), list(permutations([SIMPLIFIED, TAIWAN, HONG_KONG], 2)))
def test_no_table_changes_ascii(source: str, target: str) -> None:
    """A text without Chinese is never changed; therefore the engines can skip it."""
    engine = load_engine(source, target)
    # The private character, which no table changes, forces the engine to process the text.
    text = "".join(map(chr, range(32, 127))) + "\ue000"
    assert engine.convert(text) == text
    assert engine.convert("Tel 028-1") == "Tel 028-1"
    words = [word for edition in (source, target) for word in load_profile(edition).words]
    assert [word for word in words if word.isascii()] == []


def test_no_rule_names_a_digit() -> None:
    """The context of a rule may require a digit, but never a particular one."""
    ranges = re.compile(r"0-9|\{\d*,?\d*\}")
    contexts = [ranges.sub("", context) for row in read_rows("rules.tsv") for context in row[1:3]]
    assert len(contexts) > 0
    assert [context for context in contexts if re.search("[0-9]", context)] == []


@given(text=st.text(alphabet="头发布面只有干部后里系钟于余范复游并先生老师一着了台风。，a 0379\n", max_size=40))
def test_a_remembered_choice_is_that_of_the_text_itself(text: str) -> None:
    """A remembered choice is reused in another text only if the choice is the same there."""
    tables = load_tables()
    padded = f"\n{text}\n"
    actual = dict(tables.choices(text))
    expected = {offset: tables.segmenter.choose(padded, offset + 1) for offset in actual}
    assert actual == expected


@pytest.mark.parametrize("edition", [TAIWAN, HONG_KONG, SIMPLIFIED])
def test_a_profile_gives_final_forms(edition: str) -> None:
    """A profile never changes its own forms or wordings again."""
    profile = load_profile(edition)
    assert [form for form in profile.characters.values() if form in profile.characters] == []
    assert [word for word in profile.words.values() if word in profile.words] == []


def test_a_choice_names_its_alternative() -> None:
    """A doubtful choice has the second-likeliest form as alternative, and a margin."""
    choices = dict(load_tables().choices("一百年历史"))
    assert choices == {}
    (offset, choice), *_others = load_tables().choices("服务台灯光")
    assert (offset, choice.output, choice.alternative, choice.margin > 0) == (2, "臺", "檯", True)
