"""The seams to Material: its templates, script and style sheets (adr/0018-framework-seams.md)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import entry_points
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from jinja2 import nodes
from markupsafe import Markup
from mkdocs.structure.nav import Navigation
from selectolax.lexbor import LexborHTMLParser

from duizhao.configuration import FEATURES, PLUGINS, THEME_SEARCH, UNUSED_FEATURES
from duizhao.engine.material import FOLDER
from duizhao.engine.navigation import ENTRY, Menu, Section
from duizhao.engine.plugin import is_escaped
from duizhao.engine.rendering import DATES
from duizhao.source.admonitions import KINDS
from duizhao.source.sanitising import RESERVED, RESERVED_DATA
from duizhao.theme_files import find_icons, list_icon_sets, read_icon

THEME = Path(__file__).parents[2] / "duizhao/theme"
ENVIRONMENT = jinja2.Environment(autoescape=True)
BUNDLE = next(FOLDER.glob("assets/javascripts/bundle.*.min.js")).read_text("utf-8")
STYLES = "".join(file.read_text("utf-8") for file in sorted(FOLDER.glob("assets/stylesheets/*.css")))
ICONS, BLOG = ".icons", ("blog", "blog-post", "post")
"""Icons, and the pages of the theme's blog, are not used here."""
TEMPLATES = {
    file.relative_to(FOLDER).as_posix(): file.read_text("utf-8")
    for file in sorted(FOLDER.rglob("*.html"))
    if ICONS not in file.parts and file.stem not in BLOG
}
OURS = {file.relative_to(THEME).as_posix(): file.read_text("utf-8") for file in sorted(THEME.rglob("*.html"))}
ASSETS = {
    file.relative_to(THEME).as_posix(): file.read_text("utf-8")
    for suffix in ("css", "js")
    for file in sorted(THEME.rglob(f"*.{suffix}"))
}


def find(kind: type[nodes.Node], source: str) -> list[Any]:
    """List the parts of a template that are of a kind."""
    return [*ENVIRONMENT.parse(source).find_all(kind)]


def list_named(source: str) -> list[str]:
    """List the templates that a template names as they are."""
    used = (*find(nodes.Include, source), *find(nodes.Import, source), *find(nodes.Extends, source))
    return [one.template.value for one in used if isinstance(one.template, nodes.Const)]


BLOCKS = {block.name: template for template, source in OURS.items() for block in find(nodes.Block, source)}


@pytest.mark.parametrize("block", BLOCKS)
def test_the_theme_has_the_block(block: str) -> None:
    """Each block of our templates is one of the theme's `base.html`."""
    assert block in {one.name for one in find(nodes.Block, TEMPLATES["base.html"])}


INCLUDED = {
    "404.html": "",
    "main.html": "404.html",
    "partials/alternate.html": "partials/header.html",
    "partials/nav.html": "base.html",
    "partials/toc.html": "base.html",
}
"""Each template of the theme that ours replaces, and one of the theme that names it; `404.html` is named by MkDocs."""


def test_templates_in_the_place_of_the_themes() -> None:
    """Our templates that have the name of one of the theme's are these, and the theme uses them."""
    assert OURS.keys() & TEMPLATES.keys() == INCLUDED.keys()
    assert [one for one, by in INCLUDED.items() if by and one not in list_named(TEMPLATES[by])] == []
    assert list_named(TEMPLATES["partials/nav-item.html"]) == ["partials/toc.html"]


NAMED = {name for source in OURS.values() for name in list_named(source)}


@pytest.mark.parametrize("name", sorted(NAMED - OURS.keys()))
def test_templates_that_are_taken_from_the_theme(name: str) -> None:
    """Whatever our templates include, import or extend and do not bring is the theme's."""
    assert name.removeprefix("material/") in TEMPLATES


