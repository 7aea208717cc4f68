"""What the head of an HTML page says of its text: title, date, outlet, authors, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from duizhao.importing.manuscript import Known
from duizhao.importing.reading.html_addresses import ABSOLUTE
from duizhao.importing.reading.html_elements import Tree
from duizhao.importing.reading.html_tokens import decode_references
from duizhao.importing.roles import ROLES

TITLES = ("og:title", "twitter:title", "articletitle", "headline", "dc.title", "title")
DATES = (
    *("article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate", "publish_date"),
    *("firstpublishedtime", "og:release_date", "weibo:article:create_at", "dc.date", "dcterms.created", "date"),
)
PUBLISHERS = ("contentsource", "mediaid", "source", "og:site_name", "sitename", "publisher", "dc.publisher")
AUTHORS = ("author", "og:article:author", "article:author", "dc.creator", "byl")
ADDRESSES = ("canonical", "og:url")
DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:-|/|\.|年)?(\d{1,2})(?:(?:-|/|\.|月)?(\d{1,2}))?(?!\d{3})")
STAMP = re.compile(r"(?<![\w.])(?:ct|create_time|publish_time)\s{0,9}[=:]\s{0,9}[\"']?(1\d{9})(?!\d)")
"""The second of publication in pages of WeChat."""
CHINA = timedelta(hours=8)
TAIL = re.compile(r"\s*(?:[_|｜]|\s[-–—·]\s|-(?=[^-]*$))\s*")
SITE = re.compile(
    "网|網|新闻|新聞|日报|日報|晚报|都市报|在线|在線|频道|頻道|门户|平台|客户端|政府|首页|要闻|com|News", re.IGNORECASE
)
"""What the name of a site or a section has in it."""
PARTS = re.compile(r"[、，,;；\s]+")
BLANKS = re.compile(r"\s+")
LONGEST_SCRIPT = 200_000
LONGEST_NAME = 60
"""The maximum length of the name of an outlet or author."""
LONGEST_TITLE = 200
SPACING = {"_", "|", "｜"}


class Head(NamedTuple):
    """What a page says of itself outside of its text."""

    known: Known
    """What is known."""
    base: str
    """The address that its links start from; empty if unknown."""
    titles: tuple[str, ...]
    """All titles that it states, as they are written."""


def read_head(text: str, tree: Tree) -> Head:
    """Read what a page states as metadata.

    Args:
        text: The page.
        tree: Its elements.

    Returns:
        Title, date, outlet, authors and address as far as they are stated.
    """
    stated: dict[str, str] = {}
    links: dict[str, str] = {}
    written = ""
    for event in tree.events:
        if event.element < 0:
            continue
        name = tree.elements[event.element].name
        if event.kind == "raw" and name == "title" and not written:
            written = BLANKS.sub(" ", decode_references(text[event.start : event.end][:LONGEST_SCRIPT])).strip()
        elif event.kind == "raw" and name == "script":
            _read_script(text[event.start : min(event.end, event.start + LONGEST_SCRIPT)], stated)
        elif event.kind == "open" and name in ("meta", "link", "base", "time"):
            _read_element(name, tree.attributes[event.element], stated, links)
    site = _first(stated, ("og:site_name", "sitename"))[1]
    titles = [value for name in TITLES if (value := stated.get(name, ""))] + ([written] if written else [])
    title = cut_title(titles[0], site) if titles else ""
    found, day = _find_day(stated)
    address = next(
        (value for name in ADDRESSES if ABSOLUTE.match(value := links.get(name) or stated.get(name, ""))), ""
    )
    base = links.get("base", "")
    known = Known(
        title=title,
        date=day,
        date_found=found,
        publisher=_name(_first(stated, PUBLISHERS)[1]),
        authors=tuple(_list_authors(_first(stated, AUTHORS)[1])),
        address=address,
    )
    return Head(known, base if ABSOLUTE.match(base) else address, tuple(titles))


def _read_element(name: str, attributes: Mapping[str, str], stated: dict[str, str], links: dict[str, str]) -> None:
    """Read an element of the head."""
    if name == "meta":
        key = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").strip().lower()
        value = attributes.get("content", "").strip()
        if key and value:
            stated.setdefault(key, value)
    elif name == "time" and attributes.get("datetime"):
        stated.setdefault("<time>", attributes["datetime"])
    elif attributes.get("href"):
        key = "base" if name == "base" else attributes.get("rel", "").strip().lower()
        links.setdefault(key, attributes["href"].strip())


def _read_script(text: str, stated: dict[str, str]) -> None:
    """Read what a script states: JSON-LD, or the time stamp of WeChat."""
    stripped = text.strip()
    if stripped[:1] in ("{", "["):
        for key, value in _list_statements(stripped):
            stated.setdefault(key, value)
    elif found := STAMP.search(text):
        moment = datetime.fromtimestamp(int(found[1]), UTC) + CHINA
        stated.setdefault("<script>", moment.date().isoformat())


def _list_statements(text: str) -> Iterator[tuple[str, str]]:
    """Yield what JSON-LD states."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    waiting: list[Any] = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += (one[key] for key in ("@graph", "mainEntity") if key in one)
            for key, name in (("headline", "headline"), ("datePublished", "datePublished (JSON-LD)")):
                if isinstance(one.get(key), str):
                    yield name, one[key]
            for key in ("publisher", "author"):
                yield from ((key, name) for name in _list_names(one.get(key)))


