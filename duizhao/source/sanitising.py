"""The HTML that authors may write: allowed elements, attributes and addresses, and removal of everything else.

Tags are cleaned one by one, since Markdown splits a text at them. The output consists of text and of tags that are
rebuilt from an allowed name and the attributes that nh3 (Ammonia) accepts. Nothing else of the source reaches the
page, so a malformed tag cannot be parsed as a different one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from typing import Literal, TypeAlias

import nh3

Policy: TypeAlias = Literal["sanitise", "allow", "escape"]
"""The policy for raw HTML in texts, see `settings.HTML_POLICIES`."""
DEFAULT: Policy = "sanitise"


def _words(text: str) -> frozenset[str]:
    """Return the set of words in a text."""
    return frozenset(text.split())


ELEMENTS = _words("""
    a abbr acronym address area article aside audio b bdi bdo big blockquote br caption center cite code col
    colgroup data dd del details dfn div dl dt em figcaption figure footer h2 h3 h4 h5 h6 header hgroup hr i img
    ins kbd li map mark meter nav ol p picture pre progress q rb rp rt rtc ruby s samp section small source span
    strike strong sub summary sup table tbody td tfoot th thead time tr track tt u ul var video wbr
""")
"""Elements for text, images, audio and video; no scripts, forms or other markup languages."""
EVERYWHERE = _words("id class lang dir title translate role tabindex hidden width height align valign cite datetime")
PER_ELEMENT: Mapping[str, frozenset[str]] = {
    name: _words(attributes)
    for name, attributes in {
        "a": "href target rel download hreflang name type",
        "area": "alt coords href shape target rel",
        "audio": "src controls loop muted preload",
        "col": "span",
        "colgroup": "span",
        "data": "value",
        "details": "open name",
        "img": "src srcset sizes alt loading decoding usemap",
        "li": "value",
        "map": "name",
        "meter": "min max low high optimum value",
        "ol": "start reversed type",
        "progress": "max value",
        "source": "src srcset sizes type media",
        "table": "border cellpadding cellspacing summary",
        "td": "colspan rowspan headers abbr",
        "th": "colspan rowspan headers scope abbr",
        "track": "src kind srclang label default",
        "ul": "type",
        "video": "src controls loop muted preload poster playsinline",
    }.items()
}
PREFIXES = {"data-", "aria-"}
SCHEMES = frozenset(("http", "https", "mailto", "tel", "sms", "geo", "ftp", "ftps", "magnet", "news", "xmpp", "webcal"))
"""Allowed schemes of addresses in HTML; an address without a scheme is allowed too."""
WITHOUT_CONTENT = _words("""
    script style iframe noscript noembed noframes object embed template textarea select title xmp plaintext svg
    math head applet frameset canvas
