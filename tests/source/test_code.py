"""Blocks of code and code spans: coloured, numbered, titled; and what is reported of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file
from selectolax.lexbor import LexborHTMLParser

from duizhao.source.code import CodeInfo, colour, read_info
from duizhao.source.dialect import make_parser
from duizhao.source.document import read_document

HERE = Path(__file__).parent
EXAMPLES = read_fixture_file(HERE / "code.md")
SLIPS = yaml.safe_load((HERE / "code.yml").read_text("utf-8"))
IMPORTS = """
import sys
from duizhao.source.dialect import make_parser
make_parser().render(sys.argv[1])
print(*sorted(one for one in sys.modules if one.startswith("pygments")))
"""


@pytest.mark.parametrize(("line", "name", "source", "html"), EXAMPLES, ids=[case[1] for case in EXAMPLES])
def test_code(line: int, name: str, source: str, html: str) -> None:
    """Code renders to the HTML of its case."""
    assert make_parser().render(source) == html


@pytest.mark.parametrize(("name", "text", "expected"), SLIPS, ids=[case[0] for case in SLIPS])
def test_slips(name: str, text: str, expected: list[str]) -> None:
    """What has no effect is reported with its position and a way out."""
    _document, problems = read_document(text, "x.md")

    assert [str(one) for one in problems] == expected
    assert all(one.hint for one in problems)


def test_a_slip_has_the_nearest_name() -> None:
    """The note about an unknown language names the one that is nearest, also one of our own blocks."""
    for written, meant in (("pythn", "python"), ("javascipt", "javascript"), ("charts", "chart"), ("maths", "math")):
        _document, problems = read_document(f"```{written}\nx\n```\n", "x.md")
        assert problems[0].hint.startswith(f"did you mean '{meant}'?")


@given(
    st.text(alphabet="头a1 \t\n\"'#<&\\(){}:=-*`/", max_size=60),
    st.sampled_from(["python", "yaml", "html", "sh", "md"]),
)
def test_colours_leave_the_text(text: str, language: str) -> None:
    """The text of coloured, numbered and marked code is the code, and each element is in one line."""
    for first, marked in ((0, frozenset[int]()), (7, frozenset({1, 3}))):
        html = colour(text, language, first, marked)
        body = LexborHTMLParser(f"<body><pre>\n{html}</pre>").css_first("pre")
        assert body is not None
        assert body.text() == text
    assert all(line.count("<span") == line.count("</span>") for line in colour(text, language).split("\n"))


@given(st.text(alphabet='头a1 .=＝"“”{},-', max_size=40))
def test_every_line_above_code_is_read(info: str) -> None:
    """Whatever stands above code is a language, an option, a class, or reported."""
    read = read_info(info)
    assert isinstance(read, CodeInfo)
    said = "".join(
        [read.language, read.title, *map(str, read.marked), *read.classes, *read.unknown, *sum(read.wrong, ())]
    )
    assert bool(said) or read.first_number or not info.strip(' {}.=＝"“”,-')


@pytest.mark.parametrize(
    ("text", "lexers"),
    [("一段。\n\n```\nx\n```\n\n```text\nx\n```\n\n    x\n", []), ("```json\n1\n```\n", ["pygments.lexers.data"])],
)
def test_a_lexer_is_imported_for_its_language(text: str, lexers: list[str]) -> None:
    """Pygments is imported only for code with a language, and of its lexers only the module of that language."""
    run = subprocess.run([sys.executable, "-c", IMPORTS, text], capture_output=True, text=True, check=True)
    imported = run.stdout.split()

    assert bool(imported) == bool(lexers)
    found = [one for one in imported if one.startswith("pygments.lexers.") and "._" not in one]
    assert found == lexers
