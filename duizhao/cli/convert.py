"""The command convert: Markdown or plain text in another script, on standard output."""

from __future__ import annotations

import sys
from typing import TextIO

import click

from duizhao.settings import SCRIPT_EDITIONS


@click.command()
@click.option("--to", "target", type=click.Choice(SCRIPT_EDITIONS), required=True, help="The script that is wanted.")
@click.option(
    "--from",
    "source",
    type=click.Choice(("auto", *SCRIPT_EDITIONS)),
    default="auto",
    show_default=True,
    help="The script of the text.",
)
@click.option("--plain", is_flag=True, help="Convert everything: the text is no Markdown.")
@click.argument("file", type=click.File("r", encoding="utf-8"), default="-")
def convert(file: TextIO, *, target: str, source: str, plain: bool) -> None:
    """Convert a FILE, or standard input, and write it to standard output."""
    raise NotImplementedError(file, target, source, plain, sys)
