"""Figures as an edition prints them: 超过1524万名, 超過1524萬名, more than 15.24 million people."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from markdown_it.token import Token

from duizhao.editing.inline import make_html, make_text
from duizhao.editing.numbers import find_plural, format_exact, format_number, format_share
from duizhao.model import Figure
from duizhao.source.abbreviations import EXPLAINED
from duizhao.source.emphasis import is_cjk
from duizhao.source.prose import copy_token
from duizhao.source.references import FORMS_OF_UNIT, OPEN, TOKEN, split_reference

if TYPE_CHECKING:
    from duizhao.editing.texts import Wording

QUALIFIERS: Mapping[str, str] = {
    "more than": "超过{number}",
    "nearly": "近{number}",
    "at least": "至少{number}",
    "about": "约{number}",
    "at most": "不超过{number}",
    "less than": "不足{number}",
}
"""Patterns of qualified numbers, as texts of the interface, since other languages may put the words last."""
WORDS = ("一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
"""The numbers that can be written as words, from one, as texts of the interface."""
PERCENT = "%"
YEARS = ("年代", "年份")
"""Units of numbers that are years, which no language groups: 1990, not 1,990."""
UNDIVIDED = "dz-nowrap"
"""The class of what stands on one line."""
LONGEST_QUANTITY = 14
"""The most characters that are kept on one line: more would leave a gap at the end of the line before them."""
QUANTITY = re.compile(r"\d[\d.,]* ?[^\W\d_]+")
"""Matches a number with the word behind it, between which a line could end."""
SENTENCE_BEGIN = re.compile(r"(?:\A|[.!?…][\"'”’)\]]*\s)\s*\Z")
"""Matches the end of a text after which the next word begins a sentence."""
MOST_DECIMALS = 12
"""More decimals than any figure has: one in whose number they are all written is not rounded."""
FIGURE = "figure"
"""The key in the `meta` of what a reference printed for the id of its figure; what prints no number has none."""
LINK_TAG = re.compile(r"<(?P<end>/?)a\b", re.IGNORECASE)
"""Matches the tags of links that are written as HTML."""

Say = Callable[[str], str]
"""Returns a text of the interface in the language of the text around the figure."""
Write = Callable[[str, str, str], "Wording"]
"""Returns what is printed for a reference, the text before it and that text's language."""


def has_word(figure: Figure) -> bool:
    """Return whether a figure can be printed as a word: a whole number from one to twelve."""
    return figure.value % 1 == 0 and 1 <= figure.value <= len(WORDS)


def format_figure(figure: Figure, form: str, code: str, say: Say, unit: str) -> str:
    """Format a figure in one of its forms; the number is never rounded.

    Args:
        figure: The figure.
        form: One of `FORMS` except `name`, or empty for qualifier, number and unit.
        code: The language's code or locale.
        say: Returns a text of the interface in that language.
        unit: The unit in that language, with its forms if there are several.
    """
    if form == "word" and has_word(figure):
        return say(WORDS[int(figure.value) - 1])
    is_share = figure.unit == PERCENT and not form
    if is_share:
        text = format_share(figure.value / 100, code, decimals=MOST_DECIMALS)
    elif figure.unit in YEARS:
        text = str(figure.value)
    else:
        text = format_exact(figure.value, code)
    if form == "value":
        return text
    return _add_unit(figure, qualify_number(figure, text, say), code, "" if form or is_share else unit)


def write_exactly(figure: Figure, code: str, say: Say, unit: str) -> str:
    """Return a figure with all its digits, its qualifier and its unit: more than 15,240,000 people.

    Args:
        figure: The figure.
        code: The language's code or locale.
        say: Returns a text of the interface in that language.
        unit: The unit in that language, with its forms if there are several.
    """
    if figure.unit == PERCENT or figure.unit in YEARS:
        return format_figure(figure, "", code, say, unit)
    number = format_number(figure.value, code, MOST_DECIMALS)
    return _add_unit(figure, qualify_number(figure, number, say), code, unit)


def _add_unit(figure: Figure, text: str, code: str, unit: str) -> str:
    """Return the number of a figure with the form of its unit, if any."""
    if not unit:
        return text
    unit = choose_unit(figure, code, unit)
    return text + ("" if is_cjk(unit[0]) else " ") + unit


