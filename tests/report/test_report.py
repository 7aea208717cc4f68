"""The surroundings of texts: pages and their links, cards, metadata, feeds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from duizhao.editing.content_index import ContentIndex
from duizhao.editing.pages import EditedPage, list_pages
from duizhao.editing.texts import Wording
from duizhao.pipeline import Prepared
from duizhao.report.cards import make_article_card, make_article_cards, make_source_cards
from duizhao.report.feeds import ATOM, XML_LANG, make_feed
from duizhao.report.metadata import find_canonical, list_alternates, make_structured_data
from duizhao.report.open_graph import open_graph_locale

Pages = Callable[[str, str], list[EditedPage]]
URL = "https://example.org/"


def test_pages_of_an_edition(prepared: Prepared) -> None:
    """An edition has home, themes with their articles (newest first), all articles, pages of data, and others."""
    pages = list_pages(ContentIndex(prepared.site), prepared.site.settings.edition("en"))
    assert [page.address for page in pages] == [
        "en/",
        "en/themes/digital/",
        "en/articles/pilot/",
        "en/articles/plan/",
        "en/articles/",
        "en/regions/",
        "en/tags/",
        "en/sources/",
        "en/regions/sichuan/",
        "en/tags/shi-dian/",
        "en/about/",
    ]


def test_links_per_edition(pages: Pages) -> None:
    """Links lead to pages of the same edition; other links and broken ones are unchanged."""
    expected = ["../plan/", "../../", "https://example.com", "#goals", "none.md"]
    assert [re.findall('href="([^"]*)"', page.html) for page in pages("article", "pilot")] == [expected] * 3
    home = pages("home", "")
    assert [re.findall('href="([^"]*)"', page.html) for page in home] == [["articles/pilot/#goals", "../map.svg"]] * 3


@pytest.mark.parametrize(
    ("kind", "name", "titles", "offered"),
    [
        ("article", "plan", ["计划", "計劃", "Plan"], [True, True, True]),
        ("article", "pilot", ["头发试点", "頭髮試點", "头发试点"], [True, True, False]),
        ("theme", "digital", ["数字治理", "數字治理", "Digital"], [True, True, True]),
        ("page", "about", ["关于", "關於", "关于"], [True, True, False]),
        ("articles", "", ["全部文章", "全部文章", "All articles"], [True, True, True]),
    ],
)
def test_titles(kind: str, name: str, titles: list[str], offered: list[bool], pages: Pages) -> None:
    """A page has its edition's title, and is offered if enough of it is translated."""
    found = pages(kind, name)
    assert [page.title.text for page in found] == titles
    assert [page.is_offered for page in found] == offered


def test_article_card(prepared: Prepared, pages: Pages) -> None:
    """A card has date, period, regions and theme in the edition's format, with addresses relative to its page."""
    context = prepared.edition_context(prepared.site.settings.edition("zh-Hant-TW"))
    card, other = make_article_cards([pages("article", name)[1] for name in ("pilot", "plan")], context, "zh-hant/")
    assert (card.title.text, card.url, card.date, card.iso_date) == (
        "頭髮試點",
        "articles/pilot/",
        "2026年3月2日",
        "2026-03-02",
    )
    assert (card.period, [(one.name.text, one.url) for one in card.regions], card.authors) == (
        "2020—2022年",
        [("四川", "regions/sichuan/")],
        ("张三",),
    )
    own = make_article_card(pages("article", "pilot")[1], context, "zh-hant/articles/pilot/")
    assert [(one.name.text, one.url) for one in own.tags] == [("試點", "../../tags/shi-dian/")]
    assert (card.theme.url, card.theme.count) == ("themes/digital/", 2)
    assert (other.period, other.regions) == ("", ())


def test_source_cards(prepared: Prepared) -> None:
    """Sources are in the order of the article, with their dates if known."""
    context = prepared.edition_context(prepared.site.settings.edition("en"))
    cards = make_source_cards(prepared.site.articles[0], context, "en/articles/pilot/")
    assert [(one.title.text, one.is_working_title, one.date, one.is_date_inferred) for one in cards] == [
        ("记录", True, "2024", True),
        ("华西日报", False, "April 2024", False),
    ]
    assert [one.url for one in cards] == ["../../sources/#notes", "../../sources/#huaxi2021"]


