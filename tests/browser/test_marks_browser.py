"""Marks around words and bare addresses in a browser: in each edition, on phones, dark, printed, without script."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

TINY = Path(__file__).parents[1] / "site" / "tiny"
ARTICLE = """\
---
title: 标记
date: 2026-02-10
theme: roads
sources: [gazette]
summary: 各种标记。
---

原定~~三年（试点）。~~改为++两年++、^^十八个月^^，其中==重点==有*银杏Ginkgo biloba*与*Ginkgo*。

二氧化碳CO~2~、面积5km^2^，二氧化碳CO~2~、面积5km^2^，二氧化碳CO~2~、面积5km^2^。

见https://example.org/a/very/long/path/that/goes/on/and/on/and/on/until/the/line/of/a/phone/is/full的说明、www.example.org，
来信zhang@example.org。

| ~~旧~~ | https://example.org/b |
| --- | --- |
| ==新== | zhang@example.org |
"""
EDITIONS = ("zh-hans", "zh-hant", "en")
PHONE, SCREEN = 360, 1280
FIND_STYLE = """([selector, name]) => getComputedStyle(document.querySelector(".dz-text " + selector))[name]"""
SET_SCHEME = """scheme => {
    document.body.setAttribute("data-md-color-scheme", scheme);
    document.body.setAttribute("data-md-color-primary", "black");
}"""
FIND_OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def marked_site(tmp_path_factory: pytest.TempPathFactory, duizhao: Callable[..., Any]) -> Path:
    """Return a built site with an article that has every mark."""
    site = tmp_path_factory.mktemp("marked") / "tiny"
    shutil.copytree(TINY, site, ignore=shutil.ignore_patterns("site", ".cache"))
    (site / "content/articles/marks.md").write_text(ARTICLE, "utf-8")
    result = duizhao(site, "build", "--now", "2026-11-25")
    assert result.returncode == 0, result.stderr
    assert "markup-" not in result.stdout + result.stderr
    return site / "site"


@pytest.fixture
def page(browser: Browser, marked_site: Path) -> Iterator[Page]:
    """Yield a page that loads no scripts of the site."""
    context = browser.new_context(viewport={"width": PHONE, "height": 800})
    page = context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    yield page
    context.close()


def open_page(page: Page, site: Path, edition: str) -> None:
    """Open the article in an edition; the tiny site has no dark scheme, so the theme's is added."""
    page.goto((site / edition / "articles/marks/index.html").as_uri())
    page.add_style_tag(path=next((site / "assets/stylesheets").glob("palette.*.min.css")))


def find_style(page: Page, selector: str, name: str) -> str:
    """Return a computed style of the first element in the text."""
    return str(page.evaluate(FIND_STYLE, [selector, name]))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("width", [PHONE, SCREEN])
@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_marks_in_every_edition(page: Page, marked_site: Path, edition: str, width: int, scheme: str) -> None:
    """Every mark is an element, every address a link, nothing overflows, and no rule of axe is violated."""
    open_page(page, marked_site, edition)
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(SET_SCHEME, scheme)
    text = page.locator(".dz-text")

    assert [text.locator(tag).count() for tag in ("del", "ins", "mark", "sub", "sup")] == [2, 2, 2, 3, 3]
    assert text.locator("a[href^='https://example.org']").count() == 2
    assert text.locator("a[href='http://www.example.org']").count() == 1
    assert text.locator("a[href='mailto:zhang@example.org']").count() == 2
    assert page.evaluate(FIND_OVERFLOW) == 0
    found = Axe().run(page, context=".dz-text")
    assert [(one["id"], one["nodes"][0]["failureSummary"]) for one in found.response["violations"]] == []


def test_marks_look_different(page: Page, marked_site: Path) -> None:
    """Deletions are struck out, insertions have a line that no link has, indices keep the lines apart."""
    open_page(page, marked_site, "zh-hans")
    height = page.evaluate("() => document.querySelector('.dz-text sub').closest('p').clientHeight")
    lines = height / float(find_style(page, "p", "lineHeight").removesuffix("px"))

    assert "line-through" in find_style(page, "del", "textDecorationLine")
    assert find_style(page, "ins", "textDecorationStyle") == "dashed"
    assert find_style(page, "a", "textDecorationStyle") != "dashed"
    assert lines > 1
    assert round(lines, 1) == round(lines)


@pytest.mark.parametrize("edition", EDITIONS)
def test_latin_words_in_emphasis(page: Page, marked_site: Path, edition: str) -> None:
    """Chinese in emphasis has dots, the Latin words beside it are in italics; so has a text that is not translated."""
    open_page(page, marked_site, edition)

    assert "dot" in find_style(page, "em", "textEmphasisStyle")
    assert find_style(page, "em", "fontStyle") == "normal"
    for selector in ("em span", "em.dz-latin"):
        assert find_style(page, selector, "textEmphasisStyle") == "none"
        assert find_style(page, selector, "fontStyle") == "italic"


def test_marks_in_print_and_forced_colours(page: Page, marked_site: Path) -> None:
    """Printed, where backgrounds are left out, marked words are underlined; forced colours are the system's."""
    open_page(page, marked_site, "zh-hans")
    assert "underline" not in find_style(page, "mark", "textDecorationLine")
    page.emulate_media(media="print")
    assert "underline" in find_style(page, "mark", "textDecorationLine")
    page.emulate_media(media="screen", forced_colors="active")
    assert find_style(page, "mark", "backgroundColor") != find_style(page, "p", "backgroundColor")
