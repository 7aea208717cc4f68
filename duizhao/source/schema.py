"""JSON Schemas of the YAML that editors write, for completion and validation in text editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from duizhao.source.charts import CHART, ChartHead
from duizhao.source.figures import FigureRow
from duizhao.source.front_matter import ArticleHead, PageHead
from duizhao.source.taxonomies import RegionRow, SourceRow, TermRow, ThemeRow
from duizhao.source.timeline import ActionRow, EventRow

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHAPES: Mapping[str, Any] = {
    "article": ArticleHead,
    "page": PageHead,
    "themes": list[ThemeRow],
    "regions": list[RegionRow],
    "sources": list[SourceRow],
    "glossary": list[TermRow],
    "figures": list[FigureRow],
    CHART: ChartHead,
    "actions": list[ActionRow],
    "events": list[EventRow],
}
"""Types that have a schema: both kinds of front matter, the files of the content folder, the block of a chart."""


def make_schema(name: str = "article") -> dict[str, Any]:
    """Return the JSON Schema of front matter, a data file or a chart.

    Args:
        name: A key of `SHAPES`.
    """
    described = msgspec.json.schema(SHAPES[name])
    for row in described["$defs"].values():
        for key in row["properties"].values():
            if key.get("format") == "decimal":
                # msgspec describes a Decimal as a JSON string; in YAML it is a plain number.
                key["type"] = "number"
                del key["format"]
    return {"$schema": DIALECT, **described}
