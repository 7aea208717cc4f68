"""Abbreviations, readings, vertical quotations and footnotes in a browser: narrow, wide, light, dark, printed, bare."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

TINY = Path(__file__).parents[1] / "site/tiny"
NOW = "2026-11-25"

ARTICLE = """---
title: 词语
date: 2026-01-15
theme: water
sources: [gazette]
summary: 词语的写法。
---

## {井水|jǐng shuǐ}的{三资|资金和资产}

用HTML写HTML，*{井|jǐng}水*。{井水|jǐng shuǐ}[^a]与[^b]，又见[^a]。

{.vertical}
> 床前明月光，疑是地上霜。举头望明月，低头思故乡。床前明月光，疑是地上霜。举头望明月，低头思故乡。
>
> 千山鸟飞绝，万径人踪灭。孤舟蓑笠翁，独钓寒江雪。千山鸟飞绝，万径人踪灭。孤舟蓑笠翁，独钓寒江雪。
>
> 白日依山尽，黄河入海流。欲穷千里目，更上一层楼。白日依山尽，黄河入海流。欲穷千里目，更上一层楼。

[^a]: 注释。

[^b]: 又一条注释。

    第二段。

*[HTML]: 超文本标记语言
"""
EDITIONS = {"zh-hans": "超文本标记语言", "zh-hant": "超文本標記語言"}
CLIENT_WIDTH = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def words(
    tmp_path_factory: pytest.TempPathFactory,
    serve: Callable[[Path], AbstractContextManager[str]],
    duizhao: Callable[..., subprocess.CompletedProcess[str]],
) -> Iterator[str]:
    """Yield the address of a small site with an article that holds each of them."""
    site = tmp_path_factory.mktemp("words") / "site"
    shutil.copytree(TINY, site, ignore=shutil.ignore_patterns("site", ".cache"))
    (site / "content/articles/words.md").write_text(ARTICLE, "utf-8")
    settings = site / "mkdocs.yml"
    palette = "  palette: {scheme: default, primary: teal}\n  features: [content.footnote.tooltips]\n  font: false\n"
    settings.write_text(settings.read_text("utf-8").replace("  font: false\n", palette), "utf-8")
    result = duizhao(site, "build", "--now", NOW)
    assert result.returncode == 0, result.stderr
    with serve(site / "site") as address:
        yield address


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Return a page of a browser."""
    return context.new_page()


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("edition", ["zh-hans", "en"])
def test_words_are_accessible(page: Page, words: str, edition: str, width: int, scheme: str) -> None:
    """No rule of axe is violated, and nothing widens the page."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{words}{edition}/articles/words/")
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    assert page.evaluate(CLIENT_WIDTH) == 0
    found = Axe().run(page, context=".dz-text")
    assert [(one["id"], one["nodes"][0]["failureSummary"]) for one in found.response["violations"]] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_abbreviation_opens_its_note(page: Page, words: str, edition: str) -> None:
    """The keyboard opens the note and Escape closes it; the mouse does as well, without the browser's own title."""
    page.goto(f"{words}{edition}/articles/words/")
    note = page.locator(".dz-term-note")
    first = page.locator("abbr").first
    expect(first).not_to_have_attribute("title", EDITIONS[edition])
    first.focus()
    expect(note).to_be_visible()
    expect(note).to_have_text(f"HTML {EDITIONS[edition]}")
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    page.locator("abbr").nth(1).hover()
    expect(note).to_be_visible()


def test_a_finger_opens_a_note(browser: Browser, words: str) -> None:
    """A tap opens the note of an abbreviation, and a tap elsewhere closes it."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(f"{words}zh-hans/articles/words/")
    page.locator("abbr").first.tap()
    expect(page.locator(".dz-term-note")).to_be_visible()
    page.locator("h1").tap()
    expect(page.locator(".dz-term-note")).to_be_hidden()
    context.close()


def test_words_without_script(browser: Browser, words: str) -> None:
    """Without script an abbreviation has its title, which focus shows; readings and notes stay."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{words}zh-hans/articles/words/")
    expect(page.locator("abbr").first).to_have_attribute("title", EDITIONS["zh-hans"])
    assert page.locator("rt").all_inner_texts() == ["jǐng", "shuǐ", "资金和资产", "jǐng", "jǐng", "shuǐ"]
    expect(page.locator("a.footnote-backref").first).to_have_accessible_name("返回正文第1处（注1）")
    context.close()


def test_print_writes_an_abbreviation_out_once(page: Page, words: str) -> None:
    """In print the first use is followed by what it stands for; other uses are plain."""
    page.goto(f"{words}zh-hans/articles/words/")
    page.emulate_media(media="print", color_scheme="dark")
    contents = [
        one.evaluate("element => getComputedStyle(element, '::after').content") for one in page.locator("abbr").all()
    ]
    assert [one.replace('" "', "") for one in contents] == ['"（超文本标记语言）"', "none"]
    expect(page.locator("blockquote.vertical")).to_have_css("color", "rgb(0, 0, 0)")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_vertical_quotation_stays_in_its_column(page: Page, words: str, width: int) -> None:
    """It is vertical in Chinese, of limited height, begins at its right end, and scrolls inside a narrow column."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{words}zh-hans/articles/words/")
    quotation = page.locator("blockquote.vertical")
    expect(quotation).to_have_css("writing-mode", "vertical-rl")
    box, column = quotation.bounding_box(), page.locator("article p").first.bounding_box()
    assert box is not None
    assert column is not None
    assert box["height"] <= 480
    assert box["x"] + box["width"] <= column["x"] + column["width"] + 1
    first = page.locator("blockquote.vertical p").first.bounding_box()
    assert first is not None
    assert first["x"] + first["width"] <= box["x"] + box["width"]
    page.goto(f"{words}en/articles/words/")
    expect(quotation).to_have_css("writing-mode", "horizontal-tb")


def test_search_finds_the_base_of_readings(page: Page, words: str) -> None:
    """The base is one word to search, and is marked on the page that is opened."""
    page.goto(f"{words}zh-hans/search/?q=井水")
    expect(page.locator(".dz-search-title").first).to_be_visible()
    page.goto(f"{words}zh-hans/articles/words/?q=井水&block=1")
    expect(page.locator("mark.dz-hit").first).to_be_visible()
    marked = page.evaluate("[...document.querySelectorAll('mark.dz-hit')].map(one => one.textContent).join('')")
    assert "井水" in marked


def test_the_theme_shows_footnotes_where_they_are_referred_to(page: Page, words: str) -> None:
    """The theme's feature `content.footnote.tooltips` works, and its script does not fail."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{words}zh-hans/articles/words/")

    page.locator(".footnote-ref").first.hover()

    expect(page.locator(".md-tooltip2__inner")).to_contain_text("注释。")
    assert errors == []
