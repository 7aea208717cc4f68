"""Lines that were cut after a number of characters, against lines that are paragraphs, verse and tables."""

from __future__ import annotations

import pytest
from damage import gloss
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.blocks.cut_lines import find_cut_lines
from duizhao.importing.pipeline import import_data
from duizhao.importing.tracked_text import track

TEXT = """村裡的公示欄每月更新

清晨六點，霧還沒有散，網格員已經騎著車出了門。他負責的網格有127戶，最遠的一戶住在山坳裡，要走40分鐘的小路。

統計顯示，2024年全縣共受理群眾訴求38,412件，辦結率達98.6%，平均用時由原來的5.2天縮短到1.3天，群眾說現在辦事方便。

「這個時候去，老人家剛起床，身體好不好，一看就知道。」他的手機裡存著每一戶的電話，還有一張自己畫的地圖，紅點是獨居老人。
"""
LENGTHS = (16, 20, 24, 30)
WHOLE = {
    "paragraphs": "這是第一段，說的是路燈。\n這是第二段，比第一段長。\n這是第三段。\n這是第四段，也不長。\n",
    "verse": "白日依山盡，黃河入海流。\n欲窮千里目，更上一層樓。\n空山新雨後，天氣晚來秋。\n" * 3,
    "verse without marks": "白日依山盡黃河入海流\n欲窮千里目更上一層樓\n" * 6,
    "a table": "姓名  單位  電話 1234\n張三  社區  電話 1234\n李四  街道  電話 1234\n王五  縣裡  電話 1234\n" * 3,
    "a column": "過去村民辦一張證明要跑三趟縣城\n" * 8 + "少跑腿。\n",
    "English": "This is a line of text with words,\nand another one of the same width.\n" * 5,
}


def cut(text: str, length: int) -> str:
    """Cut the lines of a text after a number of characters."""
    lines = text.split("\n")
    return "\n".join("\n".join(one[at : at + length] for at in range(0, len(one), length)) for one in lines)


@pytest.mark.parametrize("length", LENGTHS)
def test_cut_lines_are_joined(length: int) -> None:
    """A text comes back as it was before its lines were cut."""
    found = find_cut_lines(cut(TEXT, length))
    assert track(cut(TEXT, length)).apply(found.edits).text == TEXT
    assert not found.questions


@pytest.mark.parametrize("length", LENGTHS)
def test_glosses_that_were_cut_are_removed(length: int) -> None:
    """A text that was damaged before its lines were cut comes back, too."""
    expected = import_data(TEXT.encode()).pieces[0]
    piece = import_data(cut(gloss(TEXT), length).encode()).pieces[0]
    assert (piece.text.text, piece.known.title) == (expected.text.text, expected.known.title)


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_other_lines_stay(text: str) -> None:
    """Lines that nobody cut stay, and those of a column are left to the step for paragraphs."""
    assert find_cut_lines(text) == ((), ())


def test_a_full_line_may_end_a_paragraph() -> None:
    """Where no empty line parts paragraphs, a sentence that ends with a full line is asked about."""
    text = cut(TEXT.replace("\n\n", "\n") + "村裡開了三次會，每次都有三十多人到場。\n他說好。\n", 19)
    (question,) = find_cut_lines(text).questions
    assert text[question.offset :] == "他說好。\n"


@given(st.text(st.sampled_from("村裡的，。1a \n　"), max_size=200))
def test_any_text_has_valid_edits(text: str) -> None:
    """Whatever the lines are, the edits fit the text, and there is nothing more to do after them."""
    found = find_cut_lines(text)
    track(text).apply(found.edits)
    assert all(0 <= one.offset < len(text) for one in found.questions)
