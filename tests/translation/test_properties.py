"""Two properties of extraction and rendering, over all of CommonMark and all that this site holds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from duizhao.editing.document import Job, edit_document
from duizhao.model import Document
from duizhao.settings import make_edition
from duizhao.source.document import LETTER, read_document
from duizhao.source.front_matter import split_front_matter
from duizhao.source.references import REFERENCE
from duizhao.translation.catalog import Catalog, Entry

ROOT = Path(__file__).parents[2]
SPEC = json.loads((ROOT / "tests/data/commonmark/spec.json").read_text("utf-8"))
ARTICLES = sorted((ROOT / "content").rglob("*.md"))
MARK = "§§"
DIALECT = Path(__file__).with_name("dialect.md").read_text("utf-8")
SILENT = ("code", "pre", "script", "style")
VOID = ("img", "br", "hr", "input", "meta", "link", "embed", "area", "source", "track", "wbr", "col", "param")
LABELS = {"missing": "Not translated yet", "stale": "Outdated translation"}


def list_texts() -> Iterator[tuple[str, str]]:
    """Give every text that the properties must hold for, with a name."""
    for example in SPEC:
        yield f"commonmark-{example['example']}", example["markdown"]
    for file in ARTICLES:
        text = file.read_text("utf-8")
        yield file.name, split_front_matter(text, file.name)[1]
    yield "dialect", DIALECT


TEXTS = dict(list_texts())


def render(document: Document, source: str, edition: str, translate: Callable[[str], str] | None = None) -> str:
    """Render a document in an edition, with a catalog of what `translate` makes of each message."""
    entries = {}
    if translate is not None:
        for block in document.blocks:
            if block.is_translated:
                text = block.text.removesuffix("\n")
                entries[block.context, text] = Entry(translate(text))
    catalog = Catalog(edition, "x.po", entries)
    job = Job(make_edition(edition), source, catalog, lambda target: target, LABELS)
    return edit_document(document, job).html


@pytest.mark.parametrize("name", TEXTS)
def test_translating_with_itself_changes_nothing(name: str) -> None:
    """A text whose every message is translated with itself is rendered to the same bytes."""
    document, _problems = read_document(TEXTS[name], "x.md")
    written = render(document, "fr", "fr")
    translated = render(document, "fr", "de", lambda text: text)
    assert translated == written


class Reader(HTMLParser):
    """Reads the text of each block as a reader sees it, and where machines read a mark."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str, str]] = []
        self.prose: dict[str, str] = {}
        """By the number of the block: its text, alternative texts included, code and addresses left out."""
        self.code: dict[str, str] = {}
        self.misplaced: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and the marks in attributes that only machines read."""
        values = {key: value or "" for key, value in attrs}
        self.open.append((tag, values.get("data-block", ""), values.get("href", "")))
        self.misplaced += [f"{tag} {key}={value}" for key, value in values.items() if MARK in value and key != "alt"]
        self.add(self.prose, values.get("alt", ""))
        if tag in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close an element and what was left open in it."""
        names = [name for name, _block, _target in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Add a text to its block; an address that is shown as such is none."""
        targets = [unquote(target).removeprefix("mailto:") for _tag, _block, target in self.open if target]
        # Elements around a block are raw HTML of the author's, such as a table cell with a paragraph in it.
        start = max((index for index, (_tag, block, _target) in enumerate(self.open) if block), default=0)
        if any(name in SILENT for name, _block, _target in self.open[start:]):
            self.add(self.code, data)
        elif unquote(data) not in targets:
            self.add(self.prose, data)

    def add(self, texts: dict[str, str], text: str) -> None:
        """Add a text to the nearest block; raw HTML belongs to none."""
        block = next((block for _tag, block, _target in reversed(self.open) if block), None)
        if block is not None:
            texts[block] = texts.get(block, "") + text


@pytest.mark.parametrize("name", TEXTS)
def test_every_prose_block_is_translated_and_nothing_else(name: str) -> None:
    """With a mark in every translation, each block of prose carries it, and no code, address or id does."""
    document, _problems = read_document(TEXTS[name], "x.md")
    html = render(document, "fr", "de", lambda text: f"{MARK} {text}")
    reader = Reader()
    reader.feed(html)
    reader.close()
    translated_code = {str(block.index) for block in document.blocks if block.is_translated and block.kind == "code"}
    # Without an edition's figures a reference is shown as it is typed; it is no prose.
    prose = {block: REFERENCE.sub("", text) for block, text in reader.prose.items()}
    assert {block for block, text in prose.items() if LETTER.search(text) and MARK not in text} == set()
    assert {block for block, text in reader.code.items() if MARK in text} == translated_code
    assert reader.misplaced == []
    # Footnotes may be referred to, and shown, more than once.
    # Charts are drawn by the edition they are for, of which there is none here.
    assert html.count(MARK) >= sum(block.is_translated and block.kind != "chart" for block in document.blocks)


def test_outdated_translations_are_folded_away() -> None:
    """Of every kind of block the source is shown, marked; its old text stands beside it and refers to no note."""
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
