"""The package outside its repository: a wheel in a new environment creates, builds, serves and searches a site."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from duizhao import __version__

ROOT = Path(__file__).parents[2]
NOT_PACKED = re.compile(r"(^|/)(tests|benchmarks|adr|docs|content|site|\.cache|__pycache__)/")
PATIENCE = 60
"""The longest time, in seconds, to wait for the served site."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, as `make dist` does."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a new environment with this environment's libraries, but without this folder."""
    folder = tmp_path_factory.mktemp("new environment")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    install = [str(python), "-m", "pip", "install", "-q", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, cwd=folder)
    libraries = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    # A path in a .pth file comes after the environment's own packages, and .pth files in it are not processed.
    (Path(libraries) / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return python


@pytest.fixture(scope="module")
def site(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Create a site with the installed command, and build it."""
    folder = tmp_path_factory.mktemp("somewhere else") / "我的 site"
    command = python.with_name("duizhao")
    for arguments in (["new", "site", str(folder)], ["--site", str(folder), "build", "--strict"]):
        result = run(command, *arguments, cwd=folder.parent)
        assert result.returncode == 0, result.stderr
    return folder


def run(command: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a program of the new environment without the variables of this one."""
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "SOURCE_DATE_EPOCH")}
    environment["NO_MKDOCS_2_WARNING"] = "1"
    return subprocess.run(
        [str(command), *arguments], cwd=cwd, capture_output=True, text=True, check=False, env=environment
    )


def test_what_is_in_the_wheel(wheel: Path) -> None:
    """The wheel contains all files of the package, including hidden ones, and nothing else."""
    tracked = subprocess.run(["git", "ls-files", "duizhao"], cwd=ROOT, capture_output=True, text=True, check=True)
    with zipfile.ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if not name.startswith(f"duizhao-{__version__}.dist-info/")}

    assert set(tracked.stdout.split("\n")) - {""} - names == set()
    assert [name for name in names if not name.startswith("duizhao/") or NOT_PACKED.search(name[8:])] == [
        name for name in names if name.startswith("duizhao/scaffold/content/")
    ]


def test_its_own_files_run(python: Path, tmp_path: Path) -> None:
    """The environment runs the installed package, as a command or a module, and not this folder."""
    where = run(python, "-c", "import duizhao; print(duizhao.__file__)", cwd=tmp_path).stdout

    assert Path(where.strip()).is_relative_to(python.parents[1])
    assert run(python, "-m", "duizhao", "--version", cwd=tmp_path).stdout == f"duizhao, version {__version__}\n"


def test_mkdocs_builds_the_same(site: Path, python: Path) -> None:
    """`mkdocs build` and `python build.py` work in the folder of the new site."""
    pages = read_pages(site)
    for command in ([python, "-m", "mkdocs", "build", "-q"], [python, "build.py", "build", "-q", "--clean"]):
        result = run(*command, cwd=site)
        assert result.returncode == 0, result.stderr
        assert read_pages(site) == pages


def read_pages(site: Path) -> dict[str, bytes]:
    """Read the pages of a built site."""
    folder = site / "site"
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.html")}


def test_it_is_served_and_searched(site: Path, python: Path, browser: Browser) -> None:
    """The new site is served, and its search finds an article in the other script."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    command = [str(python.with_name("duizhao")), "--site", str(site), "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    try:
        address = f"http://127.0.0.1:{port}/"
        wait_for(address)
        page = browser.new_page()
        page.goto(f"{address}zh-hant/search/?q=文章")
        page.wait_for_selector(".dz-search-title")
        page.close()
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE)


def wait_for(address: str) -> None:
    """Wait until a server answers."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=PATIENCE):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(address)


def test_the_version_is_that_of_the_changelog() -> None:
    """The newest release in CHANGELOG is the version of the package."""
    releases = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert releases[0] == __version__
