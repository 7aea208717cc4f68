"""Parallel reading in a browser: blocks beside their counterparts, in every construct, and back again."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import opencc
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

ASSETS = Path(__file__).parents[2] / "duizhao/theme/assets/duizhao"
FILES = ("parallel.js", "pairing.js", "marking.js", "forms.js", "parallel.css")
LARGEST = 8 * 1024
VOLUNTEERING = "{}/articles/volunteering/"
MENU = ".dz-parallel-menu"
BUTTON = ".dz-parallel-button"

OWN_TEXT = "() => document.querySelector('.dz-text').innerHTML"
TEXTS = """() => Object.fromEntries([...document.querySelectorAll('.dz-text [data-block]')].map(one => {
    const copy = one.cloneNode(true);
    for (const other of copy.querySelectorAll('.headerlink, .dz-old, ul, ol, dl, p, input, figcaption')) other.remove();
    return [one.dataset.block, copy.textContent.replace(/\\s+/g, ' ').trim()];
}))"""
"""The text of each block, without those inside it."""
PAIRS = """() => [...document.querySelectorAll('.dz-text .dz-pair')].map(pair => {
    const columns = [...pair.children].map(one => one.getBoundingClientRect());
    const holder = pair.closest('[data-block]') ?? pair.querySelector('[data-block]');
    return {
        block: holder.dataset.block,
        inTable: Boolean(pair.closest('table, summary, label, .admonition-title, .filename')),
        texts: [...pair.children].map(one => {
            const copy = one.cloneNode(true);
            for (const other of copy.querySelectorAll('.headerlink, input')) other.remove();
            return copy.textContent.replace(/\\s+/g, ' ').trim();
        }),
        lefts: columns.map(one => Math.round(one.left)),
        rights: columns.map(one => Math.round(one.right)),
        tops: columns.map(one => Math.round(one.top)),
        bottoms: columns.map(one => Math.round(one.bottom)),
    };
})"""
MARKED = "name => [...(CSS.highlights.get(name) ?? [])].map(String)"
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def open_pair(context: BrowserContext, address: str) -> Page:
    """Open an address that asks for another edition, and wait for it."""
    page = context.new_page()
    page.goto(address)
    page.locator(".dz-text .dz-pair").first.wait_for()
    return page


@pytest.mark.parametrize(("edition", "others"), [("zh-hans", "en"), ("en", "zh-hant-tw"), ("zh-hant", "en,zh-Hans")])
def test_every_block_has_its_counterparts(
    browser: Browser, context: BrowserContext, constructs: str, edition: str, others: str
) -> None:
    """Beside each block stands the text of the same block in the other editions, at the same height."""
    page = open_pair(context, f"{constructs}{edition}/markdown/?with={others}")
    pairs = page.evaluate(PAIRS)
    codes = [code.lower() for code in others.split(",")]
    folders = sorted({"en": "en", "zh-hans": "zh-hans", "zh-hant-tw": "zh-hant"}[code] for code in codes)
    texts = {}
    for folder in (edition, *folders):
        alone = browser.new_page()
        alone.goto(f"{constructs}{folder}/markdown/")
        texts[folder] = alone.evaluate(TEXTS)
        alone.close()

    order = [edition, *(one for one in ("zh-hans", "zh-hant", "en") if one in folders)]
    differing = {
        number
        for number, text in texts[edition].items()
        if any(texts[folder].get(number, text) != text for folder in order)
    }
    assert differing <= {pair["block"] for pair in pairs}
    assert len(pairs) > 60
    for pair in pairs:
        assert pair["texts"] == [texts[folder][pair["block"]] for folder in order], pair
        if not pair["inTable"]:
            assert max(pair["tops"]) - min(pair["tops"]) <= 2, pair
            assert all(right <= left for right, left in zip(pair["rights"], pair["lefts"][1:], strict=False)), pair


def test_taken_apart_the_page_is_as_it_was(context: BrowserContext, constructs: str) -> None:
    """Without the other editions nothing of them is left."""
    page = context.new_page()
    page.goto(f"{constructs}zh-hans/markdown/", wait_until="networkidle")
    before = page.evaluate(OWN_TEXT)

    page.keyboard.press("d")
    page.locator(".dz-text .dz-pair").first.wait_for()
    assert page.evaluate(OWN_TEXT) != before
    page.keyboard.press("d")
    expect(page.locator(".dz-pair")).to_have_count(0)

    assert page.evaluate(OWN_TEXT) == before


def test_no_id_stands_twice(context: BrowserContext, constructs: str) -> None:
    """What is copied has ids of its own, so that links and labels lead to the page's own elements."""
    page = open_pair(context, f"{constructs}en/markdown/?with=zh-hans,zh-hant-tw")
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(one => one.id)")
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("width", [360, 1280])
def test_it_is_accessible_and_fits(
    browser: Browser, list_violations: Callable[..., Any], constructs: str, width: int, scheme: str
) -> None:
    """No rule of axe is violated in what is set beside each other, and a phone shows pairs below each other."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = open_pair(context, f"{constructs}zh-hans/markdown/?with=en")
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    page.click(BUTTON)
    # The theme changes colours slowly.
    page.wait_for_timeout(400)

    assert page.evaluate(OVERFLOW) <= 0
    if width < 960:
        pairs = [pair for pair in page.evaluate(PAIRS) if not pair["inTable"]]
        assert [pair for pair in pairs if pair["tops"][1] < pair["bottoms"][0]] == []
    for part in (".dz-text", MENU):
        assert list_violations(page, part) == []
    context.close()


def test_what_is_chosen_is_in_the_address_and_remembered(context: BrowserContext, address: str) -> None:
    """The menu chooses editions; the next page shows them too; the switcher swaps; the key turns all off and on."""
    page = context.new_page()
    page.goto(address + VOLUNTEERING.format("zh-hans"), wait_until="networkidle")
    page.click(BUTTON)
    page.locator(MENU).get_by_label("English").check()
    page.locator(".dz-pair").first.wait_for()
    assert page.url.endswith("/volunteering/?with=en")
    expect(page.locator(BUTTON)).to_have_attribute("aria-pressed", "true")

    page.keyboard.press("Escape")
    page.goto(address + "zh-hans/articles/lighter-burdens/")
    page.locator(".dz-pair").first.wait_for()
    page.locator(".dz-switcher").get_by_text("English").click()
    page.wait_for_url("**/en/articles/lighter-burdens/?with=zh-Hans")
    page.locator(".dz-pair [lang=zh-Hans]").first.wait_for()

    page.keyboard.press("d")
    expect(page.locator(".dz-pair")).to_have_count(0)
    assert page.url.endswith("/en/articles/lighter-burdens/")
    page.reload(wait_until="networkidle")
    expect(page.locator(".dz-pair")).to_have_count(0)
    page.keyboard.press("d")
    page.locator(".dz-pair [lang=zh-Hans]").first.wait_for()


def test_a_paragraph_opens_on_demand(context: BrowserContext, address: str) -> None:
    """By finger, mouse or key the counterpart opens below a block and closes again; all others stay alone."""
    page = context.new_page()
    page.goto(address + VOLUNTEERING.format("en") + "?with=zh-hans", wait_until="networkidle")
    page.click(BUTTON)
    page.locator(MENU).get_by_label("on demand").check()
    page.keyboard.press("Escape")
    expect(page.locator(".dz-pair")).to_have_count(0)
    first, second = page.locator(".dz-text > p").nth(0), page.locator(".dz-text > p").nth(1)

    first.click(position={"x": 3, "y": 3})
    expect(page.locator(".dz-pair")).to_have_count(1)
    own, other = first.locator("[data-dz-column='0']").bounding_box(), first.locator("[lang=zh-Hans]").bounding_box()
    assert own is not None
    assert other is not None
    assert other["y"] >= own["y"] + own["height"]
    second.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".dz-pair")).to_have_count(2)
    first.click(position={"x": 3, "y": 3})
    expect(page.locator(".dz-pair")).to_have_count(1)


def test_the_sentence_that_says_the_same_is_marked(context: BrowserContext, address: str) -> None:
    """Under the pointer, and in a selection, a sentence and its counterpart are marked, where there are as many."""
    page = context.new_page()
    page.goto(address + VOLUNTEERING.format("zh-hans") + "?with=zh-hant-tw", wait_until="networkidle")
    page.click(BUTTON)
    page.locator(MENU).locator("[value=sentences]").check()
    page.keyboard.press("Escape")
    block = page.locator(".dz-text > p").nth(1)
    block.hover(position={"x": 20, "y": 10})

    own, other = page.evaluate(MARKED, "dz-sentence")
    assert len(own) == len(other)
    assert own in block.locator("[data-dz-column='0']").inner_text().replace("\n", "")
    page.mouse.move(2, 400)
    assert page.evaluate(MARKED, "dz-sentence") == []


def test_characters_with_several_forms_are_marked(context: BrowserContext, address: str) -> None:
    """Between the scripts, 并 and 並 are marked, 务 and 務 are not."""
    page = context.new_page()
    page.goto(address + VOLUNTEERING.format("zh-hans") + "?with=zh-hant-tw", wait_until="networkidle")
    page.click(BUTTON)
    page.locator(MENU).locator("[value=forms]").check()
    page.wait_for_function("() => CSS.highlights.has('dz-form')")
    marked = set(page.evaluate(MARKED, "dz-form"))

    assert {"并", "並", "愿", "願"} <= marked
    assert not {"务", "務", "志", "出"} & marked


def test_the_characters_are_those_of_opencc() -> None:
    """They stand for several characters of Big5's first level, leaving out those that Taiwan writes otherwise."""
    simplify, usual = opencc.OpenCC("t2s"), opencc.OpenCC("t2tw")
    forms: dict[str, set[str]] = {}
    for row in range(0xA4, 0xC7):
        for cell in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            character = bytes((row, cell)).decode("big5", errors="replace")
            if "一" <= character <= "鿿" and usual.convert(character) == character:
                forms.setdefault(simplify.convert(character), set()).add(character)
    text = (ASSETS / "forms.js").read_text("utf-8")

    expected = "".join(sorted(simplified for simplified, several in forms.items() if len(several) > 1))
    assert expected == "".join(line.split('"')[1] for line in text.splitlines() if line.startswith('  "'))


