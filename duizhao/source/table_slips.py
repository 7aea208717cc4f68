"""What of tables has no effect: captions without a table, options, comma-separated values that are no table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it.token import Token

from duizhao.diagnostics import Level
from duizhao.source.captions import CAPTIONED, LEAD, find_last_row, find_lead, has_caption_sign
from duizhao.source.csv_tables import OPTIONS, PROBLEMS
from duizhao.source.vanishing import Slip

HINT = "a caption is a paragraph directly before or behind its table:  表：人口  or  Table: Population"


def find_table_slips(tokens: Sequence[Token], text: str, env: Mapping[str, Any]) -> Iterator[Slip]:
    """Yield what has no effect in the tables of a document.

    Args:
        tokens: The token stream of the document.
        text: Its Markdown.
        env: The parser's environment.
    """
    for one in env.get(PROBLEMS, ()):
        place = Token("", "", 0, map=[one.line, one.line + 1])
        level = Level.ERROR if one.is_error else Level.WARNING
        yield Slip(place, one.needle, one.code, one.message, one.hint, level)
    if has_caption_sign(text):
        yield from _find_captions(tokens)
        yield from _find_rows(tokens, text.split("\n"))
    if any(option in text for option in OPTIONS):
        yield from _find_options(tokens)


def _find_captions(tokens: Sequence[Token]) -> Iterator[Slip]:
    """Yield paragraphs that begin as captions and are none, and captions that may be meant for another table."""
    for number, token in enumerate(tokens):
        if token.type == "paragraph_open" and (lead := find_lead(tokens[number + 1].content)):
            beside = (tokens[number - 1 : number] or [token])[0], (tokens[number + 3 : number + 4] or [token])[0]
            if any(one.type in ("table_open", "table_close") for one in beside):
                message = f"'{lead}' is shown as text: the table has a caption already"
                yield Slip(token, lead, "table-caption", message, "delete one of the two", Level.WARNING)
            else:
                message = f"'{lead}' is shown as text: no table stands directly before or behind it"
                yield Slip(token, lead, "table-caption", message, HINT, Level.NOTE)
        elif token.type == CAPTIONED and _is_doubtful(tokens, number):
            message = "this caption stands between two tables, and is that of the first one"
            hint = "put the caption of the second table behind that, or give both tables one"
            yield Slip(token, str(tokens[number + 1].meta[LEAD]), "table-caption", message, hint, Level.NOTE)


def _find_rows(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Slip]:
    """Yield the last rows that would be captions if their tables had none."""
    for number, token in enumerate(tokens):
        if token.type == "table_close" and (found := find_last_row(tokens, number, lines)):
            lead = find_lead(found[1].content)
            message = f"'{lead}' is shown as a row: the table has a caption already"
            hint = "delete one of the two; put an empty line before it if it is the caption of the next table"
            yield Slip(found[1], lead, "table-caption", message, hint, Level.WARNING)


def _is_doubtful(tokens: Sequence[Token], number: int) -> bool:
    """Return whether the caption at an index was written between its table and another one without a caption."""
    table, caption = tokens[number - 1], tokens[number + 1]
    if LEAD not in caption.meta or not table.map or not caption.map or caption.map[0] < table.map[0]:
        return False
    end = next(index for index in range(number, len(tokens)) if tokens[index].type == "table_close")
    following = [one.type for one in tokens[end + 1 : end + 3]]
    return following[:1] == ["table_open"] and following[1:] != [CAPTIONED]


def _find_options(tokens: Sequence[Token]) -> Iterator[Slip]:
    """Yield classes of tables on what is no table."""
    for token in tokens:
        classes = str(token.attrs.get("class", "")).split() if token.attrs and token.type != "table_open" else ()
        for option in OPTIONS:
            if option in classes:
                start, end = token.map or (0, 1)
                place = Token("", "", 0, map=[max(0, start - 1), end])
                message = f"'.{option}' has no effect here"
                yield Slip(place, option, "table-option", message, "put it on the line directly above a table")
