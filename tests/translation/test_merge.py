"""Merging: nothing that a translator wrote is lost, and doing it twice changes nothing."""

from __future__ import annotations

import polib
from hypothesis import given
from hypothesis import strategies as st

from duizhao.translation.catalog import new_po
from duizhao.translation.merge import MergeCounts, merge
from duizhao.translation.messages import Message


def messages(*texts: str) -> list[Message]:
    """Make messages of paragraphs."""
    return [Message(text, "paragraph", "a.md", "目标") for text in texts]


def make(*rows: tuple[str, str]) -> polib.POFile:
    """Make a catalog of texts and translations."""
    po = new_po("en", "zh-Hans")
    merge(po, messages(*(text for text, _translation in rows)))
    for entry, (_text, translation) in zip(po, rows, strict=True):
        entry.msgstr = translation
    return po


def test_changed_text_is_fuzzy() -> None:
    """The translation of a text that changed a little is offered, marked, with the old text beside it."""
    po = make(("试点于三月开始了。", "It began in March."))
    assert merge(po, messages("试点于五月开始了。")) == MergeCounts(fuzzy=1)
    assert (po[0].msgstr, po[0].fuzzy, po[0].previous_msgid) == ("It began in March.", True, "试点于三月开始了。")


def test_vanished_text_comes_back() -> None:
    """A translation whose text vanished is kept, and serves again when the text returns."""
    po = make(("试点开始。", "It began."))
    assert merge(po, []) == MergeCounts(obsolete=1)
    assert po[0].obsolete
    assert merge(po, messages("试点开始。")) == MergeCounts(revived=1)
    assert (po[0].msgstr, bool(po[0].obsolete), po[0].fuzzy) == ("It began.", False, False)


def test_memory() -> None:
    """A translation from elsewhere is offered as fuzzy."""
    po = new_po("en", "zh-Hans")
    assert merge(po, messages("试点"), {"试点": "Pilot"}) == MergeCounts(new=1)
    assert (po[0].msgstr, po[0].fuzzy, po[0].comment) == ("Pilot", True, "paragraph; section: 目标")


TEXTS = st.lists(st.text(alphabet="试点开始计划目标", min_size=1, max_size=12), unique=True, max_size=6)


@given(TEXTS, TEXTS)
def test_nothing_is_lost(old: list[str], new: list[str]) -> None:
    """Every translation is still in the file after a merge, and a second merge changes nothing."""
    po = make(*((text, f"translation {number}") for number, text in enumerate(old)))
    merge(po, messages(*new))
    assert {f"translation {number}" for number in range(len(old))} <= {entry.msgstr for entry in po}
    text = str(po)
    assert merge(po, messages(*new)) == MergeCounts(kept=len(new))
    assert str(po) == text
