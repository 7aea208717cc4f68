"""Edits of a site's sources, drawn by hypothesis. Each may change what readers see."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import polib
from hypothesis import strategies as st
from sources import Files, add_article

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]
WORDS = (
    "新的一句话。",
    "軟體與鐘錶。",
    "里弄 & 弄堂",
    "“引号”",
    "台账",
    "{{gazette-f02}}",
    "x < y",
    "`码`",
    "dz0title0dz",
    "a {b}",
    "  两 ",
    '--8<-- "snippets/shared.md"',
    '--8<-- "snippets/shared.md:part"',
)
"""Texts in both scripts, with characters that templates and Markdown escape or replace."""
NAMES = ("水井", "桥梁道路", "鐘錶", "A & B", "“名”")
ENGLISH = ("Water", "A <b> & c", "{{gazette-f01}}", "“Lanes”", "")


def edit_body(draw: Draw[Any], files: Files) -> None:
    """Append a paragraph to an article."""
    path = _draw_article(draw, files)
    files[path] += f"\n{draw(st.sampled_from(WORDS))}\n"


def edit_head(draw: Draw[Any], files: Files) -> None:
    """Change a field in an article's front matter."""
    path = _draw_article(draw, files)
    key, values = draw(
        st.sampled_from(
            (
                ("title", (*NAMES, "{{gazette-f01:number}}")),
                ("date", ("2025-01-01", "2026-11-20", "2024-02-29")),
                ("theme", ("roads", "water")),
                ("regions", ("[sanli]", "[]")),
                ("summary", (*NAMES, "''")),
                ("tags", ("[修桥]", "[水, 新]", "[]")),
                ("draft", ("true", "false")),
                ("publish_at", ("2026-11-01", "2026-12-24")),
                ("script", ("zh-Hans", "zh-Hant-TW")),
                ("conversion", ("{台账: {zh-Hant-TW: 帳本}}", "{里弄: {}}")),
            )
        )
    )
    head, body = re.split(r"(?<=\n)---\n", files[path].removeprefix("---\n"), maxsplit=1)
    lines = [line for line in head.splitlines() if not line.startswith(f"{key}:")]
    files[path] = "\n".join(("---", *lines, f"{key}: {draw(st.sampled_from(values))}", "---", body))


def new_article(draw: Draw[Any], files: Files) -> None:
    """Add an article, or overwrite one."""
    add_article(files, draw(st.integers(0, 12)))


def delete_article(draw: Draw[Any], files: Files) -> None:
    """Delete an article and its catalog. Links to it become errors."""
    path = _draw_article(draw, files)
    del files[path]
    files.pop(path.replace("content", "translations/en").replace(".md", ".po"), None)


def edit_entry(draw: Draw[Any], files: Files) -> None:
    """Change a message's translation, remove it, or mark it fuzzy."""
    path = draw(st.sampled_from(sorted(path for path in files if path.endswith(".po"))))
    po = polib.pofile(files[path])
    if not po:
        # An earlier edit emptied the catalog.
        return
    entry = draw(st.sampled_from(list(po)))
    entry.msgstr = draw(st.sampled_from(ENGLISH))
    entry.flags = draw(st.sampled_from(([], ["fuzzy"])))
    files[path] = str(po) + "\n"


def delete_entries(draw: Draw[Any], files: Files) -> None:
    """Empty a catalog."""
    path = draw(st.sampled_from(sorted(path for path in files if path.endswith(".po"))))
    po = polib.pofile(files[path])
    del po[:]
    files[path] = str(po) + "\n"


def replace_text(draw: Draw[Any], files: Files) -> None:
    """Replace a value in one of the other files."""
    path = draw(st.sampled_from(sorted(REPLACEMENTS)))
    if path in files:
        pattern, values = draw(st.sampled_from(REPLACEMENTS[path]))
        value = draw(st.sampled_from(values))
        files[path] = re.sub(pattern, lambda _found: value, files[path], count=1)


def edit_file(draw: Draw[Any], files: Files) -> None:
    """Write or delete an optional file."""
    path = draw(st.sampled_from(sorted(OPTIONAL)))
    text = draw(st.sampled_from((None, *OPTIONAL[path])))
    if text is None:
        files.pop(path, None)
    else:
        files[path] = text


