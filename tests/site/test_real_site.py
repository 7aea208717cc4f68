"""The report itself: the content of every article in every edition."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

from duizhao.checks.pages import check_pages, read_pages
from duizhao.pipeline import prepare
from duizhao.settings import read_settings

EDITIONS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant-TW", "en": "en"}
OUTLINE = yaml.safe_load(Path(__file__).with_name("outline.yml").read_text("utf-8"))
ARTICLES = tuple(OUTLINE)
THEMES = ("institutions", "people", "services", "law", "digital")


def test_every_promised_page_stands_in_three_editions(real_site: Path) -> None:
    """Articles, themes, home and about pages exist in each edition."""
    themes = [theme.id for theme in prepare(real_site).site.themes]
    pages = ["", "about/", *(f"articles/{one}/" for one in ARTICLES), *(f"themes/{one}/" for one in themes)]

    missing = [
        f"{folder}/{page}"
        for folder in EDITIONS
        for page in pages
        if not (real_site / "site" / folder / page / "index.html").is_file()
    ]

    assert len(themes) == len(THEMES)
    assert missing == []


def test_no_rule_over_finished_pages_finds_anything(real_site: Path) -> None:
    """Languages, headings, canonical addresses, alternates, links, hosts and blocks are correct on all pages."""
    assert check_pages(real_site / "site", read_settings(real_site)) == ()


def test_the_rules_saw_every_page(real_site: Path) -> None:
    """The rules read every page: those of the build report, the search pages, the root page and the error page."""
    report = json.loads((real_site / "site/build-report.json").read_text("utf-8"))
    pages = read_pages(real_site / "site", read_settings(real_site)).pages

    assert len(pages) == sum(edition["pages"] for edition in report["editions"].values()) + len(EDITIONS) + 2


@pytest.mark.parametrize("code", EDITIONS.values())
def test_every_article_is_complete(real_site: Path, code: str) -> None:
    """No block of an article has a missing or stale translation."""
    report = json.loads((real_site / "site/build-report.json").read_text("utf-8"))
    articles = report["editions"][code]["articles"]

    assert sorted(one["slug"] for one in articles) == sorted(ARTICLES)
    assert all(one["translated"] == 1 and not one["stale"] and not one["missing"] for one in articles)


def test_a_third_is_written_in_traditional_script(real_site: Path) -> None:
    """Each article has a list or a table, sources, links to others, and 900 to 1,800 Chinese characters."""
    articles = prepare(real_site).site.articles
    scripts = Counter(article.script for article in articles)

    assert scripts["zh-Hant-TW"] + scripts["zh-Hant-HK"] >= len(ARTICLES) / 3
    assert scripts["zh-Hant-HK"] > 1
    for article in articles:
        text = "".join(block.text for block in article.document.blocks)
        kinds = {block.kind for block in article.document.blocks}
        characters = sum("\u3400" <= character <= "\u9fff" for character in text)
        assert article.sources
        assert kinds & {"cell", "item"}
        assert 900 <= characters <= 1800, article.slug
        assert any(link.target.endswith(".md") or ".md#" in link.target for link in article.document.links)
