"""The search of a site in the browser, below a folder of its server."""

from __future__ import annotations

from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

ARTICLE = "zh-hant/articles/volunteers/"
ITEM = "[role=option]"


def open_overlay(page: Page, address: str, query: str = "") -> Locator:
    """Open the overlay with its key, type a query, and return the input field."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="搜尋文章").or_(page.locator("#dz-search-input"))
    expect(field).to_be_focused()
    if query:
        page.keyboard.insert_text(query)
    return field


def titles(page: Page) -> list[str]:
    """Return the titles of the results."""
    return page.locator(".dz-search-title").all_inner_texts()


def test_key_opens_and_escape_closes(page: Page, site: str) -> None:
    """The key / opens the overlay, and Escape closes it."""
    open_overlay(page, site + ARTICLE)
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()


def test_button_opens(page: Page, site: str) -> None:
    """The button in the header opens the overlay; without JavaScript it is a link to the search page."""
    page.goto(site + ARTICLE)
    button = page.locator("[data-dz-search]")
    assert button.get_attribute("href") == "../../search/"
    button.click()
    expect(page.locator("#dz-search-input")).to_be_focused()


def test_key_is_a_character_in_a_field(page: Page, site: str) -> None:
    """In a field, the key / types a character."""
    field = open_overlay(page, site + ARTICLE)
    page.keyboard.press("/")
    expect(field).to_have_value("/")


def test_arrows_and_enter(page: Page, site: str) -> None:
    """Arrow keys move through the results and back to the field; Enter opens the selected result at its hit."""
    field = open_overlay(page, site + ARTICLE, "社会治理")
    items = page.locator(ITEM)
    expect(items).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(items.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "dz-search-item-0")
    page.keyboard.press("ArrowDown")
    expect(items.first).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zh-hant/articles/pilots/?*")
    assert parse_qs(urlsplit(page.url).query)["q"] == ["社会治理"]


def test_hit_is_marked_and_in_view(page: Page, site: str) -> None:
    """The page of a result marks the query's words, even across markup, and scrolls to the block."""
    page.set_viewport_size({"width": 900, "height": 300})
    page.goto(site + "zh-hant/articles/mediation/?q=台账 治理成本&block=2")
    hits = page.locator("mark.dz-hit")
    expect(hits).to_have_text(["臺帳", "治理成本"])
    expect(hits.last).to_be_in_viewport()
    assert page.locator('[data-block="2"]').inner_text() == "社會各方參與，治理成本隨之下降。"


def test_enter_without_choice_leads_to_the_page_of_results(page: Page, site: str) -> None:
    """Enter in the field opens the search page with the query in its address."""
    open_overlay(page, site + ARTICLE, "社区")
    expect(page.locator(ITEM)).to_have_count(3)
    page.keyboard.press("Enter")
    page.wait_for_url("**/zh-hant/search/?*")
    expect(page.locator(ITEM)).to_have_count(3)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["社区"]}


def test_address_holds_query_and_filters(page: Page, site: str) -> None:
    """An address with query and filters shows their results; a change of a filter changes the address."""
    page.goto(site + "zh-hans/search/?q=社區&region=sichuan&sort=date")
    expect(page.locator(".dz-search-title")).to_have_text(["志愿服务的规模与场景", "三年试点：计划与完成"])
    page.locator("select").nth(2).select_option("2024")
    expect(page.locator(".dz-search-title")).to_have_text(["三年试点：计划与完成"])
    expected = {"q": ["社區"], "region": ["sichuan"], "sort": ["date"], "year": ["2024"]}
    assert parse_qs(urlsplit(page.url).query) == expected
    # Search engines list no pages of results.
    assert page.locator('meta[name="robots"]').get_attribute("content") == "noindex"


def test_counts_are_announced(page: Page, site: str) -> None:
    """The number of results is announced in a live region."""
    open_overlay(page, site + ARTICLE, "社区")
    expect(page.locator(".dz-search-status")).to_have_text("3個結果")


def test_dates_are_those_of_the_edition(page: Page, site: str) -> None:
    """Results write dates as the pages of their edition do, not as browsers in America."""
    open_overlay(page, site + "en/articles/volunteers/", "housing estates")
    expect(page.locator(".dz-search-facts").first).to_contain_text("16 March 2026")


