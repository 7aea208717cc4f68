"""Texts of an edition: converted or translated names, and formatted dates, periods and numbers."""

from __future__ import annotations

from datetime import date

import pytest

from duizhao.editing.texts import Texts, Wording
from duizhao.editions import make_edition
from duizhao.translation.catalog import Catalog, Entry


def make(code: str, source: str = "zh-Hans", **entries: Entry) -> Texts:
    """Make the texts of an edition with entries in the site's catalog."""
    return Texts(make_edition(code), source, Catalog(code, "site.po", {("", key): one for key, one in entries.items()}))


@pytest.mark.parametrize(
    ("code", "wording"),
    [
        ("zh-Hans", Wording("头发", "zh-Hans")),
        ("zh-Hant-TW", Wording("頭髮", "zh-Hant-TW")),
        ("en", Wording("Hair", "en")),
        ("fr", Wording("头发", "zh-Hans", foreign=True)),
    ],
)
def test_wording(code: str, wording: Wording) -> None:
    """A text is converted or translated, or shown unchanged with its language."""
    entries = {"头发": Entry("Hair")} if code == "en" else {}
    assert make(code, **entries)("头发") == wording


def test_order_of_catalogs() -> None:
    """An article's catalog takes precedence over the site's; fuzzy entries are ignored."""
    texts = make("en", 头发=Entry("Hair"), 首页=Entry("Start"), 专题=Entry("Old", fuzzy=True))
    assert texts("头发", "zh-Hans", Catalog("en", "a.po", {("", "头发"): Entry("Tress")})).text == "Tress"
    assert texts("首页").text == "Start"
    assert texts("专题").text == "Themes"
    assert not texts("")


def test_english_in_a_script_edition() -> None:
    """An English text on a Chinese page is marked with its language."""
    assert make("zh-Hans")("Plan & aim", "en").__html__() == '<span lang="en">Plan &amp; aim</span>'
    assert make("zh-Hans")("计划 & 目标").__html__() == "计划 &amp; 目标"
    assert str(make("zh-Hans")("计划")) == "计划"


@pytest.mark.parametrize(
    ("written", "hans", "hant", "english"),
    [
        ("2024", "2024年", "2024年", "2024"),
        ("2020/2022", "2020—2022年", "2020—2022年", "2020–2022"),
        ("2024-03", "2024年3月", "2024年3月", "March 2024"),
        ("2024-03/2025-11-19", "2024年3月—2025年11月19日", "2024年3月—2025年11月19日", "March 2024 – 19 November 2025"),
        ("2024/2025-03", "2024年—2025年3月", "2024年—2025年3月", "2024 – March 2025"),
    ],
)
def test_period(written: str, hans: str, hant: str, english: str) -> None:
    """A period is written with the edition's date format and dash."""
    assert [make(code).period(written) for code in ("zh-Hans", "zh-Hant-TW", "en")] == [hans, hant, english]


@pytest.mark.parametrize(
    ("code", "day", "percent", "one", "many"),
    [
        ("zh-Hans", "2025年11月19日", "87%", "1篇文章", "12篇文章"),
        ("zh-Hant-TW", "2025年11月19日", "87%", "1篇文章", "12篇文章"),
        ("en", "19 November 2025", "87%", "1 article", "12 articles"),
    ],
)
def test_numbers_and_dates(code: str, day: str, percent: str, one: str, many: str) -> None:
    """Dates, shares and counts are written in the edition's format."""
    texts = make(code)
    assert texts.date(date(2025, 11, 19)) == day
    assert texts.percent(0.874) == percent
    assert [texts.percent(share)[:2] for share in (0.57, 0.999, 0.0)] == ["57", "99", "0%"]
    assert [texts.count(1), texts.count(12)] == [one, many]
