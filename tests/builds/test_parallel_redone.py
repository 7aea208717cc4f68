"""Parallel pages are made again with the pages that they show, and with no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sources import NOW, Files, build_as_people_do, copy_fresh, make_files, write_files

from duizhao.engine import build as builds
from duizhao.engine.renderer import PageRenderer
from duizhao.options import Options

OPTIONS = Options(now=NOW)
SETS = ("zh-hans--en", "en--zh-hant")
CATALOG = "translations/en/articles/bridge.po"
Key = tuple[str, str, str]


def parallel(page: str) -> set[Key]:
    """Return the keys of the parallel pages of a page."""
    return {("parallel", f"{SETS[0]}/{page}", "zh-Hans"), ("parallel", f"{SETS[1]}/{page}", "en")}


CASES: dict[str, tuple[str, str, str, set[Key], bool]] = {
    "a translation": (
        CATALOG, "A taxi has to", "Taxis have to", {("article", "bridge", "en"), *parallel("article/bridge")}, True,
    ),
    "the text of an article": (
        "content/articles/bridge.md", "要绕行。", "要绕行很远。",
        {*(("article", "bridge", code) for code in ("zh-Hans", "zh-Hant-TW", "en")), *parallel("article/bridge")}, True,
    ),
    "the wording of an edition": (
        "translations/lexicon/zh-Hant-TW.yml", "里弄: 里弄", "里弄: 巷弄",
        {("article", "bridge", "zh-Hant-TW"), ("parallel", f"{SETS[1]}/article/bridge", "en")}, False,
    ),
    "a text page": (
        "translations/en/site.po", "Written by residents", "Written by people",
        {("page", "about", "en"), *parallel("page/about")}, False,
    ),
}  # fmt: skip
"""The cases: file, old text, new text, the pages that show it, and whether no others are touched at all."""


def make_site() -> Files:
    """Return the sources of a small site with parallel pages."""
    files = make_files(3)
    option = "      parallel: [[zh-Hans, en], [en, zh-Hant-TW]]\nextra:"
    return {**files, "mkdocs.yml": files["mkdocs.yml"].replace("extra:", option)}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built site."""
    root = copy_fresh(make_site(), tmp_path_factory.mktemp("parallel") / "site-root")
    build_as_people_do(root, OPTIONS)
    return root


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_shown_side_by_side(
    case: str, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exactly the pages that show a change are rendered, by a patch if it is in an article, as a clean build would."""
    rendered: set[Key] = set()
    full: list[object] = []
    render: Callable[..., Any] = PageRenderer.render
    run = builds.mkdocs_build.build

    def note(renderer: PageRenderer, key: Key, *arguments: Any, **more: Any) -> Any:
        rendered.add(key)
        return render(renderer, key, *arguments, **more)

    def note_full(config: object) -> None:
        full.append(config)
        run(config)

    path, old, new, expected, is_patch = CASES[case]
    build_as_people_do(write_files(make_site(), built), OPTIONS)
    monkeypatch.setattr(PageRenderer, "render", note)
    monkeypatch.setattr(builds.mkdocs_build, "build", note_full)
    files = make_site()
    assert old in files[path]
    files[path] = files[path].replace(old, new)
    site = build_as_people_do(write_files(files, built), OPTIONS).site

    assert {key for key in rendered if key[0] in ("article", "page", "parallel")} == expected
    assert full == [] or not is_patch
    assert site == build_as_people_do(copy_fresh(files, tmp_path / "site-root"), OPTIONS).site


def test_pages_that_are_not_wanted_any_more_are_gone(built: Path) -> None:
    """Without the option a site has no parallel pages and no links to them."""
    files = make_site()
    build_as_people_do(write_files(files, built), OPTIONS)
    files["mkdocs.yml"] = files["mkdocs.yml"].replace("[[zh-Hans, en], [en, zh-Hant-TW]]", "[]")
    site = build_as_people_do(write_files(files, built), OPTIONS).site
    assert [path for path in site if path.startswith("parallel/")] == []
    assert b"dz-parallel-page" not in site["en/articles/bridge/index.html"]
