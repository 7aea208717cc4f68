"""The table of figures and the notes of terms in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

ARTICLE = "zh-hans/articles/departments-and-three-levels/"


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """Give a telephone that is tapped."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    yield context
    context.close()


def count_rows(page: Page) -> int:
    """Count the figures that a reader sees."""
    return page.locator("#dz-index tbody tr:visible").count()


def test_the_table_is_filtered_by_what_is_chosen(context: BrowserContext, address: str) -> None:
    """Theme, region and year leave the rows that have all of them; the address says what was chosen."""
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
    """A shared address chooses again; what cannot be chosen is passed over."""
    page = context.new_page()
    page.goto(f"{address}zh-hant/figures/?theme=digital&year=1899")

    expect(page.locator("select[name=theme]")).to_have_value("digital")
    expect(page.locator("select[name=year]")).to_have_value("")
    assert page.locator("#dz-index tbody tr:visible:not([data-theme=digital])").count() == 0
    assert count_rows(page) > 0


def test_without_script_the_whole_table_is_there(browser: Browser, address: str) -> None:
    """No form that does nothing, and every row."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}zh-hans/figures/")

    expect(page.locator("#dz-filter")).to_be_hidden()
    assert count_rows(page) == page.locator("#dz-index tbody tr").count() > 0
    context.close()


def test_a_term_is_explained_under_the_pointer_and_in_focus(context: BrowserContext, address: str) -> None:
    """Hovering and focus open the note, the pointer may go to it, and Escape closes it."""
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
    """A tap opens the note inside the screen and stays on the page; a second one leads to the glossary."""
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
    """Its parts are shown as blocks there, and are table, rows and cells to screen readers all the same."""
    page = phone.new_page()
    page.goto(f"{address}en/figures/")

    assert page.locator("#dz-index td").first.evaluate("cell => getComputedStyle(cell).display") == "block"
    assert page.locator("table#dz-index[role=table]").count() == 1
    rows = page.locator("#dz-index tbody tr[role=row]").count()
    assert rows == page.locator("#dz-index tbody th[role=rowheader]").count() == count_rows(page)
    assert page.locator("#dz-index thead th:not([role=columnheader])").count() == 0
    assert page.locator("#dz-index :is(td:not([role=cell]), :is(thead, tbody):not([role=rowgroup]))").count() == 0


def test_an_open_menu_is_closed_when_the_page_is_loaded_anew(phone: BrowserContext, address: str) -> None:
    """The theme keeps the state of its menu in a checkbox, which browsers fill in again unless its form says no."""
    page = phone.new_page()
    page.goto(address + ARTICLE)
    page.locator(".md-header label[for=__drawer]").tap()
    expect(page.locator("#__drawer")).to_be_checked()
    page.goto(f"{address}en/about/")
    page.go_back()
    expect(page.locator("#__drawer")).not_to_be_checked()
