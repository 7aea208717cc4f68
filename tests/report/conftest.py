"""A small site, and its pages in three editions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from small_site import FILES

from duizhao.editing.content_index import ContentIndex
from duizhao.editing.pages import EditedPage, edit_page, list_pages
from duizhao.pipeline import Prepared, prepare


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    """Return the site, prepared for a build."""
    for path, text in FILES.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), "utf-8")
    return prepare(tmp_path)


@pytest.fixture
def pages(prepared: Prepared) -> Callable[[str, str], list[EditedPage]]:
    """Return a function that makes a page in every edition."""

    def make(kind: str, name: str) -> list[EditedPage]:
        found = []
        content_index = ContentIndex(prepared.site)
        for edition in prepared.site.settings.editions:
            page = next(one for one in list_pages(content_index, edition) if one.key == (kind, name))
            found.append(edit_page(page, prepared.edition_context(edition), content_index))
        return found

    return make
