"""Metadata for machines, read by independent parsers: heads, Open Graph, JSON-LD, feeds, sitemaps, robots.txt."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import atoma
import feedparser
import langcodes
import pytest
import schema_org
import yaml
from lxml import etree
from selectolax.lexbor import LexborHTMLParser
from usp.tree import sitemap_from_str

TINY = Path(__file__).parent / "tiny"
DATA = yaml.safe_load(Path(__file__).with_name("machines.yml").read_text("utf-8"))
EDITIONS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant-TW", "zh-hant-hk": "zh-Hant-HK", "en": "en"}
FRESH = {
    "content/articles/fresh.md": """\
---
title: 新到的稿子
date: 2026-02-20
theme: roads
regions: [sanli]
sources: [gazette]
summary: 还没有人译过。
---

这一段还没有人译过。
""",
    "translations/en/articles/fresh.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n',
}
LOCAL = "https://nowhere.invalid/"
"""A base for the relative addresses of a site without `site_url`."""
ATOM_LINK = "{http://www.w3.org/2005/Atom}link"


@dataclass(frozen=True)
class Built:
    """A built site and its `site_url`."""

    folder: Path
    url: str
    """The address as encoded in sitemaps and feeds; empty if the site has none."""

    @cached_property
    def pages(self) -> Mapping[str, LexborHTMLParser]:
        """The pages by address, relative to the site's root."""
        return {
            file.relative_to(self.folder).as_posix().removesuffix("index.html"): LexborHTMLParser(
                file.read_text("utf-8")
            )
            for file in sorted(self.folder.rglob("*.html"))
        }

    def find(self, url: str) -> str:
        """Return the address, relative to the site's root, of an absolute address."""
        assert url.startswith(self.url or LOCAL), url
        return unquote(url.removeprefix(self.url or LOCAL))

    def links(self, page: str, selector: str) -> list[str]:
        """List the addresses of a page's links that match a selector."""
        return [str(link.attributes["href"]) for link in self.pages[page].css(selector)]

    def alternates(self, page: str) -> dict[str, str]:
        """Return the alternates in the head of a page: absolute addresses by language."""
        found = self.pages[page].css("head > link[rel=alternate][hreflang]")
        named = [(str(link.attributes["hreflang"]), str(link.attributes["href"])) for link in found]
        assert len(named) == len(dict(named)), page
        return dict(named)

    def is_hidden(self, page: str) -> bool:
        """Return whether a page is `noindex`."""
        return any("noindex" in str(one.attributes["content"]) for one in self.pages[page].css("meta[name=robots]"))

    def properties(self, page: str) -> dict[str, list[str]]:
        """Return the Open Graph properties of a page."""
        found: dict[str, list[str]] = {}
        for one in self.pages[page].css("meta[property]"):
            found.setdefault(str(one.attributes["property"]), []).append(str(one.attributes["content"]))
        return found

    def described(self, page: str) -> list[dict[str, Any]]:
        """Return the JSON-LD descriptions of a page."""
        return [json.loads(one.text()) for one in self.pages[page].css("script[type='application/ld+json']")]


@pytest.fixture(scope="module", params=DATA["addresses"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, duizhao: Callable[..., Any]) -> Built:
    """Return the site, built with one of the addresses."""
    url = DATA["addresses"][request.param]
    root = make_site(tmp_path_factory.mktemp("machines") / request.param, url)
    result = duizhao(root, "build", "--now", "2026-11-25")
    assert result.returncode == 0, result.stderr
    return Built(root / "site", url and url.replace("报告", "%E6%8A%A5%E5%91%8A"))


def make_site(root: Path, url: str) -> Path:
    """Write the site to build."""
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("site", ".cache"))
    for path, text in FRESH.items():
        (root / path).write_text(text, "utf-8")
    lines = (root / "mkdocs.yml").read_text("utf-8").replace("zh-Hant-TW, en", "zh-Hant-TW, zh-Hant-HK, en")
    (root / "mkdocs.yml").write_text(re.sub("site_url: .*", f"site_url: {url}" if url else "", lines), "utf-8")
    return root


