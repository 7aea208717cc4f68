"""Drafts: the front matter, body and sources entry of each piece of an imported text."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import date

from duizhao.diagnostics import Span
from duizhao.importing.markdown_escapes import find_markdown_escapes
from duizhao.importing.pipeline import Piece, Result
from duizhao.importing.tracked_text import Change, Question, track
from duizhao.importing.writing.draft_head import clean_value, write_front_matter
from duizhao.importing.writing.draft_questions import DAY, list_draft_questions
from duizhao.importing.writing.kept_head import keep_head
from duizhao.importing.writing.slugs import make_slug
from duizhao.importing.writing.source_entries import match_source, write_source
from duizhao.model import Site, Source
from duizhao.script.detect import MIXED

MARK = re.compile(r"^# imported from .*, sha256 (?P<digest>[0-9a-f]{16}(?:-\d+)?)$", re.MULTILINE)
"""The comment in the front matter of a draft by which a later import of the same text finds it."""
DATE = re.compile(r"^date: *['\"]?(?P<date>\d{4}-\d{2}-\d{2})", re.MULTILINE)
LEAD = re.compile(
    r"\A(?:【[^】\n]{2,40}】|[\u4e00-\u9fff0-9]{1,20}[讯訊电電](?=[\s（(])|[（(][^（）()\n]{2,30}[）)]|\s){1,6}"
)
"""What a report begins with before its first sentence: 【本報訊】（記者 …）."""
CLAUSE = re.compile(r"[^。！？!?；;\n]{1,40}?(?=(?<=.{8})[，,、：:]|[。！？!?；;\n]|\Z)|[^。！？!?；;\n]{1,40}")
"""The first clause of a text, or the beginning of it."""
MARKUP = re.compile(r"^(?:#+|!!!|[-+*]|\d+\.) .*$|[*_`\\]", re.MULTILINE)
DIGITS = 16
"""The number of hexadecimal digits of a digest that tell texts apart."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the editor has chosen."""

    name: str
    """The name of the file, without its folders, or `standard input`."""
    today: date
    """The date of drafts whose date was not found."""
    theme: str = ""
    """The theme; empty for the first one."""
    regions: tuple[str, ...] = ()
    """The regions."""
    slug: str = ""
    """The slug of the first draft; empty for one made of its title."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft article as it is to be written."""

    slug: str
    """Its slug."""
    title: str
    """Its title."""
    text: str
    """The whole file."""
    script: str
    """The script of its text, such as `zh-Hant-TW`."""
    mark: str
    """The digest by which it is found again."""
    source_id: str
    """The id of its entry in sources.yml."""
    source_entry: str = ""
    """The entry to append to sources.yml; empty if there is one already."""
    previous: str | None = None
    """The file that an earlier import of the same text has written, as it is now; None if there is none."""
    changes: tuple[Change, ...] = ()
    """What was added to the text."""
    questions: tuple[Question, ...] = ()
    """What a person must decide; offsets are those of the input."""

    @property
    def is_edited(self) -> bool:
        """Whether somebody has worked on the draft since it was written."""
        # The same text may come in a file of another name.
        return self.previous is not None and MARK.sub("", self.previous, 1) != MARK.sub("", self.text, 1)


@dataclass(slots=True)
class Existing:
    """What is there already, and what the drafts of this run add to it."""

    site: Site
    """The site."""
    marked: dict[str, tuple[str, str]]
    """The digests of imported articles → slug and text of the file."""
    slugs: set[str] = field(default_factory=set)
    """The slugs that are taken."""
    sources: list[Source] = field(default_factory=list)
    """The sources."""