@pytest.mark.parametrize(("template", "text"), [
    ("base.html", '{% import "partials/language.html" as lang with context %}'),
    ("base.html", "{% set features = config.theme.features or [] %}"),
    ("base.html", "{% if config.extra.alternate is iterable %}"),
    ("base.html", "{% for alt in config.extra.alternate %}"),
    ("base.html", 'href="{{ alt.link | url }}" hreflang="{{ alt.lang | d('),
    ("base.html", '<meta name="description" content="{{ page.meta.description }}">'),
    ("base.html", '<link rel="canonical" href="{{ page.canonical_url }}">'),
    ("base.html", '<link rel="prev" href="{{ page.previous_page.url | url }}">'),
    ("base.html", "{% if nav %}"),
    ("base.html", '{% set hidden = "hidden" if "navigation" in page.meta.hide %}'),
    ("base.html", '{% set hidden = "hidden" if "toc" in page.meta.hide %}'),
    ("base.html", '<article class="md-content__inner md-typeset">'),
    ("base.html", '"base": base_url,'),
    ("partials/language.html", '{% import "partials/languages/" ~ config.theme.language ~ ".html" as lang %}'),
    ("partials/javascripts/base.html", '__md_scope=new URL("{{ config.extra.scope | d(base_url) }}",location)'),
    ("partials/header.html", "{{ config.extra.homepage | d(nav.homepage.url, true) | url }}"),
    ("partials/header.html", '{% if "material/search" in config.plugins %}'),
    ("partials/palette.html", "{{ option.toggle.name }}"),
    ("partials/copyright.html", "{{ config.copyright }}"),
    ("partials/consent.html", "{{ config.extra.consent.description }}"),
    ("partials/feedback.html", "{{ note }}"),
])  # fmt: skip
def test_the_theme_says(template: str, text: str) -> None:
    """What the theme does with the values that it is handed stands in its templates."""
    assert text in TEMPLATES[template]


def test_the_switcher_stands_in_the_header_before_the_search() -> None:
    """The partial that we replace is included where there are alternates, behind the palette and before the search."""
    header = TEMPLATES["partials/header.html"]
    wanted = '{% if config.extra.alternate %}\n      {% include "partials/alternate.html" %}\n    {% endif %}'

    assert header.count(wanted) == 1
    assert header.index("partials/palette.html") < header.index(wanted) < header.index("partials/search.html")


PAGE = "ancestors canonical_url content edit_url is_homepage meta next_page previous_page title toc url"
ITEM = "active children encrypted is_index meta pages title typeset url"


@pytest.mark.parametrize(("value", "names"), [
    ("page", PAGE), ("page.previous_page", "title url"), ("page.next_page", "title url"), ("nav_item", ITEM),
    ("nav", "homepage items"), ("toc_item", "children title typeset url"),
])  # fmt: skip
def test_the_theme_asks_for(value: str, names: str) -> None:
    """The theme asks pages, their neighbours and the navigation for these attributes and for no others."""
    code = " ".join(part for source in TEMPLATES.values() for part in re.findall(r"{[{%].*?[%}]}", source, re.DOTALL))
    words = set(re.findall(rf"(?<![\w./-]){re.escape(value)}\.(\w+)", code)) - {"html"}
    assert words == set(names.split())


@pytest.mark.parametrize(("template", "macro"), [
    ("partials/nav-item.html", "render(nav_item, path, level, parent)"),
    ("partials/language.html", "t(key)"),
    ("partials/languages/zh.html", "t(key)"),
    ("partials/languages/zh-Hant.html", "t(key)"),
    ("partials/languages/zh-TW.html", "t(key)"),
])  # fmt: skip
def test_macros_take_what_they_are_given(template: str, macro: str) -> None:
    """Each macro of the theme that is called has the parameters it had."""
    found = find(nodes.Macro, TEMPLATES[template])
    assert macro in [f"{one.name}({', '.join(argument.name for argument in one.args)})" for one in found]


def test_words_are_where_they_are_not_escaped() -> None:
    """The lists of words of the theme's interface are all that is not escaped."""
    words = {name for name, source in TEMPLATES.items() if "t" in [one.name for one in find(nodes.Macro, source)]}
    assert {name for name in TEMPLATES if not is_escaped(name)} == words


def test_the_theme_prints_no_date() -> None:
    """Pages of the theme do not depend on the day of the build."""
    assert [name for name, source in TEMPLATES.items() if any(word.decode() in source for word in DATES)] == []


Elements = list[tuple[str, list[str], dict[str, Any]]]


