"""Rules on markup: whatever a parser or a program reads must be the same in source and translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from markdown_it.token import Token

from duizhao.source.dialect import join_lines, make_parser
from duizhao.source.formulas import join_latex, replace_texts, walk_formulas
from duizhao.source.shortcodes import SHORTCODE, SHORTCODES, is_of_theme
from duizhao.translation.quality.pair import FOOTNOTE, PLACEHOLDER, Finding, Pair, Text

LOCAL_ATTRIBUTES = re.compile(r"""\s(?:title|alt|aria-label|lang)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
"""HTML attributes whose values may differ in a translation."""
EMPHASIS = {
    "strong_open": "**bold**",
    "em_open": "*italic*",
    "del_open": "~~deleted~~",
    "ins_open": "++inserted++",
    "mark_open": "==marked==",
    "sub_open": "~subscript~",
    "sup_open": "^superscript^",
}
STRAY_EMPHASIS = re.compile(r"\*+")
PLACE_OR_BLANK = re.compile(r"\s+|(?<=%)\d+\$")
TEMPLATES = {"heading": "## {}\n"}
"""Markdown templates for blocks, by kind; any other kind is a paragraph."""
PIPE = re.compile(r"(?<!\\)\|")
"""The sign that ends a table cell."""
PLAIN_KINDS = frozenset(
    ("title", "summary", "site name", "site description", "copyright", "theme", "theme summary", "region",
     "source title", "publisher", "genre", "source note", "figure", "unit", "figure note",
     "tag", "interface", "image", "caption", "abbreviation", "diagram")
)  # fmt: skip
"""Kinds of texts that are not Markdown blocks, in which `1. Januar` is not a list."""


def check_links(pair: Pair) -> Iterator[Finding]:
    """Links and images of source and translation lead to the same places.

    Bad: 见[试点](three-years.md) → see [the pilots](three-year.md)
    Bad: 见[试点](three-years.md) → see the pilots
    Good: 见[试点](three-years.md) → see [the pilots](three-years.md)
    """
    source, target = (_list_targets(text.tokens) for text in (pair.source, pair.target))
    yield from _compare(source, target, "link and image targets", "copy the address from the source, in round brackets")


def check_footnotes(pair: Pair) -> Iterator[Finding]:
    """Source and translation refer to the same footnotes.

    Bad: 1524万人。[^date] → 15.24 million.
    Good: 1524万人。[^date] → 15.24 million.[^date]
    """
    source, target = (_list_footnotes(text.tokens) for text in (pair.source, pair.target))
    yield from _compare(source, target, "footnotes", "copy the mark, such as [^date], to the place of its statement")


def check_code(pair: Pair) -> Iterator[Finding]:
    """Code spans are the same: they are what a reader types.

    Bad: 运行 `catalog update` → run `update the catalog`
    Good: 运行 `catalog update` → run `catalog update`
    """
    source, target = (
        [f"`{token.content}`" for token in text.tokens if token.type == "code_inline"]
        for text in (pair.source, pair.target)
    )
    yield from _compare(source, target, "code", "copy what stands between the backticks from the source")


def check_formulas(pair: Pair) -> Iterator[Finding]:
    r"""Formulas are the same but for the words in `\text{…}`, and can be read.

    Bad: 面积为$a^2$ → an area of $a$
    Bad: 速度$v$ → a speed of v
    Good: 速度$v_{\text{最大}}$ → a speed of $v_{\text{max}}$
    """
    source, target = (list(walk_formulas(text.tokens)) for text in (pair.source, pair.target))
    left, right = (
        [replace_texts(join_latex(one.content), lambda _text: "…") for one in side] for side in (source, target)
    )
    yield from _compare(left, right, "formulas", "copy them from the source; only what is in \\text{…} is translated")
    for formula in target:
        from duizhao.source.mathml import find_mistake  # noqa: PLC0415 -- imports what only formulas need

        if (mistake := find_mistake(formula.content)) and left == right:
            message = f"the formula '{join_latex(formula.content)}' cannot be read: {mistake.message}"
            yield Finding(message, "translate only the words in \\text{…}, without  { } \\ $ % & # _ ^")


