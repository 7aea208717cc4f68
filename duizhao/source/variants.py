"""The conversion markup `-{ }-`, known from MediaWiki, as an inline rule of the parser.

`-{原文}-` is never converted; `-{zh-hans:出租车;zh-tw:計程車;en:taxi}-` sets the wording of each edition;
`-{出租车=>zh-tw:計程車}-` replaces in one edition what the others convert. Rules are parsed as in MediaWiki:
https://www.mediawiki.org/wiki/Writing_systems/Syntax
https://github.com/wikimedia/mediawiki/blob/master/includes/language/ConverterRule.php

There are two intentional differences. Languages other than Chinese can have values too (`en:`). Of MediaWiki's
flags, only `-{R|…}-` has the same meaning; the others define rules for a whole page, for which there is `conversion:`
in the front matter. `check` reports them, and the text is read as if there were no flag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from duizhao.source.sanitising import DEFAULT
from duizhao.source.shortcodes import ICONS

TOKEN = "variant"  # noqa: S105 -- a token of Markdown
FALLBACKS: Mapping[str, tuple[str, ...]] = {
    "zh-Hans": ("zh-hans", "zh-cn", "zh-sg", "zh-my", "zh"),
    "zh-Hant-TW": ("zh-tw", "zh-hant", "zh-hk", "zh-mo", "zh"),
    "zh-Hant-HK": ("zh-hk", "zh-mo", "zh-hant", "zh-tw", "zh"),
}
"""Codes whose values an edition uses, in MediaWiki's fallback order; the first one present wins."""
ALIASES = {"zh-hans-cn": "zh-cn", "zh-hant-tw": "zh-tw", "zh-hant-hk": "zh-hk", "zh-hant-mo": "zh-mo"}
"""Aliases of MediaWiki's codes, among them the codes of editions."""
CHINESE = "zh-hans-cn|zh-hant-tw|zh-hant-hk|zh-hant-mo|zh-hans|zh-hant|zh-cn|zh-tw|zh-hk|zh-sg|zh-mo|zh-my|zh"
CODE = rf"(?:(?i:{CHINESE})|[a-z]{{2,3}}(?:-[A-Z]{{2}})?)"
"""Chinese codes in any case, those of other languages in proper case only: `-{PM:2.5}-` is not a rule."""
FLAG = re.compile(r"\s*(?P<flag>[A-Z+-])\s*\|")
RAW = "R"
OPEN, CLOSE = "-{", "}-"
DEPTH = 10
"""Maximum nesting depth of rules, as in MediaWiki; it bounds the cost of many unclosed marks."""
MARKS = re.compile(r"-\{|\}-|(?P<ticks>`+)")
MASK = "\ue001"


@dataclass(frozen=True, slots=True)
class Rules:
    """The parsed content of a `-{ }-`."""

    text: str
    """The content without its flag, which is shown if it is raw."""
    flag: str = ""
    """The flag before the first `|`; empty if there is none."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Wording by lower-case code; empty if the content is raw."""
    one_way: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Code → the source form and its replacement."""

    @property
    def is_raw(self) -> bool:
        """Whether the content is a text that is never converted."""
        return not self.values and not self.one_way

    def find_value(self, edition: str) -> str | None:
        """Return the wording of an edition in MediaWiki's order: its own, its fallbacks, one-way rules."""
        codes = FALLBACKS.get(edition, (edition.lower(),))
        for code in codes:
            if code in self.values:
                return self.values[code]
        return self.one_way[codes[0]][1] if codes[0] in self.one_way else None

    def serves(self, edition: str) -> bool:
        """Return whether an edition has something to show; of one-way rules, each can show the source form."""
        return self.is_raw or bool(self.one_way) or self.find_value(edition) is not None


def variant_plugin(md: MarkdownIt) -> None:
    """Add the conversion markup to a parser; its tokens are of the type `variant`."""
    md.inline.ruler.before("escape", TOKEN, _variant)
    md.inline.add_terminator_char("-")


def choose_text(content: str, edition: str) -> tuple[str, bool]:
    """Return what an edition shows instead of a `-{ }-`.

    Args:
        content: The text between the braces.
        edition: The edition's code.

    Returns:
        The text, which may contain further `-{ }-`, and whether it stays as it is. The source form of a one-way
        rule is converted like any other text if the rule is not for this edition.
    """
    rules = read_rules(content)
    if rules.is_raw:
        return rules.text, True
    value = rules.find_value(edition)
    if value is not None:
        return value, True
    if rules.one_way:
        return next(iter(rules.one_way.values()))[0], False
    # Some wording is better than none on a page; `check` reports the missing one.
    return next(iter(rules.values.values())), True


