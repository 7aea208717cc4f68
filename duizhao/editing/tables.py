"""Cells of tables that are sorted or stacked: what their rows are called on a card, and what they are sorted by."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping, Sequence
from html import escape

from markdown_it.token import Token

from duizhao.editing.inline import make_html
from duizhao.source.plain_text import plain_text
from duizhao.source.references import TOKEN, split_reference
from duizhao.source.tables import CellPlace

FindValue = Callable[[str], str]
"""Returns the value of a figure by its id, or nothing if there is no such figure."""


def dress_cell(
    place: CellPlace,
    written: Sequence[Token],
    shown: Sequence[Token],
    labels: MutableMapping[int, str],
    find_value: FindValue | None,
) -> list[Token]:
    """Return the tokens of a cell, led by an empty element with the label of its column and the value of its figure.

    Args:
        place: Where the cell stands.
        written: The tokens of the cell in the source.
        shown: Those that the edition shows.
        labels: The labels of the columns, to which that of a cell in the head is added.
        find_value: Finds the values of figures.
    """
    if place.is_head:
        labels[place.column] = plain_text(shown)
        return list(shown)
    label = labels.get(place.column, "") if place.is_stacked else ""
    value = _find_only_value(written, find_value) if place.is_sortable and find_value is not None else ""
    said = [f' data-{name}="{escape(text)}"' for name, text in (("label", label), ("value", value)) if text]
    if not said:
        return list(shown)
    return [make_html(f'<span class="dz-cell" aria-hidden="true"{"".join(said)}>'), make_html("</span>"), *shown]


def _find_only_value(written: Sequence[Token], find_value: FindValue) -> str:
    """Return the value of the figure that a cell refers to; nothing if it refers to none, or to several."""
    figures = [split_reference(one.content) for one in written if one.type == TOKEN]
    return find_value(figures[0][0]) if len(figures) == 1 and figures[0][1] != "name" else ""
