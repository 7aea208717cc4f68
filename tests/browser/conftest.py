"""Fixtures that serve the report to a browser below the path of its address."""

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
    """A request handler that does not log."""

    def log_message(self, *arguments: object) -> None:
        """Log nothing."""


@pytest.fixture(scope="session")
def address(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of the report, served on this machine below a path."""
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
    """Yield a browser context for each test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()
