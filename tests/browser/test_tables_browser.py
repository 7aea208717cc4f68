"""Tables in a browser: wide enough for Chinese, reached by the keyboard, sorted, as cards on phones, and printed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

SITE = Path(__file__).parents[1] / "site"
EDITIONS = ("zh-hans", "zh-hant", "en")
PHONE, SCREEN = 360, 1280
SCROLLING = 500
"""Milliseconds in which a browser scrolls; where no script runs, no event can be awaited."""
LEAST = 4
"""The least width of a cell with more than one character, in characters."""
SET_SCHEME = """scheme => {
    document.body.setAttribute("data-md-color-scheme", scheme);
    document.body.setAttribute("data-md-color-primary", "black");
}"""
FIND_OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
FIND_WIDTHS = """() => [...document.querySelectorAll(".dz-text :is(th, td)")]
    // Above cards the heads are a line of buttons, each as wide as its text.
    .filter(cell => getComputedStyle(cell).minWidth !== "0px" || cell.tagName === "TD")
    .filter(cell => cell.textContent.trim().length > 1 && cell.clientWidth > 1)
    .map(cell => {
        const style = getComputedStyle(cell);
        const inside = cell.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        return inside / parseFloat(style.fontSize);
    })"""
FIND_CUT = """() => [...document.querySelectorAll(".dz-table")].filter(one => one.scrollWidth > one.clientWidth + 1
    || one.getBoundingClientRect().right > document.documentElement.clientWidth + 1).length"""
SHOWN_LABELS = """() => [...document.querySelectorAll("#cards + .dz-table td:first-of-type .dz-cell")].map(
    one => one.checkVisibility() && getComputedStyle(one, "::before").content)"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, duizhao: Callable[..., Any]) -> Path:
    """Return a built site with an article of tables."""
    root = tmp_path_factory.mktemp("tables") / "tiny"
    shutil.copytree(SITE / "tiny", root, ignore=shutil.ignore_patterns("site", ".cache"))
    for name in ("tables.md", "wells.csv"):
        shutil.copy(SITE / name, root / "content/articles")
    built = duizhao(root, "build", "--now", "2026-11-25")
    assert built.returncode == 0, built.stderr
    assert "table-" not in built.stderr
    return root / "site"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Yield a page of a phone, on which no error of a script is left unnoticed."""
    context = browser.new_context(viewport={"width": PHONE, "height": 800})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def open_page(page: Page, site: Path, edition: str, width: int = PHONE) -> None:
    """Open the article in an edition."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((site / edition / "articles/tables/index.html").as_uri())


def find_column(page: Page, heading: str, column: int) -> list[str]:
    """Return the texts of a column of the table behind a heading."""
    cells = page.locator(f"#{heading} + .dz-table tbody tr > :nth-child({column})")
    return [text.strip() for text in cells.all_inner_texts()]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("width", [PHONE, SCREEN])
@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_tables_in_every_edition(page: Page, site: Path, edition: str, width: int, scheme: str) -> None:
    """No cell is narrower than four characters, nothing widens the page, and no rule of axe is violated."""
    open_page(page, site, edition, width)
    # The tiny site has no dark scheme.
    page.add_style_tag(path=next((site / "assets/stylesheets").glob("palette.*.min.css")))
    page.evaluate(SET_SCHEME, scheme)
    expect(page.locator(".dz-sort").first).to_be_visible()

    assert min(page.evaluate(FIND_WIDTHS)) >= LEAST
    assert page.evaluate(FIND_OVERFLOW) == 0
    found = Axe().run(page, context=".dz-text").response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("has_script", [True, False])
def test_the_keyboard_scrolls_a_wide_table(
    browser: Browser,
    site: Path,
    has_script: bool,  # noqa: FBT001 -- a parameter
) -> None:
    """The frame of a table is a region named by the caption, which the keyboard reaches and scrolls."""
    context = browser.new_context(viewport={"width": PHONE, "height": 800}, java_script_enabled=has_script)
    page = context.new_page()
    open_page(page, site, "zh-hant")
    frame = page.get_by_role("region", name="八欄的表格")
    frame.focus()
    caption = frame.locator("caption").bounding_box()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(SCROLLING)

    assert page.evaluate("() => document.querySelector('.dz-table').scrollLeft") > 0
    assert caption is not None
    assert caption["x"] + caption["width"] <= PHONE
    context.close()


@pytest.mark.parametrize(
    ("column", "up"),
    [
        (1, ["安县", "北川", "成都", "重庆"]),
        (2, ["1,300", "约1.2万", "超过3亿人", "—"]),
        (3, ["−3%", "8%", "12%", "97.5%"]),
        (4, ["2020年5月", "2021年3月", "2021年12月", "2022年1月"]),
    ],
)
def test_a_reader_sorts_a_table(page: Page, site: Path, column: int, up: list[str]) -> None:
    """A click sorts upwards by value, one more downwards, the third restores the text; cells without value are last."""
    open_page(page, site, "zh-hans", SCREEN)
    head = page.locator(f"#sorting + .dz-table th:nth-child({column})")
    written = find_column(page, "sorting", column)
    gaps = [text for text in up if text == "—"]
    down = [text for text in reversed(up) if text != "—"] + gaps

    for state, expected, said in (
        ("ascending", up, "升序"),
        ("descending", down, "降序"),
        (None, written, "原来的顺序"),
    ):
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == state
        assert find_column(page, "sorting", column) == expected
        expect(page.locator("#sorting ~ [role=status]").first).to_have_text(f"{head.inner_text().strip()}: {said}")


