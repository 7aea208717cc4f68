"""A cache that was cut off, emptied, overwritten or left by another version is discarded, and said to be."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sources import NOW, Files, build_as_people_do, copy_fresh, make_files, write_files

from duizhao import store
from duizhao.crew import Crew, Processes
from duizhao.pipeline import CACHE, Options

ARTICLES = 12
OPTIONS = Options(now=NOW)
KINDS = ("last", "dossiers-*", "prints", "templates/*", "pinyin/*", "texts/*", "parts/*", "pages/*")
"""All that is in a cache; the test below says so."""
EDITED = "content/articles/bridge.md"


PARTLY_READ = ("templates/*", "texts/*")
NEEDED_AFTER = {"last": ("content/map.svg", "<svg", "<svg "), "texts/*": ("mkdocs.yml", "colour: green", "colour: red")}
"""Edits after which a build needs every file of a kind; those of an image serve for all but texts."""


def edit(kind: str) -> Files:
    """Edit the sources so that files of a kind are needed."""
    files = make_files(ARTICLES)
    path, old, new = NEEDED_AFTER.get(kind, NEEDED_AFTER["last"])
    return {**files, path: files[path].replace(old, new)}


class Bomb:
    """What is pickled by somebody who wants us to run something."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return pytest.fail, ("what another hand has written was unpickled",)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda data: data[: len(data) // 2],
    "emptied": lambda _data: b"",
    "one bit": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "foreign bytes": lambda _data: b"foreign " * 100,
    "foreign values": lambda data: data[:16] + pickle.dumps(Bomb()),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files]:
    """Give a site that was built, to be copied, and what its sources are after an edit."""
    files = make_files(ARTICLES)
    root = copy_fresh(files, tmp_path_factory.mktemp("damage") / "site-root")
    build_as_people_do(root, OPTIONS)
    return root, {**files, EDITED: files[EDITED].replace("title: 石桥", "title: 大石桥")}


@pytest.fixture(scope="module")
def clean(built: tuple[Path, Files], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Give the site that a clean build makes of the edited sources."""
    return build_as_people_do(copy_fresh(built[1], tmp_path_factory.mktemp("clean") / "site-root"), OPTIONS).site


@pytest.fixture(scope="module")
def clean_by_kind(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """Give the sites that clean builds make after the edits of `NEEDED_AFTER`."""
    return {
        kind: build_as_people_do(copy_fresh(edit(kind), tmp_path_factory.mktemp("clean") / "s"), OPTIONS).site
        for kind in NEEDED_AFTER
    }


def test_these_are_all_kinds(built: tuple[Path, Files]) -> None:
    """A cache holds nothing but what is damaged below."""
    folder = built[0] / CACHE
    listed = {file for kind in KINDS for file in folder.glob(kind)}

    assert {file for file in folder.rglob("*") if file.is_file()} == listed
    assert [kind for kind in KINDS if not any(folder.glob(kind))] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("damage", DAMAGES)
def test_damage(
    kind: str, damage: str, built: tuple[Path, Files], clean_by_kind: dict[str, dict[str, bytes]], tmp_path: Path
) -> None:
    """The next build tells what it did not believe, and is as right as a clean one; the one after finds all well."""
    root = shutil.copytree(built[0], tmp_path / "site-root")
    damaged = sorted((root / CACHE).glob(kind))
    for file in damaged:
        file.write_bytes(DAMAGES[damage](file.read_bytes()))
    result = build_as_people_do(write_files(edit(kind), root), OPTIONS)

    assert result.site == clean_by_kind.get(kind, clean_by_kind["last"])
    assert set(result.discarded) <= set(damaged)
    # Texts of drafts are not looked at, nor are templates that no page is rendered with.
    assert len(result.discarded) == len(damaged) if kind not in PARTLY_READ else result.discarded
    assert build_as_people_do(root, OPTIONS).discarded == []


@pytest.mark.parametrize("crew", [None, Processes(2)])
def test_another_version(
    crew: Crew | None,
    built: tuple[Path, Files],
    clean: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing that another version has written is unpacked; what workers find is told too."""
    with monkeypatch.context() as patch:
        patch.setattr(store, "name_program", lambda: "another")
        root = copy_fresh(make_files(ARTICLES), tmp_path / "site-root")
        build_as_people_do(root, OPTIONS)
    result = build_as_people_do(write_files(built[1], root), OPTIONS, crew)

    assert result.site == clean
    assert {file.relative_to(root / CACHE).parts[0].split("-")[0] for file in result.discarded} >= {
        "last",
        "dossiers",
        "prints",
    }


def test_workers_tell_what_they_find(built: tuple[Path, Files], clean: dict[str, bytes], tmp_path: Path) -> None:
    """Texts are read where pages are rendered: what is damaged there is told as if it had been found here."""
    root = shutil.copytree(built[0], tmp_path / "site-root")
    for file in (root / CACHE).glob("texts/*"):
        file.write_bytes(b"")
    result = build_as_people_do(write_files(built[1], root), OPTIONS, Processes(2))

    assert result.site == clean
    assert {file.parent.name for file in result.discarded} == {"texts"}


def test_the_command_says_so(built: tuple[Path, Files], tmp_path: Path, duizhao) -> None:  # noqa: ANN001
    """One line for each file, and the build goes well."""
    root = shutil.copytree(built[0], tmp_path / "site-root")
    (root / CACHE / "last").write_bytes(b"x")
    (root / CACHE / "prints").write_bytes(b"x")
    result = duizhao(root, "build", "--now", "2026-11-25")

    assert result.returncode == 0
    assert result.stderr.count("was damaged or of another version, and was made anew") == 2


@pytest.mark.parametrize("kind", ["texts", "parts", "pages"])
def test_a_cache_that_lost_files(kind: str, built: tuple[Path, Files], clean: dict[str, bytes], tmp_path: Path) -> None:
    """What somebody has deleted is made anew."""
    root = shutil.copytree(built[0], tmp_path / "site-root")
    shutil.rmtree(root / CACHE / kind)

    assert build_as_people_do(write_files(built[1], root), OPTIONS).site == clean


def test_a_page_that_was_changed_in_the_site(
    built: tuple[Path, Files], clean: dict[str, bytes], tmp_path: Path
) -> None:
    """Pages of the site are links to those of the cache: who writes into one spoils neither the next build nor this."""
    root = copy_fresh(make_files(ARTICLES), tmp_path / "site-root")
    build_as_people_do(root, OPTIONS)
    page = root / "site/en/articles/well/index.html"
    page.write_bytes(b"spoiled")
    result = build_as_people_do(write_files(built[1], root), OPTIONS)

    assert result.site == clean
    assert [file.parent.name for file in result.discarded] == ["pages"]


def test_old_values_are_swept(built: tuple[Path, Files], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What no build has asked for lately is deleted, so that a cache does not grow for ever."""
    root = shutil.copytree(built[0], tmp_path / "site-root")
    monkeypatch.setattr(store, "OLD", -60.0)
    before = {file.name for file in (root / CACHE / "pages").iterdir()}
    result = build_as_people_do(write_files(built[1], root), OPTIONS)
    after = {file.name for file in (root / CACHE / "pages").iterdir()}

    assert before - after
    assert len(after) == sum(path.endswith("index.html") for path in result.site) - 1
