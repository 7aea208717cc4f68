"""Charts in a browser, on a page of a built site: legible on small phones, accessible, in all colour schemes."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from axe_playwright_python.sync_playwright import Axe
from chart_specs import SPECS, read_spec
from playwright.sync_api import Browser, Page, expect

from duizhao.editing.charts.chart import Download, Offers
from duizhao.editing.charts.figure import make_chart
from duizhao.editing.charts.lettering import measure

STYLE = Path(__file__).parents[2] / "duizhao" / "theme" / "assets" / "duizhao" / "charts.css"
PHONE = 360
LEAST_LETTERS = 11

FIND_LETTERS = """() => [...document.querySelectorAll(".dz-chart svg")].filter(svg => svg.checkVisibility()).map(svg =>
    parseFloat(getComputedStyle(svg.querySelector("text")).fontSize) * svg.getScreenCTM().a)"""
FIND_SHOWN = """() => [...document.querySelectorAll(".dz-chart__picture")].map(
    one => [...one.children].filter(svg => svg.checkVisibility()).map(svg => svg.getAttribute("class")).join())"""
# The box of a text is higher than its letters.
FIND_TOUCHING = """() => [...document.querySelectorAll(".dz-chart svg")].flatMap(svg => {
    if (!svg.checkVisibility()) return [];
    const box = (one, less) => {
        const {left, top, right, bottom} = one.getBoundingClientRect();
        return {one, left: left + 0.5, top: top + less, right: right - 0.5, bottom: bottom - less};
    };
    const texts = [...svg.querySelectorAll("text:not(.dz-chart__inside)")].map(one => box(one, 3));
    const marks = [...svg.querySelectorAll("rect.dz-chart__bar, .dz-chart__marker, .dz-chart__limit")];
    const others = [...texts, ...marks.filter(one => !one.closest("defs")).map(one => box(one, 0.5))];
    return texts.flatMap((text, at) => others.slice(at + 1).filter(other =>
        text.left < other.right && other.left < text.right && text.top < other.bottom && other.top < text.bottom
    ).map(other => [text.one.textContent, other.one.textContent || other.one.getAttribute("class")]));
})"""
FIND_WIDTHS = """() => [...document.querySelectorAll(".dz-chart tspan")].map(span => [
    span.textContent.trimEnd(), span.getComputedTextLength() - (span.textContent.endsWith(" ") ? 3 : 0)])"""
UNFOLD = "() => document.querySelectorAll('.dz-chart details').forEach(one => { one.open = true; })"
SET_SCHEME = """scheme => {
    document.body.setAttribute("data-md-color-scheme", scheme);
    document.body.setAttribute("data-md-color-primary", "black");
}"""
FIND_OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
FIND_OUTSIDE = """() => [...document.querySelectorAll(".dz-chart svg")].flatMap(svg => {
    const frame = svg.getBoundingClientRect();
    return [...svg.querySelectorAll("text, rect, path")].filter(one => !one.closest("defs")).filter(one => {
        const box = one.getBoundingClientRect();
        return box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 2;
    }).map(one => one.textContent);
})"""
FIND_COLOURS = """() => Object.fromEntries(["rect.dz-chart__bar", ".dz-chart__line", ".dz-chart__marker", "text"].map(
    name => [name, getComputedStyle(document.querySelector(".dz-chart svg " + name))[
        name === ".dz-chart__line" ? "stroke" : "fill"]]))"""


@pytest.fixture
def page(browser: Browser, tiny_site: Path) -> Iterator[Page]:
    """Yield a page of the tiny site with every chart of charts.yml added to its text."""
    page = browser.new_page(viewport={"width": PHONE, "height": 800})
    page.goto((tiny_site / "site" / "zh-hans" / "articles" / "bridge" / "index.html").as_uri())
    downloads = (Download("CSV", "data.csv"), Download("SVG", "data.svg"))
    offers = Offers(downloads, "PNG", "<figure></figure>", "Embed", "Copy", "Copied")
    html = "".join(make_chart(read_spec(name), f"chart-{at}", offers) for at, name in enumerate(SPECS))
    page.evaluate("html => document.querySelector('.dz-text').insertAdjacentHTML('beforeend', html)", html)
    # The tiny site has no dark scheme.
    page.add_style_tag(path=next((tiny_site / "site" / "assets" / "stylesheets").glob("palette.*.min.css")))
    page.add_style_tag(path=STYLE)
    yield page
    page.close()


def set_scheme(page: Page, scheme: str) -> None:
    """Set the colour scheme, like the palette's button."""
    page.evaluate(SET_SCHEME, scheme)


def test_charts_are_legible_on_a_phone(page: Page) -> None:
    """On a screen of 360 pixels no chart widens the page or is cut off, and letters are at least 11 pixels high."""
    assert page.evaluate(FIND_OVERFLOW) == 0
    assert page.evaluate(FIND_OUTSIDE) == []
    assert min(page.evaluate(FIND_LETTERS)) >= LEAST_LETTERS


def test_open_tables_do_not_widen_the_page(page: Page) -> None:
    """The expanded tables below charts scroll if they are wider than a phone."""
    page.evaluate(UNFOLD)
    assert page.evaluate(FIND_OVERFLOW) == 0


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_texts_touch_nothing(page: Page, width: int) -> None:
    """At no size does a label, a value or a note touch another text, a bar, a point or the mark of a limit."""
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate(FIND_TOUCHING) == []


