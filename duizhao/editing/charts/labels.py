"""The labels of rows: in a column beside the marks where they are short, otherwise on lines of their own above them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from duizhao.editing.charts.drawing import BAR, GAP, make_text
from duizhao.editing.charts.lettering import ASCENT, LINE, measure, wrap

COLUMN = 0.36
"""Which part of the width the column of labels may take."""
COLUMN_LINES = 2
"""Labels that need more lines in the column stand above their marks."""


@dataclass(frozen=True, slots=True)
class LabelPlan:
    """Where the labels of some rows stand, and where this leaves room for their marks."""

    left: float
    width: float
    """The width of labels and marks together."""
    column: float
    """The width of the column of labels; 0 where they stand above the marks."""

    @property
    def marks(self) -> float:
        """Where the marks may begin."""
        return self.left + (self.column + GAP if self.column else 0.0)

    def draw(self, label: str, top: float) -> tuple[str, float, float]:
        """Set a label.

        Args:
            label: The label of a row.
            top: The top of the row.

        Returns:
            The text, the top of the row's first mark, and the least bottom of the row.
        """
        lines = wrap(label, self.column or self.width)
        if not self.column:
            return make_text(self.left, top + ASCENT, lines, classes="dz-chart__key"), top + len(lines) * LINE, top
        # A single line stands in the middle of its bar, more lines begin with it.
        baseline = top + ASCENT + (BAR - LINE) / 2
        height = len(lines) * LINE + (BAR - LINE) / 2
        return make_text(self.left + self.column, baseline, lines, "end"), top, top + height


def plan_labels(labels: Iterable[str], left: float, width: float, *, above: bool = False) -> LabelPlan:
    """Decide where the labels of some rows stand.

    Args:
        labels: All labels.
        left: Where the rows begin.
        width: How wide they are.
        above: Whether a column would leave too little room for the marks.
    """
    lines = [wrap(label, width * COLUMN) for label in labels]
    if above or not lines or max(map(len, lines)) > COLUMN_LINES:
        return LabelPlan(left, width, 0.0)
    return LabelPlan(left, width, max(measure(line.rstrip()) for one in lines for line in one))
