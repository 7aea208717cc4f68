"""Commands on catalogs: update, check."""

from __future__ import annotations

from pathlib import Path

import click

from duizhao.cli.catalog_check import check
from duizhao.cli.printing import findings_exit
from duizhao.diagnostics import Level, SourceError
from duizhao.pipeline import Options, list_catalogs, prepare
from duizhao.settings import Edition
from duizhao.translation.catalog import new_po, open_po, write_po
from duizhao.translation.interface import INTERFACE
from duizhao.translation.merge import MergeCounts, merge
from duizhao.translation.messages import Message

HARMLESS = ("catalog-missing", "link-", "image-")
"""Errors that leave the texts as they are; after any other one, texts would look as if they had vanished."""


@click.group()
def catalog() -> None:
    """Work on translation catalogs."""


catalog.add_command(check)


@catalog.command()
@click.pass_obj
def update(root: Path) -> None:
    """Bring the catalogs in translations/ up to date with the sources; no translation is lost."""
    with findings_exit():
        changed = update_catalogs(root)
    click.echo(f"{changed} catalogs changed" if changed else "all catalogs are up to date")


def update_catalogs(root: Path) -> int:
    """Update every catalog of a site, saying what was done; give the number of those that changed.

    Raises:
        SourceError: The site cannot be read, or a catalog is broken; nothing was written.
    """
    prepared = prepare(root, Options(drafts=True))
    site = prepared.site
    errors = [one for one in prepared.diagnostics if one.level is Level.ERROR]
    broken = [one for one in errors if not one.code.startswith(HARMLESS)]
    if broken:
        raise SourceError(broken)
    changed = 0
    for edition in site.settings.editions:
        for _name, path, messages in list_catalogs(site, edition):
            counts = _update_one(site.settings.root / path, path, edition, prepared.source, messages)
            if counts is not None:
                changed += 1
                click.echo(f"{path}: {_describe(counts)}")
    return changed


def _update_one(
    file: Path, path: str, edition: Edition, source: str, messages: tuple[Message, ...]
) -> MergeCounts | None:
    """Update one catalog; None where nothing changed."""
    po = new_po(edition.code, source)
    if file.exists():
        opened, _problems = open_po(file, path)
        po = opened if opened is not None else po
    counts = merge(po, messages)
    if edition.code == "en":
        for entry in po:
            if not entry.msgstr and entry.msgid in INTERFACE:
                entry.msgstr = INTERFACE[entry.msgid]
    return counts if write_po(po, file) else None


def _describe(counts: MergeCounts) -> str:
    """Say in words what a merge did."""
    named = {
        "kept": counts.kept,
        "new": counts.new,
        "fuzzy": counts.fuzzy,
        "revived": counts.revived,
        "obsolete": counts.obsolete,
    }
    return ", ".join(f"{number} {name}" for name, number in named.items() if number)
