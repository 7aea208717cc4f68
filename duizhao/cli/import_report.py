"""The report of the command `import`: as text, as JSON, and as a diff of what would be written."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import click

from duizhao.cli.printing import print_diagnostics
from duizhao.diagnostics import Diagnostic, list_rows
from duizhao.importing.account import Account, Repair
from duizhao.importing.kinds import KINDS
from duizhao.importing.tracked_text import Change
from duizhao.importing.writing.drafts import Draft
from duizhao.importing.writing.source_entries import UnfitListError, append_entries
from duizhao.model import Site
from duizhao.source.files import LARGEST
from duizhao.source.site import ARTICLES

SOURCES = "sources.yml"
SHOWN = 3
"""The number of places that the report names of each kind of repair."""
LONGEST = 16
"""The greatest number of characters of a change that the report shows."""
ENDS = 6
"""The number of characters that it shows at each end of a longer one."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was made of one input."""

    account: Account
    """The account."""
    drafts: tuple[Draft, ...]
    """The drafts."""


def print_text(site: Site, done: Iterable[Imported], *, is_written: bool, quiet: bool, verbose: bool) -> None:
    """Print the report: drafts and repairs on standard output, questions on standard error."""
    for one in done:
        account = one.account
        encoding = f"{account.encoding} ({account.how}), " if account.encoding else ""
        click.echo(f"{account.name}: {encoding}{account.characters:,} characters")
        for draft in one.drafts:
            click.echo(f"  {_path(site, draft)}: {_describe_state(draft, is_written=is_written)}, {draft.script}")
        if not quiet:
            width = max((len(repair.kind) for repair in account.repairs), default=0)
            for repair in account.repairs:
                click.echo(f"  {repair.kind:{width}}  {_describe(repair, account, verbose=verbose)}")
        print_diagnostics(account.questions)
        if account.questions:
            count = len(account.questions)
            click.echo(f"{account.name}: {count} thing{'' if count == 1 else 's'} to decide", err=True)


def print_json(site: Site, done: Iterable[Imported], problems: Sequence[Diagnostic], *, is_written: bool) -> None:
    """Print the report as JSON on standard output, with every change."""
    files = [
        {
            **one.account.to_json(),
            "drafts": [
                {
                    "path": _path(site, draft),
                    "slug": draft.slug,
                    "title": draft.title,
                    "script": draft.script,
                    "source": draft.source_id,
                    "state": _find_state(draft, is_written=is_written),
                }
                for draft in one.drafts
            ],
        }
        for one in done
    ]
    click.echo(json.dumps({"files": files, "problems": list_rows(problems)}, ensure_ascii=False, indent=2))


def print_diff(site: Site, drafts: Iterable[Draft]) -> None:
    """Print what would be written as a unified diff."""
    entries = ""
    for draft in drafts:
        if draft.previous is None:
            _print_changes(_path(site, draft), "", draft.text)
            entries += draft.source_entry
    if entries:
        file = site.settings.content_folder / SOURCES
        before = file.read_text("utf-8") if file.exists() else ""
        with suppress(UnfitListError):
            _print_changes(f"{site.settings.content}/{SOURCES}", before, append_entries(before, entries))


def _print_changes(path: str, before: str, after: str) -> None:
    """Print the difference of two versions of a file."""
    old = f"a/{path}" if before else "/dev/null"
    lines = difflib.unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), old, f"b/{path}")
    for line in lines:
        click.echo(line, nl=not line.endswith("\n"))


def _path(site: Site, draft: Draft) -> str:
    return f"{site.settings.content}/{ARTICLES}/{draft.slug}.md"


def _find_state(draft: Draft, *, is_written: bool) -> str:
    """Return what became of a draft: new, unchanged, edited, too-large, or not-written."""
    if draft.previous is not None:
        return "edited" if draft.is_edited else "unchanged"
    if len(draft.text.encode()) > LARGEST:
        return "too-large"
    return "new" if is_written else "not-written"


def _describe_state(draft: Draft, *, is_written: bool) -> str:
    """Return what became of a draft, in words."""
    return {
        "new": "a new draft",
        "unchanged": "imported before, unchanged",
        "edited": "imported before and edited since, left as it is",
        "too-large": "not written",
        "not-written": "a new draft, not written",
    }[_find_state(draft, is_written=is_written)]


def _describe(repair: Repair, account: Account, *, verbose: bool) -> str:
    """Return the count of a kind of repair with its first places, or all of them."""
    changes = repair.changes if verbose else repair.changes[:SHOWN]
    places = "; ".join(_describe_change(one, account) for one in changes)
    more = "" if len(changes) == len(repair.changes) else " …"
    return f"{len(repair.changes):,} (−{repair.dropped:,} +{repair.added:,}): {KINDS[repair.kind]}; {places}{more}"


def _describe_change(change: Change, account: Account) -> str:
    """Return a change with its place: `12:5 「甲」 → 「乙」`."""
    line, column = account.lines.place(change.offset)
    before, after = _quote(change.before), _quote(change.after)
    return f"{line}:{column} {before or '+'}{' → ' if before and after else ' '}{after}".rstrip()


def _quote(text: str) -> str:
    """Return a text in brackets, shortened, its line ends and invisible characters visible."""
    if not text:
        return ""
    shown = text if len(text) <= LONGEST else f"{text[:ENDS]}…{text[-ENDS:]}"
    return "「" + "".join(one if one.isprintable() else repr(one)[1:-1] for one in shown) + "」"
