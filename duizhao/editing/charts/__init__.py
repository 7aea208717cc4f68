"""Charts: from values to inline SVG with real text, and the same data as a table, CSV and JSON."""

from duizhao.editing.charts.chart import Chart, ChartRow, ChartTexts, Download
from duizhao.editing.charts.data import make_csv, make_json
from duizhao.editing.charts.figure import make_chart

__all__ = ["Chart", "ChartRow", "ChartTexts", "Download", "make_chart", "make_csv", "make_json"]
