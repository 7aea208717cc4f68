"""Adjustments: the levels that a site gives to rules, everywhere or in some files, as mkdocs.yml names them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from duizhao.diagnostics import Diagnostic, Level, Span, suggest
from duizhao.yaml_text import YamlText

OPTION = "rules"
OFF = "off"
LEVELS = (*map(str, Level), OFF)
CODE = "config-rules"
HINT = 'write  rules: {image-alt: note, "content/articles/2019-*.md": {link-broken: warning}}'
WILD = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
WILDCARDS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
"""What the signs of a pattern stand for, as regular expressions."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """The level that a rule has on a site, or in some of its files."""

    code: str
    """The rule."""
    level: Level | None
    """Its level; None if it is switched off."""
    span: Span
    """The place in mkdocs.yml."""
    pattern: str = ""
    """The files in which it has this level, as a path with `*`, `**` and `?`; empty for all."""

    def applies_to(self, path: str) -> bool:
        """Return whether a file, by its path relative to the site's folder, is one of its files."""
        return not self.pattern or compile_pattern(self.pattern).fullmatch(path) is not None


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return a pattern of paths as a regular expression: `*` ends at a slash, `**` does not."""
    return re.compile("".join(WILDCARDS.get(part) or re.escape(part) for part in WILD.findall(pattern)))


def read_adjustments(
    document: YamlText, options: Mapping[str, Any], at: tuple[str | int, ...], problems: list[Diagnostic]
) -> tuple[Adjustment, ...]:
    """Read which levels a site gives to rules, and report what cannot be meant.

    Whether there are such rules and files is checked later, with the rest of the site.

    Args:
        document: The configuration.
        options: The options of the plugin.
        at: Where they stand.
        problems: The list to which problems are added.

    Returns:
        Those for all files first, then those for some files in their order: the last one that applies counts.
    """
    written = options.get(OPTION) or {}
    place = (*at, OPTION)
    if not isinstance(written, dict):
        message = f"{OPTION}: expected rules with their levels, found {written!r:.40}"
        problems.append(Diagnostic(document.span(*place), CODE, message, HINT))
        return ()
    everywhere: list[Adjustment] = []
    somewhere: list[Adjustment] = []
    for key, value in written.items():
        if isinstance(value, dict):
            for code, level in value.items():
                somewhere += _read_level(document, (*place, key, code), level, problems, pattern=str(key))
        elif "/" in str(key) or "*" in str(key):
            message = f"{OPTION}: expected the rules of these files with their levels, found {value!r:.40}"
            problems.append(Diagnostic(document.span(*place, key), CODE, message, HINT))
        else:
            everywhere += _read_level(document, (*place, key), value, problems)
    return (*everywhere, *somewhere)


def _read_level(
    document: YamlText, place: tuple[str | int, ...], written: Any, problems: list[Diagnostic], *, pattern: str = ""
) -> list[Adjustment]:
    """Read the level of one rule; empty if it is reported."""
    # YAML reads `off` as a truth value.
    level = OFF if written is False else str(written)
    if level not in LEVELS:
        message = f"{place[-1]}: expected one of {', '.join(LEVELS)}, found {written!r:.40}"
        problems.append(Diagnostic(document.span(*place), CODE, message, suggest(level, LEVELS)))
        return []
    span = document.span(*place, key=True)
    return [Adjustment(str(place[-1]), None if level == OFF else Level(level), span, pattern)]
