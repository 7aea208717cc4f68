"""The front matter that an imported Markdown file brings: what of it the site can use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from duizhao.model import Site
from duizhao.source.front_matter import ArticleHead, as_written

OWN = ("draft", "complete", "publish_at", "aliases")
"""Keys that an import does not take over: whether an article is shown is decided by those who have read it, and its
old addresses are those of another site."""


def keep_head(head: Mapping[str, object], site: Site) -> dict[str, object]:
    """Return the keys of a front matter whose values the site takes.

    Args:
        head: The front matter as it was read.
        site: The site, of whose themes, regions and sources only known ids are kept.
    """
    kept: dict[str, object] = {}
    for key, value in head.items():
        usable = _keep(key, value, site)
        if usable not in (None, "", [], {}):
            kept[key] = usable
    return kept


def list_lost(head: Mapping[str, object], site: Site) -> Iterator[tuple[str, object]]:
    """Yield the keys and values of a front matter that `keep_head` leaves out, wholly or in part."""
    kept = keep_head(head, site)
    for key, value in head.items():
        if value not in (None, "", [], {}) and as_written(value) != as_written(kept.get(key)):
            yield key, value


def _keep(key: str, value: Any, site: Site) -> object:
    """Return what the site takes of a value; None if nothing."""
    fields = {one.encode_name: one for one in msgspec.structs.fields(ArticleHead)}
    if key not in fields or key in OWN:
        return None
    written = as_written(value)
    try:
        msgspec.convert(written, fields[key].type)
    except msgspec.ValidationError:
        return None
    known = {
        "theme": [one.id for one in site.themes],
        "regions": [one.id for one in site.regions],
        "sources": [one.id for one in site.sources],
    }.get(key)
    if known is None:
        return value
    if isinstance(written, list):
        return [one for one in written if one in known]
    return written if written in known else None
