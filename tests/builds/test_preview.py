"""The preview of `serve` has the bytes of a build, follows each change, and survives errors."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from pathlib import Path

import pytest
from sources import NOW

from duizhao.diagnostics import Diagnostic, SourceError
from duizhao.engine.serving import Preview, serve_site
from duizhao.executors import SerialExecutor
from duizhao.options import Options
from duizhao.prepared_build import STATE
from duizhao.store import CACHE, Store

ARTICLE = "content/articles/bridge.md"


@pytest.fixture
def told() -> list[str]:
    """Return the list of reported diagnostic codes."""
    return []


@pytest.fixture
def preview(root: Path, told: list[str]) -> Preview:
    """Return the preview of the site, not yet built."""

    def tell(diagnostics: Sequence[Diagnostic]) -> None:
        told.extend(one.code for one in diagnostics)

    return Preview(root, Options(now=NOW), root / ".cache" / "serve", tell)


def read_files(folder: Path) -> dict[str, bytes]:
    """Read every served file."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_preview_is_the_site(preview: Preview, plain: dict[str, bytes]) -> None:
    """Once the search index is written, every file equals that of a build, also after a second build."""
    for _turn in range(2):
        preview.build(SerialExecutor())
        preview.finish()
        assert read_files(preview.site) == plain


def test_pages_do_not_wait_for_the_index(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build ends when the pages are written; the index follows, before the next build begins."""
    written: list[Path] = []
    monkeypatch.setattr("duizhao.engine.serving.write_search", lambda *given: written.append(given[2]))
    preview.build(SerialExecutor())

    assert (preview.site / "en/index.html").exists()
    assert not (preview.site / "search").exists()
    preview.rebuild()
    preview.finish()
    assert written == [preview.site] * 2


def test_a_mistake_leaves_what_is_served(root: Path, preview: Preview, told: list[str]) -> None:
    """An error is reported and the old site stays; the next correct change is shown."""
    article = root / ARTICLE
    text = article.read_text("utf-8")
    preview.build(SerialExecutor())
    page = preview.site / "zh-hans/articles/bridge/index.html"
    before = page.read_bytes()
    told.clear()
    article.write_text(text.replace("theme: roads", "theme: rods"), "utf-8")
    preview.rebuild()

    assert "theme-unknown" in told
    assert page.read_bytes() == before
    article.write_text(text.replace("要绕行。", "要绕行很远。"), "utf-8")
    preview.rebuild()
    preview.finish()
    assert "要绕行很远。" in page.read_text("utf-8")


def test_nothing_is_served_of_a_broken_site(root: Path, preview: Preview) -> None:
    """If the first build fails, there is nothing to serve."""
    (root / ARTICLE).write_text("no front matter", "utf-8")

    with pytest.raises(SourceError):
        preview.build(SerialExecutor())
    assert not preview.site.exists()


def test_the_first_build_is_kept_at_once(root: Path, preview: Preview) -> None:
    """What took the longest is in the cache as soon as the index is written, whatever happens to the preview then."""
    preview.build(SerialExecutor())
    preview.finish()

    assert Store(root / CACHE).get("", STATE).generation


def test_what_was_made_of_a_broken_site_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If an error keeps the preview from starting, the articles without errors need not be made again."""
    monkeypatch.setattr("duizhao.engine.serving.make_executor", SerialExecutor)
    (root / ARTICLE).write_text("no front matter", "utf-8")

    with pytest.raises(SourceError):
        serve_site(root, Options(now=NOW), port=0, polls=False, tell=lambda _problems: None)
    graph = Store(root / CACHE).get("", STATE).graph
    assert ("article", "content/articles/lane.md") in graph.list_results("article")


def test_a_port_in_use_is_a_wrong_use(root: Path, duizhao) -> None:  # noqa: ANN001
    """The command reports a port in use before it builds anything."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = duizhao(root, "serve", "--port", str(taken.getsockname()[1]))

    assert result.returncode == 2
    assert "name another one" in result.stderr
    assert not (root / ".cache").exists()