def check_icons(pair: Pair) -> Iterator[Finding]:
    """Icons and emoji by name are those of the source; a translation may move them or leave them out.

    Bad: :material-check: 完成 → :material-chek: Done
    Bad: 很好 :smile: → Well done :smlie:
    Good: :material-check: 完成 → Done
    Good: 很好 :smile: → :smile: Well done
    """
    source, target = ({*_list_names(text.tokens)} for text in (pair.source, pair.target))
    # `A:B:C` is no name, unless the source has some.
    added = [name for name in sorted(target - source) if source or is_of_theme(name.strip(":"))]
    if added:
        message = f"icons differ: source has {', '.join(sorted(source)) or 'none'}; translation has {', '.join(added)}"
        yield Finding(message, "copy the name with its colons from the source, or leave it out")


def check_html(pair: Pair) -> Iterator[Finding]:
    """HTML tags are the same; title, alt, aria-label and lang may differ.

    Bad: 约3.9<sup>*</sup>万 → about 39,000*
    Good: 水H<sub>2</sub>O → water H<sub>2</sub>O
    """
    source, target = (
        [LOCAL_ATTRIBUTES.sub("", token.content) for token in text.tokens if _is_tag(token)]
        for text in (pair.source, pair.target)
    )
    yield from _compare(source, target, "HTML tags", "copy the tags from the source")


def check_placeholders(pair: Pair) -> Iterator[Finding]:
    """What a program fills in is the same: `{name}`, `%s`, `%(name)s`.

    Bad: 共{count}篇 → {number} articles
    Good: 共{count}篇 → {count} articles
    """
    source, target = (_list_placeholders(text) for text in (pair.source, pair.target))
    yield from _compare(
        source, target, "placeholders", "copy the placeholders from the source; they are not translated"
    )


def check_emphasis(pair: Pair) -> Iterator[Finding]:
    """As many words are bold, italic, deleted, marked and so on in the translation as in the source.

    Bad: **重点**是服务 → Services are the point
    Bad: **重点**是服务 → Services are **the point
    Bad: ~~三年~~两年 → two years
    Good: **重点**是服务 → Services are **the point**
    """
    source, target = (Counter(token.type for token in text.tokens) for text in (pair.source, pair.target))
    for name, written in EMPHASIS.items():
        if source[name] != target[name]:
            message = f"{written} differs: source has {source[name]}; translation has {target[name]}"
            yield Finding(message, "mark the same words, with the marks close to them: **so**, not ** so **")
            return
    stray = [len(STRAY_EMPHASIS.findall(_list_text(text.tokens))) for text in (pair.source, pair.target)]
    if stray[0] < stray[1]:
        yield Finding(
            "the translation shows asterisks as text", "close every * and **, with the marks close to the words"
        )


def check_variants(pair: Pair) -> Iterator[Finding]:
    """The conversion markup `-{ }-` is for Chinese only.

    Bad: 乘-{出租车}-前往 → take a -{taxi}-
    Good: 乘-{出租车}-前往 → take a taxi
    """
    if pair.target.is_chinese:
        return
    if any(token.type == "variant" for token in pair.target.tokens) or "-{" in _list_text(pair.target.tokens):
        yield Finding("the translation holds -{ }-, the markup for Chinese scripts", "write the word alone")


