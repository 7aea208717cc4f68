"""MkDocs' configuration as it is kept for patches: the same as MkDocs loads it, and only if it is certain to be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig

from duizhao.engine import loading
from duizhao.engine.loading import CONFIGURATIONS, load_configuration, recall_configuration
from duizhao.settings import Settings, read_settings
from duizhao.store import CACHE, Store


@pytest.fixture
def store(tiny_source: Path) -> Store:
    """Return the cache of the tiny site."""
    return Store(tiny_source / CACHE)


def load(root: Path, store: Store, text: str = "") -> tuple[Settings, MkDocsConfig]:
    """Load the configuration of a site, with some lines more."""
    file = root / "mkdocs.yml"
    file.write_text(file.read_text("utf-8") + text, "utf-8")
    settings = read_settings(root)
    return settings, load_configuration(settings, store, root / "first", strict=False)


def describe(config: MkDocsConfig) -> dict[str, Any]:
    """Return the values of a configuration, its theme and its plugin."""
    (name, plugin), *others = config.plugins.items()
    assert not others
    events = {event: [method.__name__ for method in methods] for event, methods in config.plugins.events.items()}
    values = {key: repr(value) for key, value in config.items() if key not in ("plugins", "theme")}
    # Sets have no order.
    theme = {key: repr(sorted(value) if isinstance(value, set) else value) for key, value in vars(config.theme).items()}
    return {**values, "theme": theme, "plugin": (name, type(plugin), dict(plugin.config)), "events": events}


def test_what_is_kept_is_what_mkdocs_loads(tiny_source: Path, store: Store) -> None:
    """The kept configuration differs from a loaded one in nothing, whatever a build has done with that."""
    settings, used = load(tiny_source, store)
    used.theme.dirs.insert(0, "elsewhere")
    used.nav = []

    kept = recall_configuration(settings, store, tiny_source / "second", strict=True)

    assert kept is not None
    loaded = load_configuration(settings, store, tiny_source / "second", strict=True)
    assert describe(kept) == describe(loaded)


@pytest.mark.parametrize("text", ["unknown_key: 1\n", "hooks: [hook.py]\n", "repo_name: !ENV [NAME, none]\n"])
def test_what_may_differ_is_not_kept(tiny_source: Path, store: Store, text: str) -> None:
    """A configuration with warnings, hooks or values of the environment is loaded by each build."""
    (tiny_source / "hook.py").write_text("", "utf-8")
    settings, _config = load(tiny_source, store, text)

    assert recall_configuration(settings, store, tiny_source / "second", strict=False) is None


def test_another_file_or_place_has_another_configuration(
    tiny_source: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is recalled after an edit of mkdocs.yml, in another folder or with a theme elsewhere."""
    settings, _config = load(tiny_source, store)
    site = tiny_source / "second"
    assert recall_configuration(settings, store, site, strict=False) is not None

    monkeypatch.setattr(loading, "FOLDER", Path("/elsewhere"))
    assert recall_configuration(settings, store, site, strict=False) is None
    monkeypatch.undo()

    moved = tiny_source.rename(tiny_source.with_name("moved"))
    assert recall_configuration(read_settings(moved), Store(moved / CACHE), site, strict=False) is None
    assert [*(moved / CACHE / CONFIGURATIONS).iterdir()]
