"""A site whose every field holds a text with a unique mark; the texts are either hostile or tame."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import yaml

PAYLOADS = (
    "\"'><script>alert(1)</script>",
    '" onfocus="alert(2)" autofocus x="',
    "</script></title></style></textarea></template><img src=x onerror=alert(3)>",
    "&amp; &lt;b&gt; ]]> --> <!-- {% raw %}",
    "line\nbreak and U+2028: \u2028.",
    "<svg onload=alert(4)><math><a href=javascript:alert(5)>",
)
TAME = "“tame” text and more"
CHINESE = "文字"
Field = Callable[..., str]


class Fields:
    """A factory of field texts, each with a mark that identifies the field."""

    def __init__(self, *, hostile: bool) -> None:
        """Create a factory of hostile or of tame texts."""
        self._hostile = hostile
        self.marks: dict[str, str] = {}
        """The field names, by mark."""

    def __call__(self, name: str, *, line: bool = False) -> str:
        """Return a text for a field, with a new mark.

        Args:
            name: The name of the field.
            line: Whether the text must fit on one line.
        """
        mark = f"mark{len(self.marks)}x"
        payload = " ".join(PAYLOADS) if self._hostile else TAME
        text = f"{CHINESE}{mark} {payload}"
        if line:
            text = " ".join(text.split())
        self.marks[mark] = name
        return text

    def markdown(self, name: str) -> str:
        """Return a text for a Markdown field, with all markup escaped as an author would escape it."""
        text = self(name, line=True)
        return "".join(f"\\{char}" if char in "\\`*_{}[]()#+-.!<>&|~$\"'%" else char for char in text)


def make_site(root: Path, *, hostile: bool, features: tuple[str, ...] = (), hooks: str = "") -> dict[str, str]:
    """Write the site into a folder.

    Args:
        root: The folder.
        hostile: Whether the texts are hostile.
        features: Features of the theme.
        hooks: The code of a hook. With one, every page passes through MkDocs.

    Returns:
        The field names, by the marks in the texts.
    """
    field = Fields(hostile=hostile)

    def write(path: str, data: Any) -> None:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        text = data if isinstance(data, str) else yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        file.write_text(text, "utf-8")

    palette = [
        {"media": "(prefers-color-scheme: light)", "scheme": "default"}
        | {"toggle": {"icon": "material/weather-night", "name": field("palette.toggle")}},
        {"media": "(prefers-color-scheme: dark)", "scheme": "slate"}
        | {"toggle": {"icon": "material/weather-sunny", "name": field("palette.toggle.dark")}},
    ]
    editions = {
        "zh-Hans": {"label": field("edition.label")},
        "zh-Hant-TW": {"label": field("edition.label.tw")},
        "en": {"label": field("edition.label.en")},
        "ja": {"threshold": 0},
    }
    theme = {"name": "material", "font": False, "features": list(features), "palette": palette}
    settings = {
        "site_name": field("site_name"),
        "site_description": field("site_description"),
        "site_author": field("site_author"),
        "site_url": "https://example.org/below/",
        "copyright": "<b>Licence</b> <script>alert(6)</script>" if hostile else "<b>Licence</b> ",
        "docs_dir": "content",
        "theme": theme,
        "extra": {
            "social": [
                {"icon": "fontawesome/brands/mastodon", "link": "https://example.org/", "name": field("social.name")}
            ]
        },
        "plugins": [{"duizhao": {"editions": editions}}],
    }
    if hooks:
        settings["hooks"] = ["hook.py"]
        write("hook.py", hooks)
    write("mkdocs.yml", settings)
    regions = [{"id": f"r{number}", "name": field("region.name"), "level": "town"} for number in range(2)]
    regions[1]["parent"] = "r0"
    write("content/regions.yml", regions)
    sources = [
        {"id": f"s{number}", "title": field("source.title"), "title_kind": kind, "publisher": field("source.publisher")}
        | {"date": "2024", "genre": field("source.genre"), "note": field("source.note")}
        for number, kind in enumerate(("original", "working"))
    ]
    write("content/sources.yml", sources)
    figures = [
        {
            "id": f"f{number}",
            "name": field("figure.name"),
            "value": 12 + number,
            "unit": field("figure.unit", line=True),
        }
        | {"qualifier": "more than", "region": "r1", "period": "2021/2025", "period_kind": "span", "theme": "t0"}
        | {"source": "s0", "note": field("figure.note")}
        for number in range(3)
    ]
    write("content/data/figures.yml", figures)
    write("content/themes.yml", [
        {"id": f"t{number}", "name": field("theme.name"), "summary": field("theme.summary")}
        | {"introduction": field.markdown("theme.introduction"), "figures": ["f0"]}
        for number in range(2)
    ])  # fmt: skip
    write("content/glossary.yml", [
        {"term": f"{field('glossary.term', line=True)}", "explanation": field("glossary.explanation")},
        {"term": "石桥", "explanation": field("glossary.explanation.used")},
    ])  # fmt: skip
    acts = {"region": "r1", "period": "2021", "theme": "t0", "source": "s0"}
    write("content/actions.yml", [{"id": "a0", "name": field("action.name"), "what": field("action.what"), **acts}])
    event = {
        "id": "e0",
        "name": field("event.name"),
        "date": "2020",
        "date_inferred": True,
        "region": "r1",
        "source": "s0",
    }
    write("content/events.yml", [event])
    write("content/index.md", _page({"title": field("home.title"), "summary": field("home.summary"), "figures": ["f1"]},
                                    field.markdown("home.text")))  # fmt: skip
    write("content/pages/about.md", _page({"title": field("page.title"), "summary": field("page.summary")},
                                          field.markdown("page.text")))  # fmt: skip
    for number in range(4):
        head = {
            "title": field("article.title"),
            "date": f"2026-0{number + 1}-01",
            "theme": f"t{number % 2}",
            "regions": ["r1", "r0"],
            "period": "2021/2025",
            "sources": ["s0", "s1"],
            "summary": field("article.summary"),
            "tags": [field("article.tag", line=True)],
            "authors": [field("article.author", line=True)],
        }
        write(f"content/articles/article-{number}.md", _page(head, _body(field)))
    write("content/map.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    write("translations/lexicon/zh-Hant-TW.yml", {"台账": field("lexicon", line=True)})
    return field.marks


def translate(root: Path, run: Callable[..., Any], *, hostile: bool) -> None:
    """Write catalogs in which every other message of the English edition has a hostile or tame translation."""
    assert run(root, "catalog", "update").returncode == 0
    payload = " ".join(PAYLOADS) if hostile else TAME
    text = " ".join(payload.split())
    escaped = "".join(f"\\{char}" if char in "\\`*_{}[]()#+-.!<>&|~$\"'%" else char for char in text)
    for file in sorted((root / "translations/en").rglob("*.po")):
        catalog = polib.pofile(str(file), wrapwidth=0)
        for number, entry in enumerate(catalog):
            if number % 2:
                is_text = "\\" not in entry.msgid
                entry.msgstr = f"said{number}x {text if is_text else escaped}"
        catalog.save()


def _page(head: dict[str, Any], body: str) -> str:
    """Return the text of a Markdown file."""
    return f"---\n{yaml.safe_dump(head, allow_unicode=True, sort_keys=False)}---\n\n{body}\n"


def _body(field: Fields) -> str:
    """Return the body of an article with every construct that contains a text."""
    chart = {
        "kind": "bar",
        "title": field("chart.title", line=True),
        "description": field("chart.description", line=True),
        "unit": field("chart.unit", line=True),
        "note": field("chart.note", line=True),
        "rows": [[field("chart.label", line=True), 3], [field("chart.label", line=True), 4]],
        "source": ["s0"],
    }
    image_title = field.markdown("image.title")
    # A caption is Markdown inside an image's title, in which entities and backslashes are also interpreted.
    caption = "".join(f"\\{char}" if char in '\\"&' else char for char in field.markdown("figure.caption"))
    return "\n\n".join([
        f"{field.markdown('paragraph')} 石桥与台账，{{{{f2}}}}。[^n]",
        f"## {field.markdown('heading')}",
        f"## {field.markdown('heading.with.id')} {{#id-x}}",
        f"![{field.markdown('image.alt')}](../map.svg \"{image_title}\")",
        f"![{field.markdown('figure.alt')}](../map.svg \"{caption}\"){{.figure}}",
        f"[{field.markdown('link')}](article-0.md \"{image_title}\")",
        f"| {field.markdown('table.head')} |\n|---|\n| {field.markdown('table.cell')} |",
        f"!!! note \"{field.markdown('admonition.title')}\"\n    {field.markdown('admonition')}",
        f"- [ ] {field.markdown('task')}",
        f"{field.markdown('definition.term')}\n:   {field.markdown('definition')}",
        f"```{field('code.info', line=True).replace('`', '')}\n{field('code')}\n```",
        f"`{field('code.inline', line=True)}`",
        f"-{{zh-hans:{field.markdown('variant')};zh-tw:{field.markdown('variant.tw')}}}-",
        f"```chart\n{yaml.safe_dump(chart, allow_unicode=True, sort_keys=False)}```",
        f"[^n]: {field.markdown('footnote')}",
    ])  # fmt: skip
