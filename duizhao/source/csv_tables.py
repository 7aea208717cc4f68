"""Comma-separated values as a table: a block `csv` or `tsv`, with its rows or the name of a file with them.

    ```csv title="人口" sortable align="lr"
    年份,人口
    2021,1200
    ```

    ```csv title="人口" file="data/population.csv"
    ```

The first row is the head. Columns of numbers are aligned to the right, but for the first column, which says what the
row is about; `align` decides otherwise. Links in a file are relative to the file that the block stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.common.utils import unescapeAll
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from duizhao.diagnostics import Diagnostic, Span
from duizhao.model import Block, Document
from duizhao.source.captions import open_caption
from duizhao.source.code import PIECE
from duizhao.source.data_files import DATA_FILES, DataFiles

if TYPE_CHECKING:
    from duizhao.source.csv_rows import Row

DELIMITERS: Mapping[str, str] = {"csv": ",", "tsv": "\t"}
SUFFIXES = (".csv", ".tsv", ".txt")
"""The ends of the names of files with rows: no text or data of the site itself, which may be a draft, is a table."""
INFO = re.compile(r"\s*(?:\{\s*\.?)?(?P<language>csv|tsv|CSV|TSV)(?![\w+#.-])")
OPTIONS = ("sortable", "stacked", "pinned")
"""Words behind the language that are classes of the table."""
SIDES = {"l": "left", "c": "center", "r": "right"}
SEPARATORS = re.compile(r"[\s,，、|]+")
NUMBER = re.compile(
    r"[*_]{0,3}(?:大?[约約]|近|超[过過]?|逾|至少|至多|不足|不到|不超[过過])?"
    r"[~+\-−–±≈<>≤≥]?[¥￥$€£]?\s?\d[\d,. ]*(?:[%％‰]|[百千万萬亿億]{1,2})?[*_]{0,3}"
    r"|\{\{[^{}\n:]+(?::(?:number|value))?\}\}"
)
"""A cell that is a number, or a reference to one."""
GAPS = frozenset(("", "-", "–", "—", "——", "…", "……", "/", "N/A", "n/a"))
"""Cells of a column of numbers that have none."""
PLACE = "place"
"""The key in the `meta` of a text that is written in another file, for its place there."""
FORMS = (
    'write  ```csv title="标题" sortable align="lr"  or  file="data/a.csv";  to show the text itself, write  ```text'
)
PROBLEMS = "table_problems"
"""The key in the parser's environment for what is wrong with blocks of comma-separated values."""


class TableInfo(NamedTuple):
    """What the line above comma-separated values says."""

    delimiter: str
    title: str
    """The caption of the table."""
    file: str | None
    """The file that has the rows, as written; None if they follow."""
    align: str | None
    """One letter for each column, or None."""
    classes: tuple[str, ...]
    id: str
    """What links lead to, or nothing."""
    unknown: tuple[str, ...]
    """What is no option, as written."""


class TableProblem(NamedTuple):
    """Why a block is no table, or what of its options has no effect."""

    line: int
    """The index of the line in the text."""
    needle: str
    """The text in that line that it is about."""
    code: str
    message: str
    hint: str
    is_error: bool = True


def is_csv(info: str) -> bool:
    """Return whether a fence with this info string contains comma-separated values, which are shown as a table."""
    return INFO.match(info) is not None


def read_table_info(info: str) -> TableInfo:
    """Read the line above comma-separated values.

    Args:
        info: The line without the backticks, for which `is_csv` is true.
    """
    text = unescapeAll(info)
    begin = INFO.match(text)
    assert begin is not None, "asked before"
    values: dict[str, str] = {}
    classes: list[str] = []
    unknown: list[str] = []
    for found in PIECE.finditer(text, begin.end()):
        key, word = (found["key"] or "").lower(), found["word"] or ""
        if key in ("title", "file", "align"):
            values[key] = next(found[one] for one in ("double", "single", "wide", "bare") if found[one] is not None)
        elif word in OPTIONS:
            classes.append(word)
        elif word.startswith(".") and len(word) > 1:
            classes.append(word[1:])
        elif word.startswith("#") and len(word) > 1:
            values["id"] = word[1:]
        else:
            unknown.append(found[0])
    align = SEPARATORS.sub("", values["align"]).lower() if "align" in values else None
    file = values["file"].strip() if "file" in values else None
    delimiter = DELIMITERS[begin["language"].lower()]
    title, name = values.get("title", "").strip(), values.get("id", "")
    return TableInfo(delimiter, title, file, align, tuple(classes), name, tuple(unknown))


