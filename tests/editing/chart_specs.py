"""The charts of charts.yml as values, and the texts of their pictures with their bounding boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import polib
import yaml

from duizhao.drawings import ChartSource, ChartSourceRow
from duizhao.editing.charts.chart import Chart, ChartRow, ChartTexts, ChartTile
from duizhao.editing.charts.lettering import ASCENT, DESCENT, SIZE, measure
from duizhao.editing.charts.tiles import NAME, NAME_SIZE
from duizhao.editing.numbers import format_number
from duizhao.source.charts import read_chart

SPECS: dict[str, str] = yaml.safe_load((Path(__file__).parent / "charts.yml").read_text())
ROOT = Path(__file__).parents[2]
PLACES: list[dict[str, Any]] = [
    row for row in yaml.safe_load((ROOT / "content/regions.yml").read_text("utf-8")) if "tile" in row
]
"""The regions on the report's tile map, as they are written."""
ENGLISH = {
    one.msgid: one.msgstr
    for one in polib.pofile(str(ROOT / "translations/en/site.po"), wrapwidth=0)
    if one.msgctxt == "tile"
}
"""Their short names in English, by the Chinese ones."""
SVG = "{http://www.w3.org/2000/svg}"
TEXTS = ChartTexts(
    no_data="无数据",
    unit="单位：{}",
    source="来源：{}",
    note="注：{}",
    data="数据",
    label="项目",
    value="数值",
    limits={"lower": "下限", "about": "约数", "upper": "上限"},
    separator="；",
)


def write(value: object) -> str:
    """Format a number with separators that all editions share."""
    return format_number(value, "zh-Hans", 10)  # type: ignore[arg-type]


def make_row(row: ChartSourceRow, region: str) -> ChartRow:
    """Make a row from its source; a qualifier in brackets at the beginning of a note is that of the number."""
    notes = [note.text if note else "" for note in row.notes or [None] * len(row.cells)]
    found = [re.match(r"\(([a-z ]+)\) *", note) for note in notes]
    qualifiers = tuple(one[1] if one else "" for one in found)
    said = tuple(re.sub(r"^\([a-z ]+\) *", "", note) for note in notes)
    return ChartRow(row.label.text if row.label else region, row.cells, (), qualifiers, said)  # type: ignore[arg-type]


def make_value(source: ChartSource) -> Chart:
    """Make a chart from its source, which has only inline values; regions have names in the language of its title."""
    names = {one["id"]: ENGLISH[one["short"]] if source.title.text.isascii() else one["short"] for one in PLACES}
    abouts = [row.region.id if row.region else "" for row in source.rows]
    places = PLACES if source.kind == "tile-map" else []
    return Chart(
        kind=source.kind,
        title=source.title.text,
        description=source.description.text,
        rows=tuple(make_row(row, names.get(about, "")) for row, about in zip(source.rows, abouts, strict=True)),
        tiles=tuple(
            ChartTile(names[one["id"]], *one["tile"], abouts.index(one["id"]) if one["id"] in abouts else None)
            for one in places
        ),
        texts=TEXTS,
        language="zh-Hans",
        write=write if source.unit is None or source.unit.text != "%" else lambda value: f"{write(value)}%",
        series=tuple(one.text for one in source.series),
        unit=source.unit.text if source.unit else "",
        subtitle=source.subtitle.text if source.subtitle else "",
        sources=tuple(one.id for one in source.sources),
        note=source.note.text if source.note else "",
        licence="CC BY 4.0",
    )


@cache
def read_spec(name: str) -> Chart:
    """Read a chart of charts.yml."""
    source, problems = read_chart(SPECS[name], "charts.yml")
    assert problems == []
    assert source is not None
    return make_value(source)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in a picture, with its bounding box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Line) -> bool:
        """Return whether two boxes overlap by more than a rounding error."""
        return (
            self.left < other.right - 0.2
            and other.left < self.right - 0.2
            and self.top < other.bottom - 0.2
            and other.top < self.bottom - 0.2
        )


def parse_svg(svg: str) -> ET.Element:
    """Parse a picture as XML."""
    return ET.fromstring(svg)


def list_lines(picture: ET.Element) -> list[Line]:
    """List the lines of text of a picture."""
    lines = []
    for text in picture.iter(f"{SVG}text"):
        for span in text.iter(f"{SVG}tspan"):
            width = measure((span.text or "").rstrip()) * (NAME_SIZE / SIZE if text.get("class") == NAME else 1)
            shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.attrib["text-anchor"]]
            left, baseline = float(span.attrib["x"]) - shift * width, float(span.attrib["y"])
            lines.append(Line(span.text or "", left, baseline - ASCENT, left + width, baseline + DESCENT))
    return lines


def list_words(picture: ET.Element) -> list[str]:
    """List the texts of a picture, each joined from its lines, and the titles of its markers."""
    texts = ["".join(text.itertext()) for text in picture.iter(f"{SVG}text")]
    return texts + ["".join(title.itertext()) for title in picture.iter(f"{SVG}title")]


def read_path(path: str) -> list[tuple[float, float]]:
    """Parse the points of a line."""
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]
