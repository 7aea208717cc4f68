"""Raw HTML in a document: the site's policy is applied, and unclosed elements are closed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markdown_it.token import Token

from duizhao.source.elements import VOID
from duizhao.source.sanitising import PIECE, TAG, WITHOUT_CONTENT, Policy, clean_html, clean_tag, is_reserved
from duizhao.source.tabs import INPUT

OPTIONAL = frozenset(
    ("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup", "rb", "rt", "rtc", "rp")
)
"""Elements whose end tag may be omitted: https://html.spec.whatwg.org/multipage/syntax.html#optional-tags"""
MARKDOWN = re.compile(r"[\\`*_{}\[\]<>!~^$|#&:+-]")
"""Characters to escape in text, since Markdown may read them as markup."""
REMOVED = "removed"
"""The key in a token's `meta` for what was removed from the tag of its element."""
DIRECTIVE = re.compile(r"<!--\s*(?:i18n\s*:|check\s*:\s*allow\b)[^<>]*-->")
CHECKBOX = re.compile(
    r'<input class="task-list-item-checkbox"(?: checked="checked")? +disabled="disabled" type="checkbox">'
)
"""What the parser turns `[ ]` at the beginning of an item into."""
KEEPING_IDS = ("heading_open", INPUT)
"""Tokens whose ids stay: on headings reserved ones are errors, and the parser itself gives tabs theirs."""


class Removal(NamedTuple):
    """Something that was removed from a token, or corrected in it."""

    token: Token
    """The token as it was written."""
    what: str
    """Its name in messages: `<script>`, `onclick of <div>`."""
    is_balance: bool = False
    """Whether it is an end tag without a start tag, or the other way round."""


@dataclass(slots=True)
class _Closer:
    """Tracks the open elements of HTML, and closes those that are left open."""

    removals: list[Removal]
    frames: list[list[str]] = field(default_factory=lambda: [[]])
    """The HTML elements open in each enclosing element of Markdown."""

    def follow(self, html: str, token: Token) -> str:
        """Return HTML without unmatched end tags, and with the missing ones of nested elements."""
        pieces: list[str] = []
        opened = self.frames[-1]
        for found in PIECE.finditer(html):
            name = (found["name"] or "").lower()
            if not name or name in VOID:
                pieces.append(found[0])
            elif not found["close"]:
                opened.append(name)
                pieces.append(found[0])
            elif name in opened:
                while opened[-1] != name:
                    pieces.append(self._close(opened.pop(), token))
                opened.pop()
                pieces.append(found[0])
            else:
                self.removals.append(Removal(token, f"</{name}>", is_balance=True))
        return "".join(pieces)

    def enter(self) -> None:
        """Enter an element of Markdown."""
        self.frames.append([])

    def leave(self, token: Token) -> str:
        """Leave an element of Markdown, or the document; return the end tags of what is still open in it."""
        return "".join(self._close(name, token) for name in reversed(self.frames.pop()))

    def _close(self, name: str, token: Token) -> str:
        if name not in OPTIONAL:
            self.removals.append(Removal(token, f"<{name}>", is_balance=True))
        return f"</{name}>"


def apply_policy(tokens: Sequence[Token], policy: Policy) -> tuple[list[Token], list[Removal]]:
    """Apply a policy to the raw HTML of a document.

    Args:
        tokens: The token stream of a document; its tokens may be modified.
        policy: The policy for raw HTML.

    Returns:
        The stream, and what was removed or corrected.
    """
    removals = list(_drop_reserved_ids(tokens))
    if not any("<" in token.content or REMOVED in token.meta for token in tokens):
        return list(tokens), removals
    closer = _Closer(removals)
    kept: list[Token] = []
    last = tokens[0]
    for token in tokens:
        if token.nesting == 1:
            closer.enter()
            removals += [Removal(token, what) for what in token.meta.get(REMOVED, ())]
        elif token.nesting == -1:
            kept += _end(closer.leave(last), token.level + 1)
        if token.type == "html_block":
            last = token
            kept += _treat_block(token, policy, closer, removals)
            continue
        if token.type == "inline" and token.children:
            token.children = treat_inline(token.children, policy, removals, token)
        kept.append(token)
    kept += _end(closer.leave(last), 0)
    return kept, removals


