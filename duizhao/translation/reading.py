"""Fast reader for well-formed PO files, with the same result as polib in a fraction of the time.

A build opens a catalog for every article and needs only texts and translations, while polib
parses every line in Python. Here a regular expression matches one entry at a time. It supports
what `catalog update` and the usual PO editors write; anything else, such as plural forms or a
missing quotation mark, is left to polib, which is authoritative.
"""

from __future__ import annotations

import re

Rows = dict[tuple[str, str], tuple[str, bool, int]]
"""By context, empty if there is none, and text: the translation, whether it is fuzzy, and its line."""
LINE = r'[^"\\\n]*(?:\\[\\ntrvbf"][^"\\\n]*)*'
QUOTED = rf'"({LINE}(?:"\n"{LINE})*)"\n'
"""A text of one or more lines; captures everything between the first and the last quotation mark."""
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
"""An entry, in use or obsolete, with the empty lines after it; or the rest of the text if it is neither."""
FUZZY = re.compile(r"^#, (?:.*,)?[^\S\n]*fuzzy[^\S\n]*(?:,|$)", re.MULTILINE)
JOINT = '"\n"'
ESCAPE = re.compile(rf"\\.|{JOINT}")
MEANINGS = {JOINT: "", **{f"\\{letter}": meant for letter, meant in zip('\\"ntrvbf', '\\"\n\t\r\v\b\f', strict=True)}}


def read_rows(content: str) -> Rows | None:
    r"""Read the entries in use of a well-formed PO file.

    Args:
        content: The file's text, with `\n` as line ends.

    Returns:
        The entries in their order, without the header; None if the file must be read with polib.
    """
    header = HEADER.match(content)
    # polib splits lines at more characters than `\n`.
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
            # A duplicate text is a problem, and an empty one is a second header.
            if (context, text) in rows or not text:
                return None
            rows[context, text] = translation, "fuzzy" in notes and FUZZY.search(notes) is not None, line
        start, end = end, entry.end()
        line += content.count("\n", start, end)
    return rows


def _unescape(text: str) -> str:
    """Resolve the escapes of a quoted text and join its lines."""
    return ESCAPE.sub(lambda found: MEANINGS[found[0]], text)
