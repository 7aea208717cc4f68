"""Doubts: they are rare, occur if words compete, and are settled by a lexicon entry."""

from __future__ import annotations

from pathlib import Path

import pytest
from script_tables import read_table

from duizhao.editing.markdown import list_placed_prose
from duizhao.script.convert import SCRIPTS, SIMPLIFIED, make_converter
from duizhao.script.detect import detect_script
from duizhao.script.doubt import find_doubts
from duizhao.script.lexicon import make_lexicon

CONTENT = Path(__file__).resolve().parent.parent.parent / "content"
SENTENCES = [row[0] for name in ("sentences.tsv", "traps.tsv") for row in read_table(name)]


def read_articles() -> str:
    """Read the prose of this site's Simplified articles and pages."""
    texts = [
        "\n".join(block.text for block in list_placed_prose(file.read_text("utf-8"))) for file in CONTENT.rglob("*.md")
    ]
    return "\n".join(text for text in texts if detect_script(text).script == SIMPLIFIED)


def test_ordinary_prose_has_few_doubts() -> None:
    """This site's own articles have at most one doubt per 2,000 characters."""
    text = read_articles()
    assert len(text) > 5000
    assert len(list(find_doubts(text, SIMPLIFIED, "zh-Hant-TW"))) * 2000 <= len(text)


@pytest.mark.parametrize("target", SCRIPTS[1:])
def test_a_line_of_the_lexicon_settles_a_doubt(target: str) -> None:
    """With either wording of a doubt in the lexicon, the sentence is converted to that wording."""
    found = [(text, one) for text in SENTENCES for one in find_doubts(text, SIMPLIFIED, target)]
    assert found
    for text, doubt in found:
        assert text[doubt.offset :].startswith(doubt.phrase)
        assert doubt.offset <= doubt.position < doubt.offset + len(doubt.phrase)
        assert doubt.chosen in make_converter(SIMPLIFIED, target).convert(text)
        for wording in (doubt.chosen, doubt.alternative):
            lexicon, problems = make_lexicon([(doubt.phrase, {target: wording})])
            assert problems == ()
            assert wording in make_converter(SIMPLIFIED, target, lexicon).convert(text)


@pytest.mark.parametrize("target", SCRIPTS[1:])
def test_the_two_wordings_differ_in_the_doubtful_character(target: str) -> None:
    """The two wordings of a doubt differ in exactly the doubtful character."""
    for text in SENTENCES:
        for doubt in find_doubts(text, SIMPLIFIED, target):
            pairs = enumerate(zip(doubt.chosen, doubt.alternative, strict=True))
            assert [at for at, (one, other) in pairs if one != other] == [doubt.position - doubt.offset]


@pytest.mark.parametrize(
    ("source", "target"), [("zh-Hant-TW", "zh-Hans"), ("zh-Hant-TW", "zh-Hant-HK"), ("zh-Hans", "zh-Hans")]
)
def test_other_ways_leave_no_choice(source: str, target: str) -> None:
    """Only conversions from Simplified can be in doubt."""
    assert list(find_doubts("本地台风解决了", source, target)) == []
