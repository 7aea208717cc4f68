"""The observer of a preview reports every change of the sources, and nothing else, in both of its ways."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from duizhao.engine.watching import SourceObserver

PATIENCE = 60
"""The number of seconds within which a change must be reported."""
INTERVAL = 0.05


class Recorder(FileSystemEventHandler):
    """A handler that keeps the paths of changes."""

    def __init__(self) -> None:
        self.found: Queue[str] = Queue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Keep the path of a change."""
        assert not event.is_directory
        self.found.put(str(event.src_path))


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


@pytest.fixture(params=[False, True], ids=["reported", "compared"])
def recorder(request: pytest.FixtureRequest, sources: Path) -> Iterator[Recorder]:
    """Yield the recorder of a running observer."""
    yield from watch(SourceObserver(polls=request.param, interval=INTERVAL), sources)


def watch(observer: SourceObserver, sources: Path) -> Iterator[Recorder]:
    """Run an observer over the content and the configuration of a site."""
    found = Recorder()
    observer.schedule(found, str(sources / "content"), recursive=True)
    observer.schedule(found, str(sources / "mkdocs.yml"), recursive=True)
    observer.start()
    yield found
    observer.stop()
    observer.join()


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
    recorder.found.get(timeout=PATIENCE)
    (sources / "content/articles/second.md").write_text("second")
    while not recorder.found.get(timeout=PATIENCE).endswith("second.md"):
        pass


def test_reading_and_neighbours_are_no_changes(recorder: Recorder, sources: Path) -> None:
    """A build, which reads all files, does not lead to another; nor do other files beside the configuration."""
    for file in sources.rglob("*"):
        if file.is_file():
            file.read_bytes()
    (sources / "other.yml").write_text("other")
    (sources / "content/articles/last.md").write_text("last")

    assert recorder.found.get(timeout=PATIENCE).endswith("last.md")


def test_files_are_compared_if_the_system_cannot_watch(
    sources: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the system has no more watches, changes are found all the same, and the log says how."""

    def start(_observer: object) -> None:
        message = "inotify watch limit reached"
        raise OSError(message)

    monkeypatch.setattr(Observer, "start", start)
    for recorder in watch(SourceObserver(polls=False, interval=INTERVAL), sources):
        (sources / "mkdocs.yml").write_text("site_name: other")
        assert recorder.found.get(timeout=PATIENCE)
    assert "inotify watch limit reached" in caplog.text
