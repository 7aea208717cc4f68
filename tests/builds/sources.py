"""The test site as a mapping of path to text: the tiny site plus articles with every kind of content."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polib

from duizhao.diagnostics import has_errors
from duizhao.engine.build import BuildResult, build_site
from duizhao.executors import Executor, ProcessExecutor, SerialExecutor
from duizhao.last_build import LastBuild, find_reusable_build, record_build, source_fingerprint
from duizhao.options import Options
from duizhao.pipeline import prepare_build
from duizhao.settings import read_settings
from duizhao.snapshot import read_snapshot
from duizhao.store import CACHE, Store, recall_program

TINY = Path(__file__).parent.parent / "site" / "tiny"
ARTICLES = 30
Files = dict[str, str]

FIGURES = """\
- id: gazette-f01
  name: 受益居民
  value: 12400
  unit: 名
  qualifier: more than
  region: sanli
  period: 2021/2025
  period_kind: span
  theme: roads
  source: gazette
- id: gazette-f02
  name: 水表
  value: 461
  unit: 只
  region: sanli
  period: 2025
  period_kind: asof
  theme: water
  source: gazette
"""
CHARTS = """
```chart
kind: bar
title: 居民与水表
description: 居民比水表多。
unit: 名（只、件）
rows: [gazette-f01, {figure: gazette-f02, label: 软体}]
```

```chart
kind: dot
title: 三里
description: 只有一处。
labels: region
rows: [gazette-f01]
```
"""
FIGURE_WORDS = {"受益居民": "Residents served", "名": "person | people", "水表": "Water meters", "只": "meter | meters"}
SNIPPET = "<!-- --8<-- [start:part] -->\n共享的一段{{gazette-f01}}。\n<!-- --8<-- [end:part] -->\n"
GLOSSARY = "terms:\n- {zh-Hans: [里弄, 弄堂], en: lane}\n"
TEMPLATE = '{% if texts %}{{ texts("三里的话").text }}{% endif %} <!-- {{ config.extra.colour }} -->\n'


def make_files(articles: int = ARTICLES) -> Files:
    """Make a site with the given number of published articles, plus a draft and an article with a future date."""
    files = {
        file.relative_to(TINY).as_posix(): file.read_text("utf-8") for file in sorted(TINY.rglob("*")) if file.is_file()
    }
    files["content/data/gazette.yml"] = FIGURES
    files["translations/glossary.yml"] = GLOSSARY
    files["content/snippets/shared.md"] = SNIPPET
    files["templates/partials/copyright.html"] += TEMPLATE
    files["mkdocs.yml"] += "extra: {colour: green}\n"
    for text, english in {**FIGURE_WORDS, "三里的话": "A word from Sanli"}.items():
        files["translations/en/site.po"] += f'\nmsgid "{text}"\nmsgstr "{english}"\n'
    files["translations/en/site.po"] += '\nmsgctxt "gazette-f01"\nmsgid "名"\nmsgstr "person | people"\n'
    shown = sum(path.startswith("content/articles/") for path in files) - 2
    for number in range(articles - shown):
        add_article(files, number)
    return files


def add_article(files: Files, number: int) -> str:
    """Add an article whose script, theme and catalog depend on the number.

    Returns:
        The path of its file.
    """
    slug = f"note-{number:02d}"
    is_traditional = number % 3 == 1
    theme = ("roads", "water")[number % 2]
    text = (
        f"---\ntitle: 第{number}篇記錄\ndate: 2025-{number % 12 + 1:02d}-{number % 28 + 1:02d}\ntheme: {theme}\n"
        f"sources: [gazette]\nsummary: 這裡有{number}條里弄。\ntags: [修橋]\n---\n\n"
        f"里弄裡的軟體用了{number}年，見[石橋](bridge.md)。[^note]\n\n"
        f"## 說明 {{#more}}\n\n- 一\n- 二\n\n[^note]: 註。\n"
        if is_traditional
        else f"---\ntitle: 第{number}篇“记录”\ndate: 2025-{number % 12 + 1:02d}-{number % 28 + 1:02d}\ntheme: {theme}\n"
        f"regions: [sanli]\nsources: [gazette]\nsummary: 这里有{number}条里弄 & 一座桥。\ntags: [修桥, 水]\n"
        f"conversion: {{台账: {{zh-Hant-TW: 臺帳}}}}\n---\n\n"
        f"台账里有{{{{gazette-f0{number % 2 + 1}}}}}，用了{number}年，见[老井](well.md)。\n\n"
        f"| 项目 | 数量 |\n|---|--:|\n| 计算机 | {number} |\n\n![图](../map.svg '三里的图'){{.figure}}\n"
    )
    if number % 3 != 0:
        text += CHARTS
    files[f"content/articles/{slug}.md"] = text
    title = f"第{number}篇記錄" if is_traditional else f"第{number}篇“记录”"
    files[f"translations/en/articles/{slug}.po"] = make_catalog(
        {title: f"Note {number}" if number % 4 else "", "三里": "Sanli", "只有一处。": "One place."}
    )
    return f"content/articles/{slug}.md"


def make_catalog(entries: Mapping[str, str]) -> str:
    """Make the catalog of an article."""
    po = polib.POFile()
    po.metadata = {"Language": "en", "Content-Type": "text/plain; charset=UTF-8", "X-Source-Language": "zh-Hans"}
    for text, english in entries.items():
        po.append(polib.POEntry(msgid=text, msgstr=english))
    return str(po) + "\n"


def write_files(files: Files, root: Path) -> Path:
    """Write a site over an older one, keeping its caches and output. Unchanged files are not touched."""
    for folder in ("content", "translations", "templates"):
        for file in [one for one in (root / folder).rglob("*") if one.is_file()]:
            if file.relative_to(root).as_posix() not in files:
                file.unlink()
    for path, text in files.items():
        file = root / path
        if not file.exists() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
    return root


def copy_fresh(files: Files, root: Path) -> Path:
    """Write a site into a new, empty folder."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    return write_files(files, root)