def find_block(document: Document, block: Block) -> Span:
    """Return the place of a block in the file that its text is written in: the document, a snippet, one with rows."""
    place: Span | None = document.tokens[block.token].meta.get(PLACE)
    return place or Span(block.path or document.path, block.line)


def find_in_file(place: Span, content: str, needle: str) -> Span:
    """Return the place of a text in the content of another one, which begins at `place` in its file."""
    before = content[: max(0, content.find(needle))]
    column = len(before) - before.rfind("\n") if "\n" in before else place.column + len(before)
    return Span(place.path, place.line + before.count("\n"), column)


def read_csv_tables(state: StateCore) -> None:
    """Replace the blocks of comma-separated values in a text by tables; those that are none remain code."""
    tokens: list[Token] = []
    for token in state.tokens:
        table = _read_table(state, token) if token.type == "fence" and is_csv(token.info) else ()
        tokens += table or (token,)
    state.tokens = tokens


def _read_table(state: StateCore, token: Token) -> list[Token]:
    """Return the tokens of the table in a fence; none if it is no table, or in a file that cannot be read here."""
    info = read_table_info(token.info)
    line = token.map[0] if token.map else 0
    problems: list[TableProblem] = state.env.setdefault(PROBLEMS, [])
    problems += [
        TableProblem(line, one, "table-option", f"'{one}' is no option of a table", FORMS, is_error=False)
        for one in info.unknown
    ]
    files: DataFiles | None = state.env.get(DATA_FILES)
    if info.file is None:
        rows = _read_own_rows(token, info, problems)
    elif files is not None:
        rows = _read_rows_of_file(token, info, files, problems)
    else:
        rows = []
    if not rows:
        return []
    columns = len(rows[0])
    sides = [SIDES.get(one, "") for one in info.align or ""]
    if info.align is not None and (len(sides) != columns or "" in sides):
        message = f"align: expected {columns} of the letters l, c and r, found '{info.align}'"
        problems.append(TableProblem(line, "align", "table-option", message, FORMS, is_error=False))
        sides = []
    if not sides:
        sides = [_choose_side(column, rows[1:]) for column in range(columns)]
    return _make_table(state, token, info, rows, sides)


def _read_own_rows(token: Token, info: TableInfo, problems: list[TableProblem]) -> list[list[Token]]:
    """Return the texts of the rows in a fence; none if they are no table, which is added to the problems."""
    from duizhao.source.csv_rows import read_rows  # noqa: PLC0415 -- imports `csv`, for such blocks only

    first = (token.map[0] if token.map else 0) + 1
    rows, wrong = read_rows(token.content.removesuffix("\n"), info.delimiter)
    if wrong:
        problems += [TableProblem(first + one.line, one.needle, "table-csv", *one[2:]) for one in wrong]
        return []
    return [[_make_text(cell, [first + row.start, first + row.end]) for cell in row.cells] for row in rows]


def _read_rows_of_file(
    token: Token, info: TableInfo, files: DataFiles, problems: list[TableProblem]
) -> list[list[Token]]:
    """Return the texts of the rows in a file; none if they are no table, which is added to the problems."""
    from duizhao.source.csv_rows import read_rows  # noqa: PLC0415 -- as above

    found = _read_file(files, token, info.file or "")
    if isinstance(found, TableProblem):
        problems.append(found)
        return []
    path, text = found
    if text is None:
        return []
    rows, wrong = read_rows(text.removesuffix("\n"), info.delimiter)
    lines = text.split("\n")
    if wrong:
        places = [Span(path, one.line + 1, lines[one.line].find(one.needle) + 1) for one in wrong]
        files.problems += [
            Diagnostic(place, "table-csv", one.message, one.hint) for place, one in zip(places, wrong, strict=True)
        ]
        return []
    return [[_make_text(cell, token.map, place) for cell, place in _place_cells(row, lines, path)] for row in rows]


