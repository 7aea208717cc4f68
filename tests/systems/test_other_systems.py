"""With the peculiarities of Windows and macOS simulated here, a site has the same bytes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests/site/tiny"
NOW = "2026-11-25"
LACKING = """
import multiprocessing, multiprocessing.context, os, sys
for name in ("fork", "forkpty", "sched_getaffinity", "setsid", "killpg", "getuid"):
    if hasattr(os, name):
        delattr(os, name)
def refuse(*_arguments, **_options):
    raise PermissionError(1, "not here")
os.link = os.symlink = refuse
for name in ("fcntl", "grp", "pwd", "resource", "termios"):
    sys.modules[name] = None
multiprocessing.get_all_start_methods = lambda: ["spawn"]
multiprocessing.context._default_context.set_start_method("spawn", force=True)
"""
"""A script that removes what Python lacks on Windows, and starts processes as on Windows."""
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
LONGEST = 180
"""The longest path inside a site that fits into 260 characters below most folders."""


def build(root: Path, **environment: str) -> dict[str, bytes]:
    """Build a site with the command, using two processes."""
    command = [sys.executable, "-m", "duizhao", "--site", str(root), "build", "-q", "--now", NOW, "--jobs", "2"]
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}, cwd=root
    )
    assert result.returncode == 0, result.stderr
    site = root / "site"
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the report as built on this system."""
    return build(copy_report(tmp_path_factory.mktemp("plain")))


def copy_report(folder: Path) -> Path:
    """Copy the sources of the report."""
    for name in ("content", "templates", "translations"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def test_without_what_windows_lacks(plain: dict[str, bytes], tmp_path: Path) -> None:
    """Without fork, hard links and POSIX modules, the site is the same, also in warm builds."""
    (tmp_path / "lacking").mkdir()
    (tmp_path / "lacking/sitecustomize.py").write_text(LACKING, "utf-8")
    root = copy_report(tmp_path / "site-root")
    for _build in range(2):
        assert build(root, PYTHONPATH=str(tmp_path / "lacking")) == plain
        article = root / "content/articles/two-reforms.md"
        article.write_bytes(article.read_bytes())


def test_line_ends_of_windows(plain: dict[str, bytes], tmp_path: Path) -> None:
    """Sources with CRLF, as git checks them out on Windows, give the same site."""
    root = copy_report(tmp_path / "site-root")
    for file in root.rglob("*"):
        if file.suffix in (".md", ".yml", ".po", ".html"):
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    assert build(root) == plain


def test_names_that_every_system_can_have(plain: dict[str, bytes]) -> None:
    """No file of a site has a device's name, differs from another only in case, or has too long a path."""
    parts = {part for path in plain for part in path.split("/")}

    assert [part for part in parts if RESERVED.fullmatch(part)] == []
    assert [path for path in plain if re.search(r'[<>:"|?*\\]|[. ]$', path)] == []
    assert len({path.casefold() for path in plain}) == len(plain)
    assert max(map(len, plain)) <= LONGEST


def test_encodings_are_named() -> None:
    """No file is read or written in the system's default encoding."""
    command = [sys.executable, "-m", "ruff", "check", "--preview", "--select", "PLW1514", "--no-cache", "duizhao"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout


def test_modules_of_posix_are_not_needed() -> None:
    """No module of the package imports modules that Windows lacks."""
    found = [
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "duizhao").rglob("*.py")
        if re.search(r"^\s*(?:import|from) (?:fcntl|grp|pwd|resource|termios)\b", file.read_text("utf-8"), re.MULTILINE)
    ]

    assert found == []
