"""Checks of finished pages: each fault is reported, and a valid page is not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from duizhao.checks.pages import check_pages
from duizhao.editions import make_edition
from duizhao.settings import Settings

CASES = yaml.safe_load(Path(__file__).with_name("finished_pages.yml").read_text("utf-8"))
URL = "https://example.org/"
ALTERNATES = "\n".join(
    f'<link rel="alternate" hreflang="{code}" href="{URL}{address}">'
    for code, address in (("zh-Hans", "zh-hans/"), ("en", "en/"), ("x-default", ""))
)


def make_page(code: str) -> str:
    """Make the home page of an edition."""
    canonical = f'<link rel="canonical" href="{URL}{code.lower()}/">'
    body = '<h1>首页</h1>\n<h2 data-block="0" id="goals"></h2><p data-block="1"></p>'
    return f'<html lang="{code}">\n<base href=".">\n{canonical}\n{ALTERNATES}\n{body}</html>\n'


def find_problems(root: Path, case: dict[str, Any], url: str = URL) -> list[str]:
    """Write a finished site with the changes of a case, and return its diagnostics."""
    files = {
        "index.html": f'<html lang="zh-Hans">{ALTERNATES}<h1>选择</h1><a href="en/"></a></html>',
        "zh-hans/index.html": make_page("zh-Hans"),
        "en/index.html": make_page("en"),
        "a.css": "body {}",
        **case.get("files", {}),
    }
    for path, text in files.items():
        changed = text
        for old, new in case.get("replace", {}).get(path, {}).items():
            assert old in changed
            changed = changed.replace(old, new)
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(changed, "utf-8")
    editions = (make_edition("zh-Hans"), make_edition("en"))
    return [str(one) for one in check_pages(root, Settings(root, "", "", "", url, "content", "site", editions))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_finished_page(case: dict[str, Any], tmp_path: Path) -> None:
    """The rules report exactly the diagnostics of a case."""
    assert find_problems(tmp_path, case) == case["expected"]


def test_without_address(tmp_path: Path) -> None:
    """Without `site_url`, canonical addresses and alternates are not required."""
    pages = {f"{code.lower()}/index.html": re.sub("<link.*>\n", "", make_page(code)) for code in ("zh-Hans", "en")}
    assert find_problems(tmp_path, {"files": {"index.html": "<html lang='zh-Hans'><h1></h1>", **pages}}, url="") == []
