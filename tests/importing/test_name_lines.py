"""Lines of names, and the heads of pages, stand alone."""

from __future__ import annotations

import pytest

from duizhao.importing.blocks.name_lines import ends_in_signature, is_page_head, stands_alone

ALONE = [
    "(张三丰 李四光)",
    "（张三）",
    "（張三豐 李四光）",
    "（本报记者 张三）",
    "(记者:张三 李四)",
    "（记者张三）",
    "(通訊員 張三)",
    "（欧阳修远 李四）",
    "责任编辑：王五 版式：赵六",
    "責編:王五",
    "本报记者 张三 李四",
    "四川日报记者 张三 通讯员 李四 文/图",
    "本報記者 張三 攝影報導",
    "第03版:要闻 2025年3月5日 星期三",
    "2025年3月5日 星期三",
    "A5版",
]
NOT_ALONE = [
    "（略）",
    "（试行）",
    "（见图一）",
    "记者 在现场看到村民们排着队",
    "本报记者 张三报道，全县已经建成",
    "编辑：王五说，他每天要看三十万字。",
    "2025年3月5日，全县召开会议",
    "第三版的修订增加了两章",
    "这本书已经出到第三版",
    "",
]
SIGNED = {
    "全县已经建成。（张三）": True,
    "全县已经建成。(张三丰 李四光)": True,
    "(张三)": True,
    "全县已经建成(张三)": False,
    "全县已经建成。（略）": False,
    "全县已经建成。": False,
}
HEADS = {
    "第03版：要闻": True,
    "2025年3月5日 星期三 第3版 要闻": True,
    "A5版": True,
    "第四版·综合新闻 2025年3月5日 星期三": True,
    "2025年3月5日 星期三": False,
    "第三版的修订": False,
}


@pytest.mark.parametrize("text", ALONE)
def test_lines_of_names_stand_alone(text: str) -> None:
    """No sentence goes on in them."""
    assert stands_alone(text)


@pytest.mark.parametrize("text", NOT_ALONE)
def test_other_lines_do_not(text: str) -> None:
    """A bracket need not hold names, and a reporter may be the subject of a sentence."""
    assert not stands_alone(text)


@pytest.mark.parametrize(("text", "expected"), SIGNED.items())
def test_signatures_follow_sentences(text: str, expected: bool) -> None:  # noqa: FBT001
    """Names in brackets within a sentence are no signature."""
    assert ends_in_signature(text) is expected


@pytest.mark.parametrize(("text", "expected"), HEADS.items())
def test_heads_of_pages_have_a_number(text: str, expected: bool) -> None:  # noqa: FBT001
    """The day alone may be that of the article."""
    assert is_page_head(text) is expected
