"""What docs/import.md shows is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from duizhao.importing.pipeline import import_data

TEXT = (Path(__file__).parents[2] / "docs" / "import.md").read_text("utf-8")
EXAMPLES = re.findall(r"```text before\n(.*?)```\n\n```markdown after\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize(("before", "after"), EXAMPLES)
def test_examples_are_true(before: str, after: str) -> None:
    """Each text becomes what stands below it."""
    (piece,) = import_data(before.encode()).pieces
    assert f"{piece.text.text}\n" == after


def test_there_are_examples() -> None:
    """The pattern finds them."""
    assert len(EXAMPLES) == TEXT.count("```text before") > 3
