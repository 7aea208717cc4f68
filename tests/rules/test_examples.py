"""The examples of rules about texts: the bad one is reported, the good one is not, and has no other problem."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from duizhao.pipeline import check_all, prepare
from duizhao.rules.registry import Rule, list_rules

GOOD: dict[str, str] = yaml.safe_load((Path(__file__).parents[1] / "checks/good_site.yml").read_text("utf-8"))
GROUPS = ("texts", "links", "scripts")
OTHERWISE = {
    *("diagram-wrong", "snippet-deep", "snippet-large", "snippet-loop", "text-too-deep"),
    *("icon-name", "icon-svg", "image-damaged", "image-mislabelled", "image-too-large", "image-truncated"),
    *("image-unreadable", "link-unpublished", "script-doubt", "script-snippet"),
}
"""Rules whose examples are no text of one article: they need a program, other files, or more than fits in a line."""
RULES = [
    rule
    for rule in list_rules().values()
    if rule.group in GROUPS and rule.code not in OTHERWISE and not rule.code.startswith("lexicon-")
]
HEAD = "---\ntitle: 试点\ndate: 2026-01-01\ntheme: digital\nsources: [huaxi2021]\n---\n\n"
FILES = {
    "content/snippets/note.md": "<!-- --8<-- [start:main] -->\n甲\n<!-- --8<-- [end:main] -->\n\n\n乙\n丙\n",
    "content/articles/map.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "content/articles/data/population.csv": "年,数\n2020,461\n",
}
"""The files that the examples speak of."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return the codes that are reported about each example, by the name of its file."""
    root = tmp_path_factory.mktemp("examples")
    articles = {
        f"content/articles/{verdict}-{rule.code}.md": f"{HEAD}{text}\n"
        for rule in RULES
        for verdict, text in (("bad", rule.bad[0]), ("good", rule.good[0]))
    }
    for path, text in {**GOOD, **FILES, **articles}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    codes: dict[str, set[str]] = defaultdict(set)
    for one in check_all(prepare(root)):
        codes[Path(one.span.path).stem].add(one.code)
    return codes


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_an_example(rule: Rule, found: dict[str, set[str]]) -> None:
    """The rule reports its bad example; the good one is right in every respect."""
    # Whether diagrams can be drawn depends on what is installed.
    assert rule.code in found[f"bad-{rule.code}"] or rule.code == "code-diagram"
    assert found[f"good-{rule.code}"] - {"code-diagram"} == set()
