"""Blanks that mean nothing go; those that mean something stay."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.marks.blanks import find_blanks
from duizhao.importing.tracked_text import track
from duizhao.script.detect import detect_script
from duizhao.script.engine import load_engine

REPAIRED = {
    "我 们 在 村 里 看 到 ， 村 民 自 治 搞 得 好 。": "我们在村里看到，村民自治搞得好。",
    "國 務 院 印 發 了 通 知 ， 要 求 各 地 認 真 貫 徹 。": "國務院印發了通知，要求各地認真貫徹。",
    "推进基层治 理体系和治理能 力现代化，提高水 平。": "推进基层治理体系和治理能力现代化，提高水平。",
    "社 區居民說，調 解員很 好。": "社區居民說，調解員很好。",
    "　　近年来，村 民说好。": "近年来，村民说好。",
    "甲。　乙，丙。　丁": "甲。乙，丙。丁",
    "「 甲 」 和 《 乙 》 ， 丙（ 丁 ）。": "「甲」和《乙》，丙（丁）。",
    "他说 ：“ 好 ！ ” 然后走了。": "他说：“好！”然后走了。",
    "覆盖  GDP   的 100%，很好 。": "覆盖 GDP 的 100%，很好。",
    "The  quick  fox": "The quick fox",
    "基层治 理现代化的四川实践": "基层治理现代化的四川实践",
    "基 层 治 理": "基层治理",
    "2 0 2 5 年 1 1 月 ， 四 川 举 行 发 布 会 。": "2025年11月，四川举行发布会。",
    "共 12 个 社 区 ， 村 民 认 为 很 好 。": "共 12 个社区，村民认为很好。",
    "- 村 民 议 事 会 ， 很 好 。": "- 村民议事会，很好。",
    "> 村 民 议 事 会 ， 很 好 。": "> 村民议事会，很好。",
    "记者 张三 李四 来 到 村 里 ， 见 到 村 民 ，调 查 情 况 。": "记者 张三 李四 来到村里，见到村民，调查情况。",
    "    甲 。\n    乙 。": "    甲。\n    乙。",
}
UNTOUCHED = (
    "记者 张三 李四",
    "本报记者　张　三　李四光　王五　文/图",
    "記者 陳大文 林小明 台北報導",
    "主持人 张三：大家好。",
    "编辑：张三　审核：李四　监制：王五",
    "市域治理：两期试点　四川的做法",
    "第一条　为了加强基层治理，制定本法。",
    "第十二條　本法自公布之日起施行。",
    "一、　总则，附则。",
    "“决胜‘十四五’ 续写新篇章”系列发布会，第三场。",
    "读《基层治理　四川的经验》一书，有感。",
    "成都 2024 年 5 月 API 接口，共 3 个。",
    "## 总 则",
    "　# 甲",
    "　1. 甲",
    "| 村 民 | 治 理 。 |",
    "床前明月光 ，\\\n疑 是地 上 霜",
    "    x = f(a， b)  # 村 民",
    "`村 民 。 甲`",
    "[^1]: 注文，见《甲》。",
    "**甲。** 乙，丙",
    "End.  Next",
    "甲  \n乙",
    "(https://example.org/甲) 乙",
    '!!! note "编者按：　村 民 。"',
)
ASKED = {
    "中共中央 国务院印发意见，要求加强。": 4,
    "近日，成都市 民政局发布通知。": 6,
    "我 喜欢 学习 汉语。": 1,
    "我 有 一 个 好 朋友 ，他 是 中国 人 ，喜欢 看 书。".replace(" ，", "，"): 1,
    "通 知": 1,
    "通　知": 1,
}
ARTICLES = sorted((Path(__file__).parents[2] / "content" / "articles").glob("*.md"))


EDITIONS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
WITHOUT_LATIN = re.compile("[^\x00-\x7f]+")


@cache
def read(path: Path, edition: str) -> str:
    """Return the body of an article in an edition."""
    text = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    script = detect_script(text).script
    return text if edition == script else load_engine(script, edition).convert(text)


@pytest.mark.parametrize(("block", "expected"), REPAIRED.items())
def test_blanks_without_meaning_are_removed(block: str, expected: str) -> None:
    """Blanks within words and beside full-width marks go, and nothing is asked about them."""
    found = find_blanks(block)
    assert track(block).apply(found.edits).text == expected
    assert not found.questions
    assert {edit.kind for edit in found.edits} == {"blank"}


@pytest.mark.parametrize("block", UNTOUCHED)
def test_blanks_with_a_meaning_stay(block: str) -> None:
    """Blanks between names, in headings, tables, verse and code stay without a question."""
    assert not any(find_blanks(block))


@pytest.mark.parametrize(("block", "offset"), ASKED.items())
def test_blanks_that_may_be_meant_are_asked_about(block: str, offset: int) -> None:
    """Where words do not tell, the blank stays and a person decides."""
    found = find_blanks(block)
    assert not found.edits
    assert [(one.offset, one.code) for one in found.questions] == [(offset, "blank")]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_articles_of_the_report_stay(path: Path, edition: str) -> None:
    """No edition of an article has blanks that mean nothing."""
    for block in filter(None, read(path, edition).split("\n\n")):
        assert not any(find_blanks(block.strip("\n")))


@pytest.mark.parametrize("step", [1, 2, 3, 5, 8])
@pytest.mark.parametrize("edition", EDITIONS)
def test_parted_paragraphs_are_joined(step: int, edition: str) -> None:
    """Nearly every paragraph with a blank after every few characters becomes what it was; else a person is asked."""
    joined, paragraphs = 0, list(_list_paragraphs(edition))
    for paragraph in paragraphs:
        parted = " ".join(paragraph[at : at + step] for at in range(0, len(paragraph), step))
        found = find_blanks(parted)
        repaired = track(parted).apply(found.edits).text
        joined += repaired == paragraph
        assert repaired == paragraph or found.questions
        assert not find_blanks(repaired).edits
    assert len(paragraphs) > 20
    assert joined >= (1 if step <= 3 else 0.8) * len(paragraphs)


def _list_paragraphs(edition: str) -> Iterator[str]:
    """List paragraphs of articles that are Chinese and nothing else."""
    for path in ARTICLES:
        text = read(path, edition)
        yield from (one for one in text.split("\n\n") if len(one) > 60 and WITHOUT_LATIN.fullmatch(one))


PIECES = st.sampled_from(
    [*'村民治理基层记者张三李四第一条我们在， 。、：“”《》「」a1 　\t\n|#>-*`\\"', "  ", "    ", "记者 "]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=30))
def test_repair_is_valid_and_done_once(text: str) -> None:
    """Whatever the block, edits apply, and a second repair finds nothing to do."""
    for block in filter(None, text.split("\n\n")):
        found = find_blanks(block)
        assert all(0 <= one.offset < len(block) for one in found.questions)
        repaired = track(block).apply(found.edits).text
        assert not find_blanks(repaired).edits


@pytest.mark.parametrize("unit", ["甲 ", "甲 乙，", "记者 张三 ", "《甲　", "” 甲。", "a  ", "> ", "第一 ", "](a", " "])
def test_time_grows_with_the_text(unit: str) -> None:
    """A block of any such unit is repaired in time that grows with its length."""
    begin = time.perf_counter()
    find_blanks("甲" + unit * 20_000 + "乙。")
    assert time.perf_counter() - begin < 20
