"""Catalogs are valid PO files: GNU gettext, Babel and polib read every existing and every written one."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.translation.catalog import format_po, new_po, open_po
from duizhao.translation.merge import merge
from duizhao.translation.messages import Message

ROOT = Path(__file__).parents[2]
FOLDERS = ("translations", "duizhao/scaffold", "tests")
CATALOGS = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.po"))
NOT_BABEL = ("header-date-with-t",)
"""Scenarios with a header date that other programs write but Babel rejects; they test that it is kept."""


def check(text: str) -> str:
    """Return the errors of msgfmt and msgcat for a catalog."""
    if shutil.which("msgfmt") is None:
        pytest.skip("no msgfmt; on Debian: apt-get install gettext")
    said = ""
    for command in (["msgfmt", "--check", "-o", "/dev/null", "-"], ["msgcat", "-o", "/dev/null", "-"]):
        result = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
        # Warnings about missing headers are not errors.
        said += result.stderr.decode() if result.returncode else ""
    return said


@pytest.mark.parametrize("file", CATALOGS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_catalogs_of_the_repository(file: Path) -> None:
    """Every catalog of the report, the scaffold and the tests is read by all programs."""
    text = file.read_text("utf-8")

    assert check(text) == ""
    if file.parent.name not in NOT_BABEL:
        assert count_in_use(text) == count_read_by_babel(text)


def count_in_use(text: str) -> int:
    """Count the non-obsolete entries that polib finds in a catalog."""
    return sum(not entry.obsolete for entry in polib.pofile(text))


def count_read_by_babel(text: str) -> int:
    """Count the messages that Babel finds. Babel also distinguishes equal texts in different contexts."""
    return len([message for message in read_po(io.BytesIO(text.encode())) if message.id])


# Texts consist of characters that PO escapes, line ends of every kind, and what resembles a comment or a format. None
# begins or ends with a line end: msgfmt requires the same of its translation, which the translator writes.
TEXT = st.text(st.sampled_from('ab里发 "\\\n\t\r#~|%s{}\x0b\x85\u2028\U0001f600'), min_size=1, max_size=12).filter(
    lambda text: text.strip("\n") == text
)
CONTEXT = st.sampled_from(["", "glossary", "tag", 'with "quotes"'])
MESSAGES = st.lists(
    st.builds(
        Message,
        text=TEXT,
        kind=st.just("paragraph"),
        path=st.just("x.md"),
        context=CONTEXT,
        note=st.sampled_from(["", "a note", "two\nlines", "#, fuzzy"]),
    ),
    unique_by=lambda message: message.key,
    max_size=6,
)


@settings(max_examples=40)
@given(st.lists(MESSAGES, min_size=2, max_size=4), st.data())
def test_whatever_is_merged(versions: list[list[Message]], data: st.DataObject) -> None:
    """However messages change between updates, the result is a valid catalog that polib and Babel read alike."""
    po = new_po("en", "zh-Hans")
    written = ""
    for messages in versions:
        merge(po, messages)
        for entry in po:
            if not entry.obsolete:
                entry.msgstr = data.draw(st.sampled_from([entry.msgstr, "done", 'a "b"\\', ""]))
                entry.flags = data.draw(st.sampled_from([entry.flags, [], ["fuzzy"]]))
                entry.previous_msgid = data.draw(st.sampled_from([entry.previous_msgid, None]))
        written = format_po(po)
        again, problems = _reopen(written)
        assert problems == []
        assert again is not None
        po = again

    assert check(written) == ""
    assert count_in_use(written) == count_read_by_babel(written)


def _reopen(text: str) -> tuple[polib.POFile | None, list[object]]:
    """Open a catalog like a later update."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.po"
        file.write_bytes(text.encode())
        po, problems = open_po(file, "x.po")
    return po, [*problems]
