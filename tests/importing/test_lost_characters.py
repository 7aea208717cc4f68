"""Places where characters were lost are asked about; honest questions and boxes are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.characters.lost_characters import find_lost_characters

ASKED = {
    "社区的新�记者": [4],
    "社区的新□记者": [4],
    "社區的新■記者": [4],
    "他叫王〓，是农民。": [3],
    "他叫王＿林，是农民。": [3],
    "社区工作?们在走访。": [4],
    "社區工作?們在走訪。": [4],
    "推动??治理现代化": [2],
    "在社区，?民参与治理。": [4],
    "居委?、业委会一起商量。": [2],
    "我们走进社?服务中心，看见居?议事。他们说很好": [5, 14],
    "我们走进社?服务中心，看见居?议事。居民说?好。": [5, 14, 21],
    "精神?明建设": [2],
    "会议由□□同志主持,■■■参加。": [3, 10],
    "会议讨论了?项议题,□□同志主持。": [5, 10],
}
UNASKED = (
    "怎么办?我们一起商量。",
    "怎麼辦?我們一起商量。",
    "有没有?有。是不是?是。",
    "你是谁??我是社区干部。",
    "这样好吗?的确如此。",
    "□是 □否",
    "请选择：□同意，□不同意。",
    "您的性别:□男□女",
    "□ 记者 王林",
    "■社区治理\n■居民议事",
    "全文完。■",
    "姓名：＿＿＿＿　电话：＿＿＿＿",
    "`社区的新�记者`",
    "```\n新□记\n```",
    "Why? Because.",
    "他是我的亲人?我不知道。",
    "何謂治理?治理是什麼?",
)


@pytest.mark.parametrize(("text", "offsets"), ASKED.items())
def test_lost_characters_are_asked_about(text: str, offsets: list[int]) -> None:
    """Each place is asked about, and nothing is changed."""
    found = find_lost_characters(text)
    assert not found.edits
    assert [one.offset for one in found.questions] == offsets
    assert {one.code for one in found.questions} == {"lost-character"}


@pytest.mark.parametrize("text", UNASKED)
def test_honest_signs_are_not_asked_about(text: str) -> None:
    """Questions, boxes to tick, bullets, lines to fill in and code."""
    assert find_lost_characters(text) == ((), [])


def test_the_only_character_that_makes_a_word_is_named() -> None:
    """The hint names it with its word; where several would do, it names none."""
    assert "“文” as in “精神文明”" in find_lost_characters("精神□明建设").questions[0].hint
    assert "perhaps" not in find_lost_characters("一□人").questions[0].hint


def test_many_places_are_counted() -> None:
    """From a certain number on there is one question for the rest."""
    found = find_lost_characters("中�国" * 80)
    assert len(found.questions) == 51
    assert "30 more" in found.questions[-1].message


@given(st.text(st.sampled_from("中国治理记者的了吗?？□■�〓＿，。`\n a"), max_size=40) | st.text())
def test_any_text_is_read(text: str) -> None:
    """No text fails, nothing is changed, and offsets are in order."""
    found = find_lost_characters(text)
    assert not found.edits
    offsets = [one.offset for one in found.questions]
    assert offsets == sorted(offsets)
