"""Commands that move and delete articles: mv, rm."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import click

from duizhao.checks.sources import is_slug
from duizhao.cli.printing import findings_exit, print_diagnostics
from duizhao.diagnostics import Diagnostic, Level, SourceError, suggest
from duizhao.model import Article, Site
from duizhao.moving.changes import Change, format_diff, make_changes
from duizhao.moving.plans import plan_deletion, plan_renaming
from duizhao.options import Options
from duizhao.pipeline import prepare
from duizhao.source.site import list_article_files

HARMLESS = ("alias-", "image-", "link-", "slug-invalid", "theme-", "region-", "source-", "figure-")
"""Beginnings of the codes of errors that leave all links known."""

dry_run_option = click.option("--dry-run", is_flag=True, help="Show what would change as a diff, and change nothing.")


@click.command()
@click.argument("old")
@click.argument("new")
@dry_run_option
@click.pass_obj
def mv(root: Path, old: str, new: str, *, dry_run: bool) -> None:
    """Give the article OLD the name NEW, which is its address, and keep the old address alive.

    OLD and NEW are names such as first-results, or the paths of files. The catalogs of the article in every language
    follow it, and so do the links to it in all texts and catalogs: translations that are current stay current. Its
    front matter gets  aliases: [OLD],  so that each edition has a page at the old address that leads to the new one.
    That page has no script, so it cannot keep what stands behind # in an address.
    """
    with findings_exit():
        site, problems = _read_site(root)
        path = _find_file(site, old, "OLD")
        _stop_at([one for one in problems if not one.code.startswith(HARMLESS)])
        article = next((one for one in site.articles if one.span.path == path), None)
        if article is None:
            raise SourceError(problems)
        slug = _choose_slug(site, article, new)
        plan = plan_renaming(site, article, slug, had_address=is_slug(article.slug))
        print_diagnostics(plan.problems)
        _apply(site, plan.changes, dry_run=dry_run)
    if not dry_run:
        click.echo(f"{path} is now {plan.changes[0].place}")
        for change in plan.changes[1:]:
            click.echo(f"changed {change.place}")
        if is_slug(article.slug):
            click.echo(f"readers of its old address, articles/{article.slug}/, are led to the new one")


@click.command()
@click.argument("slug")
@click.option("--force", is_flag=True, help="Delete it although links lead to it.")
@dry_run_option
@click.pass_obj
def rm(root: Path, slug: str, *, force: bool, dry_run: bool) -> None:
    """Delete the article SLUG and its catalogs in every language, unless links lead to it.

    SLUG is a name such as first-results, or the path of a file. The links are listed with their places. What the
    article shows, such as images, stays.
    """
    with findings_exit():
        site, problems = _read_site(root)
        path = _find_file(site, slug, "SLUG")
        # The article itself may be broken; what is wrong elsewhere could hide links to it.
        others = [one for one in problems if Path(one.span.path).stem != PurePosixPath(path).stem]
        _stop_at([one for one in others if not one.code.startswith(HARMLESS)])
        plan = plan_deletion(site, path)
        print_diagnostics(plan.problems)
        if plan.problems and not force:
            count = len(plan.problems)
            word = "link leads" if count == 1 else "links lead"
            click.echo(f"{count} {word} to {path}; nothing was deleted; take them out, or add  --force", err=True)
            _apply(site, plan.changes, dry_run=True) if dry_run else None
            sys.exit(1)
        _apply(site, plan.changes, dry_run=dry_run)
    if dry_run:
        return
    for change in plan.changes:
        click.echo(f"deleted {change.path}")
    article = next((one for one in site.articles if one.span.path == path), None)
    addresses = [one.slug for one in (article,) if one] + list(article.aliases if article else ())
    if addresses:
        names = ", ".join(addresses)
        click.echo(f"to lead readers of its address elsewhere, write  aliases: [{names}]  in another article")


def _read_site(root: Path) -> tuple[Site, list[Diagnostic]]:
    """Read a site with its drafts; return it with its errors."""
    prepared = prepare(root, Options(drafts=True))
    return prepared.site, [one for one in prepared.diagnostics if one.level is Level.ERROR]


def _stop_at(problems: Sequence[Diagnostic]) -> None:
    """Stop at errors that could hide links.

    Raises:
        SourceError: There are any.
    """
    if problems:
        raise SourceError(problems)


def _find_file(site: Site, written: str, hint: str) -> str:
    """Return the file of the article that an argument names, relative to the site's folder.

    Raises:
        click.BadParameter: There is none, or there are two.
    """
    root = site.settings.root
    paths = [file.relative_to(root).as_posix() for file in list_article_files(site.settings)]
    name = PurePosixPath(written.replace("\\", "/"))
    found = [path for path in paths if PurePosixPath(path).stem == name.name.removesuffix(".md")]
    if len(name.parts) > 1:
        found = [path for path in found if PurePosixPath(path).match(str(name.with_name(PurePosixPath(path).name)))]
    if not found:
        wanted = name.name.removesuffix(".md")
        renamed = next((f"it is now {one.slug}" for one in site.articles if wanted in one.aliases), "")
        near = renamed or suggest(wanted, (PurePosixPath(path).stem for path in paths))
        raise click.BadParameter(f"there is no article '{written}'" + (f"; {near}" if near else ""), param_hint=hint)
    if sum(PurePosixPath(path).stem == PurePosixPath(found[0]).stem for path in paths) > 1:
        message = f"there are several articles of this name: {', '.join(found)}; rename the file of one first"
        raise click.BadParameter(message, param_hint=hint)
    return found[0]


def _choose_slug(site: Site, article: Article, written: str) -> str:
    """Return the slug that the argument NEW means.

    Raises:
        click.BadParameter: It cannot be an address, is that of something else, or the path of another folder.
    """
    name = PurePosixPath(written.replace("\\", "/"))
    slug = name.name.removesuffix(".md")
    folder = PurePosixPath(article.span.path).parent
    message = ""
    if len(name.parts) > 1 and not folder.match(str(name.parent)):
        message = f"the article stays in its folder, {folder}; write its new name alone"
    elif not is_slug(slug):
        message = f"'{slug}' cannot be an address; use small letters, digits and hyphens, such as first-results"
    elif slug == article.slug:
        message = "that is its name"
    for other in site.articles:
        if other is not article and slug in (other.slug, *other.aliases):
            what = "the address" if slug == other.slug else "an alias"
            message = f"'{slug}' is {what} of {other.span.path}"
    if message:
        raise click.BadParameter(message, param_hint="NEW")
    return slug


def _apply(site: Site, changes: Sequence[Change], *, dry_run: bool) -> None:
    """Make changes, or print them as a diff."""
    if not dry_run:
        make_changes(site.settings.root, changes)
        return
    for line in format_diff(changes):
        click.echo(line, nl=False)
