"""The columns of the documents: what browsers filter, sort and score by, and the names of the files of texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from duizhao.editions import Edition
from duizhao.search.documents import Filters, Listed
from duizhao.search.outlines import Outlines
from duizhao.search.packing import compress
from duizhao.search.postings import write_numbers

EPOCH = 719_163
"""The ordinal of 1970-01-01, from which days are counted."""


def list_filters(documents: Sequence[Listed], editions: Sequence[Edition], themes: Sequence[str]) -> Filters:
    """List what documents are filtered and sorted by.

    Args:
        documents: Documents in the order of their numbers.
        editions: The editions, in the order of the switcher.
        themes: The ids of all themes, in their order.
    """
    places = tuple(dict.fromkeys(document.regions for document in documents))
    bits = {edition.code: 1 << number for number, edition in enumerate(editions)}
    theme_numbers = {one: number for number, one in enumerate(themes, 1)}
    place_numbers = {one: number for number, one in enumerate(places)}
    days: list[int] = [one.date.toordinal() - EPOCH if one.date else 0 for one in documents]
    columns: tuple[Iterable[int], ...] = (
        (theme_numbers.get(one.theme, 0) for one in documents),
        (place_numbers[one.regions] for one in documents),
        (sum(bits[code] for code in one.editions) for one in documents),
        (day - before for before, day in zip([0, *days], days, strict=False)),
    )
    return Filters(len(documents), _pack([number for column in columns for number in column]), places)


def pack_columns(filters: Filters, outlines: Outlines) -> bytes:
    """Pack the columns of the documents, and the name of each group of texts.

    The columns: size, those of the filters, and 1 if the document begins a group of texts, else 0.
    """
    return compress(
        write_numbers(outlines.read_sizes())[0].tobytes() + filters.columns + outlines.begins + outlines.texts
    )


def _pack(numbers: Sequence[int]) -> bytes:
    """Pack numbers as `pack_numbers` does."""
    return write_numbers(np.array(numbers, np.int64))[0].tobytes()
