"""The translators' glossary: renderings of terms, required and banned.

`translations/glossary.yml` contains a list `terms`, and a list `keep` of Chinese words that may
remain in a translation. A rendering matches in any grammatical form: plural, -ing, -ed, capitals,
hyphen or blank, British or American spelling; `…` in it stands for a few other words between its
parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from duizhao.diagnostics import Diagnostic, Span, suggest
from duizhao.source.files import read_text
from duizhao.yaml_text import YamlText, read_yaml

TOP_KEYS = ("terms", "keep")
GLOSSARY = "glossary.yml"
"""The glossary's file in the folder of catalogs."""
FORMS = ("zh-Hans", "zh-Hant")
"""Keys of the forms of a term, one form or a list of forms; any of them in a source matches the term."""
KEYS = (*FORMS, "banned", "note", "check", "not-in")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""Any other key: the code of a language, with the renderings in that language."""
GAP = "…"
GAP_WORDS = 8
"""The maximum number of words that a gap matches."""
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        ("iz(?=e|ing|ation)", "is"),
        ("yz(?=e|ing)", "ys"),
        ("our(?=s?$|ed$|ing$|ful|hood)", "or"),
        ("tre(?=s?$)", "ter"),
        ("fence(?=s?$)", "fense"),
        ("gramme(?=s?$)", "gram"),
    )
)
"""Substitutions that unify British and American spellings."""
SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Term:
    """A term with the renderings that translators agreed on."""

    forms: tuple[str, ...]
    """Its forms in Chinese: Simplified first, then Traditional."""
    renderings: Mapping[str, tuple[str, ...]]
    """By language code, the preferred one first."""
    banned: tuple[str, ...] = ()
    """Misleading renderings; `note` states why."""
    note: str = ""
    checked: bool = True
    """Whether a translation must have one of the renderings."""
    inside: tuple[str, ...] = ()
    """Longer words that contain the term and mean something else."""
    scripts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Its forms by script."""

    def list_renderings(self, language: str) -> tuple[str, ...]:
        """Return the renderings in a language; `en-GB` falls back to those of `en`."""
        return self.renderings.get(language) or self.renderings.get(language.split("-", 1)[0], ())


@dataclass(frozen=True, slots=True)
class Terms:
    """A glossary, prepared for lookups by `make_terms`."""

    terms: tuple[Term, ...] = ()
    kept: tuple[str, ...] = ()
    """Chinese words that may remain in a translation, the longest first."""
    by_form: Mapping[str, Term] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None
    """Matches every form, and every longer word that contains a term but means something else, the longest first."""

    def find(self, text: str) -> tuple[Term, ...]:
        """Return the terms in a Chinese text; if one is part of another, only the longer one counts."""
        if self.pattern is None:
            return ()
        found = (self.by_form.get(match[0]) for match in self.pattern.finditer(text))
        kept: list[Term] = []
        for term in found:
            if term is not None and term not in kept:
                kept.append(term)
        return tuple(kept)


def make_terms(terms: Sequence[Term] = (), kept: Sequence[str] = ()) -> Terms:
    """Make a glossary from its terms."""
    by_form = {form: term for term in terms for form in term.forms}
    words = {*by_form, *(word for term in terms for word in term.inside)}
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))) if words else None
    return Terms(tuple(terms), tuple(sorted(kept, key=len, reverse=True)), by_form, pattern)


def find_rendering(text: str, renderings: Sequence[str]) -> str | None:
    """Return the first of the renderings that a text contains in any form, or None."""
    stems = make_stems(text)
    return next((one for one in renderings if make_pattern(one).search(stems)), None)


def remove_renderings(text: str, renderings: Sequence[str]) -> str:
    """Return the stems of a text without those of the renderings."""
    stems = make_stems(text)
    for one in renderings:
        stems = make_pattern(one).sub(" ", stems)
    return stems


@lru_cache(maxsize=4096)
def make_pattern(rendering: str) -> re.Pattern[str]:
    """Compile the pattern that matches a rendering in a text of stems."""
    parts = [" ?".join(map(re.escape, make_stems(part).split())) for part in rendering.split(GAP)]
    between = rf"(?: \S+){{0,{GAP_WORDS}}}? "
    return re.compile(rf"(?<!\S){between.join(parts)}(?!\S)")


@lru_cache(maxsize=256)
def make_stems(text: str) -> str:
    """Return the words of a text without their endings, separated by blanks.

    Words in scripts without blanks and endings stay as they are.
    """
    return " ".join(_stem(found[0]) for found in WORD.finditer(text))


def read_terms(file: Path, path: str) -> tuple[Terms, list[Diagnostic]]:
    """Read a translators' glossary.

    Args:
        file: The file; a site without one has an empty glossary.
        path: Its path relative to the site's folder, for messages.

    Returns:
        The glossary without invalid entries, and every problem found.
    """
    if not file.exists():
        return make_terms(), []
    text, problems = read_text(file, path)
    if text is None:
        return make_terms(), problems
    document, problems = read_yaml(text, path)
    if document is None or document.value is None:
        return make_terms(), problems
    return _Reader(document, problems).read(), problems


