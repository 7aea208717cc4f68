"""Reading of well-formed PO files: what polib finds in them, in a fraction of its time.

A build opens a catalog for every article and needs only texts and translations; polib
decides about each line in Python. Here one regular expression takes an entry at a time. It
knows what `catalog update` and the usual editors of PO files write; whatever else there is,
plural forms or a missing quotation mark, is left to polib, whose word is final.
"""

from __future__ import annotations

import re

Rows = dict[tuple[str, str], tuple[str, bool, int]]
"""By context, empty where there is none, and text: the translation, whether it is fuzzy, and its line."""
LINE = r'[^"\\\n]*(?:\\[\\ntrvbf"][^"\\\n]*)*'
QUOTED = rf'"({LINE}(?:"\n"{LINE})*)"\n'
"""A text in one line or more: all between the first quotation mark and the last."""
RETIRED = rf'"{LINE}"\n(?:\#~[ ]"{LINE}"\n)*'
NOTES = r"""((?:
    \#(?:[ ].*)?\n                                            # what a translator noted
    | \#[.:,][ ]\S.*\n                                        # what the author noted, where it stands, flags
    | \#~?\|[ ](?:msgctxt|msgid)[ ]".*\n(?:\#~?\|[ ]".*\n)*   # what it said when it was translated
)*)"""
HEADER = re.compile(rf'{NOTES} msgid[ ]""\nmsgstr[ ]{QUOTED} \n*', re.VERBOSE)
ENTRY = re.compile(
    rf"""{NOTES} (?:
        (?:msgctxt[ ]{QUOTED})? msgid[ ]{QUOTED} msgstr[ ]{QUOTED}
        | (?:\#~[ ]msgctxt[ ]{RETIRED})? \#~[ ]msgid[ ]{RETIRED} \#~[ ]msgstr[ ]{RETIRED}
    ) \n* | (?P<rest>[\s\S]+)""",
    re.VERBOSE,
)
"""An entry in use or a retired one with the empty lines after it; or all that follows, where that is neither."""
FUZZY = re.compile(r"^#, (?:.*,)?[^\S\n]*fuzzy[^\S\n]*(?:,|$)", re.MULTILINE)
JOINT = '"\n"'
ESCAPE = re.compile(rf"\\.|{JOINT}")
MEANINGS = {JOINT: "", **{f"\\{letter}": meant for letter, meant in zip('\\"ntrvbf', '\\"\n\t\r\v\b\f', strict=True)}}


def read_rows(content: str) -> Rows | None:
    r"""Read the entries of a PO file that are in use, where no line of it is in doubt.

    Args:
        content: The file's text, with `\n` for the ends of its lines.

    Returns:
        The entries in their order, without the header; None where polib must decide.
    """
    header = HEADER.match(content)
    # For polib more than `\n` ends a line.
    if header is None or "\r" in content or len(content.splitlines()) != content.count("\n"):
        return None
    rows: Rows = {}
    end = header.end()
    line = content.count("\n", 0, end) + 1
    has_escapes = content.find("\\", end) >= 0 or content.find(JOINT, end) >= 0
    for entry in ENTRY.finditer(content, end):
        notes, context, text, translation, rest = entry.groups()
        if rest is not None:
            return None
        if text is not None:
            context = context or ""
            if has_escapes:
                context, text, translation = map(_unescape, (context, text, translation))
            # A text that stands twice is a problem, and an empty one a second header.
            if (context, text) in rows or not text:
                return None
            rows[context, text] = translation, "fuzzy" in notes and FUZZY.search(notes) is not None, line
        start, end = end, entry.end()
        line += content.count("\n", start, end)
    return rows


def _unescape(text: str) -> str:
    """Give what stands between quotation marks as it is meant, its lines joined."""
    return ESCAPE.sub(lambda found: MEANINGS[found[0]], text)
