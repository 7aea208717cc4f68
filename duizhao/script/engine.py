"""Conversion of whole texts: usual forms in one pass, then the few unsure characters one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Protocol

from opencc import OpenCC

from duizhao.script.names import Names
from duizhao.script.profile import VARIANTS, Profile, make_profile
from duizhao.script.rules import Rules
from duizhao.script.segment import AFTER, BEFORE, Choice, Segmenter, find_run
from duizhao.script.words import read_rows, read_words

REMEMBERED = 200_000
"""The number of windows whose choice is cached: some tens of megabytes at most."""
USUAL, UNSURE = "", "?"
DIGITS = str.maketrans("123456789", "0" * 9)
"""Replaces all digits by 0: no rule distinguishes digits, so all numbers share cached choices."""


class Engine(Protocol):
    """Converts texts without control characters, keeping their length."""

    def convert(self, text: str) -> str:
        """Convert a text."""


class LikelihoodEngine:
    """Converts Simplified to Traditional: words by likelihood, then the forms of an edition."""

    def __init__(self, profile: Profile) -> None:
        """Prepare the tables of an edition."""
        tables = load_tables()
        self._tables = tables
        self._forms = profile.characters
        self._sweep = {ord(char): form for char, form in profile.characters.items()}
        self._sweep |= {ord(char): profile.characters.get(form, form) for char, form in tables.usual.items()}
        self._words, self._pattern = profile.words, profile.pattern

    def convert(self, text: str) -> str:
        """Convert a text; every character becomes one character."""
        if text.isascii():
            return text
        result = text.translate(self._sweep)
        if len(result) != len(text):  # pragma: no cover - the tables hold single characters only
            message = "a table changed the length of a text"
            raise AssertionError(message)
        patches = [(offset, choice.output) for offset, choice in self._tables.choices(text)]
        if patches:
            chars = list(result)
            forms = self._forms
            for offset, form in patches:
                chars[offset] = forms.get(form, form)
            result = "".join(chars)
        if self._pattern is not None:
            words = self._words
            result = self._pattern.sub(lambda found: words[found[0]], result)
        return result


class Tables:
    """The tables from Simplified to Traditional, shared by the editions."""

    def __init__(self) -> None:
        """Read the data files."""
        named: dict[str, list[str]] = {}
        self.near: dict[str, tuple[str, str]] = {}
        for name, *fields in read_rows("characters.tsv"):
            if name == "near":
                self.near[fields[0]] = (fields[1], fields[2])
            else:
                named[name] = fields
        self.usual = dict(zip(*named["usual"], strict=True))
        self.variants = {name: dict(zip(*named[name], strict=True)) for name in ("tw", "hk")}
        classes = dict(read_rows("classes.tsv"))
        self.rules = Rules(read_rows("rules.tsv"), classes)
        self.names = Names(dict(read_rows("surnames.tsv")), classes["given"], classes["role"])
        self.segmenter = Segmenter(read_words("words.tsv"), self.usual, self.rules, self.names)
        self._unsure = re.compile("[" + "".join(sorted({*self.near, *self.rules.characters, *self.names.forms})) + "]")
        self._looking_far = self.rules.characters | self.names.forms.keys()
        self._known: dict[str, str] = {}
        self._choose = lru_cache(maxsize=REMEMBERED)(self.segmenter.choose)

    def choices(self, text: str) -> Iterator[tuple[int, Choice]]:
        """Yield the offset and the choice of each character whose form depends on the words around it.

        Characters whose neighbours admit only the usual form are skipped.
        """
        known, usual = self._known, self.usual
        padded = f"\n{text}\n"
        for found in self._unsure.finditer(padded):
            offset = found.start()
            near = padded[offset - 1 : offset + 2]
            state = known.get(near)
            if state is None:
                state = known[near] = self._state(near)
            if state == UNSURE:
                if near[1] in self._looking_far:
                    start, end = max(0, offset - WINDOW_BEFORE), offset + WINDOW_AFTER
                else:
                    start, end = find_run(padded, offset)
                choice = self._choose(padded[start:end].translate(DIGITS), offset - start)
                if choice.output != usual.get(near[1], near[1]) or choice.output != choice.alternative:
                    yield offset - 1, choice

    def _state(self, near: str) -> str:
        before, char, after = near[0], near[1], near[2]
        befores, afters = self.near.get(char, ("", ""))
        if before in befores or after in afters:
            return UNSURE
        if self.rules.may_apply(before, char, after) or self.names.may_begin(char, after):
            return UNSURE
        return USUAL


WINDOW_BEFORE, WINDOW_AFTER = max(BEFORE, 9) + 1, max(AFTER, 9) + 2
"""The reach of `Segmenter.choose`, plus one character on each side to distinguish a cut from the edge of the text."""


class NativeEngine:
    """Converts with OpenCC's own configurations in sequence, then applies the forms of an edition."""

    def __init__(self, names: tuple[str, ...], profile: Profile) -> None:
        """Load the configurations."""
        self._steps = [OpenCC(name, include_tofu_risk_dictionaries=False) for name in names]
        self._sweep = {ord(char): form for char, form in profile.characters.items()}
        self._words, self._pattern = profile.words, profile.pattern

    def convert(self, text: str) -> str:
        """Convert a text."""
        if text.isascii():
            return text
        for step in self._steps:
            text = step.convert(text)
        text = text.translate(self._sweep) if self._sweep else text
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self._words[found[0]], text)


@cache
def load_tables() -> Tables:
    """Load the tables from Simplified to Traditional, once per process."""
    return Tables()


@cache
def load_profile(edition: str) -> Profile:
    """Return the profile of an edition."""
    name = {"zh-Hans": "hans", "zh-Hant-TW": "tw", "zh-Hant-HK": "hk"}[edition]
    words = {row[1]: row[2] for row in read_rows("variant-words.tsv") if row[0] == name}
    table = {} if edition == "zh-Hans" else load_tables().variants[name]
    return make_profile(table, words, VARIANTS[edition])


@cache
def load_engine(source: str, target: str) -> Engine:
    """Return the engine for two different scripts, cached per process.

    Args:
        source: The script of the texts.
        target: The script to convert to.
    """
    if source == "zh-Hans":
        return LikelihoodEngine(load_profile(target))
    if target == "zh-Hans":
        return NativeEngine(("tw2s",) if source == "zh-Hant-TW" else ("hk2s",), load_profile(target))
    names = ("tw2t", "t2hk") if source == "zh-Hant-TW" else ("hk2t", "t2tw")
    return NativeEngine(names, load_profile(target))


__all__ = ["Engine", "load_engine", "load_profile", "load_tables"]
