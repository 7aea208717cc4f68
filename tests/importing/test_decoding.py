"""Files are recognised and decoded, whatever their encoding."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.reading.decoding import decode, find_codec
from duizhao.importing.reading.file_kinds import recognise
from duizhao.importing.tracked_text import track

SIMPLIFIED = "社区居民走进服务中心，看看今年有什么新的变化。"
TRADITIONAL = "社區居民走進服務中心，看看今年有甚麼新的變化。"
HONG_KONG = "呢個社區嘅居民話，佢哋今年冇乜嘢唔滿意。"
WESTERN = "L’été, à la mairie, les élèves ont fêté Noël. Déjà vu."
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
    "gb18030": b"\x84\x31\x95\x33",
}
PLAIN = [
    *((text, codec) for text in (SIMPLIFIED, TRADITIONAL) for codec in ("utf-8", "gb18030", "gbk")),
    *((text, codec) for text in (SIMPLIFIED, TRADITIONAL) for codec in ("utf-16-le", "utf-16-be")),
    (SIMPLIFIED, "gb2312"),
    (TRADITIONAL, "big5"),
    (TRADITIONAL, "cp950"),
    (TRADITIONAL, "big5hkscs"),
    (HONG_KONG, "big5hkscs"),
    (WESTERN, "cp1252"),
    (WESTERN, "utf-8"),
    ("Plain ASCII.", "utf-8"),
]


def read(data: bytes, encoding: str | None = None) -> str:
    """Return the text of a file, repaired."""
    decoded = decode(data, encoding)
    return track(decoded.text).apply(decoded.findings.edits).text


@pytest.mark.parametrize(("text", "codec"), PLAIN)
@pytest.mark.parametrize("size", [1, 40])
def test_an_encoding_without_a_mark_is_recognised(text: str, codec: str, size: int) -> None:
    """Some twenty characters are enough, and many are no worse."""
    whole = "\n".join([text] * size)
    assert recognise(whole.encode(codec)) == "text"
    assert read(whole.encode(codec)) == whole


@pytest.mark.parametrize("codec", MARKS)
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, WESTERN, "中", "a", ""])
def test_a_mark_tells_the_encoding(text: str, codec: str) -> None:
    """The mark is dropped, and accounted for."""
    decoded = decode(MARKS[codec] + text.encode(codec))
    assert decoded.how == "by its byte order mark"
    assert [one.kind for one in decoded.findings.edits] == ["byte-order-mark"]
    assert read(MARKS[codec] + text.encode(codec)) == text


@pytest.mark.parametrize(("text", "codec"), PLAIN)
def test_a_stated_encoding_is_believed(text: str, codec: str) -> None:
    """Whoever imports a file may know more."""
    assert read(text.encode(codec), codec) == text


def test_line_ends_of_other_systems_become_ours() -> None:
    """Windows, old Macintosh, and the separators of Unicode."""
    assert read("甲社区\r\n乙社区\r丙社区\u2028丁社区\r\r\n戊".encode()) == "甲社区\n乙社区\n丙社区\n丁社区\n戊"


def test_bytes_that_are_no_text_are_asked_about() -> None:
    """A byte in the middle of a text in UTF-8 becomes a sign, with a question."""
    data = SIMPLIFIED.encode() * 3 + b"\xff" + SIMPLIFIED.encode()
    assert read(data) == SIMPLIFIED * 3 + "�" + SIMPLIFIED
    assert [one.code for one in decode(data).findings.questions] == ["undecodable-byte"]


@pytest.mark.parametrize("cut", [1, 2])
def test_a_text_that_ends_in_the_middle_of_a_character_is_read(cut: int) -> None:
    """What there is of it is read."""
    assert read(SIMPLIFIED.encode()[:-cut]).startswith(SIMPLIFIED[:-1])
    assert read(TRADITIONAL.encode("cp950")[:-1]).startswith(TRADITIONAL[:-1])


def test_names_of_encodings_are_found() -> None:
    """A smaller one is read as the larger one that contains it; what is none is an error."""
    assert [find_codec(one) for one in ("GBK", "gb2312", "Big5", "UTF8", "latin-1")] == [
        "gb18030",
        "gb18030",
        "cp950",
        "utf-8",
        "iso8859-1",
    ]
    for name in ("no-such", "rot13", "base64", "idna", "undefined", ""):
        with pytest.raises(LookupError):
            find_codec(name)


@given(
    st.binary(max_size=200)
    | st.builds(bytes.__add__, st.sampled_from([b"", *MARKS.values()]), st.binary(max_size=60))
    | st.builds(
        lambda text, codec: text.encode(codec, "ignore"),
        st.text(max_size=40),
        st.sampled_from(["gb18030", "cp950", "utf-16-le"]),
    )
)
def test_any_bytes_are_a_text(data: bytes) -> None:
    """No bytes fail, and the repaired text can be written as UTF-8 but for halves of characters, found later."""
    decoded = decode(data)
    text = track(decoded.text).apply(decoded.findings.edits).text
    assert "\r" not in text
    assert text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass") == text
    assert recognise(data)
