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
from duizhao.crew import Crew, CrewError, hire, make_crew
from duizhao.diagnostics import Diagnostic
from duizhao.pipeline import CACHE, Options, prepare_build
from duizhao.settings import Settings, read_settings
from duizhao.store import Store
from duizhao.unchanged import LastBuild, find_last, name_sources, remember

NAMED = 2
"""How many files that a cache has lost are named: after an update of the program it is all of them."""
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
        # Before anything is read, so that a change during the build is seen by the next one.
        sources = name_sources(settings, options)
        last = find_last(settings, store, sources)
        if last is not None:
            _tell(last.diagnostics, strict=strict)
            _copy_report(settings, report)
            if not quiet:
                click.echo(
                    f"{last.pages} pages in {len(settings.editions)} editions, nothing has changed: {settings.output}/"
                )
            return
        from duizhao.engine.build import build_site  # noqa: PLC0415 -- MkDocs takes a while to import

        crew = make_crew(jobs)
        with progress_bar("Reading", None, quiet=quiet) as advance:
            prepared = prepare_build(root, options, crew, lambda: advance(1))
        _tell(prepared.diagnostics, strict=strict)
        if verbose:
            click.echo(f"read {len(prepared.site.articles)} articles", err=True)
        total = len(prepared.site.articles) * len(prepared.site.settings.editions)
        with _hire(executor, crew) as printers, progress_bar("Rendering", total, quiet=quiet) as advance:
            result = build_site(prepared, options, printers, strict=strict, advance=advance)
    remember(store, LastBuild(sources, result.files, result.pages, prepared.diagnostics))
    discarded = (*store.discarded, *prepared.bureau.store.discarded)
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
def _hire(executor: str | None, crew: Crew) -> Iterator[Crew]:
    """Give those who render: the workers of a cluster where one is named, else our own crew."""
    if executor is None:
        yield crew
        return
    try:
        with hire(executor) as hired:
            yield hired
    except CrewError as error:
        raise click.BadParameter(str(error), param_hint="--executor") from error


def _tell(diagnostics: tuple[Diagnostic, ...], *, strict: bool) -> None:
    """Print what is wrong with the sources, and stop where nothing can be built of them."""
    print_diagnostics(diagnostics)
    if is_failure(diagnostics, strict=strict):
        click.echo(f"{count_problems(diagnostics)}; the site was left as it was", err=True)
        sys.exit(1)


def _copy_report(settings: Settings, report: Path | None) -> None:
    """Copy the build report to where it is wanted."""
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
    """Stop before anything is built where the port cannot be had."""
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
    """Delete a folder, where there is one; a build that writes there goes on in a new one."""
    aside = folder.with_name(f"{folder.name}.{os.getpid()}")
    with suppress(FileNotFoundError):
        folder.replace(aside)
        shutil.rmtree(aside)


def _read_time(text: str | None) -> datetime | None:
    """Read the option --now."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        message = f"'{text}' is no time; write 2026-12-01 or 2026-12-01T08:00"
        raise click.BadParameter(message, param_hint="--now") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
