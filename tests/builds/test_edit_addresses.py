"""Articles and pages link their sources where a site says where these are edited."""

from __future__ import annotations

from pathlib import Path

import pytest
from sources import Files, add_article, build, copy_fresh, make_files, read_site

from duizhao.engine import renderer

FEATURES = "features: [content.action.edit, content.action.view, navigation.footer]"
FILE = "main/content/articles/note-04.md"
CASES = {
    "edit_uri": ("edit_uri: edit/main/content/", f"/edit/{FILE}", f"/raw/{FILE}"),
    "blob": ("edit_uri: -/blob/main/content/", f"/-/blob/{FILE}", f"/-/raw/{FILE}"),
    "template": (
        'edit_uri_template: "https://example.org/?f={path!q}&n={path_noext}"',
        *(["?f=articles%2Fnote-04.md&amp;n=articles/note-04"] * 2),
    ),
}
"""The setting, and the ends of the addresses that the theme's two buttons lead to."""


def make_site(setting: str, features: str) -> Files:
    """Make a site whose articles look alike to templates, with a setting."""
    files = make_files(0)
    for number in (4, 10, 16):
        add_article(files, number)
    files["mkdocs.yml"] = files["mkdocs.yml"].replace("  font: false\n", f"  font: false\n  {features}\n")
    files["mkdocs.yml"] += f"repo_url: https://github.com/a/b\n{setting}\n"
    return files


@pytest.mark.parametrize("name", CASES)
def test_buttons_of_the_theme(name: str, filled: list[bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The theme's buttons lead to the sources, in pages filled into shells as in those rendered in full."""
    setting, edit, view = CASES[name]
    sites = []
    for many in (1, 10**6):
        monkeypatch.setattr(renderer, "MANY", many)
        root = copy_fresh(make_site(setting, FEATURES), tmp_path / str(many))
        build(root)
        sites.append(read_site(root))

    assert filled == [True] * 9
    assert sites[0] == sites[1]
    for edition in ("zh-hans", "zh-hant", "en"):
        page = sites[0][f"{edition}/articles/note-04/index.html"].decode()
        assert f'{edit}" title=' in page
        assert f'{view}" title=' in page
        assert "dz-neighbours" not in page
    about = sites[0]["en/about/index.html"].decode()
    assert about.count("/about") > 0
    assert 'rel="edit"' in about


def test_link_at_the_foot(tmp_path: Path) -> None:
    """Without the theme's buttons the foot has a link; a setting that only MkDocs guesses gives none."""
    root = copy_fresh(make_site("edit_uri: edit/main/content/", "features: []"), tmp_path / "site-root")
    build(root)
    page = (root / "site/en/articles/note-04/index.html").read_text("utf-8")
    address = "https://github.com/a/b/edit/main/content/articles/note-04.md"
    assert page.count(address) == 1
    assert page.count("dz-neighbours") == 1
    assert f'<a href="{address}" rel="edit">Edit this page</a>' in page
    root = copy_fresh(make_site("", "features: []"), tmp_path / "guessed")
    build(root)
    assert 'rel="edit"' not in (root / "site/en/articles/note-04/index.html").read_text("utf-8")
