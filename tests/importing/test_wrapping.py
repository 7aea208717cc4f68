"""The margin at which lines were broken is found, and the ends of paragraphs before it."""

from __future__ import annotations

import pytest

from duizhao.importing.blocks.line_kinds import read_lines
from duizhao.importing.blocks.wrapping import Break, Wrapping, find_wrapping, judge_break

COLUMN = """\
　　清晨七点，网格员王芳已经走进老旧
小区，挨家挨户查看燃气管道是否老化，
谁家水管漏了，她都一清二楚。
　　村民说，过去有事找不到人，现在打
个电话就行，她总会很快上门，从来不会
推托。"""
BRIEFS = """\
走村入户察民情
真抓实干解民忧
本报讯(记者 张三)连日来,某县干部走村入户,
了解群众的急难愁盼问题,现场解决一百二十余
件,群众纷纷点赞。
                    (张三丰 李四光)
积分超市开到家门口
    近日,某镇的积分超市开业,村民凭积分兑换
日用品,参与环境整治的热情高涨。
                          (王五)
夜校开进小区
    近日,某村的村民上起夜校。近年来,某村开
办夜校,大家都来。"""
ENGLISH = """\
The committee met in the municipal town
hall on Tuesday, where the doors of all its
rooms were opened to the public, and then
went on to the next point of the agenda."""
WRAPPINGS = {
    "a column with indents": (COLUMN, Wrapping(36, has_indents=True)),
    "a column without": (COLUMN.replace("　", ""), 36),
    "a column with a margin": (
        "\n".join(f"    {line}" for line in COLUMN.split("\n")),
        Wrapping(36, 1, 4, has_indents=True),
    ),
    "empty lines between": (COLUMN.replace("\n", "\n\n"), Wrapping(36, 2, has_indents=True)),
    "briefs with headings and signatures": (BRIEFS, 44),
    "English": (ENGLISH, 43),
    "paragraphs": ("村民说，过去有事找不到人，现在打个电话就行。\n好。\n路修好了，大家都很高兴，连声说好。", 0),
    "headings": ("网格员上门\n积分换实惠\n夜校开进来\n调解进楼栋\n", 0),
    "two lines": ("清晨七点，网格员王芳已经走进老旧\n小区，挨家挨户查看燃气管道是否老化，", 0),
    "nothing": ("", 0),
}
WRAPPED = Wrapping(36)
FULL = "谁家水管漏了，她都一清二楚，很放心。"
BREAKS = {
    "within a sentence": ("小区，挨家挨户查看燃气管道是否老化，", "谁家水管漏了，她都知道。", Break(is_end=False)),
    "a short last line": ("推托。", "村民说，好。", Break(is_end=True)),
    "a full last line": (FULL, "村民说，过去有事找不到人，现在打个电", Break(is_end=False, is_certain=False)),
    "a full last line before a heading": (FULL, "积分换实惠", Break(is_end=True)),
    "a full last line before a number": (FULL, "1.窗口前移", Break(is_end=True)),
    "a heading": ("积分换实惠", "村民说，过去有事找不到人，现在打个电", Break(is_end=True)),
    "a long heading": (FULL, "学校与社会组织的数目和分布", Break(is_end=True)),
    "a heading behind a colon": ("读这几个数字，要留意下面的三点情况：", "报表通", Break(is_end=True)),
    "an indent": ("小区，挨家挨户查看燃气管道是否老化，", "　　谁家水管漏了，她都知道。", Break(is_end=True)),
    "an empty line": ("小区，挨家挨户查看燃气管道是否老化，", "\n谁家水管漏了，她都知道。", Break(is_end=True)),
    "before a signature": (FULL, "(张三)", Break(is_end=True)),
    "after a signature that fills the line": (
        "                    (张三丰 李四光)",
        "某市：调解室进楼栋",
        Break(is_end=True),
    ),
    "after a line that ends in a signature": (
        "谁家水管漏了，她都一清二楚。（张三）",
        "某市调解室进楼栋",
        Break(is_end=True),
    ),
    "before authors": ("——某县推进网格化服务管理纪实和启示", "本报记者 张三", Break(is_end=True)),
    "marks beyond the margin": (
        "小区，挨家挨户查看“燃气管道是否老化”），",
        "谁家水管漏了，她都知道。",
        Break(is_end=False),
    ),
    "a first paragraph without an indent": (
        "本报讯(记者 张三)连日来,某县干部下村,",
        "了解群众的问题。",
        Break(is_end=False),
    ),
    "a small letter": ("他说这是", "iPhone的事", Break(is_end=False)),
}


@pytest.mark.parametrize(("text", "expected"), WRAPPINGS.values(), ids=WRAPPINGS)
def test_the_margin_is_found(text: str, expected: Wrapping | int) -> None:
    """Its width is 0 where lines are paragraphs."""
    found = find_wrapping(read_lines(text))
    assert (found.width if isinstance(expected, int) else found) == expected


@pytest.mark.parametrize(("line", "after", "expected"), BREAKS.values(), ids=BREAKS)
def test_paragraphs_end_before_the_margin(line: str, after: str, expected: Break) -> None:
    """What else ends them is an indent, an empty line, or a line of names."""
    first, second = read_lines(f"{line}\n{after}")
    assert judge_break(first, second, WRAPPED, begins=False, is_page_break=False) == expected


def test_a_page_may_end_within_a_sentence() -> None:
    """The empty line at the end of a page means nothing then."""
    first, second = read_lines("小区，挨家挨户查看燃气管道是否老化，\n\n谁家水管漏了，她都知道。")
    assert not judge_break(first, second, WRAPPED, begins=False, is_page_break=True).is_end
