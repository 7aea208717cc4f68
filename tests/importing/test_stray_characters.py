"""Characters that nobody meant become the ones that were meant."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.characters.stray_characters import find_stray_characters
from duizhao.importing.kinds import KINDS, QUESTIONS
from duizhao.importing.tracked_text import track

REPAIRED = (
    ("基\xad层治理", "基层治理", "invisible-character"),
    ("\ufeff基\u200b层\u2060治理\u200e", "基层治理", "invisible-character"),
    ("co\xad\nopera\xadtion", "co-\noperation", "invisible-character"),
    ("网\u200d格", "网格", "invisible-character"),
    ("甲\x00\x08乙\x7f", "甲乙", "control-character"),
    ("甲\x93乙", "甲乙", "control-character"),
    ("don\x92t", "don’t", "mojibake"),
    ("甲\r\n乙\r丙", "甲\n乙\n丙", "line-end"),
    ("甲\x0c乙\x0b丙\u2028丁\u2029戊\x85己", "甲\n乙\n丙\n丁\n\n戊\n己", "line-end"),
    ("⼀部⽂件", "一部文件", "compatibility-form"),
    ("⻓江⻔户", "长江门户", "compatibility-form"),
    ("樂\U0002f800", "樂丽".replace("丽", "\u4e3d"), "compatibility-form"),
    ("﹙甲﹚﹐乙﹒丙﹔丁﹝戊﹞", "（甲），乙·丙；丁〔戊〕", "compatibility-form"),
    ("3﹒5倍", "3.5倍", "compatibility-form"),
    ("﹁甲﹂︵乙︶丙︰", "「甲」（乙）丙：", "compatibility-form"),
    ("ﬁrst oﬃce", "first office", "compatibility-form"),
    ("甘地・尼赫魯‧卡特", "甘地·尼赫魯·卡特", "compatibility-form"),
    ("⽢・⼄", "甘·乙", "compatibility-form"),
    ("甲・\u200b乙", "甲·乙", "compatibility-form"),
    ("｢甲｣､乙｡", "「甲」、乙。", "compatibility-form"),
    ("Ａ座１２０８室", "A座1208室", "full-width-form"),
    ("３．５％，Ｎｏ．７", "3.5％，No.7", "full-width-form"),
    ("共\xa012\u2009个", "共 12 个", "blank"),
    ("\u2003\u2003甲", "　　甲", "blank"),
    ("\xa0\xa0\xa0\xa0甲", "　　甲", "blank"),
    ("\ue5e5\ue5e5本报讯", "　　本报讯", "private-character"),
    ("李\ue863今天", "李䶮今天", "private-character"),
    ("价\ue76c甲", "价€甲", "private-character"),
    ("佢\uecd8深水\ue88c住", "佢喺深水埗住", "private-character"),
    ("\uf0b7 甲\n\uf06c 乙\n　\uf0d8 丙", "• 甲\n• 乙\n　• 丙", "private-character"),
    ("甲\uf0e0乙", "甲→乙", "private-character"),
)
UNTOUCHED = (
    "㎡㎞㎏℃％ⅠⅣ①⑳㈠㊣ 〇一二 零、〇五",
    "👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3 葛\U000e0100 ☎\ufe0e",
    "می\u200cخواهم \u200f(الف)\u200e",
    "क\u094d\u200dष",
    "ｱｲｳ･ｴ カ・キ A・B 1・2",
    "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩",
    "“引號”——「引文」……，。；：？！（）【】《》、·～￥",
    "(￣︶￣) ╯﹏╰ ^︿^",
    "\t缩进\n\n    code  x = 1",
    "nǐ hǎo lǜ ê naïve Ångström",
    "１．甲".translate({0xFF11: "1"}),
)


@pytest.mark.parametrize(("given_text", "expected", "kind"), REPAIRED)
def test_characters_that_nobody_meant_are_replaced(given_text: str, expected: str, kind: str) -> None:
    """Each kind of stray character becomes what was meant, under the name of its kind."""
    found = find_stray_characters(given_text)
    assert track(given_text).apply(found.edits).text == expected
    assert kind in {edit.kind for edit in found.edits}
    assert not found.questions


@pytest.mark.parametrize("text", UNTOUCHED)
def test_characters_with_a_function_stay(text: str) -> None:
    """Signs that are meant stay, and nothing is asked about them."""
    assert find_stray_characters(text) == ([], [])


def test_unknown_private_characters_are_asked_about_once() -> None:
    """A character that only one font has stays; one question tells how often it stands there, and what it may be."""
    found = find_stray_characters("甲\uf8f0乙\uf8f0丙，λ 為 \uf06c")
    assert not found.edits
    assert [(one.offset, one.code) for one in found.questions] == [(1, "private-character"), (10, "private-character")]
    assert "2 times" in found.questions[0].message


def test_a_character_of_two_private_areas_is_asked_about() -> None:
    """In a Traditional text without other signs of Hong Kong, a code of both areas stays, with both readings."""
    found = find_stray_characters("這個\ue863字是龍與天，說話的時候讀作儼，從來沒有人認識。")
    assert not found.edits
    assert "䶮" in found.questions[0].message


def test_many_unknown_private_characters_do_not_flood_the_report() -> None:
    """Beyond the first ones, private-use characters share one question."""
    found = find_stray_characters("".join(chr(code) for code in range(0xF100, 0xF700)))
    assert len(found.questions) < 50


def test_parts_of_characters_are_asked_about() -> None:
    """A radical that looks like no character stays."""
    found = find_stray_characters("⺌⺌")
    assert not found.edits
    assert [one.offset for one in found.questions] == [0]


def test_articles_of_the_report_stay(article: str) -> None:
    """The report has no stray characters."""
    assert find_stray_characters(article) == ([], [])


ARTICLES = sorted((Path(__file__).parents[2] / "content" / "articles").glob("*.md"))


@pytest.fixture(params=ARTICLES, ids=lambda path: path.stem)
def article(request: pytest.FixtureRequest) -> str:
    """Return the text of an article."""
    path: Path = request.param
    return path.read_text(encoding="utf-8")


STRAYS = st.sampled_from(
    "甲乙⼀⺌樂﹒﹕︵︶^ﬁ・‧･．｡Ａ１a1 \t　\xa0\u2003\xad\u200b\u200d\u200c\u200e\u202e\u180e\r\n\x0c\x85\u2028\u2029"
    "\x00\x92\x7f\ue5e5\ue863\uecd8\ue88c\uf0b7\uf06c\uf8ff👨❤\ufe0fالف\ufffe"
)


@given(st.text(STRAYS, max_size=40) | st.text(max_size=40))
def test_repair_is_valid_and_done_once(text: str) -> None:
    """Whatever the text, edits apply, kinds are known, and a second repair finds nothing to do."""
    found = find_stray_characters(text)
    assert {edit.kind for edit in found.edits} <= KINDS.keys()
    assert {one.code for one in found.questions} <= QUESTIONS.keys()
    assert all(0 <= one.offset < len(text) for one in found.questions)
    repaired = track(text).apply(found.edits).text
    assert not find_stray_characters(repaired).edits


@pytest.mark.parametrize(
    "unit", ["甲\r\n", "\uf06c\u200b ", "\xa0\u200b", "\u200e", "・\u200b", "１．", "\xad ", "ا\u200e"]
)
def test_time_grows_with_the_text(unit: str) -> None:
    """A text of any such unit is repaired in time that grows with its length."""
    begin = time.perf_counter()
    find_stray_characters(unit * 20_000)
    assert time.perf_counter() - begin < 20
