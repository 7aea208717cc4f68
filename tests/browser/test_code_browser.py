"""Code and formulas in a browser: they fit a phone, have contrast, need no script, and are whole on paper."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

TINY = Path(__file__).parents[1] / "site" / "tiny"
LONG = " + ".join(f"a_{{{number}}}" for number in range(60))
ARTICLE = rf"""---
title: 公式与代码
date: 2026-03-01
theme: roads
regions: [sanli]
period: 2021/2025
sources: [gazette]
summary: 公式与代码。
---

设$\frac{{1}}{{2}}$，见`#!python "头发"`。

$$ {LONG} $$

```python title="计算头发" linenums="9" hl_lines="2"
def count(hairs: int = 0, *others: str) -> str:  # 头发
    return f"头发{{hairs}}" + "{"很长" * 80}"
```

``` {{ .yaml .copy }}
a: 1  # 二
b: [true, "三", 4.5, 2026-11-30, &x, !t]
```

```js title="a.js"
export const f = async (x) => {{ return /a+/.test(x) ? `b${{x}}` : null; }} // 后
```

```diff
- 旧
+ 新
```

```html
<a href="b" class='c'>&amp;</a><!-- 注 -->
```

```console
$ make site
```
"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SCHEME = "scheme => document.body.setAttribute('data-md-color-scheme', scheme)"
SCROLLS = "one => one.scrollWidth > one.clientWidth && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX)"
SELECT = """one => {
    getSelection().selectAllChildren(one);
    return getSelection().toString();
}"""


@pytest.fixture(scope="module")
def article(
    tmp_path_factory: pytest.TempPathFactory,
    duizhao: Callable[..., Any],
    serve: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[str]:
    """Yield the address of a page with code and formulas, without edition."""
    site = tmp_path_factory.mktemp("code") / "site"
    shutil.copytree(TINY, site)
    configuration = site / "mkdocs.yml"
    text = configuration.read_text("utf-8").replace(
        "  font: false\n", "  font: false\n  palette:\n    scheme: default\n"
    )
    configuration.write_text(text, "utf-8")
    (site / "content/articles/code.md").write_text(ARTICLE, "utf-8")
    built = duizhao(site, "build", "--now", "2026-11-25")
    assert built.returncode == 0, built.stderr
    with serve(site / "site") as server:
        yield server + "{}/articles/code/"


@pytest.fixture
def open_page(browser: Browser, article: str) -> Iterator[Callable[..., Page]]:
    """Yield a function that opens the page of an edition."""
    opened = []

    def run(edition: str = "zh-hans", width: int = 1280, *, scripts: bool = True) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=scripts)
        opened.append(context)
        page = context.new_page()
        page.goto(article.format(edition), wait_until="networkidle")
        return page

    yield run
    for context in opened:
        context.close()


@pytest.mark.parametrize(
    ("edition", "width", "scheme"),
    [("zh-hans", 360, "slate"), ("zh-hant", 360, "default"), ("en", 1280, "slate"), ("zh-hans", 1280, "default")],
)
def test_they_are_accessible_and_fit(open_page: Callable[..., Page], edition: str, width: int, scheme: str) -> None:
    """No rule of axe is violated, and long lines and formulas scroll in their blocks, not the page."""
    page = open_page(edition, width)
    page.evaluate(SCHEME, scheme)

    assert page.evaluate(OVERFLOW) == 0
    assert page.locator(".dz-formula").evaluate(SCROLLS)
    assert page.locator(".language-python pre > code").evaluate(SCROLLS)
    found = Axe().run(page, context=".dz-text")
    assert [(one["id"], node["failureSummary"]) for one in found.response["violations"] for node in one["nodes"]] == []


def test_colours_are_those_of_the_theme(open_page: Callable[..., Page]) -> None:
    """Words of code have colours, others in the dark."""
    page = open_page()
    colours = []
    for scheme in ("default", "slate"):
        page.evaluate(SCHEME, scheme)
        colours.append(page.locator(".highlight .k").first.evaluate("one => getComputedStyle(one).color"))
    plain = page.locator(".highlight code").first.evaluate("one => getComputedStyle(one).color")

    assert len({*colours, plain}) == 3


def test_numbers_of_lines_are_not_selected(open_page: Callable[..., Page]) -> None:
    """Whoever selects code gets the code alone."""
    selected = open_page().locator(".language-python pre > code").evaluate(SELECT)
    assert selected.startswith("def count(hairs: int = 0, *others: str) -> str:  # 头发\n    return")


def test_the_button_copies(open_page: Callable[..., Page]) -> None:
    """A block of class `copy` has the theme's button."""
    page = open_page()
    page.locator(".language-yaml [data-md-type=copy]").wait_for()
    assert page.locator(".language-js [data-md-type=copy]").count() == 0


def test_they_need_no_script(open_page: Callable[..., Page]) -> None:
    """Without script formulas have their height, and the LaTeX in them is not shown."""
    page = open_page(scripts=False)
    fraction, text = page.locator("mfrac").first, page.locator(".dz-text p").first

    box = fraction.bounding_box()
    assert box is not None
    assert box["height"] > 20
    assert not page.locator("annotation").first.is_visible()
    assert "frac" not in text.inner_text()


def test_paper_shows_all(open_page: Callable[..., Page]) -> None:
    """In print, long lines of code are broken."""
    page = open_page(width=700)
    page.emulate_media(media="print")

    code = page.locator(".language-python pre > code")
    assert code.evaluate("one => one.scrollWidth - one.clientWidth") <= 1
    assert code.evaluate("one => getComputedStyle(one).whiteSpace") == "pre-wrap"
