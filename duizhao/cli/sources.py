"""Commands that inspect the sources: check, status."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from duizhao.cli.printing import FORMATS, count_problems, is_failure, print_diagnostics
from duizhao.diagnostics import Diagnostic, SourceError
from duizhao.options import Options
from duizhao.pipeline import check_all, prepare
from duizhao.translation.status import list_status


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--rules", "is_list", is_flag=True, help="List every rule, with its level.")
@click.option("--explain", "code", metavar="CODE", help="Say what a rule wants, with examples, and what to do.")
@click.pass_obj
def check(root: Path, *, form: str, strict: bool, is_list: bool, code: str | None) -> None:
    """Say what is wrong with content, catalogs and configuration; drafts are checked too.

    The formats sarif, github and gitlab are those in which code hosts show problems beside the lines of a change.
    """
    if is_list or code is not None:
        from duizhao.cli.rules import explain_rule, print_rules  # noqa: PLC0415 -- needed for these options only

        if is_list:
            print_rules(form)
        else:
            explain_rule(code or "", form)
        return
    diagnostics: tuple[Diagnostic, ...]
    try:
        diagnostics = check_all(prepare(root, Options(drafts=True)))
    except SourceError as error:
        diagnostics = error.diagnostics
    print_diagnostics(diagnostics, form)
    if form == "text":
        click.echo(count_problems(diagnostics), err=True)
    if is_failure(diagnostics, strict=strict):
        sys.exit(1)


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS[:2]), default="text", show_default=True)
@click.pass_obj
def status(root: Path, *, form: str) -> None:
    """Say how much of each article is translated, in characters and per cent."""
    try:
        prepared = prepare(root, Options(drafts=True))
    except SourceError as error:
        print_diagnostics(error.diagnostics)
        sys.exit(1)
    rows = list_status(prepared.site, prepared.catalogs)
    if form == "json":
        click.echo(json.dumps([row.as_dict() for row in rows], ensure_ascii=False, indent=2))
        return
    from rich.console import Console  # noqa: PLC0415 -- slow to import, and needed for this table only
    from rich.table import Table  # noqa: PLC0415

    table = Table("article", "edition")
    for name in ("translated", "fuzzy", "missing", "characters", "%", "offered"):
        table.add_column(name, justify="right")
    for row in rows:
        counts = (row.translated, row.fuzzy, row.missing, row.characters)
        offered = "yes" if row.is_offered else "no"
        table.add_row(row.name, row.edition, *(str(count) for count in counts), f"{row.share:.1%}", offered)
    Console().print(table)
