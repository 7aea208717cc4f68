"""Files that were put together from texts in two encodings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.account import Lines
from duizhao.importing.reading.decoding import decode

FIRST = "村里的公示栏每月更新一次，账目、工程、低保名单都在上面。\n"
SECOND = "网格员每天走访二十户，把事情记在本子上，晚上再录进系统。\n"
THIRD = "縣裡把熱線、網格和部門的系統連在一起，一件事只錄一次。\n"
ENGLISH = "A line in English.\n"
FILES = (
    ([(FIRST, "gbk"), (SECOND, "utf-8")], "UTF-8 and GB 18030", 2),
    ([(SECOND * 9, "utf-8"), (FIRST, "gbk")], "UTF-8 and GB 18030", 10),
    ([(SECOND, "utf-8"), (FIRST * 9, "gbk"), (SECOND, "utf-8")], "UTF-8 and GB 18030", 2),
    ([(THIRD, "big5"), (ENGLISH, "ascii"), (THIRD, "utf-8")], "UTF-8 and Big5", 3),
)
WHOLE = (
    (FIRST.encode("gbk") + SECOND.encode("gbk"), "GB 18030"),
    (THIRD.encode("big5") * 3, "Big5"),
    (FIRST.encode() + b"\xff" + SECOND.encode(), "UTF-8"),
    (FIRST.encode() + SECOND.encode()[:-3], "UTF-8"),
    (FIRST.encode("utf-16"), "UTF-16"),
)


@pytest.mark.parametrize(("parts", "name", "line"), FILES)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_line_is_read_by_itself(parts: list[tuple[str, str]], name: str, line: int, end: str) -> None:
    """The text is whole, and the first line in another encoding is asked about."""
    found = decode(b"".join(text.replace("\n", end).encode(encoding) for text, encoding in parts))
    assert (found.text, found.encoding) == ("".join(text for text, _ in parts).replace("\n", end), name)
    (question,) = found.findings.questions
    assert question.code == "encoding-guessed"
    assert end == "\r" or Lines(found.text).place(question.offset) == (line, 1)


@pytest.mark.parametrize(("data", "name"), WHOLE)
def test_one_encoding_does_for_other_files(data: bytes, name: str) -> None:
    """A file with faults is in one encoding all the same."""
    assert decode(data).encoding == name


def test_a_byte_that_is_left_over_is_no_letter() -> None:
    """Half a character at the end of a text in UTF-16 does not become a letter of ASCII."""
    found = decode("村里的公示栏".encode("utf-16")[:-1])
    assert [one.text for one in found.findings.edits] == ["", "�"]
    assert [one.code for one in found.findings.questions] == ["undecodable-byte"]


@given(
    st.lists(st.sampled_from([FIRST.encode("gbk"), SECOND.encode(), THIRD.encode("big5"), b"a\n", b"\xff\n", b"\n"]))
)
def test_any_mixture_is_read(parts: list[bytes]) -> None:
    """Whatever lines a file has behind one in UTF-8, it is read."""
    assert decode(b"".join((SECOND.encode(), *parts))).text.count("\n") == len(parts) + 1