def test_keys_sort_and_the_language_says_how(page: Page, site: Path) -> None:
    """A button is pressed by the keyboard and keeps the focus; Traditional Chinese is sorted by strokes."""
    open_page(page, site, "zh-hant", SCREEN)
    button = page.locator("#sorting + .dz-table .dz-sort").first
    button.focus()
    page.keyboard.press("Enter")

    expect(button).to_be_focused()
    assert find_column(page, "sorting", 1) == ["北川", "安縣", "成都", "重慶"]


def test_figures_are_sorted_by_their_value(page: Page, site: Path) -> None:
    """A cell that prints a figure is sorted by the value of the figure, whatever is printed."""
    open_page(page, site, "en", SCREEN)
    page.evaluate("""() => document.querySelector("#cards + .dz-table tbody td:nth-child(2)").insertAdjacentHTML(
        "afterbegin", '<span class="dz-cell" data-value="50"></span>')""")
    page.locator("#cards + .dz-table .dz-sort").nth(1).click()
    assert find_column(page, "cards", 2) == ["9", "超过1.24万", "120"]


@pytest.mark.parametrize("has_script", [True, False])
@pytest.mark.parametrize(("edition", "label"), [("zh-hans", "名称"), ("zh-hant", "名稱")])
def test_cards_on_a_phone(
    browser: Browser,
    site: Path,
    edition: str,
    label: str,
    has_script: bool,  # noqa: FBT001 -- a parameter
) -> None:
    """On a phone each value has the label of its column before it, and programs still find a table."""
    context = browser.new_context(viewport={"width": PHONE, "height": 800}, java_script_enabled=has_script)
    page = context.new_page()
    open_page(page, site, edition)
    frame = page.locator("#cards + .dz-table")

    assert page.evaluate(SHOWN_LABELS) == [f'"{label}"'] * 3
    assert frame.get_by_role("table").count() == 1
    assert frame.get_by_role("row").count() == 4
    assert frame.get_by_role("columnheader").count() == 3
    assert frame.get_by_role("cell").count() == 9
    tree = context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    roles = [one["role"]["value"] for one in tree["nodes"] if not one["ignored"]]
    assert roles.count("table") == 7
    assert roles.count("columnheader") == 8 + 4 + 3 + 3 + 3 + 8 + 8
    page.set_viewport_size({"width": SCREEN, "height": 800})
    assert page.evaluate(SHOWN_LABELS) == [False] * 3
    context.close()


@pytest.mark.parametrize("has_script", [True, False])
def test_all_of_a_table_is_printed(browser: Browser, site: Path, has_script: bool) -> None:  # noqa: FBT001 -- a parameter
    """On paper no table is cut off, no column has one character a line, rows are rows, and no buttons are drawn."""
    context = browser.new_context(viewport={"width": 718, "height": 1000}, java_script_enabled=has_script)
    page = context.new_page()
    open_page(page, site, "zh-hans", 718)
    page.emulate_media(media="print")

    assert page.evaluate(FIND_CUT) == 0
    assert min(page.evaluate(FIND_WIDTHS)) >= 2
    page.set_viewport_size({"width": 560, "height": 1000})
    assert page.evaluate(SHOWN_LABELS) == [False] * 3
    context.close()


COVERED = """frame => {
    frame.scrollLeft = 120;
    const {left} = frame.getBoundingClientRect();
    const first = [...frame.querySelectorAll("tr > :first-child")];
    const next = frame.querySelector("td:nth-child(2)").getBoundingClientRect();
    return {
        scrolled: frame.scrollLeft,
        lefts: first.map(cell => Math.round(cell.getBoundingClientRect().left - left)),
        isOnTop: first.every(cell => {
            const {left, top} = cell.getBoundingClientRect();
            return document.elementFromPoint(left + 4, top + 8) === cell;
        }),
        moved: next.left < first[0].getBoundingClientRect().right,
    };
}"""
EDGES = """() => [...document.querySelectorAll(".dz-table")].map(one => getComputedStyle(one).backgroundAttachment)"""


@pytest.mark.parametrize("has_script", [True, False])
@pytest.mark.parametrize("number", [0, 1])
def test_a_pinned_column_stays(
    browser: Browser,
    site: Path,
    number: int,
    has_script: bool,  # noqa: FBT001 -- a parameter
) -> None:
    """While a pinned table scrolls, its first column stays at the edge, above the others and no wider than half."""
    context = browser.new_context(viewport={"width": PHONE, "height": 800}, java_script_enabled=has_script)
    page = context.new_page()
    open_page(page, site, "zh-hant")
    frame = page.locator(".dz-table:has(.pinned)").nth(number)
    frame.scroll_into_view_if_needed()
    found = frame.evaluate(COVERED)

    assert found["scrolled"] > 0
    assert set(found["lefts"]) == {0}
    assert found["isOnTop"]
    assert found["moved"]
    width = frame.locator("td").first.bounding_box()
    assert width is not None
    assert width["width"] <= PHONE / 2
    context.close()


def test_a_frame_shows_at_its_edge_that_there_is_more(page: Page, site: Path) -> None:
    """Behind every table two covers scroll with it over two shadows that do not; paper has none of them."""
    open_page(page, site, "en")
    assert set(page.evaluate(EDGES)) == {"local, local, scroll, scroll"}
    page.emulate_media(media="print")
    assert set(page.evaluate(EDGES)) == {"scroll"}
    sizes = page.evaluate("() => getComputedStyle(document.querySelector('.pinned td')).position")
    assert sizes == "static"
