"""The command `catalog check`: quality rules over every catalog of a site."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import polib

from duizhao.cli.printing import FORMATS, count_problems, findings_exit, is_failure, print_diagnostics
from duizhao.diagnostics import Diagnostic, sort_diagnostics
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
        diagnostics, entries = check_catalogs(read_settings(root))
    print_diagnostics(diagnostics, form)
    if form == "text":
        click.echo(f"{count_problems(diagnostics)} in {entries} translation{'' if entries == 1 else 's'}", err=True)
    if is_failure(diagnostics, strict=strict):
        sys.exit(1)


def check_catalogs(settings: Settings) -> tuple[tuple[Diagnostic, ...], int]:
    """Check the catalogs of every language, and the translators' glossary they are held against.

    Of articles only the addresses that `[label]` leads to are read: catalogs hold the sources they translate, and a
    translator's check should answer at once.

    Returns:
        The problems in order of place, and how many translations were looked at.
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
    """Write each rule's name, level and docstring."""
    for rule in RULES:
        name = click.style(rule.name, bold=True)
        text = "\n".join(f"    {line}".rstrip() for line in rule.description.splitlines())
        yield f"{name} ({rule.level})\n{text}"
