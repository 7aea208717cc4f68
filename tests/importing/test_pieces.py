"""Where one piece ends and another begins, in texts that hold several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.blocks.pieces import find_pieces
from duizhao.importing.pipeline import import_data

BODY = "县里把二十项权力下放到乡镇，窗口人员说现在一天要接待五十人，村民都说这样的好事要多办。"
OTHER = "每周三晚上七点，社区活动室都会亮起灯，老师教居民剪纸、书法和手机摄影，学员已有三百多人。"
TRADITIONAL = "每週三晚上七點，社區活動室都會亮起燈，老師教居民剪紙、書法和手機攝影，學員已有三百多人。"
SEVERAL = {
    "titles and bylines": (
        ["权力下放到乡镇", "本报记者 张三", BODY, "夜校开进小区", "本报记者 李四", OTHER],
        ["夜校开进小区"],
    ),
    "signatures at the ends of paragraphs": (
        [f"本报讯（记者 王五）{BODY}", f"{BODY}（张三）", "夜校开进小区", f"{OTHER}（李四）", "调解室进楼栋", BODY],
        ["夜校开进小区", "调解室进楼栋"],
    ),
    "signatures by themselves, half-width": (
        [
            f"本报讯(记者 王五){BODY}",
            "(张三丰 李四光)",
            "某区:夜校开进小区",
            OTHER,
            "(钱七 孙八)",
            "某县:调解室进楼栋",
            BODY,
        ],
        ["某区:夜校开进小区", "某县:调解室进楼栋"],
    ),
    "names of reporters in half-width brackets": ([BODY, "(本报记者:张三)", "夜校开进小区", OTHER], ["夜校开进小区"]),
    "datelines": (["权力下放到乡镇", BODY, "夜校开进小区", f"本报讯(记者 李四){OTHER}"], ["夜校开进小区"]),
    "datelines in Traditional": (
        ["權力下放到鄉鎮", TRADITIONAL, "夜校開進小區", f"本報訊（記者 李四）{TRADITIONAL}"],
        ["夜校開進小區"],
    ),
    "two lines of title": (
        [BODY, "责任编辑：王五", "教在家门口", "夜校开进小区里来", "本报记者 李四", OTHER],
        ["教在家门口"],
    ),
    "below the name of a part of the page": (
        ["权力下放到乡镇", BODY, "编辑：王五", "简讯", "夜校开进小区", OTHER],
        ["简讯"],
    ),
    "editors, then a line of signs": (
        ["权力下放到乡镇", BODY, "编辑：王五", "＊＊＊", "夜校开进小区", OTHER],
        ["夜校开进小区"],
    ),
}
ONE = {
    "subheads": ["权力下放到乡镇", "本报记者 张三", BODY, "群众不用多跑", OTHER, "干部常下基层", BODY],
    "a box": ["权力下放到乡镇", BODY, f"{BODY}（张三）", "相关链接", "什么是扩权赋能", OTHER],
    "an editor's note": ["编者按：今起推出系列报道。", BODY, "权力下放到乡镇", "本报记者 张三", OTHER],
    "an interview": ["权力怎样下放", "记者：为什么要下放？", f"张三：{BODY}", "记者：效果怎样？", f"张三：{OTHER}"],
    "names in brackets within": ["权力下放到乡镇", f"{BODY}（一）", OTHER],
    "nothing": [],
}
ASKED = {
    "a paragraph after a signature": ([f"{BODY}（张三）", OTHER], [OTHER]),
    "a title after a line of signs": (["权力下放到乡镇", BODY, "◆◆◆", "夜校开进小区", OTHER], ["夜校开进小区"]),
}


@pytest.mark.parametrize(("blocks", "starts"), SEVERAL.values(), ids=SEVERAL)
def test_pieces_are_found(blocks: list[str], starts: list[str]) -> None:
    """Two signs show where a piece begins: its title, and names."""
    text = "\n\n".join(blocks)
    pieces = find_pieces(text)
    assert [text[at:].split("\n\n")[0] for at in pieces.starts] == starts
    assert not pieces.questions


@pytest.mark.parametrize("blocks", ONE.values(), ids=ONE)
def test_one_piece_stays_one(blocks: list[str]) -> None:
    """Subheads, boxes and notes belong to the piece."""
    pieces = find_pieces("\n\n".join(blocks))
    assert (pieces.starts, pieces.questions) == ((), ())


@pytest.mark.parametrize(("blocks", "asked"), ASKED.values(), ids=ASKED)
def test_one_sign_alone_is_asked_about(blocks: list[str], asked: list[str]) -> None:
    """A question stands where a piece may begin."""
    text = "\n\n".join(blocks)
    pieces = find_pieces(text)
    assert pieces.starts == ()
    assert [text[one.offset :].split("\n\n")[0] for one in pieces.questions] == asked


PARTS = [
    "权力下放到乡镇",
    "本报记者 张三",
    BODY,
    f"{OTHER}(李四)",
    "(张三)",
    "***",
    "相关链接",
    "责任编辑：王五",
    "记者：为什么？",
    "编者按：好。",
]


@given(st.lists(st.sampled_from(PARTS), max_size=20).map("\n\n".join))
def test_pieces_begin_with_blocks(text: str) -> None:
    """Each beginning is that of a block, and they ascend."""
    starts = find_pieces(text).starts
    assert [*starts] == sorted({*starts})
    assert all(text[at - 2 : at] == "\n\n" and text[at] != "\n" for at in starts)


@given(st.text(max_size=80))
def test_any_text_can_be_divided(text: str) -> None:
    """No text is too odd."""
    assert all(0 < at < len(text) for at in find_pieces(text).starts)


def test_the_head_of_a_page_is_that_of_all_its_pieces() -> None:
    """The day and the outlet above the first piece are those of the others."""
    head = "第4版  乡村振兴      南方晨报      2025年9月12日  星期五"
    text = f"{head}\n\n权力下放到乡镇\n\n{BODY}\n\n(记者 王五)\n\n夜校开进小区\n\n{OTHER}\n\n(记者 赵六)"
    known = [piece.known for piece in import_data(text.encode()).pieces]
    assert [(one.date, one.publisher) for one in known] == [("2025-09-12", "南方晨报")] * 2
