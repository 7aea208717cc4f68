"""Pages at 400 per cent, with wider text, less motion or forced colours, and as screen readers walk through them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

PAGES = (
    *("", "en/", "zh-hans/about/", "zh-hans/articles/", "en/articles/three-years-of-pilots/", "en/themes/people/"),
    *("zh-hant/timeline/", "en/figures/", "zh-hant/regions/", "en/regions/mianyang/", "en/glossary/", "zh-hant/tags/"),
    *("zh-hans/tags/shi-dian/", "en/sources/", "zh-hans/search/?q=志愿", "404.html"),
)
"""Every kind of page, in changing editions."""
ARTICLE = "en/articles/volunteering/"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SPACING = """* { letter-spacing: .12em !important; line-height: 1.5 !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
CUT = """[...document.querySelectorAll('main *, header *')].filter(one =>
    one.checkVisibility({visibilityProperty: true}) && ['hidden', 'clip'].includes(getComputedStyle(one).overflowX)
    && one.clientWidth > 2 && one.scrollWidth > one.clientWidth + 2 && one.innerText?.trim()
).map(one => one.outerHTML)"""
MOVING = """[...document.querySelectorAll('*')].filter(one => {
    const {transitionProperty, transitionDuration, animationName, scrollBehavior} = getComputedStyle(one);
    return animationName !== 'none' || scrollBehavior === 'smooth'
        || (transitionProperty !== 'none' && parseFloat(transitionDuration) > 0);
}).map(one => one.outerHTML.slice(0, 80))"""
LEVELS = """[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(one => one.checkVisibility())
    .map(one => Number(one.localName[1]))"""
OUTSIDE = """[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')].filter(one =>
    one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true})
    && (one.closest('[aria-hidden=true]') || one.getBoundingClientRect().right <= 0)).map(one => one.outerHTML)"""
NAMED = {"link", "button", "checkbox", "combobox", "searchbox", "textbox", "radio", "navigation", "region", "figure"}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_at_four_hundred_per_cent(browser: Browser, address: str, path: str) -> None:
    """Nothing is cut off or scrolls to the side, with WCAG's spacing too, and no focus is off the page."""
    page = browser.new_page(viewport={"width": 320, "height": 256})
    page.goto(address + path, wait_until="networkidle")
    assert page.evaluate(OVERFLOW) == 0
    assert page.evaluate(OUTSIDE) == []
    page.add_style_tag(content=SPACING)
    assert page.evaluate(OVERFLOW) == 0
    assert page.evaluate(CUT) == []
    page.close()


def list_nodes(page: Page) -> list[dict[str, Any]]:
    """Return what the browser tells screen readers of, in the order of reading."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    return [node for node in tree["nodes"] if not node["ignored"]]


@pytest.mark.parametrize("path", PAGES)
def test_a_walk_through_a_page(context: BrowserContext, address: str, path: str) -> None:
    """One main part, one title, no level left out, and a name for all that can be used or is a landmark."""
    page = context.new_page()
    page.goto(address + path, wait_until="networkidle")
    nodes = list_nodes(page)
    roles = [node["role"]["value"] for node in nodes]
    unnamed = [
        node for node in nodes if node["role"]["value"] in NAMED and not node.get("name", {}).get("value", "").strip()
    ]
    levels = page.evaluate(LEVELS)

    assert roles.count("main") == levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    assert [(node["role"]["value"], node.get("properties")) for node in unnamed] == []
    assert page.evaluate(OUTSIDE) == []
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip").first).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('header.md-header, .md-sidebar')")


def test_the_drawer_by_keyboard(browser: Browser, address: str) -> None:
    """A narrow page's navigation opens by its second link, takes the focus, and gives it back on Escape."""
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(address + ARTICLE, wait_until="networkidle")
    link = page.locator(".dz-menu")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_have_text("Navigation")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(page.locator("#__drawer")).not_to_be_checked()
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(page.locator(".md-nav__link", has_text="Glossary")).to_be_visible()
    page.close()


def test_single_keys_can_be_switched_off(browser: Browser, address: str) -> None:
    """A box at the foot of pages switches off the keys that work by themselves, on all pages, and on again."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address + ARTICLE, wait_until="networkidle")
    box = page.get_by_role("checkbox", name="Single-key shortcuts (/, d)")
    overlay = page.locator(".dz-search-overlay")
    box.uncheck()
    page.goto(address + "en/", wait_until="networkidle")
    page.keyboard.press("/")
    page.keyboard.press("d")
    expect(page.locator(".dz-pair")).to_have_count(0)
    expect(overlay.filter(visible=True)).to_have_count(0)
    box.check()
    box.blur()
    page.keyboard.press("/")
    expect(overlay.filter(visible=True)).to_have_count(1)
    context.close()


def test_less_motion(browser: Browser, address: str) -> None:
    """Where readers ask for less motion nothing moves by itself, neither of ours nor of the theme's."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + ARTICLE)
    assert page.evaluate(MOVING) == []
    context.close()


def test_forced_colours(browser: Browser, address: str) -> None:
    """In forced colours the focus, an addressed passage, the current edition and what is searched are marked."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{address}{ARTICLE}?q=volunteers#b-2", wait_until="networkidle")
    outline = "one => getComputedStyle(one).outlineStyle"
    assert page.locator("#b-2").evaluate(outline) == "solid"
    border = "one => getComputedStyle(one).borderBottomColor"
    switcher = page.locator(".dz-switcher")
    assert switcher.locator("[aria-current]").evaluate(border) != switcher.locator("a").first.evaluate(border)
    hit = page.locator("mark.dz-hit").first
    assert hit.evaluate("one => getComputedStyle(one).backgroundColor") != page.evaluate(
        "getComputedStyle(document.body).backgroundColor"
    )
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate(outline) == "solid"
    context.close()
