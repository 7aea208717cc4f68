"""Articles on paper: few sheets, always in light colours, numbered, with the addresses of what is cited."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

SHEETS = 3
ARTICLES = (
    *("zh-hans/articles/volunteering/", "zh-hant/articles/three-years-of-pilots/"),
    *("en/articles/volunteering/", "en/articles/city-level-governance/"),
)
COLOURS = """() => [...document.querySelectorAll('.dz-text :is(p, th, td, a)')].map(one => {
    const {color, backgroundColor} = getComputedStyle(one);
    return [color, backgroundColor].map(text => text.match(/[\\d.]+/g).map(Number));
})"""
DARK = 128


@pytest.mark.parametrize("article", ARTICLES)
def test_an_article_needs_few_sheets(browser: Browser, address: str, article: str) -> None:
    """On A4 an article with its charts and sources takes three sheets at most."""
    page = browser.new_page()
    page.goto(address + article, wait_until="networkidle")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    page.close()
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= SHEETS


def test_print_is_light(browser: Browser, address: str) -> None:
    """Whoever reads in dark colours prints dark letters on white."""
    page = browser.new_page(color_scheme="dark")
    page.goto(address + ARTICLES[0], wait_until="networkidle")
    # The theme changes the colour of links slowly.
    page.add_style_tag(content="* { transition: none !important }")
    page.emulate_media(media="print", color_scheme="dark")
    for colour, ground in page.evaluate(COLOURS):
        assert max(colour[:3]) < DARK, colour
        assert min(ground[:3]) > DARK or ground[3:] == [0], ground
    page.close()
