"""Bold lines of pages become headings."""

from __future__ import annotations

import pytest

from duizhao.importing.parts.bold_headings import find_bold_headings
from duizhao.importing.tracked_text import track

ONE = "两个小时里，有人拍桌子，有人讲笑话，最后大家形成了三条意见，当场念了一遍。"
TWO = "議定的事，三天之內公示，三十天之內落實，截至四月底全區辦結了一千多件。"
TEXTS: dict[str, tuple[list[str], list[str], list[str]]] = {
    "two": ([ONE, "**先把话说透**", ONE, "**再把事办实**", TWO], [ONE, "## 先把话说透", ONE, "## 再把事办实", TWO], []),
    "with signs": (
        [ONE, "**▌人力不足**", TWO, "**■經費不足**", TWO],
        [ONE, "## 人力不足", TWO, "## 經費不足", TWO],
        [],
    ),
    "one": ([ONE, "**先把话说透**", ONE], [ONE, "**先把话说透**", ONE], ["heading"]),
    "sentences": ([ONE, "**大家都说好。**", ONE, "**真的吗，张三？**", TWO], [], []),
    "names": ([ONE, "**记者：张三**", ONE, "**李四：你好**", TWO], [], []),
    "beside others": ([ONE, "## 标题", ONE, "**先把话说透**", ONE, "**再把事办实**", TWO], [], []),
    "beside labels": (
        [ONE, "**先把话说透**", ONE, "**再把事办实**", TWO, "## 相关新闻"],
        [ONE, "## 先把话说透", ONE, "## 再把事办实", TWO, "## 相关新闻"],
        [],
    ),
}


@pytest.mark.parametrize(("blocks", "after", "codes"), TEXTS.values(), ids=TEXTS)
def test_bold_lines_become_headings(blocks: list[str], after: list[str], codes: list[str]) -> None:
    """Bold lines above paragraphs are headings if there are two, and asked about if there is one."""
    text = "\n\n".join(blocks)
    found = find_bold_headings(text)
    repaired = track(text).apply(found.edits).text
    assert repaired.split("\n\n") == (after or blocks)
    assert [one.code for one in found.questions] == codes
    assert not find_bold_headings(repaired).edits
