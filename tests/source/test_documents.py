"""Documents: blocks, headings, links and problems of a Markdown text, with their lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from described_documents import describe
from hypothesis import given
from hypothesis import strategies as st

from duizhao.source.document import is_internal, read_document
from duizhao.source.links import resolve_link

CASES = yaml.safe_load(Path(__file__).with_name("documents.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_document(case: dict[str, Any]) -> None:
    """A document has the blocks, headings, links and problems of its case."""
    assert describe(case["source"]) == case["expected"]


@given(
    st.lists(
        st.sampled_from(["段落", "## 标题", "- 项\n- 项", "| 年 |\n|---|\n| 1 |", "> 引", "```\nx\n```", "<p>x</p>"])
    )
)
def test_indexes_follow_each_other(parts: list[str]) -> None:
    """Blocks are numbered without gaps in the order of their lines, and ids of headings are unique."""
    document, _problems = read_document("\n\n".join(parts), "a.md")
    assert [one.index for one in document.blocks] == list(range(len(document.blocks)))
    assert [one.line for one in document.blocks] == sorted(one.line for one in document.blocks)
    assert len({one.id for one in document.headings}) == len(document.headings)


@pytest.mark.parametrize(
    ("target", "path", "fragment"),
    [
        ("b.md", "content/articles/b.md", ""),
        ("../index.md#plan", "content/index.md", "plan"),
        ("#目标", "content/articles/a.md", "目标"),
        ("%E5%9B%BE.svg", "content/articles/图.svg", ""),
        ("./x/../b.md", "content/articles/b.md", ""),
    ],
)
def test_resolve_link(target: str, path: str, fragment: str) -> None:
    """A link is resolved relative to its own file."""
    found = resolve_link(read_document("", "content/articles/a.md")[0], target)
    assert (found.path, found.fragment) == (path, fragment)


@pytest.mark.parametrize(
    ("target", "internal"),
    [
        ("b.md", True),
        ("#a", True),
        ("https://a.b", False),
        ("//a.b/c", False),
        ("mailto:a", False),
        ("http://[", False),
    ],
)
def test_is_internal(target: str, *, internal: bool) -> None:
    """A target with a scheme or a host, or an invalid one, is external."""
    assert is_internal(target) is internal
