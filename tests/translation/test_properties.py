"""Two properties of extraction and rendering, for all CommonMark examples and all texts of this site."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from compositions import COMPOSITIONS
from hypothesis import example as explicitly
from hypothesis import given, settings

from duizhao.editing.diagrams.edition import DiagramContext
from duizhao.editing.document import Job, edit_document
from duizhao.editions import make_edition
from duizhao.model import Document
from duizhao.source.document import LETTER, read_document
from duizhao.source.front_matter import split_front_matter
from duizhao.source.references import REFERENCE
from duizhao.translation.catalog import Catalog, Entry

ROOT = Path(__file__).parents[2]
SPEC = json.loads((ROOT / "tests/data/commonmark/spec.json").read_text("utf-8"))
ARTICLES = sorted((ROOT / "content").rglob("*.md"))
MARK = "§§"
DIALECT = Path(__file__).with_name("dialect.md").read_text("utf-8")
TEXTUAL = (("img", "alt"), ("abbr", "title"), ("span", "data-label"))
"""Attributes that hold prose."""
SHOWN_AS_CODE = ("code", "diagram")
"""The kinds of blocks that stand in code; a diagram does where nothing draws it."""
SILENT = ("code", "pre", "script", "style")
VOID = ("img", "br", "hr", "input", "meta", "link", "embed", "area", "source", "track", "wbr", "col", "param")
LABELS = {"missing": "Not translated yet", "stale": "Outdated translation"}


def list_texts() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each document that the properties must hold for."""
    for example in SPEC:
        yield f"commonmark-{example['example']}", example["markdown"]
    for file in ARTICLES:
        text = file.read_text("utf-8")
        yield file.name, split_front_matter(text, file.name)[1]
    yield "dialect", DIALECT


TEXTS = dict(list_texts())


def render(document: Document, source: str, edition: str, translate: Callable[[str], str] | None = None) -> str:
    """Render a document in an edition, with `translate` applied to each message as its catalog."""
    entries = {}
    if translate is not None:
        for block in document.blocks:
            if block.is_translated:
                diagram = document.diagrams.get(block.index)
                for text in [one.text for one in diagram.texts] if diagram else [block.text.removesuffix("\n")]:
                    entries[block.context, text] = Entry(translate(text))
    catalog = Catalog(edition, "x.po", entries)
    draw = DiagramContext(None, "", "").draw
    job = Job(make_edition(edition), source, catalog, lambda target: target, LABELS, draw_diagram=draw)
    return edit_document(document, job).html


@pytest.mark.parametrize("name", TEXTS)
def test_translating_with_itself_changes_nothing(name: str) -> None:
    """A text whose messages are translated with themselves renders to the same bytes."""
    check_identity(TEXTS[name])


@given(COMPOSITIONS)
@settings(max_examples=300)
def test_translating_any_text_with_itself_changes_nothing(text: str) -> None:
    """The same holds for constructs in one another."""
    check_identity(text)


def check_identity(text: str) -> None:
    """See that a text translated with itself renders to the same bytes, with the typography of the language."""
    document, _problems = read_document(text, "x.md")
    written = render(document, "fr", "fr")
    translated = render(document, "fr", "fr-CA", lambda text: text)
    assert translated == written


