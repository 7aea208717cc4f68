"""Directives in comments: their effect on blocks, and that no page contains them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from duizhao.editing.document import Job, edit_document
from duizhao.editions import make_edition
from duizhao.source.document import read_document

CASES = yaml.safe_load(Path(__file__).with_name("directives.yml").read_text("utf-8"))
LABELS = {"missing": "", "stale": ""}


def render(text: str) -> str:
    """Render a text in its own language."""
    document, _problems = read_document(text, "x.md")
    return edit_document(document, Job(make_edition("en"), "en", None, lambda target: target, LABELS)).html


@pytest.mark.parametrize("name", CASES)
def test_a_directive_is_about_what_follows_it(name: str) -> None:
    """A directive has the effect of its case on the blocks of its case."""
    case = CASES[name]
    document, problems = read_document(case["text"], "x.md", first_line=1)
    messages = [
        {
            "text": block.text,
            **({"note": block.note} if block.note else {}),
            **({"context": block.context} if block.context else {}),
        }
        for block in document.blocks
        if block.is_translated
    ]
    assert messages == case.get("messages", [])
    assert [f"{one.span.line} {one.code}" for one in problems] == case.get("problems", [])


@pytest.mark.parametrize("name", CASES)
def test_a_directive_leaves_no_trace(name: str) -> None:
    """A page with directives has the same HTML as one without them."""
    case = CASES[name]
    assert render(case["text"]) == render(case["without"])