def test_nothing_found_suggests_what_to_try(page: Page, site: str) -> None:
    """Without results, the reader gets suggestions and a link to all articles."""
    open_overlay(page, site + "en/articles/volunteers/", "quantum")
    expect(page.locator(".dz-search-status")).to_have_text("Nothing was found")
    expect(page.locator(".dz-search-tips a")).to_have_attribute("href", f"{site}en/articles/")


def test_composition_is_not_searched(page: Page, site: str) -> None:
    """During input method composition nothing is searched."""
    open_overlay(page, site + ARTICLE)
    protocol = page.context.new_cdp_session(page)
    protocol.send("Input.imeSetComposition", {"text": "shequ", "selectionStart": 5, "selectionEnd": 5})
    page.wait_for_timeout(500)
    assert titles(page) == []
    protocol.send("Input.insertText", {"text": "社区"})
    expect(page.locator(ITEM)).to_have_count(3)


def test_search_all_editions(page: Page, site: str) -> None:
    """The switch adds pages of other editions, each with the label of its edition."""
    open_overlay(page, site + "en/articles/volunteers/", "安置点")
    expect(page.locator(".dz-search-status")).to_have_text("Nothing was found")
    page.get_by_label("Search all editions").check()
    expect(page.locator(ITEM)).to_have_count(1)
    expect(page.locator(ITEM)).to_have_attribute("lang", "zh-Hans")
    expect(page.locator(".dz-search-facts")).to_contain_text("简体")


def test_english_readers_type_chinese(page: Page, site: str) -> None:
    """The English page of an article is found by its Chinese text, which is shown below the result."""
    open_overlay(page, site + "en/articles/volunteers/", "糾紛化解")
    expect(page.locator(".dz-search-title")).to_have_text(["Settling disputes at the doorstep"])
    expect(page.locator(".dz-search-original mark")).to_have_text(["纠纷化解"])


def test_missing_shard_is_told_and_asked_for_again(page: Page, site: str) -> None:
    """If a file fails to load, a message and a retry button appear."""
    broken = True

    def fail(route: Route) -> None:
        if broken:
            route.fulfill(status=503)
        else:
            route.continue_()

    page.route("**/zh/*.bin", fail)
    open_overlay(page, site + ARTICLE, "社区")
    retry = page.locator(".dz-search-retry")
    expect(retry).to_have_text("重試")
    broken = False
    retry.click()
    expect(page.locator(ITEM)).to_have_count(3)
    expect(retry).to_have_count(0)


def test_slow_answer_does_not_overwrite_a_later_one(page: Page, site: str) -> None:
    """The results always match the field's current query, even if an earlier search finishes later."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/en/*.bin", hold)
    open_overlay(page, site + "en/articles/volunteers/", "barber")
    expect(page.locator(".dz-search-status")).to_have_text("Searching…")
    page.locator("#dz-search-input").fill("")
    expect(page.locator(".dz-search-status")).to_have_text("↑↓ to choose, Enter to open, Esc to close")
    for route in held:
        route.continue_()
    page.wait_for_timeout(500)
    assert titles(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_overlay_is_accessible(page: Page, site: str, scheme: Literal["light", "dark"], width: int) -> None:
    """The open overlay has no violations of axe's rules, on wide and narrow screens, light and dark."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(site + "zh-hans/articles/volunteers/")
    page.locator("[data-dz-search]").click()
    page.locator("#dz-search-input").fill("社区")
    expect(page.locator(ITEM)).to_have_count(3)
    page.keyboard.press("ArrowDown")
    found = Axe().run(page, context="dialog")
    assert [(one["id"], one["nodes"][0]["failureSummary"]) for one in found.response["violations"]] == []


def test_page_of_results_is_accessible(page: Page, site: str) -> None:
    """The search page has no violations of axe's rules."""
    page.goto(site + "en/search/?q=糾紛")
    expect(page.locator(ITEM)).to_have_count(1)
    found = Axe().run(page, context="#dz-search-page")
    assert [(one["id"], one["nodes"][0]["failureSummary"]) for one in found.response["violations"]] == []


def test_no_other_host_is_asked(page: Page, site: str) -> None:
    """A search sends requests only to the site."""
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    open_overlay(page, site + ARTICLE, "社区")
    expect(page.locator(ITEM)).to_have_count(3)
    assert hosts == {urlsplit(site).netloc}
