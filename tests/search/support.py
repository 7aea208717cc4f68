"""A small corpus and its index as files."""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import polib
import yaml

from duizhao.diagnostics import Level
from duizhao.editing.inline import convert_text
from duizhao.editions import make_edition
from duizhao.engine.build import build_site as build_site_of
from duizhao.executors import SerialExecutor
from duizhao.options import Options
from duizhao.pipeline import prepare_build
from duizhao.script.convert import make_converter
from duizhao.search.documents import SearchDocument, Version
from duizhao.search.index import Label, make_index

HERE = Path(__file__).parent
ASSETS = Path(__file__).parents[2] / "duizhao" / "theme" / "assets" / "duizhao" / "search"
EDITIONS = tuple(make_edition(code) for code in ("zh-Hans", "zh-Hant-TW", "en"))
THEMES = tuple(Label(one, {"zh-Hans": one}) for one in ("institutions", "people", "services", "safety", "digital"))
REGIONS = tuple(Label(one, {"zh-Hans": one}) for one in ("sichuan", "chengdu", "ganzi", "suining", "panzhihua"))


def read_data(name: str) -> Any:
    """Read a data file from this folder."""
    return yaml.safe_load((HERE / name).read_text("utf-8"))


def make_version(code: str, name: str, texts: list[str]) -> Version:
    """Make a page from a title, a summary and paragraphs."""
    title, summary, *blocks = texts
    html = "".join(f'<p data-block="{number}">{escape(text)}</p>\n' for number, text in enumerate(blocks))
    folder = next(one.folder for one in EDITIONS if one.code == code)
    return Version(code, f"{folder}/articles/{name}/", title, summary, html)


def make_document(row: dict[str, Any]) -> SearchDocument:
    """Make the document of an article of the corpus in all its editions."""
    converter = make_converter("zh-Hans", "zh-Hant-TW")
    versions = [
        make_version("zh-Hans", row["name"], row["zh"]),
        make_version("zh-Hant-TW", row["name"], [convert_text(text, converter) for text in row["zh"]]),
    ]
    if "en" in row:
        versions.append(make_version("en", row["name"], row["en"]))
    day = row["date"] if isinstance(row["date"], date) else date.fromisoformat(row["date"])
    return SearchDocument("article", row["name"], day, row["theme"], tuple(row["regions"]), tuple(versions))


def make_files(rows: list[dict[str, Any]] | None = None) -> dict[str, bytes]:
    """Make the index of the corpus or of other rows."""
    documents = [make_document(row) for row in rows or read_data("corpus.yml")]
    return make_index(documents, EDITIONS, themes=THEMES, regions=REGIONS)


def write_files(files: dict[str, bytes], folder: Path) -> None:
    """Write an index, together with the browser's code."""
    for path, data in files.items():
        file = folder / "search" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    code = folder / "code"
    code.mkdir(exist_ok=True)
    for file in ASSETS.iterdir():
        (code / file.name).write_bytes(file.read_bytes())
    (folder / "index.html").write_text("<!doctype html><title>test</title>", "utf-8")


CONFIGURATION = """\
site_name: 报告
docs_dir: content
theme:
  name: material
  font: false
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle: {icon: material/weather-night, name: 切换到深色}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle: {icon: material/weather-sunny, name: 切换到浅色}
plugins: [{duizhao: {editions: [zh-Hans, zh-Hant-TW, en]}}]
"""


def build_site(root: Path, rows: list[dict[str, Any]] | None = None) -> Path:
    """Write the corpus as the sources of a site, build it, and return its output folder."""
    rows = rows or read_data("corpus.yml")
    write_sources(root, rows)
    prepared = prepare_build(root, Options(), SerialExecutor())
    assert [str(one) for one in prepared.diagnostics if one.level is Level.ERROR] == []
    return build_site_of(prepared, Options()).output


def write_sources(root: Path, rows: list[dict[str, Any]]) -> None:
    """Write articles, taxonomies and catalogs of the corpus."""
    content = root / "content"
    (content / "articles").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(CONFIGURATION, "utf-8")
    (content / "index.md").write_text("---\ntitle: 首页\nsummary: 开始。\n---\n\n欢迎。\n", "utf-8")
    themes = [{"id": one.id, "name": "专题" + str(number)} for number, one in enumerate(THEMES)]
    regions = [{"id": one.id, "name": "地方" + str(number)} for number, one in enumerate(REGIONS)]
    sources = [{"id": "press", "title": "来源", "publisher": "报社", "date": "2025", "genre": "报道"}]
    for name, value in (("themes", themes), ("regions", regions), ("sources", sources)):
        (content / f"{name}.yml").write_text(yaml.safe_dump(value, allow_unicode=True), "utf-8")
    catalogs = root / "translations" / "en" / "articles"
    catalogs.mkdir(parents=True)
    _make_catalog().save(str(catalogs.parent / "site.po"))
    for row in rows:
        title, summary, *blocks = row["zh"]
        front = {key: row[key] for key in ("date", "theme", "regions")}
        front |= {"title": title, "summary": summary, "sources": ["press"], "script": "zh-Hans"}
        text = "---\n" + yaml.safe_dump(front, allow_unicode=True) + "---\n\n" + "\n\n".join(blocks) + "\n"
        (content / "articles" / f"{row['name']}.md").write_text(text, "utf-8")
        catalog = _make_catalog()
        for source, translation in zip(row["zh"], row.get("en", ()), strict=False):
            catalog.append(polib.POEntry(msgid=source, msgstr=translation))
        catalog.save(str(catalogs / f"{row['name']}.po"))


def _make_catalog() -> polib.POFile:
    """Make an empty English catalog."""
    catalog = polib.POFile()
    catalog.metadata = {"Language": "en", "Content-Type": "text/plain; charset=UTF-8"}
    return catalog
