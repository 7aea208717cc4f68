"""Building a site of which something has changed, for the command `build`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from duizhao.cli.printing import print_problems, progress_bar
from duizhao.engine.build import BuildResult, build_site
from duizhao.executors import Executor, ExecutorError, connect_cluster, make_executor
from duizhao.last_build import LastBuild, record_build
from duizhao.options import Options
from duizhao.pipeline import prepare_build
from duizhao.settings import Settings
from duizhao.snapshot import Snapshot
from duizhao.store import Store

NAMED = 2
"""The maximum number of discarded cache files listed; after an update of the program, all files are discarded."""


def build_changed(
    settings: Settings,
    options: Options,
    store: Store,
    snapshot: Snapshot,
    sources: str,
    *,
    jobs: int,
    cluster: str | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> BuildResult:
    """Build a site, print its problems and what was discarded from the cache, and record the build.

    Args:
        settings: The site's settings.
        options: The options of the build.
        store: The site's cache.
        snapshot: The state of the sources.
        sources: The fingerprint of the sources, see `source_fingerprint`.
        jobs: The number of processes; 0 for one per processor.
        cluster: The address of the cluster that renders pages, if any.
        strict: Whether warnings are errors.
        quiet: Whether only problems are printed.
        verbose: Whether it is printed what is done.

    Raises:
        SourceError: The site cannot be read.
    """
    local = make_executor(jobs)
    with executor_exit():
        with progress_bar("Reading", None, quiet=quiet) as advance:
            prepared = prepare_build(settings.root, options, local, lambda: advance(1), store=store, snapshot=snapshot)
        print_problems(prepared.diagnostics, strict=strict)
        if verbose:
            click.echo(f"read {len(prepared.summary.paths)} articles", err=True)
        total = len(prepared.summary.paths) * len(settings.editions)
        with _choose_executor(cluster, local) as renderers, progress_bar("Rendering", total, quiet=quiet) as advance:
            result = build_site(prepared, options, renderers, strict=strict, advance=advance)
    if prepared.state.is_of_snapshot:
        record_build(store, LastBuild(sources, result.folder, result.pages, prepared.diagnostics))
    discarded = store.discarded
    for file in discarded[:NAMED]:
        click.echo(f"{file} was damaged or of another version, and was made anew", err=True)
    if len(discarded) > NAMED:
        click.echo(f"so were {len(discarded) - NAMED} other files of the cache", err=True)
    return result


@contextmanager
def executor_exit() -> Iterator[None]:
    """Print the error of an executor, and exit with code 1."""
    try:
        yield
    except ExecutorError as error:
        click.echo(f"{error}; what was built before is left as it was", err=True)
        sys.exit(1)


@contextmanager
def _choose_executor(address: str | None, local: Executor) -> Iterator[Executor]:
    """Yield the executor that renders pages: a cluster's if its address is given, else the local one."""
    if address is None:
        yield local
        return
    try:
        with connect_cluster(address) as remote:
            yield remote
    except ExecutorError as error:
        raise click.BadParameter(str(error), param_hint="--executor") from error
