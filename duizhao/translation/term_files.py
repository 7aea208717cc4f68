"""The glossary as files for other programs: CSV for spreadsheets and Weblate, TBX for translation programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from duizhao.translation.terms import FORMS, GAP, Term, Terms

COLUMNS = ("source", "target", "others", "traditional", "banned", "note")
"""The columns of the CSV file; Weblate and the Translate Toolkit read the first two and pass over the others."""
SEPARATOR = "; "
DOCTYPE = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">\n'
XCS = "TBXBasicXCSV02.xcs"
"""The file in which TBX-Basic says which categories it has. https://www.gala-global.org/tbx-basic"""
PREFERRED, ADMITTED, BANNED = (f"{name}Term-admn-sts" for name in ("preferred", "admitted", "deprecated"))
"""How TBX-Basic says what is to be used, what may be used, and what must not."""
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def list_languages(terms: Terms) -> tuple[str, ...]:
    """Return the languages that a glossary has renderings in, in alphabetical order."""
    return tuple(sorted({language for term in terms.terms for language in term.renderings}))


def format_csv(terms: Terms, language: str) -> str:
    """Format a glossary as CSV with a row for each Simplified form of each term.

    Args:
        terms: The glossary.
        language: The language of the renderings.

    Returns:
        The text: the preferred rendering is the target, what is allowed beside it stands in `others`. Renderings with a
        gap (`governance … level`) are patterns, which are left out where a term has others.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for term in terms.terms:
        simplified, traditional = (term.scripts.get(script, ()) for script in FORMS)
        target, *others = _list_words(term, language) or ("",)
        rest = [SEPARATOR.join(words) for words in (others, traditional, term.banned)]
        writer.writerows([source, target, *rest, " ".join(term.note.split())] for source in simplified or traditional)
    return text.getvalue()


def format_tbx(terms: Terms, languages: Sequence[str], name: str) -> str:
    """Format a glossary as TBX-Basic: an entry for each term, with its forms in Chinese and its renderings.

    Args:
        terms: The glossary.
        languages: The languages of the renderings; what is banned stands under the first of them.
        name: What the file says about its source.
    """
    root = ET.Element("martif", {"type": "TBX-Basic", LANG: FORMS[0]})
    header = ET.SubElement(root, "martifHeader")
    description = ET.SubElement(ET.SubElement(header, "fileDesc"), "sourceDesc")
    ET.SubElement(description, "p").text = name
    encoding = ET.SubElement(header, "encodingDesc")
    ET.SubElement(encoding, "p", {"type": "XCSURI"}).text = XCS
    body = ET.SubElement(ET.SubElement(root, "text"), "body")
    for number, term in enumerate(terms.terms, 1):
        _add_entry(body, f"c{number}", term, languages)
    ET.indent(root)
    return DOCTYPE + ET.tostring(root, encoding="unicode") + "\n"


def _add_entry(body: ET.Element, name: str, term: Term, languages: Sequence[str]) -> None:
    """Add the entry of a term; TBX-Basic wants its note first, then a set of words for each language."""
    entry = ET.SubElement(body, "termEntry", {"id": name})
    if term.note:
        ET.SubElement(entry, "note").text = " ".join(term.note.split())
    for script in FORMS:
        _add_language(entry, script, ((form, "") for form in term.scripts.get(script, ())))
    for language in languages:
        allowed = _list_words(term, language)
        words = [(word, ADMITTED if number else PREFERRED) for number, word in enumerate(allowed)]
        banned = [(word, BANNED) for word in term.banned] if language == languages[0] else []
        _add_language(entry, language, [*words, *banned])


def _add_language(entry: ET.Element, language: str, words: Iterable[tuple[str, str]]) -> None:
    """Add the words of one language, each with its status if it has one; without words, there is no such set."""
    group: ET.Element | None = None
    for word, status in words:
        if group is None:
            group = ET.SubElement(entry, "langSet", {LANG: language})
        term = ET.SubElement(group, "tig")
        ET.SubElement(term, "term").text = word
        if status:
            ET.SubElement(term, "termNote", {"type": "administrativeStatus"}).text = status


def _list_words(term: Term, language: str) -> tuple[str, ...]:
    """Return the renderings of a term, without those that are patterns if there are others."""
    renderings = term.list_renderings(language)
    return tuple(one for one in renderings if GAP not in one) or renderings