def _read_file(files: DataFiles, token: Token, target: str) -> tuple[str, str | None] | TableProblem:
    """Return the path and the text of the file with the rows, None if the file is unusable; or why there is none."""
    line = token.map[0] if token.map else 0
    if token.content.strip():
        message = f"the block has rows of its own beside those of the file '{target}'"
        return TableProblem(line, "file", "table-file", message, "delete the rows, or the name of the file")
    path = files.find(target, line)
    if not path:
        hint = "write the path from this file, such as data/population.csv; the file must lie in the content folder"
        return TableProblem(line, target, "table-file", f"'{target}' leads out of the content folder", hint)
    if not path.lower().endswith(SUFFIXES):
        hint = f"put the rows into a file whose name ends in {', '.join(SUFFIXES)}"
        return TableProblem(line, target, "table-file", f"'{target}' is no file of rows", hint)
    if not files.has(path):
        hint = "put the file there, or write its path from this file"
        return TableProblem(line, target, "table-file", f"the table '{target}' is missing: no {path}", hint)
    return path, files.read(path)


def _choose_side(column: int, body: Sequence[Sequence[Token]]) -> str:
    """Return the alignment of a column: right for numbers, unless it is the first, and else none."""
    cells = [row[column].content for row in body if column and row[column].content not in GAPS]
    return "right" if cells and all(map(NUMBER.fullmatch, cells)) else ""


def _make_text(content: str, lines: list[int] | None, place: Span | None = None) -> Token:
    """Return the text of a cell."""
    token = Token("inline", "", 0, map=lines, content=content, children=[])
    if place is not None:
        token.meta = {PLACE: place}
    return token


def _place_cells(row: Row, lines: Sequence[str], path: str) -> Iterator[tuple[str, Span]]:
    """Yield the cells of a row with their places in its file."""
    text = "\n".join(lines[row.start : row.end])
    position = 0
    for cell in row.cells:
        begin = cell.partition("\n")[0]
        found = next(
            (at for one in (begin, begin.replace('"', '""')) if (at := text.find(one, position)) >= 0), position
        )
        position = found
        yield cell, Span(path, row.start + text.count("\n", 0, found) + 1, found - text.rfind("\n", 0, found))
        position += len(begin)


def _make_table(
    state: StateCore, fence: Token, info: TableInfo, rows: Sequence[Sequence[Token]], sides: Sequence[str]
) -> list[Token]:
    """Return the tokens of a table.

    Args:
        state: The state of the parser.
        fence: The block that the table replaces.
        info: What the line above it says.
        rows: The texts of the cells, row by row; the first row is the head.
        sides: The alignment of each column; empty for that of the text.
    """
    level = fence.level
    classes = " ".join(filter(None, [str(fence.attrs.get("class", "")), *info.classes]))
    table = Token("table_open", "table", 1, {**fence.attrs}, fence.map, level, meta={**fence.meta}, block=True)
    if classes:
        table.attrs["class"] = classes
    if info.id:
        table.attrs["id"] = info.id
    tokens = [table]
    if info.title:
        place = [fence.map[0], fence.map[0] + 1] if fence.map else None
        title = Token("inline", "", 0, map=place, content=info.title, children=[])
        tokens += open_caption(state.env, table, title)
    for part, tag, own in (("thead", "th", rows[:1]), ("tbody", "td", rows[1:])):
        if own:
            tokens.append(Token(f"{part}_open", part, 1, map=fence.map, level=level + 1, block=True))
            for row in own:
                tokens += _make_row(row, tag, sides, level + 2)
            tokens.append(Token(f"{part}_close", part, -1, level=level + 1, block=True))
    return [*tokens, Token("table_close", "table", -1, level=level, block=True)]


def _make_row(row: Sequence[Token], tag: str, sides: Sequence[str], level: int) -> Iterator[Token]:
    """Yield the tokens of one row."""
    # It has no place: surplus cells and captions are looked for in rows that are written with bars.
    yield Token("tr_open", "tr", 1, level=level, block=True)
    for text, side in zip(row, sides, strict=True):
        attributes: dict[str, str | int | float] = {"style": f"text-align:{side}"} if side else {}
        yield Token(f"{tag}_open", tag, 1, attributes, level=level + 1, block=True)
        text.level = level + 2
        yield text
        yield Token(f"{tag}_close", tag, -1, level=level + 1, block=True)
    yield Token("tr_close", "tr", -1, level=level, block=True)
