"""No text becomes an element, an attribute or a script of a page, whatever it contains."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hostile_site import PAYLOADS, make_site, translate
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

FEATURES = ("navigation.footer", "navigation.tabs", "navigation.path", "navigation.top", "toc.follow")
HOOK = "def on_page_markdown(markdown, **_):\n    return markdown\n"
TAG = re.compile(r"(tags/wen-zi-mark\d+x)[^/]*")
"""Matches the address of a tag whose name holds a mark."""
SHOWN = {
    *("palette.toggle", "palette.toggle.dark", "edition.label", "edition.label.tw", "edition.label.en", "site_name"),
    *("site_author", "social.name", "region.name", "source.title", "source.publisher", "source.note", "figure.name"),
    *("figure.unit", "figure.note", "theme.name", "theme.summary", "theme.introduction", "glossary.term"),
    *("glossary.explanation", "glossary.explanation.used", "action.name", "action.what", "event.name", "home.title"),
    *("home.summary", "home.text", "page.title", "page.summary", "page.text", "article.title", "article.summary"),
    *("article.tag", "article.author", "chart.title", "chart.description", "chart.unit", "chart.note", "chart.label"),
    *("image.title", "paragraph", "heading", "heading.with.id", "image.alt", "figure.alt", "figure.caption", "link"),
    *("table.head", "table.cell", "admonition.title", "admonition", "task", "definition.term", "definition", "code"),
    *("code.inline", "variant", "variant.tw", "footnote"),
}
"""The fields that appear on pages."""
ELSEWHERE = {
    "site_description": "on pages without a summary alone",
    "source.genre": "in no template of ours, for those of sites",
    "lexicon": "where an article has the word",
    "code.info": "names a language, for programs",
}
"""The fields that do not, with the reason."""


@dataclass(frozen=True)
class Built:
    """A site built twice, from hostile and from tame texts."""

    hostile: Path
    tame: Path
    marks: dict[str, str]


@pytest.fixture(scope="module", params=["our own", "through MkDocs"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, duizhao) -> Built:  # noqa: ANN001
    """Build both sites, with or without a hook. With one, every page passes through MkDocs."""
    folders, marks = [], {}
    for hostile in (True, False):
        root = tmp_path_factory.mktemp("hostile" if hostile else "tame") / "site-root"
        hooks = HOOK if request.param == "through MkDocs" else ""
        marks = make_site(root, hostile=hostile, features=FEATURES, hooks=hooks)
        translate(root, duizhao, hostile=hostile)
        result = duizhao(root, "build", "-q")
        assert result.returncode == 0, result.stderr
        folders.append(root / "site")
    return Built(*folders, marks)


def list_elements(file: Path) -> list[tuple[str, tuple[str, ...]]]:
    """List the elements of a page and the names of their attributes, as a browser parses them.

    The texts of charts are omitted: a longer one has more lines, and a longer unit has a line of its own.
    """
    tree = LexborHTMLParser(file.read_text("utf-8"))
    found = [(node.tag, tuple(sorted(node.attributes))) for node in tree.css("*")]
    return [one for one in found if one[0] not in ("text", "tspan")]


def list_pages(site: Path) -> list[str]:
    """List the pages of a site."""
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))


def test_pages_have_the_same_elements(built: Built) -> None:
    """A page with hostile texts has exactly the elements and attributes of the same page with tame texts."""
    pages, tame = list_pages(built.hostile), list_pages(built.tame)

    assert len(pages) > 40
    # The address of a tag is made from it.
    assert [TAG.sub(r"\1", page) for page in pages] == [TAG.sub(r"\1", page) for page in tame]
    pairs = [(built.hostile / one, built.tame / other) for one, other in zip(pages, tame, strict=True)]
    assert [one for one, other in pairs if list_elements(one) != list_elements(other)] == []


def test_no_attribute_holds_markup_of_ours(built: Built) -> None:
    """The markup of a text in another language never appears inside an attribute, a title or an option."""
    found = []
    for page in list_pages(built.tame):
        for node in LexborHTMLParser((built.tame / page).read_text("utf-8")).css("*"):
            values = [str(value) for value in node.attributes.values()]
            values += [node.text()] if node.tag in ("title", "option") else []
            found += [(page, value) for value in values if "<span" in value]

    assert found == []


def test_texts_are_shown_as_they_are(built: Built) -> None:
    """Every field appears on some page with its text escaped exactly once."""
    seen: dict[str, set[bool]] = {}
    payload = " ".join(" ".join(PAYLOADS).split())
    for page in list_pages(built.hostile):
        tree = LexborHTMLParser((built.hostile / page).read_text("utf-8"))
        texts = [tree.body.text(separator="", strip=False), *(node.text() for node in tree.css("title"))]
        texts += [str(value) for node in tree.css("*") for value in node.attributes.values()]
        for text in texts:
            flat = " ".join(text.split())
            for found in re.finditer(r"(mark\d+x) ", flat):
                is_whole = _fold(flat[found.end() :]).startswith(_fold(payload))
                seen.setdefault(built.marks[found[1]], set()).add(is_whole)

    assert set(built.marks.values()) - set(seen) - set(ELSEWHERE) == set()
    assert {name for name in seen if True not in seen[name]} == set()
    assert set(built.marks.values()) == SHOWN | set(ELSEWHERE)


def _fold(text: str) -> str:
    """Remove quotation marks, which each edition replaces."""
    return re.sub("[\"“”「」『』\u2019']", "", text)


def test_data_is_read_by_its_own_parsers(built: Built) -> None:
    """Feeds, the sitemap, JSON, JSON-LD and CSV files are valid."""
    for file in built.hostile.rglob("*"):
        if file.suffix == ".xml":
            ET.parse(file)
        if file.name == "feed.xml":
            parsed = feedparser.parse(file.read_bytes())
            assert not parsed.bozo, file
            assert all("mark" in entry.title and "<script>" in entry.title for entry in parsed.entries)
        if file.suffix == ".json":
            json.loads(file.read_text("utf-8"))
        if file.suffix == ".csv":
            rows = list(csv.reader(file.read_text("utf-8-sig").splitlines(keepends=True)))
            assert len({len(row) for row in rows}) == 1, file
        if file.suffix == ".html":
            for node in LexborHTMLParser(file.read_text("utf-8")).css("script[type*=json]"):
                json.loads(node.text())


@pytest.fixture
def server(built: Built, tmp_path: Path, serve: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    """Serve the hostile site below its path, on this machine only."""
    (tmp_path / "below").symlink_to(built.hostile, target_is_directory=True)
    with serve(tmp_path) as address:
        yield f"{address}below/"


def test_nothing_runs_in_a_browser(built: Built, server: str, browser: Browser) -> None:
    """No page opens a dialog or raises a script error, nor does a search for hostile words."""
    context = browser.new_context()
    page = context.new_page()
    dialogs: list[str] = []
    errors: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: errors.append(str(error)))
    kinds = ["", "zh-hans/", "en/", "ja/", "en/articles/article-0/", "ja/articles/article-1/", "zh-hant/themes/t0/"]
    kinds += [
        f"en/{name}/" for name in ("regions", "regions/r1", "timeline", "figures", "glossary", "sources", "about")
    ]
    for address in [*kinds, "en/search/?q=alert", "zh-hans/search/?q=<img src=x onerror=alert(8)>", "404.html"]:
        page.goto(server + address)
        page.wait_for_load_state("networkidle")
    page.goto(f"{server}zh-hans/search/?q=文字")
    page.wait_for_selector(".dz-search-title")
    results = page.inner_text("#dz-search-page")
    page.click(".dz-search-title")
    page.wait_for_load_state("networkidle")
    context.close()

    assert "<script>alert(1)</script>" in results
    assert (dialogs, errors) == ([], [])
