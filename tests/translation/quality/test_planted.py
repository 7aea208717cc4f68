"""The rules against the report's own catalogs: they report nothing there, but find planted errors."""

import re
from pathlib import Path
from typing import Any

import polib
import pytest
import yaml

from duizhao.cli.catalog_check import check_catalogs
from duizhao.settings import read_settings
from duizhao.translation.quality import RULES
from duizhao.translation.quality.consistency import list_current
from duizhao.translation.quality.pair import make_pair
from duizhao.translation.quality.rules import Check

ROOT = Path(__file__).parents[3]
CATALOGS = sorted((ROOT / "translations/en").rglob("*.po"))
PLANTED = yaml.safe_load(Path(__file__).with_name("planted.yml").read_text("utf-8"))
CHECKS: dict[str, Check] = {rule.name: rule.check for rule in RULES if rule.check is not None}
PLANTED_AT_MOST = 100
"""The most translations that are spoilt for a row; more would only take time."""


def list_entries() -> list[tuple[str, polib.POEntry]]:
    """List the report's current translations with their kinds."""
    return [
        (entry.comment.partition(";")[0].strip(), entry)
        for file in CATALOGS
        for entry in list_current(polib.pofile(str(file)))
    ]


ENTRIES = list_entries()


@pytest.mark.parametrize("row", PLANTED, ids=lambda row: f"{row['rule']}-{row['search']}")
def test_a_planted_error_is_found_in_every_translation(row: dict[str, Any]) -> None:
    """Each translation that a row can spoil is reported by the row's rule."""
    check, both = CHECKS[row["rule"]], row.get("both", "")
    spoilt = [
        (kind, entry.msgid + both, text)
        for kind, entry in ENTRIES
        if kind in row.get("where", [kind])
        and (text := re.sub(row["search"], row["replace"], entry.msgstr + both, count=1)) != entry.msgstr + both
    ][:PLANTED_AT_MOST]

    assert [
        (source, text) for kind, source, text in spoilt if not list(check(make_pair(source, text, kind=kind)))
    ] == []
    assert len(spoilt) > 1


def test_the_report_passes() -> None:
    """The rules report nothing for the report's own translations."""
    diagnostics, entries = check_catalogs(read_settings(ROOT))

    assert [str(one) for one in diagnostics] == []
    assert entries == len(ENTRIES)
