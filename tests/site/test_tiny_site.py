"""The tiny site end to end: the content of the built folder, page by page."""

from __future__ import annotations

import json
import os
import shutil
import re
import subprocess
import sys
import zlib
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path

import pytest

from duizhao.checks.pages import check_pages
from duizhao.settings import read_settings

NOW = "2026-11-25"
FOLDERS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant-TW", "en": "en"}
PAGES = (
    "",
    "about/",
    "articles/",
    "articles/bridge/",
    "articles/lane/",
    "articles/well/",
    "regions/",
    "regions/sanli/",
    "tags/",
    "tags/xiu-qiao/",
    "sources/",
    "themes/roads/",
    "themes/water/",
)
ADDRESS = "https://example.org/tiny/"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def read_page(site: Path, address: str) -> str:
    """Read the HTML of a page."""
    return (site / "site" / address / "index.html").read_text("utf-8")


def list_files(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_every_page_stands_in_every_edition(tiny_site: Path) -> None:
    """Each edition has the same pages, without drafts and articles of the future."""
    built = {file.parent.relative_to(tiny_site / "site").as_posix() for file in tiny_site.glob("site/**/index.html")}

    assert built == {".", *(f"{folder}/{page}".rstrip("/") for folder in FOLDERS for page in (*PAGES, "search/"))}


def test_no_rule_over_finished_pages_finds_anything(tiny_site: Path) -> None:
    """Languages, headings, ids, canonical addresses, alternates, links, hosts and blocks are correct on every page."""
    assert check_pages(tiny_site / "site", read_settings(tiny_site)) == ()


@pytest.mark.parametrize(("folder", "text"), [
    ("zh-hans", "<strong>村口，</strong>发布会上说"),
    ("zh-hans", "坐出租车要绕行"),
    ("zh-hant", "<strong>村口，</strong>發布會上說"),
    ("zh-hant", "坐計程車要繞行"),
    ("zh-hant", "頭髮花白的老人"),
    ("en", "<strong>at the village entrance</strong>; the press conference"),
    ("zh-hant", "<code>make 发布</code>"),
    ("en", 'href="../lane/#history"'),
    ("zh-hant", '<figcaption data-block="7">石橋位於村口</figcaption>'),
    ("en", 'alt="Where the bridge stands"'),
])  # fmt: skip
def test_an_article_reads_as_its_edition_writes(tiny_site: Path, folder: str, text: str) -> None:
    """Conversion, translation and markup work together on one page; code is kept."""
    assert text in read_page(tiny_site, f"{folder}/articles/bridge/")


@pytest.mark.parametrize(("folder", "number"), [("zh-hans", "1524万"), ("zh-hant", "1524萬"), ("en", "15.24 million")])
def test_templates_write_numbers_as_the_edition_does(tiny_site: Path, folder: str, number: str) -> None:
    """A site's own templates can use the filters of numbers and dates."""
    assert f'<div class="md-copyright">{number}</div>' in read_page(tiny_site, f"{folder}/about/")


def test_the_source_edition_is_the_source(tiny_site: Path) -> None:
    """An article in Traditional script is unchanged in that edition, and converted in the other."""
    assert "這條里弄有一百年歷史，「鐘錶店」還在。" in read_page(tiny_site, "zh-hant/articles/lane/")
    assert "这条里弄有一百年历史，“钟表店”还在。" in read_page(tiny_site, "zh-hans/articles/lane/")


def test_what_is_not_translated_is_marked(tiny_site: Path) -> None:
    """A missing block shows the source in its language; so does a stale one, with its old translation folded away."""
    page = read_page(tiny_site, "en/articles/well/")

    assert re.search(r'<span class="dz-missing" lang="zh-Hans"[^>]*>新的记录还没有译成英文。</span>', page)
    assert re.search(r'<span class="dz-stale" lang="zh-Hans"[^>]*>水位下降了很多', page)
    assert re.search(r'<details class="dz-old">.*The water level fell a little\.', page, re.DOTALL)


def test_a_page_below_the_threshold_is_not_offered(tiny_site: Path) -> None:
    """Such a page is noindex, has the source as canonical address, and is in no sitemap and no page's alternates."""
    page, other = read_page(tiny_site, "en/articles/well/"), read_page(tiny_site, "zh-hans/articles/well/")

    assert '<meta name="robots" content="noindex">' in page
    assert f'<link rel="canonical" href="{ADDRESS}zh-hans/articles/well/">' in page
    assert 'hreflang="en"' not in other.split("</head>")[0]
    assert "en/articles/well/" not in (tiny_site / "site/sitemap.xml").read_text("utf-8")


def test_the_sitemap_lists_every_offered_page_with_its_editions(tiny_site: Path) -> None:
    """Each address is listed once, with the offered editions and `x-default` as alternates."""
    urls = ET.parse(tiny_site / "site/sitemap.xml").findall("s:url", SITEMAP)
    found = {
        url.findtext("s:loc", "", SITEMAP): {link.get("hreflang") for link in url.findall("x:link", SITEMAP)}
        for url in urls
    }
    every = {f"{ADDRESS}{folder}/{page}" for folder in FOLDERS for page in (*PAGES, "search/")}
    expected = every - {f"{ADDRESS}en/articles/well/"}

    assert set(found) - {ADDRESS} == expected
    assert found[f"{ADDRESS}en/articles/bridge/"] == {*FOLDERS.values(), "x-default"}
    assert found[f"{ADDRESS}zh-hans/articles/well/"] == {"zh-Hans", "zh-Hant-TW", "x-default"}


@pytest.mark.parametrize(("folder", "title"), [("zh-hans", "石桥"), ("zh-hant", "石橋"), ("en", "The stone bridge")])
def test_each_edition_has_a_feed_of_its_articles(tiny_site: Path, folder: str, title: str) -> None:
    """The feed is in the edition's language, newest first, with absolute addresses."""
    feed = ET.parse(tiny_site / "site" / folder / "feed.xml")
    entry = feed.find("a:entry", ATOM)
    assert entry is not None
    link = entry.find("a:link", ATOM)
    assert link is not None

    assert entry.findtext("a:title", "", ATOM) == title
    assert link.get("href") == f"{ADDRESS}{folder}/articles/bridge/"


def test_the_root_page_offers_the_editions_and_never_redirects(tiny_site: Path) -> None:
    """The root page links to each edition with its language."""
    page = read_page(tiny_site, "")

    assert 'http-equiv="refresh"' not in page
    assert "location.replace" not in page
    for folder, code in FOLDERS.items():
        assert f'href="{folder}/" hreflang="{code}"' in page


@pytest.mark.parametrize(
    ("folder", "headline"),
    [
        ("zh-hans", "旧桥还在，巷子拓宽了。"),
        ("zh-hant", "舊橋還在，巷子拓寬了。"),
        ("en", "The old bridge still stands, and the lane has been widened."),
    ],
)
def test_home_opens_with_the_headlines_of_themes(tiny_site: Path, folder: str, headline: str) -> None:
    """The headline of a theme stands before the text of the home page, and on the theme's own page."""
    page = read_page(tiny_site, folder)
    assert page.index(f'<p class="dz-headline">{headline}</p>') < page.index('<div class="dz-text dz-home">')
    assert f'<p class="dz-headline">{headline}</p>' in read_page(tiny_site, f"{folder}/themes/roads")


def test_the_page_for_wrong_addresses_speaks_every_edition(tiny_site: Path) -> None:
    """The error page has a message in each edition, and its links work from any folder."""
    page = (tiny_site / "site/404.html").read_text("utf-8")

    for text in ("找不到页面", "找不到頁面", "Page not found"):
        assert text in page
    assert 'href="/tiny/en/themes/roads/"' in page


def test_the_report_says_what_was_built(tiny_site: Path) -> None:
    """build-report.json contains pages, shares and warnings, but no time and no host name."""
    report = json.loads((tiny_site / "site/build-report.json").read_text("utf-8"))
    well = next(one for one in report["editions"]["en"]["articles"] if one["slug"] == "well")

    assert report["editions"]["zh-Hant-TW"]["pages"] == len(PAGES)
    assert (well["stale"], well["missing"], well["offered"]) == (1, 1, False)
    assert well["translated"] < 0.9


def test_navigation_shows_the_articles_of_the_own_section_only(tiny_site: Path) -> None:
    """The navigation of a page has no entries for the articles of other sections."""
    page = read_page(tiny_site, "en/articles/bridge/")
    navigation = page[page.index("md-nav--primary") : page.index("md-sidebar--secondary")]

    assert "../lane/" in navigation
    assert "../../themes/water/" in navigation
    assert "../well/" not in navigation


def test_what_the_glossary_calls_one_term_is_found_as_one(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """A search for one form of a term also finds the others."""
    glossary = "terms:\n  - zh-Hans: [老井, 古井]\n    en: [old well]\n"
    (tiny_source / "translations/glossary.yml").write_text(glossary, "utf-8")
    assert duizhao(tiny_source, "build", "--now", NOW).returncode == 0

    (packed,) = (tiny_source / "site/search").glob("language/*.bin")
    language = json.loads(zlib.decompress(packed.read_bytes(), -zlib.MAX_WBITS))

    assert any({"老井", "古井"} <= {word for words in group for word in words} for group in language["groups"])


def test_drafts_and_the_future_are_shown_when_asked_for(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """`--drafts` shows both; a later `--now` shows articles due by then."""
    assert duizhao(tiny_source, "build", "--drafts", "--now", NOW).returncode == 0
    assert "草稿一篇" in read_page(tiny_source, "zh-hans/articles/draft")
    assert (tiny_source / "site/en/articles/future/index.html").exists()

    assert duizhao(tiny_source, "build", "--now", "2027-01-01").returncode == 0
    assert (tiny_source / "site/en/articles/future/index.html").exists()
    assert not (tiny_source / "site/en/articles/draft").exists()


HTML = '<div class="x" title="井">这一段写在块级标签里。</div>\n\n<b onclick="x()">粗</b>体。\n'


def test_texts_in_html_are_translated_like_others(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """Text in HTML is a message; if its translation is missing, it is marked, counted, and breaks a promise."""
    article = tiny_source / "content/articles/bridge.md"
    article.write_text(article.read_text("utf-8").replace("tags:", "complete: true\ntags:") + f"\n{HTML}", "utf-8")
    result = duizhao(tiny_source, "build", "--now", NOW)
    marked = '<span class="dz-missing" lang="zh-Hans" title="Not translated yet">这一段写在块级标签里。</span>'

    assert "onclick of <b> is not shown [html-removed]" in result.stderr
    assert "bridge.md:27:1: warning: '这一段写在块级标签里。' has no translation" in result.stderr
    assert marked in read_page(tiny_source, "en/articles/bridge")
    assert "這一段寫在塊級標籤裡。" in read_page(tiny_source, "zh-hant/articles/bridge")

    assert duizhao(tiny_source, "catalog", "update").returncode == 0
    file = tiny_source / "translations/en/articles/bridge.po"
    message = 'msgid "这一段写在块级标签里。"\nmsgstr "'
    file.write_text(file.read_text("utf-8").replace(message, f"{message}Inside a <i onclick='x()'>block</i>."), "utf-8")
    assert duizhao(tiny_source, "build", "--now", NOW).returncode == 0
    assert ">Inside a <i>block</i>.</div>" in read_page(tiny_source, "en/articles/bridge")


def test_an_article_that_nobody_has_translated_is_published(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """Without catalogs the site builds, even with `--strict`; other editions show the marked source, not offered."""
    shutil.rmtree(tiny_source / "translations/en")
    result = duizhao(tiny_source, "build", "--strict", "--now", NOW)
    page = read_page(tiny_source, "en/articles/bridge")

    assert result.returncode == 0, result.stderr
    assert "translations/en/articles/bridge.po:1:1: note: no translation catalog yet" in result.stderr
    assert '<span lang="zh-Hans">石桥</span>' in page
    assert 'class="dz-missing" lang="zh-Hans"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "/en/articles/bridge/" not in (tiny_source / "site/sitemap.xml").read_text("utf-8")

    assert duizhao(tiny_source, "catalog", "update").returncode == 0
    file = tiny_source / "translations/en/articles/bridge.po"
    file.write_text(file.read_text("utf-8").replace('msgid "石桥"\nmsgstr ""', 'msgid "石桥"\nmsgstr "Stone bridge"'), "utf-8")
    assert duizhao(tiny_source, "build", "--now", NOW).returncode == 0
    assert "<h1>Stone bridge</h1>" in read_page(tiny_source, "en/articles/bridge")


def test_html_is_the_choice_of_the_site(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """A change of the option takes effect at the next build, in all editions."""
    article = tiny_source / "content/articles/bridge.md"
    article.write_text(article.read_text("utf-8") + f"\n{HTML}", "utf-8")
    settings = (tiny_source / "mkdocs.yml").read_text("utf-8")
    shown = {"sanitise": "<b>粗</b>体", "allow": '<b onclick="x()">粗</b>体', "escape": "&lt;b onclick=&quot;x()&quot;&gt;粗"}
    for policy, html in shown.items():
        (tiny_source / "mkdocs.yml").write_text(f"{settings}      html: {policy}\n", "utf-8")
        assert duizhao(tiny_source, "build", "--now", NOW).returncode == 0
        assert html in read_page(tiny_source, "zh-hans/articles/bridge")
    (tiny_source / "mkdocs.yml").write_text(f"{settings}      html: alow\n", "utf-8")
    assert "mkdocs.yml:12:13: error: html: expected one of" in duizhao(tiny_source, "build").stderr


def test_an_article_that_waits_is_noted(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """A scheduled article is reported as a note with its position until its date; `--drafts` shows the article."""
    code = "[article-scheduled]"
    place = "content/articles/future.md:7:13: note: the article is shown from 2027-01-01 on"

    assert f"{place} {code}" in duizhao(tiny_source, "build", "--now", NOW).stderr
    assert code not in duizhao(tiny_source, "build", "--drafts", "--now", NOW).stderr
    assert code not in duizhao(tiny_source, "build", "--now", "2027-01-01").stderr


def test_strict_holds_editors_to_their_promise(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """An incomplete article with `complete: true` causes warnings; with `--strict` nothing is built."""
    article = tiny_source / "content/articles/well.md"
    article.write_text(article.read_text("utf-8").replace("theme: water", "theme: water\ncomplete: true"), "utf-8")

    strict = duizhao(tiny_source, "build", "--strict", "--now", NOW)
    built = (tiny_source / "site").exists()

    assert (strict.returncode, built) == (1, False)
    assert "content/articles/well.md:12:1: warning: '水位下降了很多" in strict.stderr
    assert "[promise-stale]" in strict.stderr
    assert "[promise-missing]" in strict.stderr
    assert duizhao(tiny_source, "build", "--now", NOW).returncode == 0


def test_a_build_with_errors_leaves_the_old_site(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """All problems are printed, the exit code is 1, and site/ is unchanged."""
    assert duizhao(tiny_source, "build", "--now", NOW).returncode == 0
    before = list_files(tiny_source / "site")
    article = tiny_source / "content/articles/well.md"
    article.write_text(article.read_text("utf-8").replace("theme: water", "theme: watr"), "utf-8")

    result = duizhao(tiny_source, "build", "--now", NOW)

    assert result.returncode == 1
    assert (
        "content/articles/well.md:4:8: error: unknown theme 'watr' [theme-unknown]\n    did you mean 'water'?"
        in result.stderr
    )
    assert list_files(tiny_source / "site") == before


def test_two_builds_give_the_same_bytes(tiny_site: Path, tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """The same sources, date and version give the same site in any folder."""
    assert duizhao(tiny_source, "build", "--now", NOW).returncode == 0

    assert list_files(tiny_source / "site") == list_files(tiny_site / "site")


@pytest.mark.parametrize("options", [[], ["-f", "mkdocs.yml"]], ids=" ".join)
def test_mkdocs_builds_the_same_pages(options: list[str], tiny_site: Path, tiny_source: Path) -> None:
    """`mkdocs build` and `duizhao build` write the same bytes, however the configuration is named."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", *options]
    epoch = str(int(datetime.fromisoformat(NOW).replace(tzinfo=UTC).timestamp()))
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch}
    subprocess.run(command, cwd=tiny_source, check=True, capture_output=True, env=environment)

    assert list_files(tiny_source / "site") == list_files(tiny_site / "site")


def test_hong_kong_is_one_line_of_configuration(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """An edition added to the list has all pages in its own forms, and the other editions link to it."""
    configuration = tiny_source / "mkdocs.yml"
    text = configuration.read_text("utf-8")
    configuration.write_text(text.replace("zh-Hant-TW, en", "zh-Hant-TW, zh-Hant-HK, en"), "utf-8")

    assert duizhao(tiny_source, "build", "--now", NOW).returncode == 0
    assert "這裏記錄三里的變化" in read_page(tiny_source, "zh-hant-hk")
    assert "這裡記錄三里的變化" in read_page(tiny_source, "zh-hant")
    assert check_pages(tiny_source / "site", read_settings(tiny_source)) == ()
