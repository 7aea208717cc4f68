"""Postings: in which blocks the terms of many texts stand, found for all of them at once.

What a term is, `language.find_terms` says for one text; here the same is done with arrays, in less time.
A term is a pair: two neighbouring Chinese characters, or one at the end of a run; or a word: all others.
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
"""By how many bits the first character of a pair is shifted beside the second; no code point has more."""
BLOCK = 28
"""By how many bits a term's number is shifted beside a block's: there are fewer than 2**17 Chinese characters, so that
a pair of them has 34 bits."""
LOWER = (1 << BLOCK) - 1
"""What cuts a block's number out of such a number."""
PAIR, COUNT = np.dtype("<u8"), np.dtype("<u4")
DIGITS = 5
"""How many bytes a number takes at most."""
LINE_END = "\n"


@dataclass(frozen=True, slots=True)
class Postings:
    """The terms of some texts with the blocks that they stand in; packed, so that it is sent and kept quickly."""

    pairs: bytes
    """Pairs in their order, each as a `PAIR`."""
    words: tuple[str, ...]
    """The other terms in their order."""
    counts: bytes
    """In how many blocks each pair stands, then each word; each as a `COUNT`."""
    blocks: bytes
    """The numbers of these blocks, term after term; each as a `COUNT`."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Terms in their order, each with its list as browsers read it."""

    terms: tuple[str, ...]
    sizes: tuple[int, ...]
    """How many bytes each list takes."""
    data: bytes
    """The lists, one behind the other."""


