"""Merging two versions of a catalog: the cases of three_way.yml, headers, and what holds for any versions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.translation.catalog import format_po
from duizhao.translation.merge import SUGGESTED
from duizhao.translation.revision import merge_lines, merge_metadata
from duizhao.translation.three_way import OTHER, find_lines, merge_versions

CASES = yaml.safe_load(Path(__file__).with_name("three_way.yml").read_text("utf-8"))
OBSOLETE = "#~ "


def make_po(written: dict[str, str]) -> polib.POFile:
    """Make a catalog from the notation of three_way.yml."""
    po = polib.POFile(wrapwidth=0, encoding="utf-8")
    for source, value in written.items():
        text, _, note = value.partition(" | ")
        text, _, origin = text.partition(" from ")
        text, _, previous = text.partition(" <- ")
        po.append(
            polib.POEntry(
                msgid=source.removeprefix(OBSOLETE),
                msgstr=text.removeprefix("~"),
                flags=["fuzzy"] if text.startswith("~") else [],
                previous_msgid=previous or None,
                comment=f"paragraph\n{SUGGESTED}{origin}" if origin else "paragraph",
                tcomment="\n".join(note.split(" / ")),
                obsolete=source.startswith(OBSOLETE),
            )
        )
    return po


def describe(po: polib.POFile) -> dict[str, str]:
    """Write a catalog in the notation of three_way.yml."""
    written = {}
    for entry in polib.pofile(format_po(po), wrapwidth=0):
        text = ("~" if "fuzzy" in entry.flags else "") + entry.msgstr
        text += f" <- {entry.previous_msgid}" if entry.previous_msgid else ""
        text += "".join(
            f" from {line.removeprefix(SUGGESTED)}" for line in entry.comment.split("\n") if line.startswith(SUGGESTED)
        )
        text += f" | {' / '.join(entry.tcomment.split(chr(10)))}" if entry.tcomment else ""
        written[(OBSOLETE if entry.obsolete else "") + entry.msgid] = text
    return written


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_cases(case: dict[str, Any]) -> None:
    """Each case gives the stated entries in the stated order, and the stated notices."""
    base, ours, theirs = (make_po(case.get(side) or case.get("base", {})) for side in ("base", "ours", "theirs"))

    merged, notices = merge_versions(base, ours, theirs)

    assert list(case["merged"].items()) == list(describe(merged).items())
    assert case.get("conflicts", []) == [one.key[1] for one in notices if one.is_conflict]
    assert case.get("kept", []) == [one.key[1] for one in notices if not one.is_conflict]


TEXTS = st.sampled_from(["", "One", "First", "~One", "~First", "~Sketch from y.po", "~One <- 甲", "Two"])
VERSIONS = st.dictionaries(st.sampled_from(["甲", "乙", "丙", "丁", "#~ 戊", "#~ 己"]), TEXTS, max_size=6)


@settings(max_examples=50)
@given(VERSIONS, VERSIONS, VERSIONS)
def test_nothing_current_is_lost(base: dict[str, str], ours: dict[str, str], theirs: dict[str, str]) -> None:
    """A current translation that one side wrote is in the result, as a translation or in a comment."""
    merged, _notices = merge_versions(*map(make_po, (base, ours, theirs)))

    text = format_po(merged)
    for side in (ours, theirs):
        for source, value in side.items():
            if value and not value.startswith("~") and base.get(source) != value:
                assert f'"{value}"' in text


@settings(max_examples=50)
@given(VERSIONS, VERSIONS)
def test_one_sided_changes_are_taken_as_they_are(base: dict[str, str], changed: dict[str, str]) -> None:
    """If only one side changed the file, the result is that side's file, whichever side it is."""
    old, new = make_po(base), make_po(changed)

    for sides in ((old, new), (new, old), (new, new)):
        merged, notices = merge_versions(old, *sides)
        assert (sorted(describe(new).items()), ()) == (sorted(describe(merged).items()), notices)


@settings(max_examples=50)
@given(VERSIONS, VERSIONS, VERSIONS)
def test_versions_stay_as_they_are(base: dict[str, str], ours: dict[str, str], theirs: dict[str, str]) -> None:
    """The versions that are merged are not changed."""
    versions = [make_po(one) for one in (base, ours, theirs)]
    before = [format_po(one) for one in versions]

    merge_versions(*versions)

    assert before == [format_po(one) for one in versions]


def test_the_later_revision_has_its_way_in_the_header() -> None:
    """Fields that one side changed are taken; of those that both changed, the later revision's."""
    base = {"Language": "en", "PO-Revision-Date": "2026-11-01 10:00+0000", "Last-Translator": "A"}
    ours = {**base, "PO-Revision-Date": "2026-11-03 10:00+0800", "Last-Translator": "B", "X-Ours": "1"}
    theirs = {**base, "PO-Revision-Date": "2026-11-03 09:00+0000", "Last-Translator": "C", "Language": "en_GB"}

    expected = {"Language": "en_GB", "PO-Revision-Date": "2026-11-03 09:00+0000", "Last-Translator": "C", "X-Ours": "1"}
    assert expected == merge_metadata(base, ours, theirs)
    assert merge_metadata(base, {"Last-Translator": "B"}, {"Last-Translator": "C"})["Last-Translator"] == "B"


def test_lines_of_both_sides() -> None:
    """Added lines of both sides are there, deleted ones of either are not."""
    assert merge_lines("a\nb\nc", "b\nc\nours", "a\nb\ntheirs") == "b\nours\ntheirs"


def test_the_line_of_an_entry_is_that_of_the_written_file() -> None:
    """A notice can name the line at which an entry will stand."""
    po = make_po({"甲": "One", "乙": "~Two"})

    number = find_lines(po)["", "乙"]

    assert 'msgid "乙"' in format_po(po).split("\n")[number - 1 : number + 2]
    assert OTHER.endswith(": ")
