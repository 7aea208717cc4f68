"""The command `catalog check`: quality rules on every catalog of a site."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import polib

from duizhao.cli.printing import FORMATS, count_problems, findings_exit, is_failure, print_diagnostics
from duizhao.diagnostics import Diagnostic, sort_diagnostics
from duizhao.rules.levels import settle
from duizhao.settings import Settings, read_settings
from duizhao.source.definitions import read_definitions
from duizhao.translation.catalog import open_po
from duizhao.translation.quality import RULES, check_catalog, check_consistency, list_units
from duizhao.translation.terms import GLOSSARY, read_terms


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--list", "listed", is_flag=True, help="Print the rules with their examples.")
@click.pass_obj
def check(root: Path, *, form: str, strict: bool, listed: bool) -> None:
    """Apply the quality rules to every current translation; fuzzy and missing ones are for `status`."""
    if listed:
        click.echo("\n\n".join(_describe_rules()))
        return
    with findings_exit():
        settings = read_settings(root)
        diagnostics, entries = check_catalogs(settings)
    diagnostics = settle(diagnostics, settings)
    print_diagnostics(diagnostics, form)
    if form == "text":
        click.echo(f"{count_problems(diagnostics)} in {entries} translation{'' if entries == 1 else 's'}", err=True)
    if is_failure(diagnostics, strict=strict):
        sys.exit(1)


def check_catalogs(settings: Settings) -> tuple[tuple[Diagnostic, ...], int]:
    """Check the catalogs of every language, and the translators' glossary.

    Of articles, only the link reference definitions (`[label]`) are read: catalogs contain the sources they translate,
    and the check should be fast.

    Returns:
        The problems in order of place, and the number of translations.
    """
    glossary, found = read_terms(settings.translations_folder / GLOSSARY, f"{settings.translations}/{GLOSSARY}")
    entries = 0
    definitions = read_definitions(settings)
    for language in sorted({edition.catalog_language for edition in settings.editions}):
        catalogs: dict[str, polib.POFile] = {}
        units: dict[str, str] = {}
        for file in sorted((settings.translations_folder / language).rglob("*.po")):
            path = file.relative_to(settings.root).as_posix()
            po, problems = open_po(file, path)
            found += problems
            if po is not None:
                catalogs[path] = po
                entries += len(po.translated_entries())
                units |= list_units(po)
        for path, po in catalogs.items():
            references = definitions.get(Path(path).stem if "/articles/" in path else "", {})
            found += check_catalog(po, path, language, glossary, units=units, references=references)
        found += check_consistency(catalogs)
    return sort_diagnostics(found), entries


def _describe_rules() -> Iterator[str]:
    """Format each rule's name, level and description."""
    for rule in RULES:
        name = click.style(rule.name, bold=True)
        text = "\n".join(f"    {line}".rstrip() for line in rule.description.splitlines())
        yield f"{name} ({rule.level})\n{text}"
