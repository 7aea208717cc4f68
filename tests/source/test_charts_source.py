"""Chart sources: values, positions of texts, and diagnostics."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

from duizhao.diagnostics import Diagnostic, Span, sort_diagnostics
from duizhao.drawings import FigureId
from duizhao.source.charts import COUNTS, list_figures, list_texts, read_chart
from duizhao.source.schema import make_schema

FAULTY: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "chart_problems.yml").read_text())
CHART = dedent("""\
    kind: grouped
    title: 调解组织
    series: [2023年, 2024]
    rows:
      - [调解工作室, 5200, 56.5]
      - {label: 委员会, figures: [newssc2023-f30, null]}
      - [2025, -1, null]
    description: 委员会多于工作室。
    unit: 个
    source: [newssc2025]
    note: 截至六月。
    """)


def test_the_schema_of_a_chart() -> None:
    """The schema contains the keys of a chart, its kinds, and the required keys."""
    described = make_schema("chart")["$defs"]["ChartHead"]
    assert described["required"] == ["kind", "title", "description", "rows"]
    assert described["properties"]["kind"]["enum"] == sorted(COUNTS)
    assert described["additionalProperties"] is False


def describe(problem: Diagnostic) -> str:
    """Format a problem as in the faulty charts, with its hint only if that contains suggestions."""
    is_telling = problem.hint.startswith(("did you mean", "kinds for so many"))
    place = f"{problem.span.line}:{problem.span.column} {problem.code} {problem.message}"
    return f"{place}; {problem.hint}" if is_telling else place


@pytest.mark.parametrize("case", FAULTY, ids=lambda case: case["problems"][0])
def test_faults_are_all_reported_with_their_place(case: dict[str, Any]) -> None:
    """A faulty chart is rejected, and all its problems are reported at once with their lines in the file."""
    chart, problems = read_chart(case["chart"], "content/articles/a.md", 11)
    assert chart is None
    assert [describe(problem) for problem in sort_diagnostics(problems)] == sorted(case["problems"], key=by_place)
    assert {problem.span.path for problem in problems} == {"content/articles/a.md"}


def by_place(problem: str) -> tuple[int, int, str]:
    """Return a sort key that sorts problems like diagnostics."""
    place, _space, rest = problem.partition(" ")
    line, column = place.split(":")
    return int(line), int(column), rest


def test_texts_have_their_places() -> None:
    """All translatable texts are listed in file order, each with its line and column."""
    chart, problems = read_chart(CHART, "a.md", 101)
    assert problems == []
    assert chart is not None
    assert [(text.text, text.span.line, text.span.column) for text in list_texts(chart)] == [
        ("调解组织", 102, 8),
        ("2023年", 103, 10),
        ("2024", 103, 17),
        ("调解工作室", 105, 6),
        ("委员会", 106, 13),
        ("2025", 107, 6),
        ("委员会多于工作室。", 108, 14),
        ("个", 109, 7),
        ("截至六月。", 111, 7),
    ]


def test_values_are_numbers_figures_or_gaps() -> None:
    """Cells are numbers, ids of figures with their positions, or gaps."""
    chart, _problems = read_chart(CHART, "a.md", 101)
    assert chart is not None
    figure = FigureId("newssc2023-f30", Span("a.md", 106, 28))
    assert [row.cells for row in chart.rows] == [(5200, 56.5), (figure, None), (-1, None)]
    assert list_figures(chart) == (figure,)
    assert chart.sources == (FigureId("newssc2025", Span("a.md", 110, 10)),)


def test_a_row_may_be_a_figure() -> None:
    """An id alone is a row; the figure provides its label unless the row has one."""
    text = dedent("""\
        kind: bar
        title: 甲
        description: 乙
        rows:
          - newssc2025-f34
          - {figure: newssc2025-f35, label: 2024年}
        """)
    chart, problems = read_chart(text, "a.md")
    assert problems == []
    assert chart is not None
    first, second = chart.rows
    assert (first.label, first.cells) == (None, (FigureId("newssc2025-f34", Span("a.md", 5, 5)),))
    assert second.label is not None
    assert second.label.text == "2024年"
    assert second.cells == (FigureId("newssc2025-f35", Span("a.md", 6, 14)),)
    assert (chart.unit, chart.note, chart.series, chart.sources) == (None, None, (), ())
