"""Conflicts with the theme's own search."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.diagnostics import SourceError, format_text
from duizhao.settings import read_settings

HINT = "    remove {name} from the plugins; duizhao brings the search, nothing stands in its place\n"
MESSAGE = (
    "error: the plugin {name} indexes the pages once more, and finds no Chinese in the other script [config-search]\n"
)
CASES = [
    ("- search\n  - duizhao", 3, "search"),
    ("- duizhao\n  - material/search: {lang: zh}", 4, "material/search"),
    ("search: {}\n  duizhao: {}", 3, "search"),
]


@pytest.mark.parametrize(("plugins", "line", "name"), CASES)
def test_theme_search_is_refused(tmp_path: Path, plugins: str, line: int, name: str) -> None:
    """The theme's search plugin is an error with its position and a hint."""
    (tmp_path / "mkdocs.yml").write_text(f"site_name: 报告\nplugins:\n  {plugins}\n", "utf-8")
    with pytest.raises(SourceError) as caught:
        read_settings(tmp_path)
    column = 3 if plugins.startswith("search") else 5
    expected = f"mkdocs.yml:{line}:{column}: {MESSAGE.format(name=name)}{HINT.format(name=name)}"
    assert format_text(caught.value.diagnostics) == expected.rstrip("\n")


def test_other_plugins_stay(tmp_path: Path) -> None:
    """Other plugins are accepted."""
    (tmp_path / "mkdocs.yml").write_text("site_name: 报告\nplugins:\n  - tags\n  - duizhao\n", "utf-8")
    assert read_settings(tmp_path).site_name == "报告"
