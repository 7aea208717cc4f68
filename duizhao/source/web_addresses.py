"""Bare addresses as inline rules: `https://…`, `http://…`, `www.…` and those of e-mail become links.

The rules are those of GitHub's Markdown, with one difference for Chinese: an address consists of ASCII characters.
What stands behind it without a blank, such as 的 or a full-width mark, is not part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from duizhao.source.emphasis import begin_at

AUTOLINK, BARE = "autolink", "bare"
"""The markup of a link whose text is its address, and the `info` if that stands without angle brackets."""
LENGTH = "length"
"""The key in the `meta` of the token that opens such a link: the length of the address as it is written."""
STARTS = r"h(?=[tT]{2}[pP][sS]?://)|H(?=[tT]{2}[pP][sS]?://)|w(?=[wW]{2}\.)|W(?=[wW]{2}\.)|@(?=[A-Za-z0-9])"
FIRST = frozenset("hHwW")
LABEL = "[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?"
HOST = re.compile(rf"(?i:https?://|(?=www\.))(?P<host>(?i:localhost\b|{LABEL}(?:\.{LABEL})+))", re.ASCII)
REST = re.compile(r"(?:[!#-;=?-Z_a-z~]|\[\w*\](?==))*", re.ASCII)
"""What may stand behind the host: ASCII without blanks and what no address contains, such as `<`, `{` or `|`."""
MAIL_HOST = re.compile(rf"{LABEL}(?:\.{LABEL})*\.[a-z0-9_-]*[a-z](?![\w-])", re.IGNORECASE | re.ASCII)
LOCAL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-")
"""Characters before the `@`."""
MAILTO = "mailto:"
BEFORE_WWW = frozenset("*_~(=+^[\"'|:>;")
"""ASCII signs that may stand before `www.`, besides blanks; any character that is not ASCII may, too."""
TRAILING = frozenset("?!.,:*_~'")
DOUBLE_MARKS = ("==", "++")
A_TAG = re.compile(r"<(?P<close>/?)a[\s>]", re.IGNORECASE)


def web_addresses_plugin(md: MarkdownIt) -> None:
    """Add bare addresses to a parser of the dialect."""
    md.inline.ruler.after("text", "web_address", _web_address)
    md.inline.ruler2.after("fragments_join", "mail_address", _link_mail)
    begin_at(md, STARTS)


def find_address(text: str, place: int, limit: int) -> str:
    """Return the address of the web that begins at a place of a text; empty if there is none."""
    before = text[place - 1 : place] if place else ""
    if before.isascii() and before.isalnum():
        return ""
    is_free = not before or not before.isascii() or before.isspace() or before in BEFORE_WWW
    if text[place] in "wW" and not is_free:
        return ""
    found = HOST.match(text, place, limit)
    if found is None or "_" in "".join(found["host"].split(".")[-2:]):
        return ""
    behind = text[found.end() : found.end() + 2]
    if behind[:1] == "." and behind[1:].isalnum() and not behind[1:].isascii():
        # The host goes on in Chinese; half of it would lead elsewhere.
        return ""
    rest = REST.match(text, found.end(), limit)
    return text[place : _find_end(text, place, rest.end() if rest else found.end())]


def follow_links(token: Token, depth: int) -> int:
    """Return in how many links the text behind an inline token is, from the number before it."""
    if token.type in ("link_open", "link_close"):
        return depth + token.nesting
    if token.type == "html_inline" and (tag := A_TAG.match(token.content)):
        return depth + (-1 if tag["close"] else 1)
    return depth


def _find_end(text: str, start: int, end: int) -> int:
    """Return the end of an address without what belongs to the sentence: punctuation, brackets, an entity, a mark."""
    surplus = text.count(")", start, end) - text.count("(", start, end)
    while end > start:
        last = text[end - 1]
        if last in TRAILING:
            end -= 1
        elif last == ")" and surplus > 0:
            end -= 1
            surplus -= 1
        elif text.startswith(DOUBLE_MARKS, end - 2):
            end -= 2
        elif last == ";" and (entity := text.rfind("&", start, end)) >= 0 and text[entity + 1 : end - 1].isalnum():
            end = entity
        else:
            break
    return end


def _web_address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the signature of markdown-it's rules
    """Parse one address of the web; inside a link it is text."""
    if state.src[state.pos] not in FIRST:
        return False
    address = find_address(state.src, state.pos, state.posMax)
    if not address:
        return False
    if not silent:
        if state.linkLevel > 0:
            state.append_pending(address)
        else:
            target = address if "://" in address[: len("https://")] else f"http://{address}"
            for token in _make_link(state.md, target, address, state.level):
                state.push(token.type, token.tag, token.nesting)
                state.tokens[-1] = token
    state.pos += len(address)
    return True


def _make_link(md: MarkdownIt, target: str, written: str, level: int) -> tuple[Token, Token, Token]:
    """Return the tokens of a link whose text is its address."""
    opening = Token("link_open", "a", 1, markup=AUTOLINK, info=BARE, level=level)
    opening.attrs = {"href": md.normalizeLink(target)}
    opening.meta = {LENGTH: len(written)}
    text = Token("text", "", 0, content=md.normalizeLinkText(written), level=level + 1)
    return opening, text, Token("link_close", "a", -1, markup=AUTOLINK, info=BARE, level=level)


def _link_mail(state: StateInline) -> None:
    """Link the addresses of e-mail in the texts of a block that are in no link."""
    if "@" not in state.src:
        return
    tokens: list[Token] = []
    depth = 0
    for token in state.tokens:
        depth = follow_links(token, depth)
        if token.type == "text" and depth <= 0 and "@" in token.content:
            tokens += _split_at_mail(state.md, token)
        else:
            tokens.append(token)
    state.tokens[:] = tokens


def _split_at_mail(md: MarkdownIt, token: Token) -> Sequence[Token]:
    """Split a text into its addresses of e-mail, as links, and what stands between them."""
    text, position = token.content, 0
    pieces: list[Token] = []
    for start, end in _find_mail(text):
        if start > position:
            pieces.append(Token("text", "", 0, content=text[position:start], level=token.level))
        written = text[start:end]
        target = written if written.startswith(MAILTO) else MAILTO + written
        pieces += _make_link(md, target, written, token.level)
        position = end
    if not pieces:
        return [token]
    if position < len(text):
        pieces.append(Token("text", "", 0, content=text[position:], level=token.level))
    return pieces


def _find_mail(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each address of e-mail."""
    position = 0
    while (sign := text.find("@", position)) >= 0:
        start = sign
        while start > position and text[start - 1] in LOCAL:
            start -= 1
        host = MAIL_HOST.match(text, sign + 1)
        if host is None or start == sign:
            position = sign + 1
            continue
        if text.startswith(MAILTO, start - len(MAILTO)) and start - len(MAILTO) >= position:
            start -= len(MAILTO)
        yield start, host.end()
        position = host.end()
