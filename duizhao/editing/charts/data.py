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
    """Return the rows of a chart as CSV that spreadsheets open without asking for a format.

    Returns:
        UTF-8 with the byte order mark by which spreadsheets recognise it; fields and lines follow RFC 4180
        (https://www.rfc-editor.org/rfc/rfc4180). Numbers have no separators, and a gap is an empty field.
    """
    text = io.StringIO(newline="")
    # By default the csv module ends lines with CR LF, as the RFC requires.
    writer = csv.writer(text)
    writer.writerow([chart.texts.label, *(name or chart.texts.value for name in chart.names)])
    for row in chart.rows:
        writer.writerow([row.label, *("" if value is None else str(value) for value in row.values)])
    return text.getvalue().encode("utf-8-sig")


def make_json(chart: Chart) -> bytes:
    """Return the rows of a chart as JSON, with everything needed to quote them."""
    document: dict[str, Any] = {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "description": chart.description,
        "language": chart.language,
        "unit": chart.unit,
        "series": list(chart.names),
        "rows": [
            {
                "label": row.label,
                "values": [_make_plain(value) for value in row.values],
                "written": list(chart.write_values(row)),
                **({"qualifiers": list(row.qualifiers)} if any(row.qualifiers) else {}),
                **({"notes": list(row.notes)} if any(row.notes) else {}),
            }
            for row in chart.rows
        ],
        "sources": list(map(str, chart.sources)),
        "note": chart.note,
        "licence": chart.licence,
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _make_plain(value: Number | None) -> int | float | None:
    """Return a number as a type that JSON supports."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
