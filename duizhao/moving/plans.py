"""Plans: what is changed when an article gets another name, or is deleted."""

from __future__ import annotations

from dataclasses import dataclass

from duizhao.diagnostics import Diagnostic, Level, SourceError, Span, sort_diagnostics
from duizhao.model import Article, Site
from duizhao.moving.aliases import set_aliases
from duizhao.moving.catalogs import list_catalogs, rename_in_catalogs
from duizhao.moving.changes import Change
from duizhao.moving.links import has_link, rename_in_text
from duizhao.moving.naming import list_article_links, list_bases, list_mentions

DATA = (".yml", ".yaml")
"""The endings of data files."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is changed, and what is said about it."""

    changes: tuple[Change, ...]
    problems: tuple[Diagnostic, ...] = ()
    """Notes on what names the article and was left as it is; of a deletion, the links that lead to it."""


def plan_renaming(site: Site, article: Article, slug: str, *, had_address: bool) -> Plan:
    """Plan to give an article another slug.

    Args:
        site: The site, read without errors, with its drafts.
        article: The article.
        slug: The new slug, which no article has.
        had_address: Whether the old slug is one that can be an address, and so is kept as an alias.

    Raises:
        SourceError: A link to it cannot be changed, a catalog is broken, or a file of the new name is there.
    """
    root, path = site.settings.root, article.span.path
    new_path = f"{path.rpartition('/')[0]}/{slug}.md"
    catalogs = rename_in_catalogs(site, path, slug)
    problems = [
        Diagnostic(Span(new), "name-taken", "a file of the new name is there", "move it away, or choose another name")
        for new in (new_path, *(change.new_path for change in catalogs if change.new_path))
        if (root / new).exists()
    ]
    links = list_article_links(site, path)
    bases = {path: set[str](), **list_bases(links)}
    changes = []
    for file, own in bases.items():
        before = (root / file).read_bytes().decode("utf-8")
        is_yaml = file.endswith(DATA)
        after = rename_in_text(before, path, f"{slug}.md", own, is_yaml=is_yaml) if own else before
        if own and has_link(after, path, own, is_yaml=is_yaml):
            span = next(one.link.span for one in links if file in (one.link.span.path, one.base))
            message = f"a link to {path} is written in a way that cannot be changed"
            problems.append(Diagnostic(span, "link-kept", message, "change it by hand, then go on"))
        if file == path:
            kept = [alias for alias in article.aliases if alias != slug]
            after = set_aliases(after, [*kept, article.slug] if had_address else kept)
        if file == path or after != before:
            changes.append(Change(file, before, after, new_path if file == path else ""))
    if problems:
        raise SourceError(problems)
    texts = {change.place: change.after or "" for change in changes} | {c.path: c.after or "" for c in changes}
    return Plan((*changes, *catalogs), tuple(list_mentions(site, path, texts)))


def plan_deletion(site: Site, path: str) -> Plan:
    """Plan to delete an article with its catalogs.

    Args:
        site: The site, with its drafts.
        path: The article's file, relative to the site's folder.

    Returns:
        The plan; its problems are warnings, one for each link from elsewhere that leads to the article.
    """
    root = site.settings.root
    slug = path.rpartition("/")[2].removesuffix(".md")
    changes = [
        Change(one, (root / one).read_bytes().decode("utf-8", "surrogateescape"), None)
        for one in (path, *list_catalogs(site, slug))
    ]
    problems = sort_diagnostics(
        Diagnostic(one.link.span, "link-here", f"this link leads to {path}", level=Level.WARNING)
        for one in list_article_links(site, path)
        if one.document.path != path
    )
    return Plan(tuple(changes), problems)
