"""The columns of the documents: what browsers filter, sort and score by, and the names of the files of texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from duizhao.search.documents import SearchDocument
from duizhao.search.packing import compress, pack_numbers
from duizhao.search.parts import Outline
from duizhao.settings import Edition

EPOCH = 719_163
"""The ordinal of 1970-01-01, from which days are counted."""


def pack_columns(
    documents: Sequence[SearchDocument],
    outlines: Sequence[Outline],
    editions: Sequence[Edition],
    themes: Sequence[str],
    places: Sequence[tuple[str, ...]],
) -> bytes:
    """Pack the columns of the documents, and the name of each group of texts.

    The columns: size, theme (from 1; 0 for none), place, editions as bits, the days from the date of the document
    before (of the first one, from 1970) to the document's own, and 1 if the document begins a group of texts, else 0.
    """
    bits = {edition.code: 1 << number for number, edition in enumerate(editions)}
    theme_numbers = {one: number for number, one in enumerate(themes, 1)}
    place_numbers = {one: number for number, one in enumerate(places)}
    days = [one.date.toordinal() - EPOCH if one.date else 0 for one in documents]
    columns: tuple[Iterable[int], ...] = (
        (size for outline in outlines for size in outline.sizes),
        (theme_numbers.get(one.theme, 0) for one in documents),
        (place_numbers[one.regions] for one in documents),
        (sum(bits[version.edition] for version in one.versions) for one in documents),
        (day - before for before, day in zip([0, *days], days, strict=False)),
        (
            int(number != before)
            for outline in outlines
            for before, number in zip((-1, *outline.groups), outline.groups, strict=False)
        ),
    )
    names = "".join(name for outline in outlines for name, _indexes in outline.texts)
    return compress(b"".join(pack_numbers(list(column)) for column in columns) + bytes.fromhex(names))
