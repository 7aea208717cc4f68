"""Articles: front matter and Markdown as typed values, script detection, and publication dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from duizhao.diagnostics import Span
from duizhao.editions import make_edition
from duizhao.model import Article
from duizhao.settings import Settings
from duizhao.source.articles import is_published, read_article, read_page
from duizhao.source.lexicon import extend_lexicon, read_lexicon
from duizhao.source.schema import make_schema

FULL = """\
---
title: 三年试点
date: 2026-03-02
theme: institutions
regions: [sichuan]
period: 2024
sources:
  - huaxi2021
summary: 摘要。
tags: [试点, 2024]
authors: [张三]
draft: true
publish_at: 2026-12-01
complete: true
conversion: {台账: {zh-Hant-TW: 臺帳}, 成都: , 出租车: 計程車}
---

这里说的是试点。
"""


def read(root: Path, text: str) -> Article:
    """Read an article that has no problems."""
    settings = Settings(root, "报告", "", "", "", "content", "site", (make_edition("zh-Hans"),))
    file = root / "content/articles/a.md"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8", newline="")
    article, problems = read_article(settings, file)
    assert problems == []
    assert article is not None
    return article


def test_all_keys(tmp_path: Path) -> None:
    """Every key becomes a typed value; numbers become text if the field is a text."""
    article = read(tmp_path, FULL)
    assert (article.slug, article.title, article.theme) == ("a", "三年试点", "institutions")
    assert (article.date, article.publish_at) == (date(2026, 3, 2), date(2026, 12, 1))
    assert (article.regions, article.sources, article.tags) == (("sichuan",), ("huaxi2021",), ("试点", "2024"))
    assert (article.period, article.summary, article.authors) == ("2024", "摘要。", ("张三",))
    assert (article.draft, article.complete) == (True, True)
    assert article.places["sources.0"] == Span("content/articles/a.md", 8, 5)
    assert [block.line for block in article.document.blocks] == [18]


def test_conversion_notations(tmp_path: Path) -> None:
    """Wording is given per edition, for all editions, or as a name that is never converted."""
    conversion = read(tmp_path, FULL).conversion
    codes = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
    assert conversion == {
        "台账": {"zh-Hant-TW": "臺帳"},
        "成都": dict.fromkeys(codes),
        "出租车": dict.fromkeys(codes, "計程車"),
    }


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends(line_end: str, tmp_path: Path) -> None:
    """Line ends of other systems and a byte order mark make no difference."""
    article = read(tmp_path, "\ufeff" + FULL.replace("\n", line_end))
    assert [block.line for block in article.document.blocks] == [18]


@pytest.mark.parametrize(
    ("title", "text", "script"),
    [
        ("三年试点", "这里说的是试点与为民服务。", "zh-Hans"),
        ("三年試點", "這裡說的是試點，臺灣的資訊與軟體。", "zh-Hant-TW"),
        ("Three years", "A pilot.", "en"),
    ],
)
def test_script(title: str, text: str, script: str, tmp_path: Path) -> None:
    """The script of an article is detected from its characters."""
    head = f"---\ntitle: {title}\ndate: 2026-03-02\ntheme: a\nsources: [b]\n---\n"
    assert read(tmp_path, head + text).script == script


def test_declared_script(tmp_path: Path) -> None:
    """A script declared in the front matter takes precedence."""
    assert read(tmp_path, FULL.replace("draft: true", "script: zh-Hant-HK")).script == "zh-Hant-HK"


def test_page(tmp_path: Path) -> None:
    """A page needs only a title; other keys of articles are unknown."""
    settings = Settings(tmp_path, "", "", "", "", "content", "site", ())
    file = tmp_path / "content/pages/about.md"
    file.parent.mkdir(parents=True)
    file.write_text("---\ntitle: 关于\ndate: 2026-01-01\n---\n这份报告。\n", "utf-8")
    page, problems = read_page(settings, file, "about")
    assert page is not None
    assert (page.slug, page.title, page.script) == ("about", "关于", "zh-Hans")
    assert [str(one) for one in problems] == ["content/pages/about.md:3:1: error: unknown key 'date' [key-unknown]"]


def test_unreadable_file(tmp_path: Path) -> None:
    """An unreadable file is reported as a problem."""
    settings = Settings(tmp_path, "", "", "", "", "content", "site", ())
    for read_one in (read_article(settings, tmp_path / "a.md"), read_page(settings, tmp_path / "a.md", "a")):
        assert read_one[0] is None
        assert [one.code for one in read_one[1]] == ["file-unreadable"]


def test_is_published(tmp_path: Path) -> None:
    """Drafts are published only on request, articles of the future from their date on."""
    article = replace(read(tmp_path, FULL), draft=False)
    assert not is_published(article, date(2026, 11, 30), drafts=False)
    assert is_published(article, date(2026, 12, 1), drafts=False)
    assert is_published(article, date(2026, 11, 30), drafts=True)
    assert not is_published(replace(article, draft=True), date(2026, 12, 1), drafts=False)


def test_schema() -> None:
    """The schema contains every key of the front matter and the required ones."""
    described = make_schema()["$defs"]["ArticleHead"]
    assert described["required"] == ["title", "date", "theme", "sources"]
    assert {line.split(":")[0] for line in FULL.splitlines() if ":" in line} <= described["properties"].keys()
    assert described["additionalProperties"] is False


def test_lexicon(tmp_path: Path) -> None:
    """The site's wording is read per edition, and an article's own wording takes precedence."""
    article = read(tmp_path, FULL)
    settings = Settings(tmp_path, "", "", "", "", "content", "site", ())
    folder = tmp_path / "translations/lexicon"
    folder.mkdir(parents=True)
    (folder / "zh-Hant-TW.yml").write_text("台账: 帳冊\n武侯:\n", "utf-8")
    lexicon, problems = read_lexicon(settings)
    assert problems == []
    extended, problems = extend_lexicon(lexicon, article)
    assert problems == []
    assert extended.entries["台账"]["zh-Hant-TW"] == "臺帳"
    assert extended.entries["武侯"]["zh-Hant-TW"] == "武侯"
    assert extend_lexicon(lexicon, replace(article, conversion={})) == (lexicon, [])