def treat_inline(
    children: Sequence[Token], policy: Policy, removals: list[Removal] | None = None, place: Token | None = None
) -> list[Token]:
    """Apply a policy to the tags of a text.

    Args:
        children: The inline tokens of a text.
        policy: The policy for raw HTML.
        removals: The list to which removals are appended.
        place: The token of the text, for the positions of removals.
    """
    if policy == "allow" or not any(child.type == "html_inline" for child in children):
        return list(children)
    found = removals if removals is not None else []
    if policy == "escape":
        return [_make_text(child) if _is_tag(child) else child for child in children]
    closer = _Closer(found)
    kept: list[Token] = []
    skipped = ""
    for number, child in enumerate(children):
        if skipped:
            skipped = "" if child.type == "html_inline" and _read_name(child) == ("/", skipped) else skipped
            continue
        if child.nesting == 1:
            closer.enter()
        elif child.nesting == -1:
            kept += _end_inline(closer.leave(place or child))
        if child.type != "html_inline" or DIRECTIVE.fullmatch(child.content) or CHECKBOX.fullmatch(child.content):
            kept.append(child)
            continue
        close, name = _read_name(child)
        cleaned = clean_tag(child.content)
        found += [Removal(place or child, what) for what in cleaned.removed]
        if not close and name in WITHOUT_CONTENT:
            ends = any(one.type == "html_inline" and _read_name(one) == ("/", name) for one in children[number + 1 :])
            skipped = name if ends else ""
        kept += _end_inline(closer.follow(cleaned.html, place or child))
    return [*kept, *_end_inline(closer.leave(place or children[-1]))]


def _drop_reserved_ids(tokens: Sequence[Token]) -> Iterator[Removal]:
    """Remove reserved ids that authors gave to blocks, images and links."""
    for token in tokens:
        for one in (token, *(token.children or ())):
            name = str(one.attrs.get("id", "")) if one.attrs else ""
            if name and one.type not in KEEPING_IDS and is_reserved(name):
                del one.attrs["id"]
                yield Removal(token, f"{name} of {{#{name}}}")


def _treat_block(token: Token, policy: Policy, closer: _Closer, removals: list[Removal]) -> list[Token]:
    """Apply a policy to a block of HTML."""
    is_directive = "<!--" in token.content and not DIRECTIVE.sub("", token.content).strip()
    if policy == "allow" or is_directive:
        return [token]
    if policy == "escape":
        text = Token("inline", "", 0, content=escape_text(token.content), map=token.map, level=token.level + 1)
        text.children = [Token("text", "", 0, content=token.content.strip())]
        opening = Token("paragraph_open", "p", 1, map=token.map, block=True, level=token.level)
        return [opening, text, Token("paragraph_close", "p", -1, block=True, level=token.level)]
    cleaned = clean_html(token.content)
    removals += [Removal(token, what) for what in cleaned.removed]
    token.content = closer.follow(cleaned.html, token)
    return [token] if token.content.strip() else []


def escape_text(text: str) -> str:
    """Return a text on one line, escaped to contain no Markdown markup."""
    # An escaped bracket may begin a formula.
    return MARKDOWN.sub(r"\\\g<0>", " ".join(text.split())).replace("\\[", "&#91;")


def _is_tag(child: Token) -> bool:
    """Return whether an inline token is HTML, but not a comment, which is never shown."""
    return child.type == "html_inline" and not child.content.startswith("<!--")


def _make_text(child: Token) -> Token:
    """Return a text token with the source of a tag."""
    return Token("text", "", 0, content=child.content)


def _read_name(child: Token) -> tuple[str, str]:
    """Return a slash if a tag is an end tag, else an empty text; and the name of the tag."""
    found = TAG.fullmatch(child.content)
    return (found["close"] or "", found["name"].lower()) if found else ("", "")


def _end_inline(html: str) -> list[Token]:
    """Return the token of HTML inside a text, if any."""
    return [Token("html_inline", "", 0, content=html)] if html else []


def _end(html: str, level: int) -> list[Token]:
    """Return the token of HTML between blocks, if any."""
    return [Token("html_block", "", 0, content=f"{html}\n", level=level, block=True)] if html else []
