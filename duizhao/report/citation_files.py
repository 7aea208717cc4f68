"""Citations as files for reference managers: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from duizhao.editing.addresses import DATA
from duizhao.editing.pages import Page
from duizhao.report.citations import Citation, Name

FOLDER = "citations/"
"""The folder of the files in that of an edition: no other download has such an address."""
TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
"""What TeX does not print as it is written. Braces get names, since BibTeX counts even those after a backslash."""
TEX_TABLE = str.maketrans(TEX)
SPECIAL = re.compile(f"[{re.escape(''.join(TEX))}]")
BIBTEX_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The months that every style of BibTeX defines."""
LANGUAGES = {"zh": "chinese", "en": "english"}
"""The names of languages in TeX."""


def make_bibtex(citation: Citation) -> bytes:
    """Format a citation for BibTeX and biblatex.

    BibTeX's own styles treat the type `online` as `misc`; those for GB/T 7714 and biblatex know it. Of the dates, the
    former read `year` and `month`, the latter `date`.
    """
    fields = {
        "author": " and ".join(map(_write_bibtex_name, citation.authors)),
        # The second pair of braces keeps capitals.
        "title": f"{{{_escape(citation.title)}}}",
        "organization": "" if citation.is_by_site else _escape(citation.site),
        "year": str(citation.date.year),
        "month": BIBTEX_MONTHS[citation.date.month - 1],
        "date": citation.date.isoformat(),
        "url": citation.url,
        "langid": LANGUAGES.get(citation.lang.partition("-")[0], ""),
        "note": _escape(citation.note),
    }
    lines = [f"  {name} = {text if name == 'month' else f'{{{text}}}'},\n" for name, text in fields.items() if text]
    return f"@online{{{citation.key},\n{''.join(lines)}}}\n".encode()


def _write_bibtex_name(name: Name) -> str:
    """Return the name of an author; braces keep one whole that is not divided, or that contains an `and`."""
    family, given = map(_escape, name)
    if not given or " and " in family:
        family = f"{{{family}}}"
    return f"{family}, {given}" if given else family


def _escape(text: str) -> str:
    return text.translate(TEX_TABLE) if SPECIAL.search(text) else text


def make_ris(citation: Citation) -> bytes:
    """Format a citation as RIS, whose lines end as on Windows."""
    tags = [
        ("TY", "ELEC"),
        ("ID", citation.key),
        *(("AU", f"{name.family}, {name.given}" if name.given else name.family) for name in citation.authors),
        ("TI", citation.title),
        ("T2", citation.site),
        ("PY", str(citation.date.year)),
        ("DA", f"{citation.date.isoformat().replace('-', '/')}/"),
        ("UR", citation.url),
        ("LA", citation.lang),
        ("N1", citation.note),
    ]
    lines = [f"{tag}  - {' '.join(text.split())}\r\n" for tag, text in tags if text]
    return ("".join(lines) + "ER  - \r\n").encode()


def make_csl(citation: Citation) -> bytes:
    """Format a citation as CSL-JSON."""
    return msgspec.json.encode([list_csl_fields(citation)]) + b"\n"


def list_csl_fields(citation: Citation) -> dict[str, Any]:
    """Return a citation as CSL-JSON describes it: https://docs.citationstyles.org/en/stable/specification.html."""
    day = citation.date
    fields = {
        "id": citation.key,
        "type": "webpage",
        "title": citation.title,
        "author": [
            {"family": name.family, "given": name.given} if name.given else {"literal": name.family}
            for name in citation.authors
        ],
        "container-title": citation.site,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "URL": citation.url,
        "language": citation.lang,
        "note": citation.note,
    }
    return {name: value for name, value in fields.items() if value}


FORMATS: Mapping[str, tuple[str, Callable[[Citation], bytes]]] = {
    "bib": ("BibTeX", make_bibtex),
    "ris": ("RIS", make_ris),
    "json": ("CSL-JSON", make_csl),
}
"""The name of each format, and what makes it, by the ending of its files."""


def citation_address(page: Page, ending: str) -> str:
    """Return the address of a file with the citation of an article, relative to the site's root."""
    return f"{DATA}{page.edition.folder}/{FOLDER}{page.name}.{ending}"


def list_citation_files(citation: Citation, page: Page) -> Iterator[tuple[str, bytes]]:
    """Yield the files with the citation of an article: their addresses relative to the site's root, and their bytes."""
    for ending, (_name, make) in FORMATS.items():
        yield citation_address(page, ending), make(citation)
