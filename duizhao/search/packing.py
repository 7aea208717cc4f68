"""Packing of numbers, posting lists and shards, as browsers unpack them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple
from zlib import crc32

from duizhao.search.postings import Lists

LEAST, MOST = 8_000, 18_000
"""A shard ends after a term when its postings have at least `LEAST` bytes before compression and the term is one at
which shards end, or when they have at least `MOST`."""
SPREAD = 4_000
"""The average number of bytes from `LEAST` to a term at which shards end."""
NAME = 6
"""The number of bytes of a file's name. Two of 10,000 files have the same name once in five million sites."""
LONG = 0x80


class Shard(NamedTuple):
    """Neighbouring terms with their postings."""

    first: str
    """Its first term."""
    name: str
    """The name of its file."""


Rows = Sequence[tuple[str, bytes]]
"""Terms with their lists."""


def name_content(*contents: bytes) -> str:
    """Name files by their content: an old manifest never leads to a new file, and unchanged files keep their names."""
    state = blake2b(digest_size=NAME)
    for data in contents:
        state.update(b"%d:" % len(data))
        state.update(data)
    return state.hexdigest()


def compress(data: bytes) -> bytes:
    """Compress without a header, so that equal data yield equal bytes (RFC 1951; "deflate-raw" in browsers)."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def compress_json(value: Any) -> bytes:
    """Compress a value as JSON."""
    return compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def pack_numbers(numbers: Sequence[int]) -> bytes:
    """Pack numbers, seven bits per byte, low bits first; all bytes of a number but the last have the high bit set."""
    if not numbers or max(numbers) < LONG:
        return bytes(numbers)
    packed = bytearray()
    for number in numbers:
        rest = number
        while rest >= LONG:
            packed.append(rest & 0x7F | LONG)
            rest >>= 7
        packed.append(rest)
    return bytes(packed)


def pack_shards(lists: Lists) -> Iterator[tuple[Shard, bytes]]:
    """Pack posting lists into shards of about one size, in the order of their terms.

    An uncompressed shard is the length of its terms; the terms, separated by line ends; the length of each term's list;
    and the lists.
    """
    begin = start = 0
    for stop, end in _list_ends(lists.terms, lists.sizes, last=True):
        yield _pack_shard(lists.terms[begin:stop], lists.sizes[begin:stop], lists.data[start:end])
        begin, start = stop, end


def pack_rows(rows: Rows, *, last: bool) -> tuple[list[tuple[Shard, bytes]], Rows]:
    """Pack the rows of neighbouring shards again.

    Args:
        rows: Terms with their lists, from the beginning of a shard.
        last: Whether no more terms follow in the index.

    Returns:
        The shards, and the rows after the last end of a shard.
    """
    begin = 0
    shards = []
    sizes = [len(data) for _term, data in rows]
    for stop, _end in _list_ends([term for term, _data in rows], sizes, last=last):
        data = b"".join(data for _term, data in rows[begin:stop])
        shards.append(_pack_shard([term for term, _data in rows[begin:stop]], sizes[begin:stop], data))
        begin = stop
    return shards, rows[begin:]


def unpack_shard(data: bytes) -> list[tuple[str, bytes]]:
    """Unpack the file of a shard."""
    plain = zlib.decompress(data, -zlib.MAX_WBITS)
    (length,), start = _unpack_numbers(plain, 0, 1)
    terms = plain[start : start + length].decode().split("\n")
    sizes, start = _unpack_numbers(plain, start + length, len(terms))
    rows = []
    for term, size in zip(terms, sizes, strict=True):
        rows.append((term, plain[start : start + size]))
        start += size
    return rows


def _list_ends(terms: Sequence[str], sizes: Sequence[int], *, last: bool) -> Iterator[tuple[int, int]]:
    """List where shards end: the numbers of terms and of bytes before that.

    An end depends only on the terms and sizes of its own shard: a changed list moves at most the ends near it.

    Args:
        terms: The terms.
        sizes: The length of each term's list.
        last: Whether a shard ends at the last term in any case.
    """
    size = end = 0
    place = stop = 0
    for place, (term, length) in enumerate(zip(terms, sizes, strict=True), 1):
        end += length
        size += length + len(term.encode())
        if size >= MOST or (size >= LEAST and _ends_shard(term, length)):
            yield place, end
            size, stop = 0, place
    if last and place > stop:
        yield place, end


def _ends_shard(term: str, length: int) -> bool:
    """Tell whether shards end at a term: the longer its list, the more likely.

    The length counts as a power of two, so that most changes of a list do not change the answer.
    """
    # The low bits of the checksums of similar texts are similar; the product mixes them.
    mixed = crc32(term.encode()) * 0x9E3779B1 & 0xFFFFFFFF
    return mixed * SPREAD < 1 << (32 + (length + len(term)).bit_length())


def _pack_shard(terms: Sequence[str], sizes: Sequence[int], data: bytes) -> tuple[Shard, bytes]:
    """Pack some terms with their lists."""
    text = "\n".join(terms).encode()
    packed = compress(pack_numbers((len(text),)) + text + pack_numbers(sizes) + data)
    return Shard(terms[0], name_content(packed)), packed


def _unpack_numbers(data: bytes, start: int, count: int) -> tuple[list[int], int]:
    """Unpack some numbers from a place on; return them and the place after them."""
    numbers: list[int] = []
    number = shift = 0
    place = start
    while len(numbers) < count:
        byte = data[place]
        place += 1
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < LONG:
            numbers.append(number)
            number = shift = 0
    return numbers, place
