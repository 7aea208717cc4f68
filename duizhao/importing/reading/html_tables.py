"""Tables of an HTML page: those that hold data, and the lines that they become."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from duizhao.importing.reading.html_elements import CELLS, Tree, list_words

MOST_COLUMNS = 40
"""The maximum number of columns."""
LONGEST_CELL = 300
"""The maximum number of characters in a cell of a table that holds data; in others, tables only arrange the page."""
ARRANGING = list_words("h1 h2 h3 h4 h5 h6 ul ol pre blockquote form iframe table")
"""Elements that cells with data do not have in them."""


class Cell(NamedTuple):
    """A cell as it is written."""

    element: int
    """The element."""
    columns: int
    """How many columns it takes up."""
    rows: int
    """How many rows it takes up."""


@dataclass(slots=True)
class Shape:
    """A table that holds data."""

    element: int
    """The element."""
    cells: dict[int, str] = field(default_factory=dict)
    """What comes before each cell in Markdown."""
    end: str = " |"
    """What comes after the last one."""
    has_spans: bool = False
    """Whether a cell takes up several rows or columns, which Markdown cannot show."""


@dataclass(slots=True)
class _Seen:
    """What was seen of a table so far."""

    element: int
    rows: list[list[Cell]] = field(default_factory=list)
    texts: dict[int, int] = field(default_factory=dict)
    arranges: bool = False


def find_tables(tree: Tree) -> dict[int, Shape]:
    """Find the tables of a page that hold data, by the number of their element.

    Args:
        tree: The elements of the page.

    Returns:
        Tables with several rows and columns, and with nothing in their cells but short texts.
    """
    shapes: dict[int, Shape] = {}
    open_tables: list[_Seen] = []
    for event in tree.events:
        name = tree.elements[event.element].name if event.element >= 0 else ""
        table = open_tables[-1] if open_tables else None
        if event.kind == "open":
            if table is not None and name in ARRANGING:
                table.arranges = True
            if name == "table":
                open_tables.append(_Seen(event.element))
            elif table is not None:
                _open(table, event.element, name, tree)
        elif event.kind == "close" and table is not None and event.element == table.element:
            open_tables.pop()
            if _holds_data(table):
                shapes[table.element] = _shape(table)
        elif event.kind == "text" and table is not None and table.rows and table.rows[-1]:
            cell = table.rows[-1][-1].element
            table.texts[cell] = table.texts.get(cell, 0) + event.end - event.start
    return shapes


def _open(table: _Seen, number: int, name: str, tree: Tree) -> None:
    """Read the beginning of a row or cell."""
    if name == "tr":
        table.rows.append([])
    elif name in CELLS:
        if not table.rows:
            table.rows.append([])
        attributes = tree.attributes[number]
        table.rows[-1].append(Cell(number, _read(attributes.get("colspan")), _read(attributes.get("rowspan"))))


def _read(written: str | None) -> int:
    """Read how many rows or columns a cell takes up."""
    short = (written or "").strip()[:4]
    return min(MOST_COLUMNS, max(1, int(short))) if short.isascii() and short.isdigit() else 1


def _holds_data(table: _Seen) -> bool:
    """Return whether a table holds data."""
    wide = [row for row in table.rows if len(row) > 1]
    widest = max((sum(cell.columns for cell in row) for row in table.rows), default=0)
    return (
        not table.arranges
        and len(wide) > 1
        and widest <= MOST_COLUMNS
        and max(table.texts.values(), default=0) <= LONGEST_CELL
        and len(table.texts) > 2  # noqa: PLR2004 -- a head and a value in two rows
    )


def _shape(table: _Seen) -> Shape:
    """Lay out a table: a cell that takes up several places is followed by empty ones."""
    shape = Shape(table.element)
    rows = _lay_out([row for row in table.rows if row])
    shape.has_spans = any(cell.columns > 1 or cell.rows > 1 for row in table.rows for cell in row)
    width = max(map(len, rows))
    glue = ""
    for number, row in enumerate(rows):
        for slot in (*row, *[None] * (width - len(row))):
            glue += "| "
            if slot is not None:
                shape.cells[slot] = glue
                glue = ""
            glue += " "
        glue += "|\n" + ("|---" * width + "|\n" if number == 0 else "")
    shape.end = glue.rstrip("\n")
    return shape


def _lay_out(rows: list[list[Cell]]) -> list[list[int | None]]:
    """Return the element at each place of each row; None where a cell of an earlier row or column takes it up."""
    laid: list[list[int | None]] = []
    taken: dict[int, int] = {}
    for row in rows:
        slots: list[int | None] = []
        for cell in row:
            while taken.get(len(slots), 0):
                taken[len(slots)] -= 1
                slots.append(None)
            for place in range(cell.columns):
                taken[len(slots)] = cell.rows - 1
                slots.append(None if place else cell.element)
        while taken.get(len(slots), 0):
            taken[len(slots)] -= 1
            slots.append(None)
        laid.append(slots)
    return laid
