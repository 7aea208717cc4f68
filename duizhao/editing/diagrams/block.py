"""A diagram as a block of a page: its texts found in the catalog or converted, and what is shown if it has none."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from markdown_it.token import Token

from duizhao.editing.blocks import SAID
from duizhao.editing.document import LABELS, Job, fold_away, say_translated
from duizhao.editing.inline import convert_text
from duizhao.editing.render_plan import Slot
from duizhao.editing.typography import typeset
from duizhao.model import Document
from duizhao.script.convert import Converter
from duizhao.source.charts import CHART
from duizhao.source.document import BLOCK_ATTRIBUTE, LETTER
from duizhao.source.prose import copy_token
from duizhao.translation.catalog import Entry


def edit_diagram(
    document: Document, slot: Slot, job: Job, converter: Converter | None, find: Callable[[str], tuple[Entry, str]]
) -> tuple[list[Token], tuple[tuple[str, bytes], ...]]:
    """Draw a diagram entirely in the edition's language, or entirely in its own; show its source if it cannot be drawn.

    Args:
        document: The document.
        slot: The diagram's token.
        job: The inputs of the page.
        converter: Converts its texts; None if the edition is a translation.
        find: Finds and counts the translation of a text, and returns its state: empty if it is current.

    Returns:
        Its tokens, the last of which may hold its outdated translations, and its files.
    """
    assert job.draw_diagram is not None, "asked before"
    block, code = slot.block, job.edition.code
    diagram = document.diagrams[block.index]
    is_translated = converter is None and job.source != code and block.is_translated
    said = dict.fromkeys(one.text for one in diagram.texts if LETTER.search(one.text)) if is_translated else {}
    found = {text: find(text) for text in said}
    kinds = {kind for _entry, kind in found.values()}
    kind = next((one for one in LABELS if one in kinds), "")
    lang = code if (found and not kind) or (converter is not None and not slot.locked) else job.source

    def say(text: str) -> str:
        if lang == job.source:
            return typeset(text, job.edition) if lang == code else text
        if converter is not None:
            return convert_text(text, converter)
        return say_translated(found[text][0].text if text in found else text, job)

    number = list(document.diagrams).index(block.index) + 1
    drawn = job.draw_diagram(diagram, block.index, number, say, lang)
    if (
        not drawn.html
        and lang != job.source
        and (plain := job.draw_diagram(diagram, block.index, number, str, job.source)).html
    ):
        # A translation that cannot be drawn.
        lang, kind, drawn = job.source, "missing", plain
    token = copy_token(slot.token)
    token.content = drawn.source
    if drawn.html:
        token = Token(CHART, "", 0, {BLOCK_ATTRIBUTE: str(block.index)}, content=drawn.html, meta={SAID: drawn.text})
    tokens = [token]
    if kind:
        opening = f'<div class="dz-{kind}" lang="{lang}" title="{escape(job.labels[kind])}">\n'
        tokens = [Token("html_block", "", 0, content=opening), token, Token("html_block", "", 0, content="</div>\n")]
    old = "\n".join(entry.text for entry, state in found.values() if state == "stale")
    return [*tokens, *([fold_away(escape(old), job, "pre")] if old else [])], drawn.files
