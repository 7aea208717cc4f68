"""Figures: the numbers of the report, each stated once in a file of content/data."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from duizhao.diagnostics import Diagnostic, Span
from duizhao.model import Figure
from duizhao.settings import Settings
from duizhao.source.front_matter import Identifier, Text, check_period
from duizhao.source.taxonomies import read_rows
from duizhao.yaml_text import YamlText

DATA = "data"
"""The subfolder of the content folder for figures, one file per source."""

Qualifier = Literal["more than", "nearly", "at least", "about", "at most", "less than"]
PeriodKind = Literal["asof", "span", "annual", "event"]


class FigureRow(Struct, forbid_unknown_fields=True, kw_only=True):
    """An entry of a file of content/data."""

    id: Annotated[Identifier, Meta(description="What references call it: {{id}}.")]
    name: Annotated[Text, Meta(description="What is counted, in the script of the file.")]
    value: Annotated[Decimal, Meta(description="The exact number; of per cent the per cent: 97.5.")]
    unit: Annotated[str, Meta(description="The measure word as printed; % for per cent.")] = ""
    qualifier: Annotated[Qualifier | None, Meta(description="How the number is limited; absent where it is exact.")] = (
        None
    )
    region: Annotated[Identifier, Meta(description="The smallest place it is about: an id of regions.yml.")]
    period: Annotated[Text, Meta(description="2025, 2025-03, 2025-11-19 or 2021/2025.")]
    period_kind: Annotated[
        PeriodKind, Meta(description="asof: a stock on that date; span: accumulated over it; annual: per year; event.")
    ]
    theme: Annotated[Identifier, Meta(description="An id of themes.yml.")]
    source: Annotated[Identifier, Meta(description="An id of sources.yml.")]
    note: Annotated[str, Meta(description="What readers must know to read the number rightly.")] = ""


def read_figures(settings: Settings) -> tuple[tuple[Figure, ...], list[Diagnostic]]:
    """Read all files of content/data in the order of their names; ids must be unique across files.

    Returns:
        The figures, none if the site has no such folder, and the problems found.
    """
    figures: dict[str, Figure] = {}
    problems: list[Diagnostic] = []
    for file in sorted((settings.content_folder / DATA).glob("*.yml")):
        found, more = read_rows(settings, f"{DATA}/{file.name}", FigureRow, _make_figure, required=False)
        problems += more
        for figure in found:
            first = figures.setdefault(figure.id, figure)
            if first is not figure:
                message = f"id '{figure.id}' stands twice"
                hint = f"it stood first in {first.span.path}, line {first.span.line}"
                problems.append(Diagnostic(figure.places["id"], "figure-duplicate", message, hint))
    return tuple(figures.values()), problems


def _make_figure(row: dict[str, Any], span: Span, document: YamlText, index: int) -> tuple[Figure, list[Diagnostic]]:
    """Create one figure from its entry."""
    places = {key: document.span(index, key) for key in row}
    problems = check_period(document, row["period"], index)
    if not row["value"].is_finite():
        problems.append(
            Diagnostic(places["value"], "key-type", f"key 'value': expected a number, found {row['value']}")
        )
    texts = {key: row.get(key) or "" for key in FigureRow.__struct_fields__ if key != "value"}
    return Figure(value=row["value"], span=span, places=places, **texts), problems
