"""Detection of a text's script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from script_tables import read_table

from duizhao.script.convert import SCRIPTS, make_converter
from duizhao.script.detect import detect_script, has_only, list_passages

SENTENCES = [row[:3] for row in read_table("sentences.tsv")]


@pytest.mark.parametrize(("text", "script", "verdict", "passages"), read_table("detect.tsv"))
def test_telling_characters_decide(text: str, script: str, verdict: str, passages: str) -> None:
    """Each line of detect.tsv has the expected script and verdict, and passages of odd characters."""
    found = detect_script(text)
    listed = " ".join(f"{one.offset}:{one.text}:{one.size}" for one in list_passages(text, found))
    assert (found.script, found.verdict, listed) == (script, verdict, passages)


def test_blocks_of_five_sentences_are_told_by_script() -> None:
    """Five ordinary sentences suffice to distinguish Simplified from Traditional."""
    for column, script in enumerate(SCRIPTS):
        blocks = ["".join(row[column] for row in SENTENCES[at : at + 5]) for at in range(0, len(SENTENCES) - 4, 5)]
        wrong = [block for block in blocks if detect_script(block).script.split("-")[1] != script.split("-")[1]]
        assert wrong == []


def test_whole_texts_are_told_by_place() -> None:
    """A long Traditional text is recognised as Taiwan's or Hong Kong's."""
    assert detect_script("".join(row[1] for row in SENTENCES)).script == "zh-Hant-TW"
    assert detect_script("".join(row[2] for row in SENTENCES)).script == "zh-Hant-HK"


@given(st.text(alphabet="发會里裡說税群，a\n", max_size=40))
def test_odd_characters_are_where_they_are_said_to_be(text: str) -> None:
    """Offsets point at the odd characters, and passages contain each of them once."""
    found = detect_script(text)
    assert [text[one.offset] for one in found.odd] == [one.character for one in found.odd]
    passages = list(list_passages(text, found))
    assert sum(one.size for one in passages) == len(found.odd)
    assert [text[one.offset : one.offset + len(one.text)] for one in passages] == [one.text for one in passages]


@given(st.text(alphabet="发會里裡說税群，a\n", max_size=40))
def test_every_telling_character_counts(text: str) -> None:
    """The counts and odd characters equal those of a check character by character."""
    found = detect_script(text)
    simplified = [(at, one) for at, one in enumerate(text) if not has_only(one, "zh-Hant-TW")]
    traditional = [(at, one) for at, one in enumerate(text) if not has_only(one, "zh-Hans")]
    assert (found.simplified, found.traditional) == (len(simplified), len(traditional))
    assert list(found.odd) == (traditional if found.script == "zh-Hans" else simplified)


@pytest.mark.parametrize("target", SCRIPTS[1:])
def test_converted_texts_have_no_simplified_character(target: str) -> None:
    """A converted Simplified text contains no Simplified characters."""
    convert = make_converter("zh-Hans", target).convert
    assert [row[0] for row in SENTENCES if not has_only(convert(row[0]), target)] == []
