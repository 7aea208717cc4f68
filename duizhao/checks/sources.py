"""Rules on the sources: references from one file to another.

Each rule is a function from the site to the problems it finds; `RULES` lists them, and
`DOCUMENT_RULES` those that check a single document. Problems within a single file are
found when the file is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from duizhao.checks.charts import CHART_RULES
from duizhao.checks.diagrams import check_diagrams
from duizhao.checks.figures import FIGURE_RULES
from duizhao.checks.images import IMAGE_RULES
from duizhao.checks.shortcodes import check_plain_names
from duizhao.diagnostics import Diagnostic, Level, sort_diagnostics, suggest
from duizhao.editing.addresses import OWN_FOLDERS
from duizhao.model import Article, Document, Link, Site, TextPage
from duizhao.source.csv_tables import find_block
from duizhao.source.files import MARKDOWN, has_file
from duizhao.source.links import Target, is_document, list_all_documents, list_documents, resolve_link
from duizhao.source.paths import SNIPPETS

INCLUDED = f"texts include what is in {SNIPPETS}/, and no page or copy is made of it; move the file to another folder"
"""The hint on a link that leads to a snippet."""
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Rule = Callable[[Site], Iterable[Diagnostic]]
DocumentRule = Callable[[Document], Iterable[Diagnostic]]


def check_site(site: Site) -> tuple[Diagnostic, ...]:
    """Apply every rule to the sources of a site, and return the problems in order of place."""
    problems = [diagnostic for rule in RULES for diagnostic in rule(site)]
    for document in list_documents(site).values():
        problems += check_document(document)
    for document in list_all_documents(site):
        problems += check_diagrams(document, site.settings)
    return sort_diagnostics(problems)


def check_document(document: Document) -> list[Diagnostic]:
    """Apply every rule that checks a single document."""
    return [diagnostic for rule in DOCUMENT_RULES for diagnostic in rule(document)]


def is_slug(name: str) -> bool:
    """Return whether a file's name can be an address; a number is that of a part of the list of all articles."""
    return SLUG.fullmatch(name) is not None and not name.isdigit()


def check_slugs(site: Site) -> Iterator[Diagnostic]:
    """A file's name is its address: small letters, digits and hyphens.

    Bad: `content/articles/三年试点.md`, `My Article.md`, `2026.md`
    Good: `content/articles/three-years-of-pilots.md`
    """
    named: list[Article | TextPage] = [*site.articles, *site.pages]
    for one in named:
        if not is_slug(one.slug):
            message = f"the file's name '{one.slug}' cannot be an address"
            hint = "rename it with small letters, digits and hyphens, such as three-years-of-pilots.md"
            yield Diagnostic(one.span, "slug-invalid", message, hint)


def check_duplicate_slugs(site: Site) -> Iterator[Diagnostic]:
    """No two articles have one name, in whatever folders they are.

    Bad: `articles/2025/volunteering.md` beside `articles/2026/volunteering.md`
    Good: `articles/2026/volunteering-in-2026.md`
    """
    first: dict[str, str] = {}
    for article in sorted(site.articles, key=lambda one: one.span.path):
        if article.slug in first:
            message = f"slug '{article.slug}' stands twice"
            yield Diagnostic(article.span, "slug-duplicate", message, f"{first[article.slug]} has it too; rename one")
        first.setdefault(article.slug, article.span.path)


def check_aliases(site: Site) -> Iterator[Diagnostic]:
    """An alias is an address that an article had before, and that nothing else has now.

    Bad: `aliases: [lane]` where there is a `lane.md`, `aliases: [articles/lane/]`
    Good: `aliases: [the-old-lane]`
    """
    owners = {article.slug: f"the address of {article.span.path}" for article in site.articles}
    for article in sorted(site.articles, key=lambda one: one.span.path):
        for index, alias in enumerate(article.aliases):
            span = article.places.get(f"aliases.{index}", article.span)
            if not is_slug(alias):
                message = f"'{alias}' cannot have been the address of an article"
                hint = "write the name that its file had, without folder and  .md , such as three-years-of-pilots"
                yield Diagnostic(span, "alias-invalid", message, hint)
                continue
            if alias in owners:
                hint = "an address leads to one page: take it out of  aliases"
                yield Diagnostic(span, "alias-taken", f"alias '{alias}' is {owners[alias]}", hint)
            owners.setdefault(alias, f"an alias of {article.span.path}")


def check_page_names(site: Site) -> Iterator[Diagnostic]:
    """A page does not take the address of one that is made of data.

    Bad: `content/pages/glossary.md`
    Good: `content/pages/about-the-glossary.md`
    """
    for page in site.pages:
        if f"{page.slug}/" in OWN_FOLDERS:
            message = f"the address {page.slug}/ is that of a page made of data"
            yield Diagnostic(page.span, "page-reserved", message, f"rename it: about-{page.slug}.md")


def check_themes(site: Site) -> Iterator[Diagnostic]:
    """An article's theme is an id of themes.yml.

    Bad: `theme: digitl`
    Good: `theme: digital`
    """
    known = {theme.id for theme in site.themes}
    for article in site.articles:
        if article.theme and article.theme not in known:
            span = article.places["theme"]
            yield Diagnostic(span, "theme-unknown", f"unknown theme '{article.theme}'", suggest(article.theme, known))


def check_regions(site: Site) -> Iterator[Diagnostic]:
    """An article's regions are ids of regions.yml.

    Bad: `regions: [sichaun]`
    Good: `regions: [sichuan]`
    """
    known = {region.id for region in site.regions}
    yield from _check_ids(site.articles, "regions", "region", known)