EDITS = (
    edit_body, edit_head, edit_head, new_article, delete_article, edit_entry, edit_entry, delete_entries,
    replace_text, replace_text, edit_file,
)  # fmt: skip
"""The edits to draw from; common ones are listed twice."""
REPLACEMENTS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "content/themes.yml": (
        (r"(?<=name: ).+", NAMES),
        (r"(?<=summary: ).+", NAMES),
        (r"(?<=introduction: ).+", ("水{{gazette-f01}}", "见[桥](articles/bridge.md)")),
    ),
    "content/regions.yml": ((r"(?<=name: ).+", NAMES),),
    "content/sources.yml": ((r"(?<=title: ).+", NAMES), (r"(?<=publisher: ).+", NAMES)),
    "content/data/gazette.yml": (
        (r"(?<=value: )\d+", ("12400", "7", "350000")),
        (r"(?<=name: ).+", NAMES),
        (r"(?<=unit: ).+", ("名", "只", "件")),
        (r"qualifier: .+", ("qualifier: about", "qualifier: nearly")),
    ),
    "content/pages/about.md": ((r"由.+", WORDS), (r"(?<=title: ).+", NAMES)),
    "content/index.md": ((r"这里.+", WORDS), (r"(?<=summary: ).+", NAMES)),
    "mkdocs.yml": (
        (r"(?<=site_name: ).+", NAMES[:3]),
        (r"(?<=site_description: ).+", NAMES[:3]),
        (r"(?<=colour: )\w+", ("red", "green")),
        (r"(?<=editions: ).+", ("[zh-Hans, zh-Hant-TW, en]", "[zh-Hans, en]", "[zh-Hant-TW, zh-Hans, zh-Hant-HK, en]")),
        (r"(?<=site_url: ).+", ("https://example.org/tiny/", "https://example.com/")),
    ),
    "templates/partials/copyright.html": ((r"</div>.*", ("</div>", "<b>{{ lang.t('footer') }}</b></div>")),),
}
"""Replacements by file, for files that always exist: pattern, possible values."""
OWN_ARTICLE = """\
{% extends "main.html" %}
{% block content %}{{ edited.title.text }} {{ page.title }} {{ article.theme.name.text }}{% endblock %}
"""
OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "translations/lexicon/zh-Hant-TW.yml": ("里弄: 里弄\n", "里弄: 巷弄\n软件: 軟件\n"),
    "translations/lexicon/zh-Hans.yml": ("軟體: 软体\n", "鐘錶: 钟表\n"),
    "translations/glossary.yml": (
        "terms:\n- {zh-Hans: [里弄, 弄堂], en: lane}\n",
        "terms:\n- {zh-Hans: [桥, 道路], en: way}\n",
    ),
    "content/pages/more.md": (
        "---\ntitle: 更多\n---\n\n更多的话。\n",
        "---\ntitle: 又一页\n---\n\n## 一\n\n见[井](../articles/well.md)。\n",
    ),
    "content/map.svg": ("<svg xmlns='http://www.w3.org/2000/svg'/>\n", "<svg/>\n"),
    "content/data.txt": ("one\n", "two\n"),
    "content/snippets/shared.md": (
        "<!-- --8<-- [start:part] -->\n共享的里弄，见[井](../articles/well.md)。\n<!-- --8<-- [end:part] -->\n",
        "一\n\n<!-- --8<-- [start:part] -->\n## 软体 {#more}\n<!-- --8<-- [end:part] -->\n",
    ),
    "templates/article.html": (
        '{% extends "main.html" %}\n{% block content %}{% include "duizhao/article.html" %}<i>own</i>{% endblock %}\n',
        OWN_ARTICLE,
    ),
    "templates/partials/footer.html": (
        "<footer>{% if page.next_page %}{{ page.next_page.title | length }}{% endif %}</footer>\n",
        "<footer>{{ page.title | upper }}{% include 'partials/copyright.html' %}</footer>\n",
    ),
}
"""Files that may be absent, with their possible contents."""


def _draw_article(draw: Draw[Any], files: Files) -> str:
    """Draw the path of an article."""
    return draw(st.sampled_from(sorted(path for path in files if path.startswith("content/articles/"))))