def test_a_selection_stays_in_its_column(context: BrowserContext, address: str) -> None:
    """Who selects paragraphs in one column copies that column."""
    page = open_pair(context, address + VOLUNTEERING.format("zh-hans") + "?with=en")
    columns = page.locator(".dz-text > p [data-dz-column='1']")
    start, end = columns.nth(0).bounding_box(), columns.nth(1).bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 2, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 2, end["y"] + end["height"] - 4, steps=4)
    page.mouse.up()

    selected = page.evaluate("() => getSelection().toString()")
    assert "volunteer" in selected
    assert "志愿" not in selected


def test_only_the_other_page_is_fetched(context: BrowserContext, address: str) -> None:
    """A page that is read alone asks for nothing; with another edition, for its page once."""
    page = context.new_page()
    page.goto(address + VOLUNTEERING.format("zh-hans"), wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if one.resource_type == "fetch" else None)
    for _again in range(3):
        page.keyboard.press("d")
        page.locator(".dz-pair").first.wait_for()
        page.keyboard.press("d")
    assert asked == [address + VOLUNTEERING.format("en")]


def test_a_page_that_cannot_be_had_is_told(context: BrowserContext, address: str) -> None:
    """Then the menu says so, and the page stays as it is; later it can be had again."""
    page = context.new_page()
    page.goto(address + VOLUNTEERING.format("en"), wait_until="networkidle")
    page.route("**/zh-hans/articles/volunteering/", lambda route: route.abort())
    page.click(BUTTON)
    page.locator(MENU).get_by_label("简体").check()
    expect(page.locator(f"{MENU} output")).to_have_text("The other edition could not be loaded.")
    expect(page.locator(".dz-pair")).to_have_count(0)
    page.unroute("**/zh-hans/articles/volunteering/")
    page.locator(MENU).get_by_label("繁體").check()
    page.locator(".dz-pair").first.wait_for()


