"""The group of commands on catalogs."""

from __future__ import annotations

import click

from duizhao.cli.lazy import LazyGroup

COMMANDS = {
    "update": ("catalogs", "Bring the catalogs in translations/ up to date with the sources; no translation is lost."),
    "check": ("catalog_check", "Apply the quality rules to every current translation."),
    "accept": ("catalogs", "Say that the outdated translations of an article still hold."),
    "purge": ("catalogs", "Delete what is no longer used from the catalogs, for good."),
}
"""The module and the help text of each command."""


@click.group(cls=LazyGroup, modules=COMMANDS)
def catalog() -> None:
    """Work on translation catalogs."""
