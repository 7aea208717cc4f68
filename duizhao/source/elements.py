"""HTML inside Markdown: which elements are open, and whether one of them excludes its text from conversion."""

from __future__ import annotations

import re
from collections.abc import Mapping

TAG = re.compile(
    r"""<(?P<close>/)?(?P<name>[a-zA-Z][\w-]*)(?P<rest>(?:[^<>"']|"[^"]*"|'[^']*')*?)(?P<empty>/)?>""", re.DOTALL
)
LANG = re.compile(r"""\s(?:xml:)?lang\s*=\s*["']?(?P<lang>[\w-]*)""", re.IGNORECASE)
TRANSLATE = re.compile(r"""\stranslate\s*=\s*["']?(?P<value>\w*)""", re.IGNORECASE)
PROSE_ATTRIBUTES = re.compile(
    r"""(?P<head>\s(?:alt|title|aria-label)\s*=\s*)(?P<quote>["'])(?P<value>.*?)(?P=quote)""", re.IGNORECASE | re.DOTALL
)
"""Attributes that are read out to people; all others are for machines."""
PIECES = re.compile(r"""<!--.*?(?:-->|\Z)|<[!?/a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>|[^<]+|<""", re.DOTALL)
"""Comments, tags and the text between them."""
NO_PROSE = frozenset(("code", "kbd", "samp", "var", "script", "style", "math", "textarea"))
VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
INLINE = frozenset(
    [
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "i"),
        *("img", "ins", "kbd", "mark", "meter", "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small"),
        *("span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    ]
)
"""Elements that occur inside a text; all others separate texts."""
HOLDING = frozenset(
    ("article", "aside", "blockquote", "dd", "details", "div", "dt", "figcaption", "li", "section", "td", "th")
)
"""Elements that may contain an outdated translation next to the text."""
HELD, LOOSE = "html_holder", "html_text"
"""Token types of elements around a text of HTML: those that may contain more than the text, and others."""
CLOSED_BY_NEIGHBOURS = frozenset(("p", "li", "dt", "dd", "tr", "td", "th", "option"))
"""Elements that need no closing tag: their effect on text ends with the block of HTML."""
CHINESE = "zh"


class OpenElements:
    """A stack of the open elements, with whether their text must stay as it is."""

    __slots__ = ("_open", "locked")

    def __init__(self, *, locked: bool = False) -> None:
        """Create an empty stack.

        Args:
            locked: Whether the surrounding text must not be converted.
        """
        self._open: list[tuple[str, bool]] = []
        self.locked = locked

    def enter(self, name: str, *, locked: bool) -> None:
        """Push an element, and set whether its text is locked."""
        self._open.append((name, self.locked))
        self.locked = locked

    def leave(self, name: str) -> None:
        """Pop an element and the unclosed elements inside it; ignore one that was never opened."""
        if any(one == name for one, _before in self._open):
            while True:
                closed, self.locked = self._open.pop()
                if closed == name:
                    break

    def follow(self, html: str) -> None:
        """Push and pop the elements that a piece of HTML opens and closes; comments are ignored."""
        if html.startswith(("<!", "<?")):
            return
        for found in TAG.finditer(html):
            name = found["name"].lower()
            if found["close"]:
                self.leave(name)
            elif not found["empty"] and name not in VOID:
                self.enter(name, locked=self._is_locked(name, found["rest"]))

    def follow_all(self, html: str, *, is_whole: bool = True) -> None:
        """Push the elements that a block of HTML leaves open for what follows it.

        Args:
            html: The block, or a part of it.
            is_whole: Whether `html` reaches the end of the block.
        """
        for piece in PIECES.findall(html):
            if piece.startswith("<"):
                self.follow(piece)
        for name in CLOSED_BY_NEIGHBOURS if is_whole else ():
            self.leave(name)

    def attributes_lock(self, attributes: Mapping[str, object]) -> bool:
        """Return whether the text of an element with these attributes is locked."""
        return self._decide(attributes.get("lang"), attributes.get("translate"))

    def _is_locked(self, name: str, rest: str) -> bool:
        if name in NO_PROSE:
            return True
        if not rest:
            return self.locked
        language, translate = LANG.search(rest), TRANSLATE.search(rest)
        return self._decide(language and language["lang"], translate and translate["value"])

    def _decide(self, language: object, translate: object) -> bool:
        """Decide by `translate`, then by `lang`; without either, inherit from the enclosing element."""
        if translate is not None:
            return str(translate).lower() == "no"
        if language:
            return str(language).lower().split("-")[0] != CHINESE
        return self.locked
