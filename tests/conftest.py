"""Fixtures for all tests: the tiny site and the report, each built once per process, and a browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import polib
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
TINY = Path(__file__).parent / "site" / "tiny"
NOW = "2026-11-25"
"""The date of every build, which keeps the effect of `publish_at` constant."""
PARALLEL = (("zh-Hans", "en"), ("en", "zh-Hant-TW"), ("zh-Hant-TW", "zh-Hans", "en"))
"""The editions that the parallel pages of the site with every construct show."""
SITE_FOLDERS = ("content", "templates", "translations")

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# Machines are shared and noisy: no test fails for being slow.
settings.register_profile("duizhao", deadline=None)
settings.load_profile("duizhao")

Run = Callable[..., subprocess.CompletedProcess[str]]
Serve = Callable[[Path], AbstractContextManager[str]]


def run_duizhao(site: Path, *arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line in a new process."""
    environment = {**os.environ, "NO_COLOR": "1"}
    environment.pop("NO_MKDOCS_2_WARNING", None)
    environment["SOURCE_DATE_EPOCH"] = str(int(datetime.fromisoformat(NOW).replace(tzinfo=UTC).timestamp()))
    command = [sys.executable, "-m", "duizhao", "--site", str(site), *arguments]
    return subprocess.run(command, capture_output=True, text=True, input=text, check=False, env=environment)


def copy_site(source: Path, target: Path) -> Path:
    """Copy the sources of a site, without build results."""
    target.mkdir(parents=True, exist_ok=True)
    for name in SITE_FOLDERS:
        if (source / name).exists():
            shutil.copytree(source / name, target / name)
    shutil.copy(source / "mkdocs.yml", target)
    return target


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine, and yield its address.

    The server is a process of its own. A browser opens several connections at once, and where coverage is measured,
    threads of Python 3.11 that start at once can fail: "Cannot install a trace function while another trace function
    is being installed".
    """
    command = [sys.executable, "-u", "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(folder), "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            port = server.stdout.readline().split(" port ")[1].split()[0]
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Return the context manager that serves a folder."""
    return serve_folder


@pytest.fixture(scope="session")
def duizhao() -> Run:
    """Return the function that runs the command line on a site."""
    return run_duizhao


@pytest.fixture
def tiny_source(tmp_path: Path) -> Path:
    """Return a copy of the tiny site that the test may change."""
    return copy_site(TINY, tmp_path / "tiny")


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built tiny site. Tests must not change it."""
    site = copy_site(TINY, tmp_path_factory.mktemp("built") / "tiny")
    result = run_duizhao(site, "build", "--now", NOW)
    assert result.returncode == 0, result.stderr
    return site


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report, built with warnings as errors. Tests must not change it."""
    site = copy_site(ROOT, tmp_path_factory.mktemp("report") / "report")
    result = run_duizhao(site, "build", "--strict", "--now", NOW)
    assert result.returncode == 0, result.stderr
    return site


@pytest.fixture(scope="session")
def markdown_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the tiny site with docs/markdown.md, built, and the diagnostics. Tests must not change it."""
    stored = ROOT / "tests/data/markdown"
    root = copy_site(TINY, tmp_path_factory.mktemp("markdown") / "site-root")
    shutil.copy(ROOT / "docs/markdown.md", root / "content/pages")
    shutil.copytree(stored / "snippets", root / "content/snippets")
    (root / "content/data").mkdir()
    shutil.copy(stored / "figures.yml", root / "content/data/gazette.yml")
    configuration = (root / "mkdocs.yml").read_text("utf-8")
    command = [sys.executable, str(ROOT / "tests/editing/draw.py"), "{input}", "{output}", "{theme}"]
    options = f"      diagrams: {json.dumps(command)}\n      parallel: {json.dumps(PARALLEL)}\n"
    configuration = configuration.replace("  - duizhao:\n", f"  - duizhao:\n{options}")
    configuration = configuration.replace("  font: false\n", "  font: false\n  palette:\n    scheme: default\n")
    (root / "mkdocs.yml").write_text(configuration, "utf-8")
    catalog = polib.pofile(str(root / "translations/en/site.po"))
    catalog.extend(polib.pofile(str(ROOT / "docs/markdown.po")))
    catalog.save()
    result = run_duizhao(root, "build", "--now", NOW)
    assert result.returncode == 0, result.stderr
    return root, result.stderr


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield Chromium; skip the test if it is missing."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium; on Debian: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()