def qualify_number(figure: Figure, number: str, say: Say) -> str:
    """Return the number of a figure, as it is written, with the words of its qualifier: 超过1524万."""
    return say(QUALIFIERS[figure.qualifier]).replace("{number}", number) if figure.qualifier else number


def choose_unit(figure: Figure, code: str, unit: str) -> str:
    """Return the form of a unit that goes with a figure's number: person or people.

    Args:
        figure: The figure.
        code: The language's code or locale.
        unit: The unit in that language, with its forms if there are several.
    """
    forms = unit.split(FORMS_OF_UNIT)
    return forms[min(find_plural(figure.value, code), len(forms) - 1)]


def begins_sentence(before: str) -> bool:
    """Return whether the text after `before` begins a sentence."""
    return SENTENCE_BEGIN.search(before) is not None


def resolve_figures(children: Sequence[Token], write: Callable[[str, str], Token]) -> list[Token]:
    """Replace each reference to a figure with what it prints; the given tokens are not changed.

    Args:
        children: The inline tokens of a block, converted or translated.
        write: Returns the token for the content of a reference and the text before it.
    """
    tokens: list[Token] = []
    before = ""
    for child in children:
        token = child
        if child.type == TOKEN:
            token = write(child.content, before)
        elif child.children:
            token = copy_token(child)
            token.children = resolve_figures(child.children, write)
        before += " " if child.type in ("softbreak", "hardbreak") else token.content
        tokens.append(token)
    return tokens


def print_figures(children: Sequence[Token], written: str, write: Write | None, code: str) -> list[Token]:
    """Replace references to figures in a text with what they print, which is neither converted nor translated.

    Args:
        children: The inline tokens of the text; they are not changed.
        written: The text as it was written or translated.
        write: Writes a figure; None keeps references.
        code: The code of the text's language or script.

    Returns:
        The tokens; those that print a number have `FIGURE` in their meta.
    """
    if write is None or OPEN not in written:
        return list(children)

    def make(content: str, before: str) -> Token:
        wording = write(content, before, code)
        name, form = split_reference(content)
        # A unit without a translation is marked with its own language.
        token = make_html(wording.__html__()) if wording.foreign else make_text(wording.text)
        token.meta = {} if form == "name" else {FIGURE: name}
        return token

    return resolve_figures(children, make)


def prints_numbers(children: Sequence[Token]) -> bool:
    """Return whether any token prints the number of a figure; most blocks have none."""
    # A loop, since it runs for every block of every edition.
    for child in children:  # noqa: SIM110
        if FIGURE in child.meta:
            return True
    return False


def keep_quantities(children: Sequence[Token]) -> list[Token]:
    """Put each printed number and the word behind it into an element in which no line ends.

    Args:
        children: The inline tokens of a block with `FIGURE` in their meta; they are not changed.
    """
    tokens: list[Token] = []
    for child in children:
        found = QUANTITY.search(child.content) if FIGURE in child.meta and child.type == "text" else None
        if found is None or len(found[0]) > LONGEST_QUANTITY:
            tokens.append(child)
            continue
        before, after = child.content[: found.start()], child.content[found.end() :]
        opening = Token("span_open", "span", 1, attrs={"class": UNDIVIDED})
        tokens += [make_text(before), opening, make_text(found[0]), Token("span_close", "span", -1), make_text(after)]
    return tokens


def link_figures(kind: str, children: Sequence[Token], address: str) -> list[Token]:
    """Make links of the numbers that references printed, each to its figure on the page of all figures.

    Args:
        kind: The kind of block. Headings and titles hold no such links, as they hold no explanations.
        children: The inline tokens of the block with `FIGURE` in their meta; they are not changed.
        address: The relative address of the page of all figures.

    Returns:
        The tokens; inside a link, a number stays a text.
    """
    if kind not in EXPLAINED:
        return list(children)
    tokens: list[Token] = []
    depth = 0
    for child in children:
        if child.type in ("link_open", "link_close"):
            depth += child.nesting
        elif child.type == "html_inline":
            depth += sum(-1 if tag["end"] else 1 for tag in LINK_TAG.finditer(child.content))
        if FIGURE in child.meta and depth == 0:
            opening = Token("link_open", "a", 1, attrs={"class": "dz-value", "href": f"{address}#{child.meta[FIGURE]}"})
            tokens += [opening, child, Token("link_close", "a", -1)]
        else:
            tokens.append(child)
    return tokens
