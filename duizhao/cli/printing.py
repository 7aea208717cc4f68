"""Printing of diagnostics and progress, with colours on a terminal only."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

from duizhao.diagnostics import Diagnostic, Level, SourceError, format_text, has_errors

PAUSE = 0.1
"""The minimum number of seconds between two refreshes of a progress bar."""
FORMATS = ("text", "json", "sarif", "github", "gitlab")
COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "cyan"}


def print_diagnostics(diagnostics: Sequence[Diagnostic], form: str = "text") -> None:
    """Print problems: as text to standard error, in the formats for programs to standard output."""
    if form != "text":
        from duizhao.cli.formats import FORMATTERS  # noqa: PLC0415 -- builds do not need it, and start sooner

        if text := FORMATTERS[form](diagnostics):
            click.echo(text)
        return
    for diagnostic in diagnostics:
        text = format_text([diagnostic])
        level = f": {diagnostic.level}:"
        coloured = text.replace(level, ": " + click.style(f"{diagnostic.level}:", COLOURS[diagnostic.level]), 1)
        click.echo(coloured, err=True)


def count_problems(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the numbers of errors, warnings and notes in words."""
    counts = [(sum(one.level is level for one in diagnostics), str(level)) for level in Level]
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts if n]
    return " and ".join(", ".join(parts).rsplit(", ", 1)) or "no problems"


def is_failure(diagnostics: Sequence[Diagnostic], *, strict: bool) -> bool:
    """Return whether problems mean exit code 1: errors always, warnings only if `strict`, notes never."""
    return has_errors(diagnostics) or (strict and any(one.level is Level.WARNING for one in diagnostics))


def print_problems(diagnostics: Sequence[Diagnostic], *, strict: bool) -> None:
    """Print the problems of the sources, and exit if they prevent a build."""
    print_diagnostics(diagnostics)
    if is_failure(diagnostics, strict=strict):
        click.echo(f"{count_problems(diagnostics)}; the site was left as it was", err=True)
        sys.exit(1)


@contextmanager
def findings_exit() -> Iterator[None]:
    """Print the problems that stop a command, and exit with code 1."""
    try:
        yield
    except SourceError as error:
        print_diagnostics(error.diagnostics)
        click.echo(count_problems(error.diagnostics), err=True)
        sys.exit(1)


@contextmanager
def progress_bar(label: str, total: int | None, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """Show progress on standard error if it is a terminal.

    Yields:
        A function to call with the number of newly finished items.
    """
    if quiet or not is_watched():
        yield _pass_over
        return
    from rich.console import Console  # noqa: PLC0415 -- takes a while to import, and is needed on terminals only
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # No refresh thread: in a process with threads, workers are started anew instead of forked, which takes seconds.
    with Progress(
        *columns, console=Console(stderr=True, force_terminal=True), transient=True, auto_refresh=False
    ) as progress:
        task = progress.add_task(label, total=total)
        shown = time.monotonic()

        def advance(count: int = 1) -> None:
            nonlocal shown
            progress.advance(task, count)
            if time.monotonic() - shown > PAUSE:
                shown = time.monotonic()
                progress.refresh()

        yield advance


def _pass_over(count: int = 1) -> None:
    """Ignore progress."""


def is_watched() -> bool:
    """Return whether standard error is a terminal."""
    return sys.stderr.isatty()
