"""The catalogs of a site: which exist, their direction, and the commands on them."""

from __future__ import annotations

import json
import re
import shutil
from math import floor
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner, Result

from duizhao.cli import group
from duizhao.translation.interface import INTERFACE

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests/site/tiny"
NOW = "2026-11-25"
TEMPLATES = ROOT / "duizhao/theme"
INTERFACE_CALL = re.compile(r"""texts\(["'](?P<text>[^"']+)["']\)""")
FULL_SENTENCE = "The <b>market</b> on the square opens every Saturday, and stays open until the evening in summer."
ENGLISH = f"""---
title: The market
date: 2026-02-15
theme: roads
sources: [gazette]
summary: A market day.
script: en
---

{FULL_SENTENCE}

A second paragraph that nobody has translated into Chinese yet, of about the same length.
"""


def run(site: Path, *arguments: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(group, ["--site", str(site), *arguments], catch_exceptions=False)


def replace(file: Path, old: str, new: str) -> None:
    """Replace a text in a file."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def translate(file: Path, translations: dict[str, str]) -> None:
    """Fill in a catalog as a translator would."""
    po = polib.pofile(str(file), wrapwidth=0)
    for text, translation in translations.items():
        entry = po.find(text)
        assert entry is not None
        entry.msgstr = translation
    po.save()


def find_entry(file: Path, text: str) -> polib.POEntry:
    """Find an entry, including obsolete ones."""
    entry = polib.pofile(str(file)).find(text, include_obsolete_entries=True)
    assert entry is not None
    return entry


@pytest.fixture(scope="module")
def two_more(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built tiny site with an additional English article and a Japanese edition."""
    site = tmp_path_factory.mktemp("languages") / "tiny"
    shutil.copytree(TINY, site, ignore=shutil.ignore_patterns("site", ".cache"))
    replace(site / "mkdocs.yml", "en]", "en, ja]")
    (site / "content/articles/market.md").write_text(ENGLISH, "utf-8")
    assert run(site, "catalog", "update").exit_code == 0
    translations = {
        "The market": "集市",
        "A market day.": "赶集的日子。",
        FULL_SENTENCE: "广场上的<b>集市</b>里面很热闹。",
    }
    translate(site / "translations/zh-Hans/articles/market.po", translations)
    translate(site / "translations/ja/site.po", {"首页": "ホーム"})
    result = run(site, "build", "--now", NOW)
    assert result.exit_code == 0, result.output
    return site


def read_page(site: Path, address: str) -> str:
    """Read the HTML of a page."""
    return (site / "site" / address / "index.html").read_text("utf-8")


def test_an_english_article_gets_its_chinese_from_a_catalog(two_more: Path) -> None:
    """Simplified comes from translations/zh-Hans, Traditional is converted from it; missing blocks stay English."""
    simplified, traditional = (read_page(two_more, f"{one}/articles/market/") for one in ("zh-hans", "zh-hant"))

    assert "广场上的<b>集市</b>里面很热闹。" in simplified
    assert "廣場上的<b>集市</b>裡面很熱鬧。" in traditional
    for page in (simplified, traditional):
        assert re.search(r'<span class="dz-missing" lang="en"[^>]*>A second paragraph', page)
        assert '<meta name="robots" content="noindex">' in page
        assert '<link rel="canonical" href="https://example.org/tiny/en/articles/market/">' in page
    assert FULL_SENTENCE in read_page(two_more, "en/articles/market/")
    assert not (two_more / "translations/en/articles/market.po").exists()
    assert not (two_more / "translations/zh-Hant-TW").exists()
    assert not (two_more / "translations/zh-Hans/site.po").exists()


def test_a_further_language_needs_one_line(two_more: Path) -> None:
    """Its pages exist with marked blocks, but search engines, other editions' alternates and its search omit them."""
    page = read_page(two_more, "ja/articles/bridge/")
    head = page.split("</head>")[0]

    assert '<html lang="ja"' in page
    assert '<span class="dz-missing" lang="zh-Hans"' in page
    assert "ホーム" in page
    assert '<meta name="robots" content="noindex">' in head
    assert '<link rel="canonical" href="https://example.org/tiny/zh-hans/articles/bridge/">' in head
    assert 'hreflang="ja"' not in read_page(two_more, "zh-hans/articles/bridge/").split("</head>")[0]
    assert "/ja/articles/" not in (two_more / "site/sitemap.xml").read_text("utf-8")
    assert list((two_more / "site/search").glob("texts/zh"))
    assert not list((two_more / "site/search").glob("texts/ja"))


def test_the_notice_says_how_much_is_translated(two_more: Path) -> None:
    """The share on the page is that of characters, as in `status`, rounded down."""
    rows = json.loads(run(two_more, "status", "--format", "json").stdout)
    share = next(row["share"] for row in rows if (row["name"], row["edition"]) == ("market", "zh-Hans"))
    page = read_page(two_more, "zh-hans/articles/market/")

    assert f"本页部分段落尚无译文，以原文显示。 已译比例 {floor(share * 100)}%" in " ".join(page.split())


def test_a_strict_build_holds_editors_to_their_promise(tiny_source: Path) -> None:
    """An incomplete article with `complete: true` fails with a position for each block; others do not fail."""
    assert run(tiny_source, "check", "--strict").exit_code == 0
    replace(tiny_source / "content/articles/well.md", "summary:", "complete: true\nsummary:")

    result = run(tiny_source, "build", "--strict", "--now", NOW)

    assert result.exit_code == 1
    assert re.findall(r"^(\S+): warning: '(.{5}).*(\[.*\])$", result.stderr, re.MULTILINE) == [
        ("content/articles/well.md:12:1", "水位下降了", "[promise-stale]"),
        ("content/articles/well.md:14:1", "新的记录还", "[promise-missing]"),
    ]
    assert "see translations/en/articles/well.po, line " in result.stderr
    assert not (tiny_source / "site").exists()


def test_accept_says_that_a_translation_still_holds(tiny_source: Path) -> None:
    """`catalog accept` first updates the catalog, and then confirms the entries that became fuzzy."""
    file = tiny_source / "translations/en/articles/bridge.po"
    replace(tiny_source / "content/articles/bridge.md", "头发花白的老人", "头发花白的长者")

    result = run(tiny_source, "catalog", "accept", "bridge")

    assert "translations/en/articles/bridge.po: 1 accepted, 0 left to confirm" in result.stdout
    entry = find_entry(file, "石桥修好以后，头发花白的长者也敢走了。")
    assert (entry.fuzzy, entry.previous_msgid) == (False, None)
    assert entry.msgstr != ""
    assert run(tiny_source, "catalog", "update").stdout == "all catalogs are up to date\n"


def test_accept_names_the_article_that_was_meant(tiny_source: Path) -> None:
    """An unknown name is a usage error with a suggestion."""
    result = run(tiny_source, "catalog", "accept", "brigde")

    assert result.exit_code == 2
    assert "no catalog belongs to 'brigde'; did you mean 'bridge'?" in result.stderr


def test_purge_is_the_only_way_to_lose_a_translation(tiny_source: Path) -> None:
    """The translation of a deleted paragraph becomes obsolete, returns with it, and is deleted only by a purge."""
    article, file = tiny_source / "content/articles/lane.md", tiny_source / "translations/en/articles/lane.po"
    text, translated = (
        "這條里弄有一百年歷史，「鐘錶店」還在。",
        find_entry(file, "這條里弄有一百年歷史，「鐘錶店」還在。").msgstr,
    )
    before = article.read_text("utf-8")
    article.write_text(before.replace(text, ""), "utf-8")
    run(tiny_source, "catalog", "update")
    assert find_entry(file, text).obsolete
    article.write_text(before, "utf-8")
    run(tiny_source, "catalog", "update")
    assert (find_entry(file, text).obsolete, find_entry(file, text).msgstr) == (0, translated)
    article.write_text(before.replace(text, ""), "utf-8")
    run(tiny_source, "catalog", "update")

    assert run(tiny_source, "catalog", "purge").stdout.splitlines() == [
        "translations/en/articles/lane.po: 1 deleted",
        "1 unused translations deleted",
    ]
    assert run(tiny_source, "catalog", "purge").stdout == "no catalog holds anything unused\n"


def test_a_renamed_article_is_offered_its_old_translations(tiny_source: Path) -> None:
    """They are suggestions from the unused catalog, fuzzy and with a note; a second update changes nothing."""
    articles = tiny_source / "content/articles"
    (articles / "lane.md").rename(articles / "alley.md")
    replace(articles / "bridge.md", "lane.md", "alley.md")
    run(tiny_source, "catalog", "update")
    entry = find_entry(tiny_source / "translations/en/articles/alley.po", "里弄")

    assert entry.fuzzy
    assert "suggested by translations/en/articles/lane.po" in entry.comment
    assert entry.msgstr == find_entry(tiny_source / "translations/en/articles/lane.po", "里弄").msgstr
    assert run(tiny_source, "catalog", "update").stdout == "all catalogs are up to date\n"


def test_a_broken_catalog_stops_an_update(tiny_source: Path) -> None:
    """If one catalog is broken, an update writes no file."""
    (tiny_source / "translations/en/articles/lane.po").write_text('mgsid "里弄"\n', "utf-8")
    (tiny_source / "translations/en/articles/well.po").unlink()

    result = run(tiny_source, "catalog", "update")

    assert result.exit_code == 1
    assert "[catalog-syntax]" in result.stderr
    assert not (tiny_source / "translations/en/articles/well.po").exists()


def test_every_text_of_the_templates_can_be_translated() -> None:
    """Every text that a template passes to `texts` is a message of the interface."""
    calls = {
        found["text"]
        for file in [*TEMPLATES.rglob("*.html"), *(ROOT / "duizhao").rglob("*.py")]
        for found in INTERFACE_CALL.finditer(file.read_text("utf-8"))
    }
    assert calls - INTERFACE.keys() == set()
