"""Citing an article in a browser: copying, the day of access, and all of it without a script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

ARTICLE = "articles/volunteering/"
AUTHORS = {"zh-hans": "四川基层治理观察", "zh-hant": "四川基層治理觀察", "en": "Primary-level Governance in Sichuan"}
COPIED = {"zh-hans": "已复制", "zh-hant": "已複製", "en": "Copied"}


def open_fold(context: BrowserContext, address: str) -> Page:
    """Open an article on a known day, and its fold of citations."""
    page = context.new_page()
    page.clock.set_fixed_time(datetime(2026, 12, 1, 9, 0))  # noqa: DTZ001 -- the day of the reader's own zone
    page.goto(address)
    page.locator(".dz-cite > summary").click()
    return page


@pytest.mark.parametrize("edition", AUTHORS)
def test_a_reader_copies_a_citation(edition: str, address: str, context: BrowserContext) -> None:
    """The citation in the clipboard is that on the page, with the reader's day in the style that demands one."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_fold(context, f"{address}{edition}/{ARTICLE}")
    shown = page.locator(".dz-cite__text")
    expect(shown).to_have_count(3)
    for place in range(3):
        page.locator(".dz-cite__copy").nth(place).click()
        expect(page.get_by_role("status").filter(has_text=COPIED[edition])).to_contain_text(
            page.locator(".dz-cite dt").nth(place).inner_text()
        )
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == shown.nth(place).inner_text()
        assert copied.startswith(AUTHORS[edition])
        assert ("(2026-03-16)[2026-12-01]." in copied) == (place == 0)


def test_a_browser_that_forbids_the_clipboard(address: str, context: BrowserContext) -> None:
    """The citation is copied by way of the selection, or is at least selected for the reader."""
    page = open_fold(context, f"{address}en/{ARTICLE}")
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject())")
    page.locator(".dz-cite__copy").nth(1).click()
    expect(page.locator(".dz-cite__state")).not_to_be_empty()
    assert page.evaluate("String(getSelection())") == page.locator(".dz-cite__text").nth(1).inner_text()


@pytest.mark.parametrize("edition", AUTHORS)
def test_without_script(edition: str, address: str, browser: Browser) -> None:
    """The citations can be read and selected, the files can be loaded, and there is no button that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{edition}/{ARTICLE}")
    page.locator(".dz-cite > summary").click()
    expect(page.locator(".dz-cite__text").first).to_be_visible()
    expect(page.locator(".dz-cite__text").first).to_contain_text("(2026-03-16). https://")
    expect(page.locator(".dz-cite__copy").first).to_be_hidden()
    files = [link.get_attribute("href") for link in page.locator(".dz-cite .dz-downloads a").all()]
    answers = [context.request.get(f"{page.url}{file}") for file in files]
    assert [answer.text()[:5] for answer in answers] == ["@onli", "TY  -", '[{"id']
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("edition", "width"), [("zh-hant", 360), ("en", 360), ("zh-hans", 1280)])
def test_the_foot_of_an_article(
    edition: str, width: int, scheme: str, address: str, browser: Browser, list_violations: Callable[..., list[object]]
) -> None:
    """With all its folds open it is accessible, and no wider than the screen; sources lead to their figures."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = open_fold(context, f"{address}{edition}/{ARTICLE}")
    for fold in page.locator("details.dz-taken > summary").all():
        fold.click()
    assert list_violations(page, ".dz-foot") == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.locator(".dz-taken a").first.click()
    page.wait_for_url("**/figures/#newssc2025-f16")
    expect(page.locator("#newssc2025-f16")).to_be_visible()
    context.close()
