"""Tags: what articles are tagged with, however each of them writes it, with an address that no edition changes."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

from duizhao.editions import is_chinese
from duizhao.model import Article, Site, Tag
from duizhao.script.convert import make_converter
from duizhao.script.order import SIMPLIFIED, spell
from duizhao.source.paths import DEVICES
from duizhao.store import digest

TRADITIONAL = "zh-Hant-TW"
SUFFIX = 6
"""The length of what distinguishes tags that are spelled alike."""
LONGEST_SLUG = 80
"""The greatest length of a slug: a folder may have 255 bytes, and a longer address helps nobody."""
Form = tuple[str, str]
"""A tag as it is written: its text, and the script of its article."""


def collect_tags(site: Site) -> Mapping[str, Tag]:
    """Collect the tags of a site's articles.

    Two forms are one tag if they are equal in Simplified Chinese, but for case and full-width letters: 试点 and 試點.
    The id of a tag is its pinyin, `shi-dian`. If several tags have the same pinyin, each id gets a suffix made of its
    own text, which does not depend on the order of the articles; so does an id that would be too long, or the name of a
    device on Windows.

    Returns:
        The tag of each form, by `name_form`.
    """
    forms: dict[str, set[Form]] = defaultdict(set)
    for form in dict.fromkeys(form for article in site.articles for form in list_forms(article)):
        forms[_make_key(*form)].add(form)
    slugs: dict[str, list[str]] = defaultdict(list)
    for key in forms:
        slugs["-".join(spell(key))].append(key)
    ids = {key: _make_id(slug, key, is_shared=len(keys) > 1) for slug, keys in slugs.items() for key in keys}
    found = {}
    for key, own in forms.items():
        name, script = min(own, key=lambda form: _rank_form(form, key, site.home.script))
        found.update({name_form(*form): Tag(ids[key], name, script) for form in own})
    return found


def list_forms(article: Article) -> Iterable[Form]:
    """Return the tags of an article as it writes them."""
    return ((tag, article.script) for tag in article.tags)


def name_form(text: str, script: str) -> str:
    """Return the name under which `collect_tags` has the tag of a form."""
    return f"{script} {text}"


def _make_key(text: str, script: str) -> str:
    """Return what all forms of a tag have in common."""
    if is_chinese(script) and not text.isascii():
        # Articles in Simplified Chinese may have Traditional forms in their tags, too.
        text = make_converter(script if script != SIMPLIFIED else TRADITIONAL, SIMPLIFIED).convert(text)
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _rank_form(form: Form, key: str, source: str) -> tuple[bool, bool, str, str]:
    """Return the sort key by which one form stands for all: in the site's own script, and not mixed with another."""
    text, script = form
    return script != source, script == SIMPLIFIED and text.casefold() != key, script, text


def _make_id(slug: str, key: str, *, is_shared: bool) -> str:
    """Return the id of a tag: its slug, with a suffix if other tags have the same or no folder can be called so."""
    if slug and not is_shared and len(slug) <= LONGEST_SLUG and not DEVICES.fullmatch(slug):
        return slug
    return f"{slug[:LONGEST_SLUG].strip('-') or 'tag'}-{digest(key)[:SUFFIX]}"
