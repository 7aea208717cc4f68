"""The heads and feet of printed sheets: title, site, edition and address, for the margin boxes of the style sheet."""

from __future__ import annotations

import re

from markupsafe import Markup

from duizhao.editing.addresses import absolute_address
from duizhao.editing.pages import EditedPage

SPECIAL = re.compile(r"[\x00-\x1f\x7f\"\\<>&]")
"""Matches what no string of a style sheet inside a page may hold as it is: ends of strings, lines and elements."""


def make_sheet_texts(edited: EditedPage, site: str, url: str) -> Markup:
    """Return the declarations from which the style sheet prints the head and the foot of each sheet.

    Margin boxes can show no content of the page, but they inherit the custom properties of its root.

    Args:
        edited: The page.
        site: The name of the site in the edition.
        url: The address of the site; empty if it is not known.
    """
    edition = edited.page.edition
    address = absolute_address(url, edited.page.address) if url else ""
    # The first page of a site is called like the site, which stands in the foot.
    head = "" if edited.title.text == site else edited.title.text
    foot = " · ".join(filter(None, (site, edition.label, address)))
    # Text of ours and strings of CSS without any sign that could end them.
    return Markup(f"--dz-sheet-head:{write_css_string(head)};--dz-sheet-foot:{write_css_string(foot)}")  # noqa: S704


def write_css_string(text: str) -> str:
    """Return a text as a string of CSS that can stand in a `style` element: https://www.w3.org/TR/css-syntax-3/#escaping."""
    return '"' + SPECIAL.sub(lambda found: f"\\{ord(found[0]):x} ", text) + '"'
