"""The links of an article to the articles beside it and to those related to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from duizhao.editing.addresses import relative_address
from duizhao.editing.pages import EditedPage
from duizhao.report.cards import Link

if TYPE_CHECKING:
    from duizhao.engine.context import BuildContext


def link_articles(build: BuildContext, edited: EditedPage) -> dict[str, Any]:
    """Return the links of an article to the articles beside it, `above` and `below`, and to `related` ones."""
    name, edition = edited.page.name, edited.page.edition
    build.reads.add(("related", name))

    def link(slug: str) -> Link:
        title, address = build.find_title(slug, edition.code)
        return Link(title, relative_address(address, edited.page.address))

    beside = build.menus(edited).find_beside(edited.page.address)
    above, below = (one and link(one.address.removesuffix(edition.index).split("/")[-2]) for one in beside)
    return {"above": above, "below": below, "related": [*map(link, build.structure.related.get(name, ()))]}
