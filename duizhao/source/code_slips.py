"""What is said above or in a block of code and has no effect: unknown languages, options, annotations, diagrams."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from duizhao.diagnostics import Level, suggest
from duizhao.source.charts import CHART
from duizhao.source.code import INLINE, LANGUAGE, MERMAID, PLAIN, is_known, read_info, walk_spans
from duizhao.source.csv_tables import DELIMITERS, is_csv
from duizhao.source.formulas import FENCE
from duizhao.source.vanishing import Slip

OURS = (CHART, FENCE, MERMAID, *DELIMITERS)
"""Names of blocks that are no code, for suggestions."""
ANNOTATION = re.compile(r"(?:#|//|--|%|;|\*|<!--)\s*\(\d{1,2}\)!?\s*(?:\*/|-->)?\s*$", re.MULTILINE)
"""A mark of Material for an annotation: a number in brackets in a comment at the end of a line."""
NO_FENCE = re.compile(r"^[ \t]*(?P<line>(?P<sign>`{3,}+)(?=[^`\n]+`)(?:(?!(?P=sign)).)*)$", re.MULTILINE)
"""A line that begins as a block of code and has a backtick; with the same sign at its end, it is a code span."""
FORMS = 'write  ```python title="x.py" linenums="1" hl_lines="2 4-5"'
LIST = "https://pygments.org/languages/"


def find_code_slips(tokens: Sequence[Token], text: str) -> Iterator[Slip]:
    """Yield what has no effect in the blocks of code and the code spans of a document.

    Args:
        tokens: The token stream of the document.
        text: Its Markdown.
    """
    if not any(sign in text for sign in ("```", "~~~", "`#!")):
        return
    for token in tokens:
        if token.type == "fence" and token.info.strip():
            yield from _find_in_fence(token)
        elif token.type == "inline" and "`" in token.content:
            yield from _find_in_text(token)


def _find_in_text(token: Token) -> Iterator[Slip]:
    """Yield code spans of unknown languages, and lines that begin no block of code because of their backticks."""
    for span in walk_spans(token.children or ()) if "`#!" in token.content else ():
        found = None if span.meta.get(LANGUAGE) else INLINE.fullmatch(span.content)
        if found:
            yield _report_language(token, found["language"])
    for found in NO_FENCE.finditer(token.content) if "```" in token.content else ():
        message = f"'{found['line'][:40]}' begins no block of code: a backtick stands in the line"
        hint = "begin and end the block with  ~~~ , or leave the backticks in the line out"
        yield Slip(token, found["line"], "code-fence", message, hint)


def _find_in_fence(token: Token) -> Iterator[Slip]:
    """Yield what has no effect in one block of code."""
    info = read_info(token.info)
    if info.language in (CHART, FENCE) or is_csv(token.info):
        # Problems of charts, formulas and tables are reported where they are read.
        return
    if info.language and info.language not in (*PLAIN, MERMAID) and not is_known(info.language):
        yield _report_language(token, info.language)
    for written in info.unknown:
        message = f"'{written}' is no option of a block of code"
        yield Slip(token, written, "code-option", message, FORMS)
    for name, value in info.wrong:
        expected = "a number" if name == "linenums" else "numbers of lines"
        yield Slip(token, name, "code-option", f"{name}: expected {expected}, found '{value}'", FORMS)
    count = token.content.count("\n")
    if info.marked and max(info.marked) > count:
        message = f"hl_lines: there is no line {max(info.marked)}, the code has {count}"
        hint = "count from the first line of the code, whatever number linenums gives it"
        yield Slip(token, "hl_lines", "code-option", message, hint)
    if "annotate" in info.classes or (info.language and ANNOTATION.search(token.content)):
        found = ANNOTATION.search(token.content)
        message = "annotations in code are shown as they are typed"
        hint = "explain the lines in a list below the code, or in a comment in it"
        yield Slip(token, found[0].strip() if found else "annotate", "code-annotation", message, hint, Level.NOTE)


def _report_language(token: Token, language: str) -> Slip:
    """Return the note that code of an unknown language has no colours."""
    from duizhao.source.colouring import list_languages  # noqa: PLC0415 -- for mistakes only

    hint = suggest(language.lower(), [*list_languages(), *OURS])
    hint = f"{hint}\n" if hint else ""
    hint += f"the names of all languages: {LIST}; for code without colours write  ```text"
    message = f"'{language}' is no language that is known, so the code has no colours"
    return Slip(token, language, "code-language", message, hint, Level.NOTE)
