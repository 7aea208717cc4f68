"""The search of a build, made in the background."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from duizhao.engine.context import BuildContext
from duizhao.engine.searchable import PARTS, Searchable, list_searchable
from duizhao.executors import Executor, RemoteExecutor, SerialExecutor
from duizhao.search.documents import FOLDER, MANIFEST

FEW_PARTS = 2
"""The most missing parts that are made along with the index; more are made in the jobs that render their pages."""


@dataclass(frozen=True, slots=True)
class SearchFiles:
    """The files of the folder `search/`, by their paths in it."""

    written: Mapping[str, bytes]
    """All files, or those that an older index lacks."""
    dropped: frozenset[str] = frozenset()
    """The paths of the files that only the older index has."""
    is_change: bool = False
    """Whether the site already has all other files, since its index is that older one."""


@dataclass(frozen=True, slots=True)
class Search:
    """The search of a site, in progress."""

    found: Searchable
    missing: frozenset[str]
    """The names of the parts of the index that are made with the pages."""
    finish: Callable[[], SearchFiles]
    """Waits for the files of the folder `search/`, and returns them. Called after pages are rendered."""


def begin_search(build: BuildContext, executor: Executor, patched: Path | None = None) -> Search:
    """Begin to make the search of a site.

    If at most `FEW_PARTS` parts are missing, the index is made with them, if possible in the background while pages are
    rendered. Otherwise it is made after the pages are rendered.

    Args:
        build: The build.
        executor: Makes the index.
        patched: The folder of the site if it is made from the last one, and has its index.
    """
    store = build.prepared.store
    found = list_searchable(build)
    missing = frozenset(found.names) - store.list_names(PARTS)
    is_early = len(missing) <= FEW_PARTS
    # Sending an index to a remote worker takes longer than packing it, and a background process cannot start others.
    packers = SerialExecutor() if is_early or isinstance(executor, RemoteExecutor) else executor
    shared = (build, found, _read_manifest(patched) if patched else None)
    made = (executor if is_early else SerialExecutor()).begin(make_search, shared, packers)

    def finish() -> SearchFiles:
        files, discarded = made()
        store.discarded += [file for file in discarded if file not in store.discarded]
        return files

    return Search(found, frozenset() if is_early else missing, finish)


def make_search(
    shared: tuple[BuildContext, Searchable, bytes | None], executor: Executor
) -> tuple[SearchFiles, tuple[Path, ...]]:
    """Make the search files of a site, see `make_files`."""
    from duizhao.engine.indexing import make_files  # noqa: PLC0415 -- mostly needed in another process

    return make_files(*shared, executor)


def _read_manifest(site: Path) -> bytes | None:
    """Read the manifest of a site's index, or return None if there is none."""
    try:
        return (site / FOLDER / MANIFEST).read_bytes()
    except OSError:
        return None
