"""Watches the sources of a preview for changes: the system reports them, or the files are compared again and again.

MkDocs' own server always compares, which at ten thousand articles keeps a processor busy and shows an edit late.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch
from watchdog.observers.polling import PollingObserver

log = logging.getLogger("mkdocs.plugins.duizhao")

CHANGES: list[type[FileSystemEvent]] = [
    *(FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent),
    *(DirCreatedEvent, DirDeletedEvent, DirMovedEvent),
]
"""The events that are changes. Opening and closing a file, which a build does with all of them, is none."""


class SourceObserver:
    """An observer with the interface of watchdog's, for MkDocs' server."""

    def __init__(self, *, polls: bool, interval: float) -> None:
        """Create an observer that watches nothing yet.

        Args:
            polls: Whether files are compared again and again, since the system does not report changes to them.
            interval: The number of seconds between two comparisons.
        """
        self._interval = interval
        self._watched: list[tuple[FileSystemEventHandler, str, bool]] = []
        self._observer: Any = PollingObserver(timeout=interval) if polls else Observer()

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> ObservedWatch:
        """Watch a file or folder.

        Args:
            handler: Is called with each change. Changes of folders are reported as those of a file: whoever moves a
                folder away has moved its files.
            path: The path.
            recursive: Whether the folder's subfolders are watched, too, including those that are symbolic links.
        """
        self._watched.append((handler, path, recursive))
        if Path(path).is_file():
            # The folder is watched: if an editor replaces the file, a watch of the file itself would go with it.
            own, folder, recursive = _Forwarder(handler, path), str(Path(path).parent), False
        else:
            own, folder = _Forwarder(handler), path
        watch: ObservedWatch = self._observer.schedule(
            own, folder, recursive=recursive, event_filter=CHANGES, follow_symlink=True
        )
        return watch

    def unschedule(self, watch: ObservedWatch) -> None:
        """Stop watching a file or folder."""
        self._observer.unschedule(watch)

    def start(self) -> None:
        """Begin to watch. If the system cannot watch that many folders, files are compared instead."""
        try:
            self._observer.start()
        except OSError as error:
            log.warning("the system does not watch the sources (%s); they are compared again and again instead", error)
            watched, self._watched = self._watched, []
            self._observer = PollingObserver(timeout=self._interval)
            for handler, path, recursive in watched:
                self.schedule(handler, path, recursive=recursive)
            self._observer.start()

    def stop(self) -> None:
        """Stop watching."""
        self._observer.stop()

    def join(self) -> None:
        """Wait until nothing is watched any more."""
        self._observer.join()


class _Forwarder(FileSystemEventHandler):
    """Forwards changes to another handler."""

    def __init__(self, handler: FileSystemEventHandler, path: str | None = None) -> None:
        self._handler = handler
        self._path = path

    def on_any_event(self, event: FileSystemEvent) -> None:
        if self._path is None or self._path in (event.src_path, event.dest_path):
            self._handler.dispatch(FileModifiedEvent(event.src_path))
