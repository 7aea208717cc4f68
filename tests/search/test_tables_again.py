"""The tables of the search are reproducible from OpenCC's dictionaries."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import opencc
import pytest

from duizhao.search import generate

TOOLS = Path(opencc.__file__).parent / "clib"
NAMES = (*generate.CHARACTERS, *generate.PHRASES, "STCharacters")


def read_pairs(path: Path) -> set[tuple[str, str]]:
    """Read a fold table as pairs of a character and its fold."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {(char, found) for found, chars in rows for char in chars}


def test_the_tables_can_be_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are identical byte for byte; the fold is too, except for letters added by newer versions of Unicode."""
    for name in NAMES:
        source, target = TOOLS / f"share/opencc/{name}.ocd2", tmp_path / f"{name}.txt"
        tool = [str(TOOLS / "bin/opencc_dict"), "-i", str(source), "-o", str(target), "-f", "ocd2", "-t", "text"]
        subprocess.run(tool, check=True, capture_output=True)
    shutil.copy(generate.DATA / generate.MORE, tmp_path)
    checked_in = generate.DATA
    monkeypatch.setattr(generate, "DATA", tmp_path)

    generate.main(tmp_path)

    made, known = read_pairs(tmp_path / "fold.tsv"), read_pairs(checked_in / "fold.tsv")
    assert known <= made
    assert not [char for char, _found in made - known if char >= "\u3400"]
    assert (tmp_path / "words.tsv").read_bytes() == (checked_in / "words.tsv").read_bytes()
