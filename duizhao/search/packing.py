"""Packing of numbers, posting lists and shards, as browsers unpack them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from duizhao.search.postings import Lists

SHARD = 14_000
"""The most bytes of postings that a shard holds before compression; a longer list has a shard of its own."""
LONG = 0x80


@dataclass(frozen=True, slots=True)
class Shard:
    """Neighbouring terms with their postings."""

    first: str
    """Its first term."""
    data: bytes
    """Its terms and postings, packed and compressed."""


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


def pack_shards(lists: Lists) -> Iterator[Shard]:
    """Pack posting lists into shards of about one size, in the order of their terms.

    An uncompressed shard is the length of its terms; the terms, separated by line ends; the length of each term's list;
    and the lists.
    """
    begin = start = end = size = 0
    for place, (term, length) in enumerate(zip(lists.terms, lists.sizes, strict=True)):
        if place > begin and size + length > SHARD:
            yield _pack_shard(lists.terms[begin:place], lists.sizes[begin:place], lists.data[start:end])
            begin, start, size = place, end, 0
        end += length
        size += length + len(term.encode())
    if lists.terms:
        yield _pack_shard(lists.terms[begin:], lists.sizes[begin:], lists.data[start:])


def _pack_shard(terms: Sequence[str], sizes: Sequence[int], data: bytes) -> Shard:
    """Pack some terms with their lists."""
    text = "\n".join(terms).encode()
    return Shard(terms[0], compress(pack_numbers((len(text),)) + text + pack_numbers(sizes) + data))
