"""Rows of comma-separated values (RFC 4180), with the lines on which they are written."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import NamedTuple

OPEN_QUOTE = "unexpected end of data"
"""How Python's reader calls a quotation mark that nothing closes."""
LOOKALIKES = ("，", ";", "；", "\t")
"""Signs that may stand for the comma in a text that has a single column."""


class Row(NamedTuple):
    """One row."""

    cells: Sequence[str]
    """The text of each cell, without blanks around it."""
    start: int
    """The index of its first line."""
    end: int
    """The index of the line behind it: a cell in quotation marks may have several lines."""


class CsvProblem(NamedTuple):
    """A reason why a text is no table."""

    line: int
    """The index of its line in the text."""
    needle: str
    """The text in that line that it is about; empty for all of it."""
    message: str
    hint: str


def read_rows(text: str, delimiter: str) -> tuple[tuple[Row, ...], list[CsvProblem]]:
    """Read a text as rows with as many cells as the first one; empty lines are left out.

    Args:
        text: The text, with LF line ends.
        delimiter: The character between two cells.

    Returns:
        The rows, the first of which is the head, and why the text is no table; the rows are whole if there are no
        problems.
    """
    lines = text.split("\n")
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, skipinitialspace=True, strict=True)
    rows: list[Row] = []
    start = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) or len(cells) > 1:
                rows.append(Row([cell.strip() for cell in cells], start, reader.line_num))
            start = reader.line_num
    except csv.Error as error:
        return tuple(rows), [_explain(str(error), lines, start, reader.line_num - 1)]
    if not rows:
        hint = "the first row is the head of the table:  年份,人口"
        return (), [CsvProblem(0, "", "the table has no rows", hint)]
    return tuple(rows), _check_widths(rows, lines, delimiter)


def _explain(error: str, lines: Sequence[str], start: int, line: int) -> CsvProblem:
    """Return the problem that made the reader stop, in the row that begins at `start`."""
    if error == OPEN_QUOTE:
        hint = 'close it behind the cell, and double a quotation mark inside a cell:  "他说""好""",12'
        return CsvProblem(start, '"' if '"' in lines[start] else "", "nothing closes a quotation mark", hint)
    if "expected after" in error:
        hint = 'double a quotation mark inside a cell, and end the cell behind the single one:  "他说""好""",12'
        return CsvProblem(line, '"', "text follows the quotation mark that closes a cell", hint)
    return CsvProblem(line, "", f"this is no row of a table: {error}", "divide the table")


def _check_widths(rows: Sequence[Row], lines: Sequence[str], delimiter: str) -> list[CsvProblem]:
    """Report rows with more or fewer cells than the head, and a separator that is none."""
    head = rows[0]
    columns = len(head.cells)
    if columns == 1:
        wrong = next((sign for sign in LOOKALIKES if sign != delimiter and sign in head.cells[0]), "")
        if wrong:
            name = "commas in half width" if delimiter == "," else "tabs"
            hint = f"separate cells by {name}; a block  tsv  has tabs"
            return [CsvProblem(head.start, wrong, f"{wrong!r} separates no cells: the table has one column", hint)]
    problems = []
    for row in rows[1:]:
        count = len(row.cells)
        if count != columns:
            message = f"the row has {count} {'cell' if count == 1 else 'cells'}, and the head {columns}"
            hint = "give every row as many cells, empty ones included, and write a cell with a comma in quotation marks"
            needle = next((cell for cell in row.cells[columns:] if cell and cell in lines[row.start]), "")
            problems.append(CsvProblem(row.start, needle, message, hint))
    return problems
