"""Numbered lists that run together in a line become lists if that is certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from repairs import repair

from duizhao.importing.blocks.run_on_lists import find_run_on_lists

ENTRIES = ("加强组织领导", "落实经费保障", "严格督促检查")
LIST = "1. 加强组织领导{0}\n\n2. 落实经费保障{0}\n\n3. 严格督促检查{1}"
DONE = {
    "sentences": ("要求：1.加强组织领导。2.落实经费保障。3.严格督促检查。", "要求：\n\n" + LIST.format("。", "。")),
    "from the beginning of the line": ("1.加强组织领导。2.落实经费保障。3.严格督促检查。", LIST.format("。", "。")),
    "semicolons": ("要求：1、加强组织领导；2、落实经费保障；3、严格督促检查。", "要求：\n\n" + LIST.format("；", "。")),
    "no marks": ("要求：1.加强组织领导2.落实经费保障3.严格督促检查", "要求：\n\n" + LIST.format("", "")),
    "blanks": ("要求： 1. 加强组织领导 2. 落实经费保障 3. 严格督促检查", "要求：\n\n" + LIST.format("", "")),
    "after a sentence": (
        "要求如下。1.加强组织领导。2.落实经费保障。3.严格督促检查。",
        "要求如下。\n\n" + LIST.format("。", "。"),
    ),
    "circled": ("要求：①加强组织领导。②落实经费保障。③严格督促检查。", "要求：\n\n" + LIST.format("。", "。")),
    "in brackets": (
        "要求：(1)加强组织领导。(2)落实经费保障。(3)严格督促检查。",
        "要求：\n\n" + LIST.format("。", "。"),
    ),
    "several sentences each": (
        "要求：①加强组织领导。各级要重视。②落实经费保障。③严格督促检查。",
        "要求：\n\n1. 加强组织领导。各级要重视。\n\n2. 落实经费保障。\n\n3. 严格督促检查。",
    ),
    "in Traditional, in a text": (
        "會議召開。\n\n要求：1.加強組織領導。2.落實經費保障。3.嚴格督促檢查。\n\n會議結束。",
        "會議召開。\n\n要求：\n\n1. 加強組織領導。\n\n2. 落實經費保障。\n\n3. 嚴格督促檢查。\n\n會議結束。",
    ),
}
ASKED = {
    "an enumeration in one sentence": (
        "要求：（1）加强组织领导；（2）落实经费保障；（3）严格督促检查。",
        "（1）加强组",
    ),
    "circled, in one sentence": ("要求：①加强组织领导；②落实经费保障；③严格督促检查。", "①加强组织领"),
    "circled, questions": ("问题是：①谁来做？②怎么做？③做得怎么样？", "①谁来做？②"),
    "the end is uncertain": (
        "要求：1.加强组织领导。2.落实经费保障。3.严格督促检查。会议结束后，代表们参观了展览。",
        "1.加强组织",
    ),
}
KEPT = [
    "方案主要有(1)党建引领、(2)网格服务和(3)志愿参与等内容。",
    "版本1.0、2.0和3.0都有变化。增长1.5个百分点，达到2.3%，第3.1节说明。",
    "议题中1.组织领导问题最重要，2.经费问题次之。",
    "分两步：1.修路。2.修桥。",
    "各地做法不同（①参见前文；②参见后文；③参见附录）。",
    "比分为：1、2、3",
    "答案：1、C　2、A　3、B",
    "She said: 1. yes, 2. no, 3. maybe.",
    "公司章程应当载明：(一)名称和住所；(二)经营范围；(三)设立方式。",
    "1. 加强组织领导。\n\n2. 落实经费保障。\n\n3. 严格督促检查。",
    "",
]


@pytest.mark.parametrize(("text", "parted"), DONE.values(), ids=DONE)
def test_entries_are_parted(text: str, parted: str) -> None:
    """Each entry becomes a block with its number."""
    assert repair(find_run_on_lists, text) == (parted, [])
    assert repair(find_run_on_lists, parted) == (parted, [])


@pytest.mark.parametrize(("text", "place"), ASKED.values(), ids=ASKED)
def test_what_may_be_a_sentence_is_asked_about(text: str, place: str) -> None:
    """It stays, for honest sentences are written so, too."""
    assert repair(find_run_on_lists, text) == (text, [f"paragraph: {place}"])


@pytest.mark.parametrize("text", KEPT)
def test_other_numbers_stay(text: str) -> None:
    """Numbers of versions, parts of sentences and lists of two are no lists."""
    assert repair(find_run_on_lists, text) == (text, [])


PARTS = [
    "1.",
    "2.",
    "3.",
    "4、",
    "①",
    "②",
    "③",
    "（1）",
    "(2)",
    "3)",
    "。",
    "；",
    "：",
    " ",
    "\n\n",
    "修路",
    "（",
    "）",
]


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
def test_a_second_time_changes_nothing(text: str) -> None:
    """Entries that were parted are no list that runs together."""
    once, _asked = repair(find_run_on_lists, text)
    assert repair(find_run_on_lists, once)[0] == once
