"""Formulas: what is one, its MathML, and what is reported."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file

from duizhao.source.dialect import make_parser
from duizhao.source.document import read_document
from duizhao.source.formulas import find_texts, replace_texts
from duizhao.source.mathml import find_mistake, write_formula
from duizhao.source.sanitising import Policy

HERE = Path(__file__).parent
EXAMPLES = read_fixture_file(HERE / "formulas.md")
SLIPS = yaml.safe_load((HERE / "formulas.yml").read_text("utf-8"))
IMPORTS = (
    "import sys; from duizhao.source.dialect import make_parser; make_parser().render(sys.argv[1]); print(*sys.modules)"
)
PIECES = (
    *("x", "1", "头", "_", "^", "{", "}", "&", "\\\\", "<", ">", '"', "%", "\n", "\\foo", "[", "]", "(", ")", "'"),
    *("\\frac", "\\sqrt", "\\text{", "\\left", "\\right", "\\begin{matrix}", "\\end{matrix}", "\\begin{align}"),
    *("\\end{align}", "\\color{red}", "\\tag{1}", "\\def\\a{x}", "\\a", "\\mathchoice", "\\operatorname{", "\\mathrm"),
)
LATEX = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)
ELEMENTS = re.compile(
    r"/?(?:annotation|b|code|i|math|menclose|mfrac|mi|mmultiscripts|mn|mo|mover|mpadded|mphantom|mprescripts|mroot|mrow"
    r"|ms|mspace|msqrt|mstyle|msub|msubsup|msup|mtable|mtd|mtext|mtr|munder|munderover|semantics|span)"
)


@pytest.mark.parametrize(("line", "name", "source", "html"), EXAMPLES, ids=[case[1] for case in EXAMPLES])
def test_formulas(line: int, name: str, source: str, html: str) -> None:
    """A formula renders to the HTML of its case."""
    assert make_parser().render(source) == html


@pytest.mark.parametrize(("name", "text", "expected"), SLIPS, ids=[case[0] for case in SLIPS])
def test_slips(name: str, text: str, expected: list[str]) -> None:
    """What is wrong is reported with its position and a way out; what is right is not."""
    _document, problems = read_document(text, "x.md")

    assert [str(one) for one in problems] == expected
    assert all(one.hint for one in problems)


@given(LATEX, st.booleans())
def test_any_latex_is_mathml_or_a_mistake(latex: str, is_display: bool) -> None:  # noqa: FBT001 -- drawn
    """Whatever is written, the HTML has elements of formulas only; it is code where a mistake is found."""
    html = write_formula(latex, is_display=is_display)
    mistake = find_mistake(latex)

    assert html.startswith("<code") == (mistake is not None)
    assert mistake is None or 0 <= mistake.offset <= len(latex)
    assert all(ELEMENTS.fullmatch(name) for name in re.findall(r"<(/?[^\s>/]*)", html))
    assert " on" not in re.sub(r">[^<]*<", "><", html)
    assert "href" not in re.sub(r">[^<]*<", "><", html)


@given(LATEX)
def test_texts_are_replaced_and_nothing_else(latex: str) -> None:
    """Replacing texts with themselves changes nothing; commands and braces are no text."""
    assert replace_texts(latex, lambda text: text) == latex
    assert all(not set("\\{}") & set(latex[start:end]) for start, end in find_texts(latex))


@pytest.mark.parametrize("html", ["<p>*[a=b]* $x$ \\(y)</p>", "<div>$x_1$ [x^2] \\[z=1\\]</div>"])
@pytest.mark.parametrize("policy", ["escape", "sanitise"])
def test_html_has_no_formulas(html: str, policy: Policy) -> None:
    """What looks like a formula in raw HTML is text, whether the HTML is shown or escaped."""
    document, _problems = read_document(f"{html}\n", "x.md", html=policy)
    md = make_parser()
    shown = md.renderer.render(list(document.tokens), md.options, dict(document.env))

    assert "<math" not in shown
    assert re.sub(r"<[^>]*>|\s", "", html) in re.sub(r"<[^>]*>|&lt;[^&]*&gt;|\s", "", shown)


def test_texts_inside_texts() -> None:
    """Text in a command inside a text is text, too; that after it is not."""
    latex = r"a_{\text{头 \textbf{发} 里}} + \mathrm{面}"
    assert [latex[start:end] for start, end in find_texts(latex)] == ["头 ", "发", " 里"]


@pytest.mark.parametrize(("text", "is_imported"), [("$5 和 $10", False), ("$x$", True)])
def test_the_library_is_imported_for_formulas(text: str, is_imported: bool) -> None:  # noqa: FBT001 -- a parameter
    """What makes MathML is imported only if there is a formula."""
    run = subprocess.run([sys.executable, "-c", IMPORTS, text], capture_output=True, text=True, check=True)
    assert ("math_core" in run.stdout.split()) == is_imported


@pytest.mark.parametrize("piece", ["$a", "\\(", "\\[a=", "$$a", "\\(a\\", "$`a", "$\\"])
def test_signs_that_are_not_closed_cost_little(piece: str) -> None:
    """Ten thousand beginnings of formulas without an end are text, which is found in passing over them once."""
    text = f"甲{piece * 10_000}"
    html = make_parser().render(text)
    assert "<math" not in html or piece in ("$a", "$`a", "$$a", "$\\")