OPERATED = {"aria-expanded", "aria-label", "aria-labelledby", "id", "tabindex"}
"""Attributes in which the navigation differs: the keyboard reaches the box of a section, in the theme its label."""


def render(folders: Sequence[Path], features: Sequence[str], **values: Any) -> Elements:
    """Render the navigation, and list its elements: name, classes, other attributes."""
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(folders), autoescape=True)
    env.filters["url"] = str
    theme = {"icon": {}}
    extra = {"homepage": "./"}
    config = {"theme": theme, "extra": extra, "site_name": "Small", "repo_url": ""}
    lang = SimpleNamespace(t=lambda key: key)
    html = env.get_template("partials/nav.html").render(config=config, features=features, lang=lang, **values)
    found = []
    for node in LexborHTMLParser(html).css("body *"):
        attributes = {name: value for name, value in node.attributes.items() if name not in OPERATED}
        found.append((node.tag, sorted((attributes.pop("class", "") or "").split()), attributes))
    return found


@pytest.mark.parametrize("features", [[], ["navigation.indexes"], ["toc.integrate"]], ids=" ".join)
def test_the_navigation_is_framed_as_the_themes(features: list[str]) -> None:
    """Around its entries our navigation has the elements and classes of the theme's."""
    assert render([THEME, FOLDER], features) == render([FOLDER], features, nav=Navigation([], []))


def make_item(title: str, **more: Any) -> SimpleNamespace:
    """Make a page as the theme's navigation knows it."""
    return SimpleNamespace(title=title, url=f"{title}/", meta={}, toc=[], **more)


def test_entries_are_the_themes() -> None:
    """A section with its articles, one of which is the page, has the elements and classes that the theme gives it."""
    index, before, page, after = (make_item(one, is_index=one == "index") for one in ("index", "one", "here", "two"))
    page.active = True
    section = SimpleNamespace(title="section", children=[index, before, page, after], active=True)
    told = [Markup(ENTRY).format(f"{one.url}", one.title) for one in (before, after, make_item("other"))]
    menu = Menu(Markup(), told[2], Section("section", index.url, False, 1, told[0], told[1]))  # noqa: FBT003
    nav = Navigation([section, make_item("other")], [])
    theirs = render([FOLDER], ["navigation.indexes"], page=page, nav=nav)

    assert len(theirs) > 20
    assert render([THEME, FOLDER], ["navigation.indexes"], page=page, menu=menu) == theirs


def test_features_are_those_of_the_theme() -> None:
    """Each feature that the theme knows works or is answered; `content.lazy` is not documented."""
    asked = {name for source in TEMPLATES.values() for name in re.findall(r'"([\w.]+)" (?:not )?in features', source)}
    # The script asks for features and for words in the same way, by functions whose names a new release changes.
    asked |= set(re.findall(r'[\w$]\("([a-z]+(?:\.[a-z]+)+)"\)', BUNDLE))
    asked -= set(re.findall(r'"([\w.]+)": lang\.t\(', TEMPLATES["base.html"]))
    assert asked - {"content.lazy"} == FEATURES | UNUSED_FEATURES.keys()


def test_plugins_of_the_theme_are_answered() -> None:
    """Each plugin of the theme is answered, but for two that work."""
    group = [one for one in entry_points(group="mkdocs.plugins") if one.value.startswith("material.")]
    names = {one.name.removeprefix("material/") for one in group}
    assert names - PLUGINS.keys() - set(THEME_SEARCH) == {"group", "privacy"}


@pytest.mark.parametrize("text", [
    '("link[rel=alternate]")',
    '("table:not([class])"',
    'class:"md-typeset__scrollwrap"',
    'class:"md-typeset__table"',
    '("[data-md-toggle=drawer]")',
    '("[data-md-toggle=search]")',
    '(".footnote-ref"',
    '(".tabbed-labels"',
    '("[data-tabs]"',
    '":scope > input"',
    '"tabbed-labels--linked"',
    'details:not([open])"))',
])  # fmt: skip
def test_the_script_says(text: str) -> None:
    """What the theme's script looks for and makes, and ours counts on."""
    assert text in BUNDLE


