"""Reading time by the measure of each language, and anchors of blocks."""

from __future__ import annotations

import pytest

from duizhao.editing.anchors import add_anchors
from duizhao.editing.reading_time import CHARACTERS_PER_MINUTE, WORDS_PER_MINUTE, estimate_minutes


@pytest.mark.parametrize(
    ("texts", "minutes"),
    [
        ([], 1),
        (["字" * CHARACTERS_PER_MINUTE * 3], 3),
        (["word " * WORDS_PER_MINUTE * 3], 3),
        (["字，" * CHARACTERS_PER_MINUTE * 2, "word. " * WORDS_PER_MINUTE * 2], 4),
        (["1,200 " * WORDS_PER_MINUTE * 2], 2),
        (["don’t " * WORDS_PER_MINUTE * 2], 2),
        (["字" * (CHARACTERS_PER_MINUTE * 5 // 2)], 2),
        (["字" * (CHARACTERS_PER_MINUTE * 5 // 2 + 1)], 3),
    ],
    ids=["nothing", "characters", "words", "both", "numbers", "apostrophes", "less than half", "more than half"],
)
def test_minutes(texts: list[str], minutes: int) -> None:
    """Characters and words are counted apart, each by its rate, and rounded together."""
    assert estimate_minutes(texts) == minutes


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p data-block="3">甲</p>', '<p id="b-3" data-block="3">甲</p>'),
        ('<pre data-block="3">', '<pre id="b-3" data-block="3">'),
        ('<h2 id="goals" data-block="3">', '<h2 id="goals" data-block="3">'),
        ('<li id="fn1" data-block="3">', '<li id="fn1" data-block="3">'),
        ('<p class="x" data-block="3" lang="en">', '<p id="b-3" class="x" data-block="3" lang="en">'),
        (
            '<h2 id="b-3" data-block="1">甲</h2><p data-block="3">',
            '<h2 id="b-3" data-block="1">甲</h2><p data-block="3">',
        ),
        (
            '<table>\n<tr><th data-block="3">甲</th><td data-block="4">乙</td></tr></table>',
            '<table id="b-3">\n<tr><th data-block="3">甲</th><td data-block="4">乙</td></tr></table>',
        ),
        (
            '<table><tr><td>1</td></tr></table><p data-block="4">',
            '<table><tr><td>1</td></tr></table><p id="b-4" data-block="4">',
        ),
    ],
    ids=["paragraph", "code", "heading", "own id", "attributes", "taken", "table", "table without blocks"],
)
def test_anchors(html: str, expected: str) -> None:
    """Each block has an id once: its own, or one by its number."""
    assert add_anchors(html) == expected
