"""Fixtures that serve the report to a browser below the path of its address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

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


@pytest.fixture(scope="session")
def constructs(markdown_site: tuple[Path, str], serve: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    """Yield the address of the tiny site with the page that shows every construct, at `markdown/` of each edition."""
    with serve(markdown_site[0] / "site") as server:
        yield server


@pytest.fixture
def list_violations() -> Callable[..., list[tuple[str, str, str]]]:
    """Return a function that lists where a page, or a part of it, violates one of axe's rules, and how."""

    def run(page: Page, part: str | None = None) -> list[tuple[str, str, str]]:
        found = Axe().run(page, context=part).response["violations"]
        return [(one["id"], node["html"], node["failureSummary"]) for one in found for node in one["nodes"]]

    return run