def find_postings(texts: Sequence[str], numbers: Sequence[int], *, english: bool = False) -> Postings:
    """Find the terms of texts.

    Args:
        texts: Folded, without line ends.
        numbers: The number of each one's block, in ascending order; some may have the same.
        english: Whether words are stemmed, too.
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


def merge_postings(postings: Sequence[Postings], bases: Sequence[int]) -> Lists:
    """Put postings of neighbouring texts together, and write the list of each term.

    A list: the steps between the numbers of its blocks, seven bits a byte, the low ones first; every byte of a number
    but the last has its high bit set.

    Args:
        postings: Those of each part, in order.
        bases: From which number each part's blocks are counted.
    """
    keys = [np.frombuffer(one.pairs, PAIR) for one in postings]
    pairs = np.unique(np.concatenate([np.empty(0, PAIR), *keys]))
    words = sorted(set().union(*(one.words for one in postings)))
    word_ranks = {word: rank for rank, word in enumerate(words, len(pairs))}
    ranks = [
        np.concatenate([np.searchsorted(pairs, own), np.array([word_ranks[word] for word in one.words], np.int64)])
        for own, one in zip(keys, postings, strict=True)
    ]
    counts = [np.frombuffer(one.counts, COUNT).astype(np.int64) for one in postings]
    totals = np.zeros(len(pairs) + len(words), np.int64)
    for own_ranks, own_counts in zip(ranks, counts, strict=True):
        totals[own_ranks] += own_counts
    starts = np.cumsum(totals) - totals
    numbers = np.empty(int(totals.sum()), np.int64)
    free = starts.copy()
    for one, base, own_ranks, own_counts in zip(postings, bases, ranks, counts, strict=True):
        own = np.frombuffer(one.blocks, COUNT)
        shifts = free[own_ranks] - (np.cumsum(own_counts) - own_counts)
        numbers[np.repeat(shifts, own_counts) + np.arange(len(own))] = own + np.int64(base)
        free[own_ranks] += own_counts
    steps = np.diff(numbers, prepend=0)
    steps[starts] = numbers[starts]
    data, sizes = _write_numbers(steps)
    lengths = np.add.reduceat(sizes, starts) if len(starts) else sizes
    terms = [*_name_pairs(pairs), *words]
    order = sorted(range(len(terms)), key=terms.__getitem__)
    places = np.array(order, np.int64)
    begins, lengths = (np.cumsum(lengths) - lengths)[places], lengths[places]
    # Where each byte of the ordered lists stands among the bytes as they were written.
    sources = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths) + np.arange(len(data))
    return Lists(tuple(map(terms.__getitem__, order)), tuple(lengths.tolist()), data[sources].tobytes())


def list_pairs(postings: Postings) -> list[str]:
    """List the pairs, and the single characters among them."""
    return _name_pairs(np.frombuffer(postings.pairs, PAIR))


class _Words:
    """The terms that are no pairs, with their blocks, while they are found."""

    def __init__(self, *, english: bool) -> None:
        self._english = english
        self._ids: defaultdict[str, int] = defaultdict(count().__next__)
        self._found: list[Numbers] = []

    def note_plain(self, texts: Sequence[str], numbers: Sequence[int]) -> None:
        """Note the words of texts without Chinese."""
        places, terms = _number_words([LINE_END, *_plain_words().findall(LINE_END.join(texts))])
        is_end = places == 0
        blocks = np.array([*numbers, 0], np.int64)[np.cumsum(is_end) - 1]
        self._note(terms[1:], places[~is_end] - 1, blocks[~is_end])

    def note_mixed(self, text: str, blocks: Numbers, is_wide: NDArray[np.bool_]) -> None:
        """Note the words of a text, and each with the Chinese character that it touches.

        Args:
            text: Any texts, with line ends between them.
            blocks: The number of the block of each character.
            is_wide: Of each character, and once more behind the last, whether it is Chinese.
        """
        found = [(one[0], *one.span()) for one in _mixed_words().finditer(text)]
        words = [word for word, _start, _end in found]
        starts = np.array([start for _word, start, _end in found], np.int64)
        ends = np.array([end for _word, _start, end in found], np.int64)
        own = blocks[starts]
        places, terms = _number_words(words)
        self._note(terms, places, own)
        # In front of the first character stands what is behind the last one, which is none.
        before, behind = np.flatnonzero(is_wide[starts - 1]), np.flatnonzero(is_wide[ends])
        touching = [text[found[one][1] - 1] + words[one] for one in before.tolist()]
        touching += [words[one] + text[found[one][2]] for one in behind.tolist()]
        places, terms = _number_words(touching)
        self._note(terms, places, np.concatenate([own[before], own[behind]]), is_stemmed=False)

    def finish(self) -> tuple[Numbers, Numbers, tuple[str, ...]]:
        """Give in how many blocks each word stands, the numbers of these, and the words in their order."""
        names = tuple(sorted(self._ids))
        ranks = np.empty(len(names), np.int64)
        ranks[[self._ids[name] for name in names]] = np.arange(len(names))
        found = np.concatenate(self._found)
        codes = _sort_once(ranks[found >> BLOCK] << BLOCK | found & LOWER)
        return np.bincount(codes >> BLOCK, minlength=len(names)), codes & LOWER, names

    def _note(self, words: Sequence[str], places: Numbers, blocks: Numbers, *, is_stemmed: bool = True) -> None:
        """Note words with their blocks, in English with their stems, too.

        Args:
            words: As they are written, each once.
            places: Which of the words stands there, for each that was found.
            blocks: The number of the block of each.
            is_stemmed: Whether they have stems.
        """
        terms = [word.replace(",", "") for word in words]
        kinds = [terms, map(stem, terms)] if self._english and is_stemmed else [terms]
        for kind in kinds:
            ids = np.fromiter(map(self._ids.__getitem__, kind), np.int64, len(terms))
            self._found.append(ids[places] << BLOCK | blocks)


def _number_words(words: Sequence[str]) -> tuple[Numbers, list[str]]:
    """Number words by the order in which they first occur; give the number of each, and each once."""
    seen: defaultdict[str, int] = defaultdict(count().__next__)
    return np.fromiter(map(seen.__getitem__, words), np.int64, len(words)), list(seen)


def _find_pairs(codes: Codes, blocks: Numbers, is_wide: NDArray[np.bool_]) -> tuple[Numbers, Numbers, Numbers]:
    """Find the pairs of a text, in how many blocks each stands, and the numbers of these."""
    places = np.flatnonzero(is_wide)
    first = codes[places]
    # The characters that occur are numbered in their order from 1, so that a pair and a block fit into one number.
    numbered = np.zeros(first.max(initial=0) + 1, np.int64)
    numbered[first] = 1
    chars = np.flatnonzero(numbered)
    numbered[chars] = np.arange(1, len(chars) + 1)
    numbers = numbered[first]
    # Behind a wide place that is followed by another stands this one.
    second = np.where(is_wide[places + 1], np.append(numbers[1:], 0), 0)
    base = len(chars) + 1
    found = _sort_once((numbers * base + second) << BLOCK | blocks[places])
    pairs = found >> BLOCK
    starts = np.flatnonzero(np.diff(pairs, prepend=-1))
    pairs = pairs[starts]
    chars = np.append(0, chars)
    return chars[pairs // base] << SECOND | chars[pairs % base], np.diff(starts, append=len(found)), found & LOWER


def _sort_once(numbers: Numbers) -> Numbers:
    """Sort numbers that are not negative, and give each once."""
    ordered = np.sort(numbers)
    return ordered[np.flatnonzero(np.diff(ordered, prepend=-1))]


def _name_pairs(keys: NDArray[np.uint64]) -> list[str]:
    """Give pairs as texts."""
    codes = np.stack([keys >> np.uint64(SECOND), keys & np.uint64((1 << SECOND) - 1)], axis=1).astype(CODE)
    named: list[str] = codes.view("<U2").ravel().tolist()
    return named


def _write_numbers(numbers: Numbers) -> tuple[NDArray[np.uint8], Numbers]:
    """Write numbers below 2**35 as `merge_postings` says, and give how many bytes each takes."""
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


@lru_cache(maxsize=1)
def _wide() -> re.Pattern[str]:
    """Compile what finds a Chinese character."""
    return re.compile(f"[{load_rules()['wide']}]")


@lru_cache(maxsize=1)
def _wide_table() -> NDArray[np.bool_]:
    """Say of each code point whether it is one of a Chinese character."""
    table = np.zeros(CODES, np.bool_)
    for first, last in re.findall("(.)-(.)", load_rules()["wide"]):
        table[ord(first) : ord(last) + 1] = True
    return table


@lru_cache(maxsize=1)
def _plain_words() -> re.Pattern[str]:
    """Compile what finds words and line ends in a text without Chinese."""
    return re.compile(rf"[^\W\d_][^\W_]*|\n|{load_rules()['number']}|[^\W_]+")


@lru_cache(maxsize=1)
def _mixed_words() -> re.Pattern[str]:
    """Compile what finds words in a text with Chinese."""
    return re.compile(rf"{load_rules()['number']}|[^\W_{load_rules()['wide']}]+")
