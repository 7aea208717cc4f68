"""Lists that are too long for one page, and sitemaps with more addresses than one file may hold."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Template
from sources import build, copy_fresh, make_files, read_site

from duizhao.checks.pages import check_pages
from duizhao.editing import pages
from duizhao.engine import sitemap
from duizhao.engine.plugin import THEME
from duizhao.report.metadata import Alternate
from duizhao.settings import read_settings

ARTICLES = 12
LONGEST = 3
"""A lower limit on the articles of a list."""
MOST = 20
"""A lower limit on the addresses of a sitemap."""
ADDRESS = "https://example.org/tiny/"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
TITLES = {
    "zh-hans/themes/roads/": ("道路", "道路 第2页，共3页"),
    "zh-hant/articles/": ("全部文章", "全部文章 第2頁，共4頁"),
    "en/themes/water/": ("Water", "Water Page 2 of 2"),
}
"""The headings of the first two parts, by list."""


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site whose lists and sitemaps exceed their limits."""
    root = copy_fresh(make_files(ARTICLES), tmp_path_factory.mktemp("long") / "site-root")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "LONGEST", LONGEST)
        patch.setattr(sitemap, "MOST", MOST)
        build(root)
    return root


def read_page(site: Path, address: str) -> str:
    """Read a page."""
    return (site / "site" / address / "index.html").read_text("utf-8")


def list_cards(page: str) -> list[str]:
    """List the articles on a page by the end of their addresses."""
    return re.findall(r'dz-card__title"><a href="[./]*([^"]+)/"', page)


def list_parts(site: Path, address: str) -> list[str]:
    """Return the addresses of a list's parts, as linked from the first one."""
    found = re.search(r'<nav class="dz-parts".*?</nav>', read_page(site, address), re.DOTALL)
    assert found is not None
    return [address, *(f"{address}{way}" for way in re.findall(r'<li><a href="([^"]+)">', found[0]))]


@pytest.mark.parametrize("address", TITLES)
def test_every_article_is_in_one_part(long_site: Path, address: str) -> None:
    """No part exceeds the limit, and together the parts hold every article of the list once."""
    parts = [list_cards(read_page(long_site, part)) for part in list_parts(long_site, address)]
    slugs = [card.split("/")[-1] for part in parts for card in part]
    theme = address.split("/")[-2]
    theme_of = {file.stem: file.read_text("utf-8") for file in (long_site / "content/articles").glob("*.md")}
    expected = {slug for slug, text in theme_of.items() if theme == "articles" or f"theme: {theme}" in text}

    assert max(map(len, parts)) == LONGEST
    assert sorted(slugs) == sorted(expected - {"draft", "future"})


@pytest.mark.parametrize("address", TITLES)
def test_parts_lead_to_one_another(long_site: Path, address: str) -> None:
    """Each part links to the previous and next one, in its body and its head, and marks its own number."""
    parts = list_parts(long_site, address)
    for number, part in enumerate(parts):
        page = read_page(long_site, part)
        for name, other in (("prev", number - 1), ("next", number + 1)):
            expected = [parts[other]] if 0 <= other < len(parts) else []
            links = re.findall(rf'<link rel="{name}" href="([^"]+)"', page)
            anchors = re.findall(rf'<a href="([^"]+)" rel="{name}"', page)
            assert [(long_site / "site" / part / way).resolve() for way in links] == [
                long_site / "site" / one.rstrip("/") for one in expected
            ]
            assert anchors == links
        assert re.findall(r'<span aria-current="page">(\d+)</span>', page) == [str(number + 1)]


@pytest.mark.parametrize("address", TITLES)
def test_parts_are_told_apart_by_their_titles(long_site: Path, address: str) -> None:
    """From the second part on, title and heading state the number of the part in the edition's language."""
    first, second = (read_page(long_site, part) for part in list_parts(long_site, address)[:2])
    headings = tuple(
        " ".join(re.sub("<[^>]+>", "", found).split())
        for page in (first, second)
        for found in re.findall(r"<h1>(.*?)</h1>", page, re.DOTALL)
    )
    titles = [found for page in (first, second) for found in re.findall(r"<title>(.*?)</title>", page)]

    assert headings == TITLES[address]
    assert titles[1].split(" - ")[0] == re.sub(r" (第|Page)(.*)", r" (\1\2)", headings[1])
    assert titles[0].split(" - ")[0] == headings[0]


