"""Fixtures for the build tests: the test site and its plainest build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from sources import Files, build, copy_fresh, make_files, read_site

from duizhao.engine.page_shell import PageShells
from duizhao.engine.pages import EditionPage

settings.register_profile("long", deadline=None, max_examples=5000)


@pytest.fixture(scope="session")
def files() -> Files:
    """Return the sources of the site, which has parallel pages. Tests must not change them."""
    files = make_files()
    return {**files, "mkdocs.yml": files["mkdocs.yml"].replace("extra:", "      parallel: [zh-Hans, en]\nextra:")}


@pytest.fixture
def root(files: Files, tmp_path: Path) -> Path:
    """Return the site in a folder of its own, not yet built."""
    return copy_fresh(files, tmp_path / "site-root")


@pytest.fixture(scope="session")
def plain(files: Files, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return every file of the site as built by one process."""
    root = copy_fresh(files, tmp_path_factory.mktemp("plain") / "site-root")
    build(root)
    return read_site(root)


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return a list of whether each article `note-…` rendered from now on was filled into a shell."""
    found: list[bool] = []
    fill: Callable[..., str | None] = PageShells.fill

    def note(shells: PageShells, page: EditionPage) -> str | None:
        text = fill(shells, page)
        if page.page.name.startswith("note-"):
            found.append(text is not None)
        return text

    monkeypatch.setattr(PageShells, "fill", note)
    return found