def test_our_script_comes_before_the_themes(tiny_site: Path) -> None:
    """The theme's script finds the alternates hidden."""
    page = (tiny_site / "site/en/articles/bridge/index.html").read_text("utf-8")
    assert re.findall(r'<script src="[./]*assets/(\w+)/(?:\w+/)?(\w+)', page)[:2] == [
        ("duizhao", "duizhao"),
        ("javascripts", "bundle"),
    ]


WORDS = " ".join((*OURS.values(), *ASSETS.values(), ENTRY))


@pytest.mark.parametrize("name", sorted(set(re.findall(r"(?<![\w-])md-(?!color)[\w-]+", WORDS))))
def test_the_theme_styles_the_class(name: str) -> None:
    """Each class of the theme in our templates, styles and scripts is one that the theme styles."""
    assert re.search(rf"\.{name}(?![\w-])", STYLES)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"--md-[\w-]+", WORDS))))
def test_the_theme_has_the_property(name: str) -> None:
    """Each custom property of the theme that our styles set or use is set and used by the theme's."""
    assert f"{name}:" in STYLES
    assert f"var({name}" in STYLES


@pytest.mark.parametrize("name", sorted(set(re.findall(r"data-md-[\w-]+", WORDS))))
def test_the_theme_has_the_attribute(name: str) -> None:
    """Each data attribute of the theme in our templates and styles is one that the theme prints itself."""
    assert any(re.search(rf"\b{name}(?![\w-])", source) for source in TEMPLATES.values())


DIALECT = [
    *("admonition", "admonition-title", "footnote-backref", "footnote-ref", "inline", "task-list-item"),
    *("tabbed-set", "tabbed-labels", "tabbed-labels--linked", "tabbed-content", "tabbed-block", "tabbed-control"),
    *("twemoji", "lg", "xl", "xxl", "xxxl", "middle"),
    *sorted({kind.style for kind in KINDS.values()}),
]


@pytest.mark.parametrize("name", DIALECT)
def test_the_theme_styles_what_the_dialect_prints(name: str) -> None:
    """Classes of texts that look as they should by the theme's styles alone."""
    assert re.search(rf"\.md-typeset [^,{{}}]*\.{name}(?![\w-])", STYLES)


NAMED_ICONS = (
    *("material-check", "material-clock-fast", "fontawesome-brands-github", "fontawesome-solid-circle-info"),
    *("fontawesome-regular-user", "octicons-heart-fill-24", "simple-python"),
)


@pytest.mark.parametrize("name", NAMED_ICONS)
def test_the_theme_has_the_icon(name: str) -> None:
    """Icons that texts name are found in the theme, each as one drawing that takes the colour of the text."""
    assert find_icons() == FOLDER / ICONS
    assert re.fullmatch(r"<svg [^>]*viewBox=[^>]*>.*</svg>", read_icon(name), re.DOTALL)
    assert not re.search(r"<(?:script|style|image|use|a)\b|\bid=|\son\w+=", read_icon(name))
    assert re.search(r"\.twemoji svg\{[^}]*fill:currentcolor", STYLES)


def test_names_of_icons_begin_with_a_folder() -> None:
    """The folders of the theme's icons are those that Material's reference names; more are icons, too."""
    assert {"material", "fontawesome", "octicons", "simple"} <= list_icon_sets()


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_the_theme_has_the_scheme(scheme: str) -> None:
    """Our colours are given for the two schemes that the theme has, and there is no third."""
    assert set(re.findall(r"\[data-md-color-scheme=(\w+)\]", STYLES)) == {"default", "slate"}
    assert f'[data-md-color-scheme="{scheme}"]' in ASSETS["assets/duizhao/duizhao.css"]


def test_names_that_the_theme_looks_for_are_reserved() -> None:
    """No element of a text may have an id or an attribute by which the theme finds its own elements."""
    ids = {name for source in TEMPLATES.values() for name in re.findall(r'\bid="([^"{]+)', source)}
    data = {name for source in TEMPLATES.values() for name in re.findall(r"data-[\w-]+(?==)", source)}

    assert "__drawer" in ids
    assert [name for name in ids if not RESERVED.match(name)] == []
    assert [name for name in data if not name.startswith(RESERVED_DATA)] == ["data-clipboard-text"]
