"""Inline texts: the tokens of one block, converted to another script without touching anything else.

A block is converted as one text and mapped back onto its tokens by position, so that
`头**发**` gives `頭**髮**` and a link inside a phrase does not break the phrase.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token

from duizhao.script.convert import Converter
from duizhao.script.punctuation import convert_quotes
from duizhao.source import variants
from duizhao.source.dialect import make_parser

BORDER = "\ue000"
"""Stands for code and everything else that is no prose: a character OpenCC leaves alone."""
TAG = re.compile(r"<(?P<close>/)?(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^>]*?)(?P<empty>/)?>", re.DOTALL)
LANG = re.compile(r"""\blang\s*=\s*["']?(?P<lang>[\w-]+)""", re.IGNORECASE)
NOT_TRANSLATED = re.compile(r"""\btranslate\s*=\s*["']?no\b""", re.IGNORECASE)
PROSE_ATTRIBUTES = re.compile(
    r"""(?P<head>\b(?:alt|title|aria-label)\s*=\s*)(?P<quote>["'])(?P<value>.*?)(?P=quote)""", re.IGNORECASE | re.DOTALL
)
VARIANT_MARKS = ("variant_open", "variant_close")
BORDERS = ("code_inline", "softbreak", "hardbreak", "footnote_ref")
NO_PROSE = frozenset(("code", "kbd", "samp", "script", "style", "math"))
HTML_PIECES = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+|<", re.DOTALL)
VOID = frozenset(("br", "img", "hr", "wbr", "input"))


def convert_inline(children: Sequence[Token], converter: Converter, edition: str) -> list[Token]:
    """Convert the tokens of one block.

    Args:
        children: The inline tokens; they are not changed.
        converter: From the script of the text to that of the edition.
        edition: The edition's code, which chooses among the values of `-{ }-`.

    Returns:
        New tokens; those that hold no prose are the same objects.
    """
    prose = _Prose(converter)
    tokens = prose.collect(_choose_variants(children, edition))
    prose.convert()
    return tokens


def convert_text(text: str, converter: Converter) -> str:
    """Convert a text without markup, its quotation marks included."""
    return convert_text_parts([text], converter)[0]


def convert_text_parts(parts: Sequence[str], converter: Converter) -> list[str]:
    """Convert texts that a reader reads as one, and give them back one by one."""
    if converter.source == converter.target:
        return list(parts)
    results = converter.convert_parts(parts)
    quoted, _problems = convert_quotes("".join(results), converter.target)
    pieces, start = [], 0
    for result in results:
        pieces.append(quoted[start : start + len(result)])
        start += len(result)
    return pieces


def convert_html(html: str, convert: Callable[[Sequence[str]], list[str]]) -> str:
    """Convert the text and the prose attributes of a block of raw HTML.

    Args:
        html: HTML as it stands in Markdown; it need not be well formed.
        convert: Converts texts that are read as one, and gives them back one by one.
    """
    locks = OpenElements()
    parts: list[str] = []
    prose: list[bool] = []
    for piece in HTML_PIECES.findall(html):
        if piece.startswith("<"):
            if not locks.locked:
                piece = PROSE_ATTRIBUTES.sub(  # noqa: PLW2901 -- the piece with its attributes converted
                    lambda found: found["head"] + found["quote"] + convert([found["value"]])[0] + found["quote"], piece
                )
            locks.follow(piece)
            parts.append(piece)
            prose.append(False)
        else:
            parts.append(piece)
            prose.append(not locks.locked)
    results = convert([part if is_prose else BORDER for part, is_prose in zip(parts, prose, strict=True)])
    return "".join(result if is_prose else part for part, result, is_prose in zip(parts, results, prose, strict=True))


def resolve_links(children: Sequence[Token], resolve: Callable[[str], str]) -> list[Token]:
    """Give links and images the addresses that a page needs; the tokens given are not changed."""
    tokens = []
    for child in children:
        key = "href" if child.type == "link_open" else "src" if child.type == "image" else None
        if key is None:
            tokens.append(child)
            continue
        changed = copy.copy(child)
        changed.attrs = {**child.attrs, key: resolve(str(child.attrs.get(key, "")))}
        tokens.append(changed)
    return tokens


