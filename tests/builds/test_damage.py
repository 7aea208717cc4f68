"""Cache files that are truncated, empty, overwritten or of another version are discarded and reported."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sources import NOW, Files, build_as_people_do, copy_fresh, make_files, write_files

from duizhao import store
from duizhao.executors import Executor, ProcessExecutor
from duizhao.options import Options
from duizhao.store import CACHE

ARTICLES = 12
OPTIONS = Options(now=NOW)
KINDS = (
    *("program", "last", "snapshot", "state", "index", "results-*"),
    *(
        "manifests/*",
        "frames/*",
        "configurations/*",
        "structures/*",
        "searchables/*",
        "documents/*",
        "rows/*",
        "citations/*",
    ),
    *("templates/*", "texts/*", "parts/*", "index-files/*", "pages/*"),
)
"""Glob patterns of all cache files; `test_these_are_all_kinds` checks that the list is complete."""
EDITED = "content/articles/bridge.md"


PARTLY_READ = ("configurations/*", "templates/*", "texts/*", "documents/*", "citations/*")
TRANSLATION = ("translations/en/articles/bridge.po", "A taxi has to", "Taxis have to")
NEEDED_AFTER = {
    "last": ("content/map.svg", "<svg", "<svg "),
    "texts/*": ("mkdocs.yml", "colour: green", "colour: red"),
    "frames/*": TRANSLATION,
    "configurations/*": ("content/articles/bridge.md", "石桥在", "旧的石桥在"),
    "rows/*": ("content/articles/bridge.md", "石桥在", "旧的石桥在"),
    "parts/*": TRANSLATION,
    "structures/*": TRANSLATION,
    "searchables/*": TRANSLATION,
    "citations/*": TRANSLATION,
    # The oldest article shares its part of the search index with pages that are no articles.
    "documents/*": ("content/articles/note-00.md", "台账里有", "台账里还有"),
}
"""Edits after which a build needs every file of a kind; an edit of an image serves for all others."""


def edit(kind: str) -> Files:
    """Return the sources after an edit that makes a build need files of a kind."""
    files = make_files(ARTICLES)
    path, old, new = NEEDED_AFTER.get(kind, NEEDED_AFTER["last"])
    return {**files, path: files[path].replace(old, new)}


class Bomb:
    """A malicious pickle: unpickling it fails the test."""

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
    """Return a built site, to be copied, and its sources after an edit."""
    files = make_files(ARTICLES)
    root = copy_fresh(files, tmp_path_factory.mktemp("damage") / "site-root")
    build_as_people_do(root, OPTIONS)
    return root, {**files, EDITED: files[EDITED].replace("title: 石桥", "title: 大石桥")}


@pytest.fixture(scope="module")
def clean(built: tuple[Path, Files], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the site that a clean build makes of the edited sources."""
    return build_as_people_do(copy_fresh(built[1], tmp_path_factory.mktemp("clean") / "site-root"), OPTIONS).site


