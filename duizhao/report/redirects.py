"""Redirects: small pages at the addresses that articles had before, which lead to where they are now.

They are static and have no script, so they cannot keep the fragment of an address, such as `#plan`: a link to a heading
at an old address leads to the beginning of the article.
"""

from __future__ import annotations

from markupsafe import Markup

from duizhao.editing.addresses import absolute_address, relative_address
from duizhao.editing.texts import Texts
from duizhao.translation.interface import INTERFACE_SCRIPT

REDIRECT = Markup("""\
<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={url}">
{canonical}<title>{title} - {site}</title>
</head>
<body>
<h1>{heading}</h1>
<p><a href="{url}">{words}</a></p>
</body>
</html>
""")
CANONICAL = Markup('<link rel="canonical" href="{}">\n')


def make_redirect(texts: Texts, site: str, title: object, target: str, place: str, site_url: str) -> bytes:
    """Make the page at an old address.

    Args:
        texts: The texts of its edition.
        site: The name of the site in the edition.
        title: The title of the article in the edition, a `Wording`.
        target: The address of the page that it leads to, relative to the site's root.
        place: Its own address.
        site_url: The address of the site; if empty, the page names no canonical address.

    Returns:
        The page in UTF-8; search engines are told that it is not to be found.
    """
    return REDIRECT.format(
        lang=texts.edition.code,
        url=relative_address(target, place),
        canonical=CANONICAL.format(absolute_address(site_url, target)) if site_url else "",
        title=str(title),
        heading=title,
        site=site,
        words=texts("阅读全文", INTERFACE_SCRIPT),
    ).encode()
