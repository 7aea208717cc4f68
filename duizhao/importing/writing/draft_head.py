"""The head of a draft and of its source: values as YAML that reads back as it was, whatever they hold."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import yaml

ORDER = (
    *("title", "date", "theme", "regions", "period", "sources", "summary", "tags", "authors", "script"),
    *("updated", "publish_at", "draft", "complete", "conversion"),
)
"""The keys of front matter in the order in which they are written; others follow as they come."""
DATES = ("date", "updated", "publish_at")
"""The keys whose values are days, which are written without quotation marks."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
BREAK = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
"""Matches what ends a line somewhere; a value has one line."""
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
"""Matches characters that nobody sees and YAML has no room for."""
LONE = re.compile(r"[\ud800-\udfff]")
LOST = "�"
"""What stands for half a character."""
LONGEST_PLAIN = 2000
"""The greatest length of a value of which it is found out whether it needs quotation marks."""
LONGEST_NUMBER = 4096
"""The greatest number of bits of a number that is written in digits; Python refuses to write very long ones."""
DEEPEST = 20
"""The greatest depth of values in one another that is written; front matter needs three."""


def write_front_matter(values: Mapping[str, object]) -> str:
    """Write the lines of a draft's front matter, without the lines `---` around them.

    Args:
        values: The values by key. Keys with an empty text, list or mapping, or None, are left out.

    Returns:
        One line per key in the usual order, with quotation marks only where YAML needs them. It reads back as the
        same values, but for line breaks, which become blanks, and characters that are not allowed, which are dropped.
    """
    keys = [*(key for key in ORDER if key in values), *(key for key in values if key not in ORDER)]
    return "".join(_write_pair(key, values[key]) for key in keys if values[key] not in (None, "", [], (), {}))


def write_scalar(text: str) -> str:
    """Return a text as YAML on one line, in quotation marks if it needs any."""
    cleaned = clean_value(text)
    if len(cleaned) <= LONGEST_PLAIN and _dump({"k": cleaned}) == f"k: {cleaned}\n":
        return cleaned
    return quote_scalar(cleaned)


def quote_scalar(text: str) -> str:
    """Return a text as YAML on one line, in quotation marks."""
    return json.dumps(clean_value(text), ensure_ascii=False)


def clean_value(text: str) -> str:
    """Return a text as a value of one line that YAML can hold: without breaks and characters that nobody sees."""
    lines = (line.strip(" ") for line in BREAK.split(LONE.sub(LOST, text)))
    return UNSEEN.sub("", " ".join(line for line in lines if line)).strip(" ")


def _write_pair(key: str, value: object) -> str:
    """Return the line of a key, or the lines if its value has several."""
    if key not in ORDER:
        return _dump({clean_value(str(key)): _clean(value, {})})
    if isinstance(value, str):
        return f"{key}: {value if key in DATES and DAY.fullmatch(value) else write_scalar(value)}\n"
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return f"{key}: [{', '.join(_write_items(value))}]\n"
    return _dump({key: _clean(value, {})})


def _write_items(values: Iterable[str]) -> Iterable[str]:
    """Yield texts as the entries of a list on one line."""
    for value in values:
        cleaned = clean_value(value)
        is_plain = len(cleaned) <= LONGEST_PLAIN and _dump([cleaned], flow=True) == f"[{cleaned}]\n"
        yield cleaned if is_plain else quote_scalar(cleaned)


def _clean(value: object, known: dict[int, Any], depth: int = 0) -> Any:
    """Return a value of any kind as one that YAML can hold; what is contained twice stays one value.

    Args:
        value: The value.
        known: What was made of the values so far, by identity; a value that contains itself would have no end.
        depth: The number of values around it.
    """
    if not isinstance(value, Mapping | list | tuple | set | frozenset):
        return _clean_single(value)
    if id(value) in known:
        return known[id(value)]
    if depth >= DEEPEST:
        return "…"
    if isinstance(value, Mapping):
        pairs: dict[Any, Any] = {}
        known[id(value)] = pairs
        for key, one in value.items():
            pairs[clean_value(str(key))] = _clean(one, known, depth + 1)
        return pairs
    items: list[Any] = []
    known[id(value)] = items
    items += [_clean(one, known, depth + 1) for one in value]
    return items


def _clean_single(value: object) -> Any:
    """Return a value that contains no others as one that YAML can hold."""
    if isinstance(value, int) and value.bit_length() > LONGEST_NUMBER:
        return hex(value)
    if value is None or isinstance(value, bool | int | datetime | date):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    return clean_value(value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value))


def _dump(value: object, *, flow: bool = False) -> str:
    """Return a value as PyYAML writes it, in lines without end."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=math.inf, default_flow_style=flow)
