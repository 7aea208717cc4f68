"""Parallel pages in a browser without scripts: blocks beside their counterparts, in every construct."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from test_parallel_reading import OVERFLOW, PAIRS, TEXTS

FOLDERS = {"zh-Hans": "zh-hans", "zh-Hant-TW": "zh-hant", "en": "en"}
SETS = [("zh-Hans", "en"), ("en", "zh-Hant-TW"), ("zh-Hant-TW", "zh-Hans", "en")]
PAGE = "parallel/zh-hans--en/markdown/"
ARTICLE = "parallel/zh-hans--en/articles/well/"
LINKS = """() => [...document.querySelectorAll('.md-content :is(a, img)')].map(one => one.href ?? one.src)"""


@pytest.fixture
def plain(browser: Browser) -> Iterator[BrowserContext]:
    """Yield a browser context without scripts."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    yield context
    context.close()


def find_folder(codes: tuple[str, ...]) -> str:
    """Return the folder of the parallel pages of some editions."""
    return "parallel/" + "--".join(FOLDERS[code] for code in codes)


@pytest.mark.parametrize("codes", SETS, ids="+".join)
def test_every_block_stands_beside_its_counterparts(
    plain: BrowserContext, constructs: str, codes: tuple[str, ...]
) -> None:
    """Beside each block stands the text of the same block in the other editions, at the same height."""
    page = plain.new_page()
    page.goto(f"{constructs}{find_folder(codes)}/markdown/")
    pairs = page.evaluate(PAIRS)
    texts = []
    for code in codes:
        page.goto(f"{constructs}{FOLDERS[code]}/markdown/")
        texts.append(page.evaluate(TEXTS))

    own, *others = texts
    differing = {number for number, text in own.items() if any(other.get(number, text) != text for other in others)}
    assert differing <= {pair["block"] for pair in pairs}
    assert len(pairs) > 60
    for pair in pairs:
        assert pair["texts"] == [one[pair["block"]] for one in texts], pair
        if not pair["inTable"]:
            assert max(pair["tops"]) - min(pair["tops"]) <= 2, pair
            assert all(right <= left for right, left in zip(pair["rights"], pair["lefts"][1:], strict=False)), pair


