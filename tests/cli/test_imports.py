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


PATCH = (
    *("concurrent.futures.process", "distributed", "rich", *MISTAKES),
    *("duizhao.editing.charts.edition", "duizhao.engine.serving", "duizhao.source.schema", "duizhao.translation.merge"),
    *(
        "duizhao.translation.quality",
        "duizhao.translation.terms",
        "markdown.extensions.fenced_code",
        "material.templates",
        "mkdocs.livereload",
    ),
    *("math_core", "pygments", "pypinyin"),
)
"""What a build does not need after the text of an article without charts has changed."""


@pytest.mark.parametrize("command", LEFT_OUT, ids=" ".join)
def test_a_command_imports_what_it_needs(command: tuple[str, ...], tiny_site: Path) -> None:
    """A command succeeds without importing what it does not need."""
    imported = list_imported(tiny_site, *command)

    assert "duizhao.cli" in imported
    assert imported.isdisjoint(LEFT_OUT[command]), imported.intersection(LEFT_OUT[command])


def test_a_patch_imports_what_it_needs(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """A build after an edit of a text imports neither what draws charts nor what updates catalogs."""
    build = ("build", "--now", "2026-11-25")
    assert duizhao(tiny_source, *build).returncode == 0
    article = tiny_source / "content/articles/well.md"
    article.write_text(article.read_text("utf-8") + "\n又一段。\n", "utf-8")

    imported = list_imported(tiny_source, *build)

    # Patches share what has not changed with the site before.
    assert (tiny_source / "site/sitemap.xml").samefile(tiny_source / ".cache/previous/sitemap.xml")
    assert "duizhao.engine.patching" in imported
    assert imported.isdisjoint(PATCH), imported.intersection(PATCH)


def list_imported(site: Path, *command: str) -> set[str]:
    """Run a command that succeeds, and return the modules that it imports in any process."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "duizhao", "--site", site, *command],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return set(re.findall(r"^import time: .*\| +(\S+)$", run.stderr, re.MULTILINE))
