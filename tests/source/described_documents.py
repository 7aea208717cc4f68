"""Descriptions of documents, in the form of documents.yml."""

from __future__ import annotations

from typing import Any

from duizhao.source.document import read_document


def describe(source: str) -> dict[str, Any]:
    """Read a document as if it began at line 8 of a file, and return its parts as plain values."""
    document, problems = read_document(source, "content/articles/a.md", first_line=8)
    return {
        "blocks": [[one.kind, one.line, one.text, one.section] for one in document.blocks],
        "headings": [[one.level, one.id, one.block] for one in document.headings],
        "links": [[one.target, str(one.span), one.image] for one in document.links],
        "problems": [str(one) for one in problems],
    }
