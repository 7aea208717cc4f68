"""The command `catalog terms`: the translators' glossary for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from duizhao.cli.printing import findings_exit
from duizhao.diagnostics import SourceError, suggest
from duizhao.settings import read_settings
from duizhao.translation.term_files import format_csv, format_tbx, list_languages
from duizhao.translation.terms import GLOSSARY, read_terms


@click.command()
@click.option("--format", "form", type=click.Choice(("csv", "tbx")), default="csv", show_default=True)
@click.option(
    "--language",
    "wanted",
    multiple=True,
    metavar="CODE",
    help="A language of the renderings; repeatable for TBX; all if not said.",
)
@click.pass_obj
def terms(root: Path, *, form: str, wanted: tuple[str, ...]) -> None:
    """Print translations/glossary.yml as CSV, for spreadsheets and Weblate, or as TBX, for translation programs.

    What is printed is a copy: change terms in glossary.yml and print them again.
    """
    with findings_exit():
        settings = read_settings(root)
        path = f"{settings.translations}/{GLOSSARY}"
        glossary, problems = read_terms(settings.translations_folder / GLOSSARY, path)
        if problems:
            raise SourceError(problems)
    if not glossary.terms:
        click.echo(f"{path} has no terms; write some as  terms: [{{zh-Hans: 社区, en: community}}]", err=True)
        sys.exit(1)
    known = list_languages(glossary)
    for language in wanted:
        if language not in known:
            hint = suggest(language, known)
            message = f"{path} has no rendering in '{language}'" + (f"; {hint}" if hint else "")
            raise click.BadParameter(message, param_hint="--language")
    languages = wanted or known
    if form == "tbx":
        click.echo(format_tbx(glossary, languages, path), nl=False)
        return
    if len(languages) > 1:
        message = "a CSV file has the renderings of one language; choose one of " + ", ".join(languages)
        raise click.BadParameter(message, param_hint="--language")
    click.echo(format_csv(glossary, languages[0] if languages else ""), nl=False)