""")
"""Elements that are removed with their content, which is not text."""
REFUSED_SCHEME = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
"""Schemes that no address may have: they run a script or open a page without an origin."""
IGNORED_IN_SCHEMES = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]+")
"""Browsers skip spaces and control characters before and in a scheme: https://url.spec.whatwg.org/#url-parsing"""
ADDRESSES = ("href", "src", "srcset", "cite", "poster")
RESERVED = re.compile(r"__|dz-")
"""Prefixes of the names by which the theme's scripts find elements; elements of a text must not use them."""
RESERVED_DATA = ("data-md-", "data-dz-", "data-block")
TAG = re.compile(
    r"""<(?P<close>/)?(?P<name>[a-zA-Z][a-zA-Z0-9-]*)"""
    r"""(?P<rest>(?:[\s/](?:[^<>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>=`]++))*+)?)>""",
    re.DOTALL,
)
"""A tag as in CommonMark, slightly relaxed; anything else is text. Possessive quantifiers prevent backtracking."""
PIECE = re.compile(r"<!--.*?(?:-->|\Z)|<[!?].*?(?:>|\Z)|" + TAG.pattern + r"|[^<]+|<", re.DOTALL)
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A piece of HTML without what is not allowed on a page."""

    html: str
    removed: tuple[str, ...]
    """What was removed, as messages name it: `<script>`, `onclick of <div>`."""


def is_refused(url: str) -> bool:
    """Return whether an address would run a script or carry its own content, in any spelling."""
    return REFUSED_SCHEME.match(IGNORED_IN_SCHEMES.sub("", unescape(url))) is not None


def clean_html(html: str) -> Cleaned:
    """Clean a text that may contain HTML, such as a block of HTML.

    Args:
        html: The text; what is neither a tag nor a comment is kept, including its entities.

    Returns:
        The text with its tags rebuilt. Cleaning is idempotent.
    """
    if "<" not in html:
        return Cleaned(html, ())
    parts: list[str] = []
    removed: list[str] = []
    inside = ""
    depth = 0
    for found in PIECE.finditer(html):
        piece, name = found[0], (found["name"] or "").lower()
        if inside:
            # Drop the content of the element, up to its own end tag.
            if name == inside:
                depth += -1 if found["close"] else 1
            inside = inside if depth else ""
        elif name in WITHOUT_CONTENT:
            removed.append(f"<{name}>")
            if not found["close"] and not found["rest"].endswith("/"):
                inside, depth = name, 1
        elif name:
            cleaned = clean_tag(piece)
            parts.append(cleaned.html)
            removed += cleaned.removed
        elif piece.startswith(("<!", "<?")):
            # Comments are for authors; declarations and processing instructions mean nothing in HTML.
            pass
        else:
            parts.append("&lt;" if piece == "<" else piece)
    return Cleaned("".join(parts), tuple(removed))


@lru_cache(maxsize=4096)
def clean_tag(tag: str) -> Cleaned:
    """Clean one tag or comment.

    Args:
        tag: A tag from its `<` to its `>`.

    Returns:
        The rebuilt tag; empty if its element is not allowed on a page.
    """
    found = TAG.fullmatch(tag)
    if found is None:
        return Cleaned("" if tag.startswith(("<!", "<?")) else escape(tag, quote=False), ())
    name = found["name"].lower()
    if name not in ELEMENTS:
        return Cleaned("", (f"<{name}>",) if not found["close"] else ())
    if found["close"]:
        return Cleaned(f"</{name}>", ())
    rest = found["rest"].rstrip("/")
    if not rest.strip():
        return Cleaned(f"<{name}>", ())
    # Clean it as a span: Ammonia drops elements outside their parent, such as a single table cell.
    allowed = EVERYWHERE | PER_ELEMENT.get(name, frozenset())
    kept = nh3.clean(
        f"<span {rest}></span>",
        tags={"span"},
        attributes={"span": set(allowed)},
        attribute_filter=_filter_attribute,
        generic_attribute_prefixes=PREFIXES,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    attributes = kept.removeprefix("<span").removesuffix("></span>")
    names = {one.lower() for one, _value in ATTRIBUTE.findall(attributes)}
    lost = dict.fromkeys(one.lower() for one, _value in ATTRIBUTE.findall(rest) if one.lower() not in names)
    return Cleaned(f"<{name}{attributes}>", tuple(f"{one} of <{name}>" for one in lost))


def read_attributes(rest: str) -> dict[str, str]:
    """Parse the attributes of a tag; of duplicates the first counts, as in browsers."""
    attributes: dict[str, str] = {}
    for name, value in ATTRIBUTE.findall(rest):
        written = value[1:-1] if value[:1] in ("'", '"') else value
        attributes.setdefault(name.lower(), unescape(written))
    return attributes


def is_reserved(name: str) -> bool:
    """Return whether an id is reserved for elements that the theme's scripts look up."""
    return RESERVED.match(name) is not None


def _filter_attribute(_element: str, name: str, value: str) -> str | None:
    """Drop what nh3 does not check: reserved names, and disallowed schemes in every attribute with an address."""
    if (name in ("id", "name") and is_reserved(value)) or name.startswith(RESERVED_DATA):
        return None
    if name in ADDRESSES:
        scheme = IGNORED_IN_SCHEMES.sub("", value).partition(":")[0].lower()
        has_scheme = ":" in value and re.fullmatch(r"[a-z][a-z0-9+.-]*", scheme) is not None
        return None if (has_scheme and scheme not in SCHEMES) or is_refused(value) else value
    return value
