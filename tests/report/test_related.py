"""Related articles share what few others have, and are found without comparing all articles with each other."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from duizhao.report.related import COMMON, find_related


def relate(tags: dict[str, str], regions: dict[str, str] | None = None, theme: str = "") -> dict[str, tuple[str, ...]]:
    """Return the related articles of articles with tags and regions, each a word; newest first, some of one theme."""
    articles = [SimpleNamespace(slug=slug, tags=words.split()) for slug, words in tags.items()]
    by_region = {
        name: [one for one in articles if one.slug in slugs.split()] for name, slugs in (regions or {}).items()
    }
    by_tag = {
        word: [one for one in articles if word in one.tags]
        for word in dict.fromkeys(word for one in articles for word in one.tags)
    }
    index: Any = SimpleNamespace(
        site=SimpleNamespace(articles=articles, themes=[SimpleNamespace(id="theme")]),
        on_theme=lambda _name: SimpleNamespace(articles=[one for one in articles if one.slug in theme.split()]),
        regions=by_region,
        users={},
        on_region=lambda name: SimpleNamespace(articles=by_region[name]),
        tags=[SimpleNamespace(id=word) for word in by_tag],
        on_tag=lambda name: SimpleNamespace(articles=by_tag[name]),
    )
    return find_related(index)


def test_what_is_rare_counts_more() -> None:
    """Of two articles that share one thing each, the one that shares the rarer comes first; a second thing adds up."""
    tags = {"a": "rare common", "b": "common", "c": "rare", "d": "common", "e": "other"}
    assert relate(tags)["a"] == ("c", "b", "d")
    assert relate(tags, {"r": "a d"})["a"] == ("d", "c", "b")


def test_nothing_shared_is_not_related() -> None:
    """Articles that share nothing have no related ones; what all share counts for nothing."""
    assert relate({"a": "x", "b": "y"}) == {}
    assert relate({"a": "x", "b": "x"}) == {}


def test_articles_beside_it_are_left_out() -> None:
    """The articles before and after an article in its theme are linked anyway, and leave room for others."""
    tags = {"a": "x", "b": "x", "c": "x", "d": "x", "e": ""}
    assert relate(tags, theme="a b c")["b"] == ("d",)
    assert relate(tags, theme="a b c")["a"] == ("c", "d")


def test_order_of_equals_and_number() -> None:
    """Of equally near articles the newer come first, and there are three at most."""
    found = relate({"a": "x", "b": "x", "c": "x", "d": "x", "e": "x", "f": ""})
    assert found["c"] == ("a", "b", "d")


def test_what_too_many_share() -> None:
    """What more articles share than help a reader is passed over: ten thousand articles take a moment."""
    tags = {f"n{number:05}": f"all pair{number // 2}" for number in range(10_000)}
    found = relate(tags)
    assert found["n00000"] == ("n00001",)
    assert len(found) == len(tags)
    assert relate({f"n{number}": "x" for number in range(COMMON)} | {"z": ""}).keys() == {
        f"n{number}" for number in range(COMMON)
    }
