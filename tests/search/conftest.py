"""Fixtures that serve the corpus to a browser."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parent))

from support import build_site, make_files, write_files

Serve = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Iterator[str]:
    """Yield the address of the corpus's index and of the browser's code."""
    folder = tmp_path_factory.mktemp("corpus")
    write_files(make_files(), folder)
    with serve(folder) as address:
        yield address


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Iterator[str]:
    """Yield the address of a site with the corpus's articles, served below a folder."""
    root = tmp_path_factory.mktemp("site")
    built = build_site(root / "sources")
    shutil.copytree(built, root / "served" / "report")
    with serve(root / "served") as address:
        yield f"{address}report/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Yield a new page, and check that no script failed on it."""
    page = browser.new_context(locale="zh-CN").new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.context.close()
    assert errors == []


@pytest.fixture
def code(page: Page, corpus: str) -> Page:
    """Return a page that can import the browser's code."""
    page.goto(corpus)
    return page
