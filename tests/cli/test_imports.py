"""What commands import: a command starts fast only if it leaves out what it does not need."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

COMMAND_LINE = (
    *("asyncio", "babel", "concurrent.futures", "email", "importlib.metadata", "jinja2", "logging", "markdown_it"),
    *("mkdocs", "msgspec", "multiprocessing", "nh3", "numpy", "opencc", "polib", "rapidfuzz", "rich", "tempfile"),
    *("duizhao.editing", "duizhao.engine", "duizhao.model", "duizhao.pipeline", "duizhao.source"),
)
"""What no command needs that only looks at files."""
ENGINE = ("duizhao.engine", "jinja2", "mkdocs")
PROCESSES = ("concurrent.futures.process", "duizhao.search", "multiprocessing", "numpy")
MISTAKES = ("rapidfuzz",)
LEFT_OUT: dict[tuple[str, ...], Sequence[str]] = {
    ("--help",): (*COMMAND_LINE, "yaml", "duizhao.store"),
    ("build", "--help"): COMMAND_LINE,
    ("build", "--now", "2026-11-25"): COMMAND_LINE,
    ("clean", "--help"): COMMAND_LINE,
    ("serve", "--help"): ("duizhao.editing.charts.figure", "numpy", "rich", *MISTAKES),
    ("check",): ("duizhao.editing.charts.figure", "rich", *ENGINE, *PROCESSES, *MISTAKES),
    ("status",): (*ENGINE, *PROCESSES, *MISTAKES),
    ("schema",): ("babel", "duizhao.pipeline", "duizhao.translation", "opencc", "rich", *ENGINE, *PROCESSES, *MISTAKES),
    ("catalog", "--help"): COMMAND_LINE,
    ("catalog", "check"): ("babel", "duizhao.pipeline", "opencc", "rich", *ENGINE, *PROCESSES, *MISTAKES),
    ("catalog", "purge"): ("duizhao.translation.quality", "rich", *ENGINE, *PROCESSES, *MISTAKES),
    ("convert", "--help"): ("babel", "duizhao.pipeline", "polib", "rich", *ENGINE, *PROCESSES, *MISTAKES),
    ("new", "--help"): COMMAND_LINE,
    ("new", "site", "--help"): tuple(name for name in COMMAND_LINE if name != "tempfile"),
}
"""Commands in the built tiny site, and the modules and packages that they must not import."""


@pytest.mark.parametrize("command", LEFT_OUT, ids=" ".join)
def test_a_command_imports_what_it_needs(command: tuple[str, ...], tiny_site: Path) -> None:
    """A command succeeds without importing what it does not need."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "duizhao", "--site", tiny_site, *command],
        capture_output=True,
        text=True,
        check=False,
    )
    imported = set(re.findall(r"^import time: .*\| +(\S+)$", run.stderr, re.MULTILINE))

    assert run.returncode == 0, run.stderr
    assert "duizhao.cli" in imported
    assert imported.isdisjoint(LEFT_OUT[command]), imported.intersection(LEFT_OUT[command])
