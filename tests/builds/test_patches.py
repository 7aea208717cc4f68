"""Patches: a site whose articles changed in their texts alone is made of the last one, whatever happened to that."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sources import NOW, Files, build_as_people_do, copy_fresh, make_files, write_files

from duizhao.engine import build as builds
from duizhao.engine import output, patching
from duizhao.options import Options
from duizhao.search import documents, packing
from duizhao.store import Store, write_file

ARTICLES = 12
OPTIONS = Options(now=NOW)
CATALOG, BEFORE = "translations/en/articles/bridge.po", "A taxi has to"
PAGE = "en/articles/bridge/index.html"
PREVIOUS = ".cache/previous"


def edit(text: str) -> Files:
    """Return the sources after an edit that changes one page of one edition."""
    files = make_files(ARTICLES)
    assert BEFORE in files[CATALOG]
    return {**files, CATALOG: files[CATALOG].replace(BEFORE, text)}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site that was built and then patched once, so that there is a previous output."""
    root = copy_fresh(make_files(ARTICLES), tmp_path_factory.mktemp("patches") / "site-root")
    build_as_people_do(root, OPTIONS)
    build_as_people_do(write_files(edit("A cab has to"), root), OPTIONS)
    return root


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, bytes]]:
    """Return a function that builds the site after an edit from nothing, each once."""
    known: dict[str, dict[str, bytes]] = {}

    def build(text: str) -> dict[str, bytes]:
        if text not in known:
            root = copy_fresh(edit(text), tmp_path_factory.mktemp("clean") / "site-root")
            known[text] = build_as_people_do(root, OPTIONS).site
        return known[text]

    return build


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """Return a copy of the built site whose cache knows it, as if it had been built there."""
    root = shutil.copytree(built, tmp_path / "site-root")
    for text in ("Taxis have to", "Cars have to"):
        build_as_people_do(write_files(edit(text), root), OPTIONS)
    return root


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return a list with an entry for each build that MkDocs runs."""
    runs: list[object] = []
    run = builds.mkdocs_build.build

    def note(config: object) -> None:
        runs.append(config)
        run(config)

    monkeypatch.setattr(builds.mkdocs_build, "build", note)
    return runs


def test_texts_are_patched(root: Path, full: list[object], clean: Callable[[str], dict[str, bytes]]) -> None:
    """Edits of texts need no build by MkDocs, and give the site that such a build would give."""
    for text in ("Vans have to", "A taxi has to", "Lorries have to"):
        full.clear()
        site = build_as_people_do(write_files(edit(text), root), OPTIONS).site
        assert full == []
        assert site == clean(text)


def without_translations(*slugs: str) -> Files:
    """Return the sources in which the paragraphs of some articles are not translated."""
    files = make_files(ARTICLES)
    for slug in slugs:
        path = f"translations/en/articles/{slug}.po"
        blocks = files[path].split("\n\n")
        files[path] = "\n\n".join(
            re.sub(r"(?s)^msgstr .*", 'msgstr ""', block, flags=re.MULTILINE) if "#. paragraph" in block else block
            for block in blocks
        )
    return files


@pytest.mark.parametrize("finds", [True, False], ids=["", "not found"])
def test_what_editions_offer_is_patched(
    finds: bool,  # noqa: FBT001 -- a parameter of pytest
    root: Path,
    full: list[object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """If articles are offered in other editions than before, feeds, sitemap and search follow without a full build."""
    if not finds:
        monkeypatch.setattr(patching, "replace_rows", lambda *_given: None)
    maps = []
    for number, slugs in enumerate((["bridge"], ["bridge", "lane"], ["lane"], [])):
        full.clear()
        site = build_as_people_do(write_files(without_translations(*slugs), root), OPTIONS).site
        assert full == []
        assert (
            site
            == build_as_people_do(copy_fresh(without_translations(*slugs), tmp_path / f"clean-{number}"), OPTIONS).site
        )
        maps.append(site["sitemap.xml"].count(b"<url>"))
    assert maps == [maps[3] - 1, maps[3] - 2, maps[3] - 1, maps[3]]


def test_the_sitemap_of_a_site_is_built(root: Path, full: list[object]) -> None:
    """Rows of a sitemap can only be replaced if the theme's own template has made it."""
    template = "templates/sitemap.xml"
    sources = {template: "{% for row in sitemap %}{{ row.url }}\n{% endfor %}"}
    build_as_people_do(write_files({**make_files(ARTICLES), **sources}, root), OPTIONS)
    full.clear()
    site = build_as_people_do(write_files({**without_translations("bridge"), **sources}, root), OPTIONS).site

    assert len(full) == 1
    assert b"/en/articles/bridge/" not in site["sitemap.xml"]


