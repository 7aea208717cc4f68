"""Glossary terms in articles, explained at their first use in a note that a reader can open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from markdown_it.token import Token

from duizhao.editing.abbreviations import Abbreviations, take_part
from duizhao.editing.addresses import GLOSSARY, relative_address
from duizhao.editing.texts import Texts
from duizhao.model import Term
from duizhao.source.abbreviations import EXPLAINED, follow_plain
from duizhao.source.articles import ENGLISH

NOTE = "dz-term-"
"""The prefix of the ids of notes."""


class Explanation(NamedTuple):
    """A term in one edition."""

    anchor: str
    """Its id on the page of the glossary, the same in every edition."""
    word: str
    """The term."""
    text: str
    """Its explanation; empty if it has none, in which case it is matched only to leave its parts unexplained."""


class Glossary:
    """The terms of one edition."""

    def __init__(self, terms: Iterable[Term], texts: Texts) -> None:
        """Collect the terms of a site in an edition.

        Args:
            terms: The terms; those that the edition has no wording for are left out.
            texts: The texts of the edition.
        """
        self.forms: dict[str, Explanation] = {}
        """The terms by each of their forms, in lower case."""
        for term in terms:
            word, text = texts.term(term.term), texts(term.explanation)
            # A single character is part of many words, and would be matched in those.
            if not word.foreign and len(word.text) > 1:
                explanation = Explanation(term_anchor(term), word.text, "" if text.foreign else text.text)
                for form in _list_forms(word.text.lower(), texts.edition.code):
                    self.forms.setdefault(form, explanation)
        self._folder = texts.edition.folder
        self._pattern = _make_pattern(self.forms, is_chinese=texts.edition.is_chinese)

    def open(self, start: str) -> Explainer:
        """Return an explainer for an article.

        Args:
            start: The address of the article's page.
        """
        address = relative_address(f"{self._folder}/{GLOSSARY}", start)
        return Explainer(self._pattern, self.forms, address)


class Explainer:
    """Explains each term of one document once."""

    def __init__(
        self,
        pattern: re.Pattern[str] | None = None,
        forms: Mapping[str, Explanation] = MappingProxyType({}),
        address: str = "",
    ) -> None:
        """Create an explainer for a document.

        Args:
            pattern: Matches terms; None explains nothing.
            forms: The terms by each form that the pattern matches, in lower case.
            address: The relative address of the glossary.
        """
        self._pattern = pattern
        self._forms = forms
        self._address = address
        self._used: dict[str, Explanation] = {}
        self.abbreviations: Abbreviations | None = None
        """The abbreviations of the document, which go before terms; None if it defines none."""

    def explain(self, kind: str, tokens: Sequence[Token]) -> list[Token]:
        """Make links of the terms of a block that have not occurred before, and mark its abbreviations.

        Args:
            kind: The kind of block.
            tokens: Its inline tokens, as the edition prints them; they are not changed.

        Returns:
            The tokens with links to the glossary, each described by its note. Links, code, abbreviations and the
            content of HTML elements are skipped.
        """
        tokens = self.abbreviations.explain(kind, tokens) if self.abbreviations is not None else list(tokens)
        if self._pattern is None or kind not in EXPLAINED:
            return tokens
        explained: list[Token] = []
        for token, is_plain in follow_plain(tokens):
            explained += self._divide(token) if is_plain else [token]
        return explained

    def write_notes(self) -> str:
        """Return the notes of abbreviations and explained terms, hidden until a reader opens one."""
        notes = [
            f'<p class="dz-term-note" id="{escape(NOTE + one.anchor)}" role="tooltip" hidden>'
            f"<b>{escape(one.word)}</b> {escape(one.text)}</p>\n"
            for one in self._used.values()
        ]
        written = (self.abbreviations.write_notes() if self.abbreviations is not None else "") + "".join(notes)
        return f'<div class="dz-term-notes">\n{written}</div>\n' if written else ""

    def _divide(self, token: Token) -> list[Token]:
        """Split a text around the terms in it that are explained here."""
        assert self._pattern is not None, "asked before"
        pieces: list[Token] = []
        position = 0
        for found in self._pattern.finditer(token.content):
            explanation = self._forms[found[0].lower()]
            if not explanation.text or explanation.anchor in self._used:
                continue
            self._used[explanation.anchor] = explanation
            pieces += [take_part(token, position, found.start()), *self._link(token, found, explanation)]
            position = found.end()
        return [*pieces, take_part(token, position, len(token.content))] if pieces else [token]

    def _link(self, token: Token, found: re.Match[str], explanation: Explanation) -> list[Token]:
        """Return the tokens of a term's link."""
        attributes = {
            "class": "dz-term",
            "href": f"{self._address}#{quote(explanation.anchor)}",
            "aria-describedby": NOTE + explanation.anchor,
        }
        opening = Token("link_open", "a", 1, attrs={**attributes})
        return [opening, take_part(token, found.start(), found.end()), Token("link_close", "a", -1)]


def term_anchor(term: Term) -> str:
    """Return the id of a term on the page of the glossary: the term as written in its file, in every edition."""
    return "-".join(term.term.split())


def _list_forms(word: str, code: str) -> list[str]:
    """List the forms in which a text may contain a term: in English also its plural."""
    if code != ENGLISH:
        return [word]
    return [word, f"{word[:-1]}ies" if word.endswith("y") else f"{word}s", f"{word}es"]


def _make_pattern(forms: Iterable[str], *, is_chinese: bool) -> re.Pattern[str] | None:
    """Return the pattern that matches terms, the longest of several at one position; None if there are no terms."""
    either = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    if not either:
        return None
    return re.compile(either) if is_chinese else re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE)