def check_sources(site: Site) -> Iterator[Diagnostic]:
    """An article's sources are ids of sources.yml.

    Bad: `sources: [huaxi2012]`
    Good: `sources: [huaxi2021]`
    """
    known = {source.id for source in site.sources}
    yield from _check_ids(site.articles, "sources", "source", known)


def check_links(site: Site) -> Iterator[Diagnostic]:
    """A relative link leads to a file of the content folder, and its fragment to a heading there.

    Bad: `[试点](three-years.md)`, `[计划](three-years-of-pilots.md#plann)`
    Good: `[试点](three-years-of-pilots.md)`, `[计划](three-years-of-pilots.md#plan)`
    """
    documents = list_documents(site)
    for document in (*documents.values(), *(theme.introduction for theme in site.themes)):
        for link in document.links:
            problem = _check_link(site, documents, document, link)
            if problem is not None:
                yield Diagnostic(link.span, *problem)


def check_alternative_texts(document: Document) -> Iterator[Diagnostic]:
    """An image says in words what it shows.

    Bad: `![](map.svg)`
    Good: `![四川省地图，标出试点县](map.svg)`
    """
    for block in document.blocks:
        for child in document.tokens[block.token].children or ():
            if child.type == "image" and not child.content.strip():
                message = f"image without alternative text: {child.attrGet('src')}"
                hint = "say in the brackets what it shows: ![…](…)"
                yield Diagnostic(find_block(document, block), "image-alt", message, hint, Level.WARNING)


RULES: tuple[Rule, ...] = (
    check_slugs,
    check_duplicate_slugs,
    check_aliases,
    check_page_names,
    check_themes,
    check_regions,
    check_sources,
    check_links,
    *FIGURE_RULES,
    *CHART_RULES,
    *IMAGE_RULES,
    check_plain_names,
)
DOCUMENT_RULES: tuple[DocumentRule, ...] = (check_alternative_texts,)


def _check_ids(articles: Iterable[Article], key: str, kind: str, known: set[str]) -> Iterator[Diagnostic]:
    """Report the unknown ids of a list in the front matter."""
    for article in articles:
        values: tuple[str, ...] = getattr(article, key)
        for index, value in enumerate(values):
            if value not in known:
                span = article.places.get(f"{key}.{index}", article.span)
                yield Diagnostic(span, f"{kind}-unknown", f"unknown {kind} '{value}'", suggest(value, known))


def _check_link(
    site: Site, documents: Mapping[str, Document], document: Document, link: Link
) -> tuple[str, str, str] | None:
    """Return the code, message and hint for the problem of a link, or None if there is none."""
    written = link.target
    if written.startswith("/"):
        hint = "write the path from this file, such as three-years-of-pilots.md"
        return "link-absolute", f"absolute link '{written}'", hint
    target = resolve_link(document, written, link.base)
    if not is_document(target) and target.path != document.path:
        return _check_file(site, target, written, image=link.image)
    found = document if target.path == document.path else documents.get(target.path)
    if found is None and has_file(site.settings.root / target.path):
        hint = "a draft, a later publish_at or an error of its own keeps it back; link to it once it is published"
        hint = INCLUDED if target.path.startswith(f"{site.settings.content}/{SNIPPETS}/") else hint
        return "link-unpublished", f"the link '{written}' leads to {target.path}, which is not published", hint
    if found is None:
        near = _find_renamed(site, target.path) or _find_near(target.path, documents)
        hint = f"did you mean {near}?" if near else "link to the .md file of an article or page of this site"
        return "link-broken", f"the link '{written}' leads nowhere: no {target.path}", hint
    if target.fragment and target.fragment not in found.ids:
        hint = suggest(target.fragment, found.ids) or f"give a heading of {target.path} the id {{#{target.fragment}}}"
        return "link-anchor", f"'{written}': {target.path} has no heading '#{target.fragment}'", hint
    return None


def _check_file(site: Site, target: Target, written: str, *, image: bool) -> tuple[str, str, str] | None:
    """Return the code, message and hint for a broken link to an image or another file, or None."""
    prefix = site.settings.content + "/"
    if target.path.startswith(prefix) and target.path.removeprefix(prefix) in site.assets:
        return None
    if target.path.startswith(f"{prefix}{SNIPPETS}/") and has_file(site.settings.root / target.path):
        return "link-unpublished", f"'{written}' leads to {target.path}, which is not published", INCLUDED
    near = _find_near(target.path.removeprefix(prefix), sorted(site.assets))
    kind, code = ("image", "image-missing") if image else ("link", "link-broken")
    hint = (
        f"did you mean {prefix}{near}?" if near else f"put the file into {prefix} and link to it by its path from here"
    )
    return code, f"the {kind} '{written}' leads nowhere: no {target.path}", hint


def _find_renamed(site: Site, path: str) -> str:
    """Return the file of the article that had a path, by its aliases, or an empty string."""
    name = path.rpartition("/")[2].removesuffix(MARKDOWN)
    return next((one.span.path for one in site.articles if name in one.aliases), "")


def _find_near(path: str, known: Iterable[str]) -> str:
    """Return the path that was probably meant, or an empty string."""
    from rapidfuzz import process  # noqa: PLC0415 -- slow to import, and needed for mistakes only

    near = process.extractOne(path, list(known), score_cutoff=70)
    return near[0] if near else ""
