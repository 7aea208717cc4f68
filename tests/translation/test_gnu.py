"""Catalogs are GNU's: its programs, Babel and polib read every one that there is or that we write."""

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
"""Scenarios whose header has a date that other programs write and Babel refuses; that it is kept is what they show."""


def check(text: str) -> str:
    """Say what msgfmt and msgcat have against a catalog."""
    if shutil.which("msgfmt") is None:
        pytest.skip("no msgfmt; on Debian: apt-get install gettext")
    said = ""
    for command in (["msgfmt", "--check", "-o", "/dev/null", "-"], ["msgcat", "-o", "/dev/null", "-"]):
        result = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
        # Headers that it misses are no errors.
        said += result.stderr.decode() if result.returncode else ""
    return said


@pytest.mark.parametrize("file", CATALOGS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_catalogs_of_the_repository(file: Path) -> None:
    """Every catalog of the report, of the scaffold and of the tests is read by all."""
    text = file.read_text("utf-8")

    assert check(text) == ""
    if file.parent.name not in NOT_BABEL:
        assert count_in_use(text) == count_read_by_babel(text)


def count_in_use(text: str) -> int:
    """Count the texts in use that polib finds in a catalog."""
    return sum(not entry.obsolete for entry in polib.pofile(text))


def count_read_by_babel(text: str) -> int:
    """Count those that Babel finds, which knows texts that stand in two contexts as well."""
    return len([message for message in read_po(io.BytesIO(text.encode())) if message.id])


# What texts are made of: signs that PO escapes, ends of lines of every kind, what looks like a comment or a format.
# None begins or ends with a line end: msgfmt wants the same of a translation, which is the translator's to write.
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
    """However texts, contexts and marks change between updates, what is written is a catalog, and nothing is lost."""
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
    """Open a catalog as a later update finds it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.po"
        file.write_bytes(text.encode())
        po, problems = open_po(file, "x.po")
    return po, [*problems]
