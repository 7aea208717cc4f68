"""Documents in one edition: the same token stream, with only its texts converted or translated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown_it.token import Token

from duizhao.drawings import ChartSource, ChartText
from duizhao.editing.abbreviations import Abbreviations
from duizhao.editing.blocks import SAID, BlockText, join_texts, read_block, read_inline
from duizhao.editing.figures import Write, keep_quantities, link_figures, print_figures, prints_numbers
from duizhao.editing.glossary import Explainer
from duizhao.editing.inline import (
    choose_wording,
    convert_inline,
    convert_text,
    make_html,
    make_text,
    rebase_links,
    resolve_links,
)
from duizhao.editing.latin import mark_latin
from duizhao.editing.render_plan import Slot, make_render_plan
from duizhao.editing.rendering import render_blocks, render_inline
from duizhao.editing.static_spans import convert_block, render_static
from duizhao.editing.tables import FindValue, dress_cell
from duizhao.editing.typography import has_letters, typeset, typeset_inline
from duizhao.editions import Edition, is_chinese
from duizhao.model import Block, Document
from duizhao.script.convert import Converter, make_converter
from duizhao.script.lexicon import Lexicon
from duizhao.source.abbreviations import KIND as ABBREVIATION
from duizhao.source.charts import CHART, find_context, list_texts
from duizhao.source.dialect import drop_softbreaks
from duizhao.source.document import BLOCK_ATTRIBUTE, LETTER
from duizhao.source.elements import HELD
from duizhao.source.footnotes import BACK, BACK_TO_PLACE, DEFAULT_WORDS, WORDS, count_anew
from duizhao.source.plain_text import plain_text
from duizhao.source.prose import copy_token, parse_inline
from duizhao.source.sanitising import DEFAULT, Policy, clean_html
from duizhao.source.tables import CELL
from duizhao.translation.catalog import Catalog, Entry, count_characters

if TYPE_CHECKING:
    from duizhao.editing.charts.edition import DrawChart
    from duizhao.editing.diagrams.edition import DrawDiagram

HOLDS_BLOCKS = frozenset(
    f"{name}_open" for name in ("td", "th", "list_item", "dt", "dd", "figure", "figcaption", "caption", HELD)
)
"""Elements that may contain an outdated translation; it follows the end of any other element."""

LABELS = {"missing": "未译", "stale": "旧译文", "back": BACK, "back to place": BACK_TO_PLACE}
"""The labels of blocks without a current translation, and of the links back from footnotes."""
CHECKBOX = "task-list-item-checkbox"


class TocEntry(NamedTuple):
    """A line of a table of contents."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class EditedDocument:
    """A document as one edition shows it."""

    html: str
    """The rendered text."""
    toc: tuple[TocEntry, ...]
    """Its headings."""
    characters: int
    """The number of characters of source text to translate; 0 if it is only converted."""
    translated: int
    """The number of those with a current translation."""
    stale: int
    """The number of texts with an outdated one; each text of a chart counts."""
    missing: int
    """The number of texts with none."""
    blocks: tuple[BlockText, ...] | None
    """The texts of its blocks, see `join_texts`."""
    files: tuple[tuple[str, bytes], ...] = ()
    """The data of its charts for download: addresses relative to the site's root, and bytes."""


@dataclass(frozen=True, slots=True)
class Job:
    """The inputs for editing documents for one page."""

    edition: Edition
    source: str
    """The edition code of the document's own text."""
    catalog: Catalog | None
    """Its translations, if the edition is one."""
    resolve: Callable[[str], str]
    """Returns the address that the page needs for a link's target."""
    labels: Mapping[str, str]
    """The words for `LABELS` in the edition's language; those without are in Simplified Chinese."""
    lexicon: Lexicon | None = None
    say: Callable[[str], str] = escape
    """Returns a word of the interface as HTML in the edition's language."""
    write_figure: Write | None = None
    """Returns what is printed for a reference; None keeps references."""
    figures: str = ""
    """The relative address of the page of all figures, which printed numbers link to; empty for no links."""
    find_value: FindValue | None = None
    """Returns the value of a figure, by which cells are sorted; None finds none."""
    dress: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
    """Returns the attributes of an image, see `ImageFiles.dress`; None resolves its target only."""
    draw_chart: DrawChart | None = None
    """See `ChartContext.draw`; None leaves a chart out."""
    draw_diagram: DrawDiagram | None = None
    """See `DiagramContext.draw`; None shows a diagram as it is written."""
    explainer: Explainer = field(default_factory=Explainer)
    """Explains terms of the glossary; for one document only."""


