"""The switcher between editions, and the words of parallel reading, which begins beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from duizhao.editing.addresses import relative_address
from duizhao.editing.pages import EditedPage, EditionContext
from duizhao.editions import Edition
from duizhao.tracking import Reads
from duizhao.translation.interface import INTERFACE_SCRIPT

WORDS = {
    "name": "对照",
    "title": "对照阅读",
    "mode": "显示方式",
    "beside": "并排",
    "below": "点一段，看一段",
    "marks": "标记",
    "sentences": "对应的句子",
    "forms": "一简对多繁的字",
    "failed": "对照的版本没有加载成功。",
}
"""The words of parallel reading, by the keys that the browser uses."""
OFFER = "阅读本页的{edition}版本"
"""What readers are told whose browser asks for another edition; in the words of that."""


class Switcher:
    """Makes the switchers of a build. The words of an edition are looked up once: they are alike on all pages."""

    def __init__(self, contexts: Mapping[str, EditionContext]) -> None:
        """Take the contexts of all editions."""
        self._contexts = contexts
        self.write_words = cache(self._write_words)
        """Returns the words of parallel reading in an edition as JSON that can stand in an attribute."""
        self._offer = cache(self._make_offer)

    def make(self, pages: Sequence[EditedPage], current: Edition, start: str, reads: Reads) -> list[dict[str, Any]]:
        """List the same page in every edition, for the links that switch between them.

        Args:
            pages: The page in every edition.
            current: The edition of the page that has the links.
            start: The address of that page.
            reads: Gets the facts that the words rest on.
        """
        reads |= {("interface", one.page.edition.code) for one in pages}
        return [
            {
                "code": one.page.edition.code,
                "label": one.page.edition.label,
                "url": relative_address(one.page.address, start),
                "current": one.page.edition == current,
                "offered": one.is_offered,
                "offer": self._offer(one.page.edition.code),
            }
            for one in pages
        ]

    def _make_offer(self, code: str) -> str:
        context = self._contexts[code]
        return context.texts(OFFER, INTERFACE_SCRIPT).text.replace("{edition}", context.edition.label)

    def _write_words(self, code: str) -> Markup:
        texts = self._contexts[code].texts
        return htmlsafe_json_dumps({name: texts(text).text for name, text in WORDS.items()}, ensure_ascii=False)
