"""Accessibility: no rule of axe, best practice included, is violated on any kind of page, in light and dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser

PAGES = (
    *("", "zh-hans/", "zh-hans/about/", "zh-hant/articles/", "zh-hans/articles/volunteering/"),
    *("en/articles/three-years-of-pilots/", "zh-hant/themes/institutions/", "zh-hans/timeline/", "en/figures/"),
    *(
        "zh-hans/regions/",
        "en/regions/sichuan/",
        "zh-hant/glossary/",
        "zh-hans/tags/",
        "zh-hant/tags/shi-dian/",
        "en/sources/",
        "zh-hans/search/?q=志愿",
        "404.html",
    ),
)
"""Every kind of page, in changing editions, which have the same markup."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_accessible(
    browser: Browser, list_violations: Callable[..., Any], address: str, page: str, width: int, scheme: str
) -> None:
    """All of axe's rules hold: https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    opened = context.new_page()
    opened.goto(address + page, wait_until="networkidle")
    assert list_violations(opened) == []
    context.close()