def edit_document(document: Document, job: Job) -> EditedDocument:
    """Return a document as one edition shows it.

    The document itself is not changed. Translating every block with itself yields the document's own HTML.
    """
    converts = job.edition.is_chinese and is_chinese(job.source)
    plan = make_render_plan(document)
    env = count_anew(document.env)
    if plan.backlinks:
        env[WORDS] = tuple(job.labels.get(name, LABELS[name]) for name in ("back", "back to place"))
    counts = {"characters": 0, "translated": 0, "stale": 0, "missing": 0}
    toc = []
    files: list[tuple[str, bytes]] = []
    texts: list[tuple[int, str | None]] = []
    headings = {heading.block: heading for heading in document.headings}
    converter = make_converter(job.source, job.edition.code, job.lexicon) if converts else None
    if ABBREVIATION in document.env:
        definitions = (slot for slot, _static in plan.parts if slot.block.kind == ABBREVIATION)
        said = [_say_definition(slot, job, counts, converter) for slot in definitions]
        job.explainer.abbreviations = Abbreviations(said)
    is_alike = not plan.words and (converter is None or not plan.titles)
    # Links back from footnotes are named in the edition's language.
    names_links = env.get(WORDS, DEFAULT_WORDS) != DEFAULT_WORDS
    begin = plan.begin
    html = [begin.html if is_alike else render_static(plan, begin, converter, job.say, [], env)]
    waiting: list[Token] = []
    labels: dict[int, str] = {}
    for slot, static in plan.parts:
        block = slot.block
        behind = None
        if block.kind == ABBREVIATION:
            texts.append((slot.holder, ""))
        elif slot.token.type == "inline":
            children, behind = _edit_inline(document, slot, job, env, counts, converter)
            if CELL in slot.token.meta:
                written = slot.token.children or ()
                children = dress_cell(slot.token.meta[CELL], written, children, labels, job.find_value)
            html.append(render_inline(children, env))
            texts.append((slot.holder, read_inline(children) if behind is None else None))
            if block.index in headings:
                heading = headings[block.index]
                toc.append(TocEntry(heading.level, heading.id, plain_text(children).strip()))
        else:
            drawn, data = _edit_block(document, slot, job, counts, converter)
            html.append(render_blocks(drawn, env))
            texts.append((block.index, read_block(drawn)))
            files += data
        if behind is not None:
            waiting.append(behind)
        if is_alike and not waiting and not (names_links and static.start in plan.backlinks):
            html.append(static.html)
        else:
            html.append(render_static(plan, static, converter, job.say, waiting, env))
    html.append(job.explainer.write_notes())
    return EditedDocument(
        html="".join(html), toc=tuple(toc), **counts, blocks=join_texts(texts, plan.headings), files=tuple(files)
    )


def _say_definition(slot: Slot, job: Job, counts: dict[str, int], converter: Converter | None) -> tuple[str, str, str]:
    """Return the source of an abbreviation's definition, its text in the edition, and its language if another one."""
    source, block = slot.token.content, slot.block
    if converter is not None:
        return source, source if slot.locked else convert_text(source, converter), ""
    if job.source == job.edition.code:
        return source, typeset(source, job.edition), ""
    if not block.is_translated:
        return source, source, ""
    entry, kind = _find_translation(block.text, block.context, job, counts)
    return (source, source, job.source) if kind else (source, say_translated(entry.text, job), "")


def say_translated(translated: str, job: Job) -> str:
    """Return a translated text without markup in the script and the typography of the edition."""
    if not job.edition.is_chinese:
        return typeset(translated, job.edition)
    return convert_text(translated, make_converter(job.edition.catalog_language, job.edition.code, job.lexicon))


