"""A text that knows its origins accounts for every character."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.tracked_text import Edit, TrackedText, make_edits, merge_edits, track


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, TrackedText]:
    """Draw a text and the same text after some rounds of edits."""
    source = draw(st.text(max_size=40))
    text = track(source)
    for _round in range(draw(st.integers(0, 3))):
        bounds = sorted(draw(st.lists(st.integers(0, len(text.text)), max_size=6)))
        spans = zip(bounds[::2], bounds[1::2], strict=False)
        text = text.apply(Edit(start, end, draw(st.text(max_size=5)), "dash") for start, end in spans)
    return source, text


@given(edited())
def test_the_changes_account_for_every_character(pair: tuple[str, TrackedText]) -> None:
    """The input, less what was replaced, plus what came for it, is the text."""
    source, text = pair
    count = Counter(source)
    for change in text.changes:
        count.subtract(change.before)
        count.update(change.after)
    assert +count == Counter(text.text)
    assert not -count


@given(edited())
def test_every_character_has_an_origin_in_the_input(pair: tuple[str, TrackedText]) -> None:
    """Origins are ascending offsets of the input, one for each character and one for the end."""
    source, text = pair
    origins = text.origins.tolist()
    assert len(origins) == len(text.text) + 1
    assert origins == sorted(origins)
    assert all(0 <= one <= len(source) for one in origins)


def test_characters_that_stay_keep_their_origins() -> None:
    """New characters come from the place of those that they replace."""
    text = track("abcdef").apply([Edit(1, 3, "XYZ", "dash"), Edit(4, 4, "!", "dash"), Edit(5, 6, "", "blank")])
    assert text.text == "aXYZd!e"
    assert text.origins.tolist() == [0, 1, 2, 2, 3, 4, 4, 6]
    assert [tuple(one) for one in text.changes] == [
        (1, "bc", "XYZ", "dash"),
        (4, "", "!", "dash"),
        (5, "f", "", "blank"),
    ]


def test_an_edit_that_changes_nothing_is_not_in_the_account() -> None:
    """A replacement by the same text leaves the value as it is."""
    text = track("abc")
    assert text.apply([Edit(0, 1, "a", "dash")]) is text


@pytest.mark.parametrize(
    "edits", [[Edit(0, 2, "", "dash"), Edit(1, 3, "", "dash")], [Edit(0, 9, "", "dash")], [Edit(2, 1, "", "dash")]]
)
def test_impossible_edits_are_refused(edits: list[Edit]) -> None:
    """Overlapping edits, and edits beyond the text, are errors of the program."""
    with pytest.raises(ValueError, match="overlaps"):
        track("abc").apply(edits)


def test_edits_of_several_repairs_are_merged_in_order() -> None:
    """Two lists of edits become one; an overlap is an error of the program."""
    first, second = make_edits([(0, 1), (4, 5)], "blank"), make_edits([(2, 3)], "dash", "—")
    assert [one.start for one in merge_edits(first, second)] == [0, 2, 4]
    with pytest.raises(ValueError, match="overlaps"):
        merge_edits(first, make_edits([(0, 2)], "dash"))


def test_a_part_keeps_its_origins() -> None:
    """A part of a text begins an account of its own, with places in the same input."""
    part = track("abcdef").apply([Edit(0, 1, "", "dash")]).cut(2, 4)
    assert (part.text, part.origins.tolist(), part.changes) == ("de", [3, 4, 5], ())
