"""Words that differ by region: the words that a query may represent, as far as this site contains them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from duizhao.search.language import find_terms, find_units, fold, load_fold, load_groups

LONGEST = 12
"""The greatest length of a word in a group; longer names are searched as they are."""


def make_own_groups(entries: Iterable[tuple[str, Mapping[str, str]]]) -> Iterator[tuple[str, ...]]:
    """Yield star groups of a site's own wording: a word and its wording in each edition, folded.

    Args:
        entries: Words with their wording by edition code, as a lexicon has them.
    """
    for word, values in entries:
        folded = dict.fromkeys(fold(one) for one in (word, *values.values()))
        if len(folded) > 1:
            yield tuple(folded)


def list_asked(own: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """List the terms on which the choice of groups depends.

    Args:
        own: Groups of the site.
    """
    words = (word for group in (*own, *load_groups()) for word in group if len(word) <= LONGEST)
    return frozenset(term for word in words for term in _list_needed(word))


def choose_groups(own: Iterable[tuple[str, ...]], terms: Collection[str]) -> list[list[list[str]]]:
    """Choose the groups that can lead to results.

    Args:
        own: Groups of the site.
        terms: All terms of the Chinese index, or those of them that `list_asked` lists.

    Returns:
        For each group, the words that the site contains, then those that only queries may contain.
    """
    chosen = []
    for group in [*sorted(set(own)), *load_groups()]:
        words = [word for word in group if len(word) <= LONGEST]
        here = [word for word in words if all(term in terms for term in _list_needed(word))]
        if here and len(words) > 1:
            chosen.append([here, [word for word in words if word not in here]])
    return chosen


def choose_fold(characters: Collection[str]) -> list[str]:
    """Choose the part of the fold that a query can need: characters that become one of the site's, or an ASCII one.

    Returns:
        The characters, and their replacements at the same offsets.
    """
    chosen = [(chr(code), found) for code, found in load_fold().items() if found in characters or found.isascii()]
    chosen.sort()
    return ["".join(char for char, _found in chosen), "".join(found for _char, found in chosen)]


@lru_cache(maxsize=4096)
def _list_needed(word: str) -> tuple[str, ...]:
    """List the terms that a site with a word has: all but the last character alone, which longer texts lack."""
    units = find_units(word)
    last = units[-1].text if len(units) > 1 and units[-1].wide and units[-2].end == units[-1].start else ""
    return tuple(term for term in find_terms(word) if term != last)
