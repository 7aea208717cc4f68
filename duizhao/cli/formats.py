"""The formats of diagnostics for programs: JSON, SARIF, and those of two code hosts."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from duizhao import __version__
from duizhao.diagnostics import Diagnostic, Level, list_rows
from duizhao.rules.registry import Rule, list_rules

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
GITHUB_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
"""https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions"""
GITLAB_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.NOTE: "info"}
"""https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""
ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
"""What GitHub's commands want instead of some characters, the sign of the escapes first."""
PROPERTY_ESCAPES = {**ESCAPES, ":": "%3A", ",": "%2C"}


def format_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Format diagnostics as a JSON list of flat objects, for editors and scripts."""
    return _dump(list_rows(diagnostics))


def format_sarif(diagnostics: Iterable[Diagnostic]) -> str:
    """Format diagnostics as SARIF 2.1.0, with the text of each rule, which code hosts show beside the changed lines.

    https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    """
    found = list(diagnostics)
    codes = sorted({one.code for one in found})
    results: list[dict[str, Any]] = [
        {
            "ruleId": one.code,
            "ruleIndex": codes.index(one.code),
            "level": str(one.level),
            "message": {"text": f"{one.message}\n{one.hint}".strip()},
            "locations": [
                {
                    "physicalLocation": {
                        # A URI reference: a name may hold Chinese, a blank or a sign such as #.
                        "artifactLocation": {"uri": quote(one.span.path)},
                        "region": {"startLine": one.span.line, "startColumn": one.span.column},
                    }
                }
            ],
        }
        for one in found
    ]
    known = list_rules() if found else {}
    rules = [_describe_rule(known[code]) if code in known else {"id": code} for code in codes]
    driver = {"name": "duizhao", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dump({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def format_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Format diagnostics as commands of GitHub's workflows, which annotate the lines of a pull request."""
    lines = []
    for one in diagnostics:
        places = {"file": one.span.path, "line": one.span.line, "col": one.span.column, "title": one.code}
        properties = ",".join(f"{name}={_escape(str(value), PROPERTY_ESCAPES)}" for name, value in places.items())
        text = _escape(f"{one.message}\n{one.hint}".strip(), ESCAPES)
        lines.append(f"::{GITHUB_COMMANDS[one.level]} {properties}::{text}")
    return "\n".join(lines)


def format_gitlab(diagnostics: Iterable[Diagnostic]) -> str:
    """Format diagnostics as a Code Quality report of GitLab.

    The fingerprint of a problem does not depend on its line, so that it stays the same problem where lines are added
    above it; equal problems of a file are numbered.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    rows = []
    for one in diagnostics:
        key = (one.span.path, one.code, one.message)
        seen[key] += 1
        rows.append(
            {
                "description": f"{one.message}\n{one.hint}".strip(),
                "check_name": one.code,
                "fingerprint": hashlib.sha256(repr((*key, seen[key])).encode()).hexdigest(),
                "severity": GITLAB_SEVERITIES[one.level],
                "location": {"path": one.span.path, "lines": {"begin": one.span.line}},
            }
        )
    return _dump(rows)


FORMATTERS: Mapping[str, Callable[[Iterable[Diagnostic]], str]] = {
    "json": format_json,
    "sarif": format_sarif,
    "github": format_github,
    "gitlab": format_gitlab,
}
"""The formats for programs, by the name that `--format` has for them."""


def _describe_rule(rule: Rule) -> dict[str, Any]:
    """Return what SARIF says of a rule."""
    examples = [("Bad", one) for one in rule.bad] + [("Good", one) for one in rule.good]
    plain = "\n".join([rule.remedy, *(f"{verdict}: {one}" for verdict, one in examples)])
    fenced = [f"{verdict}:\n\n~~~~text\n{one}\n~~~~" for verdict, one in examples]
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.says},
        "fullDescription": {"text": f"{rule.says} {rule.more}".strip()},
        "help": {"text": plain, "markdown": "\n\n".join([rule.remedy, *fenced])},
        "defaultConfiguration": {"level": str(rule.level)},
    }


def _escape(text: str, escapes: Mapping[str, str]) -> str:
    """Replace the characters that a command of GitHub's workflows cannot hold."""
    for character, escape in escapes.items():
        text = text.replace(character, escape)
    return text


def _dump(value: Any) -> str:
    """Write a value as JSON that people can read."""
    return json.dumps(value, ensure_ascii=False, indent=2)