def read_rules(content: str) -> Rules:
    """Parse the text between `-{` and `}-`.

    Args:
        content: Such as `zh-hans:A;zh-tw:B` or `A=>zh-tw:B`; a nested `-{ }-` belongs to the value it is in.

    Returns:
        The rules; if one part is not a rule, the whole content is raw, as in MediaWiki.
    """
    flag = FLAG.match(content)
    name = flag["flag"] if flag else ""
    text = content[flag.end() :] if flag else content
    if name == RAW:
        return Rules(text, name)
    masked = _mask_nested(text)
    values: dict[str, str] = {}
    one_way: dict[str, tuple[str, str]] = {}
    start = 0
    separator, two_ways, one_way_only = _compile_rules()
    for end in [*(found.start() for found in separator.finditer(masked)), len(masked)]:
        if masked[start:end].strip():
            rule = two_ways.fullmatch(masked, start, end) or one_way_only.fullmatch(masked, start, end)
            if rule is None:
                return Rules(text, name)
            code = rule["code"].lower()
            code = ALIASES.get(code, code)
            value = text[slice(*rule.span("value"))].strip()
            if rule.re is one_way_only:
                one_way[code] = (text[slice(*rule.span("source"))], value)
            elif value:
                values[code] = value
        start = end + 1
    return Rules(text, name, values, one_way)


@cache
def _compile_rules() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a separator, a rule and a rule in one direction; slow to compile, and seldom needed.

    A semicolon separates only before the next `code:` or at the end, since values may contain semicolons.
    """
    return (
        re.compile(rf";(?=\s*(?:[^;:]+=>\s*)?{CODE}\s*:|\s*\Z)"),
        re.compile(rf"\s*(?P<code>{CODE})\s*:(?P<value>.*)", re.DOTALL),
        re.compile(rf"\s*(?P<source>[^;:]+?)\s*=>\s*(?P<code>{CODE})\s*:(?P<value>.*)", re.DOTALL),
    )


def list_rules(content: str) -> Iterator[Rules]:
    """Yield the rules of a `-{ }-` and of those nested in it, outer ones first."""
    yield read_rules(content)
    position = 0
    while (start := content.find(OPEN, position)) >= 0:
        end = _find_end(content, start, len(content))
        if end is None:
            break
        yield from list_rules(content[start + len(OPEN) : end])
        position = end + len(CLOSE)


def _mask_nested(text: str) -> str:
    """Replace each nested `-{ }-` with private-use characters of the same length."""
    pieces, position = [], 0
    while (start := text.find(OPEN, position)) >= 0:
        end = _find_end(text, start, len(text))
        if end is None:
            break
        pieces += [text[position:start], MASK * (end + len(CLOSE) - start)]
        position = end + len(CLOSE)
    return "".join([*pieces, text[position:]])


def _variant(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the signature of markdown-it's rules
    """Parse one `-{ … }-`; if unclosed, it is text."""
    start = state.pos
    if not state.src.startswith(OPEN, start):
        return False
    end = _find_end(state.src, start, state.posMax)
    if end is None:
        return False
    if not silent:
        token = state.push(TOKEN, "", 0)
        token.content = state.src[start + len(OPEN) : end]
        token.markup = OPEN
        # Link definitions, the HTML policy and the site's own icons, for parsing the wording later.
        env = state.env
        token.meta = {"references": env.get("references", {}), "html": env.get("html", DEFAULT), ICONS: env.get(ICONS)}
    state.pos = end + len(CLOSE)
    return True


def _find_end(text: str, start: int, limit: int) -> int | None:
    """Find the `}-` that closes the `-{` at `start`, skipping nested ones and code spans."""
    if text.find(CLOSE, start, limit) < 0:
        return None
    depth, position = 0, start
    while found := MARKS.search(text, position, limit):
        position = found.end()
        if found["ticks"]:
            close = re.compile(rf"(?<!`){found['ticks']}(?!`)").search(text, position, limit)
            position = close.end() if close else position
        elif found[0] == OPEN:
            depth += 1
            if depth > DEPTH:
                return None
        else:
            depth -= 1
            if depth == 0:
                return found.start()
    return None
