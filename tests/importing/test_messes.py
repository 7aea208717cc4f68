"""Every mess of found texts, as data: the input, the draft that is made of it, and the account of the import."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from duizhao.importing.account import Lines, group_changes
from duizhao.importing.kinds import KINDS, QUESTIONS
from duizhao.importing.pipeline import Piece, Result, import_data

MESSES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "messes.yml").read_text("utf-8"))


def _read(mess: dict[str, Any]) -> bytes:
    """Return the bytes of an input, read in wrong encodings as often as it says."""
    text: str = mess["input"]
    encodings = mess.get("recode", [])
    for wrote, read in zip(encodings[::2], encodings[1::2], strict=True):
        text = text.encode(wrote).decode(read, "replace")
    return text.encode(mess.get("encoding", "utf-8"))


def _import(mess: dict[str, Any]) -> Result:
    return import_data(_read(mess), form=mess.get("form", ""))


def _describe(piece: Piece) -> dict[str, Any]:
    """Return a piece as the data describe it."""
    known = {
        name: list(value) if isinstance(value, tuple) else value
        for name in ("title", "date", "publisher", "authors", "editors", "summary")
        if (value := getattr(piece.known, name))
    }
    return {"known": known, "draft": f"{piece.text.text}\n"}


@pytest.mark.parametrize("mess", MESSES, ids=lambda mess: mess["name"])
def test_messes_are_cleaned_up(mess: dict[str, Any]) -> None:
    """The draft, what goes to its front matter, and what the report says are those of the data."""
    result = _import(mess)
    first, *others = [_describe(piece) for piece in result.pieces]
    assert first == {"known": mess["known"], "draft": mess["draft"]}
    assert others == mess.get("others", [])
    lines = Lines(result.source)
    assert {one.kind: len(one.changes) for one in group_changes(result.changes)} == mess.get("repairs", {})
    places = [(one.code, *lines.place(one.offset)) for one in sorted(result.questions, key=lambda one: one.offset)]
    assert [f"{code} {line}:{column}" for code, line, column in places] == mess.get("questions", [])
    assert {one.code for one in result.questions} <= set(QUESTIONS)
    assert {one.kind for one in result.changes} <= set(KINDS)


@pytest.mark.parametrize("mess", MESSES, ids=lambda mess: mess["name"])
def test_accounts_are_complete(mess: dict[str, Any]) -> None:
    """The input, less what was dropped, plus what was added, is the drafts: no character is lost silently."""
    result = _import(mess)
    characters = Counter(result.source)
    for one in result.changes:
        characters.subtract(one.before)
        characters.update(one.after)
    assert +characters == Counter("".join(piece.text.text for piece in result.pieces))
    assert not -characters


@pytest.mark.parametrize("mess", MESSES, ids=lambda mess: mess["name"])
def test_clean_drafts_stay_as_they_are(mess: dict[str, Any]) -> None:
    """The body of a draft, imported as the Markdown that it is, is not changed any more."""
    for piece in _import(mess).pieces:
        again = import_data(
            f"---\ntitle: 题目\n---\n\n{piece.text.text}\n".encode("utf-8", "surrogatepass"), form="markdown"
        )
        assert [one.text.text for one in again.pieces] == [piece.text.text]
