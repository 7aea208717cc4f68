"""Parallel reading, search and switcher in Firefox."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from firefox import Firefox, run_firefox

VOLUNTEERING = "{}/articles/volunteering/"
PAIRS = """[...document.querySelectorAll('.dz-text .dz-pair')].filter(pair => !pair.closest('table')).map(
    pair => [...pair.children].map(
        one => [one.lang, Math.round(one.getBoundingClientRect().top), one.textContent.trim().length > 0]))"""
PATH = "location.pathname.split('/').slice(-4).join('/')"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Yield Firefox; skip the test if it is missing."""
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    if found is None:
        pytest.skip("no Firefox; on Debian: apt-get install firefox-esr")
    with run_firefox(found, tmp_path_factory.mktemp("profile")) as firefox:
        yield firefox


def test_editions_stand_side_by_side(firefox: Firefox, address: str) -> None:
    """The key `d` sets the paragraphs of two editions beside each other, and takes them apart again."""
    firefox.open(address + VOLUNTEERING.format("zh-hans"))
    before = firefox.evaluate("document.querySelector('.dz-text').innerHTML")

    firefox.press("d")
    firefox.wait_for("document.querySelector('.dz-text .dz-pair') !== null")
    pairs = firefox.evaluate(PAIRS)
    assert len(pairs) > 10
    for columns in pairs:
        assert len(columns) == 2
        assert all(has_text for _lang, _top, has_text in columns)
        assert abs(columns[0][1] - columns[1][1]) <= 2, columns
    assert firefox.evaluate("location.search").startswith("?with=")

    firefox.press("d")
    firefox.wait_for("document.querySelector('.dz-text .dz-pair') === null")
    assert firefox.evaluate("document.querySelector('.dz-text').innerHTML") == before


def test_pairs_stand_below_each_other_on_phones(firefox: Firefox, address: str) -> None:
    """On a phone a paragraph stands above its counterpart, and nothing is wider than the screen."""
    firefox.open(f"{address}{VOLUNTEERING.format('en')}?with=zh-Hant-TW", width=450)
    firefox.wait_for("document.querySelector('.dz-text .dz-pair') !== null")
    paragraphs = firefox.evaluate(
        """[...document.querySelectorAll('.dz-text p.dz-pair, .dz-text .dz-pair:has(> p)')].map(
            pair => [...pair.children].map(one => one.getBoundingClientRect().top))"""
    )
    assert all(first < second for first, second in paragraphs)
    assert firefox.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_search_finds_the_other_script(firefox: Firefox, address: str) -> None:
    """The key `/` opens the search, which finds an article in the other script, marks the word and leads back."""
    firefox.open(address + VOLUNTEERING.format("zh-hant"))
    firefox.press("/")
    firefox.wait_for("document.activeElement?.matches('.dz-search-dialog input, dialog input')")
    firefox.press(*"网格员")
    title = firefox.wait_for("document.querySelector('.dz-search-title')?.textContent")
    assert title
    firefox.press("Down", "Enter")
    firefox.wait_for("location.search.includes('q=')")
    firefox.wait_for("document.querySelector('mark')?.textContent === '網格員'")


def test_the_switcher_keeps_the_place(firefox: Firefox, address: str) -> None:
    """A reader who switches in the middle of a page is at the same block in the other edition."""
    firefox.open(address + VOLUNTEERING.format("en"))
    block = "[...document.querySelectorAll('.dz-text p[data-block]')].at(-2)"
    number = firefox.evaluate(f"{block}.dataset.block")
    firefox.evaluate(f"({block}.scrollIntoView({{block: 'start', behavior: 'instant'}}), true)")
    firefox.evaluate("(window.scrollBy(0, -120), true)")
    firefox.evaluate("(document.querySelector('.dz-switcher a[lang=\"zh-Hant-TW\"]').click(), true)")
    firefox.wait_for("document.readyState === 'complete' && document.documentElement.lang === 'zh-Hant-TW'")
    assert firefox.evaluate(PATH) == VOLUNTEERING.format("zh-hant")
    firefox.wait_for(
        f"""(box => box.top >= 0 && box.bottom < innerHeight)(
            document.querySelector('[data-block="{number}"]').getBoundingClientRect())"""
    )
