"""Formulas that are wrong, and what was meant as a formula but is text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from duizhao.diagnostics import Level
from duizhao.source.code import read_info
from duizhao.source.formulas import FENCE, PUNCTUATION, find_stray_text, walk_formulas
from duizhao.source.vanishing import Slip

SIGN = r"(?:\\[A-Za-z]|[_^])"
SPACED = re.compile(rf"\$[ \t\u3000]+[^$\n]*?{SIGN}[^$\n]*\$|\$[^\s$][^$\n]*?{SIGN}[^$\n]*[ \t\u3000]+\$")
PUNCTUATED = re.compile(rf"\$[^\s$][^$\n]*{SIGN}[^$\n]*\$")
"""A formula, unless it has Chinese punctuation."""
WIDE = re.compile(rf"＄[^＄$\n]*{SIGN}[^＄$\n]*[＄$]|\$[^＄$\n]*{SIGN}[^＄$\n]*＄")
MANUAL = "https://en.wikibooks.org/wiki/LaTeX/Mathematics"


def find_formula_slips(tokens: Sequence[Token], text: str) -> Iterator[Slip]:
    """Yield what is wrong with the formulas of a document, and formulas that are text because of a sign.

    Args:
        tokens: The token stream of the document.
        text: Its Markdown.
    """
    if not any(sign in text for sign in ("$", "＄", "\\", FENCE)):
        return
    for token in tokens:
        if token.type == "fence" and read_info(token.info).language == FENCE and token.content.strip():
            message = "a formula cannot hold $, so the block is shown as code"
            hint = r"write a formula without $ around it or in it, and the sign itself as  \$"
            yield Slip(token, "$", "formula-wrong", message, hint, Level.ERROR)
        if token.type != "inline" or not any(sign in token.content for sign in ("$", "＄", "\\(", "\\[")):
            continue
        for formula in walk_formulas(token.children or ()):
            yield from _check_formula(token, formula.content)
        if "\\$" not in token.content:
            for child in token.children or ():
                if child.type == "text":
                    yield from _find_in_text(token, child.content)


def _check_formula(token: Token, latex: str) -> Iterator[Slip]:
    """Yield what is wrong with one formula."""
    from duizhao.source.mathml import find_mistake  # noqa: PLC0415 -- imports what only formulas need

    mistake = find_mistake(latex)
    if mistake is not None:
        # A position is found by the line of the formula that it is in.
        start = latex.rfind("\n", 0, mistake.offset) + 1
        line = latex[start:].partition("\n")[0]
        lead = len(line) - len(line.lstrip())
        hint = f"correct the LaTeX: {MANUAL}; for a dollar sign that begins no formula write  \\$"
        message = f"this formula cannot be read: {mistake.message}"
        offset = max(0, mistake.offset - start - lead)
        yield Slip(token, line.strip() or latex.strip(), "formula-wrong", message, hint, Level.ERROR, offset)
    elif stray := find_stray_text(latex):
        message = f"'{stray}' in a formula is the same in all editions"
        hint = "write text in a formula as  \\text{…};  for a dollar sign that begins no formula write  \\$"
        yield Slip(token, stray, "formula-text", message, hint)


def _find_in_text(token: Token, text: str) -> Iterator[Slip]:
    """Yield what looks like a formula in a text."""
    if found := WIDE.search(text):
        message = f"'{found[0][:30]}' is shown as text, not as a formula"
        yield Slip(token, found[0][:30], "markup-full-width", message, "write the signs in half width:  $x_1$")
    elif "$$" in text:
        hint = "put $$ before and after the formula, with no empty line in it"
        yield Slip(token, "$$", "markup-formula", "'$$' is shown as text", hint)
    elif (found := PUNCTUATED.search(text)) and PUNCTUATION.search(found[0]):
        message = f"'{found[0][:30]}' is shown as text, not as a formula"
        hint = "write the punctuation in a formula in half width; for a dollar sign write  \\$"
        yield Slip(token, found[0][:30], "markup-formula", message, hint)
    elif found := SPACED.search(text):
        message = f"'{found[0][:30]}' is shown as text, not as a formula"
        hint = "put the signs close to the formula:  $x_1$;  for a dollar sign write  \\$"
        yield Slip(token, found[0][:30], "markup-formula", message, hint)
