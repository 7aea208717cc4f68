"""Slugs are made of titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.checks.sources import SLUG
from duizhao.importing.writing.slugs import LONGEST, make_slug

SLUGS = {
    "四川城乡基层治理概览": "sichuan-chengxiang-jiceng-zhili-gailan",
    "四川城鄉基層治理概覽": "sichuan-chengxiang-jiceng-zhili-gailan",
    "重慶長壽區的銀行行長": "chongqing-changshou-qu-yinhang-hangzhang",
    "服务到家：社区治理": "fuwu-dao-jia-shequ-zhili",
    "3D打印与AI": "3d-dayin-ai",
    "ＡＩ时代": "ai-shidai",
    "Café Münch": "cafe-munch",
    "的": "de",
    "2024": "text-2024",
    "con": "text-con",
    "a" * 100: "a" * 40,
    "中央 甲乙丙丁戊己庚辛壬癸": "zhongyang-jia-yi-bing-ding-wu",
    "": "text-e3b0c442",
    "？！": "text-6e78ad4e",
}


@pytest.mark.parametrize(("title", "expected"), SLUGS.items())
def test_a_slug_is_the_pinyin_of_the_first_words(title: str, expected: str) -> None:
    """Words are written as they are spoken; Latin letters and digits stay."""
    assert make_slug(title, ()) == expected


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ((), "jiceng-zhili"),
        (("jiceng-zhili",), "jiceng-zhili-2"),
        (("Jiceng-Zhili", "jiceng-zhili-2"), "jiceng-zhili-3"),
        (("jiceng-zhili-2",), "jiceng-zhili"),
    ],
)
def test_a_taken_slug_gets_a_number(taken: tuple[str, ...], expected: str) -> None:
    """The first free number follows the slug that another article has, whatever its case."""
    assert make_slug("基层治理", taken) == expected


@given(st.text() | st.text("治理社区Aé1 con-\ud800\x00", max_size=60), st.sets(st.sampled_from(["zhi", "con", "a"])))
def test_every_title_has_a_valid_slug(title: str, taken: set[str]) -> None:
    """Whatever the title, the slug passes the check of addresses, is short, and is not taken."""
    slug = make_slug(title, taken)
    assert SLUG.fullmatch(slug)
    assert not slug.isdigit()
    assert slug not in taken
    assert len(slug) <= LONGEST + len("text--2")


def test_a_title_without_end_has_a_short_slug() -> None:
    """Only the beginning of a title is read."""
    assert make_slug("治" * 7_000_000, ()) == "zhi-zhi-zhi-zhi-zhi-zhi"
