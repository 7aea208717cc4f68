"""Snapshots of source files: their digests, which are only computed again if a file's size or time has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from duizhao.configuration import CONFIGURATION
from duizhao.history import NO_HISTORY, History, read_history
from duizhao.settings import Settings
from duizhao.store import COARSEST, Store, digest

SNAPSHOT = "snapshot"
"""The name of the value in the cache that holds the last snapshot."""
UNREADABLE = "unreadable"
"""The digest of a file that cannot be read; reading it for the build reports why."""


FileState: TypeAlias = tuple[int, int, str]
"""A source file when it was read: its size, the time of its last change in nanoseconds, the digest of its bytes.

The time is 0 if the file may have changed again without its time changing.
"""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The source files of a site, by their path relative to its folder."""

    files: Mapping[str, FileState]
    taken: int = 0
    """The time when it was taken, by the clock of the file system in nanoseconds; 0 if it is of an earlier build."""
    history: History = NO_HISTORY
    """When its articles were last changed."""

    def digest_file(self, path: str) -> str:
        """Return the digest of a file, or an empty string if there is none."""
        found = self.files.get(path)
        return found[2] if found else ""

    def digest_all(self, is_wanted: Callable[[str], bool]) -> str:
        """Return a digest of the paths and bytes of some files."""
        # No path contains the separator.
        return digest("\0".join(f"{path}\0{self.files[path][2]}" for path in sorted(filter(is_wanted, self.files))))

    def list_changes(self, earlier: Snapshot) -> list[str]:
        """List the files that are not as they were in an earlier snapshot."""
        known = earlier.files
        changed = [path for path, state in self.files.items() if path not in known or known[path][2] != state[2]]
        return changed + [path for path in known if path not in self.files]

    def list_moved(self, root: Path, paths: Iterable[str]) -> list[str]:
        """List the files that have changed since the snapshot was taken.

        Args:
            root: The folder of the site.
            paths: The files to look at. Files that did not exist then are compared, too.
        """
        return [path for path in paths if self._has_moved(f"{root}/{path}", path)]

    def _has_moved(self, file: str, path: str) -> bool:
        """Return whether a file has changed since the snapshot was taken."""
        size, _changed, known = self.files.get(path, (-1, 0, ""))
        try:
            stat = os.stat(file)  # noqa: PTH116 -- thousands of times
        except OSError:
            return known not in {"", UNREADABLE}
        # Also if its bytes are the same: it may have had others in between.
        return stat.st_mtime_ns > self.taken or stat.st_size != size


def read_snapshot(settings: Settings, store: Store) -> Snapshot:
    """Take a snapshot of everything that a site is made from.

    Args:
        settings: The site's settings.
        store: The cache, which keeps the last snapshot. If that is lost, all files are read.
    """
    earlier = Snapshot(store.get("", SNAPSHOT) or {})
    folders = dict.fromkeys(filter(None, (settings.content, settings.translations, settings.templates)))
    snapshot = take_snapshot(settings.root, folders, [CONFIGURATION], earlier, store.read_clock())
    if snapshot.files != earlier.files:
        store.put("", SNAPSHOT, {path: tuple(state) for path, state in snapshot.files.items()})
    return replace(snapshot, history=read_history(settings, store))


def take_snapshot(root: Path, folders: Iterable[str], names: Iterable[str], earlier: Snapshot, now: int) -> Snapshot:
    """Take a snapshot of a site's sources.

    Args:
        root: The folder of the site.
        folders: The folders whose files are sources, relative to it.
        names: Further files.
        earlier: The last snapshot. A file with the same size and time as then is not read again.
        now: The time of the file system, in nanoseconds. A file changed less than `COARSEST` before may change again
            without its time changing, and is read again next time.
    """
    files: dict[str, FileState] = {}
    prefix = f"{root}/"
    known = earlier.files
    limit = now - COARSEST
    for path, size, changed in _list_files(prefix, folders, names):
        state = known.get(path)
        if state is None or state[1] != changed or state[0] != size:
            state = (size, changed if changed < limit else 0, _digest_file(prefix + path))
        files[path] = state
    return Snapshot(files, now)


def _list_files(prefix: str, folders: Iterable[str], names: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the path, size and time of each file."""
    for name in names:
        try:
            stat = os.stat(prefix + name)  # noqa: PTH116 -- here and below: thousands of times
        except OSError:
            continue
        yield name, stat.st_size, stat.st_mtime_ns
    waiting = list(folders)
    # As in MkDocs, links to folders are followed, unless they were seen before. A cycle is an error of the sources.
    seen: set[tuple[int, int]] = set()
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(prefix + folder) as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}"
                    try:
                        if entry.is_dir():
                            stat = entry.stat()
                            if not entry.is_symlink() or (stat.st_dev, stat.st_ino) not in seen:
                                seen.add((stat.st_dev, stat.st_ino))
                                waiting.append(path)
                            continue
                        stat = entry.stat()
                    except OSError:
                        yield path, -1, 0
                        continue
                    yield path, stat.st_size, stat.st_mtime_ns
        except OSError:
            continue


def _digest_file(path: str) -> str:
    """Return the digest of a file's bytes."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 -- thousands of times
            return digest(file.read())
    except OSError:
        return UNREADABLE
