"""Markdown inside HTML elements with the attribute `markdown`, as in Python-Markdown's `md_in_html`.

`<div class="grid cards" markdown>` begins an element whose content is Markdown, up to its closing tag. The content of
text elements, such as `<summary markdown>`, is the text of a paragraph; `markdown="span"` does the same for others.
https://python-markdown.github.io/extensions/md_in_html/
"""

from __future__ import annotations

import re
from textwrap import dedent

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from duizhao.source.blocks import FIRST_LINE, TOO_DEEP
from duizhao.source.elements import HELD, HOLDING, INLINE, LOOSE, VOID
from duizhao.source.raw_html import REMOVED
from duizhao.source.sanitising import DEFAULT, TAG, clean_tag, read_attributes

RULE = "markdown_in_html"
ATTRIBUTE = re.compile(r"""\smarkdown(?:\s*=\s*(?P<quote>["']?)(?P<value>block|span|1)(?P=quote))?(?=[\s/>]|$)""")
TEXT_ELEMENTS = frozenset(
    ("address", "dd", "dt", "h2", "h3", "h4", "h5", "h6", "legend", "li", "p", "summary", "td", "th")
)
"""Elements whose content is the text of a paragraph by default."""
DEPTH = "html_depth"
"""The key in the parser's environment for the number of such elements that are open."""
DEEPEST = 20
"""Maximum nesting depth of such elements."""
CODE = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)|(?P<ticks>`+).+?(?P=ticks)",
    re.DOTALL | re.MULTILINE,
)
"""Code, in which tags are ignored."""


def markdown_in_html_plugin(md: MarkdownIt) -> None:
    """Add Markdown inside HTML to a parser."""
    md.block.ruler.before("html_block", RULE, _read, {"alt": ["paragraph", "reference", "blockquote"]})


def _read(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's signature
    """Parse one element with the attribute `markdown`, and its content."""
    offset = state.bMarks[start] + state.tShift[start]
    policy = state.env.get("html", DEFAULT)
    if not state.src.startswith("<", offset) or policy == "escape":
        return False
    source = state.getLines(start, end, state.blkIndent, False)  # noqa: FBT003 -- markdown-it takes it so
    lead = len(source) - len(source.lstrip(" "))
    opening = TAG.match(source, lead)
    name = opening["name"].lower() if opening else ""
    asked = ATTRIBUTE.search(opening["rest"]) if opening and not opening["close"] else None
    if opening is None or asked is None or name in INLINE or name in VOID:
        return False
    close = _find_end(source, opening.end(), name)
    if close is None or source[close.end() :].partition("\n")[0].strip():
        # If the closing tag is missing or followed by text on its line, this is ordinary HTML.
        return False
    if silent:
        return True
    tag = f"<{name}{ATTRIBUTE.sub('', opening['rest'])}>"
    cleaned = clean_tag(tag) if policy == DEFAULT else None
    written = TAG.fullmatch(cleaned.html if cleaned else tag)
    is_text = asked["value"] == "span" or (name in TEXT_ELEMENTS and asked["value"] != "block")
    last = start + source.count("\n", 0, close.end()) + 1
    inner = source[opening.end() : close.start()]
    if written is None:
        # The element is not allowed on a page, but its content is still shown.
        _push_content(state, inner, start, is_text=is_text)
    else:
        kind = HELD if not is_text or name in HOLDING else LOOSE
        token = state.push(f"{kind}_open", name, 1)
        token.attrs, token.map = {**read_attributes(written["rest"])}, [start, last]
        token.meta = {REMOVED: cleaned.removed} if cleaned and cleaned.removed else {}
        _push_content(state, inner, start, is_text=is_text)
        state.push(f"{kind}_close", name, -1)
    state.line = last
    return True


def _push_content(state: StateBlock, inner: str, start: int, *, is_text: bool) -> None:
    """Parse the content of an element."""
    text = inner.lstrip("\n")
    line = start + inner.count("\n") - text.count("\n")
    if is_text:
        token = state.push("inline", "", 0)
        token.content, token.map, token.children = " ".join(inner.split()), [start, start + 1], []
        return
    tokens: list[Token] = []
    depth = state.env.get(DEPTH, 0)
    if depth == DEEPEST:
        state.env.setdefault(TOO_DEEP, state.env.get(FIRST_LINE, 0) + start)
        return
    first = state.env.get(FIRST_LINE, 0)
    state.env.update({DEPTH: depth + 1, FIRST_LINE: first + line})
    references, repeated = state.env.setdefault("references", {}), state.env.setdefault("duplicate_refs", [])
    known, found = len(references), len(repeated)
    state.md.block.parse(dedent(text), state.md, state.env, tokens)
    for one in (*list(references.values())[known:], *repeated[found:]):
        one["map"] = [number + line for number in one["map"]]
    state.env.update({DEPTH: depth, FIRST_LINE: first})
    for token in tokens:
        token.level += state.level
        if token.map:
            token.map = [token.map[0] + line, token.map[1] + line]
    state.tokens += tokens


def _find_end(source: str, position: int, name: str) -> re.Match[str] | None:
    """Find the closing tag of an element, skipping nested elements of the same name and code."""
    depth = 1
    masked = CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)
    for found in TAG.finditer(masked, position):
        if found["name"].lower() == name and not found["rest"].endswith("/"):
            depth += -1 if found["close"] else 1
            if depth == 0:
                return found
    return None
