"""Diagnostics as text, JSON and SARIF, sorted and without duplicates."""

from __future__ import annotations

import json

import pytest

from duizhao.diagnostics import (
    Diagnostic,
    Level,
    SourceError,
    Span,
    format_json,
    format_sarif,
    format_text,
    has_errors,
    sort_diagnostics,
    suggest,
)

ERROR = Diagnostic(Span("content/a.md", 12, 5), "theme-unknown", "unknown theme 'digitl'", "did you mean 'digital'?")
WARNING = Diagnostic(Span("content/a.md", 9), "image-alt", "no text", "say\nit", Level.WARNING)


def test_text() -> None:
    """A problem is one line with position, level, message and code, followed by its indented hint."""
    assert format_text([ERROR, WARNING]).splitlines() == [
        "content/a.md:12:5: error: unknown theme 'digitl' [theme-unknown]",
        "    did you mean 'digital'?",
        "content/a.md:9:1: warning: no text [image-alt]",
        "    say",
        "    it",
    ]


def test_json() -> None:
    """JSON has the same fields, flat."""
    assert json.loads(format_json([ERROR])) == [
        {
            "path": "content/a.md",
            "line": 12,
            "column": 5,
            "level": "error",
            "code": "theme-unknown",
            "message": "unknown theme 'digitl'",
            "hint": "did you mean 'digital'?",
        }
    ]


def test_sarif() -> None:
    """SARIF lists each rule once, and each result with its position."""
    log = json.loads(format_sarif([ERROR, WARNING, ERROR]))
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["image-alt", "theme-unknown"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "error"]
    assert run["results"][0]["message"]["text"] == "unknown theme 'digitl'\ndid you mean 'digital'?"
    assert run["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "content/a.md"},
        "region": {"startLine": 12, "startColumn": 5},
    }


def test_nothing_to_say() -> None:
    """Without problems the output is empty but valid."""
    assert format_text([]) == ""
    assert json.loads(format_json([])) == []
    assert json.loads(format_sarif([]))["runs"][0]["results"] == []


def test_order() -> None:
    """Problems are sorted by file, line and column as numbers, without duplicates."""
    assert sort_diagnostics([ERROR, WARNING, ERROR]) == (WARNING, ERROR)


def test_errors() -> None:
    """Warnings are not errors, and an exception carries all diagnostics."""
    assert not has_errors([WARNING])
    assert has_errors([WARNING, ERROR])
    assert SourceError([WARNING, ERROR]).diagnostics == (WARNING, ERROR)


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("digitl", ["digital", "people"], "did you mean 'digital'?"),
        ("dgiital", ["digital", "people"], "did you mean 'digital'?"),
        ("xyz", ["digital", "people"], "known here: digital, people"),
        ("xyz", [f"known{number}" for number in range(13)], ""),
        ("xyz", [], ""),
    ],
)
def test_suggestion(word: str, known: list[str], hint: str) -> None:
    """The hint contains the nearest known word, or else all known words if they are few."""
    assert suggest(word, known) == hint