def list_articles() -> Iterator[tuple[str, str, bool]]:
    """Yield the edition's folder, the slug and whether the page is offered, for each article in every edition."""
    for slug, work in DATA["works"].items():
        for folder in EDITIONS:
            yield folder, slug, folder not in work["hidden"]


def test_every_page_says_its_language_and_names_nothing_twice(built: Built) -> None:
    """All language tags are valid, and no id is used twice on a page."""
    for page, tree in built.pages.items():
        html = tree.css_first("html")
        assert html.attributes["lang"] == EDITIONS.get(page.split("/")[0], "zh-Hans")
        tags = [str(one.attributes[name]) for name in ("lang", "hreflang") for one in tree.css(f"[{name}]")]
        assert [tag for tag in tags if not langcodes.tag_is_valid(tag)] == [], page
        ids = Counter(str(one.attributes["id"]) for one in tree.css("[id]"))
        assert [name for name, count in ids.items() if count > 1] == [], page


def test_canonical_addresses(built: Built) -> None:
    """A page's canonical address is its own, or its source's if it is not offered; without `site_url` there is none."""
    for page in built.pages:
        found = built.links(page, "head > link[rel=canonical]")
        if not built.url or page == "404.html":
            assert found == [], page
        elif page in {"en/articles/well/", "en/articles/fresh/"}:
            assert [built.find(url) for url in found] == [page.replace("en/", "zh-hans/")]
        else:
            assert [built.find(url) for url in found] == [page]


def test_editions_lead_back(built: Built) -> None:
    """All alternates of a page list the same alternates; a hidden page has none and is no page's alternate."""
    for page in built.pages:
        named = built.alternates(page)
        if not built.url or built.is_hidden(page):
            assert named == {}, page
            continue
        assert page in map(built.find, named.values()), page
        for url in named.values():
            assert built.alternates(built.find(url)) == named, page
            assert not built.is_hidden(built.find(url))


@pytest.mark.parametrize("page", DATA["offered"])
def test_what_is_offered(built: Built, page: str) -> None:
    """An article's alternates are its offered editions, with the first as `x-default`; the others are hidden."""
    offered = DATA["offered"][page]
    folders = {code: folder for folder, code in EDITIONS.items()}
    expected = {code: f"{folders[code]}/{page}" for code in offered}
    if offered:
        expected["x-default"] = expected[offered[0]]
    for folder, code in EDITIONS.items():
        named = {lang: built.find(url) for lang, url in built.alternates(f"{folder}/{page}").items()}
        assert named == (expected if built.url and code in offered else {})
        assert built.is_hidden(f"{folder}/{page}") == (code not in offered)


def test_home_pages_lead_to_the_page_that_offers_the_editions(built: Built) -> None:
    """The alternates of home pages have the root page as `x-default`; the error page is hidden."""
    expected = {**{code: f"{folder}/" for folder, code in EDITIONS.items()}, "x-default": ""}
    for page in ("", *(f"{folder}/" for folder in EDITIONS)):
        named = {lang: built.find(url) for lang, url in built.alternates(page).items()}
        assert named == (expected if built.url else {})
    assert built.is_hidden("404.html")


def test_links_in_the_text_call_nothing_an_edition_that_is_none(built: Built) -> None:
    """The switcher links to every edition, but marks only offered ones as alternates."""
    for page in ("articles/well/", "search/"):
        assert [len(built.links(f"{folder}/{page}", ".dz-switcher a")) for folder in EDITIONS] == [len(EDITIONS)] * 4
    assert built.links("zh-hans/articles/well/", ".dz-switcher a[rel=alternate]") == [
        "../../../zh-hant/articles/well/",
        "../../../zh-hant-hk/articles/well/",
    ]


@pytest.mark.parametrize("page", DATA["locales"])
def test_open_graph_locales(built: Built, page: str) -> None:
    """A locale has a language and a country, and matches the language of the page's metadata."""
    found = built.properties(page)
    assert [*found["og:locale"], *found["og:locale:alternate"]] == DATA["locales"][page]


@pytest.mark.parametrize("page", DATA["properties"])
def test_open_graph_properties(built: Built, page: str) -> None:
    """The properties are plain text; those of an article include its date and its theme."""
    found = built.properties(page)
    expected = DATA["properties"][page]
    assert {name: found.get(name, []) for name in expected} == expected


