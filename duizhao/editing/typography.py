"""Typography of editions made from catalogs: “…”, don’t, – and … from what keyboards have.

Texts are read as one across the marks in them, as conversion reads Chinese. Code, addresses, formulas, HTML and escaped
characters stay as they are. What cannot be told apart for certain stays straight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from markdown_it.token import Token

from duizhao.editions import Edition
from duizhao.source.dialect import STRAIGHT
from duizhao.source.document import LETTER
from duizhao.source.formulas import TOKEN as FORMULA
from duizhao.source.prose import BORDER, BREAKS, Prose


class Quotes(NamedTuple):
    """The quotation marks of a language, with the blanks inside of them."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


QUOTES: Mapping[str, Quotes] = MappingProxyType(
    {
        "cs": Quotes("„", "“", "‚", "‘"),
        "de": Quotes("„", "“", "‚", "‘"),
        "en": Quotes("“", "”", "‘", "’"),
        "es": Quotes("«", "»", "“", "”"),
        "fr": Quotes("«\u00a0", "\u00a0»", "“", "”"),
        "it": Quotes("«", "»", "“", "”"),
        "nl": Quotes("“", "”", "‘", "’"),
        "pl": Quotes("„", "”", "«", "»"),
        "pt": Quotes("“", "”", "‘", "’"),
        "ru": Quotes("«", "»", "„", "“"),
    }
)
"""By language, as CLDR has them; texts in other languages stay as they are typed.

https://www.unicode.org/cldr/charts/46/by_type/core_data.alphabetic_information.punctuation.html"""
TELLING = re.compile(r"""["']|--| - |\.\.\.|\d-\d""")
"""Matches in every text that may change."""
QUOTE = re.compile("[\"']")
PASSED = "\ue001"
"""Stands for each character of a tag, which readers do not see."""
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
ADDRESS = re.compile(
    r"\{\{[^{}]*\}\}|(?:https?://|www\.)[^\s<>\"“”„«»]*[^\s<>\"“”„«».,;:!?'’)\]]|[\w.+-]+@[\w-]+\.[\w.-]*\w"
)
"""Matches references to figures, and addresses."""
BEFORE_OPENING = frozenset("([{<“‘„‚«‹「『（【《〈—–-/=")
"""Characters that a quotation may begin after, as it does after a blank."""
AFTER_CLOSING = frozenset(".,;:!?)]}>”’»」』）】》，。；：！？、…")
LEADING = re.compile(r"'(?:\d\ds?|(?:tis|twas|twere|twill|twould|em|til)|n(?='\s))(?!\w)", re.IGNORECASE)
"""Matches what begins with an apostrophe: ’90s, ’tis, rock ’n’ roll."""
PARTNER = re.compile(r"(?<=\S)'(?!\w)")
"""Matches what may close a quotation in single marks."""
LENGTHS = re.compile(r"(?<![\w.])\d+(')[ \u00a0]?\d{1,2}(?:\.\d+)?(\")")
"""Matches feet and inches."""
PRIMES = {"'": "′", '"': "″"}
DASHES = (
    # Hyphens between blanks; not a minus, nor what stands beside the bar of a table.
    (re.compile(r"(?<=[^\s|–—-] )(?:--|(?<!\d )-|-(?! \d))(?= [^\s|–—-])"), "–"),
    (re.compile(r"(?<=[^\s|–—-] )---(?= [^\s|–—-])|(?<=[^\s|-])---(?=[^\s|-])|(?<=[^\W\d_])--(?=[^\W\d_])"), "—"),
    (re.compile(r"(?<=\d)--(?=\d)"), "–"),
)
DOTS = re.compile(r"(?<![./])\.\.\.(?![./])")
YEARS = re.compile(
    r"(?<![\w./+#@–-])(?<![A-Z][ \u00a0])(?<!/T[ \u00a0])(?<![Nn]o\.[ \u00a0])"
    r"(1[5-9]\d\d|20\d\d)(-)(1[5-9]\d\d|20\d\d)(?![\w/–-]|\.\d)"
)
"""Matches two years; no dates (2020-01-02), no parts of longer numbers, no names (GB 1589-2016, ISSN 1932-2003)."""


class Edit(NamedTuple):
    """A change of a text."""

    start: int
    end: int
    text: str


def typeset(text: str, edition: Edition) -> str:
    """Return a text without markup as the edition prints it; tags, addresses and references to figures stay."""
    if not edition.typography or not TELLING.search(text):
        return text
    return typeset_parts([text], edition.code)[0]


def typeset_inline(children: Sequence[Token], edition: Edition) -> list[Token]:
    """Return the tokens of a block as the edition prints them.

    Args:
        children: The inline tokens; they are not changed.
        edition: The edition, in whose language the block is.

    Returns:
        New tokens; those without prose are the same objects.
    """
    if not edition.typography or not _may_change(children):
        return list(children)
    prose = Prose()
    tokens = prose.collect(children)
    # In raw HTML marks may delimit what they stand beside; formulas have signs of their own.
    prose.asides = [one for one in prose.asides if one.type not in ("html_inline", FORMULA)]

    def convert(parts: Sequence[str]) -> list[str]:
        if parts is not prose.parts:
            return typeset_parts(parts, edition.code)
        shown = [_hide(part, holder) for part, holder in zip(parts, prose.holders, strict=True)]
        return _change(parts, shown, edition.code)

    prose.convert(convert)
    return tokens


def has_letters(children: Sequence[Token]) -> bool:
    """Return whether the tokens of a block show letters outside of code; other texts are of every language."""
    return any(child.type == "text" and LETTER.search(child.content) for child in children)


