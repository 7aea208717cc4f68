"""Commands on catalogs that change them: update, accept, purge."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import click

from duizhao.cli.printing import findings_exit
from duizhao.diagnostics import Level, SourceError, suggest
from duizhao.model import Site
from duizhao.options import Options
from duizhao.pipeline import prepare
from duizhao.translation.catalog import open_po, write_po
from duizhao.translation.catalog_files import Update, list_all_catalog_files, list_po_files
from duizhao.translation.catalog_files import update_catalogs as update_all
from duizhao.translation.merge import accept as accept_entries
from duizhao.translation.merge import purge as purge_entries
from duizhao.translation.status import SITE

HARMLESS = ("link-", "image-")
"""Prefixes of errors that do not affect the texts; after any other error, texts would seem to have vanished."""


@click.command()
@click.pass_obj
def update(root: Path) -> None:
    """Bring the catalogs in translations/ up to date with the sources; no translation is lost."""
    with findings_exit():
        changed = update_catalogs(root)
    click.echo(f"{changed} catalogs changed" if changed else "all catalogs are up to date")


@click.command()
@click.argument("slug")
@click.pass_obj
def accept(root: Path, slug: str) -> None:
    """Say that the outdated translations of an article still hold, such as after a typo was mended.

    SLUG is the article's name in its address; "site" means everything that is no article.
    Suggestions that nobody confirmed stay marked.
    """
    with findings_exit():
        site = read_site(root)
        known = {file.name or SITE for file in list_all_catalog_files(site)}
        check_slugs([slug], known)
        # What changed since the last update must be in the catalog before it can be accepted.
        _update(site)
        for file in list_all_catalog_files(site):
            if (file.name or SITE) == slug:
                path = site.settings.root / file.path
                po, problems = open_po(path, file.path)
                if po is None:
                    raise SourceError(problems)
                accepted = accept_entries(po)
                write_po(po, path)
                click.echo(f"{file.path}: {accepted} accepted, {len(po.fuzzy_entries())} left to confirm")


@click.command()
@click.pass_obj
def purge(root: Path) -> None:
    """Delete what is no longer used from the catalogs, for good."""
    with findings_exit():
        site = read_site(root)
        purged = 0
        for path in list_po_files(site):
            po, problems = open_po(site.settings.root / path, path)
            if po is None:
                raise SourceError(problems)
            count = purge_entries(po)
            if count:
                write_po(po, site.settings.root / path)
                click.echo(f"{path}: {count} deleted")
            purged += count
    click.echo(f"{purged} unused translations deleted" if purged else "no catalog holds anything unused")


def update_catalogs(root: Path, *, quiet: bool = False) -> int:
    """Update every catalog of a site, print the changes unless `quiet`, and return the number of changed catalogs.

    Raises:
        SourceError: The site cannot be read, or a catalog is broken; nothing was written.
    """
    return _update(read_site(root), quiet=quiet)


def check_slugs(slugs: Iterable[str], known: Collection[str]) -> None:
    """Fail with a suggestion if no catalog belongs to a slug."""
    for slug in slugs:
        if slug not in known:
            message = f"no catalog belongs to '{slug}'"
            hint = suggest(slug, known)
            raise click.BadParameter(f"{message}; {hint}" if hint else message, param_hint="SLUG")


def read_site(root: Path) -> Site:
    """Read a site, including drafts.

    Raises:
        SourceError: The site has errors that may affect its texts.
    """
    prepared = prepare(root, Options(drafts=True))
    broken = [one for one in prepared.diagnostics if one.level is Level.ERROR and not one.code.startswith(HARMLESS)]
    if broken:
        raise SourceError(broken)
    return prepared.site


def _update(site: Site, *, quiet: bool = False) -> int:
    """Update every catalog, print the changes unless `quiet`, and return the number of changed catalogs."""
    updates, problems = update_all(site)
    if problems:
        raise SourceError(problems)
    for one in () if quiet else updates:
        click.echo(f"{one.path}: {_describe(one)}")
    return len(updates)


def _describe(update: Update) -> str:
    """Describe the result of an update in words."""
    counts = update.counts
    named = {
        "kept": counts.kept,
        "new": counts.new,
        "fuzzy": counts.fuzzy,
        "restored": counts.restored,
        "revived": counts.revived,
        "obsolete": counts.obsolete,
        "suggested by other catalogs": update.suggested,
    }
    return ", ".join(f"{number} {name}" for name, number in named.items() if number) or "written anew"
