"""Feeds: the newest articles of an edition, of a theme or of a tag in Atom (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from duizhao.editing.addresses import FEED, absolute_address, relative_address
from duizhao.editing.pages import EditedPage
from duizhao.editing.texts import Wording
from duizhao.model import Article

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LENGTH = 20
"""The maximum number of articles in a feed."""


def make_feed(site: str, page: EditedPage, entries: Iterable[tuple[Article, EditedPage]], site_url: str) -> bytes:
    """Make the feed of a page that lists articles.

    Args:
        site: The site's name in the edition.
        page: The edition's home page, or the page of a theme or tag.
        entries: Its articles, newest first; those that are not offered are left out. Only as many are taken as needed.
        site_url: The site's address; if empty, links are relative to the feed.

    Returns:
        An Atom document in UTF-8; the same articles produce the same bytes.
    """
    ET.register_namespace("", ATOM)
    edition = page.page.edition
    place = feed_address(page)

    def link(parent: ET.Element, relation: str, address: str, **attributes: str) -> None:
        url = absolute_address(site_url, address) if site_url else relative_address(address, place)
        _add(parent, "link", rel=relation, href=url, **attributes)

    feed = ET.Element(f"{{{ATOM}}}feed", {XML_LANG: edition.code})
    offered = list(islice(((article, one) for article, one in entries if one.is_offered), LENGTH))
    newest = max((article.last_change for article, _page in offered), default=None)
    _add(feed, "title", site if page.page.kind == "home" else f"{page.title} - {site}")
    _add(feed, "id", _name(site, page.page.address, site_url))
    link(feed, "alternate", page.page.address, type="text/html", hreflang=edition.code)
    link(feed, "self", place, type="application/atom+xml")
    _add(feed, "updated", _timestamp(newest.isoformat() if newest else "1970-01-01"))
    # The feed's author applies to every article without authors.
    _add(ET.SubElement(feed, f"{{{ATOM}}}author"), "name", site)
    for article, one in offered:
        entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
        _add_wording(entry, "title", one.title)
        _add(entry, "id", _name(site, one.page.address, site_url))
        link(entry, "alternate", one.page.address, type="text/html", hreflang=edition.code)
        _add(entry, "published", _timestamp(article.date.isoformat()))
        _add(entry, "updated", _timestamp(article.last_change.isoformat()))
        for name in article.authors:
            _add(ET.SubElement(entry, f"{{{ATOM}}}author"), "name", name)
        if one.summary:
            _add_wording(entry, "summary", one.summary)
    ET.indent(feed)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def feed_address(page: EditedPage) -> str:
    """Return the address of the feed of a page, which stands beside it."""
    return page.page.address.removesuffix(page.page.edition.index) + FEED


def _name(site: str, address: str, site_url: str) -> str:
    """Return the permanent id of a page that Atom requires: its address, or a UUID made from site and address.

    An id is absolute even if addresses are not: https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6
    """
    return absolute_address(site_url, address) if site_url else uuid5(NAMESPACE_URL, f"{site}/{address}").urn


def _add_wording(parent: ET.Element, name: str, wording: Wording) -> None:
    """Add an element with a text, and with its language if that is not the feed's."""
    _add(parent, name, wording.text, **({XML_LANG: wording.lang} if wording.foreign else {}))


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> None:
    """Add an element with a text or attributes."""
    ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes).text = _forbidden().sub("", text) or None


def _timestamp(day: str) -> str:
    """Format a day as an Atom date construct."""
    return f"{day}T00:00:00Z"


@cache
def _forbidden() -> re.Pattern[str]:
    """Return the pattern of characters that XML forbids, even escaped; it is slow to compile.

    https://www.w3.org/TR/xml/#charsets
    """
    return re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