def test_open_graph_everywhere(built: Built) -> None:
    """No property contains markup; `og:url` is the canonical address, or missing without one."""
    for page in built.pages:
        found = built.properties(page)
        assert found.get("og:url", []) == (built.links(page, "head > link[rel=canonical]") if found else []), page
        assert not any("<" in text for texts in found.values() for text in texts), page
        assert bool(found) == (page.split("/")[0] in EDITIONS), page


def test_articles_are_described_in_the_words_of_schema_org(built: Built) -> None:
    """The descriptions are valid schema.org with absolute addresses; articles that are not offered have none."""
    for folder, slug, is_offered in list_articles():
        described = built.described(f"{folder}/articles/{slug}/")
        assert len(described) == is_offered
        for one in described:
            assert one.pop("@context") == "https://schema.org"
            model = make_model(one)
            assert type(model).__name__ == "Article"
            assert model.in_language == EDITIONS[folder]
            urls = [value for name, value in walk(one) if name == "url"]
            assert bool(urls) == bool(built.url)
            assert {built.find(url) for url in urls} <= built.pages.keys()


@pytest.mark.parametrize("slug", DATA["works"])
def test_works_and_their_translations_name_each_other(built: Built, slug: str) -> None:
    """The source's description lists its translations, and each of theirs refers to the source."""
    work = DATA["works"][slug]
    pages = {folder: f"{folder}/articles/{slug}/" for folder in EDITIONS}
    (source,) = built.described(pages[work["source"]])
    assert "translationOfWork" not in source
    made = source.get("workTranslation", [])
    assert [one["inLanguage"] for one in made] == [EDITIONS[folder] for folder in work["others"] if built.url]
    assert [built.find(one["url"]) for one in made] == [pages[folder] for folder in work["others"] if built.url]
    for folder in work["others"]:
        (described,) = built.described(pages[folder])
        assert "workTranslation" not in described
        origin = described["translationOfWork"]
        assert (origin["inLanguage"], origin["headline"]) == (source["inLanguage"], source["headline"])
        assert origin.get("url") == source.get("url")


def make_model(described: Any) -> Any:
    """Convert JSON-LD to instances of schema.org classes, which reject unknown properties."""
    if isinstance(described, list):
        return [make_model(one) for one in described]
    if not isinstance(described, dict):
        return described
    values = {name: make_model(value) for name, value in described.items() if name != "@type"}
    if "datePublished" in values:
        values["datePublished"] = date.fromisoformat(values["datePublished"])
    return getattr(schema_org, described["@type"])(**values)