def typeset_parts(parts: Sequence[str], language: str) -> list[str]:
    """Typeset texts that are read as one, and return them one by one.

    What changed in one result does not change again.

    Args:
        parts: The texts.
        language: The code of their language.
    """
    return _change(parts, parts, language)


def _may_change(children: Sequence[Token]) -> bool:
    """Return whether a block may have anything to typeset; signs may be cut by marks or stand at breaks."""
    joined = "".join([" " if child.type in BREAKS else child.content for child in children])
    return bool(TELLING.search(joined) or [child for child in children if child.children or "title" in child.attrs])


def _hide(part: str, holder: Token | None) -> str:
    """Return a part with its escaped characters replaced, which stay as they are."""
    if holder is None:
        return part
    if holder.info in ("escape", "entity") and len(part) == 1:
        return BORDER
    for place in holder.meta.get(STRAIGHT, ()):
        part = part[:place] + BORDER + part[place + 1 :]
    return part


def _change(parts: Sequence[str], shown: Sequence[str], language: str) -> list[str]:
    """Apply the edits that `shown` needs to the parts, whose lengths are the same."""
    quotes = QUOTES.get(language.partition("-")[0])
    whole = _mask("".join(shown))
    if quotes is None or not TELLING.search(whole):
        return list(parts)
    edits = sorted(_find_edits(whole, quotes))
    results, start, number = [], 0, 0
    for part in parts:
        end, position, pieces = start + len(part), start, []
        while number < len(edits) and edits[number].start < end:
            edit = edits[number]
            # Of an edit that reaches into the next part, its text goes into the first.
            begin = max(edit.start, start)
            pieces.append(part[position - start : begin - start] + (edit.text if edit.start >= start else ""))
            position = min(edit.end, end)
            if edit.end > end:
                break
            number += 1
        results.append("".join(pieces) + part[position - start :])
        start = end
    return results


def _mask(text: str) -> str:
    """Return a text of the same length on one line, without its addresses and tags."""
    text = text.replace("\n", " ")
    if "<" in text:
        text = TAG.sub(lambda found: PASSED * len(found[0]), text)
    return ADDRESS.sub(lambda found: BORDER * len(found[0]), text)


def _find_edits(text: str, quotes: Quotes) -> Iterator[Edit]:
    """Yield the edits of a masked text, in any order; no two of them overlap."""
    yield from _Reader(text, quotes).read()
    for pattern, printed in (*DASHES, (DOTS, "…")):
        for found in pattern.finditer(text):
            yield Edit(*found.span(), printed)
    for found in YEARS.finditer(text):
        if found[1] < found[3]:
            yield Edit(*found.span(2), "–")


class _Reader:
    """Reads the straight marks of one text in order."""

    def __init__(self, text: str, quotes: Quotes) -> None:
        self.text = text
        self.marks = {
            ('"', True): quotes.opening,
            ('"', False): quotes.closing,
            ("'", True): quotes.inner_opening,
            ("'", False): quotes.inner_closing,
        }
        self.open: set[str] = set()
        """Which of the two marks have been opened and not closed."""
        self.opening: set[int] = set()
        """The offsets of marks that open a quotation."""

    def read(self) -> Iterator[Edit]:
        """Yield an edit for each mark that changes."""
        primes = {place for found in LENGTHS.finditer(self.text) for place in (found.start(1), found.start(2))}
        for found in QUOTE.finditer(self.text):
            place, mark = found.start(), found[0]
            if place in primes:
                printed: str | None = PRIMES[mark]
            else:
                printed = self._print(mark, place)
            if printed is not None:
                yield Edit(place, place + 1, printed)

    def _print(self, mark: str, place: int) -> str | None:
        """Return what a mark is printed as; None if it stays."""
        before, begins = self._look_back(place)
        after = self.text[place + 1 :].lstrip(PASSED)[:1]
        ends = not after or after.isspace()
        is_open = mark in self.open
        printed: str | None
        if mark == "'" and ((_is_word(before) and _is_word(after)) or (begins and LEADING.match(self.text, place))):
            printed = "’"
        elif ends and before.isspace():
            printed = None
        elif begins and not ends and not (is_open and not before.isspace() and after in AFTER_CLOSING):
            printed = self._open(mark, place)
        elif is_open:
            printed = self._close(mark)
        elif before.isdecimal() and not _is_word(after):
            printed = PRIMES[mark]
        elif mark == "'":
            printed = "’"
        elif ends or after in AFTER_CLOSING or after in ("'", '"'):
            printed = self._close(mark)
        elif before.isalnum() and before.isascii() and after.isascii():
            # Inside a word of Latin letters it is no quotation mark; Chinese has no blanks.
            printed = None
        else:
            printed = self._open(mark, place)
        return printed

    def _look_back(self, place: int) -> tuple[str, bool]:
        """Return the character before a place, and whether a quotation may begin after it."""
        while place and self.text[place - 1] == PASSED:
            place -= 1
        before = self.text[place - 1 : place] if place else " "
        return before, before.isspace() or before in BEFORE_OPENING or place - 1 in self.opening

    def _open(self, mark: str, place: int) -> str:
        """Open a quotation; a single mark that nothing closes is an apostrophe."""
        if mark == "'" and not PARTNER.search(self.text, place + 1):
            return "’"
        self.open.add(mark)
        self.opening.add(place)
        return self.marks[mark, True]

    def _close(self, mark: str) -> str:
        self.open.discard(mark)
        return self.marks[mark, False]


def _is_word(character: str) -> bool:
    """Return whether a character is of a word; code and figures count as words."""
    return character.isalnum() or character == BORDER