def check_block(pair: Pair) -> Iterator[Finding]:
    r"""The translation is one block, of the kind of the source.

    Bad: 第一步 → 1. The first step
    Bad: 两点说明 → Two notes\n\non the figures
    Bad: 二是协商 → - deliberation
    Good: 第一步 → The first step
    """
    if pair.kind in PLAIN_KINDS:
        if "\n\n" in pair.target.raw:
            yield Finding("the translation holds an empty line", "write one paragraph")
        return
    if pair.kind == "cell":
        if len(PIPE.findall(pair.target.raw)) > len(PIPE.findall(pair.source.raw)):
            yield Finding("the translation would be read as two cells", "put a backslash before the sign: \\|")
        elif "\n" in pair.target.raw:
            yield Finding("the translation would be read as two rows", "write the cell in one line")
        return
    template = TEMPLATES.get(pair.kind, "{}\n")
    source, target = (_parse_block(text.raw, template) for text in (pair.source, pair.target))
    if target[0] != source[0]:
        expected, found = _describe(source[0]), _describe(target[0])
        hint = "put a backslash before a sign at the start that makes a list, quotation or heading, such as 1\\. or \\-"
        yield Finding(f"the translation is not one block of the same kind: expected {expected}, found {found}", hint)
    elif not target[1] and source[1]:
        hint = "write no {…} at its end or on a line of its own; put a backslash before the brace"
        yield Finding("a part of the translation would be read as markup and vanish", hint)


def _compare(source: Iterable[str], target: Iterable[str], name: str, hint: str) -> Iterator[Finding]:
    """Compare two lists as multisets."""
    left, right = Counter(source), Counter(target)
    if left != right:
        lacking, added = _show(left - right), _show(right - left)
        yield Finding(f"{name} differ: source has {lacking}; translation has {added}", hint)


def _show(values: Counter[str]) -> str:
    """Format values for a message."""
    return ", ".join(values.elements()) or "none"


def _list_targets(tokens: Iterable[Token]) -> list[str]:
    """List the targets of the links and images of a text."""
    found = []
    for token in tokens:
        if token.type in ("link_open", "image"):
            found.append(str(token.attrGet("src" if token.type == "image" else "href") or ""))
    return found


def _list_footnotes(tokens: Iterable[Token]) -> list[str]:
    """List the footnotes that a text refers to; the parser leaves them as text, since it lacks their definitions."""
    return [found[0] for token in tokens if token.type == "text" for found in FOOTNOTE.finditer(token.content)]


def _list_names(tokens: Iterable[Token]) -> Iterator[str]:
    """Yield the names of icons and emoji in a text, and what looks like one."""
    for token in tokens:
        if token.type in SHORTCODES:
            yield token.markup
        elif token.type == "text":
            yield from (found[0] for found in SHORTCODE.finditer(token.content) if found["name"][0].isalpha())


def _list_placeholders(text: Text) -> list[str]:
    """List the placeholders of a text, without the position in `%1$s`."""
    return [PLACE_OR_BLANK.sub("", found[0]) for found in PLACEHOLDER.finditer(_list_text(text.tokens))]


def _list_text(tokens: Iterable[Token]) -> str:
    """Join the text of one side, without code and markup."""
    return "".join(token.content if token.type == "text" else "\n" for token in tokens)


def _is_tag(token: Token) -> bool:
    """Return whether a token is an HTML tag, not a comment."""
    return token.type == "html_inline" and not token.content.startswith("<!--")


def _parse_block(text: str, template: str) -> tuple[tuple[str, ...], bool]:
    """Parse a text as a block of an article; return the kinds of blocks, and whether all of the text is preserved."""
    md = make_parser()
    env: dict[str, Any] = {}
    tokens = md.parse(template.format(text), env)
    kinds = tuple(token.type for token in tokens if token.nesting != -1)
    contents = [join_lines(token.content) for token in tokens if token.type == "inline"]
    return kinds, bool(contents) and contents[0] == join_lines(text.strip("\n")).strip()


def _describe(kinds: tuple[str, ...]) -> str:
    """Format the kinds of blocks for a message."""
    names = [
        kind.removesuffix("_open").replace("_", " ")
        for kind in kinds
        if kind not in ("inline", "tbody_open", "tr_open")
    ]
    return " + ".join(names) or "nothing"
