"""Articles of the report are damaged, and imported: they come back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from damage import gloss
from opencc import OpenCC

from duizhao.importing.pipeline import Result, import_data

ROOT = Path(__file__).parents[2]
ARTICLES = sorted((ROOT / "content" / "articles").glob("*.md"))
ENCODINGS = {
    "s2tw": ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs"),
    "s2hk": ("utf-8", "utf-16", "gb18030", "big5hkscs"),
    "t2s": ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"),
}
"""The encodings that an article in a script can have, with or without a byte order mark."""
CODE = re.compile(r"(?ms)^```.*?^```\n+")
NEAR = 12
"""How far around a question an article may differ."""


def read_body(path: Path, variant: str) -> str:
    """Return the text of an article in a script."""
    return OpenCC(variant).convert(path.read_text("utf-8").split("---\n", 2)[2].strip("\n"))


def list_differences(found: str, wanted: str) -> list[int]:
    """Return the offsets in `found` at which it differs from a text of the same length."""
    assert len(found) == len(wanted)
    return [at for at, (one, other) in enumerate(zip(found, wanted, strict=True)) if one != other]


@pytest.mark.parametrize("variant", ["s2tw", "s2hk", "s2t"])
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_glossed_articles_come_back(path: Path, variant: str) -> None:
    """Glosses go, folded marks are full-width again, and a text differs only where the report asks."""
    # Code is left as it is, and a character that GBK lacks is not in such a text.
    text = CODE.sub("", read_body(path, variant)).encode("gbk", "ignore").decode("gbk").replace("\u3000", " ")
    result = import_data(gloss(text).encode(), form="markdown")
    (piece,) = result.pieces
    asked = [one.offset for one in result.questions if one.code == "gloss-byte"]
    for at in list_differences(piece.text.text, text):
        assert any(abs(int(piece.text.origins[at]) - offset) <= NEAR for offset in asked)


@pytest.mark.parametrize("variant", ENCODINGS)
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_articles_are_read_in_any_encoding(path: Path, variant: str) -> None:
    """An encoding that has all characters of an article is found by itself, with its mark and without."""
    text = read_body(path, variant)
    read = 0
    for encoding in ENCODINGS[variant]:
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        read += 1
        assert _body(import_data(data, form="markdown")) == text, encoding
    assert read > 1


def _body(result: Result) -> str:
    (piece,) = result.pieces
    return piece.text.text
