"""Marks around words and bare addresses: as Markdown and HTML, beside each kind of punctuation, and as on GitHub."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it.common.utils import escapeHtml
from markdown_it.utils import read_fixture_file

from duizhao.source.dialect import make_parser
from duizhao.source.document import read_document
from duizhao.source.marks import TAGS

HERE = Path(__file__).parent
CASES = [case for name in ("marks.md", "addresses.md") for case in read_fixture_file(HERE / name)]
TABLE = yaml.safe_load((HERE / "flanking.yml").read_text("utf-8"))
GITHUB = yaml.safe_load((HERE / "github.yml").read_text("utf-8"))
PAGE = HERE.parents[1] / "docs/commonmark.md"
ROW = re.compile(r"\| (?:\d|–)")
STRAYS = yaml.safe_load((HERE / "stray_marks.yml").read_text("utf-8"))
ELEMENTS = {**TAGS, "*": "em", "_": "em", "**": "strong"}
BLOCKS = [*range(0x3001, 0x3040), 0x30FB, *range(0xFE10, 0xFE70), *range(0xFF01, 0xFF66), *range(0xFFE0, 0xFFE7)]
"""The blocks of Unicode that have the punctuation of Chinese, Japanese and Korean, wide, small, vertical and narrow."""
CHINESE = {
    sign
    for sign in map(chr, BLOCKS)
    if unicodedata.category(sign)[0] in "PS" and unicodedata.east_asian_width(sign) in "WFH"
}
TABLE["signs"]["chinese"] = sorted({*TABLE["signs"]["chinese"], *CHINESE})
FLANKS = [
    (mark, side, kind, sign, neighbour, mark in row["marks"])
    for side in ("opens", "closes")
    for row in TABLE[side]
    for kind in row["signs"]
    for sign in TABLE["signs"][kind]
    for neighbour in TABLE["neighbours"][row["beside"]]
    for mark in TABLE["marks"]
]
"""Each mark at each sign and neighbour, and whether it opens or closes there."""


@pytest.mark.parametrize(("line", "name", "source", "html"), CASES, ids=[case[1] for case in CASES])
def test_marks(line: int, name: str, source: str, html: str) -> None:
    """A mark or an address renders to the HTML of its case."""
    assert make_parser().render(source) == html


@pytest.mark.parametrize("mark", TABLE["marks"])
@pytest.mark.parametrize("side", ["opens", "closes"])
def test_marks_beside_punctuation(mark: str, side: str) -> None:
    """A mark opens and closes beside each kind of punctuation and each kind of neighbour as the table says."""
    tag = ELEMENTS[mark]
    wrong = []
    for _mark, _side, _kind, sign, neighbour, expected in FLANKS:
        if (_mark, _side) != (mark, side):
            continue
        inside = f"{sign}乙" if side == "opens" else f"乙{sign}"
        source = f"{neighbour}{mark}{inside}{mark}" if side == "opens" else f"{mark}{inside}{mark}{neighbour}"
        found = f"<{tag}>{escapeHtml(inside)}</{tag}>" in make_parser().renderInline(source)
        if found != expected:
            wrong.append((source, expected))
    assert wrong == []


def test_the_table_is_whole() -> None:
    """The table says each case once: two sides, each kind of sign, all of Unicode's, beside each kind of neighbour."""
    for side in ("opens", "closes"):
        pairs = [(kind, row["beside"]) for row in TABLE[side] for kind in row["signs"]]
        assert sorted(pairs) == sorted((kind, beside) for kind in TABLE["signs"] for beside in TABLE["neighbours"])
    assert len(FLANKS) > 30_000


@pytest.mark.parametrize("case", GITHUB, ids=lambda case: case["name"])
def test_as_on_github(case: dict[str, Any]) -> None:
    """What GitHub's extensions are specified to do is done here, or the deviation has a reason."""
    md = make_parser()
    if case.get("is_page"):
        # As the page of an edition shows it.
        document, problems = read_document(case["markdown"], "x.md")
        assert problems
        html = md.renderer.render(list(document.tokens), md.options, dict(document.env))
    else:
        html = md.render(case["markdown"])
    assert html == case["html"]
    assert case.get("deviation", "-")


def test_every_example_of_github_has_a_case() -> None:
    """Each example of the extensions in GitHub's specification has a case."""
    numbers = {case["example"] for case in GITHUB if "example" in case}
    assert numbers == {*range(198, 206), 279, 280, 491, 492, *range(621, 632), 653}


def test_deviations_are_listed() -> None:
    """The page on CommonMark and GitHub lists each deviation with its examples and its reason, in their order."""
    rows: dict[str, list[int]] = {}
    for case in GITHUB:
        if "deviation" in case:
            rows.setdefault(case["deviation"], []).extend([case["example"]] if "example" in case else [])
    github = [f"| {', '.join(map(str, sorted(numbers))) or '–'} | {reason} |" for reason, numbers in rows.items()]
    commonmark = [
        f"| {', '.join(map(str, row.get('examples') or [row['example']]))} | {row['reason']} |"
        for name in ("deviations.yml", "dialect_deviations.yml")
        for row in yaml.safe_load((HERE / name).read_text("utf-8"))
    ]
    assert [line for line in PAGE.read_text("utf-8").splitlines() if ROW.match(line)] == [*commonmark, *github]


@pytest.mark.parametrize(("name", "text", "expected"), STRAYS, ids=[case[0] for case in STRAYS])
def test_strays(name: str, text: str, expected: str) -> None:
    """A mark or an address that is shown as typed is reported; what only resembles one is not."""
    _document, problems = read_document(text, "x.md")
    assert [str(one) for one in problems] == ([expected] if expected else [])
    assert all(one.hint for one in problems)


@pytest.mark.parametrize("source", ["**“\ufe01Git”\ufe01**Hub", "~~“\ufe01Git”\ufe01~~Hub", "==“\ufe01Git”\ufe01==Hub"])
def test_wide_quotation_marks(source: str) -> None:
    """A selector for a wide quotation mark makes it Chinese, and does not stand between a mark and its word itself."""
    assert ">“\ufe01Git”\ufe01</" in make_parser().render(source)
