"""The group of commands that make something new."""

from __future__ import annotations

import click

from duizhao.cli.lazy import LazyGroup

COMMANDS = {
    "article": ("new_article", "Make content/articles/SLUG.md as a draft, with its catalogs."),
    "site": ("new_site", "Make a small site in DIRECTORY that builds as it is."),
}
"""The module and the help text of each command."""


@click.group(cls=LazyGroup, modules=COMMANDS)
def new() -> None:
    """Make a new article or a new site."""
