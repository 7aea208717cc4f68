"""Two simultaneous builds in one folder do not interfere."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sources import NOW, Files, build_as_people_do, copy_fresh, make_files, read_site

from duizhao.cli import site as commands
from duizhao.engine import output
from duizhao.engine.output import replacing
from duizhao.options import Options

ARTICLES = 12
WAYS: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "the same": ((), ()),
    "one with drafts": ((), ("--drafts",)),
    "one that cleans": ((), ("--clean",)),
    "one with drafts, both clean": (("--clean",), ("--clean", "--drafts")),
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Files, dict[bool, dict[str, bytes]]]:
    """Return sources, and the sites without and with drafts built from them."""
    files = make_files(ARTICLES)
    found = {}
    for drafts in (False, True):
        root = copy_fresh(files, tmp_path_factory.mktemp("alone") / "site-root")
        found[drafts] = build_as_people_do(root, Options(drafts=drafts, now=NOW)).site
    return files, found


@pytest.mark.parametrize("before", ["cold", "warm"])
@pytest.mark.parametrize("way", WAYS)
def test_two_builds(way: str, before: str, sites: tuple[Files, dict[bool, dict[str, bytes]]], tmp_path: Path) -> None:
    """Both builds succeed, the site is one of the two as a whole, and later builds are correct."""
    files, expected = sites
    root = copy_fresh(files, tmp_path / "site-root")
    if before == "warm":
        build_as_people_do(root, Options(now=NOW))
        (root / "content/map.svg").touch()
    command = [sys.executable, "-m", "duizhao", "--site", str(root), "build", "-q", "--now", NOW.date().isoformat()]
    both = [
        subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for options in WAYS[way]
    ]
    ends = [("Traceback" in one.communicate()[1], one.returncode) for one in both]

    assert ends == [(False, 0), (False, 0)]
    assert read_site(root) in expected.values()
    for drafts in (True, False, False):
        assert build_as_people_do(root, Options(drafts=drafts, now=NOW)).site == expected[drafts]
    assert sorted(file.name for file in (root / ".cache").iterdir()) == ["duizhao", "previous"]


def test_a_place_is_taken_by_many(tmp_path: Path) -> None:
    """However many builds end at the same moment, each installs its folder as a whole, and the last one stays."""

    def put(name: str) -> None:
        for _turn in range(20):
            with replacing(tmp_path / "site", tmp_path / ".cache") as room:
                for number in range(5):
                    (room.new / str(number)).write_text(name)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(put, "abcdef"))

    assert len({file.read_text() for file in (tmp_path / "site").iterdir()}) == 1
    assert len(list((tmp_path / "site").iterdir())) == 5
    assert [file.name for file in (tmp_path / ".cache").iterdir()] == ["previous"]


def test_a_site_stays_where_its_place_cannot_be_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the last step fails, the old site is restored."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/old").touch()
    replace: Callable[[Path, Path], Path] = Path.replace

    def fail(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise PermissionError(path)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(PermissionError), replacing(tmp_path / "site", tmp_path / ".cache"):
        pass

    assert [file.name for file in (tmp_path / "site").iterdir()] == ["old"]


def test_what_was_cut_off_is_cleared_away(tmp_path: Path) -> None:
    """The folder of a killed build is deleted by a build on the next day; that of a running build is kept."""
    for name, age in (("build-killed", output.ABANDONED + 60), ("build-going-on", 60.0)):
        folder = tmp_path / name / "new"
        folder.mkdir(parents=True)
        then = tmp_path.stat().st_mtime - age
        os.utime(folder.parent, (then, then))
    with replacing(tmp_path / "site", tmp_path):
        pass

    assert sorted(file.name for file in tmp_path.iterdir()) == ["build-going-on", "site"]


def test_cleaning_while_another_build_writes(tmp_path: Path) -> None:
    """A cache is renamed before it is deleted, which lets another build continue in a new one."""
    folder = tmp_path / "duizhao"
    folder.mkdir()
    (folder / "last").touch()
    commands._delete(folder)
    commands._delete(folder)

    assert list(tmp_path.iterdir()) == []
