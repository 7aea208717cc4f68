"""The lines of a plain text become blocks: broken lines are joined, what stays a line is marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from repairs import repair

from duizhao.importing.blocks.paragraphs import find_paragraphs
from duizhao.importing.tracked_text import track

COLUMN = """\
　　清晨七点，网格员王芳已经走进老旧
小区，挨家挨户查看燃气管道是否老化，
谁家水管漏了，她都一清二楚。
　　村民说，过去有事找不到人，现在打
个电话就行，她总会很快上门，从来不会
推托。
"""
COLUMN_BLOCKS = [
    "清晨七点，网格员王芳已经走进老旧小区，挨家挨户查看燃气管道是否老化，谁家水管漏了，她都一清二楚。",
    "村民说，过去有事找不到人，现在打个电话就行，她总会很快上门，从来不会推托。",
]
BRIEFS = """\
近日,某区社区夜校开班,三百余名居民报名参
加书法、剪纸和手机摄影课程,由志愿者授课,
课程全部免费,居民都说这样的好事要多办。
{0}
某市:调解室进楼栋
某市在两百个小区设立楼栋调解室,请退休法
官、教师担任调解员,一年来化解邻里纠纷一千
二百余起,成功率超过九成。
"""
BRIEF_BLOCKS = [
    (
        "近日,某区社区夜校开班,三百余名居民报名参加书法、剪纸和手机摄影课程,由志愿者授课,课程全部"
        "免费,居民都说这样的好事要多办。"
    ),
    "某市:调解室进楼栋",
    "某市在两百个小区设立楼栋调解室,请退休法官、教师担任调解员,一年来化解邻里纠纷一千二百余起,成功率超过九成。",
]
PAGES = """\
　　清晨七点，网格员王芳已经走进老旧
小区，挨家挨户查看燃气管道是否老化，
谁家水管漏了，她都一清二楚，村民都很
{0}
放心，有事总找她帮忙，她从来不会推托
别人的请求。
　　村民说，过去有事找不到人，现在打
个电话就行，她总会很快上门。
"""
PAGE_BLOCKS = [
    (
        "清晨七点，网格员王芳已经走进老旧小区，挨家挨户查看燃气管道是否老化，谁家水管漏了，她都一"
        "清二楚，村民都很放心，"
        "有事总找她帮忙，她从来不会推托别人的请求。"
    ),
    "村民说，过去有事找不到人，现在打个电话就行，她总会很快上门。",
]
BLOCKS = {
    "lines are paragraphs": ("一段。\n二段。\n", ["一段。", "二段。"]),
    "blanks around lines": ("　　一段。 \n \n　　二段。　\n", ["一段。", "二段。"]),
    "many empty lines": ("\n\n一段。\n\n\n\n二段。\n\n\n", ["一段。", "二段。"]),
    "a column with indents": (COLUMN, COLUMN_BLOCKS),
    "a column with an empty line after each line": (COLUMN.replace("\n", "\n\n"), COLUMN_BLOCKS),
    "a column with empty lines between paragraphs": (
        COLUMN.replace("楚。\n", "楚。\n\n").replace("　　", ""),
        COLUMN_BLOCKS,
    ),
    "a signature at the right margin": (
        BRIEFS.format("                          (张三丰 李四光)"),
        [BRIEF_BLOCKS[0], "(张三丰 李四光)", *BRIEF_BLOCKS[1:]],
    ),
    "a signature at the left margin": (
        BRIEFS.format("（张三丰 李四光）"),
        [BRIEF_BLOCKS[0], "（张三丰 李四光）", *BRIEF_BLOCKS[1:]],
    ),
    "a signature in the last line": (
        BRIEFS.replace("的好事要多办。\n{0}", "。(张三)"),
        [f"{BRIEF_BLOCKS[0][:-7]}。(张三)", *BRIEF_BLOCKS[1:]],
    ),
    "editors": (
        BRIEFS.format("责任编辑:王五 版式:赵六"),
        [BRIEF_BLOCKS[0], "责任编辑:王五 版式:赵六", *BRIEF_BLOCKS[1:]],
    ),
    "authors": (
        BRIEFS.format("本报记者 王五 通讯员 赵六 文/图"),
        [BRIEF_BLOCKS[0], "本报记者 王五 通讯员 赵六 文/图", *BRIEF_BLOCKS[1:]],
    ),
    "a page number": (PAGES.format("— 3 —"), PAGE_BLOCKS),
    "a page number in words": (PAGES.format("第 3 页 共 8 页"), PAGE_BLOCKS),
    "the head of a newspaper's page": (PAGES.format("第03版：要闻 2025年3月5日 星期三"), PAGE_BLOCKS),
    "a line on both pages": (PAGES.format("— 3 —\n谁家水管漏了，她都一清二楚，村民都很"), PAGE_BLOCKS),
    "part of a sentence on both pages": (
        "大家都来了，和群众一起讨论怎样修\n— 3 —\n和群众一起讨论怎样修路的问题。\n路修好了。",
        ["大家都来了，和群众一起讨论怎样修路的问题。", "路修好了。"],
    ),
    "blanks of a scanner": (
        COLUMN.replace("，", "， ").replace("老旧", "老 旧"),
        [one.replace("，", "， ").replace("， 谁", "，谁").replace("老旧", "老 旧") for one in COLUMN_BLOCKS],
    ),
    "divided words": (
        (
            "The committee met in the municipal build-\ning on Tuesday, where the building and its\nr"
            "ooms were opened to the public, and then\n"
            "went on to the next point of the agenda.\n"
        ),
        [
            (
                "The committee met in the municipal building on Tuesday, where the building and its rooms"
                " were opened to the public, "
                "and then went on to the next point of the agenda."
            )
        ],
    ),
    "a comma at the end of a paragraph": ("他说，\n我们修路。", ["他说，我们修路。"]),
    "clauses that are counted": ("一是修路，\n二是修桥，\n三是办学。", ["一是修路，", "二是修桥，", "三是办学。"]),
}
KEPT = {
    "verse": (
        "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。",
        "床前明月光，\\\n疑是地上霜。\\\n举头望明月，\\\n低头思故乡。",
    ),
    "code": ("def f(x):\n    return x + 1\n\nprint(f(2))", "def f(x):\n    return x + 1\n\nprint(f(2))"),
    "lines that are kept already": ("一行，\\\n二行。", "一行，\\\n二行。"),
    "Markdown": ("# 标题\n\n一行\n二行", "# 标题\n\n一行\n二行"),
    "nothing": ("", ""),
    "blanks": ("  \n ", "  \n "),
}
ASKED = {
    "a table": ("地区\t2020年\t2021年\n成都\t5\t6\n绵阳\t7\t8", ["table: 成都\t5\t6"]),
    "an open paragraph": (
        "会议强调，各地要把网格员队伍建设作为重点，切实提高服务群众的能力和水平，并且做到\n统筹安排各项工作。",
        ["paragraph: 统筹安排各项"],
    ),
    "a divided word": (
        (
            "The committee met in the municipal town-\nhall on Tuesday, where the doors of all its\nr"
            "ooms were opened to the public, and then\n"
            "went on to the next point of the agenda.\n"
        ),
        ["divided-word: hall o"],
    ),
    "a full line": (COLUMN.replace("　　", "").replace("二楚。", "二楚，很放心。"), ["paragraph: 村民说，过去"]),
}


@pytest.mark.parametrize(("text", "blocks"), BLOCKS.values(), ids=BLOCKS)
def test_lines_become_blocks(text: str, blocks: list[str]) -> None:
    """Each paragraph is one line, parted from the next by an empty one, and stays so."""
    end = "\n" if text.endswith("\n") else ""
    text = repair(find_paragraphs, text)[0]
    assert text == "\n\n".join(blocks) + end
    assert repair(find_paragraphs, text)[0] == text


@pytest.mark.parametrize(("text", "kept"), KEPT.values(), ids=KEPT)
def test_lines_with_a_meaning_stay_lines(text: str, kept: str) -> None:
    """Verse gets the mark that keeps lines, code stays as it is."""
    assert repair(find_paragraphs, text) == (kept, [])
    assert repair(find_paragraphs, kept) == (kept, [])


@pytest.mark.parametrize(("text", "asked"), ASKED.values(), ids=ASKED)
def test_what_is_uncertain_is_asked(text: str, asked: list[str]) -> None:
    """A question stands at the line that may begin a paragraph."""
    assert repair(find_paragraphs, text)[1] == asked


def test_each_kind_of_edit_is_named() -> None:
    """What is dropped between pages, joined and parted is told apart."""
    text = PAGES.format("— 3 —\n谁家水管漏了，她都一清二楚，村民都很")
    kinds = {edit.kind for edit in find_paragraphs(text).edits}
    assert kinds == {"blank", "furniture", "line-break", "paragraph-end", "repeated-text"}


LINES = [
    "　　清晨七点，网格员王芳已经走进老旧",
    "小区，挨家挨户查看燃气管道是否老化，",
    "推托。",
    "— 3 —",
    "7",
    "8",
    "床前明月光，",
    "",
    "a\tb",
    "x = 1",
    "com-",
]


@given(st.lists(st.sampled_from(LINES), max_size=30, unique=True).map("\n".join))
def test_a_second_time_changes_nothing(text: str) -> None:
    """Blocks are blocks, whatever lines they were made of."""
    once, _asked = repair(find_paragraphs, text)
    assert repair(find_paragraphs, once)[0] == once


def test_a_line_of_a_column_that_lost_a_character_goes_on() -> None:
    """Where paragraphs are indented, a shorter line within a sentence is no end of a paragraph."""
    lines = [
        "    十一月的县城，清晨的薄雾还没有散去，镇",
        "里的便民服务中心门口就已经排起了长长的队，",
        "村里的人拿着刚刚办好的社保卡，笑得",
        "合不拢嘴，连声说好，都说以后办事方便多了。",
        "    石桥镇的变化，是这个县推进改革的缩影，",
        "全县十二个乡镇都在这样做，办结率也很高了。",
    ]
    text = "\n".join(lines)
    after = track(text).apply(find_paragraphs(text).edits).text
    assert after == "".join(lines[:4]).strip() + "\n\n" + "".join(lines[4:]).strip()


def test_headings_in_couplets_are_no_tables() -> None:
    """Two lines with one wide blank in each are titles, as those of other texts below an article."""
    text = "社區據點評鑑出爐\u3000豐原三里獲優等\n長照服務明年上路\u3000補助項目一次看"
    assert not find_paragraphs(text).questions


def test_a_note_that_leads_to_another_page_stands_alone() -> None:
    """A note at the right margin is not joined with the line below."""
    lines = [
        "    如今，自来水通到了每家每户，水费每吨不",
        "到两块钱，由村民推选的管水员按月来收取了。",
        "                 (下转第6版)",
        "简讯",
        "    十一月的县城，清晨的薄雾还没有散去，镇",
        "里的便民服务中心门口就已经排起了长长的队。",
    ]
    text = "\n".join(lines)
    after = track(text).apply(find_paragraphs(text).edits).text
    assert after.split("\n\n")[1:3] == ["(下转第6版)", "简讯"]
