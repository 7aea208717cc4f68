"""The layout that readers see: heights of lines, fonts side by side, the chart on the home page, words in cells."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

HEIGHT = "one => parseFloat(getComputedStyle(one).lineHeight) / parseFloat(getComputedStyle(one).fontSize)"
FONT = "one => getComputedStyle(one).fontFamily"
ARTICLE = "{}/articles/two-reforms/"


@pytest.mark.parametrize("edition", ["zh-hans", "zh-hant", "en"])
def test_titles_have_the_same_height_of_lines_in_each_edition(
    context: BrowserContext, address: str, edition: str
) -> None:
    """The open lines of Chinese text are not those of titles."""
    page = context.new_page()
    page.goto(address + ARTICLE.format(edition))

    assert page.locator("h1").evaluate(HEIGHT) == pytest.approx(1.35)
    assert page.locator(".dz-text > p").first.evaluate(HEIGHT) == pytest.approx(1.7 if edition == "en" else 1.8)


def test_english_beside_chinese_has_no_chinese_font(context: BrowserContext, address: str) -> None:
    """Chinese fonts would set its apostrophes and quotation marks full width."""
    page = context.new_page()
    page.goto(f"{address}{ARTICLE.format('zh-hans')}?with=en")
    english = page.locator(".dz-text .dz-pair > [lang=en]").first
    english.wait_for()

    assert "CJK" not in english.evaluate(FONT)
    assert "CJK" in page.locator(".dz-text .dz-pair > :first-child").first.evaluate(FONT)


@pytest.mark.parametrize(("width", "place"), [(1280, "beside"), (800, "above")])
def test_the_home_page_shows_a_chart_beside_its_text(
    context: BrowserContext, address: str, width: int, place: str
) -> None:
    """The chart that the text begins with stands beside it on wide screens, above it on others."""
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}en/")
    chart = page.locator(".dz-home > .dz-chart:first-child").bounding_box()
    text = page.locator(".dz-home > p").first.bounding_box()

    assert chart is not None
    assert text is not None
    assert (text["x"] >= chart["x"] + chart["width"]) is (place == "beside")
    assert (text["y"] >= chart["y"] + chart["height"]) is (place == "above")


def test_words_in_cells_of_pairs_do_not_break(context: BrowserContext, address: str) -> None:
    """On a phone a table of parallel reading scrolls; no cell is narrower than its longest word."""
    page = context.new_page()
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{address}{ARTICLE.format('en')}?with=zh-Hans")
    page.locator(".dz-text td .dz-pair").first.wait_for()
    word = page.get_by_role("link", name="Administrative villages").first

    assert word.evaluate("one => one.getClientRects().length") == len(("Administrative", "villages"))
