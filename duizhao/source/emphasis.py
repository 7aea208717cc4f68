"""Emphasis next to Chinese characters: `**重点，**内容` is bold.

CommonMark decides by the characters around a run of `*` whether it may open or close
emphasis, and Chinese punctuation next to it can prevent that. The amendment known as
CJK-friendly emphasis considers only punctuation that is not CJK, and treats a CJK
character next to the run as a boundary:
https://github.com/tats-u/markdown-cjk-friendly/blob/main/specification.md
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, east_asian_width

from markdown_it import MarkdownIt
from markdown_it.common.utils import isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0e\U000e0100-\U000e01ef]")
"""Variation selectors; the character before them is considered instead."""
WIDE, QUOTES, WIDE_QUOTE = "\ufe01", "‘’“”", "「"
"""The selector that makes a quotation mark wide, the marks it applies to, and a wide mark to use instead of them."""
MARKUP = r"\n|\\|`|\*|_|\{|\[|\]|<|&|-(?=\{)|!(?=\[)"
"""Where a rule of CommonMark or of `-{ }-` may begin, or the text of a link may end. markdown-it-py stops at every
character that any extension might need, such as each per cent sign, hyphen and colon. Every alternative begins with
one certain character: then the regular expression skips to the next of them, instead of trying every position."""
FIRST_EMOJI = 0x1F000
HANGUL = (("\u1100", "\u11ff"), ("\u20a9", "\u20a9"), ("\u3130", "\u318f"), ("\ua960", "\ua97f"), ("\uac00", "\ud7ff"))
"""Ranges of the characters of Hangul and the won sign: CJK, although some are narrow."""


@lru_cache(maxsize=4096)
def is_cjk(character: str) -> bool:
    """Return whether a character is CJK as the amendment defines it: wide, half-width or Hangul, but not an emoji."""
    if any(first <= character <= last for first, last in HANGUL):
        return True
    if east_asian_width(character) not in ("W", "F", "H"):
        return False
    # Emoji are wide too. Symbols (category So) count as emoji from U+1F000 on; CJK signs such as 〒 are below.
    return not (category(character) == "So" and ord(character) >= FIRST_EMOJI)


@lru_cache(maxsize=4096)
def _is_other_punctuation(character: str) -> bool:
    """Return whether a character is punctuation as CommonMark defines it, but not CJK."""
    return category(character)[0] in "PS" and not is_cjk(character)


class _State(StateInline):
    """The inline state with the amended rule for delimiter runs."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803, FBT001 -- from markdown-it
        """Return whether the run of delimiters at `start` may open and close emphasis, and its length."""
        marker = self.src[start]
        end = start
        while end < self.posMax and self.src[end] == marker:
            end += 1
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        # A quotation mark with the selector for wide marks counts as CJK, whatever its width in Unicode.
        if start > 1 and VARIATION_SELECTORS.match(before):
            is_wide = before == WIDE and self.src[start - 2] in QUOTES
            before = WIDE_QUOTE if is_wide else self.src[start - 2]
        if after in QUOTES and self.src[end + 1 : end + 2] == WIDE:
            after = WIDE_QUOTE

        before_space, after_space = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
        before_sign, after_sign = _is_other_punctuation(before), _is_other_punctuation(after)
        left = not after_space and (not after_sign or before_space or before_sign or is_cjk(before))
        right = not before_space and (not before_sign or after_space or after_sign or is_cjk(after))
        if canSplitWord:
            return Scanned(left, right, end - start)
        # `_` needs word boundaries, for which CJK punctuation counts as punctuation.
        before_border = before_sign or category(before)[0] in "PS"
        after_border = after_sign or category(after)[0] in "PS"
        return Scanned(left and (not right or before_border), right and (not left or after_border), end - start)


def begin_at(md: MarkdownIt, pattern: str) -> None:
    """Let an inline rule of a parser of the dialect begin where a pattern matches, see `CjkInline.begin_at`."""
    assert isinstance(md.inline, CjkInline), "the parser of the dialect"
    md.inline.begin_at(pattern)


class CjkInline(ParserInline):
    """The inline parser of markdown-it-py with the amended state."""

    def __init__(self) -> None:
        """Set up the parser with CommonMark's rules."""
        super().__init__()
        self._starts = [MARKUP]
        self.terminator_re = re.compile(MARKUP)

    def begin_at(self, pattern: str) -> None:
        """Let a rule begin at further places: where the pattern matches, which should be rare in ordinary text.

        Each of its alternatives should begin with one certain character, see `MARKUP`.
        """
        self._starts.append(pattern)
        self.terminator_re = re.compile("|".join(self._starts))

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse the text of one block into `tokens`, and return them."""
        if src and not self.terminator_re.search(src):
            # Most blocks; the rules would have the same result.
            tokens.append(Token("text", "", 0, content=src))
            return tokens
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
