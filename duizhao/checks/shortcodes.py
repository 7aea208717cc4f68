"""A rule on titles, summaries and names, which are texts without markup: they show no icons or emoji by name."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.diagnostics import Diagnostic, Level, Span
from duizhao.model import Article, Site, TextPage
from duizhao.source.emoji import find_emoji
from duizhao.source.shortcodes import ICONS, SHORTCODE, find_drawing, is_free


def check_plain_names(site: Site) -> Iterator[Diagnostic]:
    """A title, a summary and a name have no icon or emoji by name, which would be shown as it is typed.

    Bad: `title: 三年试点 :smile:`, `name: ":material-check: 试点"`
    Good: `title: 三年试点 😄`
    """
    for span, text in _list_plain(site):
        for found in SHORTCODE.finditer(text) if ":" in text else ():
            name = found["name"]
            emoji = find_emoji(name) if is_free(text, *found.span()) else ""
            hint = f"write the character  {emoji}"
            if "-" in name and find_drawing(name, {ICONS: site.icons}):
                hint = "delete it: icons stand in the text of articles and pages only"
            elif not emoji:
                continue
            yield Diagnostic(span, "markup-title", f"'{found[0]}' is shown as text here", hint, Level.WARNING)


def _list_plain(site: Site) -> Iterator[tuple[Span, str]]:
    """Yield the place and the text of each title, summary and name."""
    pages: list[Article | TextPage] = [*site.articles, site.home, *site.pages]
    for page in pages:
        yield page.places.get("title", page.span), page.title
        yield page.places.get("summary", page.span), page.summary
    for theme in site.themes:
        yield theme.span, theme.name
        yield theme.span, theme.summary
        yield theme.span, theme.headline
    for region in site.regions:
        yield region.span, region.name
