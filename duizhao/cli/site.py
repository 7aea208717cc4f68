"""Commands that make the site and delete it: build, clean.

A build without changes imports nothing but what finds that out.
"""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from duizhao.cli.printing import findings_exit, print_problems
from duizhao.last_build import find_reusable_build, source_fingerprint
from duizhao.options import Options
from duizhao.settings import Settings, read_settings
from duizhao.snapshot import read_snapshot
from duizhao.store import CACHE, Store, recall_program

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
        recall_program(store)
        # Computed before anything is read, so the next build detects a change during this one.
        snapshot = read_snapshot(settings, store)
        sources = source_fingerprint(snapshot, options)
        last = find_reusable_build(settings, store, sources)
        if last is not None:
            print_problems(last.diagnostics, strict=strict)
            _copy_report(settings, report)
            if not quiet:
                click.echo(
                    f"{last.pages} pages in {len(settings.editions)} editions, nothing has changed: {settings.output}/"
                )
            return
        from duizhao.cli.building import build_changed  # noqa: PLC0415 -- most of the program, and MkDocs

        result = build_changed(
            settings,
            options,
            store,
            snapshot,
            sources,
            jobs=jobs,
            cluster=executor,
            strict=strict,
            quiet=quiet,
            verbose=verbose,
        )
    _copy_report(settings, report)
    if not quiet:
        seconds = time.perf_counter() - start
        folder = settings.output
        click.echo(
            f"{result.pages} pages in {len(settings.editions)} editions, "
            f"{result.kept} of them unchanged, {seconds:.1f} s: {folder}/"
        )


def _copy_report(settings: Settings, report: Path | None) -> None:
    """Copy the build report to the requested file, if any."""
    if report is not None:
        shutil.copyfile(settings.output_folder / "build-report.json", report)


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
