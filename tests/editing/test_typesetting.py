"""Readings and vertical quotations in the editions, in search and in conversion of files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from duizhao.editing.document import EditedDocument
from duizhao.editing.inline import convert_text_parts
from duizhao.editing.markdown import convert_markdown
from duizhao.script.convert import make_converter
from duizhao.search.extract import read_blocks
from duizhao.translation.catalog import Entry

Edit = Callable[..., EditedDocument]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        # 发 alone could be 髮 or 發: the characters of a base are converted as one word with the text around it.
        ("{头发|tóu fa}", "<ruby>頭<rp>（</rp><rt>tóu</rt><rp>）</rp>髮<rp>（</rp><rt>fa</rt><rp>）</rp></ruby>"),
        ("{头|tóu}发", "<ruby>頭<rp>（</rp><rt>tóu</rt><rp>）</rp></ruby>髮"),
        ("{三资|资产与头发}", "<ruby>三資<rp>（</rp><rt>資產與頭髮</rt><rp>）</rp></ruby>"),
        ("-{头发}-{头发|fa}", "头发<ruby>頭髮<rp>（</rp><rt>fa</rt><rp>）</rp></ruby>"),
    ],
)
def test_the_base_is_converted_and_the_reading_is_not(text: str, html: str, edit: Edit) -> None:
    """A base is converted with the text around it; a reading is converted only if it is Chinese."""
    assert edit(text, "zh-Hant-TW").html == f'<p data-block="0">{html}</p>\n'


def test_a_reading_in_a_translation(edit: Edit) -> None:
    """A translation that is the same has the same HTML, and one in another language may keep a reading."""
    text = "## {汉字|hàn zì}\n\n见{汉字|hàn zì}。\n"
    same = {one: Entry(one) for one in ("{汉字|hàn zì}", "见{汉字|hàn zì}。")}
    assert edit(text, "en", entries=same).html == edit(text, "zh-Hans").html
    assert "See <ruby>汉" in edit(text, "en", entries={"见{汉字|hàn zì}。": Entry("See {汉字|hàn zì}.")}).html


def test_search_reads_the_base_as_one_word(edit: Edit) -> None:
    """No reading stands inside the text of a block, whether read from its tokens or from its HTML."""
    edited = edit("看{汉字|hàn zì}和{三资|资产}。", "zh-Hans")
    assert edited.blocks is not None
    assert [one.text for one in edited.blocks] == ["看汉字和三资。"]
    assert tuple(read_blocks(edited.html)) == edited.blocks


def test_a_heading_is_listed_without_its_reading(edit: Edit) -> None:
    """The table of contents and the id of a heading have the base only."""
    [entry] = edit("## {头发|tóu fa}的事", "zh-Hant-TW").toc
    assert (entry.id, entry.text) == ("头发的事", "頭髮的事")


def test_a_file_is_converted_around_readings() -> None:
    """`duizhao convert` converts base and Chinese readings in place, and leaves all others as they are."""
    converter = make_converter("zh-Hans", "zh-Hant-TW")
    text = "看{头发|tóu fa}和{三资| 资产与头发 }的头发、{头|tóu}发。\n"
    expected = "看{頭髮|tóu fa}和{三資| 資產與頭髮 }的頭髮、{頭|tóu}髮。\n"
    assert convert_markdown(text, lambda parts: convert_text_parts(parts, converter)) == expected
