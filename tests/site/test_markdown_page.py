"""The page on Markdown, docs/markdown.md: every construct as a site shows it, in all editions.

The pages are compared with those stored in tests/data/markdown. After a change that is meant, STORE=1 stores them anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from duizhao.checks.pages import check_pages
from duizhao.settings import read_settings

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/markdown.md"
STORED = ROOT / "tests/data/markdown"
EDITIONS = ("zh-hans", "zh-hant", "en")
EXAMPLE = re.compile(r"^````markdown\n(?P<source>.*?)^````\n\n?(?P<rest>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
TEXT = re.compile(r'<article class="md-content__inner md-typeset">.*?</article>', re.DOTALL)
ICON = re.compile(r'(?<=>)<svg xmlns[^>]*>.*?</svg>(?=</span>)', re.DOTALL)
"""A drawing of the theme, which differs between its versions."""
Files = dict[str, str]


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_edition_shows_what_is_stored(markdown_site: tuple[Path, str], edition: str) -> None:
    """The page has the stored HTML: what editors type means the same in every edition."""
    html = (markdown_site[0] / "site" / edition / "markdown/index.html").read_text("utf-8")
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


def test_the_page_is_whole(markdown_site: tuple[Path, str]) -> None:
    """No text of the page lacks a translation, no diagnostic concerns it, and no rule over finished pages does."""
    root, said = markdown_site
    assert "content/pages/markdown.md" not in said
    assert "dz-missing" not in (root / "site/en/markdown/index.html").read_text("utf-8")
    assert check_pages(root / "site", read_settings(root)) == ()
