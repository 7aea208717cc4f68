r"""MathML made of LaTeX, which browsers show without a script: see ADR 0020.

The LaTeX is kept in an annotation, where readers of the source, copying programs and the search find it. Equations
have no numbers, since each formula is made alone; `\tag{1}` gives one its number.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from markdown_it.common.utils import escapeHtml
from math_core import LatexError, LatexToMathML

from duizhao.source.formulas import join_latex

REMEMBERED = 2048
"""How many formulas are kept: several editions print the same ones."""
MATH = re.compile(r"<math[^>]*>(?P<inside>.*)</math>", re.DOTALL)
PLACED = re.compile(r"(?P<offset>\d+): (?P<message>.*)", re.DOTALL)
NUMBERED = re.compile(r"\\(?P<command>begin|end)\{(?P<name>equation|align|gather|multline)\*?\}")
"""An environment that fills a page, its lines numbered."""
LINES = {"\u0332</mo></mover>": "¯</mo></mover>", "\u0332</mo></munder>": "_</mo></munder>"}
"""Marks that combine, with which no text may begin, by what has the same shape alone."""
MARKS = str.maketrans({"\u20d7": "→", "\u0302": "^", "\u20db": "⋯"})
TABLE_LEVEL = re.compile(r'(<mtable[^>]*?) scriptlevel="0"')
STYLE = re.compile(r' (?:displaystyle|scriptlevel)="[^"]*"')
STYLED = re.compile(r"<(?P<end>/?)(?P<name>mrow|mfrac)(?P<attributes>[^>]*)>")
"""The elements that get these attributes beside tables."""
LABEL = re.compile(r"\\(?:label|ref|eqref)(?![A-Za-z])")


class Mistake(NamedTuple):
    """What is wrong with a formula."""

    offset: int
    """The index of the character at which it was found."""
    message: str


@lru_cache(maxsize=REMEMBERED)
def write_formula(latex: str, *, is_display: bool) -> str:
    """Write a formula as HTML; its text, as the search reads it, is the LaTeX.

    Args:
        latex: The formula as written.
        is_display: Whether it stands on a line of its own, where it scrolls on narrow screens.
    """
    written = escapeHtml(join_latex(latex))
    found = MATH.fullmatch(_convert(latex, is_display=is_display) or "")
    if found is None:
        return f'<code class="dz-formula-wrong">{written}</code>'
    display = ' display="block"' if is_display else ""
    annotation = f'<annotation encoding="application/x-tex">{written}</annotation>'
    html = f"<math{display}><semantics><mrow>{_tidy(found['inside'])}</mrow>{annotation}</semantics></math>"
    return f'<span class="dz-formula" tabindex="0">{html}</span>' if is_display else html


@lru_cache(maxsize=REMEMBERED)
def find_mistake(latex: str) -> Mistake | None:
    """Return what is wrong with a formula, or None."""
    if found := LABEL.search(latex):
        return Mistake(found.start(), f"formulas have no labels, so '{found[0]}' leads nowhere")
    try:
        # A formula can have a form of its own for each style.
        for style in (True, False):
            _make_converter().convert_with_local_state(latex, displaystyle=style)
    except LatexError as error:
        placed = PLACED.fullmatch(str(error).strip())
        if placed is None:
            return Mistake(0, str(error))
        message = placed["message"].rstrip(".")
        return Mistake(min(int(placed["offset"]), len(latex)), message[:1].lower() + message[1:])
    return None


def _convert(latex: str, *, is_display: bool) -> str | None:
    """Return the MathML of a formula, or None if it is wrong."""
    if find_mistake(latex):
        return None
    plain = latex if r"\tag" in latex else NUMBERED.sub(_drop_number, latex)
    mathml: str = _make_converter().convert_with_local_state(plain, displaystyle=is_display)
    return mathml


def _tidy(mathml: str) -> str:
    """Return MathML that a validator of HTML accepts, which knows attributes of MathML 3, not those of MathML Core."""
    for written, tidy in LINES.items():
        mathml = mathml.replace(written, tidy)
    mathml = TABLE_LEVEL.sub(r"\g<1>", mathml).translate(MARKS)
    if not STYLE.search(mathml):
        return mathml
    ends: list[str] = []

    def write(found: re.Match[str]) -> str:
        if found["end"]:
            return ends.pop()
        styles = "".join(style[0] for style in STYLE.finditer(found["attributes"]))
        ends.append(f"</{found['name']}></mstyle>" if styles else f"</{found['name']}>")
        opening = f"<{found['name']}{STYLE.sub('', found['attributes'])}>"
        return f"<mstyle{styles}>{opening}" if styles else opening

    return STYLED.sub(write, mathml)


def _drop_number(found: re.Match[str]) -> str:
    """Return the begin or end of an environment as wide as its lines instead of one whose lines are numbered."""
    name = found["name"]
    return "" if name == "equation" else f"\\{found['command']}{{{name}{'*' if name == 'multline' else 'ed'}}}"


@cache
def _make_converter() -> LatexToMathML:
    """Return the converter; its errors begin with the offset of the character."""
    return LatexToMathML(fancy_error=False)
