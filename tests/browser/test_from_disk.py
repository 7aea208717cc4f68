"""A site with `use_directory_urls: false` works from disk: reading, switching, searching and filtering."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from duizhao.checks.pages import check_pages
from duizhao.settings import read_settings

ROOT = Path(__file__).parents[2]
FOLDER = "从磁盘打开 & more #1"
"""A folder name with characters that addresses escape."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, duizhao) -> Path:  # noqa: ANN001
    """Return the report, built to be opened from disk."""
    root = tmp_path_factory.mktemp("disk") / FOLDER
    for name in ("content", "templates", "translations"):
        shutil.copytree(ROOT / name, root / name)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "use_directory_urls: true" in settings
    (root / "mkdocs.yml").write_text(settings.replace("use_directory_urls: true", "use_directory_urls: false"), "utf-8")
    result = duizhao(root, "build", "--strict", "--now", "2026-11-25")
    assert result.returncode == 0, result.stderr
    return root / "site"


@pytest.fixture
def page(site: Path, browser: Browser) -> Iterator[Page]:
    """Yield a page, and fail if a script fails on it."""
    context = browser.new_context()
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert errors == []


def test_every_link_leads_to_a_file(site: Path) -> None:
    """No link leads to a folder, which a browser would list."""
    problems = check_pages(site, read_settings(site.parent))

    assert [str(one) for one in problems] == []
    folders = [
        (file.relative_to(site).as_posix(), link)
        for file in site.rglob("*.html")
        if file.name != "404.html"
        for link in _list_links(file.read_text("utf-8"))
        if link.split("#")[0].split("?")[0].endswith("/") and "://" not in link
    ]
    assert folders == []


def _list_links(html: str) -> list[str]:
    """List the `href` attributes of a page's links."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 -- for this alone

    return [str(node.attributes.get("href")) for node in LexborHTMLParser(html).css("a[href]")]


def test_reading_and_switching(site: Path, page: Page) -> None:
    """Links lead from the root page to an edition, to an article, and to the same article in another edition."""
    page.goto((site / "index.html").as_uri())
    page.click("a[hreflang=zh-Hans]")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.locator(".dz-articles .dz-card__title a").first.click()
    title = page.locator("h1").inner_text()
    page.click("[data-dz-switch][hreflang=en]")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.locator("h1").inner_text() != title
    assert page.url.endswith("/index.html")


def test_searching_across_scripts(site: Path, page: Page) -> None:
    """A search in Traditional Chinese finds text written in Simplified, and its results open."""
    page.goto((site / "zh-hant/search/index.html").as_uri() + "?q=社會治理")
    page.wait_for_selector(".dz-search-title")
    page.locator(".dz-search-title").first.click()
    page.wait_for_selector("mark.dz-hit")
    assert page.url.startswith("file:")


def test_the_overlay_the_filter_and_the_terms(site: Path, page: Page) -> None:
    """The key opens the search, the table of figures can be filtered, and a term shows its explanation."""
    page.goto((site / "en/figures/index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("volunteers")
    page.wait_for_selector("dialog .dz-search-title")
    page.keyboard.press("Escape")
    rows = page.locator("#dz-index tbody tr:visible").count()
    page.select_option("select[name=theme]", index=1)
    assert 0 < page.locator("#dz-index tbody tr:visible").count() < rows
    page.goto((site / "zh-hans/articles/two-reforms/index.html").as_uri())
    page.locator(".dz-term").first.hover()
    expect(page.locator(".dz-term-note:visible")).to_have_count(1)


def test_an_article_is_cited(page: Page, site: Path) -> None:
    """The buttons that copy a citation work, and its day of access is there."""
    page.goto((site / "en/articles/volunteering/index.html").as_uri())
    page.locator(".dz-cite > summary").click()
    page.locator(".dz-cite__copy").first.click()
    expect(page.locator(".dz-cite__state")).not_to_be_empty()
    expect(page.locator("[data-accessed]")).to_contain_text("[20")


def test_a_number_is_a_link_to_its_row(page: Page, site: Path) -> None:
    """From disk nothing can be fetched: a number leads to the file with its row, and opens no card."""
    page.goto((site / "zh-hans/articles/volunteering/index.html").as_uri())
    number = page.locator(".dz-text a.dz-value").first
    figure = (number.get_attribute("href") or "").partition("#")[2]
    number.click()
    page.wait_for_url("**/zh-hans/figures/index.html#*")
    expect(page.locator(f"[id='{figure}']")).to_be_in_viewport()