@pytest.fixture(scope="module")
def clean_by_kind(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """Return the sites that clean builds make after the edits of `NEEDED_AFTER`."""
    return {
        kind: build_as_people_do(copy_fresh(edit(kind), tmp_path_factory.mktemp("clean") / "s"), OPTIONS).site
        for kind in NEEDED_AFTER
    }


def test_these_are_all_kinds(built: tuple[Path, Files]) -> None:
    """The cache contains only the kinds of files that are damaged below."""
    folder = built[0] / CACHE
    listed = {file for kind in KINDS for file in folder.glob(kind)}

    assert {file for file in folder.rglob("*") if file.is_file()} == listed
    assert [kind for kind in KINDS if not any(folder.glob(kind))] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("damage", DAMAGES)
def test_damage(
    kind: str, damage: str, built: tuple[Path, Files], clean_by_kind: dict[str, dict[str, bytes]], tmp_path: Path
) -> None:
    """The next build reports the discarded files and equals a clean build; the one after discards nothing."""
    root = shutil.copytree(built[0], tmp_path / "site-root")
    if kind in ("manifests/*", "configurations/*"):
        # Those of the original are not those of its copy.
        build_as_people_do(root, OPTIONS)
    damaged = sorted((root / CACHE).glob(kind))
    for file in damaged:
        file.write_bytes(DAMAGES[damage](file.read_bytes()))
    result = build_as_people_do(write_files(edit(kind), root), OPTIONS)

    assert result.site == clean_by_kind.get(kind, clean_by_kind["last"])
    assert set(result.discarded) <= set(damaged)
    # Texts of drafts are not read, nor are templates that no page uses, documents of parts that have not changed,
    # citations of other editions, nor the configuration of the original.
    assert len(result.discarded) == len(damaged) if kind not in PARTLY_READ else result.discarded
    assert build_as_people_do(root, OPTIONS).discarded == []


@pytest.mark.parametrize("executor", [None, ProcessExecutor(2)])
def test_another_version(
    executor: Executor | None,
    built: tuple[Path, Files],
    clean: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Files of another version are never unpickled, and files that workers discard are reported too."""
    with monkeypatch.context() as patch:
        patch.setattr(store, "program_fingerprint", lambda: "another")
        patch.setattr(store, "_read_program_state", lambda: ("another", 0))
        root = copy_fresh(make_files(ARTICLES), tmp_path / "site-root")
        build_as_people_do(root, OPTIONS)
    result = build_as_people_do(write_files(built[1], root), OPTIONS, executor)

    assert result.site == clean
    assert {file.relative_to(root / CACHE).parts[0].split("-")[0] for file in result.discarded} >= {
        "last",
        "snapshot",
        "state",
        "results",
    }


def test_workers_tell_what_they_find(built: tuple[Path, Files], clean: dict[str, bytes], tmp_path: Path) -> None:
    """Texts are read by the workers that render pages; damage found there is reported like damage found here."""
    root = shutil.copytree(built[0], tmp_path / "site-root")
    for file in (root / CACHE).glob("texts/*"):
        file.write_bytes(b"")
    result = build_as_people_do(write_files(built[1], root), OPTIONS, ProcessExecutor(2))

    assert result.site == clean
    assert {file.parent.name for file in result.discarded} == {"texts"}


def test_the_command_says_so(built: tuple[Path, Files], tmp_path: Path, duizhao) -> None:  # noqa: ANN001
    """The command prints one line for each discarded file and succeeds."""
    root = shutil.copytree(built[0], tmp_path / "site-root")
    (root / CACHE / "last").write_bytes(b"x")
    (root / CACHE / "snapshot").write_bytes(b"x")
    result = duizhao(root, "build", "--now", "2026-11-25")

    assert result.returncode == 0
    assert result.stderr.count("was damaged or of another version, and was made anew") == 2


@pytest.mark.parametrize("kind", ["texts", "parts", "documents", "index-files", "pages"])
def test_a_cache_that_lost_files(kind: str, built: tuple[Path, Files], clean: dict[str, bytes], tmp_path: Path) -> None:
    """Deleted cache files are made again."""
    root = shutil.copytree(built[0], tmp_path / "site-root")
    shutil.rmtree(root / CACHE / kind)

    assert build_as_people_do(write_files(built[1], root), OPTIONS).site == clean


def test_lost_files_of_an_index_are_stored_again(built: tuple[Path, Files], tmp_path: Path) -> None:
    """If files of the index are lost, the next full build stores them although no text has changed."""
    root = shutil.copytree(built[0], tmp_path / "site-root")
    folder = root / CACHE / "index-files"
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    shutil.rmtree(folder)
    build_as_people_do(write_files(edit("last"), root), OPTIONS)

    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_page_that_was_changed_in_the_site(
    built: tuple[Path, Files], clean: dict[str, bytes], tmp_path: Path
) -> None:
    """Changing a page of the site, a hard link to the cache, does not spoil the next build."""
    root = copy_fresh(make_files(ARTICLES), tmp_path / "site-root")
    build_as_people_do(root, OPTIONS)
    page = root / "site/en/articles/well/index.html"
    page.write_bytes(b"spoiled")
    result = build_as_people_do(write_files(built[1], root), OPTIONS)

    assert result.site == clean
    assert [file.parent.name for file in result.discarded] == ["pages"]


def test_old_values_are_swept(built: tuple[Path, Files], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Values that no recent build used are deleted, which keeps the cache from growing without limit."""
    root = shutil.copytree(built[0], tmp_path / "site-root")
    monkeypatch.setattr(store, "OLD", -60.0)
    before = {file.name for file in (root / CACHE / "pages").iterdir()}
    result = build_as_people_do(write_files(built[1], root), OPTIONS)
    after = {file.name for file in (root / CACHE / "pages").iterdir()}

    assert before - after
    assert len(after) == sum(path.endswith("index.html") for path in result.site) - 1
