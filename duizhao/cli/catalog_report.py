"""The command `catalog report`: what translators have to do."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from duizhao.cli.catalogs import check_slugs, read_site
from duizhao.cli.printing import findings_exit
from duizhao.diagnostics import SourceError
from duizhao.translation.catalog import shorten
from duizhao.translation.workload import Workload, list_workloads

COUNTS = ("translated", "new", "stale", "unconfirmed", "obsolete", "characters", "words")
WIDTH = 120
"""The width of tables that are not printed on a terminal, in characters."""
COLUMNS = ("language", "name", "path", *COUNTS, "absent", "translator", "revised")
TASK_COLUMNS = ("language", "name", "path", "line", "state", "kind", "text", "previous", "translation")


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]…")
@click.option("--format", "form", type=click.Choice(("text", "json", "csv")), default="text", show_default=True)
@click.option("--entries", is_flag=True, help="List every entry that is to be translated, with its line.")
@click.pass_obj
def report(root: Path, *, slugs: tuple[str, ...], form: str, entries: bool) -> None:
    """Say what is left to translate in each catalog, and how many characters and words that are.

    SLUG is an article's name in its address; "site" means everything that is no article; all catalogs if not said.
    New texts have no translation, stale ones changed after they were translated, and unconfirmed ones wait for a
    person's consent; obsolete entries are kept although no source has their text. Words are Chinese characters, and
    words of other languages.
    """
    with findings_exit():
        rows, problems = list_workloads(read_site(root))
        if problems:
            raise SourceError(problems)
    check_slugs(slugs, {row.name for row in rows})
    rows = [row for row in rows if not slugs or row.name in slugs]
    if form == "json":
        click.echo(json.dumps([row.as_dict(with_tasks=entries) for row in rows], ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(_format_csv(rows, entries=entries), nl=False)
    else:
        _print_tables(rows)
        for line in _list_entries(rows) if entries else ():
            click.echo(line)
        absent = sum(row.absent for row in rows)
        if absent:
            what = "1 new text is" if absent == 1 else f"{absent} new texts are"
            click.echo(f"{what} not in the catalogs yet; run  catalog update", err=True)


def _format_csv(rows: Sequence[Workload], *, entries: bool) -> str:
    """Format workloads as CSV, with a row for each catalog, or for each entry that is to be translated."""
    text = io.StringIO()
    writer = csv.DictWriter(text, TASK_COLUMNS if entries else COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        values = row.as_dict(with_tasks=True)
        writer.writerows([{**values, **task} for task in values["tasks"]] if entries else [values])
    return text.getvalue()


def _print_tables(rows: Sequence[Workload]) -> None:
    """Print a table for each language, without the catalogs in which all is done, and with the sum of all."""
    from rich import box  # noqa: PLC0415 -- slow to import, and needed for these tables only
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    for language in dict.fromkeys(row.language for row in rows):
        own = [row for row in rows if row.language == language]
        unfinished = [row for row in own if row.tasks or row.obsolete]
        named = any(row.translator for row in unfinished)
        table = Table(f"into {language}", box=box.SIMPLE_HEAD, pad_edge=False)
        for name in ("done", *COUNTS[1:]):
            table.add_column(name, justify="right")
        if named:
            table.add_column("last translator")
        for row in unfinished:
            counts = (str(getattr(row, name)) for name in COUNTS)
            table.add_row(row.name, *counts, *([row.translator] if named else []))
        finished = len(own) - len(unfinished)
        if finished:
            rest = [str(sum(row.translated for row in own if row not in unfinished)), *["0"] * len(COUNTS[1:])]
            table.add_row(f"{finished} {'other' if unfinished else 'catalogs'}, all done", *rest)
        table.add_section()
        table.add_row("together", *(str(sum(getattr(row, name) for row in own)) for name in COUNTS))
        console.print(table)


def _list_entries(rows: Sequence[Workload]) -> Iterator[str]:
    """Yield a line for each entry that is to be translated."""
    for row in rows:
        for task in row.tasks:
            place = f"{row.path}:{task.line}" if task.line else row.path
            yield f"{place}: {task.state} {task.kind}: {shorten(task.text)}"
