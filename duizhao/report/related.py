"""Related articles: which articles share the most tags, regions and figures that few others have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from duizhao.editing.content_index import ContentIndex
from duizhao.model import Article

MOST = 3
"""The maximum number of related articles."""
COMMON = 64
"""What more articles have in common than this says nothing about them, and would cost the square of their number."""
SCALE = 1000
"""The precision of weights, which are integers so that sums do not depend on their order."""


def find_related(content_index: ContentIndex) -> dict[str, tuple[str, ...]]:
    """Find the related articles of each article of a site.

    What two articles share counts the more, the fewer articles have it; what all have counts nothing. The articles
    before and after an article in its theme are left out: its page links to them anyway.

    Returns:
        The slugs of related articles by slug, the nearest first, the newer of equally near ones before the older;
        without the articles that share nothing with any other.
    """
    articles = content_index.site.articles
    places = {article.slug: place for place, article in enumerate(articles)}
    groups = [
        ([places[article.slug] for article in group], SCALE * (len(articles) - len(group)) // len(group))
        for group in _list_groups(content_index)
        if 1 < len(group) <= COMMON
    ]
    own: dict[int, list[int]] = {}
    for number, (members, _weight) in enumerate(groups):
        for place in members:
            own.setdefault(place, []).append(number)
    beside = _list_beside(content_index)
    related = {}
    for place, numbers in own.items():
        scores: Counter[int] = Counter()
        for number in numbers:
            members, weight = groups[number]
            for other in members:
                scores[other] += weight
        slug = articles[place].slug
        known = {slug, *beside.get(slug, ())}
        near = sorted(
            (-score, other) for other, score in scores.items() if score and articles[other].slug not in known
        )[:MOST]
        if near:
            related[slug] = tuple(articles[other].slug for _score, other in near)
    return related


def _list_beside(content_index: ContentIndex) -> Mapping[str, list[str]]:
    """Return the slugs of the articles before and after each article in its theme."""
    beside: dict[str, list[str]] = {}
    for theme in content_index.site.themes:
        for one, other in pairwise(content_index.on_theme(theme.id).articles):
            beside.setdefault(one.slug, []).append(other.slug)
            beside.setdefault(other.slug, []).append(one.slug)
    return beside


def _list_groups(content_index: ContentIndex) -> list[Sequence[Article]]:
    """List the groups of articles that have a tag, a region or a figure in common."""
    groups: list[Sequence[Article]] = [content_index.on_region(name).articles for name in content_index.regions]
    groups += content_index.users.values()
    return [*groups, *(content_index.on_tag(tag.id).articles for tag in content_index.tags)]
