"""The page on Markdown, docs/markdown.md: every construct as a site shows it, in all editions.

The pages are compared with those stored in tests/data/markdown. After a change that is meant, STORE=1 stores them anew.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from duizhao.checks.pages import check_pages
from duizhao.settings import read_settings

ROOT = Path(__file__).parents[2]
PAGE, CATALOG = ROOT / "docs/markdown.md", ROOT / "docs/markdown.po"
STORED = ROOT / "tests/data/markdown"
EDITIONS = ("zh-hans", "zh-hant", "en")
EXAMPLE = re.compile(r"^````markdown\n(?P<source>.*?)^````\n\n?(?P<rest>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
TEXT = re.compile(r'<article class="md-content__inner md-typeset">.*?</article>', re.DOTALL)
ICON = re.compile(r'(?<=>)<svg xmlns[^>]*>.*?</svg>(?=</span>)', re.DOTALL)
"""A drawing of the theme, which differs between its versions."""
Files = dict[str, str]


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, duizhao: Callable[..., subprocess.CompletedProcess[str]]
) -> tuple[Path, str]:
    """Build the tiny site with the page; return its folder and the diagnostics."""
    root = tmp_path_factory.mktemp("markdown") / "site-root"
    shutil.copytree(ROOT / "tests/site/tiny", root)
    shutil.copy(PAGE, root / "content/pages")
    shutil.copytree(STORED / "snippets", root / "content/snippets")
    (root / "content/data").mkdir()
    shutil.copy(STORED / "figures.yml", root / "content/data/gazette.yml")
    configuration = (root / "mkdocs.yml").read_text("utf-8")
    command = [sys.executable, str(ROOT / "tests/editing/draw.py"), "{input}", "{output}", "{theme}"]
    option = f"  - duizhao:\n      diagrams: {json.dumps(command)}\n"
    (root / "mkdocs.yml").write_text(configuration.replace("  - duizhao:\n", option), "utf-8")
    catalog = polib.pofile(str(root / "translations/en/site.po"))
    catalog.extend(polib.pofile(str(CATALOG)))
    catalog.save()
    result = duizhao(root, "build", "--now", "2026-11-25")
    assert result.returncode == 0, result.stderr
    return root, result.stderr


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_edition_shows_what_is_stored(site: tuple[Path, str], edition: str) -> None:
    """The page has the stored HTML: what editors type means the same in every edition."""
    html = (site[0] / "site" / edition / "markdown/index.html").read_text("utf-8")
    found = TEXT.search(html)
    assert found is not None
    text = ICON.sub("<svg/>", found[0]) + "\n"
    stored = STORED / f"{edition}.html"
    if os.environ.get("STORE"):
        stored.write_text(text, "utf-8")
    assert text == stored.read_text("utf-8")


def test_each_example_is_followed_by_its_result() -> None:
    """Below each example stands the same source again, which shows the result."""
    examples = list(EXAMPLE.finditer(PAGE.read_text("utf-8")))
    assert len(examples) == PAGE.read_text("utf-8").count("````markdown")
    for example in examples:
        # In the source a semicolon keeps a line from including its file.
        assert example["rest"].strip() == example["source"].replace(";--8<--", "--8<--").strip()


def test_the_page_is_whole(site: tuple[Path, str]) -> None:
    """No text of the page lacks a translation, no diagnostic concerns it, and no rule over finished pages does."""
    root, said = site
    assert "content/pages/markdown.md" not in said
    assert "dz-missing" not in (root / "site/en/markdown/index.html").read_text("utf-8")
    assert check_pages(root / "site", read_settings(root)) == ()