def test_what_is_not_translated_is_marked_in_place(context: BrowserContext, constructs: str) -> None:
    """A block without a current translation says so in its column."""
    page = open_pair(context, f"{constructs}zh-hans/articles/well/?with=en")
    marked = page.locator(".dz-pair [data-dz-column='1'] :is(.dz-missing, .dz-stale)").first
    assert marked.get_attribute("lang")
    assert marked.get_attribute("title")


def test_it_is_printed_in_columns(context: BrowserContext, address: str) -> None:
    """On paper the columns stand side by side, without the menu."""
    page = open_pair(context, address + VOLUNTEERING.format("zh-hans") + "?with=en")
    page.emulate_media(media="print")
    assert not page.locator(BUTTON).is_visible()
    paragraph = next(pair for pair in page.evaluate(PAIRS) if not pair["inTable"])
    assert paragraph["lefts"][1] >= paragraph["rights"][0]
    printed = page.locator("[data-dz-column='1'] a").evaluate_all(
        "all => all.map(one => getComputedStyle(one, '::after').content)"
    )
    assert set(printed) == {"none"}


def test_without_script_there_is_no_button(browser: Browser, address: str) -> None:
    """What only works with script is not offered without."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + VOLUNTEERING.format("zh-hans"))
    assert page.locator(BUTTON).count() == 0
    context.close()


def test_its_files_are_small() -> None:
    """What parallel reading needs is below eight kilobytes, compressed, without comments and indents."""
    sizes: dict[str, Any] = {}
    for name in FILES:
        lines = map(
            str.strip, re.sub(r"/\*.*?\*/", "", (ASSETS / name).read_text("utf-8"), flags=re.DOTALL).split("\n")
        )
        sizes[name] = len(gzip.compress("\n".join(one for one in lines if one and one[:2] != "//").encode()))
    assert sum(sizes.values()) <= LARGEST, sizes
