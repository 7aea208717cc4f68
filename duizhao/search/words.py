"""Words that differ by region: which other words a query may stand for, as far as this site has them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from duizhao.search.language import find_terms, find_units, fold, load_fold, load_groups

LONGEST = 12
"""Names longer than that are searched as they are."""


def make_own_groups(entries: Iterable[tuple[str, Mapping[str, str]]]) -> Iterator[tuple[str, ...]]:
    """Make star groups of a site's own wording: a word and what it is in each edition, folded.

    Args:
        entries: Words with their wording by edition code, as a lexicon has them.
    """
    for word, values in entries:
        folded = dict.fromkeys(fold(one) for one in (word, *values.values()))
        if len(folded) > 1:
            yield tuple(folded)


def choose_groups(own: Iterable[tuple[str, ...]], terms: Collection[str]) -> list[list[list[str]]]:
    """Choose the groups that can lead to something.

    Args:
        own: Groups of the site.
        terms: All terms of the Chinese index.

    Returns:
        Of each group the words that the site has, then those it only may be asked for.
    """
    chosen = []
    for group in [*sorted(set(own)), *load_groups()]:
        words = [word for word in group if len(word) <= LONGEST]
        here = [word for word in words if _occurs(word, terms)]
        if here and len(words) > 1:
            chosen.append([here, [word for word in words if word not in here]])
    return chosen


def choose_fold(characters: Collection[str]) -> list[str]:
    """Choose what of the fold a query can need: characters that become one of the site's, or a Latin one.

    Returns:
        The characters, and at the same places what they become.
    """
    chosen = [(chr(code), found) for code, found in load_fold().items() if found in characters or found.isascii()]
    chosen.sort()
    return ["".join(char for char, _found in chosen), "".join(found for _char, found in chosen)]


def _occurs(word: str, terms: Collection[str]) -> bool:
    """Tell whether all terms of a word are in the index; its last character alone is none of a longer text's."""
    units = find_units(word)
    last = units[-1].text if len(units) > 1 and units[-1].wide and units[-2].end == units[-1].start else ""
    return all(term in terms for term in find_terms(word) if term != last)
