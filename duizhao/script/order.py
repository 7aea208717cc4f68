"""The order of an edition: pinyin in Simplified Chinese, strokes in Traditional Chinese, the alphabet in languages.

The order of characters is that of Unicode's CLDR, as in browsers: https://www.unicode.org/reports/tr35/tr35-collation.html
A browser sorts every character by one reading; here words such as 重庆 and 长宁 stand where readers pronounce them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from duizhao.editions import is_chinese
from duizhao.script.words import read_rows

STROKES = "strokes.tsv"
"""The characters of each number of strokes, as they are counted in Taiwan and Hong Kong, in order."""
PINYIN = "pinyin.tsv"
"""The characters of each syllable in order; those after `OTHER` have it in some words only."""
WORDS = "read-words.tsv"
"""Words in which a character is not read as usual."""
OWN_WORDS = "own-readings.tsv"
"""Such words that are missing there: places, above all, and words of government."""
OTHER = "*"
LONGEST = 4
"""The greatest length of a word in these files."""
SIMPLIFIED = "zh-Hans"
PIECE = re.compile(
    r"(?P<number>\d{1,4000})|(?P<han>[\u3400-\u9fff\U00020000-\U0003ffff]+)|(?P<letter>[^\W\d_])|(?P<sign>.)", re.DOTALL
)
"""Matches a number, neighbouring characters, a letter, or anything else; Python reads no more than 4,300 digits."""
SIGN, NUMBER, FIRST, SECOND = range(4)
"""What stands before what. In Chinese characters are `FIRST` and letters `SECOND`, in languages the other way round."""
UNKNOWN = 1 << 20
"""The place of the first character that has none; it is followed by the others in the order of Unicode."""
DIGITS, LETTERS, CHARACTERS, OTHERS = "0–9", "abc", "字", "#"
"""The initials that are no single letter and no number of strokes: of numbers; in Chinese of words in letters; in
languages of words in Chinese; of everything else."""
Place = tuple[int, int | str]
Key = tuple[tuple[Place, ...], str, str]


class Readings(NamedTuple):
    """How characters are read, and in which order."""

    usual: Mapping[str, str]
    """The usual syllable of each character, with the number of its tone."""
    places: Mapping[tuple[str, str], int]
    """The place of each character with each of its syllables."""
    words: Mapping[str, tuple[str, ...]]
    """The syllables of words in which a character is not read as usual."""


def sort_key(text: str, code: str) -> Key:
    """Return what a text is sorted by in an edition.

    Signs come first, then numbers by their value; then, in Chinese, characters before words in letters, and in
    languages words in letters before Chinese. Accents and case only decide between words that are equal otherwise.

    Args:
        text: The text as the edition prints it.
        code: The code of the edition.
    """
    return tuple(_list_places(text, code)), *_break_tie(text)


def find_initial(text: str, code: str) -> str:
    """Return the initial under which a list of an edition shows a text.

    Returns:
        A letter; in editions of strokes, the number of strokes of the first character; or one of `DIGITS`, `LETTERS`,
        `CHARACTERS` and `OTHERS`.
    """
    found = next((one for one in PIECE.finditer(_fold(text)) if one.lastgroup != "sign"), None)
    if found is None:
        return OTHERS
    if found.lastgroup == "number":
        return DIGITS
    if found.lastgroup == "letter":
        return LETTERS if is_chinese(code) else found[0].upper()
    if code == SIMPLIFIED:
        syllable = read_syllables(found[0])[0]
        return syllable[:1].upper() or OTHERS
    return str(_read_strokes()[1].get(found[0][0], OTHERS)) if is_chinese(code) else CHARACTERS


def spell(text: str) -> Iterator[str]:
    """Yield the words of a text in small Latin letters and digits: 3D打印 becomes 3d, da, yin.

    Args:
        text: The text; Chinese in Simplified characters. What has no Latin spelling is left out.
    """
    for run in re.finditer(r"[a-z0-9]+|[\u3400-\u9fff]+", _fold(text)):
        if run[0].isascii():
            yield run[0]
        else:
            yield from (syllable[:-1] for syllable in read_syllables(run[0]) if syllable)


def read_syllables(text: str) -> list[str]:
    """Return the syllable of each character of a text in Simplified Chinese; empty for an unknown one."""
    known = _read_readings()
    return cut_words(text, known.words, known.usual)


def cut_words(text: str, words: Mapping[str, tuple[str, ...]], usual: Mapping[str, str]) -> list[str]:
    """Read a text, taking the longest word at each place.

    Args:
        text: Characters.
        words: The words that are not read as usual.
        usual: The usual syllable of each character.
    """
    found: list[str] = []
    while len(found) < len(text):
        start = len(found)
        for end in range(min(len(text), start + LONGEST), start + 1, -1):
            word = words.get(text[start:end])
            if word is not None:
                found += word
                break
        else:
            found.append(usual.get(text[start], ""))
    return found


def read_pinyin(name: str) -> dict[str, tuple[str, ...]]:
    """Read a file of words with their syllables."""
    return {word: tuple(syllables.split(" ")) for word, syllables in read_rows(name)}


def _list_places(text: str, code: str) -> Iterator[Place]:
    """Yield the places of the pieces of a text."""
    is_here = is_chinese(code)
    for piece in PIECE.finditer(_fold(text)):
        if piece.lastgroup == "number":
            yield NUMBER, int(piece[0])
        elif piece.lastgroup == "letter":
            yield (SECOND if is_here else FIRST), piece[0]
        elif piece.lastgroup == "sign":
            yield SIGN, ord(piece[0])
        else:
            group = FIRST if is_here else SECOND
            yield from ((group, place) for place in _place_characters(piece[0], code))


def _place_characters(text: str, code: str) -> list[int]:
    """Return the place of each character: by strokes in Traditional Chinese, by pinyin elsewhere."""
    if is_chinese(code) and code != SIMPLIFIED:
        ranks, _numbers = _read_strokes()
        return [ranks.get(char, UNKNOWN + ord(char)) for char in text]
    places = _read_readings().places
    pairs = zip(text, read_syllables(text), strict=True)
    return [places.get(pair, UNKNOWN + ord(pair[0])) for pair in pairs]


def _fold(text: str) -> str:
    """Return a text in small letters without accents, and with full-width forms as usual ones."""
    parts = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part))).casefold()


def _break_tie(text: str) -> tuple[str, str]:
    """Return what decides between texts that are equal but for accents and case: small letters come first."""
    return unicodedata.normalize("NFD", text).casefold(), text.swapcase()


@cache
def _read_readings() -> Readings:
    """Read the tables of pinyin."""
    usual: dict[str, str] = {}
    places: dict[tuple[str, str], int] = {}
    lines = sorted(read_rows(PINYIN), key=lambda row: _sort_syllable(row[0]))
    for syllable, chars in lines:
        is_other = False
        for char in chars:
            if char == OTHER:
                is_other = True
                continue
            places[char, syllable] = len(places)
            if not is_other:
                usual[char] = syllable
            is_other = False
    return Readings(usual, places, {**read_pinyin(WORDS), **read_pinyin(OWN_WORDS)})


def _sort_syllable(syllable: str) -> tuple[str, bool, str]:
    """Return what a syllable is sorted by: lu, lü, luan, lüe, as in dictionaries; then its tone."""
    letters, tone = syllable[:-1], syllable[-1]
    return letters.replace("v", "u"), "v" in letters, tone


@cache
def _read_strokes() -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Read the table of strokes; return the place of each character, and its number of strokes."""
    numbers = {char: int(number) for number, chars in read_rows(STROKES) for char in chars}
    return {char: place for place, char in enumerate(numbers)}, numbers
