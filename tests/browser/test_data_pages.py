"""The table of figures and the notes of terms in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

ARTICLE = "zh-hans/articles/departments-and-three-levels/"


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """Yield the browser context of a phone with a touch screen."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    yield context
    context.close()


def count_rows(page: Page) -> int:
    """Count the visible figures."""
    return page.locator("#dz-index tbody tr:visible").count()


def test_the_table_is_filtered_by_what_is_chosen(context: BrowserContext, address: str) -> None:
    """Theme, region and year select the rows that match all of them; the address contains the selection."""
    page = context.new_page()
    page.goto(f"{address}en/figures/")
    everything = count_rows(page)
    page.get_by_label("Place").select_option("yuechi")
    county = count_rows(page)
    page.get_by_label("Theme").select_option("safety")

    assert 0 < count_rows(page) < county < everything
    assert page.url == f"{address}en/figures/?region=yuechi&theme=safety"
    expect(page.locator("#dz-filter output")).to_have_text(f"{count_rows(page)} of {everything} figures")


def test_an_address_shows_what_was_chosen(context: BrowserContext, address: str) -> None:
    """The address restores the selection; invalid values are ignored."""
    page = context.new_page()
    page.goto(f"{address}zh-hant/figures/?theme=digital&year=1899")

    expect(page.locator("select[name=theme]")).to_have_value("digital")
    expect(page.locator("select[name=year]")).to_have_value("")
    assert page.locator("#dz-index tbody tr:visible:not([data-theme=digital])").count() == 0
    assert count_rows(page) > 0


def test_without_script_the_whole_table_is_there(browser: Browser, address: str) -> None:
    """Without JavaScript the form is hidden and every row is visible."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}zh-hans/figures/")

    expect(page.locator("#dz-filter")).to_be_hidden()
    assert count_rows(page) == page.locator("#dz-index tbody tr").count() > 0
    context.close()


def test_a_term_is_explained_under_the_pointer_and_in_focus(context: BrowserContext, address: str) -> None:
    """Hovering and focus open the note, which stays open under the pointer; Escape closes it."""
    page = context.new_page()
    page.goto(address + ARTICLE)
    term = page.locator(".dz-term").first
    note = page.locator(f"[id='{term.get_attribute('aria-describedby')}']")
    expect(note).to_be_hidden()

    term.hover()
    expect(note).to_be_visible()
    note.hover()
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    term.focus()
    expect(note).to_be_visible()
    page.locator(".dz-term").nth(1).focus()
    expect(note).to_be_hidden()


def test_a_term_is_explained_when_it_is_tapped(phone: BrowserContext, address: str) -> None:
    """A tap opens the note inside the screen; a second one leads to the glossary."""
    page = phone.new_page()
    page.goto(address + ARTICLE)
    term = page.locator(".dz-term").first
    note = page.locator(f"[id='{term.get_attribute('aria-describedby')}']")
    term.tap()
    expect(note).to_be_visible()
    box = note.bounding_box()

    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert page.url == address + ARTICLE
    term.tap()
    page.wait_for_url("**/zh-hans/glossary/#*")


def test_a_table_is_one_on_a_narrow_screen(phone: BrowserContext, address: str) -> None:
    """On a narrow screen the parts of a table are blocks, but keep their table roles for screen readers."""
    page = phone.new_page()
    page.goto(f"{address}en/figures/")

    assert page.locator("#dz-index td").first.evaluate("cell => getComputedStyle(cell).display") == "block"
    assert page.locator("table#dz-index[role=table]").count() == 1
    rows = page.locator("#dz-index tbody tr[role=row]").count()
    assert rows == page.locator("#dz-index tbody th[role=rowheader]").count() == count_rows(page)
    assert page.locator("#dz-index thead th:not([role=columnheader])").count() == 0
    assert page.locator("#dz-index :is(td:not([role=cell]), :is(thead, tbody):not([role=rowgroup]))").count() == 0


def test_an_open_menu_is_closed_when_the_page_is_loaded_anew(phone: BrowserContext, address: str) -> None:
    """Going back does not reopen the menu: browsers restore its checkbox unless the form forbids it."""
    page = phone.new_page()
    page.goto(address + ARTICLE)
    page.locator(".md-header label[for=__drawer]").tap()
    expect(page.locator("#__drawer")).to_be_checked()
    page.goto(f"{address}en/about/")
    page.go_back()
    expect(page.locator("#__drawer")).not_to_be_checked()


def test_filters_fold_on_a_phone(phone: BrowserContext, address: str) -> None:
    """On a phone the filters are folded, and say how many of them are chosen; what is found is told all the same."""
    page = phone.new_page()
    page.goto(f"{address}zh-hant/figures/?theme=digital&year=2025")
    summary = page.locator("#dz-filter summary")
    expect(summary).to_have_text("篩選 (2)")
    expect(page.locator("select[name=theme]")).to_be_hidden()
    expect(page.locator("#dz-filter output")).to_have_text(re.compile(r"共194項，顯示\d+項"))
    summary.tap()
    page.locator("select[name=year]").select_option("")
    expect(summary).to_have_text("篩選 (1)")
    sizes = page.locator("#dz-filter :is(summary, select)").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 24
    assert page.evaluate("() => document.documentElement.scrollWidth") == 360


def test_filters_are_open_on_a_wide_screen(context: BrowserContext, address: str) -> None:
    """A wide screen shows the filters and no fold, also when a narrow window becomes wide."""
    page = context.new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{address}en/figures/")
    expect(page.get_by_label("Theme")).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 740})
    expect(page.get_by_label("Theme")).to_be_visible()
    expect(page.locator("#dz-filter summary")).to_be_hidden()


def test_results_scroll_below_the_field_on_a_phone(phone: BrowserContext, address: str) -> None:
    """On the page of results of a phone the field stays below the header, and the filters fold with their number."""
    page = phone.new_page()
    page.goto(f"{address}zh-hans/search/?q=志愿&theme=people")
    page.locator("#dz-search-page [role=option]").nth(4).wait_for()
    expect(page.locator(".dz-search-filters summary")).to_have_text("筛选 (1)")
    expect(page.locator(".dz-search-filters select").first).to_be_hidden()
    page.evaluate("() => scrollTo(0, 600)")
    form = page.locator("#dz-search-page form").bounding_box()
    header = page.locator(".md-header").bounding_box()
    assert form is not None
    assert header is not None
    assert round(form["y"]) == round(header["y"] + header["height"])
    # The layout ends where the keyboard begins, where a browser knows how.
    viewport = page.locator("meta[name=viewport]").get_attribute("content")
    assert viewport is not None
    assert viewport.endswith("interactive-widget=resizes-content")
    page.locator(".md-header [data-dz-search]").tap()
    expect(page.locator("#dz-search-input")).to_be_focused()
    expect(page.locator("dialog")).to_have_count(0)
