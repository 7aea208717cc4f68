"""Every construct of docs/markdown.md in a browser: accessible, on every width, without script, on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
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


def open_page(browser: Browser, address: str, width: int, *, scripts: bool = True) -> Page:
    """Open the page in a window of its own."""
    page = browser.new_page(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    page.goto(address, wait_until="networkidle")
    return page


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("edition", EDITIONS)
def test_constructs_are_accessible_and_fit(
    browser: Browser, list_violations: Callable[..., Any], constructs: str, edition: str, width: int, scheme: str
) -> None:
    """No rule of axe is violated, and the page does not scroll to the side."""
    page = open_page(browser, f"{constructs}{edition}/markdown/", width)
    page.add_style_tag(content="*, ::before, ::after { transition: none !important }")
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)

    assert page.evaluate(OVERFLOW) == 0
    assert page.evaluate(UNSEEN, f"{FOLDED}, .tabbed-block") == []
    assert list_violations(page, ".dz-text") == []
    page.close()


@pytest.mark.parametrize("medium", ["screen", "print"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_constructs_need_no_script(browser: Browser, constructs: str, edition: str, medium: str) -> None:
    """Without script every block is seen; on paper also what is folded."""
    page = open_page(browser, f"{constructs}{edition}/markdown/", 1280, scripts=False)
    page.emulate_media(media="print" if medium == "print" else "screen")
    assert page.evaluate(UNSEEN, FOLDED if medium == "screen" else "template") == []
    page.close()
