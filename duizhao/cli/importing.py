"""The command `import`: turns found texts into draft articles."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from duizhao.checks.sources import SLUG
from duizhao.cli.catalogs import update_catalogs
from duizhao.cli.import_report import SOURCES, Imported, print_diff, print_json, print_text
from duizhao.cli.printing import findings_exit, print_diagnostics, progress_bar
from duizhao.diagnostics import Diagnostic, Level, SourceError, Span, has_errors, suggest
from duizhao.importing.account import Account, Lines, group_changes, make_questions
from duizhao.importing.errors import MissingLibraryError, UnfitInputError
from duizhao.importing.pipeline import import_data
from duizhao.importing.writing.drafts import MARK, Choices, Draft, Existing, make_drafts
from duizhao.importing.writing.source_entries import UnfitListError, append_entries
from duizhao.model import Site
from duizhao.options import Options
from duizhao.pipeline import check_all, prepare
from duizhao.settings import read_settings
from duizhao.source.files import LARGEST
from duizhao.source.front_matter import split_front_matter
from duizhao.source.site import ARTICLES, read_frame

FORMATS = click.Choice(("text", "json"))
SUFFIXES = {
    ".txt": "",
    ".text": "",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "",
    ".htm": "",
    ".xhtml": "",
    ".docx": "",
}
"""The endings of the files that are taken from a folder, with the form that they tell."""
THEMES = "themes.yml"
STANDARD_INPUT = "<stdin>"
HEAD = 2_000
"""The number of characters at the beginning of an article in which the mark of an import can be."""


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, allow_dash=True), metavar="FILE…|-"
)
@click.option("--theme", help="The section of the drafts: an id of themes.yml.")
@click.option("--region", "regions", multiple=True, help="A place they are about: an id of regions.yml; repeatable.")
@click.option("--slug", help="The address of the draft; made of its title if not said.")
@click.option("--encoding", help="The encoding, such as gb18030 or big5hkscs; found out if not said.")
@click.option("--dry-run", is_flag=True, help="Show what would be written as a diff, and write nothing.")
@click.option("--format", "form", type=FORMATS, default="text", show_default=True, help="The form of the report.")
@click.option("-q", "--quiet", is_flag=True, help="Do not list the repairs.")
@click.option("-v", "--verbose", is_flag=True, help="List every repair with its place.")
@click.pass_obj
def import_(
    root: Path,
    files: tuple[Path, ...],
    *,
    theme: str | None,
    regions: tuple[str, ...],
    slug: str | None,
    encoding: str | None,
    dry_run: bool,
    form: str,
    quiet: bool,
    verbose: bool,
) -> None:
    """Turn found texts into draft articles in content/articles/.

    FILE is a text, a saved web page, a Word file, a Markdown file, or a folder of such; `-` is standard input. The
    report says what was repaired and what a person must decide. A draft that somebody has edited is left as it is.
    """
    inputs, problems = list_inputs(files)
    if slug is not None and len(inputs) > 1:
        message = "one slug cannot name several drafts"
        raise click.BadParameter(message, param_hint="--slug")
    with findings_exit():
        site = _read_site(root)
    existing = read_existing(site)
    _check_choices(existing, theme, regions, slug)
    done: list[Imported] = []
    with progress_bar("importing", len(inputs), quiet=quiet or len(inputs) == 1) as advance:
        for path in inputs:
            choices = Choices(_name(path, short=True), Options().today, theme or "", regions, slug or "")
            imported, more = _import_one(path, encoding, existing, choices)
            problems += more
            done += [imported] if imported else []
            advance(1)
    drafts = [draft for one in done for draft in one.drafts]
    problems += _list_unwritten(site, drafts)
    is_written = not dry_run
    if dry_run:
        print_diff(site, drafts) if form == "text" else None
    else:
        written, more = _write(site, drafts)
        problems += more
        is_written = not more
        problems += _make_catalogs(root, written, quiet=quiet or form == "json") if written else []
    if form == "json":
        print_json(site, done, problems, is_written=is_written)
    else:
        print_text(site, done, is_written=is_written, quiet=quiet, verbose=verbose)
        print_diagnostics(problems)
    sys.exit(1 if has_errors(problems) else 0)


def list_inputs(files: Iterable[Path]) -> tuple[list[Path], list[Diagnostic]]:
    """List the files to import, those of folders included, and report those of folders that are of no known kind."""
    inputs: dict[Path, None] = {}
    problems = []
    for path in files:
        if str(path) == "-" or not path.is_dir():
            inputs[path] = None
            continue
        found = [one for one in sorted(path.rglob("*")) if one.is_file() and not one.name.startswith(".")]
        for one in found:
            if one.suffix.lower() in SUFFIXES:
                inputs[one] = None
            else:
                hint = f"import it by its name if it is a text; of folders, {', '.join(SUFFIXES)} are taken"
                problems.append(Diagnostic(Span(str(one)), "import-skipped", "not imported", hint, Level.NOTE))
        if not found:
            problems.append(Diagnostic(Span(str(path)), "import-skipped", "the folder is empty", level=Level.WARNING))
    return list(inputs), problems


def _read_site(root: Path) -> Site:
    """Read what of a site drafts refer to.

    Raises:
        SourceError: The settings are wrong, or there is no theme.
    """
    site, problems = read_frame(read_settings(root))
    if site.themes:
        return site
    path = f"{site.settings.content}/{THEMES}"
    message, hint = "there is no theme that a draft could have", "add one with  duizhao new theme ID"
    own = [one for one in problems if one.span.path == path]
    raise SourceError([*own, Diagnostic(Span(path), "theme-unknown", message, hint)])


def read_existing(site: Site) -> Existing:
    """Read which articles a site has, and which of them are drafts of earlier imports."""
    folder = site.settings.content_folder / ARTICLES
    marked: dict[str, tuple[str, str]] = {}
    slugs: set[str] = set()
    for file in sorted(folder.rglob("*.md")):
        slugs.add(file.stem)
        with file.open(encoding="utf-8", errors="replace", newline="") as stream:
            head = stream.read(HEAD)
            if "aliases:" in head:
                document, *_rest = split_front_matter(head + stream.read(), file.name)
                slugs.update(_list_aliases(document.value if document else {}))
            if found := MARK.search(head):
                stream.seek(0)
                marked[found["digest"]] = (file.stem, stream.read())
    return Existing(site, marked, slugs, list(site.sources))


def _list_aliases(head: Mapping[str, object]) -> list[str]:
    """List the aliases that a front matter states, if it states a list."""
    aliases = head.get("aliases")
    return [str(one) for one in aliases] if isinstance(aliases, list) else []


def _name(path: Path, *, short: bool = False) -> str:
    """Return the name of an input in messages, or, if `short`, in a draft."""
    if str(path) == "-":
        return "standard input" if short else STANDARD_INPUT
    return path.name if short else str(path)


def _check_choices(existing: Existing, theme: str | None, regions: Sequence[str], slug: str | None) -> None:
    """Refuse unknown ids and an impossible or taken slug.

    Raises:
        click.BadParameter: One of them is wrong.
    """
    themes, known = [one.id for one in existing.site.themes], [one.id for one in existing.site.regions]
    if theme is not None and theme not in themes:
        message = f"unknown theme '{theme}'; {suggest(theme, themes)}"
        raise click.BadParameter(message, param_hint="--theme")
    for region in regions:
        if region not in known:
            message = f"unknown region '{region}'; {suggest(region, known)}"
            raise click.BadParameter(message.rstrip("; "), param_hint="--region")
    if slug is not None and (not SLUG.fullmatch(slug) or slug.isdigit()):
        message = f"'{slug}' cannot be an address; use small letters, digits and hyphens, such as first-results"
        raise click.BadParameter(message, param_hint="--slug")
    if slug in existing.slugs and slug not in {known_slug for known_slug, _text in existing.marked.values()}:
        message = f"'{slug}' is the address of another article"
        raise click.BadParameter(message, param_hint="--slug")


def _import_one(
    path: Path, encoding: str | None, existing: Existing, choices: Choices
) -> tuple[Imported | None, list[Diagnostic]]:
    """Import one input; return what was made of it, or None with the reason.

    Raises:
        click.BadParameter: There is no such encoding.
    """
    name = _name(path)
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        result = import_data(data, encoding, SUFFIXES.get(path.suffix.lower(), ""))
    except LookupError as error:
        message = f"unknown encoding '{encoding}'; write its name as in gb18030, big5, big5hkscs, utf-16"
        raise click.BadParameter(message, param_hint="--encoding") from error
    except MissingLibraryError as error:
        return None, [Diagnostic(Span(name), "import-library", str(error), error.hint)]
    except UnfitInputError as error:
        return None, [Diagnostic(Span(name), "import-unfit", str(error), error.hint)]
    except OSError as error:
        return None, [Diagnostic(Span(name), "file-unreadable", f"the file cannot be read: {error.strerror}")]
    drafts = make_drafts(result, existing, choices)
    lines = Lines(result.source)
    changes = [*result.changes, *(change for draft in drafts for change in draft.changes)]
    questions = [*result.questions, *(question for draft in drafts for question in draft.questions)]
    account = Account(
        name=name,
        encoding=result.encoding,
        how=result.how,
        characters=len(result.source),
        repairs=group_changes(changes),
        questions=make_questions(questions, lines, name),
        lines=lines,
    )
    return Imported(account, drafts), []


def _list_unwritten(site: Site, drafts: Iterable[Draft]) -> list[Diagnostic]:
    """Report the drafts that are not written: those that somebody has edited, and those that are too large."""
    problems = []
    for draft in drafts:
        path = f"{site.settings.content}/{ARTICLES}/{draft.slug}.md"
        if draft.is_edited:
            message = "a draft of the same text is there, and is not what would be written now; it was left as it is"
            hint = "if it has been edited, nothing is lost; delete it to import the text anew"
            problems.append(Diagnostic(Span(path), "import-edited", message, hint))
        elif len(draft.text.encode()) > LARGEST:
            message = (
                f"the draft would be larger than the {LARGEST // 1_000_000} MB that the site reads; it was not written"
            )
            problems.append(Diagnostic(Span(path), "file-too-large", message, "divide the text, and import the parts"))
    return problems


def _write(site: Site, drafts: Iterable[Draft]) -> tuple[list[Draft], list[Diagnostic]]:
    """Write the new drafts and their entries in sources.yml; return the drafts that were written, and why not."""
    new = [one for one in drafts if one.previous is None and len(one.text.encode()) <= LARGEST]
    file = site.settings.content_folder / SOURCES
    before = file.read_text("utf-8") if file.exists() else ""
    try:
        after = append_entries(before, "".join(one.source_entry for one in new))
    except UnfitListError:
        message = "the file is no list, so that no entry can be added to it; no draft was written"
        hint = "repair it, as  duizhao check  tells, and import again"
        return [], [Diagnostic(Span(f"{site.settings.content}/{SOURCES}"), "import-sources", message, hint)]
    for draft in new:
        target = site.settings.content_folder / ARTICLES / f"{draft.slug}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(draft.text, "utf-8", newline="\n")
    if after != before:
        file.write_text(after, "utf-8", newline="\n")
    return new, []


def _make_catalogs(root: Path, drafts: Iterable[Draft], *, quiet: bool) -> list[Diagnostic]:
    """Make the catalogs of new drafts; return what `check` finds in these, or what stood in the way."""
    try:
        update_catalogs(root, quiet=quiet)
    except SourceError as error:
        message = "no catalog was made because the site has errors"
        hint = "repair them, and run  duizhao catalog update"
        span = Span(error.diagnostics[0].span.path)
        return [*error.diagnostics, Diagnostic(span, "import-catalogs", message, hint, Level.WARNING)]
    return _check(root, drafts)


def _check(root: Path, drafts: Iterable[Draft]) -> list[Diagnostic]:
    """Return what `check` finds in the drafts."""
    names = {f"{one.slug}.md" for one in drafts}
    found = check_all(prepare(root, Options(drafts=True)))
    return [one for one in found if Path(one.span.path).parent.name == ARTICLES and Path(one.span.path).name in names]
