"""The prose of a document: what readers read, without code, addresses and text in other languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from duizhao.model import Document
from duizhao.source import references, variants
from duizhao.source.dialect import make_parser
from duizhao.source.elements import PROSE_ATTRIBUTES, OpenElements
from duizhao.source.formulas import TOKEN as FORMULA
from duizhao.source.formulas import has_text, replace_texts
from duizhao.source.raw_html import treat_inline
from duizhao.source.sanitising import DEFAULT
from duizhao.source.shortcodes import SHORTCODES
from duizhao.source.web_addresses import AUTOLINK

BORDER = "\ue000"
"""Replaces code and everything else that is not prose: a private-use character, which ends a word."""
STAND_IN = "0"
"""Replaces a reference to a figure: conversion can see that 只 after it is a measure word."""
BREAKS = ("softbreak", "hardbreak")
BORDERS = ("code_inline", "footnote_ref", variants.TOKEN)
FIXED = ("variant_open", "variant_close")
"""Tokens around a wording that an editor chose for the edition."""

Convert = Callable[[Sequence[str]], list[str]]
"""Converts texts that are read as one, and returns them one by one."""


def walk_blocks(tokens: Sequence[Token]) -> Iterator[tuple[int, Token, bool]]:
    """Iterate over the token stream of a document.

    Args:
        tokens: The stream.

    Yields:
        The index of each token, the token, and whether its text must stay as it is: an enclosing element has
        `translate="no"` or another language, in HTML or in attributes of the dialect.
    """
    locked = False
    opened: OpenElements | None = None
    around: list[tuple[bool, OpenElements | None]] = []
    for number, token in enumerate(tokens):
        nesting = token.nesting
        if nesting == 1:
            # HTML that is left open inside an element ends with that element.
            around.append((locked, opened))
            if "lang" in token.attrs or "translate" in token.attrs:
                locked = OpenElements(locked=locked).attributes_lock(token.attrs)
            opened = None
        yield number, token, locked
        if nesting == -1:
            locked, opened = around.pop()
        elif token.type == "html_block":
            opened = opened or OpenElements(locked=locked)
            opened.follow_all(token.content, is_whole="part" not in token.meta)
            locked = opened.locked


def parse_inline(text: str, env: dict[str, Any]) -> list[Token]:
    """Parse a text as the content of a block.

    Args:
        text: The text, with inline markup.
        env: The parser's environment, with the targets of `[label]` and `[^label]`.

    Returns:
        Its tokens, ready for the renderer: escapes and entities are text tokens, as after a complete parse.
    """
    tokens: list[Token] = []
    md = make_parser()
    md.inline.parse(text, md, env, tokens)
    for token in tokens:
        for one in (token, *(token.children or ())):
            if one.type == "text_special":
                one.type = "text"
    return treat_inline(tokens, env.get("html", DEFAULT)) if "<" in text else tokens


def choose_variants(children: Sequence[Token], edition: str) -> list[Token]:
    """Replace each `-{ }-` with the wording of an edition.

    Args:
        children: The inline tokens of a block.
        edition: The edition's code.

    Returns:
        The tokens; those of a wording that stays as it is are enclosed by two tokens of the types `FIXED`.
    """
    tokens: list[Token] = []
    for child in children:
        if child.type != variants.TOKEN:
            tokens.append(child)
            continue
        text, is_fixed = variants.choose_text(child.content, edition)
        chosen = choose_variants(parse_inline(text, dict(child.meta)), edition)
        tokens += [Token(FIXED[0], "", 1), *chosen, Token(FIXED[1], "", -1)] if is_fixed else chosen
    return tokens


def list_prose(children: Sequence[Token], edition: str, *, locked: bool = False) -> str:
    """Return the prose of a block as one text, with a private-use character for everything else.

    Args:
        children: The inline tokens of the block.
        edition: The edition whose wording is used if the markup `-{ }-` has several.
        locked: Whether the whole block must stay as it is.
    """
    if len(children) == 1 and children[0].type == "text" and not locked:
        return children[0].content
    prose = Prose(locked=locked)
    prose.collect(choose_variants(children, edition))
    return "".join(prose.parts)


def document_prose(document: Document, edition: str) -> Iterator[tuple[int, str]]:
    """Yield the index of each inline token of a document, and its prose."""
    for number, token, locked in walk_blocks(document.tokens):
        if token.type == "inline":
            yield number, list_prose(token.children or (), edition, locked=locked)


class Prose:
    """The prose of one block: copies of its tokens, and their texts in order, to be converted as one."""

    __slots__ = ("_open", "asides", "holders", "parts")

    def __init__(self, *, locked: bool = False) -> None:
        """Create an empty collection.

        Args:
            locked: Whether the whole block must stay as it is.
        """
        self.parts: list[str] = []
        """The texts in order; joined, they are the block as readers read it."""
        self.holders: list[Token | None] = []
        """The copies that receive the converted texts, parallel to `parts`; None if a part is not prose."""
        self.asides: list[Token] = []
        """Copies of tokens with attributes that are converted separately."""
        self._open = OpenElements(locked=locked)

    def collect(self, children: Sequence[Token]) -> list[Token]:
        """Collect the texts of tokens.

        Returns:
            The tokens: copies of those that contain prose, the others unchanged.
        """
        tokens: list[Token] = []
        parts, holders, opened = self.parts, self.holders, self._open
        for child in children:
            kind = child.type
            token = child
            if kind == "text":
                if not child.content:
                    # The parser leaves empty texts next to emphasis.
                    pass
                elif opened.locked:
                    parts.append(BORDER)
                    holders.append(None)
                else:
                    token = copy_token(child)
                    parts.append(child.content)
                    holders.append(token)
            elif kind in BREAKS:
                parts.append("\n")
                holders.append(None)
            elif kind in BORDERS:
                parts.append(BORDER)
                holders.append(None)
                if "title" in child.attrs and not opened.locked:
                    token = self._set_aside(child)
            elif kind == references.TOKEN:
                parts.append(STAND_IN)
                holders.append(None)
            elif kind in FIXED:
                self._follow(child, locked=True)
                continue
            else:
                token = self._collect_other(child)
            tokens.append(token)
        return tokens

    def convert(self, convert: Convert) -> None:
        """Convert all texts as one and write them to the copies; then convert each attribute separately."""
        for holder, result in zip(self.holders, convert(self.parts), strict=True):
            if holder is not None:
                holder.content = result
        for token in self.asides:
            if token.type == "html_inline":
                token.content = convert_attributes(token.content, convert)
            elif token.type == FORMULA:
                token.content = replace_texts(token.content, lambda text: convert([text])[0])
            else:
                token.attrs["title"] = convert([str(token.attrs["title"])])[0]

    def _collect_other(self, child: Token) -> Token:
        """Collect the texts of a link, an image, an icon, an emphasis, a formula or a tag."""
        if child.type == "html_inline":
            prose = None if self._open.locked else PROSE_ATTRIBUTES.search(child.content)
            self._open.follow(child.content)
            return self._set_aside(child) if prose else child
        if child.type == FORMULA:
            self.parts.append(BORDER)
            self.holders.append(None)
            return child if self._open.locked or not has_text(child.content) else self._set_aside(child)
        if child.type in SHORTCODES:
            self.parts.append(BORDER)
            self.holders.append(None)
        locked = self._open.attributes_lock(child.attrs) if child.attrs else self._open.locked
        if child.nesting:
            self._follow(child, locked=locked)
        token = child
        if "title" in child.attrs and not locked:
            token = self._set_aside(child)
        if child.type == "link_open" and child.markup == AUTOLINK:
            self._open.locked = True
        if child.children:
            token = copy_token(child) if token is child else token
            self._open.enter(child.type, locked=locked)
            token.children = self.collect(child.children)
            self._open.leave(child.type)
        return token

    def _set_aside(self, child: Token) -> Token:
        token = copy_token(child)
        token.attrs = dict(child.attrs)
        self.asides.append(token)
        return token

    def _follow(self, child: Token, *, locked: bool) -> None:
        name = child.tag or FIXED[0]
        if child.nesting == 1:
            self._open.enter(name, locked=locked)
        else:
            self._open.leave(name)


def convert_attributes(html: str, convert: Convert) -> str:
    """Convert the attributes of an HTML tag that are read out to people: alt, title, aria-label."""
    return PROSE_ATTRIBUTES.sub(
        lambda found: found["head"] + found["quote"] + convert([found["value"]])[0] + found["quote"], html
    )


def copy_token(token: Token) -> Token:
    """Copy a token as `copy.copy` does, many times faster; attributes, children and meta are shared."""
    return Token(
        token.type,
        token.tag,
        token.nesting,
        token.attrs,
        token.map,
        token.level,
        token.children,
        token.content,
        token.markup,
        token.info,
        token.meta,
        token.block,
        token.hidden,
    )
