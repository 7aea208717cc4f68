"""Postings: the blocks in which the terms of many texts occur, found for all texts at once.

Terms are those of `language.find_terms`, which handles one text; arrays find them in less time.
A term is either a pair (two neighbouring Chinese characters, or one at the end of a run) or a word (all others).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from duizhao.search.arrays import CODE, CODES, read_codes
from duizhao.search.language import load_rules, stem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from duizhao.search.arrays import Codes

    Numbers = NDArray[np.int64]

SECOND = 21
"""The number of bits by which the first character of a pair is shifted to hold the second; no code point has more."""
BLOCK = 28
"""The number of bits by which a term's number is shifted to hold a block's number. There are fewer than 2**17 Chinese
characters, so a pair of them has 34 bits."""
LOWER = (1 << BLOCK) - 1
"""The mask of a block's number in such a number."""
PAIR, COUNT = np.dtype("<u8"), np.dtype("<u4")
DIGITS = 6
"""The most bytes that a number takes."""
LINE_END = "\n"


@dataclass(frozen=True, slots=True)
class Postings:
    """The terms of some texts with their blocks, packed to be sent and cached quickly."""

    pairs: bytes
    """The pairs, sorted, each as a `PAIR`."""
    words: tuple[str, ...]
    """The other terms, sorted."""
    counts: bytes
    """The number of blocks of each pair, then of each word; each as a `COUNT`."""
    blocks: bytes
    """The numbers of these blocks, term after term; each as a `COUNT`."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Sorted terms, each with its list as browsers read it."""

    terms: tuple[str, ...]
    sizes: tuple[int, ...]
    """The number of bytes of each list."""
    data: bytes
    """The lists, concatenated."""


def find_postings(texts: Sequence[str], numbers: Sequence[int], *, english: bool = False) -> Postings:
    """Find the postings of texts.

    Args:
        texts: Folded, without line ends.
        numbers: The block number of each text, in ascending order; several texts may have the same one.
        english: Whether words are also stemmed.
    """
    words = _Words(english=english)
    plain = [place for place, text in enumerate(texts) if text.isascii() or not _wide().search(text)]
    words.note_plain([texts[place] for place in plain], [numbers[place] for place in plain])
    mixed = sorted({*range(len(texts))}.difference(plain))
    own = [texts[place] for place in mixed]
    text = LINE_END.join(own)
    codes = read_codes(text)
    blocks = np.repeat(np.array([numbers[place] for place in mixed], np.int64), [len(one) + 1 for one in own])
    is_wide = np.append(_wide_table()[codes], False)
    words.note_mixed(text, blocks, is_wide)
    pairs, pair_counts, pair_blocks = _find_pairs(codes, blocks, is_wide)
    word_counts, word_blocks, names = words.finish()
    return Postings(
        pairs=pairs.astype(PAIR).tobytes(),
        words=names,
        counts=np.concatenate([pair_counts, word_counts]).astype(COUNT).tobytes(),
        blocks=np.concatenate([pair_blocks, word_blocks]).astype(COUNT).tobytes(),
    )


def merge_postings(postings: Sequence[Postings], numbers: Sequence[Numbers]) -> Lists:
    """Merge the postings of neighbouring texts, and write the list of each term.

    A list contains the differences between the numbers of its blocks, in seven bits per byte, the low ones first; every
    byte of a number but the last has its high bit set.

    Args:
        postings: The postings of each part, in order.
        numbers: For each part, the number of each of its blocks.
    """
    pairs, words, ranks = rank_terms(postings)
    counts = [np.frombuffer(one.counts, COUNT).astype(np.int64) for one in postings]
    totals = np.zeros(len(pairs) + len(words), np.int64)
    for own_ranks, own_counts in zip(ranks, counts, strict=True):
        totals[own_ranks] += own_counts
    starts = np.cumsum(totals) - totals
    found = np.empty(int(totals.sum()), np.int64)
    free = starts.copy()
    for one, own_numbers, own_ranks, own_counts in zip(postings, numbers, ranks, counts, strict=True):
        own = np.frombuffer(one.blocks, COUNT)
        shifts = free[own_ranks] - (np.cumsum(own_counts) - own_counts)
        found[np.repeat(shifts, own_counts) + np.arange(len(own))] = own_numbers[own]
        free[own_ranks] += own_counts
    data, lengths = write_lists(found, starts)
    terms = [*pair_terms(pairs), *words]
    order = sorted(range(len(terms)), key=terms.__getitem__)
    places = np.array(order, np.int64)
    begins, lengths = (np.cumsum(lengths) - lengths)[places], lengths[places]
    # The index of each byte of the sorted lists in the bytes as they were written.
    sources = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths) + np.arange(len(data))
    return Lists(tuple(map(terms.__getitem__, order)), tuple(lengths.tolist()), data[sources].tobytes())


