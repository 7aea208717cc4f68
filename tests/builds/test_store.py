"""The files of the cache, one by one."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from duizhao.store import COARSEST, PROGRAM, Store, digest, program_fingerprint, recall_program


def test_a_value_comes_back(tmp_path: Path) -> None:
    """A stored value is found under its kind and key only."""
    store = Store(tmp_path / "cache")
    store.put("texts", "one", ("text", 1))

    assert store.get("texts", "one") == ("text", 1)
    assert store.get("texts", "two") is None
    assert store.get("", "one") is None
    assert store.discarded == []


def test_few_and_large_values_stay_in_memory_where_asked(tmp_path: Path) -> None:
    """A preview keeps the values that concern all articles in memory; the many small ones are read each time."""
    store = Store(tmp_path / "cache", remembers=("",))
    store.put("", "results", {"a": 1})
    store.put("texts", "one", "text")
    shutil.rmtree(tmp_path / "cache")

    assert store.get("", "results") == {"a": 1}
    assert store.get("texts", "one") is None


def test_nobody_else_gets_the_memory(tmp_path: Path) -> None:
    """A pickled store contains its folder, but not the values in memory."""
    store = Store(tmp_path / "cache", remembers=("",))
    store.put("", "results", "much" * 1000)
    sent = pickle.dumps(store)

    assert b"much" not in sent
    assert pickle.loads(sent).get("", "results") is None
    store.flush()
    assert pickle.loads(sent).get("", "results") == "much" * 1000


def test_what_is_released_must_be_stored_again(tmp_path: Path) -> None:
    """A value that is being changed is not found in memory any more: its file has the last complete one."""
    store = Store(tmp_path / "cache", remembers=("",))
    store.put("", "state", [1])
    store.flush()
    store.put("", "state", [1, 2])
    changed = store.get("", "state")
    store.release("", "state")
    changed.append(3)
    store.flush()

    assert store.get("", "state") == [1]


def test_a_folder_that_vanishes_costs_the_value_only(tmp_path: Path) -> None:
    """Sweeping a missing folder is no error, as another build may delete it meanwhile."""
    Store(tmp_path / "nowhere").sweep("texts", [])

    assert list(tmp_path.iterdir()) == []


CHANGES: dict[str, Callable[[Path, Path], object]] = {
    "nothing": lambda _package, _libraries: None,
    "a file of the package": lambda package, _libraries: rewrite(package / "theme/page.html", "other"),
    "a file of the package, alike in size": lambda package, _libraries: rewrite(package / "store.py", "2"),
    "the time of a file put back": lambda package, _libraries: rewrite(package / "store.py", "2", keeps_time=True),
    "a new file": lambda package, _libraries: (package / "theme/home.html").touch(),
    "a file less": lambda package, _libraries: (package / "theme/page.html").unlink(),
    "another version of a library": lambda _package, libraries: (libraries / "opencc-1.0.dist-info").rename(
        libraries / "opencc-1.1.dist-info"
    ),
    "a version stated in place": lambda _package, libraries: rewrite(libraries / "polib.egg-info/PKG-INFO", "1.1"),
    "a library before the others": lambda _package, libraries: (libraries.parent / "first/jinja2-9.dist-info").mkdir(
        parents=True
    ),
    "compiled files": lambda package, _libraries: (package / "__pycache__/store.pyc").write_text("other"),
}
"""What may change about a program and its libraries."""
HARMLESS = ("nothing", "compiled files")


def rewrite(file: Path, text: str, *, keeps_time: bool = False) -> None:
    """Write a file at another time than before by the clock of the file system, and set its time back where asked."""
    before = file.stat()
    while file.stat().st_ctime_ns == before.st_ctime_ns:
        file.write_text(text)
    if keeps_time:
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Make a program and its libraries, and return their folders; its fingerprint is the number of times it is read."""
    package, libraries = tmp_path / "package", tmp_path / "libraries"
    for name in ("theme/page.html", "store.py", "__pycache__/store.pyc"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text("1")
    for name in ("opencc-1.0.dist-info/METADATA", "polib.egg-info/PKG-INFO"):
        (libraries / name).parent.mkdir(parents=True)
        (libraries / name).write_text("1.0")
    readings = count(1)
    monkeypatch.setattr("duizhao.store.PACKAGE", package)
    monkeypatch.setattr("duizhao.store._read_program", lambda: digest(str(next(readings))))
    monkeypatch.setattr("sys.path", [str(tmp_path / "first"), str(libraries), str(tmp_path / "nowhere")])
    return package, libraries


def recall(folder: Path, monkeypatch: pytest.MonkeyPatch, *, later: int = 2 * COARSEST) -> str:
    """Give the fingerprint that a new process takes from a cache.

    Args:
        folder: The folder of the cache.
        monkeypatch: Lets the process know nothing yet, and sets its clock.
        later: How much later the clock of the file system is, in nanoseconds.
    """
    monkeypatch.setattr("duizhao.store._fingerprint", [])
    store = Store(folder)
    now = store.read_clock() + later
    monkeypatch.setattr(store, "read_clock", lambda: now)
    recall_program(store)
    return program_fingerprint()


@pytest.mark.parametrize("change", CHANGES)
def test_the_program_is_read_again_where_it_has_changed(
    change: str, program: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fingerprint comes from the cache until a file of the program or the version of a library changes."""
    first = recall(tmp_path / "cache", monkeypatch)
    CHANGES[change](*program)
    second = recall(tmp_path / "cache", monkeypatch)
    third = recall(tmp_path / "cache", monkeypatch)

    assert (first == second) is (change in HARMLESS)
    assert second == third


@pytest.mark.usefixtures("program")
def test_a_program_that_changed_a_moment_ago_is_not_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may change again without its time changing is read again by the next build."""
    assert recall(tmp_path / "cache", monkeypatch, later=0) != recall(tmp_path / "cache", monkeypatch)


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize("damaged", [b"", b"\xff", b"0" * 96], ids=["emptied", "no text", "foreign"])
def test_a_damaged_note_is_discarded(damaged: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another hand has written is no fingerprint."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / PROGRAM).write_bytes(damaged)
    found = recall(tmp_path / "cache", monkeypatch)

    assert found == digest("1")
    assert found == recall(tmp_path / "cache", monkeypatch)