def _edit_inline(
    document: Document, slot: Slot, job: Job, env: dict[str, Any], counts: dict[str, int], converter: Converter | None
) -> tuple[list[Token], Token | None]:
    """Return the tokens of a text, and its outdated translation if that must follow the element."""
    token, block = slot.token, slot.block
    behind = None
    if converter is not None:
        children = convert_inline(token.children or (), converter, job.edition.code, locked=slot.locked)
        children = print_figures(children, token.content, job.write_figure, job.edition.code)
    else:
        children, behind = _translate(document, block, token, job, env, counts)
    if token.children and CHECKBOX in token.children[0].content:
        # The text of a task is the name of its checkbox.
        children = [make_html("<label>"), *children, make_html("</label>")]
    if behind is not None and document.tokens[block.token - 1].type in HOLDS_BLOCKS:
        children.append(behind)
        behind = None
    children = rebase_links(children, document, block)
    children = resolve_links(children, job.resolve, job.dress)
    if prints_numbers(children):
        children = link_figures(block.kind, children, job.figures) if job.figures else children
        children = keep_quantities(children)
    children = job.explainer.explain(block.kind, children)
    # Last, since a term may have letters of both scripts.
    return mark_latin(children) if job.edition.is_chinese else children, behind


def _edit_block(
    document: Document, slot: Slot, job: Job, counts: dict[str, int], converter: Converter | None
) -> tuple[list[Token], tuple[tuple[str, bytes], ...]]:
    """Return the tokens of a chart, of code, or of HTML, and the files of a chart's data."""
    if slot.token.type == CHART:
        return _edit_chart(document, slot.block, job, counts, converter, locked=slot.locked)
    if slot.block.index in document.diagrams and job.draw_diagram is not None:
        return _edit_diagram(document, slot, job, counts, converter)
    if converter is not None:
        return [convert_block(slot.token, converter, locked=slot.locked)], ()
    return _translate_whole(slot.block, slot.token, job, counts, document.env.get("html", DEFAULT)), ()


def _translate(
    document: Document, block: Block, token: Token, job: Job, env: dict[str, Any], counts: dict[str, int]
) -> tuple[list[Token], Token | None]:
    """Return the tokens of a translated block, and its outdated translation if there is no current one."""
    if job.source == job.edition.code or not block.is_translated:
        return _show_source(token, job, job.edition.code), None
    entry, kind = _find_translation(block.text, block.context, job, counts)
    if kind == "":
        return _parse(entry.text, token, env, job), None
    opening = make_html(f'<span class="dz-{kind}" lang="{job.source}" title="{escape(job.labels[kind])}">')
    old = fold_away(_render_old(document, block, entry.text, env, job), job, "p") if kind == "stale" else None
    shown = _show_source(token, job, job.source)
    return [opening, *(mark_latin(shown) if is_chinese(job.source) else shown), make_html("</span>")], old


def _show_source(token: Token, job: Job, code: str) -> list[Token]:
    """Return the tokens of a block as its author wrote it, with figures written in the language `code`."""
    children = choose_wording(token.children or (), job.source)
    if code == job.edition.code and (job.source == code or not has_letters(children)):
        children = typeset_inline(children, job.edition)
    return print_figures(children, token.content, job.write_figure, code)


def _translate_whole(block: Block, token: Token, job: Job, counts: dict[str, int], html: Policy) -> list[Token]:
    """Return the tokens of a block that is translated as a whole: HTML, or code if its author wants it translated."""
    if job.source == job.edition.code or not block.is_translated:
        return [token]
    entry, kind = _find_translation(block.text, block.context, job, counts)
    if kind == "":
        translated = copy_token(token)
        # The translation is used as it is: Chinese next to code is not converted, since code never is.
        text = clean_html(entry.text).html if block.kind == "html" and html == DEFAULT else entry.text
        translated.content = text + ("\n" if token.content.endswith("\n") else "")
        return [translated]
    opening = f'<div class="dz-{kind}" lang="{job.source}" title="{escape(job.labels[kind])}">\n'
    tokens = [Token("html_block", "", 0, content=opening), token, Token("html_block", "", 0, content="</div>\n")]
    return [*tokens, fold_away(escape(entry.text), job, "pre")] if kind == "stale" else tokens