NOW = datetime(2026, 11, 25, tzinfo=UTC)
"""The date of every build."""


def build(root: Path, executor: Executor | None = None) -> BuildResult:
    """Build a site in this process."""
    options = Options(now=NOW)
    prepared = prepare_build(root, options, executor if isinstance(executor, ProcessExecutor) else SerialExecutor())
    assert not has_errors(prepared.diagnostics), prepared.diagnostics
    return build_site(prepared, options, executor)


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build made the way the command makes it."""

    said: list[str]
    """The diagnostics of the sources, as text."""
    site: dict[str, bytes]
    """Every file of the site, by path; empty if there are errors."""
    discarded: list[Path]
    """Cache files that were rejected as damaged or of another version."""


def build_as_people_do(root: Path, options: Options, executor: Executor | None = None) -> Built:
    """Build a site as the command does, which skips the build if nothing has changed."""
    site_settings = read_settings(root)
    store = Store(root / CACHE)
    recall_program(store)
    snapshot = read_snapshot(site_settings, store)
    named = source_fingerprint(snapshot, options)
    last = find_reusable_build(site_settings, store, named)
    if last is not None:
        return Built([str(one) for one in last.diagnostics], read_site(root), store.discarded)
    prepared = prepare_build(root, options, executor or SerialExecutor(), store=store, snapshot=snapshot)
    said = [str(one) for one in prepared.diagnostics]
    if has_errors(prepared.diagnostics):
        return Built(said, {}, store.discarded)
    result = build_site(prepared, options, executor)
    if prepared.state.is_of_snapshot:
        record_build(store, LastBuild(named, result.folder, result.pages, prepared.diagnostics))
    return Built(said, read_site(root), store.discarded)


def read_site(root: Path) -> dict[str, bytes]:
    """Read every file of a built site."""
    folder = root / "site"
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
