"""Terms of the glossary, explained at their first use in a text."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from duizhao.diagnostics import Span
from duizhao.editing.document import Job, edit_document
from duizhao.editing.glossary import Glossary
from duizhao.editing.texts import Texts
from duizhao.model import Term
from duizhao.settings import read_settings
from duizhao.source.document import read_document
from duizhao.translation.catalog import Catalog, read_catalog

HERE = Path(__file__).parent
DATA: dict[str, Any] = yaml.safe_load((HERE / "glossary.yml").read_text("utf-8"))
TERMS = [Term(row["term"], row.get("explanation", ""), Span("glossary.yml")) for row in DATA["terms"]]
LINK = re.compile(r'<a class="dz-term" href="\.\./\.\./glossary/#[^"]+" aria-describedby="[^"]+">(.*?)</a>')
NOTES = re.compile(r'<div class="dz-term-notes">.*</div>', re.DOTALL)
LINES = re.compile(r"<br>|</(?:h2|li|t[hd]|p)>")
SETTINGS = "site_name: 报告\ndocs_dir: content\nplugins: [duizhao]\n"


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """Return the English catalog of the terms."""
    names = {term.term for term in TERMS}
    entries = (
        ('msgctxt "glossary"\n' if source in names else "") + f'msgid "{source}"\nmsgstr "{target}"\n'
        for source, target in DATA["english"].items()
    )
    file = tmp_path / "site.po"
    file.write_text("\n".join(entries), "utf-8")
    found, problems = read_catalog(file, "site.po", "en")
    assert found is not None
    assert problems == []
    return found


def edit(text: str, code: str, catalog: Catalog, root: Path) -> str:
    """Edit a text as an article of an edition; an English text serves as its own translation."""
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    edition = read_settings(root).edition(code)
    texts = Texts(edition, "zh-Hans", catalog if code == "en" else None)
    explainer = Glossary(TERMS, texts).open(f"{edition.folder}/articles/a/")
    document, problems = read_document(text, "a.md")
    assert problems == []
    source = "en" if code == "en" else "zh-Hans"
    job = Job(edition, source, None, lambda target: target, {"missing": "", "stale": ""}, explainer=explainer)
    return edit_document(document, job).html


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: f"{case['edition']} {case['text'][:20]}")
def test_terms_are_explained_at_their_first_use(case: dict[str, str], catalog: Catalog, tmp_path: Path) -> None:
    """The longest explained term is linked once, but never in headings, links or code."""
    html = LINK.sub(r"[\1]", NOTES.sub("", edit(case["text"], case["edition"], catalog, tmp_path)))
    lines = unescape(re.sub(r"<[^>]+>", "", LINES.sub("\n", html.replace("\n", "")))).split("\n")
    assert [line for line in lines if line] == case["shown"].split("\n")


def test_each_explained_term_has_its_note(catalog: Catalog, tmp_path: Path) -> None:
    """A note is hidden, has the id that its term refers to, and contains the edition's explanation."""
    html = edit("grid workers, governance", "en", catalog, tmp_path)
    described = re.findall(r'aria-describedby="([^"]+)"', html)
    notes = re.findall(r'id="([^"]+)" role="tooltip" hidden><b>([^<]+)</b> ([^<]+)<', html)
    assert notes == [
        ("dz-term-网格员", "grid worker", "Somebody in charge of a grid."),
        ("dz-term-治理", "governance", "Managing public affairs."),
    ]
    assert described == [name for name, _word, _text in notes]


def test_a_text_without_terms_is_left_as_it_is(catalog: Catalog, tmp_path: Path) -> None:
    """If no term is used, there are no notes."""
    assert edit("村里的事。", "zh-Hans", catalog, tmp_path) == '<p data-block="0">村里的事。</p>\n'
