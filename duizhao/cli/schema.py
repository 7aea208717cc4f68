"""The command `schema`, for text editors."""

from __future__ import annotations

import json

import click

from duizhao.source.schema import SHAPES, make_schema


@click.command()
@click.argument("name", type=click.Choice(list(SHAPES)), default="article")
def schema(name: str) -> None:
    """Print the JSON Schema of the front matter of articles or pages, of a data file, or of a chart."""
    click.echo(json.dumps(make_schema(name), ensure_ascii=False, indent=2))