@pytest.mark.parametrize("codes", SETS, ids="+".join)
def test_ids_stand_once_and_links_lead_somewhere(
    plain: BrowserContext, constructs: str, codes: tuple[str, ...]
) -> None:
    """No id stands twice; links within the page find their target, and what it links to is there."""
    page = plain.new_page()
    address = f"{constructs}{find_folder(codes)}/markdown/"
    page.goto(address)
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(one => one.id)")
    assert sorted(ids) == sorted(set(ids))
    referred = page.evaluate(
        """() => [...document.querySelectorAll('.md-content [for], .md-content [aria-labelledby]')]
            .flatMap(one => (one.getAttribute('for') ?? one.getAttribute('aria-labelledby')).split(' '))"""
    )
    assert set(referred) <= set(ids)

    links = {one for one in page.evaluate(LINKS) if one.startswith(constructs)}
    assert len(links) > 10
    broken = []
    for link in sorted(links):
        target, _sign, fragment = link.partition("#")
        if target == address:
            assert not fragment or fragment in ids, link
        elif plain.request.get(target).status != 200:
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_they_are_accessible_and_fit(
    browser: Browser, list_violations: Callable[..., Any], constructs: str, width: int, scheme: str
) -> None:
    """No rule of axe is violated, nothing is wider than the window, and a phone shows pairs below each other."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(constructs + PAGE)
    assert page.evaluate(OVERFLOW) <= 0
    # The foot of the tiny site is its own.
    for part in (".md-header", ".md-content"):
        assert list_violations(page, part) == []
    # What a tab hides has no height.
    pairs = [pair for pair in page.evaluate(PAIRS) if not pair["inTable"] and pair["bottoms"][0]]
    below = [pair for pair in pairs if pair["tops"][1] >= pair["bottoms"][0]]
    assert len(below) == (len(pairs) if width < 960 else 0)
    context.close()


def test_links_lead_there_and_back(plain: BrowserContext, constructs: str) -> None:
    """Without scripts a page links to its parallel pages, and these to the page in each edition."""
    page = plain.new_page()
    page.goto(constructs + "en/articles/well/")
    links = page.locator(".dz-switcher .dz-parallel-page")
    assert [link.get_attribute("href") for link in links.all()] == [
        f"../../../{find_folder(codes)}/articles/well/" for codes in SETS
    ]
    links.first.click()
    page.wait_for_url(constructs + ARTICLE)
    expect(page.locator(".dz-switcher [aria-current]")).to_have_attribute("title", "对照阅读 简体 / English")
    page.locator(".dz-switcher").get_by_text("繁體", exact=True).click()
    page.wait_for_url(f"{constructs}zh-hant/articles/well/")


def test_with_scripts_the_button_takes_the_place_of_the_links(context: BrowserContext, constructs: str) -> None:
    """Who has scripts gets the button, which can do more; on a parallel page there is none."""
    page = context.new_page()
    page.goto(constructs + "en/articles/well/", wait_until="networkidle")
    expect(page.locator(".dz-parallel-button")).to_have_count(1)
    expect(page.locator(".dz-parallel-page")).to_have_count(0)
    page.goto(constructs + ARTICLE, wait_until="networkidle")
    expect(page.locator(".dz-parallel-button")).to_have_count(0)
    expect(page.locator(".dz-parallel-page")).to_have_count(len(SETS) - 1)


def test_machines_are_led_to_the_first_edition(plain: BrowserContext, constructs: str) -> None:
    """The page is in the language of its first edition, says both titles, and leaves its place to that edition."""
    page = plain.new_page()
    page.goto(f"{constructs}{find_folder(SETS[1])}/articles/bridge/")
    assert page.title().startswith("The stone bridge / 石橋 - ")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    assert page.locator("link[rel=canonical]").get_attribute("href") == "https://example.org/tiny/en/articles/bridge/"
    assert page.locator("head link[hreflang], script[type='application/ld+json']").count() == 0
    assert page.locator("h1 [data-dz-column='1']").get_attribute("lang") == "zh-Hant-TW"


def test_nothing_else_lists_them(markdown_site: tuple[Path, str]) -> None:
    """Neither the sitemap nor the search index nor a feed names a parallel page."""
    site = markdown_site[0] / "site"
    files = [site / "sitemap.xml", *(site / "search").rglob("*"), *site.glob("*/feed.xml")]
    assert [file for file in files if file.is_file() and b"parallel/" in file.read_bytes()] == []


def test_what_is_not_translated_is_marked(plain: BrowserContext, constructs: str) -> None:
    """A block without a current translation says so in its column, in its own language; the page says how many do."""
    page = plain.new_page()
    page.goto(constructs + ARTICLE)
    marked = page.locator(".dz-pair [data-dz-column='1'] :is(.dz-missing, .dz-stale)").first
    assert marked.get_attribute("lang") == "zh-Hans"
    assert marked.get_attribute("title")
    assert page.locator(".dz-notice").count() == 1


def test_they_are_printed_in_columns(plain: BrowserContext, constructs: str) -> None:
    """On paper the columns stand side by side."""
    page = plain.new_page()
    page.goto(constructs + PAGE)
    page.emulate_media(media="print")
    paragraph = next(pair for pair in page.evaluate(PAIRS) if not pair["inTable"])
    assert paragraph["lefts"][1] >= paragraph["rights"][0]


def test_they_open_from_disk(
    plain: BrowserContext, tiny_source: Path, duizhao: Callable[..., Any], tmp_path: Path
) -> None:
    """A site that opens from disk has them too, and their links lead to files."""
    configuration = tiny_source / "mkdocs.yml"
    text = configuration.read_text("utf-8") + "      parallel: [zh-Hant-TW, en]\nuse_directory_urls: false\n"
    configuration.write_text(text, "utf-8")
    result = duizhao(tiny_source, "build", "--now", "2026-11-25")
    assert result.returncode == 0, result.stderr
    page = plain.new_page()
    page.goto((tiny_source / "site/en/articles/bridge/index.html").as_uri())
    page.locator(".dz-parallel-page").click()
    assert page.url.endswith("/site/parallel/zh-hant--en/articles/bridge/index.html")
    assert page.locator(".dz-text .dz-pair").count() > 3
    links = [one for one in page.evaluate(LINKS) if one.startswith("file:")]
    missing = [one for one in links if not Path(one.removeprefix("file://").partition("#")[0]).is_file()]
    assert (bool(links), missing) == (True, [])
