"""The command `catalog suggest`: fuzzy suggestions for what has no translation yet."""

from __future__ import annotations

from pathlib import Path

import click
import polib

from duizhao.cli.catalogs import check_slugs
from duizhao.cli.printing import findings_exit
from duizhao.diagnostics import Diagnostic, SourceError
from duizhao.settings import Settings, read_settings
from duizhao.translation.catalog import open_po, shorten, write_po
from duizhao.translation.merge import make_memory
from duizhao.translation.suggestions import LEAST, Suggestion, prepare_memory, suggest_translations
from duizhao.translation.terms import GLOSSARY, read_terms


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]…")
@click.option(
    "--min", "least", type=click.IntRange(50, 100), default=LEAST, show_default=True, help="The least likeness, in %."
)
@click.option("--dry-run", is_flag=True, help="List what would be suggested, and write nothing.")
@click.pass_obj
def suggest(root: Path, *, slugs: tuple[str, ...], least: int, dry_run: bool) -> None:
    """Fill entries without a translation from all catalogs of the same language, and from the glossary.

    SLUG is an article's name in its address; "site" means everything that is no article; all catalogs if not said. A
    suggestion comes from the same text, from a term, or from a similar text. It is marked fuzzy, so that no page shows
    it, and a comment says where it comes from: correct it and delete the mark.
    """
    with findings_exit():
        settings = read_settings(root)
        folder, name = settings.translations_folder, f"{settings.translations}/{GLOSSARY}"
        terms, problems = read_terms(folder / GLOSSARY, name)
        catalogs = {
            language: _open_catalogs(settings, language, problems)
            for language in sorted({edition.catalog_language for edition in settings.editions})
        }
        if problems:
            raise SourceError(problems)
    check_slugs(slugs, {Path(path).stem for found in catalogs.values() for path in found})
    total = 0
    for language, found in catalogs.items():
        memory = prepare_memory(make_memory(found))
        for path, po in found.items():
            if slugs and Path(path).stem not in slugs:
                continue
            made = suggest_translations(po, memory, terms, name, language, least)
            total += len(made)
            _print_file(path, po, made, listed=dry_run)
            if made and not dry_run:
                write_po(po, settings.root / path)
    what = "suggestion" if total == 1 else "suggestions"
    click.echo(f"{total} {what}, nothing was written" if dry_run else f"{total} {what}, all marked fuzzy")


def _open_catalogs(settings: Settings, language: str, problems: list[Diagnostic]) -> dict[str, polib.POFile]:
    """Open the catalogs of a language by path, and report the broken ones."""
    catalogs = {}
    for file in sorted((settings.translations_folder / language).rglob("*.po")):
        path = file.relative_to(settings.root).as_posix()
        po, more = open_po(file, path)
        problems += more
        if po is not None:
            catalogs[path] = po
    return catalogs


def _print_file(path: str, po: polib.POFile, made: list[Suggestion], *, listed: bool) -> None:
    """Print what was suggested in a catalog, each suggestion if `listed`, and how much is left."""
    left = len(po.untranslated_entries())
    if made:
        click.echo(f"{path}: {len(made)} suggested, {left} left without a translation")
    for one in made if listed else ():
        click.echo(f"{path}:{one.line}: {shorten(one.source)} → {shorten(one.text)}")
        click.echo(f"    {one.likeness} %, from {one.origin}")