def _stem(word: str) -> str:
    """Strip the endings of an English word; crude, but the same for text and rendering."""
    stem = word.lower().replace("’", "'").removesuffix("'s")
    for pattern, form in SPELLINGS:
        stem = pattern.sub(form, stem)
    if stem.endswith(("ies", "ied")) and len(stem) > SHORTEST_STEM + 1:
        stem = stem[:-3] + "y"
    elif stem.endswith(("sses", "shes", "ches", "xes")):
        stem = stem[:-2]
    elif stem.endswith("s") and not stem.endswith(("ss", "us", "is")) and len(stem) > SHORTEST_STEM:
        stem = stem[:-1]
    for ending in ("ing", "ed"):
        if stem.endswith(ending) and len(stem) - len(ending) >= SHORTEST_STEM:
            stem = stem.removesuffix(ending)
            # planned, planning and plan
            stem = stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "ls" else stem
            break
    return stem[:-1] if stem.endswith("e") and len(stem) > SHORTEST_STEM else stem


class _Reader:
    """Reads the value of a glossary file, and reports every mistake with its place."""

    def __init__(self, document: YamlText, problems: list[Diagnostic]) -> None:
        self._document = document
        self._problems = problems
        self._places: dict[str, Span] = {}

    def read(self) -> Terms:
        """Make the glossary from the valid entries."""
        value = self._document.value
        if not isinstance(value, dict):
            self._report("glossary-shape", "expected a mapping with the keys terms and keep", "", ())
            return make_terms()
        for key in value:
            if key not in TOP_KEYS:
                self._report("glossary-key", f"unknown key '{key}'", suggest(str(key), TOP_KEYS), (key,), key=True)
        terms = value.get("terms") or []
        if not isinstance(terms, list):
            self._report("glossary-shape", "expected a list of terms", "begin each with  - zh-Hans: …", ("terms",))
            terms = []
        return make_terms(list(self._read_terms(terms)), self._read_words(value, "keep", ()))

    def _read_terms(self, terms: list[Any]) -> Iterator[Term]:
        """Yield the valid terms."""
        for index, value in enumerate(terms):
            at = ("terms", index)
            if not isinstance(value, dict):
                self._report("glossary-shape", "expected a term with the keys zh-Hans and en", "", at)
                continue
            before = len(self._problems)
            renderings = {}
            for key in value:
                if not isinstance(key, str) or (key not in KEYS and not LANGUAGE.fullmatch(key)):
                    hint = suggest(str(key), (*KEYS, "en"))
                    self._report("glossary-key", f"unknown key '{key}'", hint, (*at, key), key=True)
                elif key not in KEYS:
                    renderings[key] = self._read_words(value, key, at)
            term = self._make_term(value, at, renderings)
            if len(self._problems) == before:
                yield term

    def _make_term(
        self, value: Mapping[str, Any], at: tuple[str | int, ...], renderings: Mapping[str, tuple[str, ...]]
    ) -> Term:
        """Make one term, and report its mistakes."""
        scripts = {key: self._read_words(value, key, at) for key in FORMS}
        forms = [form for key in FORMS for form in scripts[key]]
        if not forms:
            self._report("glossary-form", "the term has no Chinese form", "add  zh-Hans: the term", at)
        check = value.get("check", True)
        if not isinstance(check, bool):
            self._report("glossary-check", f"expected true or false, found '{check}'", "", (*at, "check"))
        if not isinstance(value.get("note", ""), str):
            self._report("glossary-note", "expected a text", "", (*at, "note"))
        banned = self._read_words(value, "banned", at)
        if check and not renderings and not banned:
            hint = "add  en: [its rendering],  or  check: false"
            self._report("glossary-rendering", "the term has no rendering", hint, at)
        for form in dict.fromkeys(forms):
            if form in self._places:
                hint = f"it stands first in line {self._places[form].line}; keep one of the two"
                self._report("glossary-duplicate", f"term '{form}' stands twice", hint, at)
            self._places.setdefault(form, self._document.span(*at))
        note = str(value.get("note", ""))
        inside = self._read_words(value, "not-in", at)
        return Term(tuple(dict.fromkeys(forms)), renderings, banned, note, check is True, inside, scripts)

    def _read_words(self, value: Mapping[str, Any], key: str, at: tuple[str | int, ...]) -> tuple[str, ...]:
        """Read a word or a list of words."""
        written = value.get(key)
        words = [written] if isinstance(written, str) else written or []
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            self._report(
                "glossary-words", f"expected a list of texts under {key}", f"{key}: [one, another]", (*at, key)
            )
            return ()
        return tuple(word.strip() for word in words)

    def _report(self, code: str, message: str, hint: str, at: tuple[str | int, ...], *, key: bool = False) -> None:
        """Report a mistake."""
        self._problems.append(Diagnostic(self._document.span(*at, key=key), code, message, hint))
