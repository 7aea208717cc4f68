"""The group of commands on catalogs."""

from __future__ import annotations

import click

from duizhao.cli.lazy import LazyGroup

COMMANDS = {
    "update": ("catalogs", "Bring the catalogs in translations/ up to date with the sources; no translation is lost."),
    "check": ("catalog_check", "Apply the quality rules to every current translation."),
    "accept": ("catalogs", "Say that the outdated translations of an article still hold."),
    "report": ("catalog_report", "Say what is left to translate: new, stale and obsolete entries, and words to do."),
    "suggest": ("catalog_suggest", "Fill empty entries with fuzzy suggestions from other catalogs and the glossary."),
    "merge": ("catalog_merge", "Merge two versions of a catalog, entry by entry; a merge driver for git."),
    "terms": ("catalog_terms", "Print the translators' glossary as CSV or TBX."),
    "purge": ("catalogs", "Delete what is no longer used from the catalogs, for good."),
}
"""The module and the help text of each command."""


@click.group(cls=LazyGroup, modules=COMMANDS)
def catalog() -> None:
    """Work on translation catalogs."""
