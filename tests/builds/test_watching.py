"""The observer of a preview reports every change of the sources, and nothing else, in both of its ways."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PATIENCE = 60
"""The number of seconds within which a change must be reported."""
SCRIPT = """
import sys, threading
from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer
from duizhao.engine.watching import SourceObserver

def fail(observer):
    raise OSError("inotify watch limit reached")

class Printer(FileSystemEventHandler):
    def on_any_event(self, event):
        assert not event.is_directory
        print(event.src_path, flush=True)

patience, way, *paths = sys.argv[1:]
if way == "not to be had":
    Observer.start = fail
observer = SourceObserver(polls=way == "compared", interval=0.05)
for path in paths:
    observer.schedule(Printer(), path, recursive=True)
observer.start()
print("ready", flush=True)
threading.Event().wait(float(patience))
observer.stop()
"""
"""Prints the path of each change until its patience ends."""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Return a folder with sources, one of its subfolders a symbolic link."""
    content = tmp_path / "site/content"
    (content / "articles").mkdir(parents=True)
    (content / "articles/a.md").write_text("a")
    (content / "moved").mkdir()
    (content / "moved/b.md").write_text("b")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/c.md").write_text("c")
    (content / "linked").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "site/mkdocs.yml").write_text("site_name: a")
    (tmp_path / "site/other.yml").write_text("a")
    return tmp_path / "site"


class Recorder:
    """A process with a running observer over the content and the configuration of a site."""

    def __init__(self, sources: Path, way: str) -> None:
        # Without faketime, under which threads wait for ever.
        environment = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
        command = [sys.executable, "-c", SCRIPT, str(PATIENCE), way, sources / "content", sources / "mkdocs.yml"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)
        assert self.get() == "ready"

    def get(self) -> str:
        """Return the path of the next change; empty if there is none for too long."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


@pytest.fixture(params=["reported", "compared", "not to be had"])
def recorder(request: pytest.FixtureRequest, sources: Path) -> Iterator[Recorder]:
    """Yield a recorder in each way of watching; if the system cannot watch, files are compared."""
    found = Recorder(sources, request.param)
    yield found
    found.stop()


def replace(file: Path, text: str) -> None:
    """Write a file as editors do: a new one, moved over the old one."""
    draft = file.with_name(f"{file.name}.draft")
    draft.write_text(text)
    draft.replace(file)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file is written": lambda site: (site / "content/articles/a.md").write_text("other"),
    "a file is replaced": lambda site: replace(site / "content/articles/a.md", "other"),
    "a file is new": lambda site: (site / "content/articles/new.md").write_text("new"),
    "a file goes": lambda site: (site / "content/articles/a.md").unlink(),
    "a folder is moved away": lambda site: (site / "content/moved").rename(site.parent / "away"),
    "a folder goes": lambda site: shutil.rmtree(site / "content/moved"),
    "a folder comes": lambda site: shutil.copytree(site / "content/moved", site / "content/more"),
    "a file of a linked folder is written": lambda site: (site.parent / "elsewhere/c.md").write_text("other"),
    "the configuration is written": lambda site: (site / "mkdocs.yml").write_text("site_name: other"),
    "the configuration is replaced": lambda site: replace(site / "mkdocs.yml", "site_name: other"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_changes_are_reported(change: str, recorder: Recorder, sources: Path) -> None:
    """Each kind of change is reported, and a second one after the first."""
    CHANGES[change](sources)
    assert recorder.get()
    (sources / "content/articles/second.md").write_text("second")
    found = recorder.get()
    while found and not found.endswith("second.md"):
        found = recorder.get()
    assert found


def test_reading_and_neighbours_are_no_changes(recorder: Recorder, sources: Path) -> None:
    """A build, which reads all files, does not lead to another; nor do other files beside the configuration."""
    for file in sources.rglob("*"):
        if file.is_file():
            file.read_bytes()
    (sources / "other.yml").write_text("other")
    (sources / "content/articles/last.md").write_text("last")

    assert recorder.get().endswith("last.md")
