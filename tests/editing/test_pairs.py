"""Pairs: blocks of several editions side by side, as a function from texts to a text."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from duizhao.editing.html_tree import read_html
from duizhao.editing.pairs import Column, pair_texts, pair_wordings
from duizhao.editing.texts import Wording
from duizhao.editions import make_edition

START = "parallel/zh-hans--en/articles/bridge/"
CHINESE, ENGLISH = make_edition("zh-Hans"), make_edition("en")


def pair(own: str, other: str) -> str:
    """Return two texts of the same page side by side."""
    columns = [Column(CHINESE, "zh-hans/articles/bridge/", own), Column(ENGLISH, "en/articles/bridge/", other)]
    return pair_texts(columns, START)


CASES = yaml.safe_load(Path(__file__).with_name("pairs.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES)
def test_blocks_stand_side_by_side(case: str) -> None:
    """A block stands beside its counterpart, with ids and addresses that hold on the parallel page."""
    texts = CASES[case]
    assert pair(texts["own"], texts["other"]) == texts["expected"]


@pytest.mark.parametrize(
    "html",
    [
        "",
        'a &lt; b <br> <img src="a&amp;b" alt=""> <!-- <p> --> <b>c</b>',
        '<svg viewBox="0 0 1 1"><linearGradient id="a"/><path d=\'M0\'/></svg>'.replace("'", '"'),
        "<script>if (a < b) { '<p>' }</script><style>a > b {}</style>",
        '<input disabled type="checkbox"><label title="a > b">c</label>',
    ],
)
def test_html_that_is_read_is_written_again(html: str) -> None:
    """Reading and writing HTML changes nothing."""
    assert read_html(html).write() == html


def test_html_with_faults_is_closed() -> None:
    """End tags without start tags are left out, and what is open is closed."""
    assert read_html("<p>a</b><i>b</p>c<div>").write() == "<p>a<i>b</i></p>c<div></div>"


def test_titles_are_escaped() -> None:
    """A title in several editions is escaped in each, says their languages, and stands alone if all are the same."""
    titles = [Wording("<甲>", "zh-Hans"), Wording("A & B", "en")]
    found = pair_wordings(titles, "<甲> / A & B")
    assert found.__html__() == (
        '<span class="dz-pair"><span data-dz-column="0">&lt;甲&gt;</span>'
        '<span data-dz-column="1" lang="en">A &amp; B</span></span>'
    )
    assert str(found) == "<甲> / A & B"
    assert pair_wordings(titles[:1] * 2, "甲").__html__() == "&lt;甲&gt;"