def test_the_introduction_stands_once(long_site: Path) -> None:
    """A theme's introduction and summary appear on the first part only."""
    first, second = (read_page(long_site, part) for part in list_parts(long_site, "zh-hans/themes/roads/")[:2])

    assert ("道路连着各家。" in first, "道路连着各家。" in second) == (True, False)
    assert ("dz-lead" in first, "dz-lead" in second) == (True, False)


def test_navigation_shows_one_part_of_a_section(long_site: Path) -> None:
    """A page's navigation has no more entries of its section than a list has articles."""
    for address in ("zh-hans/articles/bridge/", "zh-hans/articles/note-00/", "zh-hans/themes/roads/"):
        entries = re.findall(r'<li class="md-nav__item"><a href="[^"]*"', read_page(long_site, address))
        section = [entry for entry in entries if "articles/" in entry or re.search(r'"\.\./[a-z0-9-]+/"', entry)]
        assert len(section) <= LONGEST + len(("roads", "water", "articles", "about"))


def test_no_rule_finds_anything_in_divided_lists(long_site: Path) -> None:
    """The checks of languages, headings, links, canonical addresses and alternates accept all parts."""
    assert check_pages(long_site / "site", read_settings(long_site)) == ()


def test_a_short_list_is_not_divided(plain: dict[str, bytes]) -> None:
    """A list that fits on one page has no links to parts."""
    assert [path for path, data in plain.items() if path.endswith(".html") and b"dz-parts" in data] == []
    assert sorted(path for path in plain if path.startswith("sitemap")) == ["sitemap.xml", "sitemap.xml.gz"]


def test_sitemaps_are_divided_by_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sitemap exceeds the size limit, however long its addresses are, and no address is lost."""
    monkeypatch.setattr(sitemap, "LARGEST", 5_000)
    template = Template((THEME / sitemap.SITEMAP).read_text("utf-8"))
    alternates = [Alternate(code, f"https://example.org/{code}/{'很长' * 40}/") for code in ("zh-Hant-TW", "x-default")]
    rows = [
        {"url": f"https://example.org/{number}/", "day": date(2026, 3, 2), "alternates": alternates}
        for number in range(60)
    ]
    parts = sitemap.divide_rows(rows)
    sizes = [len(template.render(sitemap=part, sitemaps=[]).encode()) for part in parts]
    frame = len(template.render(sitemap=[], sitemaps=[]).encode())

    assert [row for part in parts for row in part] == rows
    assert max(sizes) - frame <= 5_000
    assert len(parts) > 1
    assert sitemap.divide_rows([]) == [[]]


def test_sitemaps_are_divided(long_site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """sitemap.xml lists the other sitemaps with the newest date of each; together they equal an undivided one."""
    index = ET.parse(long_site / "site/sitemap.xml").getroot()
    files = [one.findtext(f"{SITEMAP}loc", "") for one in index]
    parts = [ET.parse(long_site / "site" / name.removeprefix(ADDRESS)).getroot() for name in files]
    monkeypatch.setattr(pages, "LONGEST", LONGEST)
    whole = copy_fresh(make_files(ARTICLES), tmp_path / "site-root")
    build(whole)
    expected = [ET.tostring(one) for one in ET.parse(whole / "site/sitemap.xml").getroot()]

    assert index.tag == f"{SITEMAP}sitemapindex"
    assert files == [f"{ADDRESS}sitemap-{number}.xml" for number in range(1, len(files) + 1)]
    assert [len(part) for part in parts[:-1]] == [MOST] * (len(parts) - 1)
    assert [ET.tostring(url).strip() for part in parts for url in part] == [one.strip() for one in expected]
    for entry, part in zip(index, parts, strict=True):
        assert entry.findtext(f"{SITEMAP}lastmod") == max(url.findtext(f"{SITEMAP}lastmod", "") for url in part)


def test_parts_that_are_not_needed_any_more_go(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """When enough articles are gone, a build leaves one sitemap and one page for each list."""
    monkeypatch.setattr(pages, "LONGEST", 8)
    monkeypatch.setattr(sitemap, "MOST", 50)
    root = copy_fresh(make_files(ARTICLES), tmp_path / "site-root")
    build(root)
    before = read_site(root)
    for note in (root / "content/articles").glob("note-*.md"):
        note.unlink()
    build(root)
    built = read_site(root)

    assert {"sitemap-1.xml", "zh-hans/articles/2/index.html"} <= before.keys()
    assert sorted(path for path in built if path.startswith("sitemap")) == ["sitemap.xml", "sitemap.xml.gz"]
    assert "zh-hans/articles/2/index.html" not in built
