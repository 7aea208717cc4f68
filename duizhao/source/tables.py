"""Tables: their frames, columns that readers can sort or that stay in place, and rows that are cards on phones.

    {.sortable .stacked}
    | 年份 | 人口 |
    |------|-----:|
    | 2021 | 1200 |

Captions are read by `captions`, comma-separated values by `csv_tables`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from duizhao.source.captions import CAPTIONED, NAME, has_caption_sign, take_captions
from duizhao.source.csv_tables import OPTIONS, read_csv_tables

SORTABLE, STACKED = OPTIONS[:2]
"""The classes of a table that can be sorted, and of one whose rows are cards on narrow screens. A pinned one, whose
first column stays in place while the others scroll, is the business of the style sheet alone."""
SORTS = "sorts"
"""The key in the parser's environment that a text with a table to sort has."""
CELL = "cell"
"""The key in the `meta` of the text of a cell for its `CellPlace`, in tables with one of these classes."""


class CellPlace(NamedTuple):
    """Where the text of a cell stands in a table that can be sorted or stacked."""

    column: int
    is_head: bool
    is_sortable: bool
    is_stacked: bool


def tables_plugin(md: MarkdownIt) -> None:
    """Add captions, options and comma-separated values to a parser; attributes of blocks must be added before."""
    md.core.ruler.after("attr", "tables", _read_tables)
    md.add_render_rule("table_open", _open_frame)
    md.add_render_rule("table_close", _close_frame)
    md.add_render_rule(CAPTIONED, _open_caption)


def _open_frame(renderer: Any, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    """Render the beginning of a table, and of the frame around it that scrolls on narrow screens."""
    name = tokens[idx].meta.get(NAME)
    named = f' role="region" aria-labelledby="{name}"' if name else ""
    return f'<div class="dz-table" tabindex="0"{named}>' + str(renderer.renderToken(tokens, idx, options, env))


def _open_caption(renderer: Any, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    """Render the beginning of a caption, which names the frame."""
    name = f'<caption id="{tokens[idx].meta[NAME]}"'
    return str(renderer.renderToken(tokens, idx, options, env)).replace("<caption", name, 1)


def _close_frame(renderer: Any, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    """Render the end of a table and of its frame."""
    return str(renderer.renderToken(tokens, idx, options, env)) + "</div>\n"


def _read_tables(state: StateCore) -> None:
    """Read comma-separated values, captions and options of the tables of a text."""
    text = state.src
    # Most texts have nothing of this, and are not searched for tables.
    if "csv" in text or "tsv" in text or "CSV" in text or "TSV" in text:
        read_csv_tables(state)
    if has_caption_sign(text):
        take_captions(state)
    if SORTABLE in text or STACKED in text:
        _mark_cells(state)


def _mark_cells(state: StateCore) -> None:
    """Note the places of cells in tables that are sorted or stacked, which editions need."""
    tokens = state.tokens
    options: tuple[bool, bool] | None = None
    column = 0
    for number, token in enumerate(tokens):
        if token.type == "table_open":
            classes = str(token.attrs.get("class", "")).split()
            options = (SORTABLE in classes, STACKED in classes)
            if SORTABLE in classes:
                state.env[SORTS] = True
            options = options if any(options) else None
        elif options is None:
            continue
        elif token.type == "table_close":
            options = None
        elif token.type == "tr_open":
            column = 0
        elif token.type in ("th_open", "td_open"):
            text = tokens[number + 1]
            text.meta = {**text.meta, CELL: CellPlace(column, token.type == "th_open", *options)}
            column += 1
