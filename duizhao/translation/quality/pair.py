"""Pairs: a source text and its translation, parsed once for all rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from markdown_it.token import Token

from duizhao.source import references
from duizhao.source.dialect import make_parser
from duizhao.source.variants import choose_text
from duizhao.translation.terms import Terms

HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
HAN_LANGUAGES = ("zh", "ja", "ko", "lzh", "yue", "wuu", "nan")
"""Languages whose own texts hold Chinese characters."""
FOOTNOTE = re.compile(r"\[\^(?P<label>[^\]\s]+)\]")
PLACEHOLDER = re.compile(
    r"\$?(?<!-)\{[A-Za-z_]?\w*\}|%\([A-Za-z_]\w*\)[sdifr]"
    r"|(?<![\d\w%])%(?:\d+\$)?[-+#0']*\d*(?:\.\d+)?(?:ll?|z)?[sdifuxXcgo](?![A-Za-z])",
    re.ASCII,
)
"""What a program fills in: {name}, ${name}, {0}, %(name)s, %s. Attributes such as {#id} are none."""
ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>，。；）]+|\b[\w.+-]+@[\w-]+\.[\w.]+", re.ASCII)
EMPTY = Terms()
NO_UNITS: Mapping[str, str] = MappingProxyType({})
GAP = "\ufffc"
"""Stands for code and everything else that is no prose, so that the words around it do not meet."""


@dataclass(frozen=True, slots=True)
class Text:
    """One side of a pair."""

    raw: str
    """As it is written, with its inline markup."""
    language: str
    """Its language's code."""
    tokens: tuple[Token, ...]
    """Its inline tokens, those inside images included."""
    prose: str
    """What a reader reads: no markup, code, placeholders, footnote marks or addresses."""

    @property
    def is_chinese(self) -> bool:
        """Whether it is Chinese, in whatever script."""
        return is_chinese(self.language)

    @property
    def uses_han(self) -> bool:
        """Whether Chinese characters belong to its language."""
        return primary_language(self.language) in HAN_LANGUAGES


@dataclass(frozen=True, slots=True)
class Pair:
    """A source text and its translation."""

    source: Text
    target: Text
    kind: str = ""
    """What it is: title, heading, paragraph, cell …; empty where the catalog does not say."""
    line: int = 1
    """Where it stands in the catalog."""
    terms: Terms = EMPTY
    """The translators' glossary."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Of figures, by id, the unit in the language of the translation."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says of one pair."""

    message: str
    """What was expected and what was found, in one line."""
    hint: str
    """What a person can do about it."""


def primary_language(code: str) -> str:
    """Give the language of a code: `en-GB` and `en_GB` are `en`."""
    return re.split("[-_]", code, maxsplit=1)[0].lower()


def is_chinese(code: str) -> bool:
    """Tell whether a language's code stands for Chinese."""
    return primary_language(code) == "zh"


def make_pair(
    source: str,
    target: str,
    source_language: str = "zh-Hans",
    language: str = "en",
    *,
    kind: str = "",
    line: int = 1,
    terms: Terms = EMPTY,
    units: Mapping[str, str] = NO_UNITS,
    references: Mapping[str, Any] = NO_UNITS,
) -> Pair:
    """Parse both sides of an entry of a catalog.

    Args:
        source: The source text.
        target: Its translation.
        source_language: The language of the former.
        language: That of the latter.
        kind: What it is.
        line: Where it stands in the catalog.
        terms: The translators' glossary.
        units: Of figures, by id, the unit in the language of the translation.
        references: What `[label]` leads to in the source's document.
    """
    left = make_text(source, source_language, language, references)
    right = make_text(target, language, language, references)
    return Pair(left, right, kind, line, terms, units)


def make_text(raw: str, language: str, edition: str, references: Mapping[str, Any] = NO_UNITS) -> Text:
    """Parse one side.

    Args:
        raw: The text with its inline markup.
        language: The text's own language.
        edition: The edition whose wording counts in `-{ }-`.
        references: What `[label]` leads to.
    """
    tokens = tuple(walk(parse_inline(raw, references)))
    return Text(raw, language, tokens, _read_prose(tokens, edition))


def parse_inline(text: str, references: Mapping[str, Any] = NO_UNITS) -> list[Token]:
    """Parse an inline text with the dialect's parser."""
    md = make_parser()
    tokens: list[Token] = []
    env: dict[str, Any] = {"references": dict(references)}
    md.inline.parse(text, md, env, tokens)
    return tokens


def walk(tokens: Sequence[Token]) -> Iterator[Token]:
    """Go through inline tokens and those inside them."""
    for token in tokens:
        yield token
        yield from walk(token.children or ())


def _read_prose(tokens: Sequence[Token], edition: str) -> str:
    """Put together what a reader reads."""
    parts = []
    for token in tokens:
        if token.type == "text":
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type in ("code_inline", "image", references.TOKEN):
            parts.append(GAP)
        elif token.type == "variant":
            parts.append(choose_text(token.content, edition)[0])
    text = "".join(parts)
    for pattern in (FOOTNOTE, PLACEHOLDER, ADDRESS):
        text = pattern.sub(GAP, text)
    return text
