"""An updated index equals one that is made from nothing, and only what has changed is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import EDITIONS, REGIONS, THEMES, make_version

from duizhao.search import documents, packing, texts, update
from duizhao.search.columns import list_filters
from duizhao.search.documents import SearchDocument, divide_documents, index_name, sort_documents
from duizhao.search.index import Contents, Files, IndexState, pack_index
from duizhao.search.outlines import unite_outlines
from duizhao.search.packing import name_content
from duizhao.search.parts import Part, index_part
from duizhao.search.update import Update, update_index

INDEXES = {edition.code: index_name(edition) for edition in EDITIONS}
DAY = date(2025, 1, 1)
WORDS = ["治理", "网络", "网路", "社区", "villages", "roads", "5G", "软件平台", "题"]
OWN = [(), (("网格员", "格员"),), (("社区治理", "治理"), ("网格员", "格员"))]
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join)
ARTICLE = st.builds(
    lambda day, theme, region, rows: (day, theme.id, (region.id,), rows),
    st.integers(0, 30) | st.none(),
    st.sampled_from(THEMES),
    st.sampled_from(REGIONS),
    st.lists(TEXT, min_size=2, max_size=9),
)
SITE = st.dictionaries(st.integers(0, 30).map("report-{}".format), ARTICLE, max_size=14)


Parts = dict[str, Part]
"""The parts of an index by name."""


def make_documents(site: dict[str, Any]) -> list[SearchDocument]:
    """Make the documents of a site."""
    rows = []
    for name, (day, theme, regions, rows_of_text) in site.items():
        versions = [make_version(code, name, rows_of_text) for code in ("zh-Hans", "en")[: 1 + len(name) % 2]]
        when = None if day is None else DAY + timedelta(day)
        rows.append(SearchDocument("article", name, when, theme, regions, tuple(versions)))
    return sort_documents(rows)


def make_contents(site: dict[str, Any], words: tuple[tuple[str, ...], ...] = ()) -> tuple[Contents, Parts]:
    """Make what an index is made of."""
    rows = make_documents(site)
    parts = {name_content(repr(group).encode()): index_part(group, INDEXES) for group in divide_documents(rows)}
    filters = list_filters(rows, EDITIONS, [one.id for one in THEMES])
    return Contents(filters, EDITIONS, THEMES, REGIONS, words), parts


def pack(contents: Contents, parts: Parts) -> tuple[Files, IndexState]:
    """Make an index from nothing."""
    return pack_index(contents, unite_outlines({name: one.outline for name, one in parts.items()}), [*parts.values()])


class Index:
    """An index that is updated."""

    def __init__(self, contents: Contents, parts: Parts) -> None:
        self.parts = parts
        self.files: Files
        self.state: IndexState
        self.files, self.state = pack(contents, parts)
        self.read: list[str] = []
        self.loaded: list[str] = []

    def update(self, contents: Contents, parts: Parts) -> Update | None:
        """Update the index, and check that it equals one made from nothing."""
        known = self.parts | parts

        def load(name: str) -> Part:
            self.loaded.append(name)
            return known[name]

        found = update_index(self.state, contents, [*parts], load=load, read=self._read)
        files, state = pack(contents, parts)
        if found is not None:
            kept = {path: data for path, data in self.files.items() if path not in found.dropped}
            assert found.dropped <= self.files.keys()
            assert kept | found.files == files
            assert found.files.keys() & self.files.keys() <= {"manifest.json"}
            assert found.state == state
        self.parts, self.files, self.state = parts, files, state
        return found

    def _read(self, path: str) -> bytes:
        self.read.append(path)
        return self.files[path]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make parts, shards and groups of texts small, so that a small site has many."""
    for module, name, value in (
        *((documents, name, value) for name, value in (("PART", 2), ("LEAST", 1), ("MOST", 4))),
        *((packing, name, value) for name, value in (("LEAST", 20), ("MOST", 60), ("SPREAD", 20))),
        (texts, "GROUP", 100),
    ):
        monkeypatch.setattr(module, name, value)


