"""The order of an edition is that of browsers, except for words in which a character is not read as usual."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import BrowserContext

from duizhao.script.convert import make_converter
from duizhao.script.order import sort_key

TESTS = Path(__file__).parents[1]
LISTS: dict[str, dict[str, Any]] = yaml.safe_load((TESTS / "script/order.yml").read_text("utf-8"))
LOCALES = {"zh-Hans": "zh-u-co-pinyin", "zh-Hant-TW": "zh-u-co-stroke", "en": "en"}
SORT = "([locale, terms]) => terms.sort(new Intl.Collator(locale, {numeric: true}).compare)"
REPORT = TESTS.parent / "content"
TARGET = 24
"""The least size of a target in pixels: WCAG 2.2, 2.5.8."""
LEAST = 400
"""The least number of words in the report's own data."""


@pytest.mark.parametrize("code", LOCALES)
def test_lists_as_in_a_browser(code: str, context: BrowserContext) -> None:
    """A browser sorts the same list in the same way."""
    terms = [term for term in LISTS[code]["terms"] if term not in LISTS[code].get("browser", ())]
    assert context.new_page().evaluate(SORT, [LOCALES[code], terms[::-1]]) == terms


def test_words_of_the_report_by_strokes(context: BrowserContext) -> None:
    """So it does with all words of the report's data in Traditional Chinese."""
    data = "".join(file.read_text("utf-8") for file in sorted(REPORT.glob("*.yml")))
    convert = make_converter("zh-Hans", "zh-Hant-TW").convert
    words = sorted({convert(word) for word in re.findall("[\u4e00-\u9fff]{2,12}", data)})
    assert len(words) > LEAST
    expected = context.new_page().evaluate(SORT, [LOCALES["zh-Hant-TW"], words])
    assert sorted(words, key=lambda word: sort_key(word, "zh-Hant-TW")) == expected


def test_initials_lead_to_their_terms(context: BrowserContext, address: str) -> None:
    """In a long glossary each initial leads to its heading; targets are large enough, and no two are alike."""
    for folder, first in (("zh-hans", "B"), ("zh-hant", "一畫"), ("en", "A")):
        page = context.new_page()
        page.goto(f"{address}{folder}/glossary/")
        links = page.locator(".dz-initials a")
        names = links.all_inner_texts()
        assert len(set(names)) == len(names) > 1
        assert page.locator(".dz-initial").all_inner_texts() == names
        boxes = [link.bounding_box() for link in links.all()]
        assert all(box and min(box["width"], box["height"]) >= TARGET for box in boxes)
        links.get_by_text(first, exact=True).click()
        heading = page.locator(".dz-initial:target")
        assert heading.inner_text() == first
        assert heading.evaluate("one => one.getBoundingClientRect().top") >= 0
        page.close()
