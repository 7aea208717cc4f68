"""Taxonomies: lists of entries as typed values."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.diagnostics import Span
from duizhao.model import Term
from duizhao.settings import Settings
from duizhao.source.schema import make_schema
from duizhao.source.taxonomies import read_glossary

GLOSSARY = "- term: 试点\n- term: 社区\n  explanation: 设有居委会。\n- term: 1234\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a site without content files."""
    (tmp_path / "content").mkdir()
    return Settings(tmp_path, "", "", "", "", "content", "site", ())


def test_a_glossary_keeps_its_order(settings: Settings) -> None:
    """Every term has its position, and its explanation if the file has one."""
    (settings.content_folder / "glossary.yml").write_text(GLOSSARY, "utf-8")
    path = "content/glossary.yml"
    terms = (
        Term("试点", "", Span(path, 1, 3)),
        Term("社区", "设有居委会。", Span(path, 2, 3)),
        Term("1234", "", Span(path, 4, 3)),
    )
    assert read_glossary(settings) == (terms, [])


@pytest.mark.parametrize("text", [None, "", "# none yet\n", "[]\n"])
def test_a_site_needs_no_glossary(settings: Settings, text: str | None) -> None:
    """Without the file, or without terms in it, the glossary is empty and there is no problem."""
    if text is not None:
        (settings.content_folder / "glossary.yml").write_text(text, "utf-8")
    assert read_glossary(settings) == ((), [])


def test_the_schema_of_a_glossary() -> None:
    """An entry requires its term, may have an explanation, and allows no other key."""
    schema = make_schema("glossary")
    described = schema["$defs"]["TermRow"]
    assert schema["type"] == "array"
    assert described["required"] == ["term"]
    assert described["properties"].keys() == {"term", "explanation"}
    assert described["additionalProperties"] is False
