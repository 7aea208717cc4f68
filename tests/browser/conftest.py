"""Fixtures that serve the report to a browser below the path of its address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

FOLDER = "sichuan-governance"


@pytest.fixture(scope="session")
def address(
    real_site: Path, tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], AbstractContextManager[str]]
) -> Iterator[str]:
    """Yield the address of the report, served on this machine below a path."""
    root = tmp_path_factory.mktemp("served")
    (root / FOLDER).symlink_to(real_site / "site", target_is_directory=True)
    with serve(root) as server:
        yield f"{server}{FOLDER}/"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Yield a browser context for each test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()
