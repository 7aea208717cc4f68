"""Articles and pages: front matter and Markdown, parsed once into typed values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import UNSET

from duizhao.diagnostics import Diagnostic, Level, Span, suggest
from duizhao.editions import SCRIPT_EDITIONS
from duizhao.model import Article, Document, TextPage
from duizhao.script.detect import UNKNOWN, detect_script
from duizhao.settings import Settings
from duizhao.source.document import NO_ICONS
from duizhao.source.files import read_text
from duizhao.source.front_matter import ArticleHead, PageHead, check_keys, check_period, split_front_matter
from duizhao.source.inclusion import read_text_document
from duizhao.source.prose import document_prose
from duizhao.source.snippet_files import SnippetFiles
from duizhao.tracking import Reads

ENGLISH = "en"
"""The code assumed for a text without Chinese characters."""
FIRST_HAN, LAST_HAN = "㐀", "鿿"
NO_DAY = date.min
"""The date of an article that has none; such an article is never built."""


def read_article(
    settings: Settings, file: Path, reads: Reads | None = None, icons: Mapping[str, str] = NO_ICONS
) -> tuple[Article | None, list[Diagnostic]]:
    """Read one article.

    Args:
        settings: The site's settings.
        file: A Markdown file of `content/articles`.
        reads: The set to which the files that it includes are added as facts.
        icons: The site's own icons, see `read_document`.

    Returns:
        The article, or None if it cannot be used, and the problems within the file;
        what depends on other files is checked later.
    """
    path = file.relative_to(settings.root).as_posix()
    text, problems = read_text(file, path)
    if text is None:
        return None, problems
    head, body, first_line, more = split_front_matter(text, path)
    problems += more
    document, more = read_text_document(body, path, first_line, SnippetFiles(settings, reads), settings.html, icons)
    problems += more
    if head is None:
        return None, problems
    good, more = check_keys(ArticleHead, head)
    problems += more
    if not document.blocks:
        hint = "write the article below the front matter"
        problems.append(Diagnostic(Span(path, first_line), "article-empty", "the article has no text", hint))
    # Invalid keys are already reported as errors; the others are still checked, to show all problems at once.
    good = {"title": "", "date": NO_DAY, "theme": "", "sources": (), **good}
    problems += check_period(head, good.get("period", ""))
    prose = [good["title"], good.get("summary", "")]
    script, more = _find_script(head.span("script"), good.get("script", ""), prose, document, _list_languages(settings))
    problems += more
    publish_at, updated = good.get("publish_at", UNSET), good.get("updated", UNSET)
    if updated is not UNSET and updated < good["date"]:
        message = f"updated: {updated} is before its date, {good['date']}"
        hint = "write the day of its last change, or take the line out"
        problems.append(Diagnostic(head.span("updated"), "updated-early", message, hint))
    article = Article(
        slug=file.name.removesuffix(".md"),
        title=good["title"],
        date=good["date"],
        theme=good["theme"],
        regions=tuple(good.get("regions", ())),
        period=good.get("period", ""),
        sources=tuple(good["sources"]),
        summary=good.get("summary", ""),
        tags=tuple(good.get("tags", ())),
        authors=tuple(good.get("authors", ())),
        draft=good.get("draft", False),
        publish_at=None if publish_at is UNSET else publish_at,
        complete=good.get("complete", False),
        conversion=read_conversion(good.get("conversion", {})),
        script=script,
        document=document,
        span=Span(path),
        places=_find_places(head.value, head.span),
        aliases=tuple(good.get("aliases", ())),
        updated=None if updated is UNSET else updated,
    )
    return article, problems


def read_page(
    settings: Settings, file: Path, slug: str, icons: Mapping[str, str] = NO_ICONS
) -> tuple[TextPage | None, list[Diagnostic]]:
    """Read a page that is not an article, such as about.md or the home page."""
    path = file.relative_to(settings.root).as_posix()
    text, problems = read_text(file, path)
    if text is None:
        return None, problems
    head, body, first_line, more = split_front_matter(text, path)
    problems += more
    document, more = read_text_document(body, path, first_line, SnippetFiles(settings), settings.html, icons)
    problems += more
    if head is None:
        return None, problems
    good, more = check_keys(PageHead, head)
    problems += more
    if "title" not in good:
        return None, problems
    prose = [good["title"], good.get("summary", "")]
    script, more = _find_script(head.span("script"), good.get("script", ""), prose, document, _list_languages(settings))
    page = TextPage(
        slug=slug,
        title=good["title"],
        summary=good.get("summary", ""),
        script=script,
        document=document,
        figures=tuple(good.get("figures", ())),
        span=Span(path),
        places=_find_places(head.value, head.span),
    )
    return page, [*problems, *more]


def is_published(article: Article, today: date, *, drafts: bool) -> bool:
    """Return whether an article is shown on `today`; with `drafts`, all are."""
    return drafts or (not article.draft and (article.publish_at is None or article.publish_at <= today))


def list_scheduled(articles: Iterable[Article], today: date, *, drafts: bool) -> list[Diagnostic]:
    """Return a note for each article that is not yet shown: only this depends on the clock."""
    return [
        Diagnostic(
            article.places.get("publish_at", article.span),
            "article-scheduled",
            f"the article is shown from {article.publish_at} on",
            "until then  build --drafts  shows it, or a later day in  --now ; without it the clock decides, in UTC",
            Level.NOTE,
        )
        for article in articles
        if not article.draft and not is_published(article, today, drafts=drafts)
    ]


def read_conversion(written: Mapping[str, dict[str, str | None] | str | None]) -> dict[str, dict[str, str | None]]:
    """Normalise the three ways to write an entry: a value per edition, one value for all, none to protect."""
    entries: dict[str, dict[str, str | None]] = {}
    for form, values in written.items():
        entries[form] = dict(values) if isinstance(values, dict) else dict.fromkeys(SCRIPT_EDITIONS, values)
    return entries


def _find_places(head: Mapping[str, Any], span: Any) -> dict[str, Span]:
    """Return the positions of all keys, and of the entries of lists and mappings."""
    places = {}
    for key, value in head.items():
        places[key] = span(key)
        if isinstance(value, list):
            places.update({f"{key}.{index}": span(key, index) for index in range(len(value))})
        elif isinstance(value, dict):
            places.update({f"{key}.{name}": span(key, str(name), key=True) for name in value})
    return places


def _list_languages(settings: Settings) -> list[str]:
    """List the codes that `script` may have: all scripts of Chinese, English, the site's editions."""
    return list(dict.fromkeys([*SCRIPT_EDITIONS, ENGLISH, *(edition.code for edition in settings.editions)]))


def _find_script(
    span: Span, declared: str, prose: Sequence[str], document: Document, known: Sequence[str]
) -> tuple[str, list[Diagnostic]]:
    """Return the code of the script that a text declares, or else the one detected from its characters."""
    if declared:
        if declared not in known:
            hint = suggest(declared, known)
            message = f"unknown script '{declared}'"
            return SCRIPT_EDITIONS[0], [Diagnostic(span, "script-unknown", message, hint)]
        return declared, []
    # Code, addresses, texts in other languages and what editors fixed with `-{ }-` do not indicate the script.
    texts = [*prose, *(found for _number, found in document_prose(document, SCRIPT_EDITIONS[0]))]
    joined = "\n".join(texts)
    found = detect_script(joined)
    if found.verdict == UNKNOWN and not any(FIRST_HAN <= char <= LAST_HAN for char in joined):
        return ENGLISH, []
    return found.script, []
