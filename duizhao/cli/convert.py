"""The command `convert`: prints Markdown or plain text in another script on standard output."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import click

from duizhao.cli.printing import findings_exit, print_diagnostics
from duizhao.configuration import CONFIGURATION
from duizhao.diagnostics import Diagnostic, Span, has_errors
from duizhao.editing.inline import convert_text_parts
from duizhao.editing.markdown import convert_markdown, list_placed_prose
from duizhao.editions import SCRIPT_EDITIONS
from duizhao.script.convert import SIMPLIFIED, make_converter
from duizhao.script.detect import Detection, detect_script
from duizhao.script.lexicon import Lexicon
from duizhao.settings import read_settings
from duizhao.source.articles import read_conversion
from duizhao.source.files import decode_text
from duizhao.source.front_matter import ArticleHead, check_keys, split_front_matter
from duizhao.source.lexicon import add_conversion, read_lexicon

SCRIPTS = click.Choice(SCRIPT_EDITIONS)
PARAGRAPHS = re.compile(r"(\n[ \t]*\n)")
LINE_ENDS = re.compile(r"\r\n|\r|\n")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


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
    """Convert FILE, or standard input, to another script, with the site's lexicon where there is a site.

    Line ends, a byte order mark and everything that is no prose stay as they are.
    """
    name = "<stdin>" if str(file) == "-" else str(file)
    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    text, problems = decode_text(data, name)
    if text is None:
        print_diagnostics(problems)
        sys.exit(1)
    lexicon = _read_site_lexicon(root)
    head = {} if plain else _read_head(text, name)
    if source == "auto":
        declared = head.get("script")
        found = detect_script(text if plain else _join_prose(text))
        source = declared if declared in SCRIPT_EDITIONS else _choose_source(found, target)
    conversion = read_conversion(head.get("conversion", {}))
    lexicon, problems = add_conversion(lexicon, conversion, source, lambda _word: Span(name))
    _stop_at(problems)
    converter = make_converter(source, target, lexicon)
    if source == target:
        sys.stdout.buffer.write(data)
        return

    def convert_block(parts: Sequence[str]) -> list[str]:
        return convert_text_parts(parts, converter)

    if plain:
        # Quotation marks pair within a paragraph: plain text is converted paragraph by paragraph.
        converted = "".join(convert_block([part])[0] for part in PARAGRAPHS.split(text))
    else:
        converted = convert_markdown(text, convert_block)
    sys.stdout.buffer.write(_restore_line_ends(converted, data))


def _join_prose(text: str) -> str:
    """Return the prose of a Markdown text."""
    return "\n".join(block.text for block in list_placed_prose(text))


def _choose_source(found: Detection, target: str) -> str:
    """Return the script that a text is assumed to be written in."""
    if SIMPLIFIED not in (target, found.script) and not found.is_place_told:
        # Nothing distinguishes Taiwan from Hong Kong: assume the requested script.
        return target
    return found.script


def _restore_line_ends(text: str, data: bytes) -> bytes:
    """Encode a text with the byte order mark and the line ends of the original bytes."""
    ends = LINE_ENDS.findall(data.decode("utf-8-sig"))
    lines = text.split("\n")
    written = "".join(line + end for line, end in zip_longest(lines, ends, fillvalue=""))
    return (BYTE_ORDER_MARK if data.startswith(BYTE_ORDER_MARK) else b"") + written.encode("utf-8")


def _read_site_lexicon(root: Path) -> Lexicon:
    """Return the lexicon of the site in this folder, or an empty one if there is no site."""
    if not (root / CONFIGURATION).exists():
        return Lexicon()
    with findings_exit():
        lexicon, problems = read_lexicon(read_settings(root))
    _stop_at(problems)
    return lexicon


def _read_head(text: str, name: str) -> dict[str, Any]:
    """Return the valid keys of an article's front matter; empty if there is none."""
    head, _body, _line, _problems = split_front_matter(text, name)
    return {} if head is None else check_keys(ArticleHead, head)[0]


def _stop_at(problems: Sequence[Diagnostic]) -> None:
    """Print the problems of a lexicon, and exit with code 1 if one of them is an error."""
    print_diagnostics(problems)
    if has_errors(problems):
        sys.exit(1)
