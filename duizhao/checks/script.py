"""Rules on the scripts of texts, which find what conversion may get wrong.

They convert every text back and forth, which costs as much as a build's whole conversion, so `check` applies them
and a build does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from duizhao.diagnostics import Diagnostic, Level, Span, sort_diagnostics
from duizhao.editing.markdown import PlacedProse, list_placed_prose
from duizhao.editions import SCRIPT_EDITIONS
from duizhao.model import Article, Document, Site, TextPage, Theme
from duizhao.script.convert import SIMPLIFIED, make_converter
from duizhao.script.detect import MIXED, detect_script, has_only, list_passages
from duizhao.script.doubt import Doubt, find_doubts
from duizhao.script.lexicon import Lexicon
from duizhao.script.punctuation import convert_quotes
from duizhao.source import variants
from duizhao.source.csv_tables import PLACE
from duizhao.source.files import place, read_text
from duizhao.source.front_matter import split_front_matter
from duizhao.source.lexicon import extend_lexicon
from duizhao.source.prose import BORDER, document_prose

TAB = "\t"
AROUND = 3
"""The number of characters before and after a place that a message shows."""
SHOWN = 6
"""The maximum number of places in a message about a whole text."""
LONGEST = 16
"""The maximum number of characters of a passage in a message."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A file with Chinese text, prepared for the rules."""

    path: str
    content: str
    """The whole file."""
    prose: str
    """Its prose, block by block; code, other languages and the like are one private-use character each."""
    free: str
    """The same, with such characters also in place of what the lexicon decides."""
    blocks: tuple[str, ...]
    """The blocks of `prose`."""
    offsets: Sequence[int]
    """The offset in the file of each character of `prose`."""
    rules: tuple[tuple[int, str], ...]
    """The offset in the file and the content of each `-{ }-`."""
    source: str
    """The edition code of the script it is written in."""
    targets: tuple[str, ...]
    """The edition codes it is converted to."""
    is_declared: bool
    """Whether its front matter states its script."""
    is_joined: bool
    """Whether its script is that of a text of several files: it is a snippet, or includes some."""
    lexicon: Lexicon

    def span(self, offset: int) -> Span:
        """Return the place in the file of a character of the prose."""
        return Span(self.path, *place(self.content, max(0, self.offsets[offset])))

    def around(self, start: int, end: int) -> str:
        """Return a passage of the prose with the characters around it."""
        shown = self.prose[max(0, start - AROUND) : end + AROUND]
        return shown.replace(BORDER, "…").replace("\n", " ").strip()


Rule = Callable[[Subject], Iterable[Diagnostic]]


def check_scripts(site: Site, lexicon: Lexicon) -> tuple[Diagnostic, ...]:
    """Apply every rule to the Chinese texts of a site, those that others include too.

    Args:
        site: The site's sources.
        lexicon: The site's own wording.

    Returns:
        The problems in order of place.
    """
    texts: list[Article | TextPage] = [*site.articles, *site.pages, site.home]
    subjects = [
        *(_read(site, one, lexicon) for one in texts),
        *_read_snippets(site, texts, lexicon),
        *(_read_theme(site, one, lexicon) for one in site.themes),
        _read_glossary(site, lexicon),
    ]
    return sort_diagnostics(
        diagnostic for subject in subjects if subject for rule in RULES for diagnostic in rule(subject)
    )


def check_mixed(subject: Subject) -> Iterator[Diagnostic]:
    """A text is written in one script.

    Bad: `这里的志願者很多` in an article that is Simplified everywhere else
    Good: `这里的志愿者很多`, or `script: zh-Hans` in the front matter of an article that quotes at length
    """
    found = detect_script(subject.free)
    passages = list(list_passages(subject.free, found))
    if subject.is_declared or not passages:
        return
    names = []
    for one in passages[:SHOWN]:
        text = one.text if len(one.text) <= LONGEST else one.text[:LONGEST] + "…"
        span = subject.span(one.offset)
        names.append(f"{text} ({span.line}:{span.column})")
    more = f" and {len(passages) - SHOWN} more places" if len(passages) > SHOWN else ""
    other, own = ("Traditional", "Simplified") if found.script == SIMPLIFIED else ("Simplified", "Traditional")
    share = "mixed scripts: " if found.verdict == MIXED else ""
    message = f"{share}{len(found.odd)} {other} characters in a {own} text: {', '.join(names)}{more}"
    hint = (
        "write it in one script; keep a quotation as it is with -{ }-, or say  script: "
        f"{subject.source}  in the front matter"
    )
    yield Diagnostic(subject.span(passages[0].offset), "script-mixed", message, hint, Level.WARNING)


