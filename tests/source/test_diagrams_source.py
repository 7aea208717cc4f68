"""Diagrams as they are written: the texts that are found in them, and other texts put in their places."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from duizhao.drawings import DiagramSource
from duizhao.source.diagrams import LINES, fill_diagram, list_prose, read_diagram
from duizhao.source.document import read_document
from duizhao.source.flowcharts import find_flowchart_texts

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("diagrams.yml").read_text("utf-8"))
NAMES = [case["name"] for case in CASES]
HEADS = [*LINES, "flowchart TD", "graph", "pie title 头", "erDiagram", "---\ntitle: 头\n---\nmindmap"]
PIECES = (
    *("头", "a", " ", "\n", "  ", ":", "-->", "->>", "--", "-.", "==", "|", "[", "]", "(", ")", "((", "))", "{", "}"),
    *("---\n", "title: ", "'", "#"),
    *(
        '"',
        "`",
        "title ",
        "accDescr",
        "section ",
        "participant ",
        "as ",
        "subgraph ",
        "end",
        "state ",
        "note ",
        "[*]",
        "%%",
        ",",
        "5",
    ),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def read(source: str) -> DiagramSource:
    """Read a diagram."""
    reading = read_diagram(source)
    return DiagramSource(source, reading.kind, reading.texts, ())


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_texts_are_found(case: dict[str, Any]) -> None:
    """The texts of a diagram are found in their order, and others can stand in their places."""
    diagram = read(case["source"])

    assert [one.text for one in diagram.texts] == case["texts"]
    assert fill_diagram(diagram, [f"[{one.text}]" for one in diagram.texts]) == case["filled"]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_what_is_not_understood_is_noted(case: dict[str, Any]) -> None:
    """Chinese that no edition can change is noted with its place."""
    _document, problems = read_document(f"```mermaid\n{case['source']}```\n", "x.md")

    assert [str(one) for one in problems] == case.get("unread", [])
    assert all(one.hint for one in problems)


@given(st.sampled_from(HEADS), TEXTS)
def test_the_same_texts_give_the_same_diagram(head: str, body: str) -> None:
    """Whatever is written: places are those of the texts, and a diagram filled with its own texts is the same."""
    diagram = read(f"{head}\n{body}\n")

    assert fill_diagram(diagram, [one.text for one in diagram.texts]) == diagram.source
    for one in diagram.texts:
        assert one.end == one.start or diagram.source[one.start : one.end].strip('"') == one.text.strip('"')
    places = list_prose(diagram.source)
    assert all(first[1] <= second[0] for first, second in pairwise(places))


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("flowchart TD\n A[甲]\n", 'a "b" [c]; #1\nd', 'flowchart TD\n A["a #quot;b#quot; [c]; #1 d"]\n'),
        ("sequenceDiagram\n A->>B: 甲\n", "a; #35; #1: b", "sequenceDiagram\n A->>B: a#59; #35; #35;1: b\n"),
        ("gantt\n 甲 :a, 1d\n", "a: b; #c", "gantt\n a： b； ＃c :a, 1d\n"),
        ("classDiagram\n A --> B : 甲\n", "a: {b}", "classDiagram\n A --> B : a： ｛b｝\n"),
        ("quadrantChart\n x-axis 甲\n", 'a; "b"', 'quadrantChart\n x-axis "a； ＂b＂"\n'),
        ("---\ntitle: 甲\n---\npie\n", 'a: "b"\\ it\'s', '---\ntitle: "a: \\"b\\"\\\\ it\'s"\n---\npie\n'),
        ("---\ntitle: '甲'\n---\npie\n", 'a: "b" it\'s', "---\ntitle: 'a: \"b\" it''s'\n---\npie\n"),
        ("pie\n accDescr {\n 甲 }\n", 'a "b" {c}', 'pie\n accDescr {\n a "b" {c｝ }\n'),
        ('pie\n "甲" : 1\n', 'a "b"', 'pie\n "a #quot;b#quot;" : 1\n'),
    ],
)
def test_signs_of_a_text_do_not_end_it(source: str, text: str, expected: str) -> None:
    """What means something in a diagram is written so that it is text."""
    assert fill_diagram(read(source), [text]) == expected


def test_names_keep_their_order() -> None:
    """If one name gets another text, all get a line, since lines say in which order names are drawn."""
    source = "sequenceDiagram\n 甲->>乙: a\n"
    filled = fill_diagram(read(source), ["甲", "B", "a"])

    assert filled == "sequenceDiagram\nparticipant 甲 as 甲\nparticipant 乙 as B\n 甲->>乙: a\n"


def test_a_long_line_is_read_at_once() -> None:
    """The time to read a line does not explode with its length."""
    assert len(find_flowchart_texts([(0, "A --> B[甲] & " * 400)])[0]) == 400
    assert find_flowchart_texts([(0, "[" * 3000)])[0] == []
