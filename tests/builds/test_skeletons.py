"""Pages filled into skeletons are those that are rendered in full, whatever a site's own templates do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sources import Files, add_article, build, copy_fresh, make_files, read_site

from duizhao.engine import press
from duizhao.engine.pages import EditionPage
from duizhao.engine.skeleton import Skeletons, tells_apart

PLAIN = (4, 10, 16, 22, 28)
"""Articles of one section whose titles and summaries need no escaping, so that one skeleton serves for all of them."""
FOOTER = "templates/partials/footer.html"
TEMPLATES = {
    "none": None,
    "prints": "<footer>{{ page.title }} {{ page.canonical_url }}{{ edited.summary.text }}</footer>",
    "one article": "<footer>{% if page.url.endswith('/note-16/') %}special{% endif %}</footer>",
    "one title": "<footer>{{ 'special' if edited.title.text == '第16篇記錄' else '' }}</footer>",
    "lengths": "<footer>{{ page.title | length > 4 }}</footer>",
    "a name of its own": "<footer>{% set one = page %}{% if 'note' in one.url %}a note{% endif %}</footer>",
    "letters": "<footer>{{ page.title | upper }}{{ (page.title ~ 'x') | first }}</footer>",
    "dates": "<footer>{% if article is defined and article.iso_date > '2025-06' %}new{% endif %}</footer>",
    "alternates": "<footer>{% for one in switcher %}{{ one.url }}{{ one.url | length }}{% endfor %}</footer>",
}


def make_plain_files() -> Files:
    """Make a site whose articles are alike for templates."""
    files = make_files(0)
    for number in PLAIN:
        add_article(files, number)
    return files


def test_skeletons_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The articles of these tests are filled into skeletons where nothing speaks against it."""
    monkeypatch.setattr(press, "MANY", 1)
    filled: list[bool] = []
    fill: Callable[..., str | None] = Skeletons.fill

    def note(skeletons: Skeletons, page: EditionPage) -> str | None:
        text = fill(skeletons, page)
        if page.page.name.startswith("note-"):
            filled.append(text is not None)
        return text

    monkeypatch.setattr(Skeletons, "fill", note)
    build(copy_fresh(make_plain_files(), tmp_path / "site-root"))

    assert filled == [True] * (len(PLAIN) * 3)


@pytest.mark.parametrize("name", TEMPLATES)
def test_skeletons_are_not_seen(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many pages, of which skeletons are made, are the same as few, which are rendered in full."""
    files = make_plain_files()
    template = TEMPLATES[name]
    if template is not None:
        # The page for wrong addresses is rendered with it too, and has no edition.
        files[FOOTER] = f"{{% if edited is defined %}}{template}{{% endif %}}\n"
    sites = []
    for many in (1, 10**6):
        monkeypatch.setattr(press, "MANY", many)
        root = copy_fresh(files, tmp_path / str(many))
        build(root)
        sites.append(read_site(root))

    assert [path for path in sites[0] if sites[0][path] != sites[1].get(path)] == []
    assert sites[0].keys() == sites[1].keys()


@pytest.mark.parametrize(("template", "expected"), [
    ("<b>{{ page.title }}</b>{{- config.site_name | upper -}}", False),
    ("{% if edited is defined %}{{ edited.title.text }}{% endif %}", False),
    ("{% block page_meta %}{{ super() }}{% endblock %}", False),
    ("{% if edited %}x{% endif %}", True),
    ("{{ page.title | upper }}", True),
    ("{{ 'x' if page.url else '' }}", True),
    ("{% for one in switcher %}x{% endfor %}", True),
])  # fmt: skip
def test_what_may_tell_articles_apart(template: str, expected: bool) -> None:  # noqa: FBT001
    """Printing a value does not; doing anything else with it may, and then every page is rendered in full."""
    assert tells_apart(template) == expected
