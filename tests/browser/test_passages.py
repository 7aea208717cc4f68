"""Links to passages, and what stands at the foot of an article, in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

ARTICLE = "articles/volunteering/"
EDITIONS = {"zh-hans": "网址已复制", "zh-hant": "網址已複製", "en": "Link copied"}


def read_clipboard(page: Page) -> str:
    """Return what was copied."""
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_link_of_a_passage(context: BrowserContext, address: str, edition: str) -> None:
    """The link beside the passage under the pointer is copied, in the reader's edition, and readers are told so."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}{edition}/{ARTICLE}?q=x")
    passage = page.locator(".dz-text p[id^=b-]").nth(1)
    passage.hover()
    expect(page.locator(".dz-passage")).to_have_css("opacity", "1")
    page.locator(".dz-passage").click()

    expect(page.get_by_role("status").filter(has_text=EDITIONS[edition])).to_be_visible()
    assert read_clipboard(page) == f"{address}{edition}/{ARTICLE}#{passage.get_attribute('id')}"


def test_links_by_keyboard(context: BrowserContext, address: str) -> None:
    """All passages together are one stop; arrows move on, `c` copies there, and nowhere else."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}en/{ARTICLE}")
    names = page.locator(".dz-text :is([data-block], table)[id]").evaluate_all("all => all.map((one) => one.id)")
    page.evaluate("navigator.clipboard.writeText('nothing')")
    page.keyboard.press("c")
    assert read_clipboard(page) == "nothing"
    assert page.locator(".dz-passage").count() == 1
    page.locator("h1").evaluate("one => { one.tabIndex = -1; one.focus() }")
    for _press in range(20):
        page.keyboard.press("Tab")
        if page.locator(".dz-passage:focus").count():
            break
    expect(page.locator(".dz-passage")).to_be_focused()
    expect(page.locator(".dz-passage")).to_have_attribute("href", f"#{names[0]}")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_visible()

    assert read_clipboard(page) == f"{address}en/{ARTICLE}#{names[2]}"


def test_a_passage_without_script(context: BrowserContext, address: str) -> None:
    """An address leads to its passage in any edition, visibly, without a script."""
    page = context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    for edition in EDITIONS:
        page.goto(f"{address}{edition}/{ARTICLE}#b-3")
        target = page.locator(":target")
        assert target.get_attribute("data-block") == "3"
        expect(target).to_be_in_viewport()
        assert "px" in str(target.evaluate("one => getComputedStyle(one).boxShadow"))
    expect(page.locator("[data-dz-share]")).to_be_hidden()


@pytest.mark.parametrize("menu", [True, False], ids=["menu of the system", "clipboard"])
def test_sharing(menu: bool, context: BrowserContext, address: str) -> None:  # noqa: FBT001
    """Title and address go to the system's menu, or into the clipboard if there is none."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    given = "data => { window.given = data }" if menu else "undefined"
    context.add_init_script(f"Object.defineProperty(navigator, 'share', {{value: {given}}})")
    page = context.new_page()
    page.goto(f"{address}en/{ARTICLE}#b-3")
    page.get_by_role("button", name="Share").click()
    title, url = page.locator("h1").inner_text(), f"{address}en/{ARTICLE}"
    if menu:
        assert page.evaluate("given") == {"title": title, "url": url}
    else:
        expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
        assert read_clipboard(page) == f"{title}\n{url}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_head_and_foot(
    edition: str, scheme: str, context: BrowserContext, address: str, list_violations: Callable[..., list[object]]
) -> None:
    """Head, foot and the articles beside it violate no rule of accessibility; every target is 24 pixels high."""
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{address}{edition}/{ARTICLE}")
    expect(page.locator("[data-dz-share]")).to_be_visible()
    assert re.search(r"\d", page.locator(".dz-facts").first.inner_text())
    assert list_violations(page, ".md-content") == []
    heights = page.locator(":is(.dz-origin, .dz-neighbours, .dz-related, .dz-actions) :is(a, button)").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24
