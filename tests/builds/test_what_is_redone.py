"""After one change, exactly the pages that show it are rendered again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sources import NOW, Files, build, copy_fresh, make_files, write_files

from duizhao.diagnostics import Level
from duizhao.engine.renderer import PageRenderer
from duizhao.executors import SerialExecutor
from duizhao.options import Options
from duizhao.pipeline import prepare_build

ARTICLES = 12
EDITIONS = ("zh-Hans", "zh-Hant-TW", "en")
ROADS = {"bridge", "lane", *(f"note-{number:02d}" for number in (0, 2, 4, 6, 8))}
WATER = {"well", *(f"note-{number:02d}" for number in (1, 3, 5, 7))}
SIMPLIFIED = {f"note-{number:02d}" for number in (0, 2, 3, 5, 6, 8)}
CHARTED = {f"note-{number:02d}" for number in (1, 2, 4, 5, 7, 8)}
"""Articles with charts: of a figure, and of its region by name."""
LISTS = {("home", ""), ("articles", "")}
THEMES = {("theme", "roads"), ("theme", "water")}
REGION, FIGURES, SOURCES = ("region", "sanli"), ("figures", ""), ("sources", "")
MENDING, LEVELS, TAGS = ("tag", "xiu-qiao"), ("tag", "shui"), ("tags", "")
"""The page of a tag that `bridge` and all notes have, in two scripts; that of one which the simplified notes have; and
the list of both."""
DATA = {REGION, FIGURES, SOURCES, ("regions", "")}
"""Pages made of data. Every article belongs to the region and cites the source."""
Pages = set[tuple[str, str]]


def articles(names: set[str]) -> Pages:
    """Return the keys of the pages of articles."""
    return {("article", name) for name in names}


def everywhere(pages: Pages) -> dict[str, Pages]:
    """Return the same pages for every edition."""
    return dict.fromkeys(EDITIONS, pages)


EVERYTHING = (
    articles(ROADS | WATER) | LISTS | THEMES | DATA | {("page", "about"), ("search", ""), MENDING, LEVELS, TAGS}
)
BRIDGE = "content/articles/bridge.md"

CASES: dict[str, tuple[str, str, str, dict[str, Pages]]] = {
    "the text of an article": (
        BRIDGE, "要绕行。", "要绕行很远。", everywhere(articles({"bridge"})),
    ),
    "the title of an article": (
        BRIDGE, "title: 石桥", "title: 大石桥",
        everywhere(articles(ROADS) | LISTS | {("theme", "roads"), REGION, SOURCES, MENDING}),
    ),
    "the title of an article that the home page does not show": (
        "content/articles/note-00.md", "title: 第0篇“记录”", "title: 第零篇“记录”",
        # The last article of this section links to the first of the next one, which links back.
        everywhere(
            articles(ROADS | {"well"})
            | {("theme", "roads"), ("articles", ""), REGION, SOURCES, FIGURES, MENDING, LEVELS}
        ),
    ),
    "the summary of an article": (
        BRIDGE, "summary: 石桥修好以后", "summary: 石桥修好了",
        everywhere(articles({"bridge"}) | LISTS | {("theme", "roads"), REGION, MENDING}),
    ),
    "a tag of an article": (
        BRIDGE, "tags: [修桥]", "tags: [水]", everywhere(articles({"bridge"}) | {MENDING, LEVELS, TAGS}),
    ),
    "another form of the same tag": (
        BRIDGE, "tags: [修桥]", "tags: [修桥, 修橋]", everywhere(articles({"bridge"})),
    ),
    "the name of a theme": (
        "content/themes.yml", "name: 道路", "name: 路", everywhere(EVERYTHING),
    ),
    "the introduction of a theme": (
        "content/themes.yml", "道路连着各家", "道路连着各户", everywhere({("theme", "roads")}),
    ),
    "the name of a region": (
        "content/regions.yml", "name: 三里镇", "name: 三里",
        everywhere(articles({"bridge", "lane", *SIMPLIFIED, *CHARTED}) | LISTS | THEMES | DATA | {MENDING, LEVELS}),
    ),
    "a source": (
        "content/sources.yml", "publisher: 三里镇", "publisher: 三里",
        everywhere(articles(ROADS | WATER) | {FIGURES, SOURCES}),
    ),
    "the translation of a block": (
        "translations/en/articles/bridge.po", "A taxi has to", "Taxis have to", {"en": articles({"bridge"})},
    ),
    "the translation of a title": (
        "translations/en/articles/bridge.po", "The stone bridge", "The bridge",
        {"en": articles(ROADS) | LISTS | {("theme", "roads"), REGION, SOURCES, MENDING}},
    ),
    "the translation of a theme": (
        "translations/en/site.po", 'Roads"', 'Ways"', {"en": EVERYTHING},
    ),
    "the translation of a text page": (
        "translations/en/site.po", "Written by residents", "Written by people", {"en": {("page", "about")}},
    ),
    "a figure": (
        "content/data/gazette.yml", "value: 12400", "value: 12500",
        everywhere(articles({f"note-{number:02d}" for number in (0, 6)} | CHARTED) | {REGION, FIGURES, SOURCES}),
    ),
    "the name of a figure": (
        "content/data/gazette.yml", "name: 水表", "name: 新水表",
        # The source of an article names it.
        everywhere(articles({"note-03"} | CHARTED) | {REGION, FIGURES, SOURCES}),
    ),
    "a source's date": (
        "content/sources.yml", 'date: "2024"', 'date: "2025"', everywhere(articles(ROADS | WATER) | {FIGURES, SOURCES}),
    ),
    "the lexicon": (
        "translations/lexicon/zh-Hant-TW.yml", "里弄: 里弄", "里弄: 巷弄",
        {"zh-Hant-TW": articles({"bridge", *SIMPLIFIED}) | LISTS | THEMES | {REGION, MENDING, LEVELS}},
    ),
    "a template": (
        "templates/partials/copyright.html", "1524", "1525", everywhere(EVERYTHING),
    ),
    "an option": (
        "mkdocs.yml", "colour: green", "colour: red", everywhere(EVERYTHING),
    ),
    "an image": (
        "content/map.svg", "<svg", "<svg ", {},
    ),
    "a term of translators": (
        "translations/glossary.yml", "en: lane", "en: alley", {},
    ),
}  # fmt: skip
"""The cases: file, old text, new text, and the pages by edition that show it."""


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """Return a list that records the keys of rendered pages."""
    keys: list[tuple[str, str, str]] = []
    render: Callable[..., Any] = PageRenderer.render

    def note(renderer: PageRenderer, key: tuple[str, str, str], *arguments: Any, **more: Any) -> Any:
        keys.append(key)
        return render(renderer, key, *arguments, **more)

    monkeypatch.setattr(PageRenderer, "render", note)
    return keys


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files]:
    """Return a built site and its sources."""
    files = make_files(ARTICLES)
    files["templates/partials/copyright.html"] = "<div>{{ 1524 | large(edition.code) }}</div>\n"
    root = copy_fresh(files, tmp_path_factory.mktemp("redone") / "site-root")
    build(root)
    return root, files


@pytest.mark.parametrize("case", CASES)
def test_what_shows_a_change_is_rendered(
    case: str, built: tuple[Path, Files], rendered: list[tuple[str, str, str]]
) -> None:
    """Exactly the pages that show the change are rendered."""
    path, old, new, expected = CASES[case]
    root, files = built
    build(write_files(files, root))
    rendered.clear()
    assert old in files[path]
    result = build(write_files({**files, path: files[path].replace(old, new)}, root))

    found = {edition: {key[:2] for key in rendered if key[2] == edition} for edition in EDITIONS}
    assert {edition: pages for edition, pages in found.items() if pages} == expected
    # The root page is rendered at every build.
    assert result.pages - result.kept == len(rendered) + 1


ICON, LATER = "templates/.icons/acme/logo.svg", "templates/.icons/acme/later.svg"


@pytest.mark.parametrize(
    ("change", "more", "expected"),
    [
        ({ICON: "<svg>2</svg>"}, {}, articles({"note-00"})),
        ({LATER: "<svg>3</svg>"}, {}, articles({"note-00"})),
        ({ICON: ""}, {}, articles({"note-00"})),
        ({ICON: "<svg>2</svg>"}, {"mkdocs.yml": "# acme/logo\n"}, EVERYTHING),
        ({ICON: "<svg>2</svg>"}, {"templates/partials/copyright.html": "{# .icons #}"}, EVERYTHING),
        ({"templates/.icons/material/menu.svg": "<svg>4</svg>"}, {}, EVERYTHING),
    ],
    ids=["changed", "new", "gone", "named in the configuration", "named in a template", "in place of the theme's"],
)
def test_icons_of_a_site(
    change: Files, more: Files, expected: Pages, built: tuple[Path, Files], rendered: list[tuple[str, str, str]]
) -> None:
    """An icon of the site that changes, appears or vanishes changes the pages that name it, or all that may."""
    root, files = built
    path = "content/articles/note-00.md"
    files = {**files, ICON: "<svg>1</svg>", path: files[path] + "\n标志:acme-logo: :acme-later:\n"}
    files |= {name: files[name] + text for name, text in more.items()}
    build(write_files(files, root))
    rendered.clear()
    build(write_files({name: text for name, text in {**files, **change}.items() if text}, root))

    assert set(rendered) == {(*page, edition) for page in expected for edition in EDITIONS}
    html = (root / "site/en/articles/note-00/index.html").read_text("utf-8")
    assert (change.get(ICON, files[ICON]) or ":acme-logo:") in html
    assert change.get(LATER, ":acme-later:") in html


def test_another_program_for_diagrams(
    built: tuple[Path, Files], rendered: list[tuple[str, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the program that draws diagrams changes, exactly the pages with diagrams are made again."""
    root, files = built
    path = "content/articles/note-00.md"
    draw = '#!/bin/sh\necho \'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\' > $2\n'
    program = root.parent / "bin/draw.sh"
    program.parent.mkdir(exist_ok=True)
    program.write_text(draw, "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    command = '      diagrams: [draw.sh, "{input}", "{output}"]\n'
    files = {
        **files,
        path: files[path] + "\n```mermaid\nflowchart TD\n  A[甲]\n```\n",
        "mkdocs.yml": files["mkdocs.yml"].replace("  - duizhao:\n", "  - duizhao:\n" + command),
    }
    drawing = root / "site/data/en/note-00-diagram-1.svg"
    build(write_files(files, root))
    assert b'width="1" height="1"' in drawing.read_bytes()
    rendered.clear()
    build(root)
    assert rendered == []
    program.write_text(draw.replace("0 0 1 1", "0 0 22 1"), "utf-8")
    build(root)

    assert set(rendered) == {("article", "note-00", edition) for edition in EDITIONS}
    assert b'width="22" height="1"' in drawing.read_bytes()


def test_a_text_that_a_template_asks_for(built: tuple[Path, Files], rendered: list[tuple[str, str, str]]) -> None:
    """If a site's own templates request texts, a changed translation of such a text affects every page."""
    root, files = built
    files = {
        **files,
        "templates/partials/copyright.html": "<div>{% if texts %}{{ texts('三里的话') }}{% endif %}</div>",
    }
    build(write_files(files, root))
    rendered.clear()
    path = "translations/en/site.po"
    build(write_files({**files, path: files[path].replace("A word from Sanli", "A word of ours")}, root))

    assert set(rendered) == {(*page, "en") for page in EVERYTHING}


def test_a_new_article_is_rendered_with_what_lists_it(
    built: tuple[Path, Files], rendered: list[tuple[str, str, str]]
) -> None:
    """A new article causes its section, its lists and its own pages to be rendered, but not another section."""
    root, files = built
    build(write_files(files, root))
    rendered.clear()
    path = "content/articles/new.md"
    text = re.sub("title: .*", "title: 新的桥", files[BRIDGE])
    build(write_files({**files, path: text, "translations/en/articles/new.po": 'msgid "新"\nmsgstr "New"\n'}, root))

    expected = articles(ROADS | {"new"}) | LISTS | {("theme", "roads"), REGION, ("regions", ""), SOURCES}
    # Cards hold the number of articles of their theme.
    expected |= {MENDING, LEVELS, TAGS}
    assert {key[:2] for key in rendered} == expected


def test_a_page_that_is_offered_at_last_changes_the_others(
    built: tuple[Path, Files], rendered: list[tuple[str, str, str]]
) -> None:
    """When a page becomes offered, its other editions list it as an alternate."""
    root, files = built
    build(write_files(files, root))
    rendered.clear()
    path = "translations/en/articles/well.po"
    text = files[path].replace("#, fuzzy\n", "").replace('#| msgid "水位略有下降。"\n', "")
    text = re.sub(r'(?<=没有译成英文。"\nmsgstr )""', '"The new records are translated."', text)
    build(write_files({**files, path: text}, root))

    assert {key for key in rendered if key[0] == "article"} == {("article", "well", edition) for edition in EDITIONS}


TABLE, SHOWS_TABLE = "content/articles/wells.csv", '\n```csv title="水井" file="{}wells.csv"\n```\n'


def test_a_table_from_a_file(built: tuple[Path, Files], rendered: list[tuple[str, str, str]]) -> None:
    """A changed file of comma-separated values causes exactly the pages that show it to be rendered.

    If it vanishes, these pages have an error, which ends when it is there again.
    """
    root, files = built
    about, lane = "content/pages/about.md", "content/articles/lane.md"
    files = {
        **files,
        TABLE: "年份,水井\n2021,12\n",
        lane: files[lane] + SHOWS_TABLE.format(""),
        about: files[about] + SHOWS_TABLE.format("../articles/"),
    }
    build(write_files(files, root))
    rendered.clear()
    build(write_files({**files, TABLE: "年份,水井\n2021,13\n"}, root))
    assert set(rendered) == {(*page, code) for page in (("article", "lane"), ("page", "about")) for code in EDITIONS}

    write_files({path: text for path, text in files.items() if path != TABLE}, root)
    found = prepare_build(root, Options(now=NOW), SerialExecutor()).diagnostics
    assert [(one.code, one.span.path) for one in found if one.level == Level.ERROR] == [
        ("table-file", lane),
        ("table-file", about),
    ]
    build(write_files(files, root))
    assert "<td" in (root / "site/en/articles/lane/index.html").read_text("utf-8")


TILED = """\
- {id: sanli, name: 三里镇, level: town, short: 三里, tile: [1, 1]}
- {id: wuli, name: 五里镇, short: 五里, tile: [2, 1]}
- {id: shili, name: 十里镇, tile: [3, 1]}
- {id: bali, name: 八里镇}
"""
TILE_MAP = "\n```chart\nkind: tile-map\ntitle: 水井\ndescription: 一处。\nrows: [{region: sanli, value: 12}]\n```\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[2, 1]", "[2, 2]", articles({"note-00"}) | {("regions", "")}),
        ("short: 五里", "short: 五", articles({"note-00"}) | {("regions", "")}),
        (", tile: [3, 1]", "", articles({"note-00"}) | {("regions", "")}),
        ("八里镇", "八里", set()),
    ],
    ids=["moved", "renamed", "gone", "on no map"],
)
def test_tiles_of_a_map(
    old: str, new: str, expected: Pages, built: tuple[Path, Files], rendered: list[tuple[str, str, str]]
) -> None:
    """If a tile changes, exactly the pages that show its map are made again."""
    root, files = built
    path, regions = "content/articles/note-00.md", "content/regions.yml"
    files = {**files, path: files[path] + TILE_MAP, regions: TILED}
    build(write_files(files, root))
    rendered.clear()
    build(write_files({**files, regions: TILED.replace(old, new)}, root))

    assert {key[:2] for key in rendered} - {("figures", ""), ("search", "")} == expected
    assert (root / "site/en/articles/note-00/index.html").read_text("utf-8").count("dz-chart__tile dz-shade--1") == 4
