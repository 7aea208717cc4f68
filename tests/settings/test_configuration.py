"""Everything in mkdocs.yml is either obeyed or reported with its position and a hint."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from duizhao.configuration import FEATURES, PLUGINS, UNUSED, UNUSED_FEATURES, check_configuration

ROOT = Path(__file__).parents[2]
CASES = yaml.safe_load(Path(__file__).with_name("configuration.yml").read_text("utf-8"))
GOOD = """\
# A site
site_name: 报告
site_url: https://example.org/
docs_dir: content
theme: {theme}
plugins:{plugins}{own}
{add}"""
THEME = "{name: material, custom_dir: templates, font: false}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_configuration(case: dict[str, Any], tmp_path: Path) -> None:
    """A configuration causes exactly the diagnostics of its case, each with a hint."""
    own = "  duizhao: {}\n" if case.get("is_mapping") else "  - duizhao:\n      editions: [zh-Hans]\n"
    plugins = case.get("plugins", "\n")
    text = GOOD.format(theme=case.get("theme", THEME), plugins=plugins, own=own, add=case.get("add", ""))
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    (tmp_path / "content").mkdir()
    found = check_configuration(tmp_path)

    assert sorted(str(one) for one in found) == sorted(case["expected"])
    assert [one.code for one in found if not one.hint and one.code != "config-unknown"] == []


def test_the_table_of_plugins_is_complete() -> None:
    """Every plugin that is reported is listed in the documentation."""
    table = (ROOT / "docs/plugins.md").read_text("utf-8")

    assert [name for name in PLUGINS if f"| `{name}` |" not in table] == []


def test_what_is_answered_is_known_to_the_theme() -> None:
    """No feature is both supported and unsupported, and all that are not have a hint."""
    assert FEATURES & UNUSED_FEATURES.keys() == set()
    assert all(hint for hint in (*UNUSED.values(), *UNUSED_FEATURES.values()))


def test_strict_in_the_file_is_strict(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """`strict: true` turns warnings into errors, like `--strict`."""
    with (tiny_source / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("nav: []\n")
    assert duizhao(tiny_source, "build", "-q").returncode == 0
    with (tiny_source / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("strict: true\n")
    assert duizhao(tiny_source, "build", "-q").returncode == 1


WRONG = Path(__file__).with_name("wrong.txt").read_text("utf-8").splitlines()
"""Settings of a wrong type or kind. Each replaces the setting of the same name."""


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_types(wrong: str, tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """Whatever a setting contains, the command reports an error with its position or builds the site."""
    key = wrong.partition(":")[0]
    data = yaml.safe_load((tiny_source / "mkdocs.yml").read_text("utf-8"))
    data.pop(key, None)
    written = wrong.replace("\\n", "\n").replace("\\t", "\t")
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False) + written + "\n"
    (tiny_source / "mkdocs.yml").write_text(text, "utf-8")
    result = duizhao(tiny_source, "build", "-q")

    assert "Traceback" not in result.stderr
    assert "internal error" not in result.stderr
    assert result.returncode in (0, 1)
    assert result.returncode == 0 or re.search(r"^\S+:\d+:\d+: error: ", result.stderr, re.MULTILINE), result.stderr
