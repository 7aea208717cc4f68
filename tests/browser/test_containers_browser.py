"""Boxes, alerts and tabs in a browser: they open where a reader is led to, and nothing needs a script to be read."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

ARTICLE = Path(__file__).parents[1] / "site" / "containers.md"
ADDRESS = "zh-hant/articles/containers/"
WORDS = ("另一組第一塊", "第二塊有白澤", "標籤裡摺疊的狻猊", "內二的饕餮", "再藏一層的麒麟", "鳳凰")
"""Words in boxes that are closed, and in tabs, of which some are not the first."""
PATIENCE = 30_000
HIDDEN = """words => words.filter(word => {
    const found = document.evaluate(`//*[@class="md-content"]//text()[contains(., "${word}")]`, document);
    const text = found.iterateNext();
    const range = document.createRange();
    range.selectNodeContents(text);
    return range.getBoundingClientRect().height === 0;
})"""


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory,
    duizhao: Callable[..., Any],
    serve: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[str]:
    """Yield the address of a small site with an article of boxes and tabs, the latter linked."""
    tiny = Path(__file__).parents[1] / "site" / "tiny"
    root = tmp_path_factory.mktemp("containers") / "tiny"
    shutil.copytree(tiny, root)
    shutil.copy(ARTICLE, root / "content/articles")
    configuration = root / "mkdocs.yml"
    text = configuration.read_text("utf-8")
    configuration.write_text(text.replace("  font: false", "  font: false\n  features: [content.tabs.link]"), "utf-8")
    built = duizhao(root, "build", "--now", "2026-11-25")
    assert built.returncode == 0, built.stderr
    with serve(root / "site") as address:
        yield address


@pytest.fixture
def page(context: BrowserContext, site: str) -> Page:
    """Return the page of the article in the Traditional edition."""
    page = context.new_page()
    page.goto(site + ADDRESS, wait_until="networkidle")
    return page


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("folder", ["zh-hans", "en"])
def test_boxes_and_tabs_are_accessible(browser: Browser, site: str, folder: str, width: int, scheme: str) -> None:
    """No rule of axe is violated and nothing overflows, with everything closed and with everything open."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.add_init_script(
        f"document.addEventListener('DOMContentLoaded', () => document.body.dataset.mdColorScheme = '{scheme}')"
    )
    page.goto(f"{site}{folder}/articles/containers/", wait_until="networkidle")
    for script in ("", "document.querySelectorAll('.dz-text details').forEach(one => { one.open = true })"):
        page.evaluate(script)
        found = Axe().run(page, context=".dz-text").response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize(
    ("fragment", "shown"),
    [
        ("innermost", ["再藏一層的麒麟"]),
        ("in-tab", ["第二塊有白澤"]),
        ("deep", ["第二塊有白澤", "標籤裡摺疊的狻猊"]),
        ("__tabbed_2_2", ["另一組第二塊"]),
    ],
)
def test_an_address_opens_what_it_leads_into(
    context: BrowserContext, site: str, fragment: str, shown: list[str]
) -> None:
    """Boxes and tabs around the element of a fragment are opened, and it is in view; also if the fragment changes."""
    for is_later in (False, True):
        page = context.new_page()
        page.goto(f"{site}{ADDRESS}{'' if is_later else f'#{fragment}'}", wait_until="networkidle")
        if is_later:
            page.evaluate("name => { location.hash = name }", fragment)
        for word in shown:
            expect(page.get_by_text(word)).to_be_visible()
        if not fragment.startswith("__"):
            expect(page.locator(f"#{fragment}")).to_be_in_viewport()
        page.close()


def test_an_address_that_names_nothing_does_no_harm(context: BrowserContext, site: str) -> None:
    """A fragment that is no encoded text leaves the page as it is, without an error."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site}{ADDRESS}#100%ff", wait_until="networkidle")
    expect(page.get_by_text("第一塊").first).to_be_visible()
    assert errors == []


@pytest.mark.parametrize("word", ["饕餮", "狻猊", "麒麟"])
def test_a_hit_is_shown(context: BrowserContext, site: str, word: str) -> None:
    """A result of the search in a closed box, or in a tab that is not selected, is visible and marked."""
    page = context.new_page()
    page.goto(f"{site}zh-hant/search/?q={word}", wait_until="networkidle")
    page.locator("a[href*='articles/containers/?']").first.click(timeout=PATIENCE)
    expect(page.locator("mark.dz-hit")).to_have_text(word, timeout=PATIENCE)
    expect(page.locator("mark.dz-hit")).to_be_in_viewport()
    assert page.evaluate(HIDDEN, [word]) == []


def test_tabs_are_switched_by_keys_and_together(page: Page) -> None:
    """An arrow key selects the next tab, and with the theme's feature that of the same title in another set."""
    page.focus("#__tabbed_1_1")
    page.keyboard.press("ArrowRight")

    expect(page.get_by_text("第二塊有白澤")).to_be_visible()
    expect(page.get_by_text("另一組第二塊")).to_be_visible()
    expect(page.get_by_text("另一組第一塊")).to_be_hidden()


def test_everything_can_be_read_without_script(browser: Browser, site: str) -> None:
    """Without script all panels are shown, each behind its title, and boxes open."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 900})
    page = context.new_page()
    page.goto(site + ADDRESS)
    words = ("裡面", "第一塊", "頭髮", "第二塊有白澤")
    boxes = [page.locator(".tabbed-set").first.get_by_text(word, exact=False).first.bounding_box() for word in words]
    places = [box["y"] for box in boxes if box is not None]

    assert len(places) == len(words)
    assert places == sorted(places)
    page.get_by_text("摺疊的提示").click()
    expect(page.get_by_text("藏著獨角獸")).to_be_visible()
    context.close()


@pytest.mark.parametrize("has_script", [True, False])
def test_everything_is_printed(browser: Browser, site: str, has_script: bool) -> None:  # noqa: FBT001 -- a parameter
    """In print all panels are shown and all boxes are open."""
    context = browser.new_context(java_script_enabled=has_script)
    page = context.new_page()
    page.goto(site + ADDRESS, wait_until="networkidle")
    page.emulate_media(media="print")
    for word in WORDS:
        box = page.get_by_text(word).bounding_box()
        assert box is not None, word
        assert box["height"] > 0, word
    context.close()
