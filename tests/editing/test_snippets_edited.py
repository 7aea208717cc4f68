"""Included texts in each edition: converted, translated, with links that work, and found by the search."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner

from duizhao.cli import group
from duizhao.editing.addresses import AddressBook
from duizhao.editing.document import EditedDocument, Job, edit_document
from duizhao.editions import make_edition
from duizhao.search.extract import read_blocks
from duizhao.settings import read_settings
from duizhao.source.inclusion import read_text_document
from duizhao.source.snippet_files import SnippetFiles
from duizhao.translation.catalog import Catalog, Entry

ARTICLE = "content/articles/2025/a.md"
PLACES = {"content/articles/b.md": "articles/b/", "content/pages/about.md": "about/"}
SNIPPET = (
    "内层[发](../../articles/b.md#x)，[乙]，-{zh-hans:[后](../../articles/b.md);zh-hant:[後](../../articles/b.md)}-。\n"
)
TEXT = '外[发](../b.md)，[乙]。\n\n--8<-- "snippets/deep/b.md"\n\n--8<-- "snippets/links.md"\n'
HREF = re.compile(r'href="([^"]*)"')


def edit(root: Path, text: str, code: str, entries: dict[str, Entry] | None = None) -> EditedDocument:
    """Edit the text of an article for an edition."""
    edition = make_edition(code)
    document, problems = read_text_document(text, ARTICLE, 1, SnippetFiles(read_settings(root)))
    assert problems == []
    book = AddressBook("content", edition, PLACES)
    catalog = None if entries is None else Catalog(code, "a.po", {("", key): one for key, one in entries.items()})
    labels = {"missing": "Not translated", "stale": "Outdated"}
    start = f"{edition.folder}/articles/a/"
    job = Job(edition, "zh-Hans", catalog, lambda target: book.resolve(document, start, target), labels)
    return edit_document(document, job)


@pytest.fixture
def root(tiny_source: Path) -> Path:
    """Return a site with two snippets at different depths."""
    (tiny_source / "content/snippets/deep").mkdir(parents=True)
    (tiny_source / "content/snippets/deep/b.md").write_text(SNIPPET, "utf-8")
    (tiny_source / "content/snippets/links.md").write_text("[乙]: ../pages/about.md\n", "utf-8")
    return tiny_source


@pytest.mark.parametrize("code", ["zh-Hans", "zh-Hant-TW", "en"])
def test_links_lead_to_what_their_own_file_names(code: str, root: Path) -> None:
    """Links of a snippet, of a definition in another one and in `-{ }-` work in every edition."""
    links = ["../b/", "../../about/", "../b/#x", "../../about/", "../b/"]
    assert HREF.findall(edit(root, TEXT, code, {}).html) == links


def test_links_of_translations(root: Path) -> None:
    """The links of a translation, and of an outdated one, are read as those of its source."""
    outer, inner = "外[发](../b.md)，[乙]。", SNIPPET.removesuffix("\n")
    entries = {
        outer: Entry("Out [hair](../b.md), [B][乙]."),
        inner: Entry("In [hair](../../articles/b.md#x), [B][乙].", fuzzy=True),
    }
    edited = edit(root, TEXT, "en", entries)
    assert (edited.missing, edited.stale) == (0, 1)
    first, *others = HREF.findall(edited.html)
    assert [first, *others[-2:]] == ["../b/", "../b/#x", "../../about/"]
    assert HREF.findall(edited.html.partition("<details")[2]) == ["../b/#x", "../../about/"]


def test_included_text_is_converted_and_found(root: Path) -> None:
    """Included blocks are converted and belong to the search index as those around them."""
    edited = edit(root, TEXT, "zh-Hant-TW")
    assert [block.text for block in edited.blocks or ()] == ["外發，乙。", "內層發，乙，後。"]
    assert edited.blocks == tuple(read_blocks(edited.html))


def test_translating_with_itself_changes_nothing(root: Path) -> None:
    """If every message of an article with snippets is translated with itself, the page has the same bytes."""
    document, _problems = read_text_document(TEXT, ARTICLE, 1, SnippetFiles(read_settings(root)))
    entries = {block.text: Entry(block.text) for block in document.blocks if block.is_translated}
    jobs = (
        Job(make_edition("fr"), "fr", None, str, {}),
        Job(make_edition("de"), "fr", Catalog("de", "x.po", {("", key): one for key, one in entries.items()}), str, {}),
    )
    written, translated = (edit_document(document, job).html for job in jobs)
    assert translated == written


def test_catalogs_name_the_snippet_and_offer_what_was_translated(root: Path) -> None:
    """Each including article has the message in its catalog, with its file; one is offered the other's translation."""
    (root / "content/snippets/shared.md").write_text("共同的一段话，两篇都有，译过一次。\n", "utf-8")
    (root / "content/snippets/shared.mmd").write_text("A[图里一字] --> B\n", "utf-8")
    for name in ("bridge", "lane"):
        with (root / f"content/articles/{name}.md").open("a", encoding="utf-8") as file:
            file.write('\n--8<-- "snippets/shared.md"\n\n```mermaid\nflowchart TD\n--8<-- "snippets/shared.mmd"\n```\n')
    update = ["--site", str(root), "catalog", "update"]
    assert CliRunner().invoke(group, update).exit_code == 0
    catalogs = [root / f"translations/en/articles/{name}.po" for name in ("bridge", "lane")]
    bridge = polib.pofile(str(catalogs[0]))
    entry = bridge.find("共同的一段话，两篇都有，译过一次。")
    assert entry is not None
    assert entry.occurrences == [("content/snippets/shared.md", "")]
    in_diagram = bridge.find("图里一字")
    assert in_diagram is not None
    assert in_diagram.occurrences == [("content/snippets/shared.mmd", "")]
    entry.msgstr = "Shared by both, translated once."
    bridge.save()
    result = CliRunner().invoke(group, update)
    assert result.exit_code == 0, result.output
    offered = polib.pofile(str(catalogs[1])).find("共同的一段话，两篇都有，译过一次。")
    assert offered is not None
    assert (offered.msgstr, offered.fuzzy) == ("Shared by both, translated once.", True)
