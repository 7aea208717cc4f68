"""Sitemaps and robots.txt. A sitemap is one file, or several with an index if there are too many addresses."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import escape

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
MOST = 50_000
"""The greatest number of addresses in a file: https://www.sitemaps.org/protocol.html"""
LARGEST = 45_000_000
"""The greatest size of a file in bytes, by the same rule, less a tenth for what escaping adds."""
MARKUP = 90
"""The greatest number of bytes of markup around an address."""
ROW, ROW_END = "\n  <url>", "\n  </url>"
"""The begin and the end of an address in the theme's template."""
Rows = Sequence[dict[str, Any]]
"""Addresses, each with its day and its other editions."""


def sitemap_values(rows: Rows, site_url: str) -> dict[str, Any]:
    """Return the values of the template of `sitemap.xml`: the addresses, or the files that hold them.

    Args:
        rows: All addresses.
        site_url: The site's address.
    """
    parts = divide_rows(rows)
    if len(parts) == 1:
        return {"sitemap": rows, "sitemaps": []}
    files = [
        {"url": site_url + part_name(number), "day": max(filter(None, (row["day"] for row in part)), default=None)}
        for number, part in enumerate(parts, 1)
    ]
    return {"sitemap": [], "sitemaps": files}


def make_robots(site_url: str) -> str:
    """Make a robots.txt that forbids nothing and links the sitemap (RFC 9309).

    Args:
        site_url: The site's address.

    Returns:
        The text of the file; empty if the site is below a path or its address is unknown, since robots only read the
        file at the root of a host.
    """
    if not site_url or urlsplit(site_url).path != "/":
        return ""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url}{SITEMAP}\n"


def write_parts(rows: Rows, env: jinja2.Environment, site: Path) -> set[str]:
    """Write the files that the index lists, and return their names; none if `sitemap.xml` holds all addresses itself.

    Args:
        rows: All addresses.
        env: The theme's templates.
        site: The folder of the site.
    """
    parts = divide_rows(rows)
    names = [part_name(number) for number in range(1, len(parts) + 1)] if len(parts) > 1 else []
    for name, part in zip(names, parts, strict=False):
        (site / name).write_text(env.get_template(SITEMAP).render(sitemap=part, sitemaps=[]), "utf-8")
    return set(names)


def compress_sitemap(site: Path, date: datetime) -> None:
    """Rewrite `sitemap.xml.gz` with the date of the build: MkDocs writes it with the current day.

    Args:
        site: The folder of the site.
        date: The date of the build.
    """
    file = site / SITEMAP
    if file.is_file():
        data = gzip.compress(file.read_bytes(), mtime=int(date.timestamp()))
        file.with_name(f"{SITEMAP}.gz").write_bytes(data)


def replace_rows(text: str, urls: Iterable[str], rows: Rows, template: jinja2.Template) -> str | None:
    """Replace the rows of an article's pages in the text of a sitemap, which the theme's own template has made.

    Args:
        text: The sitemap.
        urls: The addresses of the pages in all editions, of which the sitemap has some.
        rows: The new rows of these pages.
        template: The template of the sitemap.

    Returns:
        The new text; None if the sitemap has none of the pages, or would exceed its limits.
    """
    starts = [text.find(f"{ROW}\n    <loc>{escape(url)}</loc>") for url in urls]
    found = [start for start in starts if start >= 0]
    if not found:
        return None
    end = text.index(ROW_END, max(found)) + len(ROW_END)
    made = template.render(sitemap=rows, sitemaps=[]) if rows else ""
    new = made[made.index(ROW) : made.rindex(ROW_END) + len(ROW_END)] if rows else ""
    text = text[: min(found)] + new + text[end:]
    # Its size is estimated generously when addresses are divided: half of it is certain not to be too much.
    return text if text.count(ROW) <= MOST and len(text.encode()) <= LARGEST // 2 else None


def divide_rows(rows: Rows) -> list[Rows]:
    """Divide addresses among files within the limits; return one empty file if there are no addresses."""
    parts: list[list[dict[str, Any]]] = [[]]
    size = 0
    for row in rows:
        own = sum(MARKUP + len(url.encode()) for url in (row["url"], *(one.url for one in row["alternates"])))
        if len(parts[-1]) == MOST or size + own > LARGEST:
            parts.append([])
            size = 0
        parts[-1].append(row)
        size += own
    return [*parts]


def part_name(number: int) -> str:
    """Return the name of a file by its number, from 1."""
    return f"sitemap-{number}.xml"
