"""What readers do at once: two taps, keys in a card, parallel reading with sorted tables, narrow and odd browsers."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

ARTICLE = "{}/articles/volunteering/"
CHARTS = "{}/articles/three-years-of-pilots/"
NUMBER = ".dz-text a.dz-value"
CARD = ".dz-value-card"
PAUSE = 300
"""Milliseconds in which what must not open would have opened."""
SLOW = """() => {
    const load = window.fetch;
    window.fetch = async (...asked) => {
        while (!window.isFast) await new Promise(go => setTimeout(go, 10));
        return load(...asked);
    };
}"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
FORBID_STORAGE = """for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, {get() { throw new DOMException("no", "SecurityError") }});
}"""
SORT = """() => [...document.querySelectorAll("table.sortable")].map(table =>
    [...table.querySelectorAll("thead .dz-sort")].map(button => {
        button.click();
        const rows = [...table.tBodies[0].rows].map(row => row.querySelector("[data-block]").dataset.block);
        button.click();
        button.click();
        return rows;
    }))"""
"""The order of rows by each column of each table."""
ADD_COUNTERPARTS = """() => {
    for (const [number, cell] of [...document.querySelectorAll("table.sortable td")].entries()) {
        const column = document.createElement("span");
        column.dataset.dzColumn = "1";
        column.textContent = `${9999 - number} units`;
        cell.prepend(column);
    }
}"""


def open_page(context: BrowserContext, address: str) -> Page:
    """Open an address, and wait until its scripts have run."""
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    return page


def test_two_taps_open_one_card(context: BrowserContext, address: str) -> None:
    """A double click opens one card, and of two numbers tapped while the first loads the second opens."""
    page = open_page(context, address + ARTICLE.format("en"))
    page.evaluate(SLOW)
    numbers = page.locator(NUMBER)
    numbers.nth(0).dblclick()
    numbers.nth(2).click()
    page.evaluate("window.isFast = true")
    expect(page.locator(f"{CARD}__actions a")).to_have_attribute("href", numbers.nth(2).evaluate("one => one.href"))
    expect(page.locator(CARD)).to_have_count(1)
    page.keyboard.press("Escape")
    numbers.nth(0).dblclick()
    expect(page.locator(CARD)).to_have_count(1)


def test_a_late_card_opens_above_nothing_else(context: BrowserContext, address: str) -> None:
    """A card that comes after the search was opened stays away, and no key opens the search above a card."""
    page = open_page(context, address + ARTICLE.format("en"))
    page.evaluate(SLOW)
    page.locator(NUMBER).first.click()
    page.keyboard.press("/")
    expect(page.locator(".dz-search-overlay")).to_be_visible()
    with page.expect_response("**/figures/") as answer:
        page.evaluate("window.isFast = true")
    answer.value.finished()
    page.wait_for_timeout(PAUSE)
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)

    page = open_page(context, address + ARTICLE.format("en"))
    page.locator(NUMBER).first.click()
    page.locator(f"{CARD}__name").click()
    page.keyboard.press("/")
    page.wait_for_timeout(PAUSE)
    expect(page.locator("dialog[open]")).to_have_count(1)


def test_a_card_stays_while_it_is_read(context: BrowserContext, address: str) -> None:
    """Neither a click on a blank part nor a selection that ends beside it closes a card; it is never printed."""
    page = open_page(context, address + ARTICLE.format("en"))
    page.locator(NUMBER).first.click()
    card = page.locator(CARD)
    page.locator(CARD).click(position={"x": 4, "y": 40})
    expect(card).to_be_visible()
    name = page.locator(f"{CARD}__name").bounding_box()
    assert name is not None
    page.mouse.move(name["x"] + 10, name["y"] + 5)
    page.mouse.down()
    page.mouse.move(5, 5)
    page.mouse.up()
    expect(card).to_be_visible()
    page.emulate_media(media="print")
    expect(card).to_be_hidden()
    page.emulate_media(media="screen")
    page.mouse.click(5, 5)
    expect(card).to_have_count(0)


def test_a_card_in_a_column_does_not_list_its_own_article(context: BrowserContext, address: str) -> None:
    """Among the other articles that use a figure is not the one that is read, in another edition either."""
    page = open_page(context, f"{address}{ARTICLE.format('en')}?with=zh-Hans")
    page.locator("[data-dz-column='1'] a.dz-value").first.click()
    page.locator(CARD).wait_for()
    assert page.locator(f"{CARD} dd a[href*='/volunteering/']").count() == 0


def test_languages_that_are_none(browser: Browser, address: str) -> None:
    """A browser that names en-US@posix, as some do, still opens cards, and offers the language it names next."""
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(navigator, 'languages', {get: () => ['en-US@posix', 'zh-CN']})")
    page = open_page(context, address + ARTICLE.format("en"))
    expect(page.locator(".dz-offer")).to_have_attribute("lang", "zh-Hans")
    page.locator(NUMBER).first.click()
    expect(page.locator(CARD)).to_be_visible()
    context.close()


