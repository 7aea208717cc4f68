"""The files of the index."""

from __future__ import annotations

import json
import zlib
from datetime import date
from typing import Any

import numpy as np
import pytest
from support import EDITIONS, REGIONS, THEMES, make_document, make_files, make_version, read_data

from duizhao.executors import ProcessExecutor
from duizhao.search import documents, texts
from duizhao.search.documents import SearchDocument, divide_documents, sort_documents
from duizhao.search.extract import read_blocks
from duizhao.search.index import make_index
from duizhao.search.numbering import number_documents
from duizhao.search.packing import pack_numbers
from duizhao.search.parts import index_parts

CHART = """\
<figure class="dz-chart" data-block="4"><figcaption><p class="dz-chart__title">题</p><p>说明</p>
<p class="dz-chart__unit">单位：个</p></figcaption><svg class="dz-chart__picture"><text>1</text></svg>
<p class="dz-chart__foot">注</p><details class="dz-chart__data"><table><tr><td>1</td></tr></table></details></figure>
"""
BLOCKS = [
    ('<p data-block="0">模<strong>型</strong></p>', [(0, "模型", "")]),
    ('<h2 data-block="3" id="a-b">题 &amp; 目</h2>', [(3, "题 & 目", "a-b")]),
    ('<li data-block="0">外<ul><li data-block="1">内</li></ul></li>', [(0, "外", ""), (1, "内", "")]),
    ('<p data-block="0">字<sup><a href="#f" class="footnote-ref">[1]</a></sup>后</p>', [(0, "字后", "")]),
    ('<p data-block="0">一<br>二<img alt="x > y" src="z">三</p>', [(0, "一 二三", "")]),
    ('<p data-block="0">新</p><details class="dz-old"><p>旧</p></details>', [(0, "新", "")]),
    (CHART, [(4, "题 说明", "")]),
    ("<p>在外</p>", []),
    ('<p data-block="0"> </p>', []),
    ('<div data-block="2"><script>x</script><!-- <p> -->留</div></b>', [(2, "留", "")]),
]


def unpack(data: bytes) -> bytes:
    """Decompress data."""
    return zlib.decompress(data, -zlib.MAX_WBITS)


def find_file(files: dict[str, bytes], folder: str) -> Any:
    """Read the JSON file of a folder."""
    (found,) = (data for path, data in files.items() if path.startswith(f"{folder}/"))
    return json.loads(unpack(found))


@pytest.mark.parametrize(("html", "blocks"), BLOCKS)
def test_blocks(html: str, blocks: list[tuple[int, str, str]]) -> None:
    """The text of a page is read block by block, without markup, footnote references and outdated translations."""
    assert [(one.number, one.text, one.heading) for one in read_blocks(html)] == blocks


@pytest.mark.parametrize(
    ("sizes", "stride", "bases"),
    [
        ([], 1, []),
        ([5], 8, [0]),
        ([8, 8, 9], 16, [0, 16, 32]),
        # One document of eight may be longer than the stride, and takes a power of two of stretches.
        ([3, 4, 33, 4, 4, 4, 4, 4], 4, [0, 4, 8, 72, 76, 80, 84, 88]),
    ],
)
def test_numbers_of_documents(sizes: list[int], stride: int, bases: list[int]) -> None:
    """Each document has as many numbers as most need, or a power of two times as many."""
    found = number_documents(np.array(sizes, np.int64))
    assert (found.stride, found.bases.tolist()) == (stride, bases)


@pytest.mark.parametrize(("number", "packed"), [(0, b"\0"), (127, b"\x7f"), (128, b"\x80\1"), (300, b"\xac\2")])
def test_numbers(number: int, packed: bytes) -> None:
    """Numbers are encoded with seven bits per byte, lowest bits first."""
    assert pack_numbers([number]) == packed


def test_same_pages_same_bytes() -> None:
    """The index does not depend on the order of the pages."""
    rows = read_data("corpus.yml")
    assert make_files(rows[::-1]) == make_files(rows)


