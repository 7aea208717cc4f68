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
