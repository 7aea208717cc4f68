"""Charts in the search: title and description are found and marked, the picture is unchanged."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from playwright.sync_api import Page, expect

CHART = """
```chart
kind: bar
title: 过桥的行人
description: 行人多于骑车的人。
unit: 行人
rows: [[行人, 120], [骑车, 40]]
note: 行人以白天计。
```
"""


def test_a_hit_in_a_chart_leaves_the_picture_whole(
    page: Page,
    tiny_source: Path,
    duizhao: Callable[..., subprocess.CompletedProcess[str]],
    serve: Callable[[Path], AbstractContextManager[str]],
) -> None:
    """Hits are marked in title and description only: a mark inside the SVG would hide its text."""
    article = tiny_source / "content/articles/bridge.md"
    article.write_text(article.read_text("utf-8") + CHART, "utf-8")
    assert duizhao(tiny_source, "build", "--now", "2026-11-25").returncode == 0
    with serve(tiny_source / "site") as address:
        page.goto(f"{address}zh-hans/articles/bridge/?q=行人")
        expect(page.locator(".dz-chart mark.dz-hit")).to_have_text(["行人", "行人"])
        expect(page.locator(".dz-chart figcaption p mark.dz-hit")).to_have_count(2)
        assert page.locator(".dz-chart__narrow text").all_text_contents() == ["行人", "120行人", "骑车", "40"]
