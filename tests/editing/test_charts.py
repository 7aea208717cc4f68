"""Pictures of charts: they contain all texts, texts do not overlap, and bars are proportional."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from chart_specs import SPECS, SVG, TEXTS, list_lines, list_words, read_path, read_spec, write
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from duizhao.drawings import ChartKind
from duizhao.editing.charts.chart import Chart, ChartRow, ChartTile, Download, Offers
from duizhao.editing.charts.data import make_csv, make_json
from duizhao.editing.charts.drawing import DASHES, PATTERNS, SHAPES, write_coordinate
from duizhao.editing.charts.figure import DRAW, SIZES, make_chart, make_file, make_svg
from duizhao.editing.charts.lettering import LINE, measure, wrap
from duizhao.editing.charts.limits import FORMS
from duizhao.editing.charts.limits import SHAPES as MARKS
from duizhao.editing.charts.scales import Item, Scale, fit_scale, list_ticks, thin_out
from duizhao.editing.charts.standalone import AXIS, COLOURS, GRID, GROUND, SOFT, TEXT
from duizhao.source.charts import COUNTS, MOST_SERIES

STYLE_SHEET = Path(__file__).parents[2] / "duizhao/theme/assets/duizhao/charts.css"
KINDS: tuple[ChartKind, ...] = (
    *("bar", "grouped", "stacked", "line", "dot", "small-multiples"),
    *("slope", "range", "tile-map"),
)
OFFERS = Offers(
    (Download("CSV", "data.csv"), Download("JSON", "data.json?a=1&b=2")), "PNG", "<b>", "Embed", "Copy", "Copied"
)


def find_bars(picture: ET.Element) -> list[ET.Element]:
    """Find the bars of a picture, without the squares of its legend."""
    bars = [one for one in picture.iter(f"{SVG}rect") if "dz-chart__bar" in one.get("class", "")]
    return [bar for bar in bars if bar.get("height") == "20"]


def find_zero(picture: ET.Element) -> float:
    """Return the x coordinate of the axis."""
    return next(float(one.attrib["x1"]) for one in picture.iter(f"{SVG}line") if one.get("class") == "dz-chart__axis")


def check_pictures(chart: Chart) -> None:
    """Check what both pictures of every chart must satisfy."""
    for size in SIZES:
        check_picture(chart, ET.fromstring(make_svg(chart, "c", size)))


def check_picture(chart: Chart, picture: ET.Element) -> None:
    """Check that a picture contains all texts inside its edges, and that no texts overlap."""
    everything = "\n".join(list_words(picture))
    # A line chart has no mark for a missing value, and omits labels that do not fit below its axis.
    rows = [row for row in chart.rows if chart.kind != "line" or any(value is not None for value in row.values)]
    for row in rows:
        assert " ".join(row.label.split()) in everything
        texts = zip(row.values, chart.write_values(row), strict=True)
        values = [text for value, text in texts if chart.kind != "line" or value is not None]
        assert [text for text in values if text not in everything] == []
    assert [name for name in chart.series if rows and " ".join(name.split()) not in everything] == []
    lines = list_lines(picture)
    left, top, width, height = map(float, picture.attrib["viewBox"].split())
    for line in lines:
        assert left - 0.1 <= line.left, line
        assert line.right <= left + width + 0.1, line
        assert top - 0.1 <= line.top, line
        assert line.bottom <= top + height + 0.1, line
    for one, other in combinations(lines, 2):
        assert not one.touches(other), (one, other)
    for bar in find_bars(picture):
        assert float(bar.attrib["x"]) >= left
        assert float(bar.attrib["x"]) + float(bar.attrib["width"]) <= left + width
    for path in picture.iter(f"{SVG}path"):
        if "dz-chart__line" in path.get("class", ""):
            assert all(left <= x <= left + width and top <= y <= top + height for x, y in read_path(path.attrib["d"]))


@pytest.mark.parametrize("name", SPECS)
def test_everything_is_said_inside_the_picture(name: str) -> None:
    """Labels and values are inside the picture, and no texts overlap."""
    check_pictures(read_spec(name))


NUMBERS = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9),
    st.decimals(-(10**6), 10**6, places=2, allow_nan=False, allow_infinity=False),
    st.floats(-1000, 1000, allow_nan=False).map(lambda value: round(value, 3)),
)
LABELS = st.text(st.sampled_from("村社区居民委员会abcdefgh iW（），。《》-&<"), min_size=1, max_size=40).filter(
    str.strip
)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Make a chart of any kind with any labels and numbers."""
    kind: ChartKind = draw(st.sampled_from(KINDS))
    least, most = COUNTS[kind]
    count = draw(st.integers(least, min(most, MOST_SERIES)))
    values = st.tuples(*[NUMBERS] * count)
    rows = draw(st.lists(st.builds(ChartRow, LABELS, values), min_size=1, max_size=12))
    names = draw(st.lists(LABELS, min_size=count, max_size=count)) if count > 1 or draw(st.booleans()) else []
    tiles = tuple(ChartTile(row.label, at % 6 + 1, at // 6 + 1, at) for at, row in enumerate(rows))
    chart = Chart(kind, "标题", "说明", tuple(rows), TEXTS, "zh-Hans", write, tuple(names))
    return replace(chart, tiles=tiles) if kind == "tile-map" else chart


EMPTY = ChartRow("<", (None, None, None))
CROWDED = (*[EMPTY] * 5, ChartRow("<<<<  <", (None, None, 0)), EMPTY)
"""Rows, one of which has a label with two blanks that does not fit below the axis."""
NARROW = (*[ChartRow("<", (None, None, None, None))] * 4, ChartRow("<", (None, None, None, -1_000_000_000)))
"""Rows, one of which has a number wider than the space that names and axis leave."""


@example(Chart("line", "标题", "说明", CROWDED, TEXTS, "zh-Hans", write, ("<", "<", "<")))
@example(Chart("line", "标题", "说明", NARROW, TEXTS, "zh-Hans", write, ("<", "<", "<", "<<<<<aaaaa")))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(charts())
def test_any_chart_keeps_to_its_edges(chart: Chart) -> None:
    """Whatever the labels and numbers, all texts are inside the picture and do not overlap."""
    check_pictures(chart)


@pytest.mark.parametrize("name", SPECS)
def test_html_is_the_same_every_time(name: str) -> None:
    """A chart always renders to the same bytes, without scripts, styles or colours, and all its ids have its prefix."""
    html = make_chart(read_spec(name), "one", OFFERS)
    assert make_chart(read_spec(name), "one", OFFERS) == html
    assert re.findall(r"<script|style=|#[0-9a-f]{3,6}\b|rgb|\bon\w+=", html) == []
    ids = re.findall(r'\bid="([^"]*)"', html)
    assert len(set(ids)) == len(ids)
    assert [one for one in ids if not one.startswith("one-")] == []
    used = set(re.findall(r"url\(#([^)]*)\)", html)) | set(re.findall(r'labelledby="([^"]*)"', html)[0].split())
    assert used <= set(ids)
    assert html.count("<svg ") == len(SIZES)
    assert re.findall(r"-0\b(?!\.)(?=[ \"])|\d\.\d{2,}(?=[ \"])", html.split("<details")[0].split("<svg")[1]) == []


def test_negative_bars_stand_left_of_zero() -> None:
    """Bars begin at zero: negative ones end there, positive ones start there, with proportional lengths."""
    picture = ET.fromstring(make_svg(read_spec("bar-negative"), "c"))
    zero = find_zero(picture)
    first, second, third = find_bars(picture)
    for bar in (first, second):
        assert float(bar.attrib["x"]) + float(bar.attrib["width"]) == pytest.approx(zero, abs=0.2)
    assert float(third.attrib["x"]) == pytest.approx(zero, abs=0.2)
    widths = [float(bar.attrib["width"]) for bar in (first, second, third)]
    assert [width / widths[1] for width in widths] == pytest.approx([12.5 / 30, 1, 22.4 / 30], abs=0.01)


def test_stacks_add_up_to_both_sides() -> None:
    """Positive parts are stacked to the right of zero, negative ones to the left."""
    chart = Chart("stacked", "t", "d", (ChartRow("a", (3, -2, 5, -4)),), TEXTS, "zh-Hans", write, tuple("abcd"))
    picture = ET.fromstring(make_svg(chart, "c"))
    zero = find_zero(picture)
    bars = [(float(bar.attrib["x"]) - zero, float(bar.attrib["width"])) for bar in find_bars(picture)]
    unit = bars[0][1] / 3
    expected = [(0, 3), (-2, 2), (3, 5), (-6, 4)]
    assert [(x / unit, width / unit) for x, width in bars] == [pytest.approx(one, abs=0.02) for one in expected]


def test_small_multiples_have_one_scale() -> None:
    """Equal values have equally long bars in all panels."""
    rows = (ChartRow("甲", (10, 5)), ChartRow("乙", (2, 10)))
    picture = ET.fromstring(
        make_svg(Chart("small-multiples", "t", "d", rows, TEXTS, "zh-Hans", write, ("一", "二")), "c")
    )
    widths = [float(bar.attrib["width"]) for bar in find_bars(picture)]
    assert [width / widths[0] for width in widths] == pytest.approx([1, 0.2, 0.5, 1], abs=0.01)


def test_gaps_break_lines() -> None:
    """A missing value interrupts a line; distances on the axis are proportional to the years."""
    picture = ET.fromstring(make_svg(read_spec("line"), "c"))
    runs = [read_path(one.attrib["d"]) for one in picture.iter(f"{SVG}path") if "line" in one.get("class", "")]
    assert [len(run) for run in runs] == [3, 2]
    years = [x for run in runs for x, _y in run]
    share = (years[-1] - years[0]) / 10
    assert [round((x - years[0]) / share) for x in years] == [0, 3, 5, 9, 10]


@pytest.mark.parametrize(("values", "is_above"), [((7465, 22948), False), ((22948, 7465), True)])
def test_values_stand_where_no_line_goes(values: tuple[int, int], is_above: bool) -> None:  # noqa: FBT001
    """The first value is printed below a rising line and above a falling one."""
    rows = tuple(ChartRow(label, (value,)) for label, value in zip(("2020", "2024"), values, strict=True))
    picture = ET.fromstring(make_svg(Chart("line", "t", "d", rows, TEXTS, "en", write), "c"))
    ((_x, y), _end) = next(
        read_path(one.attrib["d"]) for one in picture.iter(f"{SVG}path") if "line" in one.get("class", "")
    )
    first = next(line for line in list_lines(picture) if line.text == write(values[0]))
    assert (first.bottom < y) is is_above
    assert (first.top > y) is not is_above


@pytest.mark.parametrize("kind", ["grouped", "stacked", "line", "dot"])
def test_series_differ_without_colours(kind: ChartKind) -> None:
    """Every series has a unique pattern, shape or dash, and its name is in the picture."""
    names = ("甲", "乙", "丙", "丁", "戊", "己")
    rows = (ChartRow("一", (1, 2, 3, 4, 5, 6)), ChartRow("二", (6, 5, 4, 3, 2, 1)))
    picture = ET.fromstring(make_svg(Chart(kind, "t", "d", rows, TEXTS, "zh-Hans", write, names), "c"))
    looks: dict[str, set[str | None]] = {}
    for mark in (*picture.iter(f"{SVG}rect"), *picture.iter(f"{SVG}path")):
        found = re.search(r"dz-chart__(bar|marker) (dz-chart__s\d)", mark.get("class", ""))
        if found:
            looks.setdefault(found[2], set()).add(mark.get("d") or mark.get("fill", "plain"))
    assert [len(look) for look in looks.values()] == [1] * MOST_SERIES
    assert len(set.union(*looks.values())) == MOST_SERIES
    assert set(names) <= {re.sub(r"[ \d.]+$", "", word) for word in list_words(picture)}


def test_every_kind_and_series_can_be_drawn() -> None:
    """Every kind can be drawn, and there are enough distinct looks for the maximum number of series."""
    assert set(DRAW) == set(COUNTS) == set(KINDS)
    for looks in (PATTERNS, SHAPES, DASHES):
        assert len(set(looks)) == MOST_SERIES


def test_html_says_what_the_chart_is_made_of() -> None:
    """Title, subtitle, description, source, note, table and links surround the picture, escaped."""
    chart = replace(read_spec("bar"), title="A & <B>", subtitle="各类组织的数目", sources=("甲报", "乙报"))
    root = ET.fromstring(make_chart(chart, "c", OFFERS))
    texts = ["".join(one.itertext()) for one in root.iter("p")]
    description = "人民调解委员会最多，行业性、专业性调解组织最少。"
    expected = ["A & <B>", "各类组织的数目", description, "来源：甲报；乙报", "注：截至2025年6月。", "CSV JSON PNG"]
    assert texts == expected
    cells = [["".join(cell.itertext()) for cell in row] for row in root.iter("tr")]
    assert ["".join(one.itertext()) for one in root.iter("caption")] == ["单位：个"]
    assert cells == [
        ["项目", "数值"],
        ["人民调解委员会", "40,900"],
        ["行业性、专业性人民调解委员会", "2,415"],
        ["调解工作室", "5,600"],
    ]
    assert [link.get("href") for link in root.iter("a")] == ["data.csv", "data.json?a=1&b=2"]


def find_limits(picture: ET.Element) -> list[tuple[float, float, str]]:
    """List the marks of limits in a picture with their places."""
    marks = [one for one in picture.iter(f"{SVG}path") if "dz-chart__limit" in one.get("class", "")]
    places = [re.match(r"translate\((\S+) (\S+)\)", one.attrib["transform"]) for one in marks]
    return [(float(at[1]), float(at[2]), mark.attrib["d"]) for at, mark in zip(places, marks, strict=True) if at]


@pytest.mark.parametrize("size", SIZES)
def test_limits_are_marked_where_bars_end(size: str) -> None:
    """The bar of a limited number ends with the mark of its limit, that of an exact one without; a key explains all."""
    chart = read_spec("bar-limits")
    picture = ET.fromstring(make_svg(chart, "c", size))
    marks = find_limits(picture)
    ends = [
        (float(bar.attrib["x"]) + float(bar.attrib["width"]) * (value > 0), float(bar.attrib["y"]) + 10)
        for bar, value in zip(find_bars(picture), (1000, 800, -300, 500), strict=True)
    ]
    forms = [MARKS[FORMS[one]] for one in ("more than", "nearly", "at most", "less than")]
    assert [form for _x, _y, form in marks] == [*forms, *MARKS.values()]
    assert [(x, y) for x, y, _form in marks[:3]] == [pytest.approx(end, abs=0.2) for end in ends[:3]]
    assert [word for word in list_words(picture) if word in TEXTS.limits.values()] == list(TEXTS.limits.values())


@pytest.mark.parametrize(("name", "forms"), [
    ("bar", []), ("bar-english-limits", ["lower"]), ("grouped-notes", ["lower", "about"]),
    ("stacked-limits", ["lower", "upper"]), ("line-notes", ["lower", "about"]), ("dot-limits", [*MARKS]),
    ("small-multiples-limits", ["lower", "about"]),
])  # fmt: skip
def test_the_key_explains_only_what_occurs(name: str, forms: list[str]) -> None:
    """Below each kind of picture stand the limits that occur in it, and no others."""
    picture = ET.fromstring(make_svg(read_spec(name), "c"))
    words = [word for word in list_words(picture) if word in TEXTS.limits.values()]
    assert words == [TEXTS.limits[form] for form in forms]


@pytest.mark.parametrize("name", [name for name in SPECS if "note" in name or "limits" in name])
@pytest.mark.parametrize("size", SIZES)
def test_notes_are_in_the_picture(name: str, size: str) -> None:
    """Whatever is said at a mark is in both pictures, near the mark or below the axis."""
    chart = read_spec(name)
    said = [note for row in chart.rows for note in row.notes if note]
    words = "\n".join(list_words(ET.fromstring(make_svg(chart, "c", size))))
    assert [note for note in said if " ".join(note.split()) not in words] == []


def test_a_note_stands_near_its_point() -> None:
    """A note of a line is at most some lines away from its point, and no line of the chart crosses it."""
    rows = (ChartRow("2020", (10,)), ChartRow("2022", (80,), notes=("合并",)), ChartRow("2024", (90,)))
    picture = ET.fromstring(make_svg(Chart("line", "t", "d", rows, TEXTS, "zh-Hans", write), "c"))
    (points,) = [read_path(one.attrib["d"]) for one in picture.iter(f"{SVG}path") if "line" in one.get("class", "")]
    (note,) = [line for line in list_lines(picture) if line.text == "合并"]
    x, y = points[1]
    assert note.left < x < note.right
    assert min(abs(note.top - y), abs(note.bottom - y)) < 3 * LINE


@pytest.mark.parametrize(("kind", "unit", "first"), [
    ("bar", "人", "12人"), ("bar", "people", "12 people"), ("bar", "%", "12"), ("line", "人", "单位：人"),
    ("dot", "people", "单位：people"), ("bar", "a unit of many words", "单位：a unit of many words"),
])  # fmt: skip
def test_the_unit_stands_where_the_eye_is(kind: ChartKind, unit: str, first: str) -> None:
    """The unit is in the picture, at the first value of bars if there is room; per cent is written with each number."""
    chart = Chart(kind, "t", "d", (ChartRow("a", (12,)), ChartRow("b", (24,))), TEXTS, "en", write, (), unit)
    words = list_words(ET.fromstring(make_svg(chart, "c")))
    assert first in words
    assert len([word for word in words if unit in word]) == (unit != "%")


def test_parts_are_named_where_they_stand() -> None:
    """The names of series stand above the parts of the first bar if all of them fit, else in a key with patterns."""
    rows = (ChartRow("a", (14, 7)),)
    short, long = (
        ET.fromstring(make_svg(Chart("stacked", "t", "d", rows, TEXTS, "zh-Hans", write, names), "c"))
        for names in (("第一期", "第二期"), ("第一期", "第二期" * 20))
    )
    lefts = {line.text: line.left for line in list_lines(short)}
    assert [lefts["第一期"], lefts["第二期"]] == [float(bar.attrib["x"]) for bar in find_bars(short)]
    swatches = [len(list(one.iter(f"{SVG}rect"))) - len(find_bars(one)) for one in (short, long)]
    assert swatches[1] == swatches[0] + 2


@pytest.mark.parametrize("name", SPECS)
def test_the_picture_stands_by_itself(name: str) -> None:
    """The SVG file has title, subtitle, source and terms inside, and needs nothing from elsewhere."""
    chart = replace(read_spec(name), subtitle="数目，个", sources=("甲 & 乙",), licence='<a href="x">CC</a> BY')
    data = make_file(chart)
    assert make_file(chart) == data
    picture = ET.fromstring(data)
    words = "\n".join(list_words(picture))
    for text in (chart.title, "数目，个", "来源：甲 & 乙", "CC BY"):
        assert " ".join(text.split()) in words
    assert re.findall(r"var\(|https?://(?!www\.w3\.org/2000/svg)|href|<script", data.decode()) == []
    assert set(re.findall(r"url\(#([^)]*)\)", data.decode())) <= set(re.findall(r' id="([^"]*)"', data.decode()))


def test_the_file_has_the_colours_of_the_page() -> None:
    """The colours inside an SVG file are those that the style sheet gives to charts on light pages."""
    light = STYLE_SHEET.read_text("utf-8").split("@media")[0]
    named = dict(re.findall(r"--dz-chart-(\w+): (#\w+);", light))
    assert [named[str(at)] for at in range(1, MOST_SERIES + 1)] == [*COLOURS]
    assert [named[name] for name in ("text", "soft", "grid", "axis", "ground")] == [TEXT, SOFT, GRID, AXIS, GROUND]


def test_the_code_to_embed_is_shown_as_text() -> None:
    """The code stands escaped in a field with a label; buttons stay hidden until a script shows them."""
    root = ET.fromstring(make_chart(read_spec("bar"), "c", OFFERS))
    (field,) = root.iter("textarea")
    assert (field.text, field.get("id")) == ("<b>", next(root.iter("label")).get("for"))
    assert [button.get("hidden") for button in root.iter("button")] == ["", ""]
    assert list(ET.fromstring(make_chart(read_spec("bar"), "c")).iter("textarea")) == []


def test_downloads_hold_plain_numbers() -> None:
    """CSV has a byte order mark, CRLF, quotes if needed and empty gaps; JSON has all data of the chart."""
    rows = (ChartRow('甲, "乙"', (40900, None)), ChartRow("丙", (Decimal("97.50"), -0.5)))
    chart = Chart(
        "grouped", "t", "d", rows, TEXTS, "zh-Hans", write, ("2023年", "2024年"), "个", ("来源甲",), "n", "CC"
    )
    data = make_csv(chart)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 3
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert read == [["项目", "2023年", "2024年"], ['甲, "乙"', "40900", ""], ["丙", "97.50", "-0.5"]]
    assert json.loads(make_json(chart)) == {
        "title": "t",
        "subtitle": "",
        "description": "d",
        "language": "zh-Hans",
        "unit": "个",
        "series": ["2023年", "2024年"],
        "rows": [
            {"label": '甲, "乙"', "values": [40900, None], "written": ["40,900", "无数据"]},
            {"label": "丙", "values": [97.5, -0.5], "written": ["97.5", "-0.5"]},
        ],
        "sources": ["来源甲"],
        "note": "n",
        "licence": "CC",
    }


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("社区居民委员会", 60, ["社区居民", "委员会"]),
        ("村（社区）“两委”", 55, ["村（社", "区）", "“两", "委”"]),
        ("甲乙丙丁，戊", 56, ["甲乙丙", "丁，戊"]),
        ("grid workers", 80, ["grid ", "workers"]),
        ("North-eastern", 100, ["North-", "eastern"]),
        ("-12", 100, ["-12"]),
        ("abcdefgh", 41, ["abcd", "efgh"]),
        ("", 40, [""]),
    ],
)
def test_lines_end_where_they_may(text: str, width: float, lines: list[str]) -> None:
    """Lines break between characters and words, but not before closing or after opening punctuation."""
    assert list(wrap(text, width)) == lines


