"""A browser, and the report served as a reader gets it: below the folder that its address names."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

FOLDER = "sichuan-governance"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *arguments: object) -> None:
        """Print nothing."""


@pytest.fixture(scope="session")
def address(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the report, served on this machine below a sub-path."""
    root = tmp_path_factory.mktemp("served")
    (root / FOLDER).symlink_to(real_site / "site", target_is_directory=True)
    handler = functools.partial(Quiet, directory=str(root))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/{FOLDER}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a window of its own for each test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()
