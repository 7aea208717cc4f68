"""Markup of other programs, and markup in full-width marks: read here as text, and reported with what to write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from duizhao.diagnostics import Level
from duizhao.source.web_addresses import BARE

ANY = (
    r"\[\[|\[(?i:toc)\]|\[/|\{\{[<%]|\{%|\{:|\{!|[8８][<‹＜]|:::|"
    r"＃|＊＊|‘[‘’]{2}|’[‘’]{2}|｀|｜|】[（(]|］[（(]|\]：|\][ \t]+\("
    r"|\]\([^)\n]{0,200}）|\]（[^）\n]{0,200}\)|－[ \t\u3000]|．|＞|%%|#\+|\.\. |\^\[|==|\'\'\'|"
    + "|".join([*"・●•◆■▪‣", *(rf"{digit}\." for digit in "０１２３４５６７８９")])
)
"""Matches what every rule needs. Each alternative begins with one character, which makes the search fast."""
ADDRESS = r"[^()（）\s]{0,200}?(?:\.md|://|#|\.(?:svg|png|jpe?g|gif|webp|avif))[^()（）\s]{0,200}"
HIDDEN, TAG = "\0", "<>"
"""What stands for code, images and other things that are no text, and for tags, in the text of a block."""
MARK = "markup-foreign"
WIDE = "markup-full-width"
MOST = 30
"""The number of characters of the text that a message repeats."""


class Foreign(NamedTuple):
    """A rule: what means something elsewhere, and what to write here."""

    pattern: str
    """Matches it, in the text of a block without code and links, or at the beginning of a line."""
    code: str
    origin: str
    """Where it means something, as it follows its text in a message."""
    hint: str
    is_line: bool = False
    """Whether it is looked for in the lines of paragraphs only."""
    may_be_meant: bool = False
    """Whether one such line may be meant as it stands: several run into one another, one is only noted."""


def _rule(pattern: str, origin: str, hint: str, code: str = MARK) -> Foreign:
    return Foreign(pattern, code, origin, hint)


def _line(pattern: str, origin: str, hint: str, code: str = MARK, *, may_be_meant: bool = False) -> Foreign:
    return Foreign(rf"^[ \t]*{pattern}", code, origin, hint, is_line=True, may_be_meant=may_be_meant)


SNIPPET = "markup-snippet"
INCLUDE = 'include a file by a line of its own with nothing else in it:  --8<-- "snippets/a.md"'
NAMED = r"""[ \t]*["'“”‘’「][^"'“”‘’「」\n]{1,200}["'“”‘’」]"""
"""A path in any quotation marks."""
ITEM = "write a list mark in half width and a blank behind it:  - 项"
RULES = (
    _rule(r"!\[\[[^\[\]\n]{1,200}\]\]", "an embedded file of Obsidian", "write an image as  ![说明](图.png)"),
    _rule(
        r"(?<!!)\[\[(?!\^|(?i:toc)\])(?=[^\]\n]{0,200}[^\W\d_])[^\[\]\n]{1,200}\]\]",
        "a link of wikis",
        "write a link as  [办法](measures.md)",
    ),
    _rule(r"\{\{[<%]", "a shortcode of Hugo", 'write an image as  ![说明](图.png) , a box as  !!! note "标题"'),
    _rule(
        r"(?<!\{)\{%-?\s*asset_\w+",
        "a tag of Hexo",
        "write an image as  ![说明](图.png) , a link as  [办法](measures.md)",
    ),
    _rule(
        r"(?<!\{)\{%-?\s*(?!asset_)[a-z]",
        "a tag of Jekyll or Jinja",
        'nothing is computed here: write the text; a file is included by a line  --8<-- "snippets/a.md"',
    ),
    _rule(r"\{![^{}!\n]{1,200}\.\w{1,8}[ \t]*![^{}\n]{0,80}\}", "an inclusion of markdown-include", INCLUDE),
    _rule(rf"(?<=[^\s>*+.)-])[ \t]*-+8<-+{NAMED}", "not a line that includes a file", INCLUDE, SNIPPET),
    _rule(
        rf"(?!-+8<-)[-—–－]{{1,4}}[8８][<‹＜][-—–－]{{1,4}}{NAMED}", "not a line that includes a file", INCLUDE, SNIPPET
    ),
    _rule(r"\{:\s*(?:[.#][\w-]|\w+=)", "attributes of kramdown", "write attributes without the colon:  {.class}"),
    _line(r":::+(?=\s|\w|\{|$)", "a fenced box", 'write  !!! note "标题"  and indent the text below it by four blanks'),
    _line(
        r"(?:@?\[{1,2}(?i:toc)\]{1,2}|\{:toc\})[ \t]*$",
        "a table of contents of other programs",
        "delete it: each page has its table of contents beside the text",
    ),
    _line(
        r"#\+[A-Za-z_]+:?", "a keyword of Org", "write code between lines of ``` , and the title in the front matter"
    ),
    _line(r"\.\. [\w-]+::", "a directive of reStructuredText", 'write a box as  !!! note "标题"'),
    _line(r"={2,6} [^=\n]+ ={2,6}[ \t]*$", "a heading of wikis", "write a heading as  ## 标题"),
    _line(r"%%[ \t]*$", "a comment of Obsidian", "write a comment as  <!-- … -->"),
    _rule(r"(?<!\d)%%(?!\s)[^%\n]{1,200}%%", "a comment of Obsidian", "write a comment as  <!-- … -->"),
    _rule(r"'''[^'\n]{1,200}'''", "bold of wikis", "write bold as  **重点**"),
    _rule(
        r"\[(?P<tag>b|i|u|s|url|img|quote|code|color|size)(?:=[^\]\n]{0,200})?\][^\n]{1,200}?\[/(?P=tag)\]",
        "markup of forums",
        "write bold as  **重点** , a link as  [办法](measures.md)",
    ),
    _rule(r"\^\[[^\]\n]{1,200}\]", "a footnote in the line", "write  [^1]  and, on a line of its own,  [^1]: 注释"),
    _rule(rf"\][ \t]+\({ADDRESS}\)", "not a link", "write no blank between the brackets:  [办法](measures.md)"),
    _rule(
        rf"[【［][^】］\n]{{1,200}}[】］][(（]{ADDRESS}[)）]",
        "not a link",
        "write the brackets in half width:  [办法](measures.md)",
        WIDE,
    ),
    _rule(
        rf"\](?:\({ADDRESS}）|（{ADDRESS}\))",
        "not a link",
        "write both brackets around the address in half width:  [办法](measures.md)",
        WIDE,
    ),
    _rule(r"＊＊[^＊\n]{1,200}＊＊", "not bold", "write the stars in half width:  **重点**", WIDE),
    _rule(r"｀[^｀\n]{1,200}｀", "not code", "write the marks in half width:  `代码`", WIDE),
    _rule(r"\{[^\W_]{1,40}｜[^{}\n]{1,120}\}", "not a reading", "write the bar in half width:  {汉字|hàn zì}", WIDE),
    _line(
        r"\*\[[^\]\n]{1,100}\]：", "not an abbreviation", "write the colon in half width:  *[三资]: 资金、资产", WIDE
    ),
    _line(r"(?:[‘’]{3}|｀{3})", "not the beginning of code", "write three marks in half width:  ```", WIDE),
    _line(
        r"(?:＃{2,6}|＃(?=[ \t\u3000]))[ \t\u3000]*[^＃\s][^＃\n]*$",
        "not a heading",
        "write the signs in half width and a blank behind them:  ## 标题",
        WIDE,
    ),
    _line(r"＞[ \t\u3000]*(?=[^\W\d_]|[“「《])", "not a quotation", "write the sign in half width:  > 引文", WIDE),
    _line(r"｜[^｜\n]+｜[^\n]*$", "not a table", "write the bars in half width:  | 甲 | 乙 |", WIDE),
    _line(r"－[ \t\u3000]+(?=[^\W\d_]|[“「《*\[])", "not a list", ITEM, WIDE),
    _line(r"[・●•◆■▪‣][ \t\u3000]*(?=\S)", "not a list", ITEM, WIDE, may_be_meant=True),
    _line(
        r"(?:[0-9０-９]{1,3}．|[０-９]{1,3}\.)[ \t\u3000]*(?=[^\W\d_]|[“「《*\[])",
        "not a list",
        "write number, point and blank in half width:  1. 项",
        WIDE,
        may_be_meant=True,
    ),
)
"""Each thing is matched by one rule only."""


class Finding(NamedTuple):
    """Something foreign in a block."""

    needle: str
    """Its beginning, by which its place is found."""
    code: str
    message: str
    hint: str
    level: Level


def foreign_plugin(md: MarkdownIt) -> None:
    """Keep `{% … %}` in the text, which attributes would take for a comment and drop."""
    for ruler in (md.block.ruler, md.inline.ruler):
        for one in ruler.__rules__:
            if one.name == "attr":
                ruler.at(one.name, _refuse_tags(one.fn), {"alt": list(one.alt)})


def find_foreign(content: str, children: Sequence[Token], *, is_paragraph: bool) -> Iterator[Finding]:
    """Yield what a block holds of the markup of other programs.

    Args:
        content: The source of the block.
        children: Its inline tokens.
        is_paragraph: Whether it is a paragraph, also of a list or a quotation.
    """
    if not compile_pattern(ANY).search(content):
        return
    text = ""
    for rule in RULES:
        if rule.is_line:
            found = list(compile_pattern(rule.pattern).finditer(content)) if is_paragraph else []
        else:
            text = text or _read_text(children)
            found = [one for one in compile_pattern(rule.pattern).finditer(text) if _cut(one[0]) in content]
        # A single mark in full-width digits is a slip, a single line with Western ones is how officials number.
        if not found or (rule.may_be_meant and len(found) == 1 and found[0][0].lstrip()[0].isascii()):
            continue
        shown = found[0][0].strip()
        level = Level.NOTE if rule.may_be_meant and len(found) == 1 else Level.WARNING
        message = f"'{_cut(shown)[:MOST]}' is {rule.origin} and shown as text"
        if rule.origin.startswith("not "):
            message = f"'{_cut(shown)[:MOST]}' is {rule.origin}, and shown as text"
        yield Finding(_cut(shown), rule.code, message, rule.hint, level)


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile the pattern of a rule; all together are slow to compile, and most texts need none of them."""
    return re.compile(pattern, re.MULTILINE)


