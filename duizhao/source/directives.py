"""Directives: instructions for translators and waivers of rules in comments, which are removed from pages.

`<!-- i18n: … -->` is a note to translators, `<!-- i18n:context: … -->` distinguishes two equal texts that need two
translations, `<!-- i18n:skip -->` excludes a text from translation, `<!-- i18n:translate -->` includes a block of code.
On its own line, a directive applies to what follows: a paragraph, a heading, a whole list or table. Inside a
paragraph, heading or table cell, it applies to that block.

`<!-- check: allow CODE — reason -->` is a waiver. Here it is removed like the others, so that neither a page nor a
message of a catalog has it; `duizhao.rules.waivers` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.token import Token

from duizhao.diagnostics import Diagnostic, Level, Span, suggest

COMMENT = re.compile(r"<!--\s*(?:i18n\s*:(?P<content>.*?)|check\s*:\s*allow\b.*?)-->", re.DOTALL)
COMMENTS_ALONE = re.compile(rf"\s*(?:{COMMENT.pattern.replace('?P<content>', '?:')}\s*)+", re.DOTALL)
NAMED = re.compile(r"(?P<name>[a-z-]+)(?:\s*:\s*(?P<value>.*))?", re.DOTALL)
NOTE, CONTEXT, SKIP, TRANSLATE = "note", "context", "skip", "translate"
NAMES = (CONTEXT, SKIP, TRANSLATE)


@dataclass(frozen=True, slots=True)
class Advice:
    """The directives that apply to a block."""

    note: str = ""
    """A note to translators."""
    context: str = ""
    """What distinguishes the text from an equal one."""
    is_skipped: bool = False
    """Whether the block is excluded from translation."""
    is_code_translated: bool = False
    """Whether the block is translated if it is code."""

    def extend(self, more: Advice) -> Advice:
        """Return this advice combined with that of further directives; a later context wins."""
        return Advice(
            note="\n".join(one for one in (self.note, more.note) if one),
            context=more.context or self.context,
            is_skipped=self.is_skipped or more.is_skipped,
            is_code_translated=self.is_code_translated or more.is_code_translated,
        )


NO_ADVICE = Advice()


def take_directives(
    tokens: Sequence[Token], path: str, first_line: int
) -> tuple[list[Token], dict[int, Advice], list[Diagnostic]]:
    """Remove the directives from a token stream.

    Args:
        tokens: The stream.
        path: The file, for messages.
        first_line: The number of the text's first line in the file.

    Returns:
        The tokens without directives; the advice by index in these tokens; and all problems found.
    """
    if not any("i18n" in token.content or "check" in token.content for token in tokens):
        return list(tokens), {}, []
    kept: list[Token] = []
    advice: dict[int, Advice] = {}
    problems: list[Diagnostic] = []
    pending, place = NO_ADVICE, Span(path)
    around: list[Advice] = []
    for token in tokens:
        span = Span(path, (token.map[0] if token.map else 0) + first_line)
        if token.type == "html_block" and COMMENTS_ALONE.fullmatch(token.content):
            said = _read_all(token.content, span, problems)
            pending, place = pending.extend(said), span if said != NO_ADVICE else place
            continue
        if token.nesting == -1:
            if pending != NO_ADVICE:
                problems.append(_report_lost(place))
                pending = NO_ADVICE
            around.pop()
        elif token.nesting == 1:
            around.append((around[-1] if around else NO_ADVICE).extend(pending))
            pending = NO_ADVICE
        else:
            said = (around[-1] if around else NO_ADVICE).extend(pending)
            pending = NO_ADVICE
            if token.type == "inline":
                said = said.extend(_take_inline(token, span, problems))
            if said != NO_ADVICE:
                advice[len(kept)] = said
        kept.append(token)
    if pending != NO_ADVICE:
        problems.append(_report_lost(place))
    return kept, advice, problems


def _take_inline(token: Token, span: Span, problems: list[Diagnostic]) -> Advice:
    """Remove the directives from the text of one block, and return their advice."""
    said = NO_ADVICE
    is_changed = False
    children: list[Token] = []
    for child in token.children or ():
        # If the same comment also occurs in code, it is unclear which one to cut from the source text.
        if child.type == "html_inline" and COMMENT.fullmatch(child.content) and token.content.count(child.content) == 1:
            said = said.extend(_read_all(child.content, span, problems))
            is_changed = True
            before, after = token.content.split(child.content)
            token.content = before.rstrip(" ") + after if not after.strip() else before + after.lstrip(" ")
            continue
        children.append(child)
    if is_changed:
        _trim(children)
        token.children = children
    return said


def _trim(children: Sequence[Token]) -> None:
    """Strip the spaces that a removed directive leaves at the ends of a block and between texts."""
    if children and children[0].type == "text":
        children[0].content = children[0].content.lstrip(" ")
    if children and children[-1].type == "text":
        children[-1].content = children[-1].content.rstrip(" ")
    for before, after in pairwise(children):
        if before.type == after.type == "text" and before.content.endswith(" "):
            after.content = after.content.lstrip(" ")


def _read_all(html: str, span: Span, problems: list[Diagnostic]) -> Advice:
    """Combine the advice of all directives in one or more comments."""
    said = NO_ADVICE
    for advice in _read(html, span, problems):
        said = said.extend(advice)
    return said


def _read(html: str, span: Span, problems: list[Diagnostic]) -> Iterator[Advice]:
    """Yield the advice of each directive, and report unknown directives."""
    for found in COMMENT.finditer(html):
        if found["content"] is None:
            continue
        content = " ".join(found["content"].split())
        if found["content"][:1].isspace():
            yield Advice(note=content)
            continue
        named = NAMED.fullmatch(content)
        name, value = (named["name"], (named["value"] or "").strip()) if named else (content, "")
        if name == CONTEXT and value:
            yield Advice(context=value)
        elif name == SKIP and not value:
            yield Advice(is_skipped=True)
        elif name == TRANSLATE and not value:
            yield Advice(is_code_translated=True)
        else:
            message = f"unknown directive 'i18n:{content}'"
            hint = suggest(name, NAMES) if name not in NAMES else f"write  <!-- i18n:{_EXAMPLES[name]} -->"
            hint += "\na note to translators has a blank behind the colon:  <!-- i18n: note -->"
            problems.append(Diagnostic(span, "directive-unknown", message, hint))


_EXAMPLES = {CONTEXT: "context: what it means here", SKIP: "skip", TRANSLATE: "translate"}


def _report_lost(span: Span) -> Diagnostic:
    """Return the warning that nothing follows a directive."""
    hint = "put it on a line of its own before the text that it is about"
    return Diagnostic(span, "directive-lost", "nothing follows this directive", hint, Level.WARNING)