def check_joined(subject: Subject) -> Iterator[Diagnostic]:
    """A snippet is written in the script of each text that includes it.

    Bad: `共同的說明` in a snippet of an article in Simplified
    Good: `共同的说明`, with another snippet for articles in Traditional
    """
    if subject.is_declared or not subject.is_joined:
        return
    found = detect_script(subject.free)
    if found.verdict == found.script and (found.script == SIMPLIFIED) != (subject.source == SIMPLIFIED):
        own, other = ("Simplified", "Traditional") if found.script == SIMPLIFIED else ("Traditional", "Simplified")
        message = f"this file is in {own}, and is read as {other} together with the files that it includes or is in"
        hint = "write both in one script;  duizhao convert  prints a file in another one"
        yield Diagnostic(Span(subject.path), "script-snippet", message, hint, Level.WARNING)


def check_quotes(subject: Subject) -> Iterator[Diagnostic]:
    """Quotation marks stand in pairs within a block.

    Bad: `“两项改革推进顺利。`
    Good: `“两项改革”推进顺利。`
    """
    start = 0
    for block in subject.blocks:
        _converted, problems = convert_quotes(block, subject.source)
        for one in problems:
            offset = start + one.offset
            message = f"quotation mark {one.mark} without its partner: {subject.around(offset, offset + 1)}"
            hint = "marks are paired within a paragraph; add the other one, or write ' or \" in English and for inches"
            yield Diagnostic(subject.span(offset), "script-quotes", message, hint, Level.WARNING)
        start += len(block) + 1


def check_round_trip(subject: Subject) -> Iterator[Diagnostic]:
    """A text converted to another script and back is what it was.

    The way into Simplified is not looked at: it joins characters by design (後 and 后), so that what comes back is
    only as likely as the next conversion. Between Taiwan and Hong Kong forms of one character are no loss.

    Bad: `公馀`, which becomes 公餘 in Traditional and comes back as 公余
    Good: `公余`, or `-{zh-hans:公馀;zh-hant:公餘}-`
    """
    for target in subject.targets:
        if target == SIMPLIFIED:
            continue
        there = make_converter(subject.source, target, subject.lexicon.without_entries()).convert(subject.free)
        back = make_converter(target, subject.source).convert(there)
        fold = make_converter(subject.source, SIMPLIFIED).convert
        seen: set[str] = set()
        for offset, (before, after) in enumerate(zip(subject.free, back, strict=True)):
            # A character of the other script is reported by `script-mixed`.
            if before == after or before + after in seen or not has_only(before, subject.source):
                continue
            seen.add(before + after)
            if fold(before) != fold(after):
                shown = subject.around(offset, offset + 1)
                message = f"{before} becomes {there[offset]} in {target} and comes back as {after}: {shown}"
                hint = f"write the usual character, or  -{{zh-hans:{before};zh-hant:{there[offset]}}}-"
                yield Diagnostic(subject.span(offset), "script-round-trip", message, hint, Level.WARNING)


def check_doubts(subject: Subject) -> Iterator[Diagnostic]:
    """A character with several forms stands where its words leave no doubt.

    Bad: `本地台风` where the cut may fall behind 地 or behind 台
    Good: the same with a line in translations/lexicon/zh-Hant-TW.yml, or with `-{ }-`
    """
    doubts: dict[int, list[tuple[str, Doubt]]] = {}
    for target in subject.targets:
        for one in find_doubts(subject.free, subject.source, target):
            doubts.setdefault(one.position, []).append((target, one))
    seen: set[str] = set()
    for position, found in doubts.items():
        doubt = found[0][1]
        if doubt.phrase in seen or not has_only(doubt.phrase, subject.source):
            continue
        seen.add(doubt.phrase)
        message = f"{doubt.phrase} becomes {doubt.chosen}, but may be {doubt.alternative}"
        hint = "\n".join(
            f"settle it in translations/lexicon/{target}.yml:  {one.phrase}: {one.chosen}  (or {one.alternative})"
            for target, one in found
        )
        yield Diagnostic(subject.span(position), "script-doubt", message, hint, Level.WARNING)


def check_variants(subject: Subject) -> Iterator[Diagnostic]:
    """A rule `-{ }-` has a value for every Chinese edition, and no flag that means a whole page.

    Bad: `-{zh-hant:計程車}-` on a site with a Simplified edition
    Good: `-{zh-hans:出租车;zh-hant:計程車}-`
    """
    for offset, content in subject.rules:
        span = Span(subject.path, *place(subject.content, offset))
        for rules in variants.list_rules(content):
            if rules.flag not in ("", variants.RAW):
                message = f"-{{{rules.flag}|…}}- makes a rule for a whole page in MediaWiki, and nothing here"
                hint = "write the word under  conversion:  in the front matter"
                yield Diagnostic(span, "script-variant", message, hint)
            codes = (subject.source, *subject.targets)
            missing = [code for code in codes if not rules.serves(code)]
            if missing:
                message = f"-{{{content}}}- has no value for {', '.join(missing)}"
                hint = f"add one, such as  ;{missing[0].lower()}:…"
                yield Diagnostic(span, "script-variant", message, hint)


