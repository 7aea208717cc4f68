"""The table of words is made from dictionaries and frequencies, and contains only words that can matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.script import generate, words

DICTIONARIES = {
    "STCharacters.txt": "发\t發 髮\n头\t頭\n东\t東\n于\t於 于\n历\t歷 曆\n",
    "STPhrases.txt": "头发\t頭髮\n理发\t理髮\n发布\t發布\n历法\t曆法\n",
    "STPhrases_GeneratedFromRegionalPhrases.txt": "发夹\t髮夾\n",
    "TSCharacters.txt": "發\t发\n髮\t发\n頭\t头\n東\t东\n",
    "TSPhrases.txt": "理髮\t理发\n",
    "TWVariants.txt": "裏\t裡\n",
    "HKVariants.txt": "爲\t為\n",
}
FREQUENCIES = "头 9000 n\n发 8000 v\n东 500 n\n头发 700 n\n发布 900 v\n东头 90 n\n罕见 2 a\n于东 50 nr\n"


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the tables from small dictionaries."""
    for name, text in DICTIONARIES.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "frequencies").write_text(FREQUENCIES, "utf-8")
    monkeypatch.setattr(generate, "DATA", tmp_path)
    generate.main(tmp_path, tmp_path / "frequencies")
    return tmp_path


def test_words_hold_what_changes_the_outcome(tables: Path) -> None:
    """A word with an unusual form has its conversion, a usual one only its cost, and a rare one is omitted."""
    lines = (tables / "words.tsv").read_text("utf-8").splitlines()
    table = words.WordTable({line[0]: line[2:] for line in lines if not line.startswith("#")})

    assert table.row("头").words["头发"].output == "頭髮"
    assert table.row("发").words["发布"].output == ""
    assert table.row("东").words["东头"].output == ""
    assert "罕见" not in table.row("罕").words
    assert table.row("头").single < table.row("东").single


def test_characters_know_their_neighbours(tables: Path) -> None:
    """A character with several forms is listed with the neighbours that matter for it."""
    rows = [line.split("\t") for line in (tables / "characters.tsv").read_text("utf-8").splitlines()]
    (near,) = [row for row in rows if row[:2] == ["near", "发"]]

    assert set("头理") <= set(near[2])
    assert "夹" in near[3]


@pytest.mark.parametrize(("word", "expected"), [("头发", True), ("头a", False), ("", True)])
def test_han(word: str, expected: bool) -> None:  # noqa: FBT001 -- a value of the table
    """Words of the table consist only of Chinese characters."""
    assert generate.is_han(word) is expected
