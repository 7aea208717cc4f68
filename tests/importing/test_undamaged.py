"""Texts that are not damaged: importing them changes no character."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from opencc import OpenCC

from duizhao.importing.pipeline import import_data

ROOT = Path(__file__).parents[2]
TEXTS = (Path(__file__).parent / "undamaged.txt").read_text("utf-8").removesuffix("\n").split("\n%%\n")[1:]
"""Short texts, parted by lines of two percent signs."""
VARIANTS = {"Hans": "t2s", "TW": "s2tw", "HK": "s2hk"}
ARTICLES = sorted((ROOT / "content" / "articles").glob("*.md"))
PAGES = [*sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "adr").glob("*.md")), *sorted(ROOT.glob("*.md"))]
CATALOGS = sorted((ROOT / "translations" / "en" / "articles").glob("*.po"))
ARRANGEMENT = {
    *("blank", "front-matter", "heading", "kept-line", "line-break", "list-item", "markdown-escape", "metadata"),
    *("paragraph-end", "editors-note"),
}
"""Kinds of repairs that arrange a text, and change none of its words and marks."""
MARKUP = re.compile(r"^(?:#{1,6} |[-*+|] |\d+[.)] |\[\^|```|~~~|!!!|\?\?\?|===|---8<|<|:|\*\[|    ).*", re.MULTILINE)

DAY = re.compile(r"(?m)^\d{4}-\d\d-\d\d\n\n")
REFERENCE = re.compile(r"\{\{.*?\}\}|\[\^[^\]]+\]")
LINK = re.compile(r"\[([^\[\]]+)\]\([^()]+\)")


def _read_body(path: Path) -> str:
    return path.read_text("utf-8").split("---\n", 2)[2].strip("\n")


def _list_paragraphs(text: str) -> str:
    """Return the paragraphs of a Markdown text as plain text, without headings, lists, tables and footnotes."""
    blocks = [REFERENCE.sub("12", LINK.sub(r"\1", one)) for one in text.split("\n\n") if not MARKUP.match(one)]
    return "\n\n".join(one for one in blocks if "\n:" not in one and not set(one) & set("`*[]{}<>\\_~=$|"))


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_articles_stay_as_they_are(path: Path, variant: str) -> None:
    """An article in any edition comes out of an import as it went in, byte for byte."""
    text = OpenCC(VARIANTS[variant]).convert(_read_body(path))
    (piece,) = import_data(f"{text}\n".encode(), form="markdown").pieces
    assert piece.text.text == text


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_plain_paragraphs_stay_as_they_are(path: Path, variant: str) -> None:
    """So do the paragraphs of an article as plain text."""
    text = _list_paragraphs(OpenCC(VARIANTS[variant]).convert(_read_body(path)))
    assert "".join(piece.text.text for piece in import_data(text.encode()).pieces) == text


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_documents_stay_as_they_are(path: Path) -> None:
    """A document in Markdown with tables, code and lists, in English or Chinese, is not changed."""
    text = path.read_text("utf-8").strip("\n")
    text = text.split("---\n", 2)[2].strip("\n") if text.startswith("---\n") else text
    (piece,) = import_data(f"---\ntitle: x\n---\n\n{text}\n".encode(), form="markdown").pieces
    # The day below the title of an ADR goes to the front matter.
    assert piece.text.text in (text, DAY.sub("", text, count=1))


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.stem)
def test_english_stays_as_it_is(path: Path) -> None:
    """The English paragraphs of a catalog are not changed."""
    blocks = [entry.msgstr for entry in polib.pofile(str(path)) if entry.comment == "paragraph"]
    text = _list_paragraphs("\n\n".join(blocks))
    assert "".join(piece.text.text for piece in import_data(text.encode()).pieces) == text


@pytest.mark.parametrize("text", TEXTS)
def test_short_texts_stay_as_they_are(text: str) -> None:
    """No word and no mark of a text of any kind is changed."""
    result = import_data(text.encode())
    assert {one.kind for one in result.changes} <= ARRANGEMENT
    assert not any(re.search(r"[^\s\\#1-9.]", one.after) for one in result.changes)


def test_there_are_two_hundred_texts() -> None:
    """As many texts as the promise names."""
    assert len(TEXTS) + len(CATALOGS) + len(PAGES) + 2 * len(VARIANTS) * len(ARTICLES) >= 200
