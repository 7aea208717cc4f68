"""The conversion markup `-{ }-` that editors know from MediaWiki, as an inline rule of the parser.

`-{原文}-` is never converted; `-{zh-hans:出租车;zh-tw:計程車;en:taxi}-` says the wording of each edition;
`-{出租车=>zh-tw:計程車}-` replaces in one edition what the others convert. Rules are read as MediaWiki reads them:
https://www.mediawiki.org/wiki/Writing_systems/Syntax
https://github.com/wikimedia/mediawiki/blob/master/includes/language/ConverterRule.php

Two things differ on purpose. Other languages than Chinese have values too (`en:`). Of MediaWiki's flags `-{R|…}-`
means what it means there; the others make rules for a whole page, which is what `conversion:` in the front matter
is for, so `check` reports them and the text stands as without the flag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from duizhao.source.sanitising import DEFAULT

TOKEN = "variant"  # noqa: S105 -- a token of Markdown
FALLBACKS: Mapping[str, tuple[str, ...]] = {
    "zh-Hans": ("zh-hans", "zh-cn", "zh-sg", "zh-my", "zh"),
    "zh-Hant-TW": ("zh-tw", "zh-hant", "zh-hk", "zh-mo", "zh"),
    "zh-Hant-HK": ("zh-hk", "zh-mo", "zh-hant", "zh-tw", "zh"),
}
"""Which values serve an edition, the first one present wins: MediaWiki's fallback order."""
ALIASES = {"zh-hans-cn": "zh-cn", "zh-hant-tw": "zh-tw", "zh-hant-hk": "zh-hk", "zh-hant-mo": "zh-mo"}
"""The editions' own codes, for those who write them."""
CHINESE = "zh-hans-cn|zh-hant-tw|zh-hant-hk|zh-hant-mo|zh-hans|zh-hant|zh-cn|zh-tw|zh-hk|zh-sg|zh-mo|zh-my|zh"
CODE = rf"(?:(?i:{CHINESE})|[a-z]{{2,3}}(?:-[A-Z]{{2}})?)"
"""Chinese in any case, other languages as they are written properly: `-{PM:2.5}-` is no rule."""
RULE = re.compile(rf"\s*(?P<code>{CODE})\s*:(?P<value>.*)", re.DOTALL)
ONE_WAY = re.compile(rf"\s*(?P<source>[^;:]+?)\s*=>\s*(?P<code>{CODE})\s*:(?P<value>.*)", re.DOTALL)
SEPARATOR = re.compile(rf";(?=\s*(?:[^;:]+=>\s*)?{CODE}\s*:|\s*\Z)")
"""A semicolon divides only before the next `code:`, so that values may hold one."""
FLAG = re.compile(r"\s*(?P<flag>[A-Z+-])\s*\|")
RAW = "R"
OPEN, CLOSE = "-{", "}-"
DEPTH = 10
"""How deep rules may be nested, as in MediaWiki; a long row of marks that never end costs nothing this way."""
MARKS = re.compile(r"-\{|\}-|(?P<ticks>`+)")
MASK = "\ue001"


@dataclass(frozen=True, slots=True)
class Rules:
    """What stands between `-{` and `}-`, read."""

    text: str
    """The content where it is raw."""
    flag: str = ""
    """The flag before the first `|`; empty without one."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Wording by lower-case code; empty where the content is raw."""
    one_way: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Code → the source form and what replaces it."""

    @property
    def is_raw(self) -> bool:
        """Whether the content is a text that is never converted."""
        return not self.values and not self.one_way

    def find_value(self, edition: str) -> str | None:
        """Give the wording of an edition in MediaWiki's order: its own, those it falls back to, one-way rules."""
        codes = FALLBACKS.get(edition, (edition.lower(),))
        for code in codes:
            if code in self.values:
                return self.values[code]
        return self.one_way[codes[0]][1] if codes[0] in self.one_way else None

    def serves(self, edition: str) -> bool:
        """Say whether an edition has something to show; the source form of one-way rules serves every one."""
        return self.is_raw or bool(self.one_way) or self.find_value(edition) is not None


def variant_plugin(md: MarkdownIt) -> None:
    """Teach a parser the conversion markup; its tokens are of the type `variant`."""
    md.inline.ruler.before("escape", TOKEN, _variant)
    md.inline.add_terminator_char("-")


def choose_text(content: str, edition: str) -> tuple[str, bool]:
    """Give what an edition shows in the place of a `-{ }-`.

    Args:
        content: What stands between the braces.
        edition: The edition's code.

    Returns:
        The text, in which further `-{ }-` may stand, and whether it stays as it is. The source form of a one-way
        rule is converted like any other text where the rule is not for this edition.
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
    """Read what stands between `-{` and `}-`.

    Args:
        content: Such as `zh-hans:A;zh-tw:B` or `A=>zh-tw:B`; `-{ }-` inside belong to the value they stand in.

    Returns:
        The rules; one part that is no rule makes the whole content raw, as in MediaWiki.
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
    for end in [*(found.start() for found in SEPARATOR.finditer(masked)), len(masked)]:
        if masked[start:end].strip():
            rule = RULE.fullmatch(masked, start, end) or ONE_WAY.fullmatch(masked, start, end)
            if rule is None:
                return Rules(text, name)
            code = rule["code"].lower()
            code = ALIASES.get(code, code)
            value = text[slice(*rule.span("value"))].strip()
            if rule.re is ONE_WAY:
                one_way[code] = (text[slice(*rule.span("source"))], value)
            elif value:
                values[code] = value
        start = end + 1
    return Rules(text, name, values, one_way)


def list_rules(content: str) -> Iterator[Rules]:
    """List the rules of a `-{ }-` and of those inside it, the outer ones first."""
    yield read_rules(content)
    position = 0
    while (start := content.find(OPEN, position)) >= 0:
        end = _find_end(content, start, len(content))
        if end is None:
            break
        yield from list_rules(content[start + len(OPEN) : end])
        position = end + len(CLOSE)


def _mask_nested(text: str) -> str:
    """Put private-use characters in the place of each nested `-{ }-`, as many as it has."""
    pieces, position = [], 0
    while (start := text.find(OPEN, position)) >= 0:
        end = _find_end(text, start, len(text))
        if end is None:
            break
        pieces += [text[position:start], MASK * (end + len(CLOSE) - start)]
        position = end + len(CLOSE)
    return "".join([*pieces, text[position:]])


def _variant(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the signature of markdown-it's rules
    """Read one `-{ … }-`; unclosed, it is text."""
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
        # What `[label]` in a wording may refer to, and what becomes of HTML in it.
        token.meta = {"references": state.env.get("references", {}), "html": state.env.get("html", DEFAULT)}
    state.pos = end + len(CLOSE)
    return True


def _find_end(text: str, start: int, limit: int) -> int | None:
    """Find the `}-` that belongs to the `-{` at `start`, passing over nested ones and code spans."""
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
