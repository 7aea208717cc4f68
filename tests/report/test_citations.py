"""Citations: known-good ones in every style and edition, and files that other programs read."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from citeproc.source.bibtex.bibparse import BibTeXParser
from hypothesis import example, given, settings
from hypothesis import strategies as st

from duizhao.diagnostics import Span
from duizhao.editing.pages import EditedPage
from duizhao.model import Figure
from duizhao.pipeline import Prepared
from duizhao.report import citation_styles
from duizhao.report.citation_files import FORMATS, list_csl_fields, make_bibtex, make_csl, make_ris
from duizhao.report.citation_styles import ACCESS_DATE, STYLES, CitationStyles, format_directly, write_headline
from duizhao.report.citations import Citation, Name, cite_figure, make_citation, read_name
from duizhao.store import Store

KNOWN: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("citations.yml").read_text("utf-8"))
HOSTILE = "A “b” 'c' <d> & {e} $f$ 50% \\g #1 a_b ~x^2 } {"
TEX = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
}
Pages = Callable[[str, str], list[EditedPage]]


def make(title: str = "Three years", authors: tuple[str, ...] = (), edition: str = "en", **more: Any) -> Citation:
    """Make a citation."""
    site = more.pop("site", "治理观察")
    names = tuple(map(read_name, authors)) or (Name(site),)
    values = {"key": "a-en", "date": date(2026, 3, 2), "url": "https://example.org/a/", "note": "", **more}
    return Citation(title=title, lang=edition, authors=names, site=site, **values)


@pytest.fixture
def styles(tmp_path: Path) -> CitationStyles:
    """Return the styles with an empty cache."""
    return CitationStyles(Store(tmp_path))


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: f"{known['edition']} {known['title']}")
def test_a_citation_follows_the_rules_of_each_style(known: dict[str, Any], styles: CitationStyles) -> None:
    """An article is cited as the standards say, in the words and the punctuation of the edition."""
    own = {name: known[name] for name in ("site", "url") if name in known}
    citation = make(known["title"], tuple(known["authors"]), known["edition"], **own)
    found = {one.style: one.text for one in styles.format_all(citation, known["edition"])}

    plain = {name: str(text).replace("&#34;", '"').replace("&#39;", "'") for name, text in found.items()}
    assert {name: text.replace(str(ACCESS_DATE), "") for name, text in plain.items()} == {
        style.name: known[style.name] for style in STYLES
    }
    assert (ACCESS_DATE in found["GB/T 7714-2015"]) == bool(citation.url)


def test_a_pattern_is_made_once(tmp_path: Path, styles: CitationStyles, monkeypatch: pytest.MonkeyPatch) -> None:
    """Citations of one shape share a pattern, which another build finds in the cache."""
    first = styles.format_all(make("One", ("Ann Lee",)), "en")
    monkeypatch.setattr(citation_styles, "make_pattern", None)

    again = CitationStyles(Store(tmp_path)).format_all(make("One", ("Ann Lee",)), "en")
    assert again == first
    with pytest.raises(TypeError):
        styles.format_all(make("One", ("李明",)), "en")


def test_without_the_extra_there_are_files_only(styles: CitationStyles, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site can be built without citeproc-py; its readers then have BibTeX, RIS and CSL-JSON."""
    monkeypatch.setattr(citation_styles, "has_styles", lambda: False)
    assert styles.format_all(make(), "en") == ()


WORDS = st.from_regex(r"[A-Z][a-z]{1,8}( [a-z]{1,8}){0,4}", fullmatch=True)
NAMES = st.one_of(
    st.from_regex(r"[A-Z][a-z]{1,6}( [A-Z][a-z]{1,6}| [A-Z]\.)? [A-Z][a-z]{2,8}", fullmatch=True),
    st.sampled_from(["李明", "王芳", "UNESCO"]),
)


