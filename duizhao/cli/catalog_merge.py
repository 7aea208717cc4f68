"""The command `catalog merge`: what git calls to merge two versions of a catalog."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import polib

from duizhao.cli.printing import print_diagnostics
from duizhao.diagnostics import Diagnostic, Level, Span
from duizhao.translation.catalog import open_po, shorten, write_po
from duizhao.translation.three_way import Notice, find_lines, merge_versions

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
GIVEN_UP = 129
"""The exit code from which git takes a merge driver for broken and stops the merge."""


@click.command()
@click.argument("base", type=FILE)
@click.argument("ours", type=FILE)
@click.argument("theirs", type=FILE)
@click.argument("path", required=False)
def merge(base: Path, ours: Path, theirs: Path, path: str | None) -> None:
    """Merge two versions of a catalog into OURS, entry by entry; a merge driver for git.

    BASE is their common ancestor, PATH the name of the file for messages. Of a text that both sides translated in
    different words, OURS keeps its own translation, marked fuzzy, with the other one in a comment, and the exit code
    is 1. A file that is no catalog is merged by lines, as git does it.

    \b
    In .gitattributes:  *.po merge=duizhao
    Once in each clone:  git config merge.duizhao.driver "duizhao catalog merge %O %A %B %P"
    """  # noqa: D301 -- by a backspace, click knows lines to keep
    name = path or str(ours)
    versions: list[polib.POFile] = []
    for file, what in ((base, "common ancestor"), (ours, "our version"), (theirs, "their version")):
        po, problems = open_po(file, name)
        if po is None:
            print_diagnostics([_say_version(one, what) for one in problems])
            sys.exit(_merge_lines(base, ours, theirs, name))
        versions.append(po)
    merged, notices = merge_versions(*versions)
    write_po(merged, ours)
    lines = find_lines(merged) if notices else {}
    print_diagnostics([_describe(one, Span(name, lines.get(one.key, 1))) for one in notices])
    if any(one.is_conflict for one in notices):
        sys.exit(1)


def _describe(notice: Notice, span: Span) -> Diagnostic:
    """Say what a person must choose, or what was kept."""
    text = shorten(notice.key[1])
    if notice.is_conflict:
        message = f"'{text}' was translated differently on both sides"
        hint = (
            "ours is kept and marked fuzzy, theirs stands in the comment above it; choose one, "
            f"delete comment and mark, then  git add {span.path}"
        )
        return Diagnostic(span, "catalog-conflict", message, hint)
    message = f"'{text}' was changed on one side and deleted on the other; its translation is kept as obsolete"
    hint = "run  catalog update,  which revives it if the sources have the text"
    return Diagnostic(span, "catalog-kept", message, hint, Level.NOTE)


def _say_version(problem: Diagnostic, what: str) -> Diagnostic:
    """Add to a problem which of the three versions has it."""
    message = f"{what}: {problem.message}; the file is merged by lines"
    return Diagnostic(problem.span, problem.code, message, problem.hint)


def _merge_lines(base: Path, ours: Path, theirs: Path, name: str) -> int:
    """Merge a file that is no catalog by lines, and return the exit code.

    It is 1 even if no lines conflict: the result may be as broken as one of the versions.
    """
    labels = [option for label in ("ours", "base", "theirs") for option in ("-L", label)]
    command = ["git", "merge-file", *labels, str(ours), str(base), str(theirs)]
    try:
        code = subprocess.run(command, check=False).returncode  # noqa: S603 -- git itself calls this with its own files
    except FileNotFoundError:
        click.echo(f"{name}: cannot be merged by lines without git; it is left as it was", err=True)
        return 1
    # git merge-file exits with the number of conflicts, and with 255 on an error.
    return 1 if code < GIVEN_UP - 1 else GIVEN_UP
