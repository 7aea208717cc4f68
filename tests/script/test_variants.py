"""The conversion markup `-{ }-`."""

from __future__ import annotations

import re
from html import unescape

import pytest
from markdown_it.token import Token
from script_tables import read_table

from duizhao.editing.inline import convert_inline
from duizhao.script.convert import make_converter
from duizhao.source.dialect import make_parser
from duizhao.source.variants import list_rules, read_rules

EDITIONS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


def show(text: str, edition: str, source: str = "zh-Hans") -> str:
    """Render a text in an edition, without tags."""
    md = make_parser()
    tokens = md.parse(text)
    for token in tokens:
        if token.type == "inline":
            token.children = edit(token, edition, source)
    return unescape(re.sub("<[^>]+>", "", md.renderer.render(tokens, md.options, {}))).strip()


def edit(token: Token, edition: str, source: str) -> list[Token]:
    """Return the tokens of a block in an edition."""
    converter = make_converter(source, edition if edition in EDITIONS else source)
    return convert_inline(token.children or [], converter, edition)


@pytest.mark.parametrize("row", read_table("variants.tsv"), ids=lambda row: row[0])
def test_each_edition_shows_its_wording(row: tuple[str, ...]) -> None:
    """Each line of variants.tsv has its expected text in every edition, including English."""
    markup, *expected, _about = row
    actual = [show(markup, edition) for edition in (*EDITIONS, "en")]
    assert actual == expected


def test_a_pipe_in_a_table_is_escaped() -> None:
    r"""In a table cell, the bar after a flag is written `\|`."""
    assert show("| a |\n| --- |\n| -{R\\|发}- |\n", "zh-Hant-TW") == "a\n\n\n\n\n发"


def test_a_wording_may_refer_to_definitions() -> None:
    """`[label]` inside a wording resolves to the definitions of its text."""
    assert show("-{zh-hans:[里][x];zh-hant:[裏][x]}-\n\n[x]: /url\n", "zh-Hant-TW") == "裏"


def test_wording_inside_emphasis_is_inside_it() -> None:
    """Markup around `-{ }-` applies to its content."""
    md = make_parser()
    tokens = md.parse("**-{发}-**布")
    tokens[1].children = edit(tokens[1], "zh-Hant-TW", "zh-Hans")
    assert md.renderer.render(tokens, md.options, {}) == "<p><strong>发</strong>布</p>\n"


def test_rules_say_whom_they_serve() -> None:
    """A rule serves the editions that fall back to one of its values."""
    rules = read_rules("zh-hant:計程車")
    assert [rules.serves(edition) for edition in EDITIONS] == [False, True, True]
    assert read_rules("原文").serves("zh-Hans")
    assert [one.flag for one in list_rules("A|zh-hans:a-{H|zh-tw:b}-")] == ["A", "H"]


def test_many_unclosed_marks_do_not_take_long() -> None:
    """A long run of unclosed marks is text, and is parsed quickly."""
    assert show("-{" * 5000 + "}-", "zh-Hant-TW") == "-{" * 4999


def test_private_characters_in_a_rule_are_text() -> None:
    """A private-use character that the parser uses internally for nested rules may also occur in a text."""
    assert show("-{zh-hans:\ue001;zh-hant:\ue001-{里}-}-", "zh-Hant-TW") == "\ue001里"