def test_names_depend_on_content() -> None:
    """A file with another content has another name; therefore browsers never mix two builds."""
    rows = read_data("corpus.yml")
    before = make_files(rows)
    rows[0]["zh"][2] += "，网格员上门。"
    after = make_files(rows)
    assert [path for path in before.keys() & after.keys() if before[path] != after[path]] == ["manifest.json"]
    assert before["manifest.json"] != after["manifest.json"]


def test_processes_make_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several processes make the same index as one."""
    monkeypatch.setattr(documents, "PART", 1)
    monkeypatch.setattr(documents, "LEAST", 1)
    rows = [make_document(row) for row in read_data("corpus.yml")]
    indexes = {edition.code: edition.code for edition in EDITIONS}
    assert index_parts(rows, indexes, ProcessExecutor(2)) == index_parts(rows, indexes)


def test_one_more_document_changes_one_part() -> None:
    """Where a part ends depends on its own documents only: parts before and after a new document stay unchanged."""
    rows = [SearchDocument("article", f"report-{number}", None, "", (), ()) for number in range(2000)]
    before = set(divide_documents(rows))
    more = [*rows[:700], SearchDocument("article", "new", None, "", (), ()), *rows[700:]]
    assert len(set(divide_documents(more)) - before) <= 2, "the part that it is in, and one that it may push on"
    assert [one for group in divide_documents(more) for one in group] == more


def test_newest_last() -> None:
    """Documents are numbered to the newest; those without a date come first."""
    days = {"a": None, "b": date(2024, 1, 1), "c": date(2025, 1, 1)}
    rows = [SearchDocument("article", name, day, "", (), ()) for name, day in days.items()]
    assert [one.name for one in sort_documents(rows)] == ["a", "b", "c"]


def test_editions_that_are_not_offered_are_left_out() -> None:
    """A page has texts only for the editions it is offered in."""
    document = SearchDocument("article", "x", None, "", (), (make_version("zh-Hans", "x", ["题", "摘要", "正文"]),))
    files = make_index([document], EDITIONS, themes=THEMES, regions=REGIONS)
    expected = [[["zh-Hans", "zh-hans/articles/x/", ["题", "摘要", "正文"], [[0]]]]]
    assert find_file(files, "texts") == expected


def test_simplified_is_written_as_what_differs() -> None:
    """Simplified text is stored as differences from the folded Traditional text, or whole if its length differs."""
    rows = {"zh-Hans": ["瞭望", "“治理”", "软件，AB"], "zh-Hant-TW": ["瞭望", "「治理」", "軟體元件，AB"]}
    versions = [make_version(code, "x", text) for code, text in rows.items()]
    pages = [(version, read_blocks(version.html)) for version in versions]
    traditional, simplified = json.loads(texts.write_texts(pages))
    assert traditional[:2] == ["zh-Hant-TW", "zh-hant/articles/x/"]
    assert simplified[2:] == [[0, [0, "瞭"], 1, [0, "“", 3, "”"], 2, "软件，AB"], 0]


def test_only_what_a_query_can_need_is_sent() -> None:
    """The fold and the word groups contain only entries that can lead to a hit on this site."""
    language = find_file(make_files(), "language")
    fold = dict(zip(*language["fold"], strict=True))
    assert fold["會"] == "会"
    assert "龘" not in fold.values()
    words = [set(here) | set(others) for here, others in language["groups"]]
    assert {"网络", "网路"} in words
    assert [one for one in words if "巧克力" in one] == []


def test_small_pages_share_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts of small pages share a file; a long page has its own."""
    rows = read_data("corpus.yml")
    together = [path for path in make_files(rows) if "texts/zh/" in path]
    monkeypatch.setattr(texts, "GROUP", 1)
    apart = [path for path in make_files(rows) if "texts/zh/" in path]
    assert (len(together), len(apart)) == (1, len(rows))


def test_pinyin_of_titles() -> None:
    """Titles, summaries and headings are found by their pinyin syllables, in all readings of a character."""
    pinyin = find_file(make_files(), "pinyin")
    assert "发" in pinyin["syllables"]["fa"]
    assert "店" in pinyin["pairs"]["发"]
