"""Diagnostics as text and in the formats for programs, sorted and without duplicates."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from duizhao.cli.formats import FORMATTERS, format_github, format_gitlab, format_json, format_sarif
from duizhao.diagnostics import Diagnostic, Level, SourceError, Span, format_text, has_errors, sort_diagnostics, suggest

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


def test_sarif_says_what_the_rules_are() -> None:
    """SARIF has the texts of each rule in its list, which each result points to; paths are URI references."""
    other = Diagnostic(Span("content/文 1#.md", 3), "of-a-plugin", "…")
    run = json.loads(format_sarif([ERROR, WARNING, other]))["runs"][0]
    rules = run["tool"]["driver"]["rules"]

    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        "theme-unknown",
        "image-alt",
        "of-a-plugin",
    ]
    assert rules[0]["shortDescription"] == {"text": "An image says in words what it shows."}
    assert rules[0]["defaultConfiguration"] == {"level": "warning"}
    assert rules[0]["help"]["text"].splitlines() == [
        "Say in the brackets what it shows.",
        "Bad: ![](map.svg)",
        "Good: ![四川省地图，标出试点县](map.svg)",
    ]
    assert rules[1] == {"id": "of-a-plugin"}
    place = run["results"][2]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "content/%E6%96%87%201%23.md"}


def test_sarif_has_the_parts_that_its_schema_requires() -> None:
    """SARIF has the properties of the 2.1.0 schema that are used here, with their types, and no others."""
    place = {"artifactLocation": {"uri": str}, "region": {"startLine": int, "startColumn": int}}
    text = {"text": str}
    rule = {
        "id": str,
        "shortDescription": text,
        "fullDescription": text,
        "help": {"text": str, "markdown": str},
        "defaultConfiguration": {"level": str},
    }
    result = {
        "ruleId": str,
        "ruleIndex": int,
        "level": str,
        "message": text,
        "locations": [{"physicalLocation": place}],
    }
    driver = {"name": str, "version": str, "rules": [rule]}
    run = {"tool": {"driver": driver}, "columnKind": str, "results": [result]}

    assert describe(json.loads(format_sarif([ERROR, WARNING]))) == {"$schema": str, "version": str, "runs": [run]}


def describe(value: object) -> object:
    """Return the shape of a value of JSON: types instead of values, and one entry for the equal ones of a list."""
    if isinstance(value, dict):
        return {key: describe(one) for key, one in value.items()}
    if isinstance(value, list):
        shapes = [describe(one) for one in value]
        return [one for at, one in enumerate(shapes) if one not in shapes[:at]]
    return type(value)


def test_github() -> None:
    """Each problem is a command in one line, with what would end a value escaped."""
    odd = Diagnostic(Span("content/a,b:c.md", 1), "image-alt", "100%: a::b", level=Level.NOTE)

    assert format_github([ERROR, WARNING, odd]).splitlines() == [
        "::error file=content/a.md,line=12,col=5,title=theme-unknown::unknown theme 'digitl'%0Adid you mean 'digital'?",
        "::warning file=content/a.md,line=9,col=1,title=image-alt::no text%0Asay%0Ait",
        "::notice file=content/a%2Cb%3Ac.md,line=1,col=1,title=image-alt::100%25: a::b",
    ]


def test_gitlab() -> None:
    """Each problem has what a Code Quality report requires, and a fingerprint that its line does not change."""
    moved = replace(WARNING, span=WARNING.span._replace(line=90))
    first, second = json.loads(format_gitlab([WARNING, moved]))

    assert {**first, "fingerprint": ""} == {
        "description": "no text\nsay\nit",
        "check_name": "image-alt",
        "fingerprint": "",
        "severity": "minor",
        "location": {"path": "content/a.md", "lines": {"begin": 9}},
    }
    assert json.loads(format_gitlab([moved]))[0]["fingerprint"] == first["fingerprint"] != second["fingerprint"]


def test_nothing_to_say() -> None:
    """Without problems the output is empty but valid."""
    assert format_text([]) == ""
    assert {name: make([]) for name, make in FORMATTERS.items() if name != "sarif"} == {
        "json": "[]",
        "github": "",
        "gitlab": "[]",
    }
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
