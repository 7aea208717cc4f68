"""If the related articles of some articles change, exactly the pages that show them are rendered again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sources import build, copy_fresh, make_files, read_site, write_files

from duizhao.engine.renderer import PageRenderer

NOTE = "content/articles/note-02.md"


def list_articles(site: dict[str, bytes]) -> dict[str, bytes]:
    """Return the English pages of articles, by slug."""
    return {path.split("/")[2]: data for path, data in site.items() if path.startswith("en/articles/note-")}


def test_an_article_with_other_tags(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tag that an article gives up changes its own pages and those of its former relatives, as in a new build."""
    rendered: set[str] = set()
    render: Callable[..., Any] = PageRenderer.render

    def note(renderer: PageRenderer, key: Any, *arguments: Any, **more: Any) -> Any:
        if key[0] == "article":
            rendered.add(key[1])
        return render(renderer, key, *arguments, **more)

    monkeypatch.setattr(PageRenderer, "render", note)
    files = make_files(12)
    old = {**files, NOTE: files[NOTE].replace("tags: [", "tags: [少见, ")}
    old["content/articles/note-05.md"] = files["content/articles/note-05.md"].replace("tags: [", "tags: [少见, ")
    root = copy_fresh(old, tmp_path / "site-root")
    build(root)
    before = list_articles(read_site(root))
    assert b"note-05/" in before["note-02"].partition(b'id="dz-related"')[2]
    rendered.clear()
    build(write_files({**old, NOTE: files[NOTE]}, root))
    site = read_site(root)
    after = list_articles(site)

    assert rendered == {slug for slug in after if after[slug] != before[slug]}
    assert {"note-02", "note-05"} <= rendered < after.keys()
    again = copy_fresh({**old, NOTE: files[NOTE]}, tmp_path / "again")
    build(again)
    assert read_site(again) == site
