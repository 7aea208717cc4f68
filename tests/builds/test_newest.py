"""Pages of regions and sources with more articles than a page lists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sources import Files, build, copy_fresh, make_files

from duizhao.engine import template_values

LONGEST = 3
"""A lower limit on the articles of a page."""
LINK = re.compile(r'<a href="(?:\.\./)+articles/([a-z0-9-]+)/">')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files]:
    """Return a site whose region and source have more articles than a page lists, and its sources."""
    files = make_files()
    root = copy_fresh(files, tmp_path_factory.mktemp("newest") / "site-root")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(template_values, "LONGEST", LONGEST)
        build(root)
    return root / "site", files


def read_page(site: Path, address: str) -> str:
    """Read a page of the first edition."""
    return (site / "zh-hans" / address / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("address", "named", "begin"),
    [("regions/sanli", "[sanli]", 'id="dz-articles"'), ("sources", "[gazette", 'id="gazette"')],
)
def test_the_newest_articles_are_listed(site: tuple[Path, Files], address: str, named: str, begin: str) -> None:
    """The newest articles are listed up to the limit, newest first, followed by a link to all articles."""
    root, files = site
    newest = re.findall(r'dz-card__title"><a href="([a-z0-9-]+)/">', read_page(root, "articles"))
    own = [one for one in newest if named in files[f"content/articles/{one}.md"]]
    page = read_page(root, address)
    shown, _mark, _rest = page[page.index(begin) :].partition('<p class="dz-more">')

    assert len(own) > LONGEST
    assert list(dict.fromkeys(LINK.findall(shown))) == own[:LONGEST]