def _list_names(value: Any) -> Iterator[str]:
    """Yield the names of those that JSON-LD states, as one text."""
    several = value if isinstance(value, list) else [value]
    names = [one.get("name") if isinstance(one, dict) else one for one in several]
    joined = "、".join(one for one in names if isinstance(one, str))
    if joined:
        yield joined


def _first(stated: Mapping[str, str], names: tuple[str, ...]) -> tuple[str, str]:
    """Return the first of some names that is stated, with its value."""
    return next(((name, stated[name]) for name in names if stated.get(name)), ("", ""))


def _find_day(stated: Mapping[str, str]) -> tuple[str, str]:
    """Return how the day of publication was found, and the day; both empty if it is not stated."""
    for name in (*DATES[:2], "datePublished (JSON-LD)", *DATES[2:], "<time>", "<script>"):
        day = read_day(stated.get(name, ""))
        if day:
            what = {"<time>": "in an element time", "<script>": "in a script of the page"}.get(name)
            return what or f"in the head of the page: {name} “{stated[name][:LONGEST_NAME]}”", day
    return "", ""


def read_day(text: str) -> str:
    """Return the first day of a text as YYYY-MM-DD, or its month as YYYY-MM; empty if there is none."""
    found = DAY.search(text[:LONGEST_TITLE])
    if found is None:
        return ""
    year, month, day = (int(one) if one else 0 for one in found.groups())
    try:
        return datetime(year, month, day or 1, tzinfo=UTC).date().isoformat()[: 10 if day else 7]
    except ValueError:
        return ""


def cut_title(title: str, site: str) -> str:
    """Return the title of a page without the name of its site, which follows it behind `_`, `-` or `|`."""
    title = BLANKS.sub(" ", title[:LONGEST_TITLE]).strip()
    while True:
        cuts = list(TAIL.finditer(title))
        if not cuts or not title[: cuts[-1].start()]:
            return title
        cut = cuts[-1]
        tail = title[cut.end() :]
        if cut[0].strip() not in SPACING and tail != site and not SITE.search(tail):
            return title
        title = title[: cut.start()].strip()


def _name(written: str) -> str:
    """Return the name of an outlet, or nothing if it is an address or too long."""
    name = BLANKS.sub(" ", written).strip()
    return "" if len(name) > LONGEST_NAME or ABSOLUTE.match(name) else name


def _list_authors(written: str) -> Iterator[str]:
    """Yield the authors that a page states."""
    if len(written) > LONGEST_TITLE or ABSOLUTE.match(written):
        return
    parts = PARTS.split(written.strip()) if not written.isascii() else re.split(r"\s*[,;]\s*", written.strip())
    parts = [ROLES.sub("", one).strip() or one for one in parts]
    yield from (one for one in parts if one and not one.isdigit() and len(one) <= LONGEST_NAME)
