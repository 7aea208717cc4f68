"""Entries of sources.yml for imported texts: known ones are found again, new ones are written."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

import yaml

from duizhao.importing.likelihood import simplify
from duizhao.importing.manuscript import Known
from duizhao.importing.writing.draft_head import clean_value, quote_scalar, write_scalar
from duizhao.importing.writing.slugs import number_name, spell_words
from duizhao.model import Source
from duizhao.source.front_matter import is_partial_date

READ = 200
"""The number of characters of an outlet's name that are read."""
MOST_LETTERS = 6
"""The greatest number of syllables whose initials an id has."""
LONGEST_WORD = 12
"""The greatest number of letters of a Latin word that an id has whole; of a longer one it has the first letter."""
SIGNS = re.compile(r"[\W_]+")
"""Matches what does not tell titles and outlets apart."""
OUTLET = re.compile(r"[\w·]+")
"""Matches the first part of an outlet's name: 四川新闻网 of 四川新闻网-首屏新闻."""
DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}", re.ASCII)
QUOTED = re.compile(r"“(?P<line>[^“”]{1,200})”")
"""Matches the words of the text in the description of how a date was found."""
ADDRESS_END = r"(?![^\s；。，、）)>”\"'])"
"""What follows an address in a note: nothing that could belong to it."""
LONGEST_ADDRESS = 2000
"""The greatest length of an address that is looked for; browsers open few longer ones."""
UNNAMED = "source"
"""The beginning of an id without an outlet."""
INDENT = re.compile(r"^(?P<blanks> *)- ", re.MULTILINE)
"""Matches the beginning of an entry with the blanks before it."""


class UnfitListError(ValueError):
    """A file is no list that entries could be appended to."""


def match_source(known: Known, sources: Sequence[Source]) -> str | None:
    """Return the id of the entry that a text was taken from, or None if there is none.

    An entry is that of the text if its note has the address of the text, or if title and outlet are the same, in
    whichever script and whatever the signs, and the dates, where both are stated, do not contradict each other.

    Args:
        known: What is known of the text.
        sources: The entries, of which the last one that fits is taken: it is the newest.
    """
    if "://" in known.address and len(known.address) <= LONGEST_ADDRESS:
        address = re.compile(re.escape(clean_value(known.address)) + ADDRESS_END)
        for source in reversed(sources):
            if address.search(source.note):
                return source.id
    title, outlet = _fold(known.title), _fold(known.publisher)
    if not title:
        return None
    for source in reversed(sources):
        if _fold(source.title) == title and _fold(source.publisher) == outlet and _agrees(known.date, source):
            return source.id
    return None


def write_source(known: Known, taken: Collection[str], name: str, *, has_title: bool = True) -> tuple[str, str]:
    """Write the entry of a text for sources.yml.

    Args:
        known: What is known of the text.
        taken: The ids of other entries.
        name: The name of the file that it was imported from.
        has_title: Whether the title is that of the publication, and not one that was made of its text.

    Returns:
        The id, made of the initials of the outlet and the year, and the entry with an empty line before it.
    """
    day = known.date if DATE.fullmatch(known.date) and is_partial_date(known.date) else ""
    identifier = number_name(_make_id(known.publisher, day[:4]), taken)
    title = clean_value(known.title)
    rows = [
        ("id", write_scalar(identifier)),
        ("title", write_scalar(title or "无题")),
        ("title_kind", "original" if title and has_title else "working"),
        ("publisher", write_scalar(known.publisher)),
        ("date", quote_scalar(day)),
        # A day that no line of the text states was worked out.
        ("date_inferred", "" if known.date_found or "date" in known.head or not day else "true"),
        ("note", write_scalar("".join(_describe(known, name)))),
    ]
    lines = [f"  {key}: {value}\n" for key, value in rows if value not in ("", '""')]
    return identifier, f"\n- {''.join(lines)[2:]}"


def append_entries(text: str, entries: str) -> str:
    """Append entries to the text of sources.yml, without a change to its other lines.

    Args:
        text: The file: a list on lines or in brackets, or nothing.
        entries: Entries of `write_source`, one after another.

    Returns:
        The file with the entries, which are indented as far as the others, or in brackets like them.

    Raises:
        UnfitListError: The file is no list.
    """
    if not entries:
        return text
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise UnfitListError from error
    if node is not None and not isinstance(node, yaml.SequenceNode):
        raise UnfitListError
    if node is not None and node.flow_style:
        return _insert(text, entries, node)
    found = INDENT.search(text)
    blanks = found["blanks"] if found else ""
    lines = [f"{blanks}{line}" if line.strip() else line for line in entries.split("\n")]
    added = "\n".join(lines)
    if not text.strip():
        return text + added.lstrip("\n")
    return text + ("" if text.endswith("\n") else "\n") + added


def _insert(text: str, entries: str, node: yaml.SequenceNode) -> str:
    """Insert entries before the bracket at the end of a list."""
    end = node.end_mark.index - 1
    start = node.value[-1].end_mark.index if node.value else end
    rows = ",\n ".join(json.dumps(one, ensure_ascii=False) for one in yaml.safe_load(entries))
    has_comma = not node.value or text[start:end].lstrip().startswith(",")
    return (
        f"{text[:start]}{'' if has_comma else ','}{text[start:end]}{chr(10) if node.value else ''} {rows}{text[end:]}"
    )


def _fold(text: str) -> str:
    """Return what two forms of a title or an outlet have in common."""
    return SIGNS.sub("", unicodedata.normalize("NFKC", simplify(text)).casefold())


def _agrees(day: str, source: Source) -> bool:
    """Return whether a date may be that of an entry: one of the two is a part of the other."""
    return source.date_inferred or day.startswith(source.date) or source.date.startswith(day)


def _make_id(publisher: str, year: str) -> str:
    """Return an id of the initials of an outlet and a year, `scrb2024`."""
    cleaned = publisher[:READ]
    parts = [found for found in OUTLET.findall(cleaned) if any(spell_words(found))]
    letters = "".join(list(_list_initials(parts[0] if parts else ""))[:MOST_LETTERS])
    return f"{UNNAMED if not letters or letters.isdigit() else ''}{letters}{year}"


def _list_initials(outlet: str) -> Iterator[str]:
    """Yield the initials of the syllables of an outlet; short words in Latin letters stay whole."""
    for word, syllables in spell_words(outlet):
        if word.isascii() and len(word) <= LONGEST_WORD:
            yield word
        else:
            yield from (syllable[0] for syllable in syllables)


def _describe(known: Known, name: str) -> Iterator[str]:
    """Yield the sentences of the note: where the text comes from, and how its date was found."""
    yield f"导入自“{clean_value(name)}”。"
    if known.address:
        yield f"网址：{clean_value(known.address)} 。"
    if known.date and (found := QUOTED.search(known.date_found)):
        yield f"日期见于“{clean_value(found['line'])}”。"
    if known.editors:
        yield f"编辑：{'、'.join(clean_value(one) for one in known.editors)}。"
