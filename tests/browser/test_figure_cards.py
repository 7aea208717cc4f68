"""The cards of figures in a browser: opened by tap and key, copied, closed again, and links where no script runs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

ARTICLE = "{}/articles/volunteering/"
SERVED = ".dz-text a.dz-value[href$='#chengdu2025-f48']"
CARD = ".dz-value-card"
PHONE = {"width": 360, "height": 740}
REMEMBER = """() => {
    window.copied = [];
    Object.defineProperty(navigator, "clipboard", {value: {writeText: async text => void window.copied.push(text)}});
}"""
FORBID = (
    """() => Object.defineProperty(navigator, "clipboard", {value: {writeText: () => Promise.reject(new Error())}})"""
)


def open_article(context: BrowserContext, address: str, edition: str = "en") -> Page:
    """Open an article that prints how many were served."""
    page = context.new_page()
    page.goto(address + ARTICLE.format(edition))
    return page


@pytest.mark.parametrize(
    ("edition", "printed", "exact", "place"),
    [
        ("zh-hans", "超过800万人次", "超过8,000,000人次", "成都市"),
        ("zh-hant", "超過800萬人次", "超過8,000,000人次", "成都市"),
        ("en", "More than 8 million person-times a year", "More than 8,000,000 person-times a year", "Chengdu City"),
    ],
)
def test_a_card_says_what_its_row_says(
    context: BrowserContext, address: str, edition: str, printed: str, exact: str, place: str
) -> None:
    """A key opens the card of a number with its exact value; Escape closes it, and the number has the focus again."""
    page = open_article(context, address, edition)
    number = page.locator(SERVED).first
    number.focus()
    page.keyboard.press("Enter")
    card = page.locator(CARD)

    expect(card.locator(".dz-value-card__number")).to_have_text(printed)
    expect(card.locator("dd").first).to_have_text(exact)
    expect(card.get_by_role("link", name=place)).to_be_visible()
    assert card.evaluate("card => card.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(number).to_be_focused()
    assert page.url == address + ARTICLE.format(edition)


def test_the_figures_are_fetched_once(context: BrowserContext, address: str) -> None:
    """The page of all figures is asked for at the first card, and never again."""
    page = open_article(context, address)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if url.endswith("/figures/")] == []
    for number in page.locator(".dz-text a.dz-value").all()[:3]:
        number.click()
        expect(page.locator(CARD)).to_be_visible()
        page.locator(".dz-value-card__close").click()
        expect(page.locator(CARD)).to_have_count(0)
    assert len([url for url in asked if url.endswith("/figures/")]) == 1


def test_a_card_is_a_sheet_on_a_phone(browser: Browser, address: str, list_violations: Callable[..., object]) -> None:
    """A tap opens the card at the bottom of the screen, as wide as it; a tap beside it closes it."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = open_article(context, address, "zh-hant")
    page.locator(SERVED).first.tap()
    card = page.locator(CARD)
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box is not None
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, PHONE["width"], PHONE["height"])
    assert list_violations(page, CARD) == []
    sizes = card.locator("button, dd a").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(sizes) >= 24
    page.touchscreen.tap(180, 40)
    expect(card).to_have_count(0)
    context.close()


def test_a_card_is_copied_as_a_sentence_and_as_a_citation(context: BrowserContext, address: str) -> None:
    """The buttons copy the number with its qualifier, place, period and source, and the source with the address."""
    page = open_article(context, address)
    page.evaluate(REMEMBER)
    page.locator(SERVED).first.click()
    page.get_by_role("button", name="Copy as text").click()
    expect(page.locator(f"{CARD} [role=status]")).to_have_text("Copied")
    page.get_by_role("button", name="Copy as citation").click()
    page.wait_for_function("() => window.copied.length === 2")
    sentence, citation = page.evaluate("() => window.copied")

    assert ": more than 8 million person-times a year (Chengdu City, " in sentence
    assert sentence.endswith(").")
    assert citation.endswith(f", 2025. {address}en/figures/#chengdu2025-f48")


def test_what_cannot_be_copied_is_shown(context: BrowserContext, address: str) -> None:
    """Where a browser forbids writing to its clipboard, the text to copy stands on the card."""
    page = open_article(context, address)
    page.evaluate(FORBID)
    page.locator(SERVED).first.click()
    page.get_by_role("button", name="Copy as text").click()
    expect(page.locator(f"{CARD} [role=status]")).to_contain_text("more than 8 million person-times a year (")


def test_a_number_in_a_column_has_a_card_in_its_language(context: BrowserContext, address: str) -> None:
    """In parallel reading the card of a number is in the language of its column."""
    page = context.new_page()
    page.goto(f"{address}{ARTICLE.format('en')}?with=zh-Hans")
    page.locator(f"[data-dz-column='1'] {SERVED.removeprefix('.dz-text ')}").first.click()
    expect(page.locator(".dz-value-card__number")).to_have_text("超过800万人次")
    assert page.locator(CARD).get_attribute("lang") == "zh-Hans"


def test_without_a_card_a_number_is_a_link(browser: Browser, context: BrowserContext, address: str) -> None:
    """Without script, and where nothing can be fetched, a number leads to its row on the page of all figures."""
    plain = browser.new_context(java_script_enabled=False)
    page = open_article(plain, address)
    page.locator(SERVED).first.click()
    expect(page).to_have_url(f"{address}en/figures/#chengdu2025-f48")
    plain.close()

    page = open_article(context, address)
    page.route("**/figure-card.js", lambda route: route.abort())
    page.locator(SERVED).first.click()
    expect(page).to_have_url(f"{address}en/figures/#chengdu2025-f48")


@pytest.mark.parametrize("place", ["en/", "en/themes/people/", "en/regions/sichuan/"])
def test_numbers_outside_of_texts_have_cards(context: BrowserContext, address: str, place: str) -> None:
    """The lead figures of pages and the tables of regions have cards, too."""
    page = context.new_page()
    page.goto(address + place)
    number = page.locator("main a.dz-value").filter(visible=True).first
    text = number.inner_text()
    number.click()
    expect(page.locator(".dz-value-card__number")).to_have_text(text)