def _edit_chart(
    document: Document, block: Block, job: Job, counts: dict[str, int], converter: Converter | None, *, locked: bool
) -> tuple[list[Token], tuple[tuple[str, bytes], ...]]:
    """Draw a chart, either entirely in the edition's language, or entirely in its own and marked as such.

    Returns:
        Its tokens, the last of which may hold its outdated translations, and the files of its data.
    """
    if job.draw_chart is None:
        return [], ()
    chart, code = document.charts[block.index], job.edition.code
    found = _translate_chart(chart, block, job, counts) if converter is None else {}
    kinds = {kind for _entry, kind in found.values()}
    kind = next((one for one in LABELS if one in kinds), "")
    lang = code if (found and not kind) or (converter is not None and not locked) else job.source

    def say(text: ChartText) -> str:
        if lang == job.source:
            return typeset(text.text, job.edition) if lang == code else text.text
        if converter is not None:
            return convert_text(text.text, converter)
        return say_translated(found[text][0].text if text in found else text.text, job)

    number = list(document.charts).index(block.index) + 1
    drawn = job.draw_chart(chart, block.index, number, say, lang)
    if not drawn.is_whole and found and not kind:
        lang, kind = job.source, "missing"
        drawn = job.draw_chart(chart, block.index, number, say, lang)
    html = drawn.html
    if kind:
        html = f'<div class="dz-{kind}" lang="{lang}" title="{escape(job.labels[kind])}">\n{html}</div>\n'
    token = Token(CHART, "", 0, {BLOCK_ATTRIBUTE: str(block.index)}, content=html, meta={SAID: drawn.text})
    old = "\n".join(entry.text for entry, kind in found.values() if kind == "stale")
    return [token, *([fold_away(escape(old), job, "pre")] if old else [])], drawn.files


def _edit_diagram(
    document: Document, slot: Slot, job: Job, counts: dict[str, int], converter: Converter | None
) -> tuple[list[Token], tuple[tuple[str, bytes], ...]]:
    """Return the tokens of a diagram and the files of its drawings."""
    from duizhao.editing.diagrams.block import edit_diagram  # noqa: PLC0415 -- for texts with diagrams only

    def find(text: str) -> tuple[Entry, str]:
        return _find_translation(text, slot.block.context, job, counts)

    return edit_diagram(document, slot, job, converter, find)


def _translate_chart(
    chart: ChartSource, block: Block, job: Job, counts: dict[str, int]
) -> dict[ChartText, tuple[Entry, str]]:
    """Return the translations of a chart's texts, as found by `_find_translation`."""
    if job.source == job.edition.code or not block.is_translated:
        return {}
    return {
        one: _find_translation(one.text, block.context or find_context(chart, one), job, counts)
        for one in list_texts(chart)
        if LETTER.search(one.text)
    }


def _find_translation(text: str, context: str, job: Job, counts: dict[str, int]) -> tuple[Entry, str]:
    """Find and count the translation of a text; its state is empty if it is current, else missing or stale."""
    text = text.removesuffix("\n")
    size = count_characters([text])
    counts["characters"] += size
    entry = job.catalog.find(text, context) if job.catalog is not None else None
    if entry is None or not entry.text:
        counts["missing"] += 1
        return Entry(""), "missing"
    if entry.fuzzy:
        counts["stale"] += 1
        return entry, "stale"
    counts["translated"] += size
    return entry, ""


def _parse(text: str, token: Token, env: dict[str, Any], job: Job) -> list[Token]:
    """Parse a translation as the text of the block it translates."""
    old = token.children or []
    if token.meta.get("image"):
        # Its notes are not shown, and must not count.
        env = count_anew(env)
    children = _parse_text(text, env, job)
    if token.meta.get("image"):
        # The message of an image is its alternative text; the image stays.
        image = copy_token(old[0])
        image.content, image.children = text, children
        return [image]
    if old and old[0].type == "html_inline" and CHECKBOX in old[0].content:
        # The checkbox of a task precedes its text and is not part of it.
        return [old[0], make_text(" "), *children]
    return children


def _parse_text(text: str, env: dict[str, Any], job: Job) -> list[Token]:
    """Parse a translation and convert it to the script of the edition."""
    language, edition = job.edition.catalog_language, job.edition.code
    children = drop_softbreaks(parse_inline(text, env))
    if job.edition.is_chinese:
        children = convert_inline(children, make_converter(language, edition, job.lexicon), edition)
    else:
        children = typeset_inline(choose_wording(children, edition), job.edition)
    return print_figures(children, text, job.write_figure, edition)


def _render_old(document: Document, block: Block, text: str, env: dict[str, Any], job: Job) -> str:
    """Render an outdated translation without its footnote references, which the block itself has."""
    children = [one for one in _parse_text(text, count_anew(env), job) if one.type != "footnote_ref"]
    return render_inline(resolve_links(rebase_links(children, document, block), job.resolve, job.dress), {})


def fold_away(inner: str, job: Job, element: str) -> Token:
    """Return a folded, labelled outdated translation."""
    label = escape(job.labels["stale"])
    html = f'<details class="dz-old"><summary>{label}</summary><{element}>{inner}</{element}></details>\n'
    return Token("html_block", "", 0, content=html)
