"""The theme's scripts and style sheets as sites publish them."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from duizhao.engine.assets import FOLDER, SHEETS, Assets

THEME = Path(__file__).parents[2] / "duizhao/theme"
SOURCES = {file.relative_to(THEME / FOLDER).as_posix(): file for file in (THEME / FOLDER).rglob("*") if file.is_file()}
LIMIT = 60_000
"""The bytes that an article may cost, compressed, besides the theme's own files."""


def test_every_style_sheet_is_in_the_one_of_pages() -> None:
    """A style sheet that the list lacks would be published, and used by no page."""
    assert {name for name in SOURCES if name.endswith(".css")} == {*SHEETS}


def test_every_file_is_published_in_a_folder_of_its_own_name() -> None:
    """All files lie in one folder, whose name changes with any of them, and with nothing else."""
    assets = Assets([str(THEME)], opens_from_disk=False)
    found = {address.removeprefix(assets.find("styles.css").removesuffix("styles.css")) for address in assets.files}
    assert found == {name for name in SOURCES if name not in SHEETS} | {"styles.css"}
    assert assets.find("styles.css") == Assets([str(THEME)], opens_from_disk=False).find("styles.css")
    with pytest.raises(KeyError, match="missing"):
        assets.find("missing.css")


def test_a_site_has_its_own_copy_of_a_file(tmp_path: Path) -> None:
    """A file in the site's templates takes the place of the theme's, and all addresses change."""
    file = tmp_path / FOLDER / "charts.css"
    file.parent.mkdir(parents=True)
    file.write_text("/* ours */ .dz-chart { color: rebeccapurple; }\n", "utf-8")
    theirs, ours = (
        Assets([str(THEME)], opens_from_disk=False),
        Assets([str(tmp_path), str(THEME)], opens_from_disk=False),
    )
    assert b".dz-chart{color:rebeccapurple}" in ours.files[ours.find("styles.css")]
    assert theirs.files.keys().isdisjoint(ours.files)


def test_files_are_small() -> None:
    """Comments and indents are not published."""
    assets = Assets([str(THEME)], opens_from_disk=True)
    for address, data in assets.files.items():
        # A template literal, in which every character counts, holds the only indents that are left.
        assert not re.search(rb"^\s+\S|/\*[^!]|^// ", re.sub(rb"`[^`]*`", b"", data), re.MULTILINE), address
    assert "offline.js" in {address.rpartition("/")[2] for address in assets.files}


def test_an_article_is_light(real_site: Path) -> None:
    """Its page, our style sheet and the scripts that it loads at once are small when they are compressed."""
    site = real_site / "site"
    for page in sorted(site.glob("*/articles/*/index.html")):
        html = LexborHTMLParser(page.read_bytes())
        links = [one.attributes["href"] for one in html.css("link[rel=stylesheet]")]
        links += [one.attributes["src"] for one in html.css("script[src]")]
        own = [(page.parent / str(link)).resolve() for link in links if link and f"{FOLDER}/" in link]
        assert len(own) > 3
        assert sum(len(gzip.compress(file.read_bytes())) for file in (page, *own)) < LIMIT, page
