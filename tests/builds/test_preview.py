"""The preview of `serve`: the same bytes as a build, a moment after each change, and no end for a mistake."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from pathlib import Path

import pytest
from sources import NOW

from duizhao.crew import Alone
from duizhao.diagnostics import Diagnostic, SourceError
from duizhao.engine.serving import Preview
from duizhao.pipeline import Options

ARTICLE = "content/articles/bridge.md"


@pytest.fixture
def told() -> list[str]:
    """Give the list of all that is told."""
    return []


@pytest.fixture
def preview(root: Path, told: list[str]) -> Preview:
    """Give the preview of the site, not built yet."""

    def tell(diagnostics: Sequence[Diagnostic]) -> None:
        told.extend(one.code for one in diagnostics)

    return Preview(root, Options(now=NOW), root / ".cache" / "serve", tell)


def read_files(folder: Path) -> dict[str, bytes]:
    """Read every file that is served."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_preview_is_the_site(preview: Preview, plain: dict[str, bytes]) -> None:
    """When the search index has followed, every file is that of a build; also the second time."""
    for _turn in range(2):
        preview.build(Alone())
        preview.finish()
        assert read_files(preview.site) == plain


def test_pages_do_not_wait_for_the_index(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build is over when the pages stand; the index is written afterwards, before the next build begins."""
    written: list[Path] = []
    monkeypatch.setattr("duizhao.engine.serving.write_search", lambda site, _printed, **_: written.append(site))
    preview.build(Alone())

    assert (preview.site / "en/index.html").exists()
    assert not (preview.site / "search").exists()
    preview.rebuild()
    preview.finish()
    assert written == [preview.site] * 2


def test_a_mistake_leaves_what_is_served(root: Path, preview: Preview, told: list[str]) -> None:
    """An error is told, the old site stays, and the next change is shown."""
    article = root / ARTICLE
    text = article.read_text("utf-8")
    preview.build(Alone())
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
    """Where the first build fails there is nothing to serve."""
    (root / ARTICLE).write_text("no front matter", "utf-8")

    with pytest.raises(SourceError):
        preview.build(Alone())
    assert not preview.site.exists()


def test_a_port_in_use_is_a_wrong_use(root: Path, duizhao) -> None:  # noqa: ANN001
    """The command says so before anything is built."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = duizhao(root, "serve", "--port", str(taken.getsockname()[1]))

    assert result.returncode == 2
    assert "name another one" in result.stderr
    assert not (root / ".cache").exists()
