"""Inline texts: the tokens of one block, converted to another script with nothing else changed.

A block is converted as one text and mapped back onto its tokens by position: `头**发**` becomes
`頭**髮**`, and a link inside a phrase does not break the phrase.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from markdown_it.token import Token

from duizhao.model import Block, Document
from duizhao.script.convert import Converter
from duizhao.script.punctuation import convert_quotes
from duizhao.source.document import is_internal
from duizhao.source.elements import PIECES, OpenElements
from duizhao.source.links import rebase_target
from duizhao.source.prose import BORDER, FIXED, Convert, Prose, choose_variants, convert_attributes, copy_token

ADDRESSES = {"link_open": "href", "image": "src"}
"""The attribute of a token that is an address, by type."""
SHORT, REMEMBERED = 24, 10_000
"""The maximum length of a text in the cache of conversions, and the size of the cache: some megabytes at most."""


def convert_inline(
    children: Sequence[Token], converter: Converter, edition: str, *, locked: bool = False
) -> list[Token]:
    """Convert the tokens of one block.

    Args:
        children: The inline tokens; they are not changed.
        converter: From the script of the text to that of the edition.
        edition: The edition's code, which chooses among the values of `-{ }-`.
        locked: Whether the elements around the block keep it as it is.

    Returns:
        New tokens; those without prose are the same objects.
    """
    if len(children) == 1 and children[0].type == "text":
        # Most blocks consist of a single text.
        if locked or converter.source == converter.target:
            return list(children)
        token = copy_token(children[0])
        token.content = convert_text(token.content, converter)
        return [token]
    if converter.source == converter.target:
        return choose_wording(children, edition)
    prose = Prose(locked=locked)
    tokens = prose.collect(choose_variants(children, edition))
    prose.convert(lambda parts: convert_text_parts(parts, converter))
    return tokens


def choose_wording(children: Sequence[Token], edition: str) -> list[Token]:
    """Replace each `-{ }-` with the wording of an edition, without converting anything."""
    return [one for one in choose_variants(children, edition) if one.type not in FIXED]


def convert_text(text: str, converter: Converter) -> str:
    """Convert a text without markup, its quotation marks included."""
    if len(text) > SHORT:
        return convert_text_parts([text], converter)[0]
    return _convert_short(text, converter)


@lru_cache(maxsize=REMEMBERED)
def _convert_short(text: str, converter: Converter) -> str:
    """Convert a short text through a cache: names and the contents of table cells recur."""
    return convert_text_parts([text], converter)[0]


def convert_text_parts(parts: Sequence[str], converter: Converter) -> list[str]:
    """Convert texts that are read as one, and return them one by one.

    Joined they are the conversion of the joined texts, quotation marks included.
    """
    if converter.source == converter.target:
        return list(parts)
    results = converter.convert_parts(parts)
    whole = "".join(results)
    quoted, _problems = convert_quotes(whole, converter.target)
    if quoted == whole:
        return results
    pieces, start = [], 0
    for result in results:
        pieces.append(quoted[start : start + len(result)])
        start += len(result)
    return pieces


def convert_html(html: str, convert: Convert, *, locked: bool = False) -> str:
    """Convert the text and the prose attributes of a block of raw HTML.

    Args:
        html: HTML as it is written in Markdown; it need not be well formed.
        convert: Converts texts that are read as one, and returns them one by one.
        locked: Whether the elements around the block keep it as it is.
    """
    opened = OpenElements(locked=locked)
    pieces: list[str] = []
    prose: list[bool] = []
    for piece in PIECES.findall(html):
        is_tag = piece.startswith("<") and len(piece) > 1
        prose.append(not is_tag and not opened.locked)
        if is_tag:
            pieces.append(piece if opened.locked or piece.startswith("<!") else convert_attributes(piece, convert))
            opened.follow(piece)
        else:
            pieces.append(piece)
    results = convert([piece if is_prose else BORDER for piece, is_prose in zip(pieces, prose, strict=True)])
    return "".join(
        result if is_prose else piece for piece, result, is_prose in zip(pieces, results, prose, strict=True)
    )


def rebase_links(children: Sequence[Token], document: Document, block: Block) -> list[Token]:
    """Make the targets in a text that stand in snippets relative to the document, in copies of the tokens.

    Args:
        children: The tokens of the text, as it was written or translated.
        document: The document.
        block: The block that the text belongs to.
    """
    if not block.path and not document.definitions:
        return list(children)
    tokens = []
    for child in children:
        key = ADDRESSES.get(child.type)
        label = child.meta.get("label") if key else None
        base = document.definitions.get(label) if label else block.path
        if key and base and is_internal(target := str(child.attrs.get(key, ""))):
            child = copy_token(child)  # noqa: PLW2901 -- the copy takes its place
            child.attrs = {**child.attrs, key: rebase_target(document, target, base)}
        tokens.append(child)
    return tokens


def resolve_links(
    children: Sequence[Token],
    resolve: Callable[[str], str],
    dress: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None,
) -> list[Token]:
    """Replace the targets of links and images with the addresses that a page needs, in copies of the tokens.

    Args:
        children: The tokens.
        resolve: Returns the address for a target.
        dress: Returns all attributes of an image; None resolves its target only.
    """
    tokens = []
    for child in children:
        key = ADDRESSES.get(child.type)
        if key is None:
            tokens.append(child)
            continue
        changed = copy_token(child)
        if dress is not None and child.type == "image":
            changed.attrs = dict(dress(child.attrs))
        else:
            changed.attrs = {**child.attrs, key: resolve(str(child.attrs.get(key, "")))}
        tokens.append(changed)
    return tokens


def make_text(content: str) -> Token:
    """Return an inline token with a text."""
    return Token("text", "", 0, content=content)


def make_html(content: str) -> Token:
    """Return an inline token with ready HTML."""
    return Token("html_inline", "", 0, content=content)
