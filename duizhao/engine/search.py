"""The search of a build, made beside everything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from duizhao.engine.context import BuildContext
from duizhao.engine.searchable import PARTS, Searchable, list_searchable
from duizhao.executors import Executor, RemoteExecutor, SerialExecutor

FEW_PARTS = 2
"""So many parts of the index are made where all of it is packed; of more, each is made by who renders its pages."""


@dataclass(frozen=True, slots=True)
class Search:
    """The search of a site, on its way."""

    found: Searchable
    missing: frozenset[str]
    """The names of those parts of the index that are to be made with the pages."""
    finish: Callable[[], Mapping[str, bytes]]
    """Waits for the files of the folder `search/`; pages must be rendered by then."""


def begin_search(build: BuildContext, executor: Executor) -> Search:
    """Begin to make the search of a site beside everything else, where little has changed.

    The index needs nothing else then; the few parts that are missing are made with it.

    Args:
        build: The build.
        executor: Who does it.
    """
    store = build.prepared.store
    found = list_searchable(build)
    missing = frozenset(name for name in found.names if not store.has(PARTS, name))
    is_early = len(missing) <= FEW_PARTS
    # Sending an index away takes longer than packing it, and who packs it beside us has nobody beside himself.
    packers = SerialExecutor() if is_early or isinstance(executor, RemoteExecutor) else executor
    made = (executor if is_early else SerialExecutor()).begin(make_search, (build, found), packers)

    def finish() -> Mapping[str, bytes]:
        files, discarded = made()
        store.discarded += [file for file in discarded if file not in store.discarded]
        return files

    return Search(found, frozenset() if is_early else missing, finish)


def make_search(
    shared: tuple[BuildContext, Searchable], executor: Executor
) -> tuple[dict[str, bytes], tuple[Path, ...]]:
    """Make the search of a site."""
    from duizhao.engine.indexing import make_files  # noqa: PLC0415 -- mostly it is made in another process

    return make_files(*shared, executor)
