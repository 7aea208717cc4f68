"""Peers for the benchmark of whole builds: their sources, installation and commands.

Each peer gets the pages of every edition as finished Markdown, and therefore neither converts nor translates.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from duizhao.options import Options
from duizhao.pipeline import Prepared, prepare
from duizhao.script.convert import make_converter
from duizhao.translation.messages import list_article_messages

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
MATERIAL = {"name": "material", "font": False, "features": ["navigation.indexes", "navigation.prune"]}
EXTENSIONS = ["footnotes", "tables", "attr_list", "admonition", "def_list", "toc"]
LANGUAGES = {"zh-Hans": "zh", "zh-Hant-TW": "zh-Hant", "en": "en"}
"""The peers' names for the editions."""
HUGO_THEME = {
    "baseof.html": "<!doctype html><html lang={{.Lang}}><title>{{.Title}}</title><nav>{{range .Site.Sections}}"
    '<a href={{.RelPermalink}}>{{.Title}}</a>{{end}}</nav>{{block "main" .}}{{end}}</html>',
    "single.html": '{{define "main"}}<h1>{{.Title}}</h1>{{.Content}}{{end}}',
    "list.html": '{{define "main"}}<h1>{{.Title}}</h1>{{range .Pages}}'
    "<a href={{.RelPermalink}}>{{.Title}}</a>{{end}}{{end}}",
}


@dataclass(frozen=True, slots=True)
class Peer:
    """A program that builds the same pages."""

    name: str
    requirements: tuple[str, ...]
    """Requirements to install into the peer's own environment."""
    commands: tuple[tuple[str, ...], ...]
    """The commands that build the site, in order, in the peer's folder; `{bin}` is where its programs are installed."""
    output: tuple[str, ...]
    """The folders of the finished site."""


PEERS = (
    Peer(
        "MkDocs + Material + static-i18n",
        ("mkdocs-material", "mkdocs-static-i18n", "jieba"),
        (("{bin}/mkdocs", "build", "-q", "-f", "i18n.yml"),),
        ("site-i18n",),
    ),
    Peer(
        "Zensical",
        ("zensical",),
        tuple(("{bin}/zensical", "build", "-f", f"zensical-{code}.yml") for code in LANGUAGES.values()),
        tuple(f"site-{code}" for code in LANGUAGES.values()),
    ),
    Peer("Hugo, minimal theme", ("hugo",), (("{bin}/hugo", "-F", "-s", "hugo", "--quiet"),), ("hugo/public",)),
)


def install(peer: Peer, folder: Path) -> Path | None:
    """Install a peer, unless it is already installed.

    Returns:
        The folder of its programs, or None if it is not available.
    """
    home = folder / re.sub(r"\W+", "-", peer.name.lower())
    if not (home / "installed").exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        # Registries differ in which newest release of Zensical they list with all its files.
        done = subprocess.run([home / "bin" / "pip", "install", "-q", *peer.requirements], check=False)
        if done.returncode:
            return None
        (home / "installed").touch()
    return home / "bin"


def write_sources(site: Path, folder: Path) -> None:
    """Write the corpus for all peers.

    Args:
        site: The corpus.
        folder: The folder to write; its content is deleted.
    """
    shutil.rmtree(folder, ignore_errors=True)
    prepared = prepare(site, Options())
    themes = {theme.id: theme.name for theme in prepared.site.themes}
    for code, theme, slug, text in _list_texts(prepared, site):
        language = LANGUAGES[code]
        places = (
            folder / "docs-i18n" / theme / f"{slug}.{language}.md",
            folder / f"docs-{language}" / theme / f"{slug}.md",
            folder / "hugo" / "content" / language / theme / f"{slug}.md",
        )
        for place in places:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
    for language in LANGUAGES.values():
        for place in (folder / "docs-i18n" / f"index.{language}.md", folder / f"docs-{language}" / "index.md"):
            place.write_text("# Home\n", "utf-8")
        _write_yaml(folder / f"zensical-{language}.yml", _describe(f"docs-{language}", f"site-{language}", language))
    languages = [
        {"locale": one, "name": one, "build": True, **({"default": True} if one == "zh" else {})}
        for one in LANGUAGES.values()
    ]
    i18n = {"i18n": {"docs_structure": "suffix", "languages": languages}}
    _write_yaml(folder / "i18n.yml", {**_describe("docs-i18n", "site-i18n", "zh"), "plugins": ["search", i18n]})
    layouts = folder / "hugo" / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name, text in HUGO_THEME.items():
        (layouts / name).write_text(text, "utf-8")
    settings = {
        "baseURL": "https://example.org/",
        "defaultContentLanguage": "zh",
        "defaultContentLanguageInSubdir": True,
        "languages": {
            one: {"contentDir": f"content/{one}", "languageName": one, "weight": number}
            for number, one in enumerate(LANGUAGES.values(), 1)
        },
    }
    _write_yaml(folder / "hugo" / "config.yaml", settings)
    (folder / "themes.yml").write_text(yaml.safe_dump(themes, allow_unicode=True), "utf-8")


def _describe(docs: str, site: str, language: str) -> dict[str, object]:
    """Return the settings of a site for MkDocs or Zensical."""
    return {
        "site_name": "Corpus",
        "site_url": "https://example.org/bench/",
        "docs_dir": docs,
        "site_dir": site,
        "theme": {**MATERIAL, "language": language},
        "markdown_extensions": EXTENSIONS,
    }


def _list_texts(prepared: Prepared, site: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield edition, theme, slug and Markdown with the title as heading, for the articles of every edition."""
    converters = {code: make_converter("zh-Hans", code).convert for code in LANGUAGES if code != "en"}
    back = make_converter("zh-Hant-TW", "zh-Hans").convert
    for article in prepared.site.articles:
        body = FRONT_MATTER.sub("", (site / article.document.path).read_text("utf-8"))
        text = f"---\ntitle: {article.title}\n---\n\n# {article.title}\n\n{body}"
        simplified = text if article.script == "zh-Hans" else back(text)
        for code, convert in converters.items():
            yield code, article.theme, article.slug, simplified if code == "zh-Hans" else convert(simplified)
        catalog = prepared.catalogs["en"][article.slug]
        messages = sorted((message.text for message in list_article_messages(article)), key=len, reverse=True)
        english = text
        for message in messages:
            english = english.replace(message, catalog.translate(message) or message)
        yield "en", article.theme, article.slug, english


def _write_yaml(file: Path, value: object) -> None:
    file.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), "utf-8")


def fill(command: Sequence[str], programs: Path) -> list[str]:
    """Insert the folder of a peer's programs into a command."""
    return [part.replace("{bin}", str(programs)) for part in command]
