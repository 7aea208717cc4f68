"""Rules on charts: their references to figures and sources, and their units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from duizhao.checks.figures import fold_script
from duizhao.diagnostics import Diagnostic, suggest
from duizhao.drawings import ChartSource, FigureId
from duizhao.model import Region, Site
from duizhao.source.charts import list_figures
from duizhao.source.links import list_all_documents

Rule = Callable[[Site], Iterable[Diagnostic]]


def check_chart_ids(site: Site) -> Iterator[Diagnostic]:
    """The figures and sources of a chart are ids of their files.

    Bad: `- {figure: newssc2025-f61, label: 志愿者}`
    Good: `- {figure: newssc2025-f16, label: 志愿者}`
    """
    figures = {figure.id for figure in site.figures}
    sources = {source.id for source in site.sources}
    for chart in _list_charts(site):
        for kind, ids, known in (("figure", list_figures(chart), figures), ("source", chart.sources, sources)):
            for one in ids:
                if one.id not in known:
                    message = f"unknown {kind} '{one.id}'"
                    yield Diagnostic(one.span, f"{kind}-unknown", message, suggest(one.id, known))


def check_chart_units(site: Site) -> Iterator[Diagnostic]:
    """The numbers of a chart stand on one scale: each figure has the unit of the chart, or one that it names.

    Bad: figures in 个 and in 家 without `unit`, a figure in % below `unit: 个`
    Good: figures in 个 alone; `unit: 个（家）` above figures in 个 and in 家
    """
    figures = {figure.id: figure for figure in site.figures}
    for chart in _list_charts(site):
        stated, first = chart.unit.text if chart.unit is not None else "", ""
        for one in list_figures(chart):
            found = figures.get(one.id)
            unit = found.unit if found is not None else ""
            first = first or unit
            if not unit or (fold_script(unit) in fold_script(stated) if stated else unit == first):
                continue
            message = f"figure '{one.id}' is counted in '{unit}', the chart in '{stated or first}'"
            hint = (
                f"where one scale serves both, say so:  unit: {stated or first}（{unit}）;  otherwise draw two charts"
            )
            yield Diagnostic(one.span, "chart-unit", message, hint)


def check_chart_regions(site: Site) -> Iterator[Diagnostic]:
    """The regions of a chart are ids of their file; on a tile map each has a tile of the same map, and one row.

    Bad: `- {region: chengdo, value: 12}`, and on a tile map a row about a village
    Good: `- {region: chengdu, value: 12}`, where regions.yml says  tile: [3, 2]
    """
    regions = {region.id: region for region in site.regions}
    figures = {figure.id: figure.region for figure in site.figures}
    for chart in _list_charts(site):
        seen: list[Region] = []
        for row in chart.rows:
            if row.region is not None and row.region.id not in regions:
                message = f"unknown region '{row.region.id}'"
                yield Diagnostic(row.region.span, "region-unknown", message, suggest(row.region.id, regions))
            elif chart.kind == "tile-map":
                cell = row.cells[0] if row.cells else None
                name = row.region.id if row.region else figures.get(cell.id) if isinstance(cell, FigureId) else ""
                found = regions.get(name) if name is not None else None
                message, hint = _judge_tile(found, seen)
                if message and name is not None:
                    yield Diagnostic(row.span, "chart-region", message, hint)
                seen += [found] if found is not None else []


CHART_RULES: tuple[Rule, ...] = (check_chart_ids, check_chart_units, check_chart_regions)


def _judge_tile(region: Region | None, seen: Sequence[Region]) -> tuple[str, str]:
    """Return what is wrong with the region of a row of a tile map, and a hint; two empty texts for nothing.

    Args:
        region: The region; None if the row names none.
        seen: The regions of the rows above.
    """
    if region is None:
        return "a row of a tile map needs a region", "write  - {region: id, value: 12}  or the id of a figure"
    if region.tile is None:
        return f"region '{region.id}' has no tile", "write its place in regions.yml:  tile: [column, row]"
    if region in seen:
        return f"region '{region.id}' has two rows", "a tile shows one value"
    if seen and region.parent != seen[0].parent:
        return f"region '{region.id}' is on another map than '{seen[0].id}'", "draw a chart for each map"
    return "", ""


def _list_charts(site: Site) -> Iterator[ChartSource]:
    """List the charts of all documents."""
    for document in list_all_documents(site):
        yield from document.charts.values()
