"""What a person must know of a Word file: its properties, and parts that were not taken in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duizhao.importing.reading.word_parts import Parts
from duizhao.importing.tracked_text import Question

DAY = re.compile(r"(?:19[89]|20\d)\d-[01]\d-[0-3]\d")
SHOWN = 40
"""How many characters of a text a message shows."""
LISTED = 3
"""How many texts a message shows."""
READ = "read the file, and add what the article needs"


def ask_parts(parts: Parts, messages: Sequence[str]) -> Iterator[Question]:
    """Yield a question about each kind of part that was not taken in, or only in another form.

    Args:
        parts: The parts of the file.
        messages: What mammoth says of it.
    """
    left = parts.left
    if parts.comments:
        yield _ask(f"comments were not taken in: {parts.comments}", READ)
    if parts.margins:
        yield _ask(f"headers and footers were not taken in: {_show(parts.margins)}", READ)
    if left.deleted:
        yield _ask(f"text marked as deleted was not taken in: {_show(left.deleted)}", "accept or refuse it in Word")
    if left.inserted:
        yield _ask(f"text marked as inserted was taken in: {left.inserted} places", "accept or refuse it in Word")
    if left.hidden:
        yield _ask(f"hidden text was not taken in: {_show(left.hidden)}", READ)
    if left.formulas:
        yield _ask(f"of formulas only the letters were taken in: {_show(left.formulas)}", "write them as $…$")
    if left.drawings:
        yield _ask(f"charts, diagrams and other files in the file were not taken in: {left.drawings}", READ)
    signs = [one for one in messages if "w:sym element" in one]
    if signs:
        message = f"signs of a font for symbols were not taken in: {len(signs)}"
        yield Question(0, "private-character", message, "compare the text with the file")


def ask_properties(parts: Parts, title: str, text: str) -> Iterator[Question]:
    """Yield questions about what the properties of a file state, which is often left from another file.

    Args:
        parts: The parts of the file.
        title: The title that was found in its text.
        text: Its text.
    """
    if parts.title and not title and parts.title not in text:
        yield Question(
            0, "title", f"the properties of the file name the title “{_cut(parts.title)}”", "use it if it fits"
        )
    if parts.creator and parts.creator not in text:
        message = f"the properties of the file say that {_cut(parts.creator)} created it"
        yield Question(0, "metadata", message, "add the name to authors if it is that of the author")
    if DAY.fullmatch(parts.created):
        yield Question(0, "date", f"the file was created on {parts.created}", "that is no day of publication")


def _ask(message: str, hint: str) -> Question:
    """Return a question about a part that was not taken in."""
    return Question(0, "dropped-part", message, hint)


def _show(texts: Sequence[str]) -> str:
    """Return some of several texts for a message."""
    shown = "、".join(_cut(one) for one in texts[:LISTED])
    return shown + ("…" if len(texts) > LISTED else "")


def _cut(text: str) -> str:
    """Return a text in one line, shortened for a message."""
    line = " ".join(text[: SHOWN * 4].split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
