"""Articles on paper: few sheets, always in light colours, numbered, with heads and feet."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

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


SHEET_TEXTS = """() => {
    const read = name => getComputedStyle(document.documentElement).getPropertyValue(name);
    return [read("--dz-sheet-head"), read("--dz-sheet-foot")].map(text => JSON.parse(text));
}"""


@pytest.mark.parametrize(
    ("place", "head", "foot"),
    [
        ("zh-hans/articles/volunteering/", "志愿服务的规模与场景", "四川基层治理观察 · 简体 · "),
        ("zh-hant/articles/volunteering/", "志願服務的規模與場景", "四川基層治理觀察 · 繁體 · "),
        ("en/", "", "Primary-level Governance in Sichuan · English · "),
    ],
)
def test_every_page_brings_the_head_and_the_foot_of_its_sheets(
    browser: Browser, address: str, place: str, head: str, foot: str
) -> None:
    """The style sheet can print the title, the site, the edition and the address of a page, none of them twice."""
    page = browser.new_page()
    page.goto(address + place)
    texts = page.evaluate(SHEET_TEXTS)
    assert texts == [head, f"{foot}https://example.org/sichuan-governance/{place}"]
    page.close()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="reads the text of printed sheets with pdftotext")
def test_heads_and_feet_are_printed(browser: Browser, address: str, tmp_path: Path) -> None:
    """Each sheet has the foot with its number, and each but the first, which begins with the title, its head."""
    page = browser.new_page()
    page.goto(address + ARTICLES[0], wait_until="networkidle")
    page.pdf(path=tmp_path / "a.pdf", format="A4", prefer_css_page_size=True)
    page.close()
    command = ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    first, *others = ["".join(sheet.split()) for sheet in text.split("\f") if sheet.strip()]

    assert first.count("志愿服务的规模与场景") == 1
    assert all(sheet.startswith("志愿服务的规模与场景") for sheet in others)
    foot = "四川基层治理观察·简体·https://example.org/sichuan-governance/zh-hans/articles/volunteering/"
    for number, sheet in enumerate([first, *others], 1):
        assert sheet.count(foot) == 1
        assert f"{number}/{len(others) + 1}" in sheet[-150:]
