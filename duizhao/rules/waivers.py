"""Waivers: an author's statement that a rule does not apply to a line or block, with the reason.

`<!-- check: allow CODE — reason -->` stands in Markdown, `# check: allow CODE — reason` in front matter and YAML. On a
line of its own, a waiver applies to the block or entry that follows; behind a text, to its line, in a paragraph also to
the lines above. Code holds no waivers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from duizhao.diagnostics import Diagnostic, Level, Span, suggest
from duizhao.rules.registry import Rule, is_fixed

CODE = "check-waiver"
SIGN = "check:"
COMMENT = re.compile(r"<!--\s*check\s*:\s*allow\b(?P<rest>.*?)-->")
YAML_COMMENT = re.compile(r"(?:^|(?<=\s))#\s*check\s*:\s*allow\b(?P<rest>.*)$")
SUFFIXES = (".md", ".yml", ".yaml")
"""The files that hold waivers."""
REASON = re.compile(r"\s*[—–:：]+\s*|\s+-+\s+|\s*--+\s*")
"""The separator between the codes, which hold hyphens, and the reason."""
NAMES = re.compile(r"[\s,，、]+")
FENCE = re.compile(r"^[\s>]*(?P<sign>`{3,}|~{3,})")
HEAD = "---"
"""The line before and after front matter."""
SINGLE = re.compile(r"^\s*(?:\||#|>|[-*+]\s|\d{1,9}[.)]\s|:\s)")
"""The beginning of a line that does not continue the line above."""
TICKS = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
"""Code within a line, in which a comment is shown as text."""
EXAMPLE = "<!-- check: allow {codes} — reason -->"
YAML_EXAMPLE = "# check: allow {codes} — reason"


@dataclass(frozen=True, slots=True)
class Waiver:
    """One comment that allows something."""

    span: Span
    """Its place."""
    codes: tuple[str, ...]
    """The rules that it names."""
    reason: str
    """The reason; empty if none is given."""
    lines: range
    """The lines that it applies to, counted from 1."""
    example: str = EXAMPLE
    """How it is written in such a file."""


def may_hold_waivers(path: str) -> bool:
    """Return whether a file, by its path, is one in which waivers are looked for."""
    return path.endswith(SUFFIXES)


def read_waivers(text: str, path: str) -> tuple[Waiver, ...]:
    """Return the waivers of a file in their order.

    Args:
        text: The text of the file.
        path: Its path, relative to the site's folder.
    """
    if SIGN not in text.replace("check :", SIGN):
        return ()
    lines = text.split("\n")
    if not path.endswith(".md"):
        return tuple(_read_yaml(lines, 0, len(lines), path))
    begin = 0
    if lines[0].rstrip() == HEAD:
        begin = next((at + 1 for at, line in enumerate(lines[1:], 1) if line.rstrip() == HEAD), 0)
    return (*_read_yaml(lines, 0, begin, path), *_read_markdown(lines, begin, path))


def apply_waivers(
    diagnostics: Iterable[Diagnostic], waivers: Mapping[str, Sequence[Waiver]], rules: Mapping[str, Rule]
) -> tuple[list[Diagnostic], frozenset[tuple[Span, str]]]:
    """Leave out what waivers allow.

    Args:
        diagnostics: What was found.
        waivers: The waivers by file.
        rules: The rules by code; the errors of fixed ones cannot be allowed.

    Returns:
        What is left, and place and code of each waiver that allowed something.
    """
    kept: list[Diagnostic] = []
    used: set[tuple[Span, str]] = set()
    for one in diagnostics:
        matching = [
            waiver
            for waiver in waivers.get(one.span.path, ())
            if one.code in waiver.codes and one.span.line in waiver.lines
        ]
        used.update((waiver.span, one.code) for waiver in matching)
        if is_fixed(one, rules) or not matching:
            kept.append(one)
    return kept, frozenset(used)


def check_waivers(
    waivers: Iterable[Waiver], used: frozenset[tuple[Span, str]], rules: Mapping[str, Rule]
) -> Iterator[Diagnostic]:
    """Yield, as notes, what is wrong with waivers.

    Args:
        waivers: The waivers of a site.
        used: Place and code of those that allowed something.
        rules: The rules by code.
    """
    for waiver in waivers:
        names = ", ".join(waiver.codes)
        if not waiver.codes:
            yield _note(waiver, "a waiver names no rule", f"write  {waiver.example.format(codes='image-alt')}")
        elif not waiver.reason:
            yield _note(
                waiver, f"the waiver of '{names}' gives no reason", f"write  {waiver.example.format(codes=names)}"
            )
        for code in waiver.codes:
            rule = rules.get(code)
            if rule is None:
                yield _note(waiver, f"a waiver names the unknown rule '{code}'", suggest(code, rules))
            elif (waiver.span, code) in used:
                if rule.is_fixed:
                    message = f"'{code}' cannot be allowed: no site can be built with it"
                    yield _note(waiver, message, f"duizhao check --explain {code}  says what to do")
            elif rule.is_checked:
                hint = "delete it, or put it on a line before the block that it is about, or at the end of the line"
                yield _note(waiver, f"the waiver of '{code}' allows nothing", hint)


def _note(waiver: Waiver, message: str, hint: str) -> Diagnostic:
    """Return a note about a waiver."""
    return Diagnostic(waiver.span, CODE, message, hint, Level.NOTE)


def _make_waiver(found: re.Match[str], span: Span, lines: range, example: str = EXAMPLE) -> Waiver:
    """Make a waiver from its comment."""
    names, *reason = REASON.split(found["rest"].strip(), maxsplit=1)
    codes = tuple(name for name in NAMES.split(names) if name)
    return Waiver(span, codes, reason[0].strip() if reason else "", lines, example)


def _read_yaml(lines: Sequence[str], begin: int, end: int, path: str) -> Iterator[Waiver]:
    """Yield the waivers of some lines of YAML."""
    for at in range(begin, end):
        found = YAML_COMMENT.search(lines[at]) if SIGN[:-1] in lines[at] else None
        if found is None:
            continue
        span = Span(path, at + 1, found.start() + 1)
        covered = range(at + 1, at + 2)
        if not lines[at][: found.start()].strip():
            covered = _find_entry(lines, at + 1, end)
        yield _make_waiver(found, span, covered, YAML_EXAMPLE)


def _find_entry(lines: Sequence[str], at: int, end: int) -> range:
    """Return the lines of the entry of YAML that begins at or after a line: those that are indented further."""
    while at < end and (not lines[at].strip() or lines[at].lstrip().startswith("#")):
        at += 1
    if at >= end:
        return range(0)
    indent = _indent(lines[at])
    last = at + 1
    while last < end and (not lines[last].strip() or _indent(lines[last]) > indent):
        last += 1
    return range(at + 1, last + 1)


def _indent(line: str) -> int:
    """Return the number of blanks at the beginning of a line."""
    return len(line) - len(line.lstrip())


def _read_markdown(lines: Sequence[str], begin: int, path: str) -> Iterator[Waiver]:
    """Yield the waivers of the lines of a Markdown text."""
    at = begin
    while at < len(lines):
        line = lines[at]
        if end := _find_fence_end(lines, at):
            at = end
            continue
        for found in COMMENT.finditer(line):
            if any(code.start() < found.start() < code.end() for code in TICKS.finditer(line)):
                continue
            if not COMMENT.sub("", line).strip(" \t>"):
                covered = _find_block(lines, at + 1)
            else:
                covered = range(_find_start(lines, at, begin) + 1, at + 2)
            yield _make_waiver(found, Span(path, at + 1, found.start() + 1), covered)
        at += 1


def _find_fence_end(lines: Sequence[str], at: int) -> int:
    """Return the line after the block of code that begins in a line; 0 if none does."""
    found = FENCE.match(lines[at])
    if found is None or (found["sign"][0] == "`" and "`" in lines[at][found.end() :]):
        return 0
    sign = found["sign"]
    for number in range(at + 1, len(lines)):
        text = lines[number].strip(" \t>")
        if len(text) >= len(sign) and not text.strip(sign[0]):
            return number + 1
    return len(lines)


def _find_block(lines: Sequence[str], at: int) -> range:
    """Return the lines of the block that begins at or after a line: up to an empty line, or a whole block of code."""
    while at < len(lines) and (not lines[at].strip() or not COMMENT.sub("", lines[at]).strip(" \t>")):
        at += 1
    if at >= len(lines):
        return range(0)
    last = at
    while last < len(lines) and lines[last].strip():
        last = _find_fence_end(lines, last) or last + 1
    return range(at + 1, last + 1)


def _find_start(lines: Sequence[str], at: int, begin: int) -> int:
    """Return the first line of the paragraph that a line ends; the line itself if it is an item, a row or a heading."""
    while at > begin and not SINGLE.match(lines[at]) and lines[at - 1].strip():
        at -= 1
    return at
