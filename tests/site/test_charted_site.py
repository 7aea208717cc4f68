"""Charts end to end: from an article and its catalogs to pages, downloads and the search index."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import polib
import pytest

from duizhao.checks.pages import check_pages
from duizhao.settings import read_settings

NOW = "2026-11-25"
CHART = """
```chart
kind: bar
title: 过桥的人
description: 行人多于骑车的人。
unit: 人
rows: [[行人, 120], [骑车, 40]]
source: [gazette]
```
"""
ENGLISH = {
    "过桥的人": "Who crosses the bridge",
    "行人多于骑车的人。": "More people walk than cycle.",
    "人": "people",
    "骑车": "Cyclists",
}
Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def charted(tiny_source: Path) -> Path:
    """Return the tiny site with a chart in an article."""
    add(tiny_source / "content/articles/bridge.md", CHART)
    return tiny_source


def add(file: Path, text: str) -> None:
    """Append a text to a file."""
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def list_files(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def translate(site: Path) -> None:
    """Fill in the catalog as a translator would."""
    po = polib.pofile(str(site / "translations/en/articles/bridge.po"), wrapwidth=0)
    for entry in po:
        entry.msgstr = entry.msgstr or ENGLISH[entry.msgid]
    po.save()


def test_translators_find_the_texts_of_charts(charted: Path, duizhao: Run) -> None:
    """Each text is a message with its section, the unit has the title as context; existing translations are reused."""
    assert duizhao(charted, "catalog", "update").returncode == 0
    po = polib.pofile(str(charted / "translations/en/articles/bridge.po"))
    found = [(one.msgid, one.msgctxt, one.msgstr) for one in po if one.comment.startswith("chart; section: 数字")]
    assert found == [("过桥的人", None, ""), ("行人多于骑车的人。", None, ""), ("人", "过桥的人", ""), ("骑车", None, "")]
    site = polib.pofile(str(charted / "translations/en/site.po"))
    assert site.find("无数据").msgstr == "no data"
    translate(charted)
    assert duizhao(charted, "catalog", "update").stdout == "all catalogs are up to date\n"
    assert duizhao(charted, "catalog", "check", "--strict").returncode == 0


def test_charts_are_published_with_their_data(charted: Path, duizhao: Run) -> None:
    """Every edition offers the chart's data for download, and the checks of finished pages find nothing."""
    duizhao(charted, "catalog", "update")
    translate(charted)
    assert duizhao(charted, "build", "--now", NOW).returncode == 0
    site = charted / "site"
    assert check_pages(site, read_settings(charted)) == ()
    assert sorted(file.relative_to(site).as_posix() for file in site.glob("data/*/*.*")) == [
        f"data/{folder}/bridge-1.{form}" for folder in ("en", "zh-hans", "zh-hant") for form in ("csv", "json", "svg")
    ]
    assert (site / "data/zh-hant/bridge-1.csv").read_bytes() == "\ufeff項目,數值\r\n行人,120\r\n騎車,40\r\n".encode()
    assert json.loads((site / "data/en/bridge-1.json").read_text("utf-8"))["title"] == "Who crosses the bridge"
    found = b"".join(zlib.decompress(one.read_bytes(), -zlib.MAX_WBITS) for one in site.glob("search/texts/**/*.bin"))
    assert "More people walk than cycle." in found.decode()
    assert "Unit: people" not in found.decode()


def test_a_second_build_is_like_a_first(charted: Path, duizhao: Run) -> None:
    """Downloads are kept in builds that reuse the cache, and updated when a source's title or the site's address changes."""
    assert duizhao(charted, "build", "--now", NOW).returncode == 0
    add(charted / "content/articles/well.md", "\n又一段。\n")
    assert duizhao(charted, "build", "--now", NOW).returncode == 0
    assert json.loads((charted / "site/data/zh-hans/bridge-1.json").read_text("utf-8"))["sources"] == ["三里镇志"]
    sources = charted / "content/sources.yml"
    sources.write_text(sources.read_text("utf-8").replace("三里镇志", "三里新志"), "utf-8")
    assert duizhao(charted, "build", "--now", NOW).returncode == 0
    warm = list_files(charted / "site")
    assert json.loads(warm["data/zh-hans/bridge-1.json"])["sources"] == ["三里新志"]
    # The code to embed names the site.
    configuration = charted / "mkdocs.yml"
    configuration.write_text(configuration.read_text("utf-8").replace("example.org", "example.net"), "utf-8")
    assert duizhao(charted, "build", "--now", NOW).returncode == 0
    warm = list_files(charted / "site")
    assert "example.net/tiny/data/zh-hans/bridge-1.svg" in warm["zh-hans/articles/bridge/index.html"].decode()
    assert duizhao(charted, "build", "--clean", "--now", NOW).returncode == 0
    assert list_files(charted / "site") == warm