def test_marks_on_letters_have_no_width() -> None:
    """A combining accent does not make a text wider."""
    assert measure("e\u0301te\u0301") == measure("ete")


@given(LABELS, st.floats(20, 400))
def test_lines_put_together_are_the_text(text: str, width: float) -> None:
    """Wrapped lines fit the width, and joined they are the text."""
    lines = wrap(text, width)
    assert "".join(lines) == " ".join(text.split())
    assert all(measure(line.rstrip()) <= width for line in lines)


@pytest.mark.parametrize(
    ("values", "from_zero", "ticks"),
    [
        ([3, 97], False, [0, 25, 50, 75, 100]),
        ([95.9, 98.2], False, [95, 96, 97, 98, 99]),
        ([95.9, 98.2], True, [0, 25, 50, 75, 100]),
        ([-12.5, 8], False, [-20, -10, 0, 10]),
        ([0.1, 0.3], False, [0, Decimal("0.1"), Decimal("0.2"), Decimal("0.3")]),
        ([0], False, [0, Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), 1]),
        ([12], False, [0, 5, 10, 15]),
        ([-7, -7], False, [-8, -6, -4, -2, 0]),
    ],
)
def test_ticks_are_round(values: list[float], from_zero: bool, ticks: list[float]) -> None:  # noqa: FBT001
    """The ticks of an axis are round, exact, and enclose all values."""
    assert list(list_ticks(values, from_zero=from_zero)) == ticks


def test_scale_leaves_room_for_texts() -> None:
    """The widest scale puts two items at the edges; if texts are too wide, all values share one position."""
    scale = fit_scale([Item(0), Item(-10, left=30), Item(20, right=70)], 0, 400)
    assert (scale.place(-10) - 30, scale.place(20) + 70) == (0, 400)
    assert fit_scale([Item(0), Item(1, right=500)], 10, 400) == Scale(10, 0)


def test_texts_on_a_line_are_thinned_out() -> None:
    """The first and last text are kept, and those between that overlap neither."""
    assert thin_out([(0, 10), (8, 18), (20, 30), (32, 42), (40, 50)], 2) == (0, 2, 4)
    assert thin_out([(0, 10)], 2) == (0,)


def test_coordinates_are_short() -> None:
    """Coordinates have at most one decimal and no negative zero."""
    assert [write_coordinate(value) for value in (1.25, -0.01, 3.0, 10)] == ["1.2", "0", "3", "10"]
