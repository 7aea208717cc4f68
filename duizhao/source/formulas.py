r"""Formulas in LaTeX: `$x$`, `\(x\)` in a text, `$$x$$`, `\[x\]` and fences `math` as lines of their own.

A dollar sign begins a formula if no blank follows it, and no letter or digit of Latin stands before it; it ends one if
no blank stands before it and no digit follows: `$5 和 $10` and `US$5和HK$9` are text. So is what has Chinese
punctuation between the signs. A formula on lines of its own is a paragraph with one formula. What is in `\text{…}` is
read as text; the rest of a formula is the same in all editions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from duizhao.source.code import read_info
from duizhao.source.emphasis import begin_at

TOKEN = "formula"  # noqa: S105 -- a token of Markdown
FENCE = "math"
"""The language of a fence that contains a formula."""
DISPLAY, FENCED = "display", "fenced"
"""Keys of meta: a formula on a line of its own; a paragraph whose formula was written as a fence."""
START = r"\$(?=\S)"
"""Where a formula may begin in a text; a backslash is a beginning for CommonMark already."""
DOLLARS = re.compile(r"(?<!\$)\$\$(?=\s*[^\s$])(?P<latex>(?:\\.|[^\\$])++)\$\$(?!\$)", re.DOTALL)
DOLLAR = re.compile(r"(?<![A-Za-z0-9$])\$(?=[^\s$])(?P<latex>(?:\\.|[^\\$])++)(?<!\s)\$(?![0-9$])", re.DOTALL)
ROUND = re.compile(r"\\\((?=\s*\S)(?P<latex>(?:\\[^()]|[^\\])++)\\\)", re.DOTALL)
SQUARE = re.compile(r"\\\[(?=\s*\S)(?P<latex>(?:\\[^\[\]]|[^\\])++)\\\]", re.DOTALL)
PATTERNS = ((DOLLARS, "$$"), (DOLLAR, "$"), (ROUND, r"\("), (SQUARE, r"\["))
"""The ways to write a formula, and what each begins with."""
CLOSE = {"$$": "$$", "$": "$", r"\(": r"\)", r"\[": r"\]"}
"""What ends a formula, by what begins it."""
SIGN = re.compile(r"\\[A-Za-z\\]|(?<!\\)[\^_={}<>+\n]|\d[A-Za-z]|^\s*[A-Za-z]\s*$")
"""What tells a formula from a remark in escaped brackets: a command, a sign of LaTeX, or a single letter."""
ESCAPED = re.compile(r"\\[^A-Za-z0-9\s\\{}%$&#_,;:!|]")
"""Punctuation that Markdown escapes and LaTeX does not: whoever escapes all signs writes no formula."""
PUNCTUATION = re.compile("[，。；：、！？（）《》“”]")
"""What stands between two sums of money rather than in a formula."""
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
TEXT = re.compile(r"\\(?:text(?:rm|bf|it|sf|tt|normal)?)\s*\{")
"""The beginning of a text in a formula."""
PART = re.compile(r"(?P<command>\\(?:[A-Za-z]+|.))|(?P<brace>[{}])|(?P<text>[^\\{}]+)", re.DOTALL)
BLANKS = re.compile(r"[ \t]*\n[ \t]*")


def formula_plugin(md: MarkdownIt) -> None:
    """Add formulas to a parser; the content of their tokens is the LaTeX as written."""
    begin_at(md, START)
    md.inline.ruler.before("escape", TOKEN, _inline)
    md.block.ruler.before("fence", TOKEN, _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    # Attributes above a fence are known, and texts are not parsed yet.
    md.core.ruler.after("attr", "formula_fence", _read_fences)
    md.add_render_rule(TOKEN, _render)


def find_texts(latex: str) -> Iterator[tuple[int, int]]:
    r"""Yield start and end of each stretch of text in the `\text{…}` of a formula."""
    position = 0
    while found := TEXT.search(latex, position):
        depth, position = 1, found.end()
        while depth and (part := PART.match(latex, position)):
            if part["brace"]:
                depth += 1 if part["brace"] == "{" else -1
            elif part["text"]:
                yield part.span()
            position = part.end()
        if depth:
            return


def has_text(latex: str) -> bool:
    """Return whether a formula has a text with a letter, which may need a translation."""
    return any(any(map(str.isalpha, latex[start:end])) for start, end in find_texts(latex))


def replace_texts(latex: str, write: Callable[[str], str]) -> str:
    """Replace each stretch of text in a formula, and nothing else."""
    pieces, position = [], 0
    for start, end in find_texts(latex):
        pieces += [latex[position:start], write(latex[start:end])]
        position = end
    return "".join([*pieces, latex[position:]])


def find_stray_text(latex: str) -> str:
    r"""Return the first Chinese character that is not in `\text{…}`, which no edition converts; else nothing."""
    found = HAN.search(replace_texts(latex, lambda _text: ""))
    return found[0] if found else ""


def join_latex(latex: str) -> str:
    """Return a formula in one line, unless a comment in it ends with a line."""
    return latex.strip() if "%" in latex else BLANKS.sub(" ", latex).strip()


def walk_formulas(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the formulas among inline tokens and inside them."""
    for token in tokens:
        if token.type == TOKEN:
            yield token
        elif token.children:
            yield from walk_formulas(token.children)


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the signature of markdown-it's rules
    """Parse a formula in a text."""
    if state.src[state.pos] not in "$\\":
        return False
    for pattern, opening in PATTERNS:
        found = pattern.match(state.src, state.pos, state.posMax)
        if found is None or not _is_formula(found["latex"], opening):
            continue
        if not silent:
            latex = found["latex"]
            if opening == "$" and len(latex) > len("``") and latex[0] == latex[-1] == "`":
                # As GitHub writes formulas that Markdown would read otherwise.
                opening, latex = "$`", latex[1:-1]  # noqa: PLW2901 -- what it begins with after all
            token = state.push(TOKEN, "", 0)
            token.content, token.markup = latex, opening
            if opening in ("$$", r"\["):
                token.meta = {DISPLAY: True}
        state.pos = found.end()
        return True
    return False


