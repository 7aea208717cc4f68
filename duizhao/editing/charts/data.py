"""The data of a chart as files that other programs read."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Any

from duizhao.editing.charts.chart import Chart
from duizhao.editing.numbers import Number


def make_csv(chart: Chart) -> bytes:
    """Write the rows of a chart as CSV, as spreadsheets open it without asking.

    Returns:
        UTF-8 with the mark by which spreadsheets know it, fields and lines as RFC 4180 has them
        (https://www.rfc-editor.org/rfc/rfc4180); numbers without separators, an empty field for a gap.
    """
    text = io.StringIO(newline="")
    # The csv module's own default ends lines with CR LF, as the RFC asks.
    writer = csv.writer(text)
    writer.writerow([chart.texts.label, *(name or chart.texts.value for name in chart.names)])
    for row in chart.rows:
        writer.writerow([row.label, *("" if value is None else str(value) for value in row.values)])
    return text.getvalue().encode("utf-8-sig")


def make_json(chart: Chart) -> bytes:
    """Write the rows of a chart as JSON, together with all that is needed to quote them."""
    document: dict[str, Any] = {
        "title": chart.title,
        "description": chart.description,
        "language": chart.language,
        "unit": chart.unit,
        "series": list(chart.names),
        "rows": [
            {
                "label": row.label,
                "values": [_make_plain(value) for value in row.values],
                "written": list(chart.write_values(row)),
            }
            for row in chart.rows
        ],
        "sources": list(map(str, chart.sources)),
        "note": chart.note,
        "licence": chart.licence,
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _make_plain(value: Number | None) -> int | float | None:
    """Give a number as JSON knows it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
