"""Tile maps: which tiles belong together, how values are divided into shades, and where names break."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from chart_specs import PLACES, ROOT, SVG, TEXTS, list_lines, list_words, read_spec, write
from hypothesis import given
from hypothesis import strategies as st

from duizhao.diagnostics import Span
from duizhao.editing.charts.chart import Chart, ChartRow, ChartTile
from duizhao.editing.charts.figure import SIZES, make_svg
from duizhao.editing.charts.slopes import push_apart
from duizhao.editing.charts.standalone import SHADES
from duizhao.editing.tile_maps import MOST_SHADES, Tile, find_shade, find_shades, list_tile_maps, write_range
from duizhao.model import Region

NEIGHBOURS = [
    *(("chengdu", "deyang"), ("chengdu", "meishan"), ("chengdu", "aba"), ("ganzi", "yaan"), ("yaan", "liangshan")),
    *(("liangshan", "panzhihua"), ("liangshan", "leshan"), ("mianyang", "guangyuan"), ("guangyuan", "bazhong")),
    *(("bazhong", "dazhou"), ("dazhou", "guangan"), ("nanchong", "suining"), ("neijiang", "zigong")),
    *(("zigong", "yibin"), ("yibin", "luzhou"), ("luzhou", "neijiang"), ("ziyang", "suining")),
]
"""Prefectures with a common border."""


def make_region(name: str, parent: str | None, tile: tuple[int, int] | None, short: str = "") -> Region:
    """Make a region."""
    return Region(name, f"{name}市", "", parent, None, Span("content/regions.yml"), short, tile)


def test_a_map_has_the_regions_of_one_parent() -> None:
    """Regions with tiles are on the map of their parent, row by row, with their short names if they have one."""
    regions = [
        make_region("p", None, None),
        make_region("a", "p", (2, 2)),
        make_region("b", "p", (1, 2), "乙"),
        make_region("c", "p", (3, 1)),
        make_region("d", "p", None),
        make_region("e", "a", (1, 1)),
    ]
    upper = (Tile("c", "c市", 3, 1), Tile("b", "乙", 1, 2), Tile("a", "a市", 2, 2))
    assert list_tile_maps(regions) == dict.fromkeys("abc", upper) | {"e": (Tile("e", "e市", 1, 1),)}


@pytest.mark.parametrize(
    ("values", "shades"),
    [
        ([], ()),
        ([7, 7], ((7, 7),)),
        ([1, 2, 3, 4, 5], ((1, 1), (2, 2), (3, 3), (4, 4), (5, 5))),
        ([2, 3, 3, 4, 5, 5, 6, 7, 8, 8, 8, 10, 17, 24, 114], ((2, 5), (6, 10), (17, 17), (24, 24), (114, 114))),
        ([-9, -8, 0, 0.5, 100, 101, 102, 103, 900], ((-9, -8), (0, 0.5), (100, 101), (102, 103), (900, 900))),
    ],
)
def test_values_that_are_near_have_one_shade(values: list[float], shades: tuple[tuple[float, float], ...]) -> None:
    """Values are divided where their distances are large, into at most five classes."""
    assert find_shades(values) == shades


@given(st.lists(st.integers(-(10**6), 10**9), max_size=60))
def test_every_value_has_one_shade(values: list[int]) -> None:
    """Classes hold all values, rise and do not overlap; a greater value never has a lighter shade."""
    shades = find_shades(values)
    assert len(shades) == min(MOST_SHADES, len(set(values)))
    assert all(low[1] < high[0] for low, high in pairwise(shades))
    assert [value for value in values if not any(low <= value <= high for low, high in shades)] == []
    found = [find_shade(value, shades) for value in sorted(values)]
    assert found == sorted(found)
    assert {"dz-shade--1", "dz-shade--5"} <= {*found} or len(shades) < 2


def test_ranges_are_written_as_the_language_does() -> None:
    """A class of one value is that value."""
    assert [write_range(low, "9", lang) for low, lang in (("3", "zh-Hans"), ("3", "en"), ("9", "en"))] == [
        "3～9",
        "3–9",
        "9",
    ]


def test_every_prefecture_is_beside_its_neighbours() -> None:
    """All 21 prefectures have a tile, and those with a common border touch at a side or a corner."""
    places = {row["id"]: row["tile"] for row in PLACES}
    assert len(places) == len({tuple(tile) for tile in places.values()}) == 21
    apart = [
        (one, other)
        for one, other in NEIGHBOURS
        if max(abs(here - there) for here, there in zip(places[one], places[other], strict=True)) > 1
    ]
    assert apart == []


def draw(name: str, width: str) -> str:
    """Draw one tile with a name, and return the lines of the name."""
    tiles = [ChartTile(name, 1, 1, 0), *(ChartTile("", number, 1, None) for number in range(2, 7))]
    chart = Chart("tile-map", "t", "d", (ChartRow("a", (1,)),), TEXTS, "en", write, tiles=tuple(tiles))
    text = next(
        one for one in ET.fromstring(make_svg(chart, "c", width)).iter(f"{SVG}text") if "small" in one.get("class", "")
    )
    return "|".join(span.text or "" for span in text)


@pytest.mark.parametrize(
    ("name", "narrow", "wide"),
    [
        ("Pan\u00adzhi\u00adhua", "Pan-|zhihua", "Panzhihua"),
        ("Guang'\u00adan", "Guang'|an", "Guang'an"),
        ("New South Wales", "New|South|Wales", "New|South|Wales"),
        ("攀枝花", "攀枝花", "攀枝花"),
        ("阿坝藏族羌族自治州", "阿坝藏族|羌族自治|州", "阿坝藏族羌族|自治州"),
    ],
)
def test_names_break_where_they_may(name: str, narrow: str, wide: str) -> None:
    """A name that is too wide breaks at a soft hyphen, with a hyphen, or at a blank; Chinese anywhere."""
    assert (draw(name, "narrow"), draw(name, "wide")) == (narrow, wide)


@pytest.mark.parametrize("size", SIZES)
def test_texts_stay_in_their_tiles(size: str) -> None:
    """No text of a tile is wider or higher than the tile."""
    for name in ("tile-map", "tile-map-english", "tile-map-gap"):
        picture = ET.fromstring(make_svg(read_spec(name), "c", size))
        for group in (one for one in picture.iter(f"{SVG}g") if one.find(f"{SVG}text") is not None):
            box = group.find(f"{SVG}rect")
            assert box is not None
            left, top, width, height = (float(box.attrib[key]) for key in ("x", "y", "width", "height"))
            for line in list_lines(group):
                assert left <= line.left, line
                assert line.right <= left + width, line
                assert top <= line.top, line
                assert line.bottom <= top + height, line


def test_gaps_are_hatched() -> None:
    """Tiles without a row, or without a value in it, have the pattern of the key's last entry."""
    picture = ET.fromstring(make_svg(read_spec("tile-map"), "c"))
    blank = [one for one in picture.iter(f"{SVG}g") if "dz-shade--none" in one.get("class", "")]
    titles = {one.findtext(f"{SVG}title") for one in blank}
    assert titles == {None, "阿坝 无数据", "雅安 无数据", "资阳 无数据", "凉山 无数据"}
    assert {box.get("fill") for one in blank for box in one.iter(f"{SVG}rect")} == {"url(#c-wide-blank)"}


