"""The index of a built site."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from support import REGIONS, THEMES, build_site, read_data, write_sources

from duizhao.editing.pages import EditedPage
from duizhao.engine import indexing, searchable
from duizhao.engine.searchable import PARTS
from duizhao.search import documents
from duizhao.search.documents import SearchDocument
from duizhao.store import CACHE


def read_folder(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def build_with_mkdocs(root: Path) -> Path:
    """Build a site like `mkdocs build`."""
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return Path(config.site_dir)


def watch(monkeypatch: pytest.MonkeyPatch) -> list[SearchDocument]:
    """Return a list that collects the searchable documents of builds."""
    seen: list[SearchDocument] = []
    make_document = searchable.make_document

    def making(pages: Sequence[EditedPage]) -> SearchDocument:
        seen.append(make_document(pages))
        return seen[-1]

    monkeypatch.setattr(searchable, "make_document", making)
    return seen


def test_mkdocs_builds_the_same_index(tmp_path: Path) -> None:
    """`mkdocs build` writes the same index as `duizhao build`."""
    ours = read_folder(build_site(tmp_path) / "search")
    assert read_folder(build_with_mkdocs(tmp_path) / "search") == ours
    assert "manifest.json" in ours


def test_next_build_of_a_server_sees_changes_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a later build, only the part of a changed article is indexed again, and the index is updated."""
    monkeypatch.setattr(documents, "PART", 1)
    monkeypatch.setattr(documents, "LEAST", 1)
    rows = read_data("corpus.yml")
    write_sources(tmp_path, rows)
    before = (build_with_mkdocs(tmp_path) / "search" / "manifest.json").read_bytes()
    cache = tmp_path / CACHE / PARTS
    kept = set(cache.iterdir())
    article = tmp_path / "content" / "articles" / "hair.md"
    article.write_text(article.read_text("utf-8") + "\n新写的一段。\n", "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(indexing, "pack_index", None)
        updated = read_folder(build_with_mkdocs(tmp_path) / "search")
    assert len(set(cache.iterdir()) - kept) == 1
    shutil.rmtree(tmp_path / CACHE)
    assert read_folder(build_with_mkdocs(tmp_path) / "search") == updated
    assert updated["manifest.json"] != before


def test_pages_of_an_edition_that_are_no_translation_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page is searchable only in editions in which it is offered; lists and the search page are in no index."""
    seen = watch(monkeypatch)
    build_site(tmp_path)
    editions = {one.name: [version.edition for version in one.versions] for one in seen if one.kind == "article"}
    assert editions["tenants"] == ["zh-Hans", "zh-Hant-TW"]
    assert editions["pilots"] == ["zh-Hans", "zh-Hant-TW", "en"]
    assert {one.kind for one in seen} == {"article", "home", "theme", "region", "regions", "sources"}


def test_what_is_made_of_data_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each action and each explained term is a searchable block; the list of figures is not searchable."""
    seen = watch(monkeypatch)
    write_sources(tmp_path, read_data("corpus.yml"))
    common = {"region": REGIONS[0].id, "theme": THEMES[0].id, "source": "press"}
    figure = {"id": "one", "name": "人数", "value": 3, "unit": "人", "period": "2025", "period_kind": "asof", **common}
    action = {"id": "a-line", "name": "热线", "what": "开通热线。", "period": "2024", **common}
    term = {"term": "网格员", "explanation": "负责网格的人。"}
    (tmp_path / "content/data").mkdir()
    for name, row in (("data/press", figure), ("actions", action), ("glossary", term)):
        (tmp_path / f"content/{name}.yml").write_text(yaml.safe_dump([row], allow_unicode=True), "utf-8")
    build_with_mkdocs(tmp_path)
    blocks = {one.kind: [block.text for block in one.versions[0].blocks or ()] for one in seen}
    assert blocks["timeline"] == ["热线 开通热线。"]
    assert blocks["glossary"] == ["网格员 负责网格的人。"]
    assert "figures" not in blocks


def test_page_of_results_is_in_no_list(tmp_path: Path) -> None:
    """The search page is open to search engines while it shows no results, and is not in the navigation."""
    site = build_site(tmp_path)
    page = (site / "zh-hant" / "search" / "index.html").read_text("utf-8")
    assert "noindex" not in page
    # Without a `site_url` there is no sitemap; other tests compare the sitemap of a site that has one.
    assert not (site / "sitemap.xml").exists()
    home = (site / "zh-hant" / "index.html").read_text("utf-8")
    assert home.count('href="search/"') == 1
