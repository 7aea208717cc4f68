"""Every construct of docs/markdown.md in a browser: accessible, on every width, without script, on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

EDITIONS = ("zh-hans", "zh-hant", "en")
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOLDED = "details:not([open])"
UNSEEN = """hiding => [...document.querySelectorAll('.dz-text [data-block]')].filter(one => {
    const range = document.createRange();
    range.selectNodeContents(one);
    const {width, height} = range.getBoundingClientRect();
    return !(width && height) && one.textContent.trim() && !one.closest(hiding);
}).map(one => one.outerHTML)"""
"""Blocks with text that take no room, but those in elements that may hide them."""


@pytest.fixture(scope="module")
def constructs(markdown_site: tuple[Path, str], serve: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    """Yield the address of the page, without edition."""
    with serve(markdown_site[0] / "site") as server:
        yield server + "{}/markdown/"


def open_page(browser: Browser, address: str, width: int, *, scripts: bool = True) -> Page:
    """Open the page in a window of its own."""
    page = browser.new_page(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    page.goto(address, wait_until="networkidle")
    return page


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("edition", EDITIONS)
def test_constructs_are_accessible_and_fit(
    browser: Browser, constructs: str, edition: str, width: int, scheme: str
) -> None:
    """No rule of axe is violated, and the page does not scroll to the side."""
    page = open_page(browser, constructs.format(edition), width)
    page.add_style_tag(content="*, ::before, ::after { transition: none !important }")
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    found = Axe().run(page, context=".dz-text")

    assert page.evaluate(OVERFLOW) == 0
    assert page.evaluate(UNSEEN, f"{FOLDED}, .tabbed-block") == []
    violations = found.response["violations"]
    assert [(one["id"], node["html"], node["failureSummary"]) for one in violations for node in one["nodes"]] == []
    page.close()


@pytest.mark.parametrize("medium", ["screen", "print"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_constructs_need_no_script(browser: Browser, constructs: str, edition: str, medium: str) -> None:
    """Without script every block is seen; on paper also what is folded."""
    page = open_page(browser, constructs.format(edition), 1280, scripts=False)
    page.emulate_media(media="print" if medium == "print" else "screen")
    assert page.evaluate(UNSEEN, FOLDED if medium == "screen" else "template") == []
    page.close()
