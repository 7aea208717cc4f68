"""A tiny site for tests of script conversion."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

CONFIGURATION = """\
site_name: 网站
docs_dir: content
theme: {{name: material}}
plugins:
  - duizhao:
      editions: {editions}
"""
HEAD = "---\ntitle: 上下文\ndate: 2026-01-01\ntheme: one\nsources: [a]\n"
FILES = {
    "content/index.md": "---\ntitle: 首页\n---\n\n欢迎读者。\n",
    "content/themes.yml": "one: {name: 主题, summary: 概述。}\n",
    "content/sources.yml": "a: {title: 来源, publisher: 某报, date: 2025, genre: news}\n",
    "content/regions.yml": "{}\n",
}


def make_site(root: Path, files: Mapping[str, str], editions: str = "[zh-Hans, zh-Hant-TW]") -> Path:
    """Write a site.

    Args:
        root: The site's folder.
        files: Further files. For an article, the text that follows the required lines of its front matter.
        editions: The editions as YAML.
    """
    articles = {path: text for path, text in files.items() if path.startswith("content/articles/")}
    articles = articles or {"content/articles/one.md": ""}
    written = {"mkdocs.yml": CONFIGURATION.format(editions=editions), **FILES, **files}
    for path, text in articles.items():
        head, _, body = text.partition("\n\n")
        written[path] = f"{HEAD}{head.rstrip()}\n---\n\n{body or '正文在这里。'}\n".replace("]\n\n---", "]\n---")
    for path, text in written.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root