RULES: tuple[Rule, ...] = (check_mixed, check_joined, check_quotes, check_round_trip, check_doubts, check_variants)


def _read(site: Site, one: Article | TextPage, lexicon: Lexicon) -> Subject | None:
    """Read the file of an article or page again, for the offset of each of its characters."""
    path = one.span.path
    content, _problems = read_text(site.settings.root / path, path)
    if one.script not in SCRIPT_EDITIONS or content is None:
        return None
    head = split_front_matter(content, path)[0]
    declared = head is not None and bool(head.value.get("script"))
    joined = any(True for _file in _list_files(one.document))
    blocks, own = list(list_placed_prose(content)), _find_lexicon(one, lexicon)
    return _make_subject(site, path, content, blocks, one.script, own, declared=declared, joined=joined)


def _read_snippets(site: Site, texts: Iterable[Article | TextPage], lexicon: Lexicon) -> Iterator[Subject]:
    """Yield the files that articles and pages show as text, each once for every script of what shows it."""
    including: dict[tuple[str, bool, str], Article | TextPage] = {}
    for one in texts:
        if one.script in SCRIPT_EDITIONS:
            for path, is_table in _list_files(one.document):
                including.setdefault((path, is_table, one.script), one)
    for (path, is_table, script), one in including.items():
        content, _problems = read_text(site.settings.root / path, path)
        if content is not None:
            blocks = list(_list_cells(content) if is_table else list_placed_prose(content))
            own = _find_lexicon(one, lexicon)
            yield _make_subject(site, path, content, blocks, script, own, joined=True)


def _list_files(document: Document) -> Iterator[tuple[str, bool]]:
    """Yield the file of each block that is not written in the document's own, and whether it is that of a table."""
    for block in document.blocks:
        place = document.tokens[block.token].meta.get(PLACE)
        if place or block.path:
            yield (place.path, True) if place else (block.path, False)


def _list_cells(content: str) -> Iterator[PlacedProse]:
    """Yield the prose of a file of rows, which is that of a block with these rows."""
    opening = f"{'~' * 99}{'tsv' if TAB in content else 'csv'}\n"
    shift = len(opening)
    for one in list_placed_prose(opening + content):
        offsets = tuple(at if at < 0 else at - shift for at in one.offsets)
        yield PlacedProse(one.text, offsets, tuple((at - shift, rule) for at, rule in one.rules))


def _find_lexicon(one: Article | TextPage, lexicon: Lexicon) -> Lexicon:
    """Return the lexicon for a text: that of the site, for an article with its own wording."""
    return extend_lexicon(lexicon, one)[0] if isinstance(one, Article) else lexicon


def _read_theme(site: Site, theme: Theme, lexicon: Lexicon) -> Subject | None:
    """Collect the texts of a theme in themes.yml; all of them have the place of the theme."""
    introduction = [prose for _number, prose in document_prose(theme.introduction, site.home.script)]
    return _read_entries(
        site, lexicon, [(theme.span, text) for text in (theme.name, theme.summary, theme.headline, *introduction)]
    )


def _read_glossary(site: Site, lexicon: Lexicon) -> Subject | None:
    """Collect the texts of the whole glossary, since a single term is too short to detect its script."""
    texts = [(one.span, text) for one in site.glossary for text in (one.term, one.explanation)]
    return _read_entries(site, lexicon, texts) if texts else None


def _read_entries(site: Site, lexicon: Lexicon, texts: Sequence[tuple[Span, str]]) -> Subject | None:
    """Collect texts of a YAML file; each has the place of its entry."""
    path, source = texts[0][0].path, site.home.script
    content, _problems = read_text(site.settings.root / path, path)
    if source not in SCRIPT_EDITIONS or content is None:
        return None
    starts = [0, *accumulate(len(line) + 1 for line in content.split("\n"))]
    blocks = [
        PlacedProse(text, (starts[span.line - 1] + span.column - 1,) * len(text), ()) for span, text in texts if text
    ]
    return _make_subject(site, path, content, blocks, source, lexicon)


def _make_subject(
    site: Site,
    path: str,
    content: str,
    blocks: Sequence[PlacedProse],
    source: str,
    lexicon: Lexicon,
    *,
    declared: bool = False,
    joined: bool = False,
) -> Subject:
    """Make a subject from the blocks of a file."""
    prose = "\n".join(block.text for block in blocks)
    free = list(prose)
    for hit in lexicon.find(prose):
        free[hit.start : hit.end] = BORDER * (hit.end - hit.start)
    return Subject(
        path=path,
        content=content,
        prose=prose,
        free="".join(free),
        blocks=tuple(block.text for block in blocks),
        offsets=[offset for block in blocks for offset in (*block.offsets, -1)],
        rules=tuple(rule for block in blocks for rule in block.rules),
        source=source,
        targets=tuple(one.code for one in site.settings.editions if one.is_chinese and one.code != source),
        is_declared=declared,
        is_joined=joined,
        lexicon=lexicon,
    )
