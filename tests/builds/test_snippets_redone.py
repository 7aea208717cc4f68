"""A changed, new or deleted snippet makes exactly the articles and pages again that include it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from sources import NOW, Files, build, build_as_people_do, copy_fresh, make_files, read_site, write_files

from duizhao.diagnostics import Diagnostic
from duizhao.engine.renderer import PageRenderer
from duizhao.engine.serving import Preview
from duizhao.executors import SerialExecutor
from duizhao.options import Options

BRIDGE, ABOUT = "content/articles/bridge.md", "content/pages/about.md"
OUTER, INNER = "content/snippets/outer.md", "content/snippets/deep/inner.md"
ARTICLES = 6
Rendered = list[tuple[str, str, str]]


@pytest.fixture
def files() -> Files:
    """Return a site in which an article includes a file that includes another one, as a page does by itself."""
    files = make_files(ARTICLES)
    files[BRIDGE] += '\n--8<-- "snippets/outer.md"\n'
    files[ABOUT] += '\n--8<-- "snippets/deep/inner.md:2"\n'
    files[OUTER] = '外层的话。\n\n--8<-- "./deep/inner.md"\n'
    files[INNER] = "第一行\n第二行，见[老井](../../articles/well.md)。\n"
    return files


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Rendered:
    """Return a list that records the keys of rendered pages."""
    keys: Rendered = []
    render: Callable[..., Any] = PageRenderer.render

    def note(renderer: PageRenderer, key: tuple[str, str, str], *arguments: Any, **more: Any) -> Any:
        keys.append(key)
        return render(renderer, key, *arguments, **more)

    monkeypatch.setattr(PageRenderer, "render", note)
    return keys


@pytest.mark.parametrize(
    ("path", "pages"), [(OUTER, {("article", "bridge")}), (INNER, {("article", "bridge"), ("page", "about")})]
)
def test_what_includes_a_changed_snippet_is_rendered(
    path: str, pages: set[tuple[str, str]], files: Files, rendered: Rendered, tmp_path: Path
) -> None:
    """The pages that include a snippet are rendered after its change, and the site is that of a clean build."""
    root = copy_fresh(files, tmp_path / "site-root")
    build(root)
    rendered.clear()
    changed = {**files, path: files[path].replace("的话", "的新话").replace("第二行", "第二行（新）")}
    build(write_files(changed, root))
    assert {key[:2] for key in rendered} == pages

    warm = read_site(root)
    assert "的新话".encode() in warm["zh-hans/articles/bridge/index.html"] or path == INNER
    build(copy_fresh(changed, root))
    assert read_site(root) == warm


def test_a_changed_line_above_is_no_change_of_pages(files: Files, rendered: Rendered, tmp_path: Path) -> None:
    """If only lines of a snippet have changed that nobody includes, nothing is rendered."""
    files[BRIDGE] = files[BRIDGE].replace("snippets/outer.md", "snippets/deep/inner.md:2")
    root = copy_fresh(files, tmp_path / "site-root")
    build(root)
    rendered.clear()
    build(write_files({**files, INNER: files[INNER].replace("第一行", "另一行")}, root))
    assert rendered == []


@pytest.mark.parametrize("path", [OUTER, INNER])
def test_a_snippet_that_is_missing_and_comes_back(path: str, files: Files, tmp_path: Path) -> None:
    """Without a snippet the build reports the line that includes it; once it is there, the site is whole."""
    root = copy_fresh(files, tmp_path / "site-root")
    options = Options(now=NOW)
    whole = build_as_people_do(root, options)
    assert whole.site
    broken = build_as_people_do(write_files({name: files[name] for name in files if name != path}, root), options)
    assert [one for one in broken.said if f"no file {path} [snippet-missing]" in one]
    assert broken.site == {}
    again = build_as_people_do(write_files(files, root), options)
    assert again.site == whole.site


def test_the_message_names_the_line_that_moved(files: Files, tmp_path: Path) -> None:
    """The place of a problem in a snippet follows its line when lines are put above it."""
    files[INNER] += "[^no]\n"
    root = copy_fresh(files, tmp_path / "site-root")
    options = Options(now=NOW)
    assert any(one.startswith(f"{INNER}:3:1: error") for one in build_as_people_do(root, options).said)
    moved = write_files({**files, INNER: f"再一行\n{files[INNER]}"}, root)
    assert any(one.startswith(f"{INNER}:4:1: error") for one in build_as_people_do(moved, options).said)


def test_a_preview_shows_a_changed_snippet(files: Files, tmp_path: Path) -> None:
    """While a site is served, a changed snippet is shown, and a missing one when it appears."""
    root = copy_fresh(
        {name: files[name] for name in files if name != INNER} | {INNER: "旧的。\n旧的。\n"}, tmp_path / "s"
    )
    told: list[str] = []

    def tell(diagnostics: Sequence[Diagnostic]) -> None:
        told.extend(one.code for one in diagnostics)

    preview = Preview(root, Options(now=NOW), root / ".cache/serve", tell)
    preview.build(SerialExecutor())
    pages = [preview.site / f"zh-hant/{name}/index.html" for name in ("articles/bridge", "about")]
    for text in ("軟體一。", "軟體二。", None, "軟體三。"):
        if text is None:
            (root / INNER).unlink()
            preview.rebuild()
            assert "snippet-missing" in told
            continue
        (root / INNER).write_text(f"{text}\n{text}\n", "utf-8")
        preview.rebuild()
        assert [text in page.read_text("utf-8") for page in pages] == [True, True]
    preview.close()


def test_snippets_are_not_published(files: Files, tmp_path: Path) -> None:
    """Neither a page nor a copy is made of the files of content/snippets, whatever they are."""
    files["content/snippets/aside.csv"] = "a,b\n"
    root = copy_fresh(files, tmp_path / "site-root")
    build(root)
    assert [path for path in read_site(root) if "snippets" in path or "aside" in path] == []
