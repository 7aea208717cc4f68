"""Commands that make the site: build, serve, clean."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from duizhao.cli.printing import count_problems, findings_exit, is_failure, print_diagnostics, progress_bar
from duizhao.diagnostics import Diagnostic
from duizhao.executors import Executor, ExecutorError, connect_cluster, make_executor
from duizhao.last_build import LastBuild, find_reusable_build, record_build, source_fingerprint
from duizhao.pipeline import CACHE, Options, prepare_build
from duizhao.settings import Settings, read_settings
from duizhao.store import Store

NAMED = 2
"""The maximum number of discarded cache files listed; after an update of the program, all files are discarded."""
drafts_option = click.option("--drafts", is_flag=True, help="Show drafts and articles of the future too.")


@click.command()
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--jobs", type=click.IntRange(0), default=0, metavar="N", help="Work in N processes; 0 is one per core.")
@click.option("--executor", metavar="ADDRESS", help="Render on a Dask cluster, dask://HOST:PORT (duizhao[dask]).")
@click.option("--clean", "is_clean", is_flag=True, help="Delete the caches first.")
@drafts_option
@click.option("--now", metavar="ISO", help="The day of the build, such as 2026-12-01; else the clock says.")
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE", help="Copy the build report to FILE.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@click.option("-v", "--verbose", is_flag=True, help="Print what is done.")
@click.pass_obj
def build(
    root: Path,
    *,
    strict: bool,
    jobs: int,
    executor: str | None,
    is_clean: bool,
    drafts: bool,
    now: str | None,
    report: Path | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build the whole site into its output folder, which is replaced when all went well."""
    start = time.perf_counter()
    options = Options(drafts=drafts, now=_read_time(now))
    with findings_exit():
        if is_clean:
            _delete(root / CACHE)
        settings = read_settings(root)
        strict = strict or settings.strict
        store = Store(settings.root / CACHE)
        # Computed before anything is read, so the next build detects a change during this one.
        sources = source_fingerprint(settings, options)
        last = find_reusable_build(settings, store, sources)
        if last is not None:
            _print_problems(last.diagnostics, strict=strict)
            _copy_report(settings, report)
            if not quiet:
                click.echo(
                    f"{last.pages} pages in {len(settings.editions)} editions, nothing has changed: {settings.output}/"
                )
            return
        from duizhao.engine.build import build_site  # noqa: PLC0415 -- MkDocs takes a while to import

        local = make_executor(jobs)
        with progress_bar("Reading", None, quiet=quiet) as advance:
            prepared = prepare_build(root, options, local, lambda: advance(1))
        _print_problems(prepared.diagnostics, strict=strict)
        if verbose:
            click.echo(f"read {len(prepared.site.articles)} articles", err=True)
        total = len(prepared.site.articles) * len(prepared.site.settings.editions)
        with _choose_executor(executor, local) as renderers, progress_bar("Rendering", total, quiet=quiet) as advance:
            result = build_site(prepared, options, renderers, strict=strict, advance=advance)
    record_build(store, LastBuild(sources, result.files, result.pages, prepared.diagnostics))
    discarded = (*store.discarded, *prepared.inputs.store.discarded)
    for file in discarded[:NAMED]:
        click.echo(f"{file} was damaged or of another version, and was made anew", err=True)
    if len(discarded) > NAMED:
        click.echo(f"so were {len(discarded) - NAMED} other files of the cache", err=True)
    _copy_report(settings, report)
    if not quiet:
        seconds = time.perf_counter() - start
        folder = settings.output
        click.echo(
            f"{result.pages} pages in {len(settings.editions)} editions, "
            f"{result.kept} of them unchanged, {seconds:.1f} s: {folder}/"
        )


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


def _print_problems(diagnostics: tuple[Diagnostic, ...], *, strict: bool) -> None:
    """Print the problems of the sources, and exit if they prevent a build."""
    print_diagnostics(diagnostics)
    if is_failure(diagnostics, strict=strict):
        click.echo(f"{count_problems(diagnostics)}; the site was left as it was", err=True)
        sys.exit(1)


def _copy_report(settings: Settings, report: Path | None) -> None:
    """Copy the build report to the requested file, if any."""
    if report is not None:
        shutil.copyfile(settings.output_folder / "build-report.json", report)


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port on this machine.")
@drafts_option
@click.pass_obj
def serve(root: Path, *, port: int, drafts: bool) -> None:
    """Build, serve on this machine only, and rebuild at every change; the browser reloads by itself."""
    from duizhao.engine.serving import serve_site  # noqa: PLC0415 -- MkDocs takes a while to import

    _try_port(port)
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.addHandler(logging.StreamHandler())
    with findings_exit():
        serve_site(root, Options(drafts=drafts), port=port, tell=print_diagnostics)


def _try_port(port: int) -> None:
    """Check that the port is available, before anything is built."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            message = f"port {port} cannot be had ({error}); name another one"
            raise click.BadParameter(message, param_hint="--port") from None


@click.command()
@click.pass_obj
def clean(root: Path) -> None:
    """Delete the built site and the caches."""
    with findings_exit():
        settings = read_settings(root)
    for folder in (settings.output_folder, settings.root / ".cache"):
        _delete(folder)


def _delete(folder: Path) -> None:
    """Delete a folder if it exists; a build that is writing to it continues in a new one."""
    aside = folder.with_name(f"{folder.name}.{os.getpid()}")
    with suppress(FileNotFoundError):
        folder.replace(aside)
        shutil.rmtree(aside)


def _read_time(text: str | None) -> datetime | None:
    """Parse the option `--now`."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        message = f"'{text}' is no time; write 2026-12-01 or 2026-12-01T08:00"
        raise click.BadParameter(message, param_hint="--now") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