@settings(deadline=None, max_examples=12)
@given(
    title=WORDS,
    authors=st.lists(NAMES, min_size=1, max_size=5),
    day=st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    language=st.sampled_from(["zh-Hans", "en"]),
)
@example(title="Many", authors=["Ann Lee", "Bo Ek"] * 12, day=date(2026, 3, 2), language="en")
def test_a_filled_pattern_is_what_the_library_makes(
    title: str, authors: list[str], day: date, language: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In the styles that change no case, a citation is the same as if the library had formatted it by itself."""
    citation = make(title, tuple(authors), language, date=day)
    filled = CitationStyles(Store(tmp_path_factory.getbasetemp() / "patterns")).format_all(citation, language)
    fields = {**list_csl_fields(citation), "id": "x"}
    for style, one in zip(STYLES[: 2 if language == "en" else 1], filled, strict=False):
        direct = format_directly(fields, style, citation_styles.find_language(language))
        assert one.text.replace(ACCESS_DATE, "") == direct


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("李明", Name("李明")),
        ("李 明", Name("李 明")),
        ("UNESCO", Name("UNESCO")),
        ("John Q. Smith", Name("Smith", "John Q.")),
        ("Smith, John Q.", Name("Smith", "John Q.")),
        ("Ludwig van Beethoven", Name("van Beethoven", "Ludwig")),
        ("José María de la Cruz", Name("de la Cruz", "José María")),
    ],
)
def test_names(written: str, expected: Name) -> None:
    """A name in Latin letters has a family name, a Chinese one stays whole."""
    assert read_name(written) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("three years of pilots: the plan", "Three Years of Pilots: The Plan"),
        ("a step-by-step way", "A Step-by-Step Way"),
        ("What it is for", "What It Is For"),
        ("data from UNESCO and the county's off-site team", "Data from UNESCO and the County's Off-Site Team"),
        ("“the way” in Sichuan", "“The Way” in Sichuan"),
    ],
)
def test_headlines(title: str, expected: str) -> None:
    """Chicago begins the words of titles with capitals, except short ones in the middle."""
    assert write_headline(title) == expected


def test_bibtex() -> None:
    """A parser of BibTeX finds each field again, whatever signs it has; names stay whole where they are not divided."""
    citation = make(
        HOSTILE, ("John Q. Smith", "李明", "Smith and Sons, Ltd"), site="R&D", note=HOSTILE, url="https://a.b/%20c_d/"
    )
    data = make_bibtex(citation).decode()
    ((key, entry),) = BibTeXParser(io.StringIO(data)).items()

    assert (key, entry.document_type) == ("a-en", "online")
    assert entry["author"] == "Smith, John Q. and {李明} and {Smith and Sons}, Ltd"
    assert read_tex(entry["title"].removeprefix("{").removesuffix("}")) == read_tex(entry["note"]) == HOSTILE
    assert read_tex(entry["organization"]) == "R&D"
    assert (entry["url"], entry["year"], entry["langid"]) == ("https://a.b/%20c_d/", "2026", "english")
    assert "  month = mar,\n" in data
    assert "organization" not in make_bibtex(make()).decode()


def read_tex(text: str) -> str:
    """Return what TeX prints."""
    # Without what is escaped, no sign is left that means something to TeX.
    assert not re.search(r"[&%$#_~^{}]", re.sub(r"\\text\w+\{\}|\\[&%$#_]", "", text))
    return re.sub(r"\\text\w+\{\}|\\[&%$#_]", lambda found: TEX.get(found[0], found[0][-1]), text)


def test_ris() -> None:
    """Each line of RIS is a tag, two blanks, a hyphen, a blank and a value, and ends as on Windows."""
    data = make_ris(make("Line\nbreak – 《书》", ("John Q. Smith", "李明"), note="Data from:\r\nX"))
    lines = data.decode().split("\r\n")

    assert lines.pop() == ""
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in lines)
    assert (lines[0], lines[-1]) == ("TY  - ELEC", "ER  - ")
    assert [line[6:] for line in lines if line.startswith("AU")] == ["Smith, John Q.", "李明"]
    assert {"TI  - Line break – 《书》", "DA  - 2026/03/02/", "N1  - Data from: X"} < set(lines)


def test_csl() -> None:
    """CSL-JSON is a list of one item; what is not known is left out."""
    (item,) = json.loads(make_csl(make(HOSTILE, ("John Q. Smith", "李明"), url="")))
    assert item == {
        "id": "a-en",
        "type": "webpage",
        "title": HOSTILE,
        "author": [{"family": "Smith", "given": "John Q."}, {"literal": "李明"}],
        "container-title": "治理观察",
        "issued": {"date-parts": [[2026, 3, 2]]},
        "language": "en",
    }
    assert list(FORMATS) == ["bib", "ris", "json"]


def test_the_citation_of_an_article(prepared: Prepared, pages: Pages) -> None:
    """It has the words of the edition, the address of the page that is offered, and names the sources of its data."""
    found = pages("article", "plan")
    context = prepared.edition_context(prepared.site.settings.edition("en"))
    citation = make_citation(found[2], found, context, "https://example.org/")

    assert (citation.key, citation.title, citation.lang) == ("plan-en", "Plan", "en")
    assert citation.url == "https://example.org/en/articles/plan/"
    assert citation.note == "Data from: [记录] (2024, date inferred from the content)"
    assert make_citation(found[2], found, context, "").url == ""

    untranslated = pages("article", "pilot")
    citation = make_citation(untranslated[2], untranslated, context, "https://example.org/")
    assert (citation.title, citation.lang, citation.authors) == ("头发试点", "zh-Hans", (Name("张三"),))
    assert citation.url == "https://example.org/zh-hans/articles/pilot/"
    chinese = make_citation(
        untranslated[0], untranslated, prepared.edition_context(prepared.site.settings.edition("zh-Hans")), ""
    )
    assert chinese.note == "数据取自：[记录]（2024年，日期据内容推定）；报社《华西日报》（2024年4月）"


def test_the_citation_of_a_figure(prepared: Prepared) -> None:
    """A figure is pasted with its period, its source and its address."""
    figure = Figure(
        "f01", "志愿者", Decimal(70), "%", "", "sichuan", "2024", "asof", "digital", "huaxi2021", "", Span("")
    )
    contexts = {one.code: prepared.edition_context(one) for one in prepared.site.settings.editions}
    for context in contexts.values():
        context.texts.figures = {"f01": figure}
    assert cite_figure(figure, contexts["zh-Hans"], "https://a.b/#f01") == (
        "志愿者：70%（截至2024年）。数据取自：报社《华西日报》（2024年4月）。治理报告。https://a.b/#f01"
    )
    assert cite_figure(figure, contexts["en"], "https://a.b/#f01") == (
        "志愿者: 70% (as of 2024). Data from: 报社, “华西日报” (April 2024). 治理报告. https://a.b/#f01"
    )