def test_search_reads_and_writes_what_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change of one article, a patch reads a few parts and files of the index, and writes what is new."""
    for module, name, value in (
        *((documents, name, value) for name, value in (("PART", 1), ("LEAST", 1))),
        *((packing, name, value) for name, value in (("LEAST", 60), ("MOST", 200), ("SPREAD", 60))),
    ):
        monkeypatch.setattr(module, name, value)
    root = copy_fresh(make_files(ARTICLES), tmp_path / "site-root")
    before = build_as_people_do(root, OPTIONS).site
    reads: list[str] = []
    writes: list[str] = []
    get = Store.get

    def note(store: Store, kind: str, name: str) -> object:
        reads.append(kind)
        return get(store, kind, name)

    monkeypatch.setattr(Store, "get", note)
    monkeypatch.setattr(output, "write_file", lambda path, data: (writes.append(path), write_file(path, data)))
    after = build_as_people_do(write_files(edit("A cab has to"), root), OPTIONS).site

    assert reads.count("parts") == 2, "the part as it was and as it is, which is missing"
    assert 0 < reads.count("index-files") < len([path for path in after if path.startswith("search/")]) / 4
    assert reads.count("documents") == 0
    found = {path for path, data in after.items() if path.startswith("search/") and before.get(path) != data}
    written = {path[path.index("search/") :] for path in writes if "/search/" in path}
    assert written == found
    assert after == build_as_people_do(copy_fresh(edit("A cab has to"), tmp_path / "clean"), OPTIONS).site


def test_the_index_of_another_site(root: Path, full: list[object], clean: Callable[[str], dict[str, bytes]]) -> None:
    """If the index of the cache is not that of the last site, a patched site gets all files of its index."""
    cache = root / ".cache/duizhao"
    other = shutil.copytree(root, root.parent / "other")
    build_as_people_do(write_files(edit("Ships have to"), other), OPTIONS)
    for name in ("index", "index-files", "parts"):
        place = other / ".cache/duizhao" / name
        if place.is_dir():
            shutil.copytree(place, cache / name, dirs_exist_ok=True)
        else:
            shutil.copy2(place, cache / name)
    full.clear()
    site = build_as_people_do(write_files(edit("Vans have to"), root), OPTIONS).site

    assert full == []
    assert site == clean("Vans have to")


def test_other_changes_are_built(root: Path, full: list[object]) -> None:
    """A change that reaches more than the pages of its article is built by MkDocs."""
    files = edit("Vans have to")
    files["content/articles/bridge.md"] = files["content/articles/bridge.md"].replace("title: 石桥", "title: 大石桥")
    build_as_people_do(write_files(files, root), OPTIONS)

    assert len(full) == 1


def delete(path: str) -> Callable[[Path], object]:
    """Return a function that deletes a file or folder of a site."""
    return lambda root: shutil.rmtree(root / path) if (root / path).is_dir() else (root / path).unlink()


def go_back(root: Path) -> None:
    """Leave the site of an earlier build, as one that was killed before its site took the place does."""
    (root / "site").rename(root / "newest")
    (root / PREVIOUS).rename(root / "site")
    (root / "newest").rename(root / PREVIOUS)


INTERVENTIONS: dict[str, Callable[[Path], object]] = {
    "the page of the site was deleted": delete(f"site/{PAGE}"),
    "another page of the site was deleted": delete("site/en/index.html"),
    "the report of the site was deleted": delete("site/build-report.json"),
    "a page was replaced": lambda root: (
        (root / "site/en/index.html").unlink(),
        (root / "site/en/index.html").write_bytes(b"spoiled"),
    ),
    "a page was written into": lambda root: (root / "site/en/index.html").write_bytes(b"spoiled"),
    "a file was added": lambda root: (root / "site/en/more.txt").write_bytes(b"more"),
    "the index was deleted": delete("site/search"),
    "the site was deleted": delete("site"),
    "the previous output was deleted": delete(PREVIOUS),
    "a page of the previous output was deleted": delete(f"{PREVIOUS}/en/index.html"),
    "a file was added to the previous output": lambda root: (root / PREVIOUS / "en/more.txt").write_bytes(b"more"),
    "the site is an earlier one": go_back,
}
"""Changes that a user may make to a site between two builds."""


@pytest.mark.parametrize("intervention", INTERVENTIONS)
def test_a_site_that_was_changed(intervention: str, root: Path, clean: Callable[[str], dict[str, bytes]]) -> None:
    """At the latest the second build after such a change gives the right site, and all later ones do."""
    INTERVENTIONS[intervention](root)
    build_as_people_do(write_files(edit("Vans have to"), root), OPTIONS)
    for text in ("A taxi has to", "Lorries have to", "Vans have to"):
        assert build_as_people_do(write_files(edit(text), root), OPTIONS).site == clean(text)


def test_the_cache_does_not_grow(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages and texts that a patch has replaced are deleted like others."""
    monkeypatch.setattr("duizhao.store.OLD", -60.0)
    sizes = []
    for text in ("Vans have to", "Lorries have to", "Vans, too, have to"):
        build_as_people_do(write_files(edit(text), root), OPTIONS)
        kinds = ("pages", "texts", "parts", "searchables", "documents", "index-files")
        sizes.append([len([*(root / ".cache/duizhao" / kind).iterdir()]) for kind in kinds])

    assert sizes[1:] == sizes[:-1]
