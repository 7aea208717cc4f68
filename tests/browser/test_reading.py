"""The report in a browser, in three editions."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

EDITIONS = ("zh-hans", "zh-hant", "en")
CODES = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant-TW", "en": "en"}
KINDS = (
    *("", "about/", "articles/", "articles/volunteering/", "articles/three-years-of-pilots/", "themes/institutions/"),
    *("timeline/", "figures/", "regions/", "regions/sichuan/", "glossary/", "sources/"),
    *("tags/", "tags/shi-dian/"),
)
PHONE = 360
QUERIES = (("zh-hans", "志願服務"), ("zh-hant", "志愿服务"), ("en", "volunteering"))
"""A query for each edition; those for Chinese editions are in the other script."""
PATIENCE = 30_000
"""The longest time, in milliseconds, that a busy machine may take to load an index."""


def open_quietly(context: BrowserContext, address: str, path: str) -> tuple[Page, Callable[[], list[str]]]:
    """Open a page, and return it with a function that lists errors of its console and requests."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda one: None if one.url.startswith((address, "data:")) else complaints.append(one.url))
    page.on("response", lambda one: complaints.append(f"{one.status} {one.url}") if one.status >= 400 else None)
    page.goto(address + path, wait_until="networkidle")
    return page, lambda: complaints


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_opens_without_a_complaint(context: BrowserContext, address: str, edition: str, kind: str) -> None:
    """There are no console errors, failed requests or requests to other hosts; the page has the edition's language.

    At 360 pixels it does not scroll horizontally.
    """
    page, complaints = open_quietly(context, address, f"{edition}/{kind}")

    assert page.locator("html").get_attribute("lang") == CODES[edition]
    assert page.locator("h1").count() == 1
    assert complaints() == []
    page.set_viewport_size({"width": PHONE, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_the_switcher_leads_to_the_same_heading(context: BrowserContext, address: str) -> None:
    """The switcher keeps the heading in the address."""
    page, complaints = open_quietly(context, address, "zh-hans/articles/volunteering/#chengdu")
    switcher = page.locator(".dz-switcher")

    expect(switcher.locator("[aria-current]")).to_have_text("简体")
    switcher.get_by_text("English").click()

    expect(page).to_have_url(f"{address}en/articles/volunteering/#chengdu")
    expect(page.locator("#chengdu")).to_have_text("Figures for Chengdu")
    assert complaints() == []


@pytest.mark.parametrize(
    ("start", "query"), [("zh-hans/search/", "?q=试点"), ("zh-hans/figures/", "?theme=people&region=chengdu")]
)
def test_the_switcher_keeps_what_is_asked(context: BrowserContext, address: str, start: str, query: str) -> None:
    """A search and the choice of figures go along."""
    page, complaints = open_quietly(context, address, start + query)
    page.locator(".dz-switcher").get_by_text("繁體").click()
    page.wait_for_url("**/zh-hant/**")
    assert unquote(urlsplit(page.url).query) == query[1:]
    assert complaints() == []


def test_the_switcher_keeps_the_place(context: BrowserContext, address: str) -> None:
    """The block at the top of the window stays where it is, though texts have other lengths."""
    page, _complaints = open_quietly(context, address, "en/articles/volunteering/")
    page.locator("[data-block='40']").evaluate("one => scrollTo(0, scrollY + one.getBoundingClientRect().top - 130)")
    page.locator(".dz-switcher").get_by_text("简体").click()
    page.wait_for_url("**/zh-hans/**")
    page.wait_for_function("() => scrollY > 100")
    top = page.locator("[data-block='40']").evaluate("one => one.getBoundingClientRect().top")
    assert abs(top - 130) < 40


@pytest.mark.parametrize(
    ("locale", "edition", "offer"),
    [
        ("zh-TW", "zh-hans", "閱讀本頁的繁體版本"),
        ("zh-HK", "en", "閱讀本頁的繁體版本"),
        ("zh-CN", "zh-hant", "阅读本页的简体版本"),
        ("en-GB", "zh-hans", "Read this page in English"),
        ("zh-SG", "zh-hans", ""),
        ("zh-MO", "zh-hant", ""),
        ("en-US", "en", ""),
        ("fr-FR", "zh-hant", ""),
    ],
)
def test_readers_are_offered_their_edition(
    browser: Browser, address: str, locale: str, edition: str, offer: str
) -> None:
    """Whoever's browser asks for another edition than the page's is told once, in its words, and led nowhere."""
    context = browser.new_context(locale=locale)
    page = context.new_page()
    start = f"{address}{edition}/articles/volunteering/"
    page.goto(start)
    expect(page.locator(".dz-offer a")).to_have_text([offer] if offer else [])
    assert page.url == start
    if offer:
        page.locator(".dz-offer button").click()
        expect(page.locator(".dz-offer")).to_have_count(0)
        page.goto(f"{address}{edition}/articles/")
        expect(page.locator(".dz-offer")).to_have_count(0)
    context.close()


def test_a_section_leads_to_its_articles(context: BrowserContext, address: str) -> None:
    """Links lead from home to a theme, an article and another article, all within the edition."""
    page, complaints = open_quietly(context, address, "zh-hant/")

    page.locator(".dz-themes a").first.click()
    expect(page.locator("h1")).to_have_text("體制機制與改革")
    page.locator(".dz-articles a", has_text="三年試點").first.click()
    expect(page.locator("h1")).to_have_text("三年試點：計劃與完成")
    page.locator(".dz-text a", has_text="從部門新設到三級協同").first.click()
    expect(page.locator("h1")).to_have_text("從部門新設到三級協同")

    assert page.url.startswith(f"{address}zh-hant/")
    assert complaints() == []


def test_the_root_page_lets_the_reader_choose(context: BrowserContext, address: str) -> None:
    """The root page does not redirect; the reader chooses an edition."""
    page, complaints = open_quietly(context, address, "")

    assert page.url == address
    page.locator(".dz-choices a", has_text="English").click()
    expect(page).to_have_url(f"{address}en/")
    assert complaints() == []


def test_dark_mode_is_one_click_away(context: BrowserContext, address: str) -> None:
    """The switch changes the colour scheme, and has a title in the language of the page."""
    page, _complaints = open_quietly(context, address, "en/")

    page.get_by_title("Switch to dark mode").click()

    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.get_by_title("Switch to light mode")).to_be_visible()


@pytest.mark.parametrize(
    ("edition", "query"), [("zh-hans", "註冊志願者"), ("zh-hant", "注册志愿者"), ("en", "registered volunteers")]
)
def test_search_finds_an_article_of_the_edition(
    context: BrowserContext, address: str, edition: str, query: str
) -> None:
    """A query in either script leads to its hit on a page of the edition."""
    page, complaints = open_quietly(context, address, f"{edition}/about/")

    page.keyboard.press("/")
    expect(page.locator("#dz-search-input")).to_be_focused()
    page.keyboard.insert_text(query)
    result = page.locator("[role=option]").first
    expect(result).to_be_visible(timeout=PATIENCE)
    result.click()
    page.wait_for_url(f"{address}{edition}/**/?q=*")
    block = parse_qs(urlsplit(page.url).query)["block"][0]
    expect(page.locator(f"[data-block='{block}'] mark.dz-hit").first).to_be_in_viewport()

    assert complaints() == []


def test_the_interface_of_the_theme_is_in_the_script_of_the_edition(context: BrowserContext, address: str) -> None:
    """The theme's own texts are in the script of the edition."""
    page, _complaints = open_quietly(context, address, "zh-hant/articles/volunteering/")

    expect(page.locator("[data-md-component=top]")).to_contain_text("回到頂端")
    expect(page.locator(".md-nav--secondary > .md-nav__title").first).to_contain_text("目錄")