@given(sites=st.lists(st.tuples(SITE, st.sampled_from(OWN)), min_size=2, max_size=4), many=st.sampled_from([1, 4]))
def test_any_other_site(sites: list[tuple[dict[str, Any], Any]], many: int) -> None:
    """After an update from any site to any other one, the index equals one made from nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(update, "MANY", many)
        index = Index(*make_contents(*sites[0]))
        for site, words in sites[1:]:
            index.update(*make_contents(site, words))


EDIT = st.tuples(st.sampled_from(["text", "more", "less", "new", "gone", "newest"]), st.integers(0, 99), TEXT, ARTICLE)


def edit(site: dict[str, Any], what: tuple[str, int, str, Any]) -> dict[str, Any]:
    """Edit a site: a text, its length, or an article as a whole."""
    kind, number, text, article = what
    if kind == "newest":
        return {**site, f"report-{len(site)}-newest": (40 + len(site), *article[1:])}
    if kind == "new" or not site:
        return {**site, f"report-{number}": article}
    name = sorted(site)[number % len(site)]
    if kind == "gone":
        return {other: row for other, row in site.items() if other != name}
    *head, rows = site[name]
    place = number % len(rows)
    edited = {
        "text": [*rows[:place], text, *rows[place + 1 :]],
        "more": [*rows[:place], text, *rows[place:]],
        "less": rows[:place] + rows[place + 1 :] if len(rows) > 2 else rows,
    }
    return {**site, name: (*head, edited[kind])}


@given(site=SITE, edits=st.lists(EDIT, min_size=1, max_size=8))
def test_edits(site: dict[str, Any], edits: Sequence[tuple[str, int, str, Any]]) -> None:
    """After any edits, one by one, the index equals one made from nothing."""
    index = Index(*make_contents(site))
    for what in edits:
        site = edit(site, what)
        index.update(*make_contents(site))


def make_site(count: int = 60) -> dict[str, Any]:
    """Make articles with many different terms."""
    chars = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
    site = {}
    for number in range(count):
        rows = ["".join(chars[number * 50 + place * 10 :][:10]) for place in range(5)]
        site[f"report-{number:03}"] = (number, "people", ("sichuan",), ["题", "摘要", *rows])
    return site


def test_a_changed_text_is_cheap() -> None:
    """A changed paragraph makes the files of its terms and texts, and reads no others."""
    site = make_site()
    index = Index(*make_contents(site))
    shards = [path for path in index.files if path.startswith("zh/")]
    found = index.update(*make_contents(edit(site, ("text", 30, "道路", None))))
    assert found is not None
    made = [path.split("/")[0] for path in found.files]
    assert made.count("texts") <= 2
    assert len([path for path in index.read if path.startswith("zh/")]) < len(shards) / 4
    assert made.count("zh") < len(shards) / 4
    assert made.count("en") <= made.count("zh")
    assert len(index.loaded) == 2, "the part as it was and as it is"


def test_a_newest_article_moves_no_other() -> None:
    """A new article is an update, as its number is the highest."""
    site = make_site()
    index = Index(*make_contents(site))
    assert index.update(*make_contents({**site, "newest": (99, "people", (), ["题", "摘要", "道路"])})) is not None


def test_what_moves_most_documents_is_made_from_nothing() -> None:
    """An article deleted or inserted before most others changes their numbers: all is packed."""
    site = make_site()
    index = Index(*make_contents(site))
    before = {"before": (-1, "people", (), ["题", "摘要", "道路"])}
    assert index.update(*make_contents(site | before)) is None
    assert index.update(*make_contents(site)) is None


def test_a_lost_file_or_part_is_no_update() -> None:
    """If something of the index before is lost, all is packed."""
    site = make_site()
    index = Index(*make_contents(site))
    contents, new = make_contents(edit(site, ("text", 30, "道路", None)))
    parts = index.parts | new

    assert update_index(index.state, contents, [*new], load=new.get, read=index.files.get) is None
    assert update_index(index.state, contents, [*new], load=parts.get, read=lambda _path: None) is None
    assert update_index(index.state, contents, [*new], load=parts.get, read=index.files.get) is not None


def test_other_editions_are_no_update() -> None:
    """If there is an index more or less, all is packed."""
    contents, parts = make_contents(make_site())
    index = Index(contents, parts)
    assert index.update(replace(contents, editions=EDITIONS[:2]), parts) is None
