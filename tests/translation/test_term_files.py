"""The glossary as CSV and TBX: rows, statuses, and the structure of TBX-Basic."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from lxml import etree

from duizhao.translation.term_files import format_csv, format_tbx, list_languages
from duizhao.translation.terms import Terms, read_terms

ROOT = Path(__file__).parents[2]
GLOSSARY = """
terms:
  - zh-Hans: [党建引领, 党建带动]
    zh-Hant: 黨建引領
    en: [Party building … led, Party building, Party-led]
    banned: ['Party & "construction"']
    note: "Not\\n<building> a party."
  - {zh-Hans: 网格员, en: [grid … worker], fr: [agent de grille]}
  - {zh-Hant: 里長, check: false, note: Taiwan only}
"""
STRUCTURE = """
<!ELEMENT martif (martifHeader, text)>
<!ATTLIST martif type CDATA #REQUIRED xml:lang CDATA #REQUIRED>
<!ELEMENT martifHeader (fileDesc, encodingDesc?, revisionDesc?)>
<!ELEMENT fileDesc (titleStmt?, publicationStmt?, sourceDesc+)>
<!ELEMENT sourceDesc (p+)>
<!ELEMENT encodingDesc (p+)>
<!ELEMENT p (#PCDATA)>
<!ATTLIST p type CDATA #IMPLIED>
<!ELEMENT text (body)>
<!ELEMENT body (termEntry+)>
<!ELEMENT termEntry ((descrip | note)*, langSet+)>
<!ATTLIST termEntry id ID #IMPLIED>
<!ELEMENT langSet ((descrip | note)*, tig+)>
<!ATTLIST langSet xml:lang CDATA #REQUIRED>
<!ELEMENT tig (term, termNote*, (descrip | note)*)>
<!ELEMENT term (#PCDATA)>
<!ELEMENT termNote (#PCDATA)>
<!ATTLIST termNote type CDATA #REQUIRED>
<!ELEMENT descrip (#PCDATA)>
<!ATTLIST descrip type CDATA #REQUIRED>
<!ELEMENT note (#PCDATA)>
"""
"""What the core structure of TBX-Basic says about the elements that are written, and about their order."""


def read_glossary(tmp_path: Path) -> Terms:
    """Read the glossary of these tests."""
    file = tmp_path / "glossary.yml"
    file.write_text(GLOSSARY, "utf-8")
    terms, problems = read_terms(file, file.name)
    assert problems == []
    return terms


def test_csv(tmp_path: Path) -> None:
    """There is a row for each Simplified form, with the preferred rendering; patterns give way to other renderings."""
    note, banned = "Not <building> a party.", 'Party & "construction"'

    assert list(csv.reader(io.StringIO(format_csv(read_glossary(tmp_path), "en")))) == [
        ["source", "target", "others", "traditional", "banned", "note"],
        ["党建引领", "Party building", "Party-led", "黨建引領", banned, note],
        ["党建带动", "Party building", "Party-led", "黨建引領", banned, note],
        ["网格员", "grid … worker", "", "", "", ""],
        ["里長", "", "", "里長", "", "Taiwan only"],
    ]


def test_tbx_says_what_to_use(tmp_path: Path) -> None:
    """An entry has the forms of both scripts, and renderings that are preferred, admitted and deprecated."""
    document = etree.fromstring(format_tbx(read_glossary(tmp_path), ["en", "fr"], "x").encode())
    words = [
        (group.get("{http://www.w3.org/XML/1998/namespace}lang"), *(part.text for part in term))
        for group in document.iterfind(".//termEntry[@id='c1']/langSet")
        for term in group
    ]

    assert words == [
        ("zh-Hans", "党建引领"),
        ("zh-Hans", "党建带动"),
        ("zh-Hant", "黨建引領"),
        ("en", "Party building", "preferredTerm-admn-sts"),
        ("en", "Party-led", "admittedTerm-admn-sts"),
        ("en", 'Party & "construction"', "deprecatedTerm-admn-sts"),
    ]
    assert document.findtext(".//termEntry[@id='c1']/note") == "Not <building> a party."
    assert document.findtext(".//termEntry[@id='c2']/langSet[3]/tig/term") == "agent de grille"
    assert list_languages(read_glossary(tmp_path)) == ("en", "fr")


def test_tbx_has_the_structure_of_tbx_basic(tmp_path: Path) -> None:
    """The elements and their order are those of TBX-Basic, also for the report's own glossary."""
    structure = etree.DTD(io.StringIO(STRUCTURE))
    own, problems = read_terms(ROOT / "translations/glossary.yml", "glossary.yml")

    assert problems == []
    for terms in (read_glossary(tmp_path), own):
        document = etree.fromstring(format_tbx(terms, list_languages(terms), "glossary.yml").encode())
        assert structure.validate(document), structure.error_log
        assert document.getroottree().docinfo.system_url == "TBXBasiccoreStructV02.dtd"
        assert len(document.findall(".//termEntry")) == len(terms.terms)