def walk(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield every property of a description, recursively."""
    if isinstance(value, dict):
        yield from value.items()
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(one)


@pytest.mark.parametrize("folder", EDITIONS)
def test_feeds(built: Built, folder: str) -> None:
    """Two feed parsers find no error; ids are permanent, links lead to pages, and the language is the edition's."""
    data = (built.folder / folder / "feed.xml").read_bytes()
    place = f"{built.url or LOCAL}{folder}/feed.xml"
    feed = feedparser.parse(data, response_headers={"content-location": place, "content-type": "application/atom+xml"})
    strict = atoma.parse_atom_bytes(data)
    slugs = [slug for edition, slug, is_offered in list_articles() if edition == folder and is_offered]

    assert (feed.bozo, feed.version) == (0, "atom10")
    assert feed.feed.language == EDITIONS[folder]
    assert {link.rel: built.find(link.href) for link in feed.feed.links} == {
        "alternate": f"{folder}/",
        "self": f"{folder}/feed.xml",
    }
    assert sorted(built.find(entry.link) for entry in feed.entries) == sorted(
        f"{folder}/articles/{slug}/" for slug in slugs
    )
    days = [entry.updated for entry in feed.entries]
    assert days == sorted(days, reverse=True)
    assert feed.feed.updated == days[0]
    ids = [strict.id_, *(entry.id_ for entry in strict.entries)]
    assert len(set(ids)) == len(ids)
    assert [one for one in ids if not one.startswith(built.url or "urn:uuid:")] == []
    assert [author.name for author in strict.authors] == [strict.title.value]
    assert all(entry.published == entry.updated for entry in strict.entries)


@pytest.mark.parametrize("folder", EDITIONS)
@pytest.mark.parametrize(("place", "slugs"), [("tags/xiu-qiao/", {"bridge"}), ("themes/roads/", {"bridge", "fresh", "lane"})])
def test_feeds_of_themes_and_tags(built: Built, folder: str, place: str, slugs: set[str]) -> None:
    """Parsers find no error; an article has the same id as in the edition's feed, and the site is its author."""
    place = f"{folder}/{place}"
    data = (built.folder / place / "feed.xml").read_bytes()
    headers = {"content-location": f"{built.url or LOCAL}{place}feed.xml", "content-type": "application/atom+xml"}
    feed = feedparser.parse(data, response_headers=headers)
    strict = atoma.parse_atom_bytes(data)
    whole = atoma.parse_atom_bytes((built.folder / folder / "feed.xml").read_bytes())
    offered = {slug for edition, slug, is_offered in list_articles() if edition == folder and is_offered}

    assert (feed.bozo, feed.version, feed.feed.language) == (0, "atom10", EDITIONS[folder])
    assert {link.rel: built.find(link.href) for link in feed.feed.links} == {
        "alternate": place,
        "self": f"{place}feed.xml",
    }
    assert {built.find(entry.link) for entry in feed.entries} == {
        f"{folder}/articles/{slug}/" for slug in slugs & offered
    }
    assert {one.id_ for one in strict.entries} <= {one.id_ for one in whole.entries}
    assert strict.id_ != whole.id_
    assert strict.title.value.endswith(f" - {whole.title.value}")
    assert [author.name for author in strict.authors] == [whole.title.value]


def test_pages_lead_to_their_feed(built: Built) -> None:
    """Every page of an edition links to the edition's feed, and that of a theme or tag to its own, too."""
    for page in built.pages:
        found = built.links(page, "head > link[type='application/atom+xml']")
        folder = page.split("/")[0]
        places = [urljoin(f"{LOCAL}{page}", link).removeprefix(LOCAL) for link in found]
        own = re.fullmatch(r"[^/]+/(?:themes|tags)/[^/]+/", page)
        expected = [f"{folder}/feed.xml", *([f"{own[0]}feed.xml"] if own else [])]
        assert places == (expected if folder in EDITIONS else []), page


def test_the_sitemap(built: Built) -> None:
    """The sitemap lists all pages that are not hidden, with their alternates; without `site_url` there is none."""
    file = built.folder / "sitemap.xml"
    if not built.url:
        assert [*built.folder.glob("sitemap*")] == []
        return
    assert gzip.decompress((built.folder / "sitemap.xml.gz").read_bytes()) == file.read_bytes()
    etree.parse(file)
    listed = {page.url: page for page in sitemap_from_str(file.read_text("utf-8")).all_pages()}
    assert sorted(map(built.find, listed)) == sorted(page for page in built.pages if not built.is_hidden(page))
    for url, page in listed.items():
        assert dict(page.alternates) == built.alternates(built.find(url))
        assert page.last_modified is not None
        assert len(urlsplit(url).netloc) > 0


def test_robots(built: Built) -> None:
    """robots.txt exists only at the root of a host, allows everything and refers to the sitemap."""
    file = built.folder / "robots.txt"
    assert file.exists() == (built.url == DATA["addresses"]["host"])
    if file.exists():
        robots = RobotFileParser()
        robots.parse(file.read_text("utf-8").splitlines())
        assert robots.site_maps() == [f"{built.url}sitemap.xml"]
        assert robots.can_fetch("*", f"{built.url}zh-hans/")


def test_robots_of_the_site_itself(tmp_path: Path, duizhao: Callable[..., Any]) -> None:
    """A robots.txt among the sources is kept unchanged."""
    root = make_site(tmp_path / "own", DATA["addresses"]["host"])
    (root / "content/robots.txt").write_text("User-agent: *\nDisallow: /\n", "utf-8")
    assert duizhao(root, "build", "--now", "2026-11-25").returncode == 0
    assert (root / "site/robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /\n"
