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
from duizhao.source.formulas import TOKEN as FORMULA
from duizhao.source.shortcodes import SHORTCODES
from duizhao.source.variants import choose_text
from duizhao.translation.terms import Terms

HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
HAN_LANGUAGES = ("zh", "ja", "ko", "lzh", "yue", "wuu", "nan")
"""Languages whose own texts contain Chinese characters."""
FOOTNOTE = re.compile(r"\[\^(?P<label>[^\]\s]+)\]")
PLACEHOLDER = re.compile(
    r"\$?(?<!-)\{[A-Za-z_]?\w*\}|%\([A-Za-z_]\w*\)[sdifr]"
    r"|(?<![\d\w%])%(?:\d+\$)?[-+#0']*\d*(?:\.\d+)?(?:ll?|z)?[sdifuxXcgo](?![A-Za-z])",
    re.ASCII,
)
"""Placeholders that a program fills in: {name}, ${name}, {0}, %(name)s, %s, but not attributes such as {#id}."""
ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>，。；）]+|\b[\w.+-]+@[\w-]+\.[\w.]+", re.ASCII)
EMPTY = Terms()
NO_UNITS: Mapping[str, str] = MappingProxyType({})
GAP = "\ufffc"
"""Replaces code and everything else that is not prose, and keeps the words around it apart."""


@dataclass(frozen=True, slots=True)
class Text:
    """One side of a pair."""

    raw: str
    """The text as written, with its inline markup."""
    language: str
    """The code of its language."""
    tokens: tuple[Token, ...]
    """Its inline tokens, including those inside images."""
    prose: str
    """Its prose, without markup, code, placeholders, footnote marks and addresses."""

    @property
    def is_chinese(self) -> bool:
        """Whether it is Chinese, in any script."""
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
    """Its kind: title, heading, paragraph, cell …; empty if the catalog does not state it."""
    line: int = 1
    """Its line in the catalog."""
    terms: Terms = EMPTY
    """The translators' glossary."""
    units: Mapping[str, str] = field(default_factory=dict)
    """The units of figures in the language of the translation, by the figure's id."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem that a rule found in a pair."""

    message: str
    """What was expected and what was found, in one line."""
    hint: str
    """The suggested remedy."""


def primary_language(code: str) -> str:
    """Return the primary language of a code: `en` for `en-GB` and `en_GB`."""
    return re.split("[-_]", code, maxsplit=1)[0].lower()


def is_chinese(code: str) -> bool:
    """Return whether a language's code stands for Chinese."""
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
        source_language: The language of the source text.
        language: The language of the translation.
        kind: The kind of the source text.
        line: The line in the catalog.
        terms: The translators' glossary.
        units: The units of figures in the language of the translation, by the figure's id.
        references: The link reference definitions (`[label]`) of the source's document.
    """
    left = make_text(source, source_language, language, references)
    right = make_text(target, language, language, references)
    return Pair(left, right, kind, line, terms, units)


def make_text(raw: str, language: str, edition: str, references: Mapping[str, Any] = NO_UNITS) -> Text:
    """Parse one side of a pair.

    Args:
        raw: The text with its inline markup.
        language: The text's own language.
        edition: The edition whose value is taken from `-{ }-`.
        references: The link reference definitions (`[label]`).
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
    """Yield inline tokens and, recursively, those inside them."""
    for token in tokens:
        yield token
        yield from walk(token.children or ())


def _read_prose(tokens: Sequence[Token], edition: str) -> str:
    """Join the prose of inline tokens."""
    parts = []
    for token in tokens:
        if token.type == "text":
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type in ("code_inline", "image", FORMULA, references.TOKEN, *SHORTCODES):
            parts.append(GAP)
        elif token.type == "variant":
            parts.append(choose_text(token.content, edition)[0])
    text = "".join(parts)
    for pattern in (FOOTNOTE, PLACEHOLDER, ADDRESS):
        text = pattern.sub(GAP, text)
    return text