def _choose_variants(children: Sequence[Token], edition: str) -> list[Token]:
    """Put the wording of an edition in the place of each `-{ }-`."""
    tokens: list[Token] = []
    for child in children:
        if child.type != variants.TOKEN:
            tokens.append(child)
            continue
        values = child.meta["values"]
        value = child.content if values is None else variants.choose_value(values, edition)
        chosen: list[Token] = []
        text = child.content if value is None else value
        make_parser().inline.parse(text, make_parser(), {}, chosen)
        opening, closing = Token(VARIANT_MARKS[0], "", 1), Token(VARIANT_MARKS[1], "", -1)
        tokens += [opening, *_choose_variants(chosen, edition), closing]
    return tokens


class _Prose:
    """The prose of one block on its way through the converter: copies of its tokens, their texts lined up."""

    def __init__(self, converter: Converter) -> None:
        self._converter = converter
        self._texts: list[Token | None] = []
        self._parts: list[str] = []
        self._open = OpenElements()

    def collect(self, children: Sequence[Token]) -> list[Token]:
        """Copy the tokens that hold prose, and line up their texts; the others are the same objects."""
        return [token for child in children if (token := self._collect_one(child)) is not None]

    def convert(self) -> None:
        """Convert all texts as one, and put them back into the copies."""
        results = convert_text_parts(self._parts, self._converter)
        for token, result in zip(self._texts, results, strict=True):
            if token is not None:
                token.content = result

    def _collect_one(self, child: Token) -> Token | None:
        """Copy one token; None where it only marks what is locked."""
        locked = self._open.locked
        if child.type == "text":
            token = copy.copy(child)
            self._line_up(None if locked else token, BORDER if locked else token.content)
            return token
        if child.type in VARIANT_MARKS:
            self._open.mark(opens=child.nesting == 1)
            return None
        if child.type == "html_inline":
            token = copy.copy(child)
            if not locked:
                token.content = _convert_attributes(child.content, self._converter)
            self._open.follow(child.content)
            return token
        if child.type in BORDERS:
            self._line_up(None, "\n" if child.type.endswith("break") else BORDER)
            return child
        if child.children is None and not child.attrs:
            return child
        token = copy.copy(child)
        if "title" in child.attrs and not locked:
            token.attrs = {**child.attrs, "title": convert_text(str(child.attrs["title"]), self._converter)}
        if child.children is not None:
            token.children = self.collect(child.children)
        return token

    def _line_up(self, token: Token | None, text: str) -> None:
        """Note a text, and the token that gets its conversion."""
        self._texts.append(token)
        self._parts.append(text)


class OpenElements:
    """The HTML elements that are open, and whether one of them says that it is not to be converted."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []

    @property
    def locked(self) -> bool:
        """Whether what comes now must stay as it is."""
        return any(lock for _name, lock in self._open)

    def mark(self, *, opens: bool) -> None:
        """Note the begin or end of a text whose wording was chosen by an editor."""
        if opens:
            self._open.append((variants.TOKEN, True))
        else:
            self._open.pop()

    def follow(self, html: str) -> None:
        """Note the elements that a piece of HTML opens and closes."""
        for found in TAG.finditer(html):
            name = found["name"].lower()
            if found["close"]:
                while any(open_name == name for open_name, _lock in self._open):
                    if self._open.pop()[0] == name:
                        break
            elif not found["empty"] and name not in VOID:
                language = LANG.search(found["rest"])
                foreign = language is not None and not language["lang"].lower().startswith("zh")
                locked = foreign or name in NO_PROSE or NOT_TRANSLATED.search(found["rest"]) is not None
                self._open.append((name, locked))


def _convert_attributes(html: str, converter: Converter) -> str:
    """Convert the attributes of an HTML tag that are read out to people: alt, title, aria-label."""
    return PROSE_ATTRIBUTES.sub(
        lambda found: found["head"] + found["quote"] + convert_text(found["value"], converter) + found["quote"], html
    )