def test_the_offer_keeps_what_is_asked(browser: Browser, address: str) -> None:
    """The offer of another edition leads to the same passage and the same search."""
    context = browser.new_context(locale="zh-TW")
    page = open_page(context, f"{address}{ARTICLE.format('en')}?q=volunteers#b-40")
    page.locator(".dz-offer a").click()
    expect(page).to_have_url(f"{address}{ARTICLE.format('zh-hant')}?q=volunteers#b-40")
    context.close()


@pytest.mark.parametrize("has_storage", [True, False])
def test_what_is_open_stays_open(browser: Browser, address: str, has_storage: bool) -> None:  # noqa: FBT001
    """A link within the page neither closes a counterpart nor changes what is chosen, with and without storage."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    if not has_storage:
        context.add_init_script(FORBID_STORAGE)
    page = open_page(context, f"{address}{ARTICLE.format('en')}?with=zh-Hans")
    page.locator(".dz-parallel-button").click()
    page.locator(".dz-parallel-menu [value=below]").check()
    page.keyboard.press("Escape")
    page.locator(".dz-text p.dz-asked").nth(2).click(position={"x": 400, "y": 5})
    expect(page.locator(".dz-pair")).to_have_count(1)
    page.evaluate("location.hash = '#b-40'")
    page.wait_for_function("document.querySelector(':target')")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".dz-pair")).to_have_count(1)
    context.close()


def test_what_was_copied_is_said(context: BrowserContext, address: str) -> None:
    """The message that the address of a passage was copied can be seen."""
    context.grant_permissions(["clipboard-write"])
    page = open_page(context, address + ARTICLE.format("en"))
    page.locator(".dz-text p[id^=b-]").first.hover()
    page.locator(".dz-passage").click()
    said = page.get_by_role("status").filter(has_text="Link copied")
    expect(said).to_have_css("clip-path", "none")
    box = said.bounding_box()
    assert box is not None
    assert box["width"] > 40


def test_the_code_of_a_chart_is_copied_twice(context: BrowserContext, address: str) -> None:
    """The button that says that it has copied has its own name again, however often it was pressed."""
    context.grant_permissions(["clipboard-write"])
    page = open_page(context, address + CHARTS.format("en"))
    page.clock.install()
    page.evaluate("for (const one of document.querySelectorAll('.dz-chart details')) one.open = true")
    button = page.locator("[data-dz-copy]").first
    name = button.inner_text()
    for _press in range(2):
        button.click()
        expect(button).to_have_text("Copied")
    page.clock.run_for(3000)
    expect(button).to_have_text(name)


def test_a_chart_in_a_column_can_be_taken_away(context: BrowserContext, address: str) -> None:
    """The buttons of a chart are there in each column of parallel reading."""
    page = open_page(context, f"{address}{CHARTS.format('en')}?with=zh-Hans")
    buttons = page.locator("[data-dz-column='1'] .dz-chart button, .dz-chart[data-dz-column='1'] button")
    assert buttons.evaluate_all("all => all.map(one => one.hidden)") == [False, False]


def test_tables_are_sorted_alike_in_parallel_reading(context: BrowserContext, constructs: str) -> None:
    """A counterpart in a cell does not change how its column is sorted."""
    page = open_page(context, f"{constructs}zh-hans/markdown/")
    alone = page.evaluate(SORT)
    assert alone
    page.evaluate(ADD_COUNTERPARTS)
    assert page.evaluate(SORT) == alone


@pytest.mark.parametrize("place", ["glossary/", "articles/volunteering/"])
@pytest.mark.parametrize("edition", ["zh-hans", "en"])
def test_a_page_fits_at_four_times_its_size(browser: Browser, address: str, edition: str, place: str) -> None:
    """At 320 pixels, which is a window of 1280 at 400 %, nothing has to be scrolled sideways."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="en-GB")
    page = open_page(context, f"{address}{edition}/{place}")
    assert page.evaluate(OVERFLOW) == 0
    context.close()


def test_scripts_do_not_share_names(context: BrowserContext, constructs: str) -> None:
    """The scripts of charts and of sorted tables run on one page."""
    page = context.new_page()
    errors: list[Any] = []
    page.on("pageerror", lambda error: errors.append(error))  # noqa: PLW0108 -- Playwright wants a function
    page.goto(f"{constructs}en/markdown/", wait_until="networkidle")
    assert page.locator(".dz-sort").count()
    folder = page.evaluate("new URL('.', document.querySelector('script[src*=tables]').src).href")
    page.add_script_tag(url=f"{folder}charts.js")
    assert errors == []
