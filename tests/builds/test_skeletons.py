"""Pages filled into skeletons are those that are rendered in full, whatever a site's own templates do."""

from __future__ import annotations

from pathlib import Path

import pytest
from sources import build, copy_fresh, make_files, read_site

from duizhao.engine import press
from duizhao.engine.skeleton import tells_apart

ARTICLES = 12
FOOTER = "templates/partials/footer.html"
TEMPLATES = {
    "none": None,
    "prints": "<footer>{{ page.title }} {{ page.canonical_url }}{{ edited.summary.text }}</footer>",
    "one article": "<footer>{% if page.url.endswith('/note-04/') %}special{% endif %}</footer>",
    "one title": "<footer>{{ 'special' if edited.title.text == '里弄' else '' }}</footer>",
    "lengths": "<footer>{{ page.title | length > 4 }}</footer>",
    "a name of its own": "<footer>{% set one = page %}{% if 'note' in one.url %}a note{% endif %}</footer>",
    "letters": "<footer>{{ page.title | upper }}{{ (page.title ~ 'x') | first }}</footer>",
    "dates": "<footer>{% if article is defined and article.iso_date > '2025-06' %}new{% endif %}</footer>",
    "alternates": "<footer>{% for one in switcher %}{{ one.url }}{{ one.url | length }}{% endfor %}</footer>",
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_skeletons_are_not_seen(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many pages, of which skeletons are made, are the same as few, which are rendered in full."""
    files = make_files(ARTICLES)
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