def make_drafts(result: Result, existing: Existing, choices: Choices) -> tuple[Draft, ...]:
    """Make the drafts of an imported text.

    Args:
        result: The result of the import.
        existing: What is there already; the marks, slugs and sources of the new drafts are added.
        choices: What the editor has chosen.

    Returns:
        A draft for each piece, with a cross reference to the others if there are several.
    """
    digest = hashlib.sha256(result.source.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
    marks = [digest if number == 0 else f"{digest}-{number + 1}" for number in range(len(result.pieces))]
    titles = [find_title(piece) for piece in result.pieces]
    slugs = [
        _choose_slug(title, existing, mark, f"{choices.slug}-{number + 1}" if choices.slug and number else choices.slug)
        for number, (title, mark) in enumerate(zip(titles, marks, strict=True))
    ]
    drafts = []
    for number, piece in enumerate(result.pieces):
        others = [(titles[other], slugs[other]) for other in range(len(slugs)) if other != number]
        drafts.append(_make_draft(piece, titles[number], slugs[number], marks[number], others, existing, choices))
    for draft in drafts:
        existing.marked.setdefault(draft.mark, (draft.slug, draft.text))
    return tuple(drafts)


def find_title(piece: Piece) -> str:
    """Return the title of a piece, or the beginning of its text if it has none."""
    if piece.known.title:
        return piece.known.title
    found = CLAUSE.search(LEAD.sub("", MARKUP.sub("", piece.text.text).strip()))
    return found[0].strip() if found and found[0].strip() else "无题"


def _choose_slug(title: str, existing: Existing, mark: str, wanted: str) -> str:
    """Return the slug of a draft, and take it: that of an earlier import of the text, the wanted one, or a new one."""
    known = existing.marked.get(mark)
    slug = known[0] if known else wanted or make_slug(title, existing.slugs)
    existing.slugs.add(slug)
    return slug


def _make_draft(
    piece: Piece, title: str, slug: str, mark: str, others: list[tuple[str, str]], existing: Existing, choices: Choices
) -> Draft:
    """Make the draft of one piece."""
    known, own = replace(piece.known, title=title), keep_head(piece.known.head, existing.site)
    _slug, previous = existing.marked.get(mark, (slug, None))
    earlier = DATE.search(previous) if previous is not None else None
    day = known.date if len(known.date) == DAY else earlier["date"] if earlier else choices.today.isoformat()
    source_id, entry = match_source(known, existing.sources), ""
    if source_id is None and not own.get("sources"):
        source_id, entry = write_source(
            known, {one.id for one in existing.sources}, choices.name, has_title=bool(piece.known.title)
        )
        if previous is None:
            span = Span("")
            existing.sources.append(
                Source(
                    source_id, title, "", known.publisher, known.date, date_inferred=False, genre="", note="", span=span
                )
            )
    head = {
        "title": title,
        "date": day,
        "theme": choices.theme or existing.site.themes[0].id,
        "regions": choices.regions,
        "sources": [source_id],
        "summary": known.summary,
        "authors": known.authors,
        "script": piece.script.script if piece.script.verdict == MIXED else "",
        **own,
        "draft": True,
    }
    comment = f"# imported from {clean_value(choices.name)}, sha256 {mark}\n"
    front = f"---\n{comment}{write_front_matter(head)}---\n\n"
    reference = _refer(others)
    start, last = int(piece.text.origins[0]), int(piece.text.origins[-1])
    changes = [Change(start, "", front, "front-matter"), Change(last, "", "\n", "paragraph-end")]
    if reference:
        changes.append(Change(last, "", reference, "cross-reference"))
    questions = list_draft_questions(
        piece,
        existing.site,
        title=title,
        day=day,
        head=own,
        theme=choices.theme,
        regions=choices.regions,
        source=source_id or "",
        is_new=bool(entry),
    )
    return Draft(
        slug=slug,
        title=title,
        script=piece.script.script,
        text=f"{front}{piece.text.text}\n{reference}",
        mark=mark,
        source_id=source_id or "",
        source_entry=entry if previous is None else "",
        previous=previous,
        changes=tuple(changes),
        questions=tuple(questions),
    )


def _refer(others: list[tuple[str, str]]) -> str:
    """Return the line that leads to the other pieces of an input; empty if there are none."""
    if not others:
        return ""
    links = "、".join(f"[{_escape(title)}]({slug}.md)" for title, slug in others)
    return f"\n同版另有：{links}。\n"


def _escape(title: str) -> str:
    """Return a title as the text of a link."""
    escaped = track(title).apply(find_markdown_escapes(title).edits).text
    return escaped if "\\" in escaped else escaped.replace("[", "\\[").replace("]", "\\]")
