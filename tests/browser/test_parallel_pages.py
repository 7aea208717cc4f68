"""Parallel pages in a browser without scripts: blocks beside their counterparts, in every construct."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext
from test_parallel_reading import PAIRS, TEXTS

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
