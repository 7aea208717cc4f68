"""The map of regions and the picture of the timeline in a browser: targets, names, keys and room for texts."""

from __future__ import annotations

from itertools import combinations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

EDITIONS = ("zh-hans", "zh-hant", "en")
WIDTHS = (360, 1280)
LEAST = 24
"""The least side of a target in pixels: https://www.w3.org/TR/WCAG22/#target-size-minimum."""
FIND_BOXES = """selector => [...document.querySelectorAll(selector)].map(one => {
    const box = one.getBoundingClientRect();
    return [box.left, box.top, box.right, box.bottom];
})"""
FIND_CLIPPED = """() => [...document.querySelectorAll(".dz-tile")].filter(
    one => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight).map(one => one.textContent)"""
FIND_OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
Box = tuple[float, float, float, float]


def open_page(context: BrowserContext, address: str, width: int) -> Page:
    """Open a page at a width."""
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    return page


def overlap(one: Box, other: Box) -> bool:
    """Return whether two boxes overlap by more than a pixel."""
    return one[0] < other[2] - 1 and other[0] < one[2] - 1 and one[1] < other[3] - 1 and other[1] < one[3] - 1


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_tiles_are_targets_with_room_for_their_names(
    context: BrowserContext, address: str, edition: str, width: int
) -> None:
    """All 21 tiles are 24 pixels wide and high at least, apart from each other, and no name or number is cut off."""
    page = open_page(context, f"{address}{edition}/regions/", width)
    boxes = page.evaluate(FIND_BOXES, ".dz-tile")
    assert len(boxes) == 21
    assert min(min(right - left, bottom - top) for left, top, right, bottom in boxes) >= LEAST
    assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == []
    assert page.evaluate(FIND_CLIPPED) == []
    assert page.evaluate(FIND_OVERFLOW) == 0


def test_tiles_lead_to_their_regions(context: BrowserContext, address: str) -> None:
    """A tile is named by its region and number, and leads to the region; one without content is no link."""
    page = open_page(context, f"{address}en/regions/", 360)
    tile = page.get_by_role("link", name="Chengdu", exact=False).first
    expect(tile).to_have_accessible_name(f"Chengdu {tile.locator('b').inner_text()}")
    tile.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}en/regions/chengdu/")
    page.go_back()
    blank = page.locator(".dz-tile", has_text="Aba")
    expect(blank).to_have_text("Aba0")
    assert blank.evaluate("one => one.localName") == "span"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_texts_of_the_timelines_picture_are_apart(
    context: BrowserContext, address: str, edition: str, width: int
) -> None:
    """Texts do not overlap, nothing is outside the picture, and years are targets of 24 pixels."""
    page = open_page(context, f"{address}{edition}/timeline/", width)
    texts = page.evaluate(FIND_BOXES, ".dz-timeline text")
    assert len(texts) > 10
    assert [pair for pair in combinations(texts, 2) if overlap(*pair)] == []
    ((left, top, right, bottom),) = page.evaluate(FIND_BOXES, ".dz-timeline")
    for box in page.evaluate(FIND_BOXES, ".dz-timeline :is(text, path, rect)"):
        assert left - 1 <= box[0] < box[2] <= right + 1, box
        assert top - 1 <= box[1] < box[3] <= bottom + 1, box
    years = page.evaluate(FIND_BOXES, ".dz-timeline__target")
    assert min(min(box[2] - box[0], box[3] - box[1]) for box in years) >= LEAST
    assert page.evaluate(FIND_OVERFLOW) == 0


def test_the_picture_leads_into_the_list(context: BrowserContext, address: str) -> None:
    """Every entry is once in the picture and every link leads to the list; the keyboard goes from year to year."""
    page = open_page(context, f"{address}zh-hans/timeline/", 1280)
    addresses = page.locator(".dz-timeline a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert [one for one in addresses if page.locator(f"[id='{one[1:]}']").count() != 1] == []
    marks, bars = page.locator(".dz-timeline .dz-chart__marker").count(), page.locator(".dz-timeline g text")
    dated = page.locator(".dz-year:not(#recurring, #undated) + .dz-chronicle > li").count()
    assert marks + sum(map(int, bars.all_text_contents())) == dated
    reached = page.locator(".dz-timeline a:not([tabindex])")
    years = page.locator(".dz-year").evaluate_all("all => all.map(one => one.id).filter(one => /^\\d+$/.test(one))")
    assert reached.evaluate_all("all => all.map(one => one.getAttribute('href').slice(1))") == years
    reached.nth(2).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}zh-hans/timeline/#{years[2]}")