def test_the_place_of_a_chart_chooses_its_size(page: Page) -> None:
    """A chart in a wide place is drawn wide, one on a phone or in a narrow column of a wide page narrow; never both."""
    assert set(page.evaluate(FIND_SHOWN)) == {"dz-chart__narrow"}
    page.set_viewport_size({"width": 1280, "height": 800})
    assert set(page.evaluate(FIND_SHOWN)) == {"dz-chart__wide"}
    page.evaluate("() => { document.querySelector('.dz-chart').parentElement.style.width = '360px'; }")
    assert set(page.evaluate(FIND_SHOWN)) == {"dz-chart__narrow"}


def test_a_chart_is_read_out_once(page: Page) -> None:
    """Screen readers find one image for a chart, called by its title and description, and no texts of its drawings."""
    chart = page.locator(".dz-chart").first
    spec = read_spec(next(iter(SPECS)))
    expect(chart.get_by_role("img")).to_have_count(1)
    expect(chart.get_by_role("img")).to_have_accessible_name(f"{spec.title} {spec.description}")


def test_an_image_is_made_of_the_file(browser: Browser, tiny_source: Path, duizhao: Any, serve: Any) -> None:
    """A button saves the SVG file as PNG at twice its size, another copies the code; without script both are hidden."""
    article = tiny_source / "content/articles/bridge.md"
    article.write_text(f"{article.read_text('utf-8')}\n```chart\n{SPECS['bar-negative']}```\n", "utf-8")
    assert duizhao(tiny_source, "build", "--now", "2026-11-25").returncode == 0
    with serve(tiny_source / "site") as address:
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(f"{address}zh-hans/articles/bridge/")
        page.locator(".dz-chart summary").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="下载PNG").click()
        assert download.value.suggested_filename == "bridge-1.png"
        width, height = struct.unpack(">II", download.value.path().read_bytes()[16:24])
        svg = ET.fromstring((tiny_source / "site/data/zh-hans/bridge-1.svg").read_bytes())
        assert (width, height) == (2 * int(svg.attrib["width"]), 2 * int(svg.attrib["height"]))
        page.get_by_role("button", name="复制嵌入代码").click()
        expect(page.get_by_role("button", name="已复制")).to_be_visible()
        copied = page.evaluate("() => navigator.clipboard.readText()")
        assert copied == page.get_by_label("嵌入").input_value()
        assert re.findall(r'src="(.*?)"', copied) == ["https://example.org/tiny/data/zh-hans/bridge-1.svg"]
        context.close()
        plain = browser.new_context(java_script_enabled=False).new_page()
        plain.goto(f"{address}zh-hans/articles/bridge/")
        plain.locator(".dz-chart summary").click()
        expect(plain.get_by_role("link", name="下载SVG")).to_be_visible()
        expect(plain.locator(".dz-chart button")).to_have_count(2)
        for button in plain.locator(".dz-chart button").all():
            expect(button).to_be_hidden()
        plain.context.close()


@pytest.mark.parametrize("family", ["sans-serif", '"DejaVu Sans", "Noto Sans CJK SC"'])
def test_texts_are_not_wider_than_estimated(page: Page, family: str) -> None:
    """No line of text is wider in a browser than the estimate used for layout, even in wide fonts."""
    page.add_style_tag(content=f".dz-chart svg text {{ font-family: {family} !important; }}")
    widths = page.evaluate(FIND_WIDTHS)
    assert len(widths) > len(SPECS)
    assert [(text, width, measure(text)) for text, width in widths if width > measure(text) + 0.5] == []


@pytest.mark.parametrize(("width", "scheme"), [(PHONE, "slate"), (1280, "default")])
def test_charts_are_accessible(page: Page, width: int, scheme: str) -> None:
    """No rule of axe is violated, dark on a phone and light on a wide screen, with all tables expanded."""
    page.set_viewport_size({"width": width, "height": 800})
    set_scheme(page, scheme)
    page.evaluate(UNFOLD)
    found = Axe().run(page, context=".dz-chart")
    assert [(one["id"], one["nodes"][0]["failureSummary"]) for one in found.response["violations"]] == []


def test_colours_follow_the_page(page: Page) -> None:
    """Text and marks adapt to the light, dark, print and forced colour schemes."""
    looks = []
    for scheme, media, forced in (
        ("default", "screen", "none"),
        ("slate", "screen", "none"),
        ("slate", "print", "none"),
        ("slate", "screen", "active"),
    ):
        page.emulate_media(media=media, forced_colors=forced)  # type: ignore[arg-type]
        set_scheme(page, scheme)
        looks.append(page.evaluate(FIND_COLOURS))
    light, dark, printed, forced = looks
    assert {look["text"] for look in (light, dark, printed)} == {
        "rgb(31, 39, 38)",
        "rgb(230, 234, 233)",
        "rgb(0, 0, 0)",
    }
    for mark in ("rect.dz-chart__bar", ".dz-chart__line", ".dz-chart__marker"):
        assert light[mark] != dark[mark]
        assert forced[mark] == forced["text"]