def _is_formula(latex: str, opening: str) -> bool:
    """Return whether what stands between the signs is a formula; escaped brackets may also stand around a remark."""
    if opening == "$$":
        return True
    if opening == "$":
        return PUNCTUATION.search(replace_texts(latex, lambda _text: "")) is None
    if not latex.strip("\\"):
        # All signs of punctuation escaped in a row hold brackets around a backslash.
        return False
    return SIGN.search(latex) is not None and not (ESCAPED.search(latex) or find_stray_text(latex))


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- see above
    """Parse a formula on lines of its own, as a paragraph; with a blank line in it, it is text."""
    if state.is_code_block(start):
        return False
    first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    opening = first[:2]
    if opening not in ("$$", r"\["):
        return False
    lines: list[str] = []
    for number in range(start, end):
        line = state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].strip()
        if not line or (number > start and state.sCount[number] < state.blkIndent):
            return False
        lines.append(line)
        if line.endswith(CLOSE[opening]) and (number > start or len(line) > len("$$$$")):
            break
    content = "\n".join(lines)
    found = (DOLLARS if opening == "$$" else SQUARE).fullmatch(content)
    if found is None or not _is_formula(found["latex"], opening):
        return False
    if not silent:
        state.line = start + len(lines)
        _push_paragraph(state.push, content, [start, state.line])
    return True


def _push_paragraph(push: Callable[..., Token], content: str, lines: list[int] | None) -> Token:
    """Write the tokens of a paragraph, and return the first."""
    opening = push("paragraph_open", "p", 1)
    text = push("inline", "", 0)
    push("paragraph_close", "p", -1)
    opening.map = text.map = lines
    text.content, text.children = content, []
    return opening


def _read_fences(state: StateCore) -> None:
    """Turn each fence `math` into a paragraph with its formula."""
    if FENCE not in state.src:
        return
    tokens: list[Token] = []
    for token in state.tokens:
        if token.type != "fence" or read_info(token.info).language != FENCE:
            tokens.append(token)
            continue
        lines = [line.strip() for line in token.content.split("\n") if line.strip()]
        content = "\n".join(["$$", *lines, "$$"])
        if not DOLLARS.fullmatch(content):
            tokens.append(token)
            continue

        def push(kind: str, tag: str, nesting: int, level: int = token.level) -> Token:
            made = Token(kind, tag, nesting, level=level + (kind == "inline"), block=True)  # type: ignore[arg-type]
            tokens.append(made)
            return made

        opening = _push_paragraph(push, content, token.map)
        opening.attrs = token.attrs
        tokens[-2].meta = {FENCED: True}
    state.tokens = tokens


def _render(_renderer: Any, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
    """Render a formula as MathML, one that is wrong as code."""
    from duizhao.source.mathml import write_formula  # noqa: PLC0415 -- imports what only formulas need

    token = tokens[idx]
    return write_formula(token.content, is_display=DISPLAY in token.meta)