def test_alternates(pages: Pages) -> None:
    """Only offered editions are alternates; `x-default` is the first of them, or the root page for home pages."""
    alternates = list_alternates(pages("article", "pilot"), URL)
    assert [(one.lang, one.url) for one in alternates] == [
        ("zh-Hans", URL + "zh-hans/articles/pilot/"),
        ("zh-Hant-TW", URL + "zh-hant/articles/pilot/"),
        ("x-default", URL + "zh-hans/articles/pilot/"),
    ]
    assert list_alternates(pages("home", ""), URL)[-1].url == URL
    assert list_alternates(pages("article", "pilot"), "") == ()


def test_canonical(pages: Pages) -> None:
    """An offered page is its own canonical page; that of other pages is their source."""
    found = pages("article", "pilot")
    assert [find_canonical(page, found, URL) for page in found] == [
        URL + "zh-hans/articles/pilot/",
        URL + "zh-hant/articles/pilot/",
        URL + "zh-hans/articles/pilot/",
    ]
    assert find_canonical(found[2], found[2:], URL) == URL + "en/articles/pilot/"


@pytest.mark.parametrize("url", [URL, ""])
def test_description(url: str, prepared: Prepared, pages: Pages) -> None:
    """The JSON-LD of an article contains its metadata and the work that it translates."""
    found = pages("article", "pilot")
    article = prepared.site.articles[0]
    source, traditional = (
        make_structured_data(article, page, found, section="数字治理", site="治理报告", url=url) for page in found[:2]
    )
    assert "translationOfWork" not in source
    assert traditional["headline"] == "頭髮試點"
    assert traditional["author"] == [{"@type": "Person", "name": "张三"}]
    assert traditional["translationOfWork"]["headline"] == "头发试点"
    assert traditional.get("url", "") == (url and url + "zh-hant/articles/pilot/")
    assert traditional["translationOfWork"].get("url", "") == (url and url + "zh-hans/articles/pilot/")


@pytest.mark.parametrize(
    ("number", "titles", "updated", "authors"),
    [
        (1, ["頭髮試點", "計劃"], "2026-03-02T00:00:00Z", ["报告", "张三"]),
        (2, ["Plan"], "2026-03-01T00:00:00Z", ["报告"]),
    ],
)
def test_feed(
    number: int, titles: list[str], updated: str, authors: list[str], prepared: Prepared, pages: Pages
) -> None:
    """A feed contains the offered articles; its date is that of the newest, its author the default for all others."""
    entries = [(article, pages("article", article.slug)[number]) for article in prepared.site.articles]
    feed = ET.fromstring(make_feed("报告", pages("home", "")[number], entries, URL))
    name = f"{{{ATOM}}}"
    assert [one.findtext(f"{name}title") for one in feed.iter(f"{name}entry")] == titles
    assert feed.findtext(f"{name}updated") == updated
    assert [one.text for one in feed.iter(f"{name}name")] == authors


def test_a_feed_is_xml_whatever_is_written(pages: Pages, prepared: Prepared) -> None:
    """Characters that are invalid in XML are removed, markup is escaped, and texts in other languages are marked."""
    article, page = prepared.site.articles[0], pages("article", "pilot")[0]
    title = Wording('<b>\x00甲\x0b\ufffe]]>&amp;\u2028"乙', "ja", foreign=True)
    feed = ET.fromstring(make_feed("报\x1b告", pages("home", "")[0], [(article, replace(page, title=title))], URL))
    found = feed.find(f"{{{ATOM}}}entry/{{{ATOM}}}title")
    assert found is not None
    assert (found.text, found.get(XML_LANG)) == ('<b>甲]]>&amp;\u2028"乙', "ja")
    assert feed.findtext(f"{{{ATOM}}}title") == "报告"


@pytest.mark.parametrize(("code", "expected"), [
    ("zh-Hans", "zh_CN"),
    ("zh-Hant-TW", "zh_TW"),
    ("zh-Hant-HK", "zh_HK"),
    ("en", "en_US"),
    ("en_GB", "en_GB"),
    ("en-GB", "en_GB"),
    ("ja", "ja_JP"),
    ("sr-Latn", "sr_RS"),
    ("es-419", "es_ES"),
])  # fmt: skip
def test_locales_of_open_graph(code: str, expected: str) -> None:
    """A locale has a language and a country; if the edition has none, the likeliest is used."""
    assert open_graph_locale(code) == expected


def test_empty_feed(pages: Pages) -> None:
    """A feed without articles is valid and has a date."""
    feed = ET.fromstring(make_feed("报告", pages("home", "")[0], [], URL))
    assert feed.findtext(f"{{{ATOM}}}updated") == "1970-01-01T00:00:00Z"