def find_open_comments(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the blocks of HTML that begin a comment which nothing ends, so that the text behind it is not shown."""
    for token in tokens:
        content = token.content
        if token.type == "html_block" and content.lstrip().startswith("<!--") and "-->" not in content:
            yield token


def _read_text(children: Sequence[Token]) -> str:
    """Return the text of a block, with signs for tags and for everything that is no text."""
    parts = []
    is_address = False
    for child in children:
        if child.type == "text":
            parts.append(HIDDEN if is_address else child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "html_inline":
            parts.append(TAG)
        elif child.info == BARE:
            # The address is text, as it is written.
            continue
        elif child.nesting == 0 or child.tag == "a":
            is_address = child.type == "link_open" and child.info == "auto"
            parts.append(HIDDEN)
    return "".join(parts)


def _cut(text: str) -> str:
    """Return the beginning of a text, up to what is no text."""
    return text.partition(HIDDEN)[0].partition(TAG)[0]


def _refuse_tags(rule: Any) -> Any:
    """Return a rule for attributes that does not begin at `{%`."""

    def ask(state: StateBlock | StateInline, *rest: Any) -> bool:
        start = state.bMarks[rest[0]] + state.tShift[rest[0]] if isinstance(state, StateBlock) else state.pos
        return not state.src.startswith("{%", start) and bool(rule(state, *rest))

    return ask
