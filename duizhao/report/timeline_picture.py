"""The timeline as a picture: a mark for each action and event by year, and bars for longer periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from markupsafe import Markup

from duizhao.editing.charts.drawing import SHAPES, make_line, make_text, series_class, write_coordinate
from duizhao.editing.charts.lettering import LINE
from duizhao.editing.content_index import TimelineEntry, find_time, list_years
from duizhao.editing.listings import chapter_id
from duizhao.editing.pages import EditionContext
from duizhao.model import Event

WIDTH = 360.0
MOST_COLUMNS = 12
"""The number of columns above which each stands for several years: narrower ones are hard to hit on phones."""
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
"""The numbers of years that a column may stand for."""
MOST_MARKS = 400
"""The number of entries above which columns are bars instead of marks."""
MARK = 11.0
"""The side of the square that a mark takes up."""
TALLEST = 160.0
"""The height of the highest column if columns are bars."""
BAR, BETWEEN = 18.0, 3.0
"""The height of the bar of a period, and the distance between two."""
FOOT = 30.0
"""The height of the names of the columns, which are links."""
SMALL, NUMBER = "dz-chart__small", "dz-chart__small dz-chart__number"


def make_timeline_picture(timeline: Iterable[TimelineEntry], context: EditionContext) -> Markup:
    """Draw a timeline for the page that lists it.

    For keyboards and screen readers there is one link for each column, which leads to the first year in it that has
    entries. Marks and bars are links to the same list for those who point at them.

    Args:
        timeline: Actions and events; those without a time are left out.
        context: The edition.

    Returns:
        The picture as SVG; empty if all is in one year.
    """
    dated = [one for one in timeline if find_time(one)]
    first = min((list_years(find_time(one))[0] for one in dated), default=0)
    last = max((list_years(find_time(one))[-1] for one in dated), default=0)
    if first == last:
        return Markup("")
    step = next((one for one in STEPS if last // one - first // one < MOST_COLUMNS), STEPS[-1])
    starts = range(first // step * step, last + 1, step)
    columns: dict[int, list[TimelineEntry]] = {start: [] for start in starts}
    periods: Counter[tuple[int, int]] = Counter()
    for one in dated:
        years = list_years(find_time(one))
        begin, end = years[0] // step * step, years[-1] // step * step
        if begin == end:
            columns[begin].append(one)
        else:
            periods[begin, end] += 1
    width = WIDTH / len(starts)
    chapters: dict[int, list[str]] = {}
    for one in dated:
        chapters.setdefault(int(chapter_id(one)) // step * step, []).append(chapter_id(one))
    base, parts = _draw_columns(columns, width, context)
    parts.append(make_line(0, base, WIDTH, base, "dz-chart__axis"))
    for at, start in enumerate(starts):
        parts.append(_draw_name(start, at * width, base, width, chapters))
    bottom, bars = _draw_periods(periods, starts, base + FOOT, width, chapters)
    label = escape(context.texts("按年份的举措和事件").text)
    svg = (
        f'<svg class="dz-timeline" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {bottom:.0f}" '
        f'role="group" aria-label="{label}" fill="currentColor">{"".join([*parts, *bars])}</svg>'
    )
    return Markup(svg)  # noqa: S704 -- every text in it is escaped


def _draw_columns(
    columns: Mapping[int, Sequence[TimelineEntry]], width: float, context: EditionContext
) -> tuple[float, list[str]]:
    """Draw the marks of all columns with their numbers above; return the height of their common base, too."""
    most = max(map(len, columns.values()))
    side_by_side = max(1, int((width - 2) // MARK))
    has_marks = sum(map(len, columns.values())) <= MOST_MARKS
    tallest = -(-most // side_by_side) * MARK if has_marks else TALLEST
    base = LINE + tallest + 2
    parts: list[str] = []
    for at, entries in enumerate(columns.values()):
        middle = (at + 0.5) * width
        if not entries:
            continue
        if has_marks:
            height = -(-len(entries) // side_by_side) * MARK
            left = middle - min(len(entries), side_by_side) * MARK / 2
            for number, one in enumerate(entries):
                row, place = divmod(number, side_by_side)
                parts.append(_draw_mark(one, left + (place + 0.5) * MARK, base - (row + 0.5) * MARK, context))
        else:
            height = TALLEST * len(entries) / most
            parts.append(_draw_box(middle - width * 0.35, base - height, width * 0.7, height, "dz-shade--4"))
        parts.append(make_text(middle, base - height - 5, [str(len(entries))], "middle", NUMBER))
    return base, parts


def _draw_mark(one: TimelineEntry, x: float, y: float, context: EditionContext) -> str:
    """Draw the mark of an entry, a link to its place in the list: a circle for an action, a square for an event."""
    series = int(isinstance(one, Event))
    title = f"{context.texts.period(find_time(one))} {context.texts(one.name)}"
    return (
        f'<a href="#{escape(one.id)}" tabindex="-1" aria-hidden="true"><path class="dz-chart__marker '
        f'{series_class(series)}" transform="translate({write_coordinate(x)} {write_coordinate(y)})" '
        f'd="{SHAPES[series]}"><title>{escape(title)}</title></path></a>'
    )


def _draw_name(start: int, left: float, top: float, width: float, chapters: Mapping[int, Sequence[str]]) -> str:
    """Draw the name of a column, a link to its first year in the list, which says how many entries begin in it."""
    text = make_text(left + width / 2, top + LINE, [str(start)], "middle", SMALL)
    if start not in chapters:
        return text
    place = f'x="{write_coordinate(left)}" y="{write_coordinate(top)}" width="{write_coordinate(width)}"'
    return (
        f'<a href="#{chapters[start][0]}" aria-label="{start} ({len(chapters[start])})">'
        f'<rect class="dz-timeline__target" {place} height="{FOOT:.0f}"/>{text}</a>'
    )


def _draw_periods(
    periods: Mapping[tuple[int, int], int],
    starts: range,
    top: float,
    width: float,
    chapters: Mapping[int, Sequence[str]],
) -> tuple[float, list[str]]:
    """Draw a bar for each period with the number of its entries; return the lower edge of all, too."""
    ends: list[int] = []
    parts: list[str] = []
    for (begin, end), count in sorted(periods.items(), key=lambda one: (one[0][0], -one[0][1])):
        lane = next((number for number, last in enumerate(ends) if last < begin), len(ends))
        ends[lane : lane + 1] = [end]
        left, right = starts.index(begin) * width + 1, (starts.index(end) + 1) * width - 1
        y = top + lane * (BAR + BETWEEN)
        text = make_text((left + right) / 2, y + BAR - 5, [str(count)], "middle", NUMBER)
        box = _draw_box(left, y, right - left, BAR, "dz-shade--2", text, f"{begin}–{end}: {count}")
        parts.append(f'<a href="#{chapters[begin][0]}" tabindex="-1" aria-hidden="true">{box}</a>')
    return top + len(ends) * (BAR + BETWEEN), parts


def _draw_box(x: float, y: float, width: float, height: float, shade: str, text: str = "", title: str = "") -> str:
    """Draw a rectangle in a shade, with a text in it."""
    place = f'x="{write_coordinate(x)}" y="{write_coordinate(y)}"'
    size = f'width="{write_coordinate(width)}" height="{write_coordinate(height)}"'
    name = f"<title>{title}</title>" if title else ""
    return f'<g class="dz-chart__tile {shade}">{name}<rect {place} {size} rx="2"/>{text}</g>'
