"""The table of figures and the notes of terms in a browser."""

from __future__ import annotations

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
