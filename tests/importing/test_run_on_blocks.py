"""Blocks that stand in one line are parted where blanks tell their ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from repairs import repair

from duizhao.importing.blocks.run_on_blocks import find_run_on_blocks

BODY = "过去办一件事要跑三趟，如今网格员直接上门代办，群众的满意度大大提高。"
LONG = "村里成立了施工队。" * 40
PARTED = {
    "couplet, subtitle, byline and numbered subheads": (
        (
            "基层治理有新招 为民服务零距离 ——四川某县探索纪实 本报记者 张三 李四 走进村口,墙上的公示"
            "栏格外醒目。村民们说,现在办事方便多了。"
            " 一、网格员上门 过去办一件事要跑三趟,如今好了。 二、积分换实惠 每个季度村里评一次积分。"
        ),
        [
            "基层治理有新招 为民服务零距离",
            "——四川某县探索纪实",
            "本报记者 张三 李四",
            "走进村口,墙上的公示栏格外醒目。村民们说,现在办事方便多了。",
            "一、网格员上门",
            "过去办一件事要跑三趟,如今好了。",
            "二、积分换实惠",
            "每个季度村里评一次积分。",
        ],
    ),
    "subheads without numbers, a wide blank in the title": (
        f"基层治理有新招　为民服务零距离 {BODY}村民都说好。 积分换实惠 {BODY} {BODY}",
        ["基层治理有新招　为民服务零距离", f"{BODY}村民都说好。", "积分换实惠", BODY, BODY],
    ),
    "opening note, signs, caption and numbers, in Traditional": (
        (
            "開欄語 今年是鄉鎮改革的第三年，本報推出系列報導。請讀者留意。 從「跑斷腿」到「一次辦」 —"
            "—某縣便民服務中心見聞"
            " □本報記者 張三 文/圖 上午九點，便民服務中心裡已經坐滿了人。窗口人員逐一解答。 ▲群眾在窗"
            "口辦事。李四 攝"
            " 過去，辦一張證要跑五趟。現在一次就好。 1.窗口前移 鎮裡把二十項權力下放到村。村民在家門"
            "口就能辦事。"
        ),
        [
            "開欄語",
            "今年是鄉鎮改革的第三年，本報推出系列報導。請讀者留意。",
            "從「跑斷腿」到「一次辦」",
            "——某縣便民服務中心見聞",
            "□本報記者 張三 文/圖",
            "上午九點，便民服務中心裡已經坐滿了人。窗口人員逐一解答。",
            "▲群眾在窗口辦事。李四 攝",
            "過去，辦一張證要跑五趟。現在一次就好。",
            "1.窗口前移",
            "鎮裡把二十項權力下放到村。村民在家門口就能辦事。",
        ],
    ),
    "imprint and editor": (
        (
            "乡镇改革这三年 2025-11-19 08:30 来源：四川日报 编者按：为展示成果，本报今起推出专栏。敬"
            "请关注。"
            f" {BODY} “小事不出网格。”书记说，这是目标。 (责任编辑：李四)"
        ),
        [
            "乡镇改革这三年",
            "2025-11-19 08:30 来源：四川日报",
            "编者按：为展示成果，本报今起推出专栏。敬请关注。",
            BODY,
            "“小事不出网格。”书记说，这是目标。",
            "(责任编辑：李四)",
        ],
    ),
    "the beginning of a report stays with its first sentence": (
        (
            f"新华社成都11月19日电 (记者 张三) 记者19日获悉，四川已经完成两项改革。要抓好后续工作。 "
            f"{BODY}群众满意。 {BODY}"
        ),
        [
            "新华社成都11月19日电 (记者 张三) 记者19日获悉，四川已经完成两项改革。要抓好后续工作。",
            f"{BODY}群众满意。",
            BODY,
        ],
    ),
    "signatures, editors, and the head of a page": (
        (
            f"第03版:要闻 2025年3月5日 星期三 积分换实惠 {BODY}(张三) 责任编辑:王五 版式:赵六 简讯 夜校开进小区 {BODY}"
            f" (张三丰 李四光) 调解室进楼栋 {BODY}"
        ),
        [
            "第03版:要闻 2025年3月5日 星期三",
            "积分换实惠",
            f"{BODY}(张三)",
            "责任编辑:王五 版式:赵六",
            "简讯",
            "夜校开进小区",
            BODY,
            "(张三丰 李四光)",
            "调解室进楼栋",
            BODY,
        ],
    ),
    "an interview": (
        (
            "问：什么是网格员？ 答：网格员是社区里负责联系居民的人。他们熟悉情况。 问：他们做什么？ "
            "答：巡查、登记、调解，也送服务上门。"
        ),
        [
            "问：什么是网格员？",
            "答：网格员是社区里负责联系居民的人。他们熟悉情况。",
            "问：他们做什么？",
            "答：巡查、登记、调解，也送服务上门。",
        ],
    ),
    "a heading before digits, where no blanks stand beside digits": (
        (
            "到2020年，全县2019年的4个试点都已结束。村民很满意。 改革之后 2021年，27个村合并。如今有3"
            "个片区。 试点的资金 2022年投入3.2万元。"
        ),
        [
            "到2020年，全县2019年的4个试点都已结束。村民很满意。",
            "改革之后",
            "2021年，27个村合并。如今有3个片区。",
            "试点的资金",
            "2022年投入3.2万元。",
        ],
    ),
    "wide blanks": (f"{BODY}　　{BODY}　　积分换实惠　　{BODY}", [BODY, BODY, "积分换实惠", BODY]),
    "several long lines": (
        f"{LONG} {BODY} {LONG}\n\n{LONG} {BODY} {LONG} {BODY}",
        [LONG, BODY, LONG, LONG, BODY, LONG, BODY],
    ),
    "an indent within a line among others": (f"{BODY}    {BODY}\n\n{BODY}\n\n{BODY}", [BODY, BODY, BODY, BODY]),
    "a numbered heading in a line among others": (
        f"一、网格员上门 {BODY}\n\n{BODY}\n\n{BODY}",
        ["一、网格员上门", BODY, BODY, BODY],
    ),
}
KEPT = {
    "a short text": "今天天气很好。 我们去了公园。 公园里有很多人。",
    "blanks of a scanner": "为了 适应 形势 发展 的 需要 ，我们 决定 开展 新 的 工作。" * 4,
    "blanks beside Latin": f"使用 Python 3 编写。 它在 2023 年发布。{BODY}它在 macOS 和 Linux 上运行。{BODY}",
    "verse in lines": "床前明月光，\\\n疑是地上霜。\\\n举头望明月，\\\n低头思故乡。",
    "a name with a blank in a paragraph": f"{BODY}网格员张 三说，{BODY}村民李 四也说。{BODY}",
    "a title of two parts": "基层治理有新招 为民服务零距离",
    "Markdown": f"# 标题\n\n{BODY} {BODY} {BODY}",
    "a blank after a closing mark in the midst of many": f"{BODY}他 说“好。” 她 也 说 好。{BODY}",
    "a paragraph of English": "It was late. We went home. " * 20,
}
ASKED = {
    "each sentence is followed by a blank": (f"{BODY} {BODY} {BODY} {BODY}", [f"paragraph: {BODY[:6]}"]),
    "wide blanks after a sentence, among other lines": (
        f"{BODY}  {BODY}" + f"\n\n{BODY}" * 4,
        [f"paragraph: {BODY[:6]}"],
    ),
    "wide blanks within a sentence, in one line": (
        f"{BODY}　　村里的干部和群众一起讨论了很久，　　最后决定先修路，再修桥，还要建文化广场。",
        ["paragraph: 最后决定先修"],
    ),
    "a heading with a sign": (f"■网格员上门 {BODY}\n\n{BODY}\n\n{BODY}", ["heading: 过去办一件事"]),
    "a very long paragraph": ("村里成立了施工队。" * 200, ["paragraph: 村里成立了施"]),
}


@pytest.mark.parametrize(("text", "blocks"), PARTED.values(), ids=PARTED)
def test_blocks_in_one_line_are_parted(text: str, blocks: list[str]) -> None:
    """What is certain is done, without a question, and only once."""
    parted = "\n\n".join(blocks)
    assert repair(find_run_on_blocks, text) == (parted, [])
    assert repair(find_run_on_blocks, parted) == (parted, [])


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_other_blanks_stay(text: str) -> None:
    """Blanks that part no blocks mean nothing here."""
    assert repair(find_run_on_blocks, text) == (text, [])


@pytest.mark.parametrize(("text", "asked"), ASKED.values(), ids=ASKED)
def test_what_is_uncertain_is_asked(text: str, asked: list[str]) -> None:
    """A question stands at the block that may begin."""
    assert repair(find_run_on_blocks, text)[1] == asked


@given(
    st.lists(
        st.sampled_from([BODY, "积分换实惠", "一、网格员上门", "本报记者", "张三", " ", "　　", "\n\n"]), max_size=30
    ).map("".join)
)
def test_a_second_time_changes_nothing(text: str) -> None:
    """Blocks that were parted are read as they were."""
    once, _asked = repair(find_run_on_blocks, text)
    assert repair(find_run_on_blocks, once)[0] == once
