"""Feeds: the newest articles of an edition in Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from duizhao.editing.addresses import FEED
from duizhao.editing.pages import EditedPage
from duizhao.model import Article

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LENGTH = 20
"""How many articles a feed holds."""


def make_feed(title: str, home: EditedPage, entries: Sequence[tuple[Article, EditedPage]], site_url: str) -> bytes:
    """Make the feed of an edition.

    Args:
        title: The site's name in the edition.
        home: The edition's home page.
        entries: Its articles, newest first; those that are no translation yet are left out.
        site_url: The site's address.

    Returns:
        An Atom document in UTF-8, the same for the same articles.
    """
    ET.register_namespace("", ATOM)
    edition = home.page.edition
    feed = ET.Element(f"{{{ATOM}}}feed", {XML_LANG: edition.code})
    url = site_url + home.page.address
    offered = [(article, page) for article, page in entries if page.is_offered][:LENGTH]
    newest = max((article.date for article, _page in offered), default=None)
    _add(feed, "title", title)
    _add(feed, "id", url)
    _add(feed, "link", rel="alternate", href=url, hreflang=edition.code)
    _add(feed, "link", rel="self", href=url + FEED)
    _add(feed, "updated", _timestamp(newest.isoformat() if newest else "1970-01-01"))
    for article, page in offered:
        entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
        address = site_url + page.page.address
        _add(entry, "title", page.title.text)
        _add(entry, "id", address)
        _add(entry, "link", rel="alternate", href=address)
        _add(entry, "updated", _timestamp(article.date.isoformat()))
        for name in article.authors or (title,):
            _add(ET.SubElement(entry, f"{{{ATOM}}}author"), "name", name)
        _add(entry, "summary", page.summary.text)
    ET.indent(feed)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> None:
    """Add an element with a text or attributes."""
    ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes).text = text or None


def _timestamp(day: str) -> str:
    """Write a day as Atom's date construct wants it."""
    return f"{day}T00:00:00Z"
