"""Markdown files: their front matter and title, and how they are told from plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.importing.manuscript import Known
from duizhao.importing.reading.html_reader import Reading
from duizhao.importing.tracked_text import Edit, Findings, Question
from duizhao.source.front_matter import FENCE as HEAD
from duizhao.source.front_matter import split_front_matter
from duizhao.yaml_text import YamlText

OPENING = re.compile(r"---[ \t]{0,9}\n")
KEY = re.compile(r"(?m)^[A-Za-z_][\w-]{0,40}:(?:[ \t]|$)")
"""A line of front matter."""
FENCE = re.compile(r"(?m)^ {0,3}(?P<sign>`{3,}+|~{3,}+)")
TITLE = re.compile(r"(?m)^#[ \t]{1,9}(?P<title>[^\n]{1,300}?)(?:[ \t]{1,9}#{1,9})?[ \t]{0,99}(?:\n|\Z)")
ATTRIBUTES = re.compile(r"\s{0,9}\{[#.][^{}\n]{0,200}\}$")
SIGNS = (
    re.compile(r"(?m)^#{1,6} {1,3}[^\s#]"),
    re.compile(
        r"(?<!\\)\[[^\[\]\n]{1,200}\]\((?:https?://|\.{0,2}/|#|[\w-]{1,80}\.(?:md|html|png|jpe?g|svg))[^\s()]{0,500}\)"
    ),
    re.compile(r"(?m)^(?:`{3,20}|~{3,20})[ \t]{0,9}[\w.+-]{0,30}[ \t]{0,9}$"),
    re.compile(r"\{\{ ?[a-z0-9-]{1,60}(?::\w{1,20})? ?\}\}"),
    re.compile(r"(?m)^\|?(?: {0,60}:?-{3,60}:? {0,60}\|){1,40}(?: {0,60}:?-{3,60}:? {0,60})?\|?[ \t]{0,9}$"),
    re.compile(r"(?<![\\*\w])\*\*[^\s*][^*\n]{0,200}(?<!\s)\*\*(?!\*)"),
    re.compile(r"\[\^[\w-]{1,60}\]"),
    re.compile(r'(?m)^(?:!!!|\?\?\?\+?) [a-z]{2,20}(?: ["“]|$)'),
    re.compile(r"!\[[^\[\]\n]{0,200}\]\([^\s()]{1,500}"),
)
"""Signs of Markdown that plain texts hardly have."""
KINDS_OF_SIGNS = 2
"""How many different ones a text has that is Markdown."""
LOOKED_AT = 200_000
"""How many characters of a text are looked at."""
LONGEST_HEAD = 100_000
"""The maximum number of characters of front matter."""
SHOWN = 3
"""How many problems a message names."""


def read_markdown(text: str) -> Reading:
    """Read a Markdown file.

    Args:
        text: The file.

    Returns:
        Edits that remove its front matter and its title, which are known then; all else stays as it is. Front matter
        that is faulty stays in the text, with a question.
    """
    head, end, questions = _read_head(text)
    edits = [Edit(0, end, "", "metadata")] if end else []
    title = str(head.get("title") or "")
    found = _find_title(text, end)
    if found:
        stated = _plain(found["title"])
        if not title or "".join(title.split()) == "".join(stated.split()):
            title = title or stated
            edits.append(Edit(found.start(), found.end(), "", "metadata"))
    return Reading(Findings(edits, questions), Known(title=title, head=head))


def _read_head(text: str) -> tuple[dict[str, object], int, list[Question]]:
    """Read the front matter; return its values, the offset of what follows it, and questions."""
    if not OPENING.match(text) or not has_front_matter(text):
        return {}, 0, []
    found = HEAD.match(text)
    if found is not None and found.end() > LONGEST_HEAD:
        message = "the front matter was left in the text: it is too long"
        return {}, 0, [Question(0, "metadata", message, "move what is text out of it, and import the file again")]
    document, _body, _line, problems = split_front_matter(text, "front matter")
    if found is None or problems or document is None:
        shown = "; ".join(one.message for one in problems[:SHOWN]) or "it is empty"
        message = f"the front matter was left in the text: {shown}"
        return {}, 0, [Question(0, "metadata", message, "correct it, and import the file again")]
    end = found.end()
    while text.startswith("\n", end):
        end += 1
    return _values(document), end, []


def _values(document: YamlText) -> dict[str, object]:
    """Return the values of front matter by key."""
    value = document.value
    return {str(key): one for key, one in value.items()} if isinstance(value, dict) else {}


def has_front_matter(text: str) -> bool:
    """Return whether a text begins like front matter, complete or not: `---`, and keys in the lines below."""
    opening = OPENING.match(text)
    if opening is None:
        return False
    closed = HEAD.match(text[:LOOKED_AT])
    return bool(KEY.match(text, opening.end()) or (closed and KEY.search(closed["yaml"])))


def _find_title(text: str, start: int) -> re.Match[str] | None:
    """Return the first heading of the first level, unless a block of code stands before it: it may be in there."""
    found = TITLE.search(text, start)
    if found is None:
        return None
    if FENCE.search(text, start, found.start()):
        return None
    return found


def _plain(title: str) -> str:
    """Return a heading without its attributes."""
    return ATTRIBUTES.sub("", title).strip()


def looks_like_markdown(text: str) -> bool:
    """Return whether a text of unknown kind is Markdown.

    Args:
        text: The text.

    Returns:
        True for front matter, or for at least two different signs that plain texts hardly have, such as headings,
        links and code blocks. Lists, single asterisks and `#话题#` are in plain texts, too.
    """
    if has_front_matter(text):
        return True
    return sum(1 for _ in _list_signs(text[:LOOKED_AT])) >= KINDS_OF_SIGNS


def _list_signs(text: str) -> Iterator[int]:
    """Yield the numbers of the signs of Markdown that a text has."""
    yield from (number for number, sign in enumerate(SIGNS) if sign.search(text))
