"""Pages filled into shells equal pages rendered in full, whatever a site's own templates do."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from mkdocs.structure.toc import get_toc
from sources import Files, add_article, build, copy_fresh, make_files, read_site

from duizhao.editing.document import TocEntry
from duizhao.engine import renderer
from duizhao.engine.page_shell import may_differ
from duizhao.engine.pages import nest_toc
from duizhao.engine.toc_shells import ITEM, TocShells

PLAIN = (4, 10, 16, 22, 28)
"""Articles of one section whose titles and summaries need no escaping, which lets them share one shell."""
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
    """Make a site whose articles look alike to templates."""
    files = make_files(0)
    for number in PLAIN:
        add_article(files, number)
    return files


def test_shells_are_used(filled: list[bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The articles of these tests are filled into shells if no template prevents it."""
    monkeypatch.setattr(renderer, "MANY", 1)
    build(copy_fresh(make_plain_files(), tmp_path / "site-root"))

    assert filled == [True] * (len(PLAIN) * 3)


@pytest.mark.parametrize("name", TEMPLATES)
def test_shells_are_not_seen(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site with many pages, which uses shells, equals one with few pages, which are rendered in full."""
    files = make_plain_files()
    template = TEMPLATES[name]
    if template is not None:
        # The error page, which has no edition, uses this template too.
        files[FOOTER] = f"{{% if edited is defined %}}{template}{{% endif %}}\n"
    sites = []
    for many in (1, 10**6):
        monkeypatch.setattr(renderer, "MANY", many)
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
    """Printing a value is safe for shells; any other use of it may differ, and every page is rendered in full."""
    assert may_differ(template) == expected


ENTRY = (
    "<a href='{{ toc_item.url }}'>{{ toc_item.title }}</a>{% if toc_item.children %}<ul title='"
    "{{ toc_item.title | striptags | e }}'>{% for toc_item in toc_item.children %}"
    "{% include 'partials/toc-item.html' %}{% endfor %}</ul>{% endif %}"
)
TABLES = [
    *[[(2, f"a{number}", f"甲{number}"), (3, f"b{number}", f"乙 {number}")] for number in range(4)],
    *[[(2, f"a{number}", f"甲{number}"), (2, f"b{number}", f"乙 {number}")] for number in range(4)],
    [(2, "a", "甲 & 乙"), (3, "b", "<丙>")],
    [(2, "dz00", "dz000dz"), (3, "b", "")],
    [],
]
"""Tables of contents: two shapes four times each, and texts that are printed otherwise than they are written."""


@pytest.mark.parametrize(("own", "full"), [
    (ENTRY, 9),
    (ENTRY + "{% if toc_item.title == '甲3' %}special{% endif %}", 11),
])  # fmt: skip
def test_tables_of_contents_in_shells(own: str, full: int) -> None:
    """Tables of contents equal those rendered in full; a site's own template of entries prevents shells."""
    templates = {ITEM: own, f"material/{ITEM}": ENTRY, "toc": f"{{% for toc_item in toc %}}{own}{{% endfor %}}"}
    env = jinja2.Environment(loader=jinja2.DictLoader(templates), autoescape=True)
    rendered = []

    def render(page: Any) -> str:
        rendered.append(page)
        return env.get_template("toc").render(toc=page.toc)

    pages: Any = [SimpleNamespace(toc=get_toc(nest_toc([TocEntry(*entry) for entry in entries]))) for entries in TABLES]
    shells = TocShells(env, render)
    found = [shells.render(page) for page in pages]

    # The second table of a shape is rendered twice: as it is and with marks.
    assert len(rendered) == full
    assert found == [env.get_template("toc").render(toc=page.toc) for page in pages]
