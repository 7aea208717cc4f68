"""A fixture that edits documents for an edition."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from duizhao.editing.document import EditedDocument, Job, edit_document
from duizhao.editions import make_edition
from duizhao.source.document import read_document
from duizhao.translation.catalog import Catalog, Entry

Edit = Callable[..., EditedDocument]


@pytest.fixture
def edit() -> Edit:
    """Return a function that edits a Markdown text for an edition."""

    def run(
        text: str,
        code: str,
        source: str = "zh-Hans",
        entries: dict[str, Entry] | None = None,
        icons: dict[str, str] | None = None,
    ) -> EditedDocument:
        document, _problems = read_document(text, "content/articles/a.md", icons=icons or {})
        catalog = None if entries is None else Catalog(code, "a.po", {("", key): one for key, one in entries.items()})
        labels = {"missing": "Not translated", "stale": "Outdated"}
        job = Job(make_edition(code), source, catalog, lambda target: f"../{target}", labels)
        return edit_document(document, job)

    return run
