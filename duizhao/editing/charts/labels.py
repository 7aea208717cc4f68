"""The labels of rows: in a column next to the marks if they are short, else on lines of their own above them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from duizhao.editing.charts.drawing import BAR, GAP, Drawing, make_flow, make_text
from duizhao.editing.charts.lettering import ASCENT, LINE, measure, wrap

COLUMN = 0.36
"""The maximum fraction of the width for the column of labels."""
COLUMN_LINES = 2
"""The maximum number of lines of a label in the column; with longer labels, all go above their marks."""


@dataclass(frozen=True, slots=True)
class LabelPlan:
    """The positions of the labels of some rows, and the room left for their marks."""

    left: float
    width: float
    """The width of labels and marks together."""
    column: float
    """The width of the column of labels; 0 if they are above the marks."""

    @property
    def marks(self) -> float:
        """The left edge of the marks."""
        return self.left + (self.column + GAP if self.column else 0.0)

    def draw(self, label: str, top: float) -> tuple[str, float, float]:
        """Draw a label.

        Args:
            label: The label of a row.
            top: The top of the row.

        Returns:
            The text, the top of the row's first mark, and the minimum bottom of the row.
        """
        lines = wrap(label, self.column or self.width)
        if not self.column:
            return make_text(self.left, top + ASCENT, lines, classes="dz-chart__key"), top + len(lines) * LINE, top
        # The first line is centred on the bar; further lines follow below.
        baseline = top + ASCENT + (BAR - LINE) / 2
        height = len(lines) * LINE + (BAR - LINE) / 2
        return make_text(self.left + self.column, baseline, lines, "end"), top, top + height


def draw_notes(
    notes: Sequence[tuple[int, str]], left: float, top: float, width: float, prefix: str, count: int
) -> Drawing:
    """Draw what is said at the marks of a row below them, each after the mark of its series if there are several.

    Args:
        notes: The index of each series, and what is said.
        left: The left edge of the lines.
        top: The top of the first line.
        width: The maximum length of a line.
        prefix: The prefix of the patterns' ids.
        count: The number of series.
    """
    if count > 1:
        return make_flow(notes, left, top, width, prefix, as_markers=True, classes="dz-chart__note")
    lines = [line for _series, note in notes for line in wrap(note, width)]
    parts = (make_text(left, top + ASCENT, lines, classes="dz-chart__note"),) if lines else ()
    return Drawing(parts, len(lines) * LINE)


def plan_labels(labels: Iterable[str], left: float, width: float, *, above: bool = False) -> LabelPlan:
    """Choose the positions of the labels of some rows.

    Args:
        labels: All labels.
        left: The left edge of the rows.
        width: The width of the rows.
        above: Whether labels must go above the marks, since a column would leave too little room for these.
    """
    lines = [wrap(label, width * COLUMN) for label in labels]
    if above or not lines or max(map(len, lines)) > COLUMN_LINES:
        return LabelPlan(left, width, 0.0)
    return LabelPlan(left, width, max(measure(line.rstrip()) for one in lines for line in one))
