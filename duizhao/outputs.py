"""Manifests of finished sites: the files and folders of a build, on which later builds rely."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import active_count

from duizhao.store import Store

OUTPUTS = "manifests"
"""The kind of value in the cache: the manifest of a finished site; for previews, its prefix."""
MANY = 10_000
"""The number of files from which on two processes look at them."""
FolderId = tuple[int, int]
"""Identifies a folder even if it is moved on its disk: device and inode."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The contents of a site. Changing a file changes its time; adding or removing one changes that of its folder."""

    files: dict[str, tuple[int, int]]
    """The size and time of each file, in nanoseconds, by its path relative to the folder."""
    folders: dict[str, int]
    """The time of each folder below the site's, and of the site's own under the empty path."""
    generation: str = ""
    """Identifies the state of the graph that the site belongs to, see `BuildState`."""


def identify(folder: Path) -> FolderId:
    """Return what identifies a folder; zeros if there is none."""
    try:
        stat = os.stat(folder)  # noqa: PTH116 -- here and below: thousands of times
    except OSError:
        return 0, 0
    return stat.st_dev, stat.st_ino


def take_manifest(folder: Path) -> Manifest:
    """Return the manifest of a folder."""
    files: dict[str, tuple[int, int]] = {}
    folders: dict[str, int] = {}
    waiting = [""]
    while waiting:
        path = waiting.pop()
        with os.scandir(f"{folder}/{path}") as entries:
            for entry in entries:
                own = f"{path}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{own}/")
                else:
                    stat = entry.stat(follow_symlinks=False)
                    files[own] = stat.st_size, stat.st_mtime_ns
        folders[path] = os.stat(f"{folder}/{path}").st_mtime_ns  # noqa: PTH116
    return Manifest(files, folders)


def is_unchanged(folder: Path, manifest: Manifest) -> bool:
    """Return whether a folder still matches its manifest."""
    if len(manifest.files) < MANY or not hasattr(os, "fork") or active_count() > 1:
        return _has_files(folder, manifest) and _has_folders(folder, manifest)
    # Half of the time goes by in the system: two processes take half as long.
    child = os.fork()
    if child == 0:
        try:
            os._exit(not _has_folders(folder, manifest))
        finally:
            os._exit(1)
    is_same = _has_files(folder, manifest)
    return os.waitpid(child, 0)[1] == 0 and is_same


def _has_files(folder: Path, manifest: Manifest) -> bool:
    """Return whether the files of a folder match its manifest; there may be others."""
    try:
        for path, known in manifest.files.items():
            stat = os.lstat(f"{folder}/{path}")
            if (stat.st_size, stat.st_mtime_ns) != known:
                return False
    except OSError:
        return False
    return True


def _has_folders(folder: Path, manifest: Manifest) -> bool:
    """Return whether no file was added to the folders of a manifest, and none removed."""
    try:
        return all(os.stat(f"{folder}/{path}").st_mtime_ns == known for path, known in manifest.folders.items())  # noqa: PTH116
    except OSError:
        return False


def update_manifest(folder: Path, manifest: Manifest, changed: Iterable[str]) -> Manifest:
    """Return the manifest of a folder in which some files were added, replaced or removed."""
    files, folders = dict(manifest.files), dict(manifest.folders)
    for path in changed:
        files.pop(path, None)
        try:
            stat = os.lstat(f"{folder}/{path}")
        except FileNotFoundError:
            stat = None
        if stat is not None:
            files[path] = stat.st_size, stat.st_mtime_ns
        # Folders come and go with their files.
        above = path
        while above:
            above = f"{head}/" if (head := above.rstrip("/").rpartition("/")[0]) else ""
            folders.pop(above, None)
            if os.path.isdir(f"{folder}/{above}"):  # noqa: PTH112
                folders[above] = os.stat(f"{folder}/{above}").st_mtime_ns  # noqa: PTH116
    return replace(manifest, files=files, folders=folders)


def read_manifest(store: Store, folder: FolderId, kind: str = OUTPUTS) -> Manifest | None:
    """Return the manifest of a finished site, if it is known."""
    found = store.get(kind, _name(folder))
    return Manifest(*found) if found else None


def keep_manifest(store: Store, folder: FolderId, manifest: Manifest, other: FolderId, kind: str = OUTPUTS) -> None:
    """Store the manifest of a site, and delete all others but one.

    Args:
        store: The cache.
        folder: Identifies the folder of the site.
        manifest: Its manifest.
        other: Identifies the folder whose manifest is kept, too.
        kind: The kind of the value in the cache.
    """
    store.put(kind, _name(folder), (manifest.files, manifest.folders, manifest.generation))
    store.sweep(kind, [_name(folder), _name(other)], age=0)


def _name(folder: FolderId) -> str:
    """Return the name of a folder's manifest in the cache."""
    return f"{folder[0]}-{folder[1]}"
