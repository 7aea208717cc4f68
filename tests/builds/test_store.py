"""The files of the cache, one by one."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

from duizhao.store import Store


def test_a_value_comes_back(tmp_path: Path) -> None:
    """A stored value is found under its kind and key only."""
    store = Store(tmp_path / "cache")
    store.put("texts", "one", ("text", 1))

    assert store.get("texts", "one") == ("text", 1)
    assert store.get("texts", "two") is None
    assert store.get("", "one") is None
    assert store.discarded == []


def test_few_and_large_values_stay_in_memory_where_asked(tmp_path: Path) -> None:
    """A preview keeps the values that concern all articles in memory; the many small ones are read each time."""
    store = Store(tmp_path / "cache", remembers=True)
    store.put("", "results", {"a": 1})
    store.put("texts", "one", "text")
    shutil.rmtree(tmp_path / "cache")

    assert store.get("", "results") == {"a": 1}
    assert store.get("texts", "one") is None


def test_nobody_else_gets_the_memory(tmp_path: Path) -> None:
    """A pickled store contains its folder, but not the values in memory."""
    store = Store(tmp_path / "cache", remembers=True)
    store.put("", "results", "much" * 1000)
    sent = pickle.dumps(store)

    assert b"much" not in sent
    assert pickle.loads(sent).get("", "results") == "much" * 1000


def test_a_folder_that_vanishes_costs_the_value_only(tmp_path: Path) -> None:
    """Sweeping a missing folder is no error, as another build may delete it meanwhile."""
    Store(tmp_path / "nowhere").sweep("texts", [])

    assert list(tmp_path.iterdir()) == []
