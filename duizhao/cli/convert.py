"""The command convert: Markdown or plain text in another script, on standard output."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from duizhao.cli.printing import findings_exit, print_diagnostics
from duizhao.diagnostics import has_errors
from duizhao.editing.inline import convert_text_parts
from duizhao.editing.markdown import convert_markdown
from duizhao.script.convert import make_converter
from duizhao.script.detect import detect_script
from duizhao.script.lexicon import Lexicon
from duizhao.settings import CONFIGURATION, SCRIPT_EDITIONS, read_settings
from duizhao.source.articles import TRADITIONAL
from duizhao.source.files import decode_text
from duizhao.source.lexicon import read_lexicon

SCRIPTS = click.Choice(SCRIPT_EDITIONS)
PARAGRAPHS = re.compile(r"(\n[ \t]*\n)")


@click.command()
@click.option("--to", "target", type=SCRIPTS, required=True, help="The script that is wanted.")
@click.option(
    "--from",
    "source",
    type=click.Choice(("auto", *SCRIPT_EDITIONS)),
    default="auto",
    show_default=True,
    help="The script of the text.",
)
@click.option("--plain", is_flag=True, help="Convert everything: the text is no Markdown.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True), default="-")
@click.pass_obj
def convert(root: Path, file: Path, *, target: str, source: str, plain: bool) -> None:
    """Convert FILE, or standard input, to another script, with the site's lexicon where there is a site."""
    name = "<stdin>" if str(file) == "-" else str(file)
    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    text, problems = decode_text(data, name)
    if text is None:
        print_diagnostics(problems)
        sys.exit(1)
    lexicon = _read_site_lexicon(root)
    if source == "auto":
        found = detect_script(text)
        source = TRADITIONAL if found.traditional > found.simplified else SCRIPT_EDITIONS[0]
        if source == target or (target != SCRIPT_EDITIONS[0] and source == TRADITIONAL):
            # Taiwan and Hong Kong cannot be told apart: a Traditional text is taken for what is asked for.
            source = target
    converter = make_converter(source, target, lexicon)

    def convert_block(parts: Sequence[str]) -> list[str]:
        return convert_text_parts(parts, converter)

    # Quotation marks pair within a paragraph: plain text is converted paragraph by paragraph.
    paragraphs = [convert_block([part])[0] for part in PARAGRAPHS.split(text)] if plain else []
    sys.stdout.buffer.write(("".join(paragraphs) or convert_markdown(text, convert_block)).encode("utf-8"))


def _read_site_lexicon(root: Path) -> Lexicon:
    """Read the lexicon of the site in this folder; an empty one where there is no site."""
    if not (root / CONFIGURATION).exists():
        return Lexicon()
    with findings_exit():
        lexicon, problems = read_lexicon(read_settings(root))
    if has_errors(problems):
        print_diagnostics(problems)
    return lexicon