@given(st.lists(st.tuples(st.floats(-50, 500), st.integers(1, 4)), min_size=1, max_size=12))
def test_labels_are_pushed_apart(wishes: list[tuple[float, int]]) -> None:
    """Labels keep their order and their area, and do not overlap, as little moved as that allows for a single one."""
    wished = sorted((place, lines * 18.0) for place, lines in wishes)
    bottom = max(200.0, sum(height for _place, height in wished))
    tops = push_apart(wished, 0, bottom)
    ends = [top + height for top, (_place, height) in zip(tops, wished, strict=True)]
    assert tops[0] >= -1e-9
    assert ends[-1] <= bottom + 1e-9
    assert all(end <= top + 1e-9 for end, top in zip(ends, tops[1:], strict=False))
    if len(wished) == 1:
        assert tops[0] == min(max(wished[0][0], 0), bottom - wished[0][1])


def test_slopes_rise_and_fall() -> None:
    """A line goes from the first to the second value, a greater value is higher, and a gap has no line."""
    picture = ET.fromstring(make_svg(read_spec("slope-gaps"), "c"))
    lines = [one.attrib["d"] for one in picture.iter(f"{SVG}path") if "dz-chart__line" in one.get("class", "")]
    assert len(lines) == 1
    (start, end) = (float(point.split(" ")[1]) for point in lines[0][1:].split("L"))
    assert end < start
    markers = [one for one in picture.iter(f"{SVG}path") if "marker" in one.get("class", "")]
    assert len(markers) == 4


@pytest.mark.parametrize(
    ("name", "notes"),
    [
        ("slope-limits", ["甲地 2024年 一句很长的说明要", "乙地 2020年 合并以前", "单位：个"]),
        ("range-limits", ["按规定", "单位：个"]),
        ("tile-map-notes", ["成都 只计城区", "单位：个"]),
    ],
)
def test_notes_and_units_are_said_in_the_picture(name: str, notes: list[str]) -> None:
    """What editors say of a value stands in the picture with its row, and so does the unit."""
    texts = "\n".join(list_words(ET.fromstring(make_svg(read_spec(name), "c"))))
    assert [note for note in notes if note not in texts] == []


@pytest.mark.parametrize(("name", "count"), [("slope-limits", 2), ("range-limits", 1)])
def test_limits_are_marked(name: str, count: int) -> None:
    """Values that are limits or not exact have a mark, which a line below explains."""
    picture = ET.fromstring(make_svg(read_spec(name), "c"))
    marks = [one for one in picture.iter(f"{SVG}path") if "dz-chart__limit" in one.get("class", "")]
    assert len(marks) == 2 * count


def test_files_have_the_shades_of_the_style_sheet() -> None:
    """A chart taken away as a file has the shades of a light page."""
    text = (ROOT / "duizhao/theme/assets/duizhao/tiles.css").read_text("utf-8")
    assert tuple(re.findall(r"--dz-shade-\d: (#\w+);", text)[:MOST_SHADES]) == SHADES
