"""The site of these tests, built once in the plainest way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from sources import Files, build, copy_fresh, make_files, read_site

settings.register_profile("long", deadline=None, max_examples=5000)

EPOCH = "1795564800"
"""The day of every build, 2026-11-25, for what MkDocs itself dates."""


@pytest.fixture(scope="session")
def files() -> Files:
    """Give the sources of the site; to read, not to change."""
    return make_files()


@pytest.fixture
def root(files: Files, tmp_path: Path) -> Path:
    """Give the site in a folder of its own, never built."""
    return copy_fresh(files, tmp_path / "site-root")


@pytest.fixture(autouse=True)
def same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every build take place on the same day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


@pytest.fixture(scope="session")
def plain(files: Files, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Give every file of the site as one process builds it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        root = copy_fresh(files, tmp_path_factory.mktemp("plain") / "site-root")
        build(root)
    return read_site(root)
