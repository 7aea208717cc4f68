"""The command `new article`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from duizhao.checks.sources import SLUG
from duizhao.cli.catalogs import update_catalogs
from duizhao.cli.printing import findings_exit
from duizhao.diagnostics import suggest
from duizhao.options import Options
from duizhao.pipeline import prepare
from duizhao.source.site import ARTICLES

ARTICLE = """\
---
title: {title}
date: {date}
theme: {theme}
sources: [{source}]
summary: 一两句话的摘要。
draft: true
---

第一段说明文章讲什么。

## 第一节 {{#first}}

正文。
"""


@click.command()
@click.argument("slug")
@click.option("--theme", help="The section it belongs to: an id of themes.yml; the first one if not said.")
@click.option("--title", default="新文章", help="Its title.")
@click.pass_obj
def article(root: Path, slug: str, *, theme: str | None, title: str) -> None:
    """Make content/articles/SLUG.md as a draft, with its catalogs."""
    if not SLUG.fullmatch(slug):
        message = f"'{slug}' cannot be an address; use small letters, digits and hyphens, such as first-results"
        raise click.BadParameter(message, param_hint="SLUG")
    with findings_exit():
        prepared = prepare(root, Options(drafts=True))
    site = prepared.site
    themes = [one.id for one in site.themes]
    if theme is not None and theme not in themes:
        message = f"unknown theme '{theme}'; {suggest(theme, themes)}"
        raise click.BadParameter(message, param_hint="--theme")
    file = site.settings.content_folder / ARTICLES / f"{slug}.md"
    taken = [one.span.path for one in site.articles if slug in (one.slug, *one.aliases)]
    if taken or file.exists():
        click.echo(f"{taken[0] if taken else file} is there already", err=True)
        sys.exit(1)
    text = ARTICLE.format(
        title=title, date=datetime.now(UTC).date().isoformat(), theme=theme or themes[0], source=site.sources[0].id
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")
    click.echo(f"made {file.relative_to(site.settings.root)}")
    with findings_exit():
        update_catalogs(root)
    click.echo("it is a draft: see it with  build --drafts  or  serve --drafts")
