"""Rules on charts: their references to figures and sources, and their units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from duizhao.checks.figures import fold_script
from duizhao.diagnostics import Diagnostic, suggest
from duizhao.drawings import ChartSource
from duizhao.model import Site
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


CHART_RULES: tuple[Rule, ...] = (check_chart_ids, check_chart_units)


def _list_charts(site: Site) -> Iterator[ChartSource]:
    """List the charts of all documents."""
    for document in list_all_documents(site):
        yield from document.charts.values()
