"""Waivers in texts: what they are about, and what is said of those that are wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from duizhao.diagnostics import Diagnostic, Level, Span
from duizhao.rules.registry import list_rules
from duizhao.rules.waivers import Waiver, apply_waivers, check_waivers, read_waivers

CASES = yaml.safe_load(Path(__file__).with_name("waivers.yml").read_text("utf-8"))
PATH = "content/articles/a.md"


def describe(waiver: Waiver) -> str:
    """Return a waiver as the cases state it."""
    lines = f"{waiver.lines[0]}-{waiver.lines[-1]}" if waiver.lines else "-"
    place = f"{waiver.span.line}:{waiver.span.column}"
    return f"{place} {' '.join(waiver.codes)} ({waiver.reason}) {lines}"


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_reading(case: dict[str, Any]) -> None:
    """A waiver names rules and a reason, and is about the lines of its block, or about its line."""
    assert case["waivers"] == [describe(one) for one in read_waivers(case["text"], case.get("path", PATH))]


def test_application() -> None:
    """What a waiver names is left out in its lines; errors that stop every build stay."""
    text = "甲 <!-- check: allow image-alt, article-empty — 一 -->\n\n乙\n"
    found = [
        Diagnostic(Span(PATH, line), code, "…", level=level)
        for line in (1, 3)
        for code, level in (("image-alt", Level.WARNING), ("article-empty", Level.ERROR))
    ]
    waivers = read_waivers(text, PATH)
    kept, used = apply_waivers(found, {PATH: waivers}, list_rules())

    assert kept == found[1:]
    assert [str(one) for one in check_waivers(waivers, used, list_rules())] == [
        f"{PATH}:1:3: note: 'article-empty' cannot be allowed: no site can be built with it [check-waiver]"
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("image-alt", ["the waiver of 'image-alt' gives no reason", "the waiver of 'image-alt' allows nothing"]),
        ("", ["a waiver names no rule"]),
        ("image-atl — 一", ["a waiver names the unknown rule 'image-atl'"]),
        ("image-alt — 一", ["the waiver of 'image-alt' allows nothing"]),
        ("diagram-wrong — 一", []),
    ],
)
def test_what_is_wrong(written: str, expected: list[str]) -> None:
    """A waiver without a rule, a reason or an effect is noted; those of rules of a build cannot be judged."""
    waivers = read_waivers(f"甲 <!-- check: allow {written} -->\n", PATH)

    assert expected == [one.message for one in check_waivers(waivers, frozenset(), list_rules())]
