"""Suggestions: fuzzy translations of what has none yet, from all catalogs of a language and from the glossary.

A suggestion is never shown on a page, because it is fuzzy, and `catalog accept` leaves it alone, because it has no
previous text: only a person makes it current, by deleting the mark.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polib

from duizhao.script.convert import SIMPLIFIED, TAIWAN, make_converter
from duizhao.source.document import LETTER
from duizhao.translation.merge import FUZZY, SUGGESTED, Memory, cut_off
from duizhao.translation.terms import GAP, Terms, find_rendering

EQUAL = 100
"""The likeness of equal texts, in per cent."""
LEAST = 75
"""The least likeness that is worth a translator's look."""
CUT = 160
"""The number of characters of a similar text that its comment quotes."""
REFERENCE = re.compile(r"(?<=\{\{)[^{}:]+(?=[:}])")
"""The id in a reference to a figure."""
HIDDEN = re.compile(r"(?<=\{\{)[^{}]*(?=\}\})|(?<=\]\()[^()]*(?=\))")
"""What makes texts look alike, or different, although nobody reads it: references and the addresses of links."""
QUOTES = str.maketrans("「」『』", "“”‘’")
"""The quotation marks of Traditional Chinese, and those of Simplified."""


@dataclass(frozen=True, slots=True)
class PreparedMemory:
    """The confirmed translations of all catalogs of a language, prepared for lookups by `prepare_memory`."""

    memory: Memory
    """Paths and translations by source text."""
    sources: tuple[str, ...]
    """The source texts."""
    folded: tuple[str, ...]
    """The same as they are compared: in one script, without what nobody reads."""
    by_folded: Mapping[str, str]
    """The first source text of each that is compared."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested translation of one entry."""

    line: int
    """The line of the entry in its file, as it was read."""
    source: str
    """The text to translate."""
    text: str
    """The suggested translation."""
    origin: str
    """Where it comes from: a catalog's path and how it is like, or the glossary's path."""
    likeness: int
    """How similar the translated text is, in per cent; 100 if it is the same text, or a term."""


def prepare_memory(memory: Memory) -> PreparedMemory:
    """Prepare the translations of all catalogs of a language for lookups, which is done once.

    Args:
        memory: The result of `make_memory`.
    """
    sources = tuple(memory)
    folded = tuple(map(_fold, sources))
    by_folded: dict[str, str] = {}
    for source, text in zip(sources, folded, strict=True):
        by_folded.setdefault(text, source)
    return PreparedMemory(memory, sources, folded, by_folded)


def suggest_translations(
    po: polib.POFile, memory: PreparedMemory, terms: Terms, glossary: str, language: str, least: int = LEAST
) -> list[Suggestion]:
    """Fill the entries of a catalog that have no translation with suggestions, marked fuzzy, with their origin.

    For each of them, the first that there is: a confirmed translation of the same text in any catalog, the most used
    one if they differ; the rendering of a term that is the whole text; the translation of the most similar text.

    Args:
        po: The catalog; entries without a translation are changed in place.
        memory: The confirmed translations of all catalogs of the language.
        terms: The translators' glossary.
        glossary: Its path, for comments.
        language: The language of the catalog.
        least: The least likeness of a similar text, in per cent. Short texts, which are similar by chance, need more.

    Returns:
        The suggestions, in the order of the catalog.
    """
    made = []
    for entry in po:
        if entry.obsolete or entry.msgstr or any(entry.msgstr_plural.values()):
            continue
        found = (
            _find_equal(entry, memory.memory)
            or _find_term(entry, terms, glossary, language)
            or _find_similar(entry, memory, terms, language, least)
        )
        if found is not None:
            entry.msgstr = found.text
            entry.flags = [FUZZY, *(flag for flag in entry.flags if flag != FUZZY)]
            entry.comment = "\n".join(line for line in (entry.comment, f"{SUGGESTED}{found.origin}") if line)
            made.append(found)
    return made


def _find_equal(entry: polib.POEntry, memory: Memory) -> Suggestion | None:
    """Return the most used translation of the same text."""
    offers = memory.get(entry.msgid)
    if not offers:
        return None
    text, path, number = _choose(offers)
    origin = path + (f", one of {number} translations" if number > 1 else "")
    return Suggestion(entry.linenum or 1, entry.msgid, text, origin, EQUAL)


def _find_term(entry: polib.POEntry, terms: Terms, glossary: str, language: str) -> Suggestion | None:
    """Return the preferred rendering of the term that an entry consists of; a pattern with a gap is none."""
    term = terms.by_form.get(entry.msgid.strip())
    rendering = next((one for one in term.list_renderings(language) if GAP not in one), None) if term else None
    return Suggestion(entry.linenum or 1, entry.msgid, rendering, glossary, EQUAL) if rendering else None


def _find_similar(
    entry: polib.POEntry, memory: PreparedMemory, terms: Terms, language: str, least: int
) -> Suggestion | None:
    """Return the translation of the most similar text, with the terms of this text that it does not have.

    A text in the other script is the same text, as is one that differs in what nobody reads.
    """
    wanted = _fold(entry.msgid)
    score, similar = float(EQUAL), memory.by_folded.get(wanted)
    if similar is None or not LETTER.search(wanted):
        limit = max(least, cut_off(wanted))
        if limit > EQUAL:
            return None
        from rapidfuzz import fuzz, process  # noqa: PLC0415 -- slow to import, and seldom needed

        found = process.extractOne(wanted, memory.folded, scorer=fuzz.ratio, score_cutoff=limit)
        if found is None:
            return None
        score, similar = found[1], memory.sources[found[2]]
    text, path, _number = _choose(memory.memory[similar])
    text = _exchange_references(text, similar, entry.msgid)
    quoted = " ".join(similar.split())
    quoted = quoted if len(quoted) <= CUT else quoted[: CUT - 1] + "…"
    origin = f"{path}, {int(score)} % like “{quoted}”"
    lacking = [
        f"{term.forms[0]} = {renderings[0]}"
        for term in terms.find(entry.msgid)
        if term.checked and (renderings := term.list_renderings(language)) and not find_rendering(text, renderings)
    ]
    if lacking:
        origin += "; terms: " + ", ".join(lacking)
    return Suggestion(entry.linenum or 1, entry.msgid, text, origin, int(score))


def _fold(text: str) -> str:
    """Return a text as it is compared: in Simplified Chinese, without references and the addresses of links."""
    # Only one character is left of a reference, so that it weighs no more than that.
    shown = HIDDEN.sub("", text).replace("{{}}", "#")
    return make_converter(TAIWAN, SIMPLIFIED).convert(shown).translate(QUOTES)


def _exchange_references(text: str, similar: str, source: str) -> str:
    """Put the references of a source text into the translation of a similar one, if there are as many of them."""
    old, new = REFERENCE.findall(similar), REFERENCE.findall(source)
    if len(old) != len(new) or len(set(old)) != len(old):
        return text
    ids = dict(zip(old, new, strict=True))
    return REFERENCE.sub(lambda found: ids.get(found[0], found[0]), text)


def _choose(offers: Sequence[tuple[str, str]]) -> tuple[str, str, int]:
    """Return the most used one of several translations, the first of those used equally, its path, and their number."""
    counts = Counter(text for _path, text in offers)
    most = max(counts.values())
    path, text = next((path, text) for path, text in offers if counts[text] == most)
    return text, path, len(counts)