def write_lists(numbers: Numbers, starts: Numbers) -> tuple[NDArray[np.uint8], Numbers]:
    """Write lists as described in `merge_postings`.

    Args:
        numbers: The numbers of all lists, one list after the other.
        starts: The index of each list's first number.

    Returns:
        The bytes, and the length of each list.
    """
    steps = np.diff(numbers, prepend=0)
    steps[starts] = numbers[starts]
    data, sizes = write_numbers(steps)
    return data, np.add.reduceat(sizes, starts) if len(starts) else sizes


def write_numbers(numbers: Numbers) -> tuple[NDArray[np.uint8], Numbers]:
    """Write numbers below 2**42 as described in `merge_postings`; return the bytes, and how many each number takes."""
    rest = numbers
    widths = np.ones(len(rest), np.int64)
    for digit in range(1, DIGITS):
        widths += rest >> 7 * digit > 0
    places = np.cumsum(widths) - widths
    data = np.empty(int(widths.sum()), np.uint8)
    digits = widths
    while len(places):
        has_more = digits > 1
        data[places] = rest & 0x7F | has_more.astype(np.int64) << 7
        places, rest, digits = places[has_more] + 1, rest[has_more] >> 7, digits[has_more] - 1
    return data, widths


def rank_terms(postings: Sequence[Postings]) -> tuple[NDArray[np.uint64], list[str], list[Numbers]]:
    """Return the distinct pairs and words of postings, and for each postings the ranks of its terms among these."""
    keys = [np.frombuffer(one.pairs, PAIR) for one in postings]
    pairs = np.unique(np.concatenate([np.empty(0, PAIR), *keys]))
    words = sorted(set().union(*(one.words for one in postings)))
    word_ranks = {word: rank for rank, word in enumerate(words, len(pairs))}
    ranks = [
        np.concatenate([np.searchsorted(pairs, own), np.array([word_ranks[word] for word in one.words], np.int64)])
        for own, one in zip(keys, postings, strict=True)
    ]
    return pairs, words, ranks


def list_pairs(pairs: bytes) -> list[str]:
    """List pairs, including single characters, as strings."""
    return pair_terms(np.frombuffer(pairs, PAIR))


class _Words:
    """Collects the terms that are not pairs, with their blocks."""

    def __init__(self, *, english: bool) -> None:
        self._english = english
        self._ids: defaultdict[str, int] = defaultdict(count().__next__)
        self._found: list[Numbers] = []

    def note_plain(self, texts: Sequence[str], numbers: Sequence[int]) -> None:
        """Add the words of texts without Chinese."""
        places, terms = _number_words([LINE_END, *_plain_words().findall(LINE_END.join(texts))])
        is_end = places == 0
        blocks = np.array([*numbers, 0], np.int64)[np.cumsum(is_end) - 1]
        self._note(terms[1:], places[~is_end] - 1, blocks[~is_end])

    def note_mixed(self, text: str, blocks: Numbers, is_wide: NDArray[np.bool_]) -> None:
        """Add the words of a text, and each word with an adjacent Chinese character.

        Args:
            text: Any texts, separated by line ends.
            blocks: The number of the block of each character.
            is_wide: Whether each character is Chinese, with one more element, False, at the end.
        """
        found = [(one[0], *one.span()) for one in _mixed_words().finditer(text)]
        words = [word for word, _start, _end in found]
        starts = np.array([start for _word, start, _end in found], np.int64)
        ends = np.array([end for _word, _start, end in found], np.int64)
        own = blocks[starts]
        places, terms = _number_words(words)
        self._note(terms, places, own)
        # Index -1, before the first character, is the additional last element, which is False.
        before, behind = np.flatnonzero(is_wide[starts - 1]), np.flatnonzero(is_wide[ends])
        touching = [text[found[one][1] - 1] + words[one] for one in before.tolist()]
        touching += [words[one] + text[found[one][2]] for one in behind.tolist()]
        places, terms = _number_words(touching)
        self._note(terms, places, np.concatenate([own[before], own[behind]]), is_stemmed=False)

    def finish(self) -> tuple[Numbers, Numbers, tuple[str, ...]]:
        """Return the number of blocks of each word, the numbers of these blocks, and the words, sorted."""
        names = tuple(sorted(self._ids))
        ranks = np.empty(len(names), np.int64)
        ranks[[self._ids[name] for name in names]] = np.arange(len(names))
        found = np.concatenate(self._found)
        codes = _sort_once(ranks[found >> BLOCK] << BLOCK | found & LOWER)
        return np.bincount(codes >> BLOCK, minlength=len(names)), codes & LOWER, names

    def _note(self, words: Sequence[str], places: Numbers, blocks: Numbers, *, is_stemmed: bool = True) -> None:
        """Add words with their blocks and, in English, also their stems.

        Args:
            words: The distinct words, as written.
            places: For each occurrence, the index of its word.
            blocks: For each occurrence, the number of its block.
            is_stemmed: Whether the words have stems.
        """
        terms = [word.replace(",", "") for word in words]
        kinds = [terms, map(stem, terms)] if self._english and is_stemmed else [terms]
        for kind in kinds:
            ids = np.fromiter(map(self._ids.__getitem__, kind), np.int64, len(terms))
            self._found.append(ids[places] << BLOCK | blocks)


