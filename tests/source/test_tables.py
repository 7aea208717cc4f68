"""Tables: captions, comma-separated values, and what is reported of them."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.utils import read_fixture_file

from duizhao.settings import Settings, read_settings
from duizhao.source.captions import CAPTIONED, take_captions
from duizhao.source.csv_rows import read_rows
from duizhao.source.data_files import DataFiles
from duizhao.source.dialect import make_parser
from duizhao.source.document import read_document

HERE = Path(__file__).parent
EXAMPLES = read_fixture_file(HERE / "tables.md")
PROBLEMS = yaml.safe_load((HERE / "tables.yml").read_text("utf-8"))
CELLS = st.text(alphabet='头a1 ,"\t\n，“”|*', max_size=6)
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5)
)
IMPORTS = """
import sys
from duizhao.source.dialect import make_parser
sys.modules.pop("csv", None)
make_parser().render(sys.argv[1])
print("csv" in sys.modules)
"""


@pytest.fixture
def settings(tiny_source: Path) -> Settings:
    """Return the settings of a small site."""
    return read_settings(tiny_source)


@pytest.mark.parametrize(("line", "name", "source", "html"), EXAMPLES, ids=[case[1] for case in EXAMPLES])
def test_table(line: int, name: str, source: str, html: str) -> None:
    """A table renders to the HTML of its case."""
    assert make_parser().render(source) == html


@pytest.mark.parametrize(("name", "text", "file", "expected"), PROBLEMS, ids=[case[0] for case in PROBLEMS])
def test_problems(name: str, text: str, file: str, expected: list[str], settings: Settings) -> None:
    """What is wrong with a table is reported at its place, in the file of the rows too, with a way out."""
    (settings.content_folder / "a.csv").write_bytes(file.encode())
    _document, problems = read_document(text, "content/x.md", files=DataFiles(settings, "content/x.md"))

    assert [str(one) for one in problems] == expected
    assert all(one.hint for one in problems)


def test_a_file_in_another_encoding(settings: Settings) -> None:
    """A file that is not UTF-8 is reported with its place and the encoding that it seems to have."""
    (settings.content_folder / "a.csv").write_bytes("年份,人口\n头发,台湾\n".encode("gb18030"))
    files = DataFiles(settings, "content/articles/x.md")
    _document, problems = read_document("```csv file=../a.csv\n```\n", "content/articles/x.md", files=files)

    assert [(str(one.span), one.code) for one in problems] == [("content/a.csv:1:1", "file-encoding")]
    assert "GB18030" in problems[0].hint
    assert files.reads == {("file", "content/a.csv")}


def test_a_name_that_is_longer_than_any(settings: Settings) -> None:
    """A file with a name that the system does not allow is missing, as one with any other name is."""
    name = "a" * 300
    files = DataFiles(settings, "content/x.md")
    _document, problems = read_document(f"一段\n\n```csv file={name}.csv\n```\n", "content/x.md", files=files)

    assert [(str(one.span), one.code) for one in problems] == [("content/x.md:3:13", "table-file")]


def test_links_to_files(settings: Settings) -> None:
    """A symbolic link stands for its file: one to an article is refused, and problems are those of the file itself."""
    folder = settings.content_folder
    (folder / "b.csv").symlink_to("articles/lane.md")
    (folder / "c.csv").symlink_to("a.TXT")
    (folder / "a.TXT").write_text("a,b\n1\n", "utf-8")
    files = DataFiles(settings, "content/x.md")
    text = "```csv file=b.csv\n```\n\n```csv file=c.csv\n```\n"
    _document, problems = read_document(text, "content/x.md", files=files)

    assert [(str(one.span), one.code) for one in problems] == [
        ("content/x.md:1:13", "table-file"),
        ("content/a.TXT:2:1", "table-csv"),
    ]


def test_blocks() -> None:
    """Captions and cells are blocks with their lines; a caption has no sign, and comes before the cells."""
    text = '一段\n\n| 年份 |\n|---|\n| 二〇二一 |\n\n表：人口\n\n```csv title=标题\n甲,乙\n\n丙,"丁\n戊"\n```\n'
    document, problems = read_document(text, "x.md", first_line=5)

    assert problems == []
    assert [(one.kind, one.line, one.text, one.is_translated) for one in document.blocks] == [
        ("paragraph", 5, "一段", True),
        ("caption", 11, "人口", True),
        ("cell", 7, "年份", True),
        ("cell", 9, "二〇二一", True),
        ("caption", 13, "标题", True),
        ("cell", 14, "甲", True),
        ("cell", 14, "乙", True),
        ("cell", 16, "丙", True),
        ("cell", 16, "丁戊", True),
    ]


def test_references_in_a_file_have_their_place(settings: Settings) -> None:
    """References to figures, and links, are in the file that they are written in."""
    (settings.content_folder / "a.csv").write_text('甲,"{{a}}"\n"说\n{{b}}",见[丙](c.md)\n', "utf-8")
    document, problems = read_document(
        "```csv file=a.csv\n```\n", "content/x.md", files=DataFiles(settings, "content/x.md")
    )

    assert problems == []
    assert [str(one.span) for one in document.references] == ["content/a.csv:1:4", "content/a.csv:3:1"]
    assert [(one.target, str(one.span)) for one in document.links] == [("c.md", "content/a.csv:3:13")]


class CountedText(str):
    """A text that counts how often it is cut into lines."""

    __slots__ = ("cuts",)

    def split(self, *args: Any, **options: Any) -> list[str]:
        """Cut the text."""
        self.cuts += 1
        return super().split(*args, **options)


def test_a_text_is_cut_into_lines_once() -> None:
    """Captions as last rows cost the same time for each table, however many the text has."""
    text = CountedText("| a |\n|---|\n| 1 |\n表：题\n\n" * 9)
    text.cuts = 0
    md = MarkdownIt("commonmark").enable("table")
    state = StateCore(text, md, {}, md.parse(text))
    take_captions(state)

    assert sum(one.type == CAPTIONED for one in state.tokens) == 9
    assert text.cuts == 1


@given(TABLES)
def test_what_a_spreadsheet_writes_is_read(table: list[list[str]]) -> None:
    """Every table that Python's own writer writes has the same cells, but for blanks around them."""
    expected = [[cell.strip() for cell in row] for row in table]
    for delimiter in ",\t":
        written = io.StringIO()
        csv.writer(written, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(table)
        rows, problems = read_rows(written.getvalue().removesuffix("\n"), delimiter)
        assert problems == []
        assert [list(row.cells) for row in rows] == expected


@given(st.text(alphabet='头a1 ,"\t\n，', max_size=40))
def test_any_text_is_a_table_or_has_a_problem(text: str) -> None:
    """Whatever a block holds, its rows have the width of the head, or there is a problem in one of its lines."""
    rows, problems = read_rows(text, ",")
    assert problems or len({len(row.cells) for row in rows}) == 1
    assert all(0 <= one.line < len(text.split("\n")) and one.hint for one in problems)
    lines = text.split("\n")
    assert all(row.start < row.end <= len(lines) and lines[row.start].strip() for row in rows)


@pytest.mark.parametrize(("text", "expected"), [("| a |\n|---|\n\n表：甲\n", "False"), ("```csv\na,b\n```\n", "True")])
def test_only_such_blocks_cost_an_import(text: str, expected: str) -> None:
    """The module that reads comma-separated values is imported for texts that have them."""
    run = subprocess.run([sys.executable, "-c", IMPORTS, text], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == expected
