"""Diagnostics: written as text, JSON and SARIF, in order, each once."""

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
    """A problem is one line with place, level, message and code; its hint stands indented below."""
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
    """SARIF names each rule once and gives each result its place."""
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
    """Without problems the formats are empty and valid."""
    assert format_text([]) == ""
    assert json.loads(format_json([])) == []
    assert json.loads(format_sarif([]))["runs"][0]["results"] == []


def test_order() -> None:
    """Problems stand in the order of file, line and column as numbers, each once."""
    assert sort_diagnostics([ERROR, WARNING, ERROR]) == (WARNING, ERROR)


def test_errors() -> None:
    """Warnings alone are no errors, and an error carries all that was found."""
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
    """The nearest known word is named, else the known ones where they are few."""
    assert suggest(word, known) == hint