class Reader(HTMLParser):
    """A parser that collects the visible text of each block, and marks in attributes for machines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str, str]] = []
        self.prose: dict[str, str] = {}
        """Prose by block number, including alternative texts, but without code and addresses."""
        self.code: dict[str, str] = {}
        self.misplaced: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record an element, and marks in attributes that hold no prose."""
        values = {key: value or "" for key, value in attrs}
        # The name of a file is no prose.
        block = "" if values.get("translate") == "no" else values.get("data-block", "")
        self.open.append((tag, block, values.get("href", "")))
        self.misplaced += [
            f"{tag} {key}={value}" for key, value in values.items() if MARK in value and (tag, key) not in TEXTUAL
        ]
        self.add(self.prose, values.get("alt", ""))
        if tag in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close an element and all unclosed elements inside it."""
        names = [name for name, _block, _target in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Add a text to its block, unless it is an address shown as such."""
        targets = [
            unquote(target).removeprefix("mailto:").removeprefix("http://")
            for _tag, _block, target in self.open
            if target
        ]
        # Elements around a block are the author's raw HTML, such as a table cell that contains a paragraph.
        start = max((index for index, (_tag, block, _target) in enumerate(self.open) if block), default=0)
        if any(name == "math" for name, _block, _target in self.open[start:]):
            # A formula without words is no prose, and its words stand in the message of its paragraph.
            return
        if any(name in SILENT for name, _block, _target in self.open[start:]):
            self.add(self.code, data)
        elif unquote(data).removeprefix("http://") not in targets:
            self.add(self.prose, data)

    def add(self, texts: dict[str, str], text: str) -> None:
        """Add a text to the nearest block; raw HTML outside blocks is ignored."""
        block = next((block for _tag, block, _target in reversed(self.open) if block), None)
        if block is not None:
            texts[block] = texts.get(block, "") + text


@pytest.mark.parametrize("name", TEXTS)
def test_every_prose_block_is_translated_and_nothing_else(name: str) -> None:
    """If every translation contains a mark, so does each block of prose, but no code, address or id."""
    document, html = check_marks(TEXTS[name])
    # Footnotes may be referred to, and shown, more than once. Charts are drawn per edition, and there is none here.
    assert html.count(MARK) >= sum(block.is_translated and block.kind != "chart" for block in document.blocks)


@explicitly("```mermaid\nflowchart LR\n    甲[居民] --> 乙\n```\n")
@given(COMPOSITIONS)
@settings(max_examples=300)
def test_prose_in_any_text_is_translated_and_nothing_else(text: str) -> None:
    """The same holds for constructs in one another."""
    check_marks(text)


def check_marks(text: str) -> tuple[Document, str]:
    """See that translations with a mark bring it into each block of prose and nowhere else; return what is shown."""
    document, _problems = read_document(text, "x.md")
    html = render(document, "fr", "de", lambda text: f"{MARK} {text}")
    reader = Reader()
    reader.feed(html)
    reader.close()
    translated_code = {str(one.index) for one in document.blocks if one.is_translated and one.kind in SHOWN_AS_CODE}
    # Without an edition's figures a reference is shown as written; it is not prose.
    prose = {block: REFERENCE.sub("", text) for block, text in reader.prose.items()}
    assert {block for block, text in prose.items() if LETTER.search(text) and MARK not in text} == set()
    assert {block for block, text in reader.code.items() if MARK in text} == translated_code
    assert reader.misplaced == []
    return document, html


def test_outdated_translations_are_folded_away() -> None:
    """Every kind of stale block shows its marked source, with the old text folded away, without footnote references."""
    document, _problems = read_document(DIALECT, "x.md")
    blocks = [block for block in document.blocks if block.is_translated]
    entries = {
        (block.context, block.text.removesuffix("\n")): Entry(f"{MARK} {block.text}", fuzzy=True) for block in blocks
    }
    job = Job(make_edition("de"), "fr", Catalog("de", "x.po", entries), lambda target: target, LABELS)
    edited = edit_document(document, job)
    folded = re.findall(r'<details class="dz-old">.*?</details>', edited.html, re.DOTALL)
    shown = re.sub(r'<details class="dz-old">.*?</details>', "", edited.html, flags=re.DOTALL)

    assert (edited.stale, edited.missing, edited.translated) == (len(blocks), 0, 0)
    assert [text.count(MARK) for text in folded] == [1] * len(blocks)
    assert edited.html.count('class="dz-stale" lang="fr"') == len(blocks)
    assert MARK not in shown
    assert [
        text for text in folded if "footnote-ref" in text or "[^" in text or "<img" in text or "<input" in text
    ] == []
