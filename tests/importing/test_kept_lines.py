"""Verse, tables and code stay lines; prose that was broken does not."""

from __future__ import annotations

import pytest

from duizhao.importing.blocks.kept_lines import Keeping, find_kept_lines, is_marked_up
from duizhao.importing.blocks.line_kinds import read_lines

VERSE, TABLE, CODE, NO = Keeping.VERSE, Keeping.TABLE, Keeping.CODE, Keeping.NO
KEPT = {
    "a quatrain": ("床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。", VERSE),
    "a quatrain in Traditional without marks": ("床前明月光\n疑是地上霜\n舉頭望明月\n低頭思故鄉", VERSE),
    "couplets of seven": ("朝辞白帝彩云间，千里江陵一日还。\n两岸猿声啼不住，轻舟已过万重山。\n" * 2, VERSE),
    "a quatrain in two lines": ("床前明月光，疑是地上霜。\n举头望明月，低头思故乡。", VERSE),
    "verses of several lengths": (
        (
            "君不见黄河之水天上来，奔流到海不复回。\n君不见高堂明镜悲白发，朝如青丝暮成雪。\n人生得意须尽欢，莫使金樽空对月。\n"
            "岑夫子，丹丘生，将进酒，杯莫停。\n与君歌一曲，请君为我倾耳听。"
        ),
        VERSE,
    ),
    "sentences of two clauses": (
        "村里修好了路，大家都很高兴。\n县里来了干部，问了三件事。\n人都走了，天黑了。\n第二天又来了人，说了很久。",
        NO,
    ),
    "the midst of a narrow column": (
        (
            "问的人是多少、由谁调查，稿件没有写，提升有多少来自这项\n计划，也无法判断。\n泸州市的做法着眼于保障。\n市里用市场化的转移机制，\n"
            "为见义勇为的人购买保险，\n由财政为全体人口支付保费。"
        ),
        NO,
    ),
    "free verse": (
        "大堰河，\n今天我看到雪使我想起了你，\n你的被雪压着的草盖的坟墓，\n你的关闭了的故居檐头的瓦菲，\n",
        VERSE,
    ),
    "English verse": (
        "Tyger Tyger, burning bright,\nIn the forests of the night;\nWhat immortal hand or eye,\nCould frame it",
        VERSE,
    ),
    "a table": ("地区\t2020年\t2021年\n成都\t5\t6\n绵阳\t7\t8", TABLE),
    "a table with blanks": ("地区  2020年  2021年\n成都  5  6", TABLE),
    "code": ("def f(x):\n    return x + 1\nprint(f(2))", CODE),
    "settings": ("name: x\nport: 80\nhost = 'a'", CODE),
    "lines kept by a backslash": ("一行，\\\n二行，走进村口公示栏格外醒目", VERSE),
    "two lines": ("床前明月光，\n疑是地上霜。", NO),
    "a narrow column": (
        "走进村口公示栏格外醒目，村民\n们说现在办事方便多了，过去办\n一件事要跑三趟，如今网格员\n直接上门代办，大家都满意。",
        NO,
    ),
    "names": ("本报记者 张三\n本报记者 李四\n通讯员：王五\n通讯员：赵六", NO),
    "sentences": ("我们修路。\n他们修了桥。\n大家都来办学校。\n好。", NO),
    "a list": ("1.修路，\n2.修桥，\n3.办学，\n4.植树，", NO),
}
MARKED_UP = [
    "```\nx\n```",
    "| a | b |\n| --- | --- |",
    "# 标题\n\n正文",
    "正文\n\n## 标题\n\n正文",
    "---\ntitle: x\n---\n",
]
PLAIN = ["正文", "#标签 正文", "a | b", "---", "正文\n# 不是标题", ""]


@pytest.mark.parametrize(("text", "keeping"), KEPT.values(), ids=KEPT)
def test_lines_stay_where_they_mean_something(text: str, keeping: Keeping) -> None:
    """All lines of a text are of one kind here."""
    assert set(find_kept_lines(read_lines(text))) == {keeping}


def test_verse_in_prose_is_found() -> None:
    """What stands around it does not stay lines."""
    text = "他念道：\n\n床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。\n\n大家鼓掌。"
    assert find_kept_lines(read_lines(text)) == [NO, VERSE, VERSE, VERSE, VERSE, NO]


def test_title_and_poet_stand_above_verse() -> None:
    """They are blocks of their own."""
    text = "静夜思\n李白\n床前明月光，疑是地上霜。\n举头望明月，低头思故乡。"
    assert find_kept_lines(read_lines(text)) == [NO, NO, VERSE, VERSE]


@pytest.mark.parametrize(("texts", "expected"), [(MARKED_UP, True), (PLAIN, False)])
def test_markdown_is_told_by_its_blocks(texts: list[str], expected: bool) -> None:  # noqa: FBT001
    """Signs that plain texts have, too, tell nothing."""
    assert [one for one in texts if is_marked_up(one) is not expected] == []
