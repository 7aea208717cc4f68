"""Any plain text becomes blocks, an undamaged one stays as it is, and one that was broken becomes what it was."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC
from repairs import repair_all

from duizhao.importing.blocks.block_steps import BLOCK_STEPS
from duizhao.importing.tracked_text import track

ARTICLES = sorted((Path(__file__).parents[2] / "content" / "articles").glob("*.md"))
MARKUP = {
    r"\[\^[^\]]*\]": "",
    r"\{\{[^}]*\}\}": "23",
    r" *\{#[^}]*\}": "",
    r"\[([^\]]*)\]\([^)]*\)": r"\1",
    r"\*+": "",
    r"(?m)^#+ ": "",
}
"""What makes Markdown plain."""
TRADITIONAL = OpenCC("s2twp")
UNITS = re.compile(r"[A-Za-z0-9%.-]+|.[，。、；：！？”’」』）》】]*")
WIDTH = 36
NARROW = str.maketrans("，：；？！（）　", ",:;?!() ")
WORDS = [
    "本报记者", "张三", "李四", "一、", "1.", "2.", "3.", "①", "②", "③", "（1）", "积分换实惠",
    "为民服务零距离", "基层治理有新招", "，", "。", "：", "；", "！", "”", "“", " ", "　　", "  ", "\n",
    "\n\n", "\n    ", "(张三丰 李四光)", "（下转第二版）", "（上接第一版）", "— 3 —", "第4页",
    "2025年3月5日 星期三", "第03版：要闻", "7", "8", "the house", "com-", "puter",
    "走进村口，墙上的公示栏格外醒目", "村民们说现在办事方便多了", "本报讯", "▲", "编者按", "问：", "答：",
    "责任编辑：李四", "\\\n", "\t", "# ", "---", "上一页 1 2 下一页",
]  # fmt: skip
"""What texts are put together of."""


def read_blocks(path: Path) -> list[str]:
    """Read the paragraphs and headings of an article as plain text."""
    body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    for pattern, new in MARKUP.items():
        body = re.sub(pattern, new, body)
    blocks = (block.strip("\n") for block in body.split("\n\n"))
    return [one for one in blocks if one and "\n" not in one and one[0] not in "|`:><-![%"]


def wrap(block: str) -> str:
    """Break a paragraph into indented lines of a column."""
    lines, width = [""], 0
    for unit in UNITS.findall(block if "。" not in block and "：" not in block else f"　　{block}"):
        size = sum(1 if one.isascii() else 2 for one in unit)
        if width + size > WIDTH:
            lines.append("")
            width = 0
        lines[-1] += unit
        width += size
    return "\n".join(lines)


LAYOUTS = {
    "parted by empty lines": "\n\n".join,
    "one line each": "\n".join,
    "indented": lambda blocks: "\n".join(f"　　{one}" for one in blocks),
    "parted by blank lines with blanks": lambda blocks: " \n　\n".join(f"{one} " for one in blocks),
    "in one line, parted by single blanks": " ".join,
    "in one line, parted by wide blanks": "　　".join,
    "broken at a margin": lambda blocks: "\n".join(map(wrap, blocks)),
    "broken at a margin, parted by empty lines": lambda blocks: "\n\n".join(map(wrap, blocks)),
}


@pytest.mark.parametrize("script", ["Hans", "Hant"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_articles_become_what_they_were(layout: str, script: str) -> None:
    """However paragraphs and headings were laid out, they are found again."""
    for path in ARTICLES:
        blocks = read_blocks(path)
        # Two headings of one length in one line are taken for the two parts of one.
        blocks = [one for one in blocks if one != "读表须知"]
        if script == "Hant":
            blocks = [TRADITIONAL.convert(one) for one in blocks]
        text, _asked = repair_all(BLOCK_STEPS, LAYOUTS[layout](blocks))
        assert text.split("\n\n") == blocks, path.name


def test_columns_whose_marks_were_made_narrow_are_joined() -> None:
    """A line that was full has fewer columns then, and so has an indent."""
    for path in ARTICLES:
        blocks = read_blocks(path)
        text, _asked = repair_all(BLOCK_STEPS, "\n".join(map(wrap, blocks)).translate(NARROW))
        assert text.split("\n\n") == [one.translate(NARROW) for one in blocks], path.name


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_undamaged_articles_stay(path: Path) -> None:
    """Neither their Markdown nor their bare text changes, and nothing is asked."""
    for text in (path.read_text(encoding="utf-8").split("---\n", 2)[2], "\n\n".join(read_blocks(path)) + "\n"):
        assert repair_all(BLOCK_STEPS, text) == (text, [])


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=40).map("".join)))
def test_any_text_becomes_blocks(source: str) -> None:
    """No character is lost without an entry in the account, and no step finds anything to do in what it left."""
    text = track(source)
    for find in BLOCK_STEPS:
        text = text.apply(find(text.text).edits)
        assert [*find(text.text).edits] == []
    count = Counter(source)
    for change in text.changes:
        count.subtract(change.before)
        count.update(change.after)
    assert +count == Counter(text.text)
