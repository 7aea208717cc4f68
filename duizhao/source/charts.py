"""Charts as editors write them: the YAML of a fenced block `chart`.

    ```chart
    kind: grouped
    title: 调解委员会多于调解工作室
    subtitle: 两类调解组织的数目，年底
    description: 两组横条，调解委员会的一条最长。
    unit: 个
    series: [2023年, 2024年]
    rows:
      - [调解工作室, 5200, 5600]
      - {label: 人民调解委员会, figures: [null, newssc2025-f34], note: [null, 四万多个]}
    source: [newssc2025]
    ```

With one series, a row may also be the id of a figure, `{figure: id, label: …}` or `{region: id, value: 12}`. Without a
label, the name of the row's region is used, or else that of the figure, or with `labels: region` that of its region.
`null` is a gap. Numbers of a row with a note are written with a key, `{label: …, value: 12, note: …}` or
`{label: …, values: [12, null], note: [null, …]}`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from duizhao.diagnostics import Diagnostic, Span, suggest
from duizhao.drawings import Cell, ChartKind, ChartSource, ChartSourceRow, ChartText, FigureId
from duizhao.source.front_matter import Identifier, Text, check_keys
from duizhao.yaml_text import YamlText, read_yaml

CHART = "chart"
"""The info string of a fence that contains a chart, and the type of its token once it is parsed."""
MOST_SERIES = 6
"""Maximum number of series that readers can distinguish in one picture."""
COUNTS: Mapping[str, tuple[int, int]] = {
    "bar": (1, 1),
    "grouped": (2, MOST_SERIES),
    "stacked": (2, MOST_SERIES),
    "line": (1, MOST_SERIES),
    "dot": (1, MOST_SERIES),
    "small-multiples": (2, 24),
    "slope": (2, 2),
    "range": (2, 2),
    "tile-map": (1, 1),
}
"""Minimum and maximum number of series that each kind can show."""
Labels = Literal["name", "region"]
CELL_KEYS = ("figure", "figures", "value", "values")
ROW_KEYS = ("label", "region", *CELL_KEYS, "note")
IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]*")
ID_HINT = "numbers are written with a label:  - [label, 12]"
ROW_HINT = (
    "write  - [label, 12],  - {label: …, figures: [id, id]},  - {figure: id, label: …},  - {region: id, value: 12}  "
    "or  - id"
)


class ChartHead(Struct, forbid_unknown_fields=True, kw_only=True):
    """The keys of a chart."""

    kind: Annotated[ChartKind, Meta(description="How the values are drawn.")]
    title: Annotated[Text, Meta(description="What the figures say, as a headline.")]
    subtitle: Annotated[str, Meta(description="What is measured, in which unit, where and when.")] = ""
    description: Annotated[Text, Meta(description="What is to be seen; read out in place of the picture.")]
    unit: Annotated[str, Meta(description="What the numbers count; may be absent where figures say it.")] = ""
    series: Annotated[list[Text], Meta(description="A name for each value of a row.")] = []
    rows: Annotated[list[Any], Meta(min_length=1, description="Values or ids of figures, row by row.")]
    labels: Annotated[Labels, Meta(description="What labels the figures of rows without a label.")] = "name"
    source: Annotated[list[Identifier], Meta(description="Ids of sources.yml, beside those of the figures.")] = []
    note: Annotated[str, Meta(description="What readers must know to read the chart rightly.")] = ""


def is_chart(info: str) -> bool:
    """Return whether a fence with this info string contains a chart."""
    return info.split()[:1] == [CHART]


def read_chart(text: str, path: str, first_line: int = 1) -> tuple[ChartSource | None, list[Diagnostic]]:
    """Parse the YAML of a chart, and find all problems at once.

    Args:
        text: The content of the fence.
        path: The file, for messages.
        first_line: The number of the first line inside the fence.

    Returns:
        The chart, or None if it cannot be drawn, and the problems found.
    """
    document, problems = read_yaml(text, path, first_line)
    if document is None:
        return None, problems
    span = Span(path, first_line)
    if not isinstance(document.value, dict):
        hint = "write lines such as  kind: bar  and  title: …"
        return None, [*problems, Diagnostic(span, "chart-syntax", "expected the keys of a chart", hint)]
    good, more = check_keys(ChartHead, document)
    problems += more
    names = good.get("series", [])
    # If the series are invalid, the expected number of values in a row is unknown.
    count = max(1, len(names)) if "series" in good or document.value.get("series") is None else None
    if "kind" in good and count is not None:
        problems += _check_count(document, good["kind"], count)
    rows: list[ChartSourceRow] = []
    for at in range(len(good.get("rows", []))):
        row, more = _read_row(document, at)
        problems += more
        if row is None:
            continue
        rows.append(row)
        if count is not None and len(row.cells) != count:
            wanted = f"{count}, one for each series" if names else "one"
            found = "1 value" if len(row.cells) == 1 else f"{len(row.cells)} values"
            message = f"a row has {found}, expected {wanted}"
            hint = "" if names else "name the values with  series: [a, b]"
            problems.append(Diagnostic(row.span, "chart-row", message, hint or "write null for a gap"))
    if problems:
        return None, problems

    def place(key: str) -> ChartText | None:
        return ChartText(good[key].strip(), document.span(key)) if good.get(key) else None

    chart = ChartSource(
        kind=good["kind"],
        title=ChartText(good["title"].strip(), document.span("title")),
        description=ChartText(good["description"].strip(), document.span("description")),
        unit=place("unit"),
        series=tuple(ChartText(name, document.span("series", at)) for at, name in enumerate(names)),
        rows=tuple(rows),
        sources=tuple(FigureId(one, document.span("source", at)) for at, one in enumerate(good.get("source", []))),
        note=place("note"),
        has_regions=good.get("labels") == "region",
        span=span,
        subtitle=place("subtitle"),
    )
    return chart, problems


def list_texts(chart: ChartSource) -> tuple[ChartText, ...]:
    """List the texts of a chart that an edition converts or translates, in source order.

    Numbers and ids are not texts; a label taken from a figure is translated with the figure.
    """
    of_rows = (one for row in chart.rows for one in (row.label, *row.notes))
    texts = (chart.title, chart.subtitle, chart.description, chart.unit, *chart.series, *of_rows, chart.note)
    return tuple(sorted((one for one in texts if one is not None), key=lambda one: one.span))


def find_context(chart: ChartSource, text: ChartText) -> str:
    """Return what distinguishes a text from equal ones: the title for a unit, since 个 may count posts or cities."""
    return chart.title.text if text == chart.unit else ""


def list_figures(chart: ChartSource) -> tuple[FigureId, ...]:
    """List the figures that a chart takes its values from."""
    return tuple(cell for row in chart.rows for cell in row.cells if isinstance(cell, FigureId))


def _check_count(document: YamlText, kind: str, count: int) -> list[Diagnostic]:
    """Report a number of series that a kind cannot show.

    Bad: `kind: bar` with `series: [2023年, 2024年]`
    Good: `kind: grouped` with `series: [2023年, 2024年]`
    """
    least, most = COUNTS[kind]
    if least <= count <= most:
        return []
    expected = str(least) if least == most else f"{least} to {most}"
    fitting = [one for one, (low, high) in COUNTS.items() if low <= count <= high]
    message = f"kind '{kind}' shows {expected} series, found {count}"
    hint = "kinds for so many: " + ", ".join(fitting) if fitting else "divide the chart"
    return [Diagnostic(document.span("series", key=True), "chart-series", message, hint)]


def _read_row(document: YamlText, at: int) -> tuple[ChartSourceRow | None, list[Diagnostic]]:
    """Read a row in any of its notations."""
    row = document.value["rows"][at]
    span = document.span("rows", at)
    if isinstance(row, str):
        cell, problems = _read_id(row, span, "a figure")
        return ChartSourceRow(None, (cell,), span), problems
    if isinstance(row, list) and row:
        return _read_list(document, at, row)
    if isinstance(row, dict):
        return _read_mapping(document, at, row)
    return None, [Diagnostic(span, "chart-row", f"expected a row, found {row!r}", ROW_HINT)]


def _read_list(document: YamlText, at: int, row: list[Any]) -> tuple[ChartSourceRow | None, list[Diagnostic]]:
    """Read a label followed by values: `[label, 12, null]`."""
    span = document.span("rows", at)
    label, problems = _read_label(row[0], document.span("rows", at, 0))
    cells: list[Cell] = []
    for index, value in enumerate(row[1:], start=1):
        cell, more = _read_number(value, document.span("rows", at, index))
        problems += more
        cells.append(cell)
    return ChartSourceRow(label, tuple(cells), span), problems


def _read_mapping(
    document: YamlText, at: int, row: Mapping[str, Any]
) -> tuple[ChartSourceRow | None, list[Diagnostic]]:
    """Read a row with keys: `{figure: id}`, `{label: …, figures: [id, null]}` or `{region: id, value: 12}`."""
    span = document.span("rows", at)
    problems = [
        Diagnostic(
            document.span("rows", at, str(key), key=True),
            "key-unknown",
            f"unknown key '{key}'",
            suggest(str(key), ROW_KEYS),
        )
        for key in row
        if key not in ROW_KEYS
    ]
    label: ChartText | None = None
    if row.get("label") is not None:
        label, more = _read_label(row["label"], document.span("rows", at, "label"))
        problems += more
    region: FigureId | None = None
    if row.get("region") is not None:
        region, more = _read_id(row["region"], document.span("rows", at, "region"), "a region", "")
        problems += more
    keys = [key for key in CELL_KEYS if key in row]
    written = row[keys[0]] if len(keys) == 1 else None
    is_list = keys and keys[0].endswith("s")
    if len(keys) != 1 or (is_list and not (written and isinstance(written, list))):
        message = "expected one of 'figure: id', 'figures: [id, id]', 'value: 12' and 'values: [12, null]'"
        return None, [*problems, Diagnostic(span, "chart-row", message, ROW_HINT)]
    if label is None and row.get("region") is None and keys != ["figure"]:
        return None, [*problems, Diagnostic(span, "key-missing", "missing key 'label'", "add  label: …")]
    places = _list_places(document, at, keys[0])
    cells: list[Cell] = []
    for value, place in places:
        if value is None and keys[0] != "figure":
            cells.append(None)
            continue
        cell, more = _read_id(value, place, "a figure") if keys[0].startswith("figure") else _read_number(value, place)
        problems += more
        cells.append(cell)
    notes, more = _read_notes(document, at, len(cells))
    return ChartSourceRow(label, tuple(cells), span, notes, region), [*problems, *more]


def _list_places(document: YamlText, at: int, key: str) -> list[tuple[Any, Span]]:
    """List the values of a key of a row with their places; only some keys have several."""
    written, span = document.value["rows"][at][key], document.span("rows", at, key)
    if key in ("figure", "value") or not isinstance(written, list):
        return [(written, span)]
    return [(one, document.span("rows", at, key, index)) for index, one in enumerate(written)]


def _read_notes(document: YamlText, at: int, count: int) -> tuple[tuple[ChartText | None, ...], list[Diagnostic]]:
    """Read what is said at the marks of a row: a text, or with several series a list with a text or null for each."""
    if document.value["rows"][at].get("note") is None:
        return (), []
    places = _list_places(document, at, "note")
    wrong = [one for one, _span in places if one is not None and not (isinstance(one, str) and one.strip())]
    if wrong or len(places) != count:
        found = f"{wrong[0]!r}" if wrong else f"{len(places)} notes"
        message = f"expected a short text for each value, found {found}"
        hint = "write  note: …  for one value, and  note: [null, …]  for several"
        return (), [Diagnostic(document.span("rows", at, "note"), "chart-note", message, hint)]
    return tuple(None if one is None else ChartText(one.strip(), span) for one, span in places), []


def _read_number(value: Any, span: Span) -> tuple[int | float | None, list[Diagnostic]]:
    """Read a number or a gap."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if value is None or is_number:
        return value, []
    message = f"expected a number or null, found {value!r}"
    hint = "write 1234.5 without signs, and ids as  - {label: …, figures: [id]}"
    return None, [Diagnostic(span, "chart-value", message, hint)]


def _read_label(value: Any, span: Span) -> tuple[ChartText | None, list[Diagnostic]]:
    """Read a label, which may be a number such as `2024`."""
    if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
        return ChartText(str(value), span), []
    return None, [Diagnostic(span, "chart-row", f"expected a label, found {value!r}", ROW_HINT)]


def _read_id(value: Any, span: Span, what: str, hint: str = ID_HINT) -> tuple[FigureId | None, list[Diagnostic]]:
    """Read the id of a figure or a region."""
    if isinstance(value, str) and IDENTIFIER.fullmatch(value):
        return FigureId(value, span), []
    message = f"expected the id of {what}, found {value!r}"
    return None, [Diagnostic(span, "chart-value", message, hint)]
