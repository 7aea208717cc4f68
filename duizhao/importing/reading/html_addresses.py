"""The addresses of links and images of an HTML page."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

ABSOLUTE = re.compile(r"(?:https?|ftp)://[^\s/]|mailto:[^\s]", re.IGNORECASE)
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{0,20}:")
EMPTY = re.compile(
    r"javascript:\s{0,9}(?:void\s{0,9}(?:\(\s{0,9}\d?\s{0,9}\)|\d)|history\.\S{0,20}|false)?\s{0,9};?", re.IGNORECASE
)
"""What stands for the address of a button."""
UNSAFE = {ord(one): f"%{ord(one):02X}" for one in " ()<>\"'\\`*[]{|}"}
"""What addresses have in Markdown only in an encoded form."""
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
LONGEST = 2_000
"""The maximum length of an address."""


def resolve_address(written: str, base: str) -> str | None:
    """Return the full address that a link leads to.

    Args:
        written: The address as the page has it.
        base: The address of the page; empty if it is unknown.

    Returns:
        The address, safe between the round brackets of a link; empty for a link within the page and for a button; None
        if the page does not say where it is, or if it leads to a script, a file of somebody's computer and the like.
    """
    address = CONTROLS.sub("", written).strip()
    if not address or address.startswith("#") or len(address) > LONGEST:
        return ""
    if not ABSOLUTE.match(address):
        if SCHEME.match(address):
            return "" if EMPTY.fullmatch(address) else None
        joined = _join(base, address) if base else ""
        if not ABSOLUTE.match(joined):
            return None
        address = joined
    return _clean(address)


def _join(base: str, address: str) -> str:
    """Return an address relative to another one; empty if it is none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _clean(address: str) -> str:
    """Return an address with what has a meaning in Markdown encoded; empty if it is none."""
    try:
        urlsplit(address)
    except ValueError:
        return ""
    safe = address.translate(UNSAFE)
    return safe if safe.isascii() or safe.isprintable() else ""