def _number_words(words: Sequence[str]) -> tuple[Numbers, list[str]]:
    """Number words in the order of first occurrence; return the number of each, and the distinct words."""
    seen: defaultdict[str, int] = defaultdict(count().__next__)
    return np.fromiter(map(seen.__getitem__, words), np.int64, len(words)), list(seen)


def _find_pairs(codes: Codes, blocks: Numbers, is_wide: NDArray[np.bool_]) -> tuple[Numbers, Numbers, Numbers]:
    """Find the pairs of a text; return them, the number of blocks of each, and the numbers of these blocks."""
    places = np.flatnonzero(is_wide)
    first = codes[places]
    # The characters that occur are numbered in order from 1, so that a pair and a block fit into one number.
    numbered = np.zeros(first.max(initial=0) + 1, np.int64)
    numbered[first] = 1
    chars = np.flatnonzero(numbered)
    numbered[chars] = np.arange(1, len(chars) + 1)
    numbers = numbered[first]
    # The second character of a pair is the next Chinese character, if that is adjacent.
    second = np.where(is_wide[places + 1], np.append(numbers[1:], 0), 0)
    base = len(chars) + 1
    found = _sort_once((numbers * base + second) << BLOCK | blocks[places])
    pairs = found >> BLOCK
    starts = np.flatnonzero(np.diff(pairs, prepend=-1))
    pairs = pairs[starts]
    chars = np.append(0, chars)
    return chars[pairs // base] << SECOND | chars[pairs % base], np.diff(starts, append=len(found)), found & LOWER


def _sort_once(numbers: Numbers) -> Numbers:
    """Sort non-negative numbers and remove duplicates."""
    ordered = np.sort(numbers)
    return ordered[np.flatnonzero(np.diff(ordered, prepend=-1))]


def pair_terms(keys: NDArray[np.uint64]) -> list[str]:
    """Return pairs as strings."""
    codes = np.stack([keys >> np.uint64(SECOND), keys & np.uint64((1 << SECOND) - 1)], axis=1).astype(CODE)
    named: list[str] = codes.view("<U2").ravel().tolist()
    return named


@lru_cache(maxsize=1)
def _wide() -> re.Pattern[str]:
    """Compile the pattern of a Chinese character."""
    return re.compile(f"[{load_rules()['wide']}]")


@lru_cache(maxsize=1)
def _wide_table() -> NDArray[np.bool_]:
    """Return, for each code point, whether it is a Chinese character."""
    table = np.zeros(CODES, np.bool_)
    for first, last in re.findall("(.)-(.)", load_rules()["wide"]):
        table[ord(first) : ord(last) + 1] = True
    return table


@lru_cache(maxsize=1)
def _plain_words() -> re.Pattern[str]:
    """Compile the pattern of words and line ends in a text without Chinese."""
    return re.compile(rf"[^\W\d_][^\W_]*|\n|{load_rules()['number']}|[^\W_]+")


@lru_cache(maxsize=1)
def _mixed_words() -> re.Pattern[str]:
    """Compile the pattern of words in a text with Chinese."""
    return re.compile(rf"{load_rules()['number']}|[^\W_{load_rules()['wide']}]+")
