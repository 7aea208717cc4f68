"""The redirects of a build: one page for each old address of an article, in each edition and each parallel page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from duizhao.editing.addresses import article_address, output_path, parallel_address
from duizhao.engine.context import BuildContext
from duizhao.report.redirects import make_redirect


def list_redirects(build: BuildContext) -> Iterator[tuple[str, bytes]]:
    """Yield the path of each redirect, relative to the site's root, and its bytes.

    Nothing of them depends on more than what every list of articles shows: if it changes, the whole site is made again.
    """
    settings = build.prepared.settings
    sets = [tuple(map(settings.edition, codes)) for codes in settings.parallel]
    for article in build.prepared.site.articles:
        pages = build.prepared.load_result(article.slug).pages if article.aliases else ()
        for alias in article.aliases:
            for edited in pages:
                edition = edited.page.edition
                texts = build.contexts[edition.code].texts
                site, place = texts(build.config.site_name).text, article_address(edition, replace(article, slug=alias))
                ways = [(edited.page.address, place)]
                ways += [
                    (parallel_address(edited.page.address, editions), parallel_address(place, editions))
                    for editions in sets
                    if editions[0] == edition
                ]
                for target, old in ways:
                    page = make_redirect(texts, site, edited.title, target, old, build.site_url)
                    yield output_path(old), page
