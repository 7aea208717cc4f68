"""Diagrams that cannot be drawn."""

from __future__ import annotations

from duizhao.diagnostics import Diagnostic, Level
from duizhao.model import Document
from duizhao.settings import Settings

INSTALL = (
    "install what draws diagrams,  pip install duizhao[diagrams],  or name a command in mkdocs.yml,  diagrams:"
    " [mmdc, …];  an image  ![…](a.svg){.figure}  needs neither"
)
MANUAL = "https://mermaid.js.org/intro/syntax-reference.html"


def check_diagrams(document: Document, settings: Settings) -> list[Diagnostic]:
    """Report the diagrams of a document that cannot be drawn as their author wrote them.

    Bad: `A[居民 --> B`
    Good: `A[居民] --> B`
    """
    if not document.diagrams or not document.blocks:
        # Of an article only its outline is at hand, and its diagrams were checked when it was read.
        return []
    from duizhao.editing.diagrams.drawing import DrawingError  # noqa: PLC0415 -- for texts with diagrams only
    from duizhao.editing.diagrams.program import DARK, LIGHT, find_program  # noqa: PLC0415

    program = find_program(settings)
    problems = []
    for diagram in document.diagrams.values():
        if program is None:
            message = "a diagram of Mermaid is shown as its source"
            problems.append(Diagnostic(diagram.places[0], "code-diagram", message, INSTALL, Level.NOTE))
            continue
        try:
            for theme in (LIGHT, DARK):
                program.draw(diagram.source, theme)
        except DrawingError as error:
            span = diagram.places[min(max(error.line, 1), len(diagram.places) - 1)]
            message = f"this diagram cannot be drawn: {error}"
            hint = "its source is shown; try the command by hand" if error.is_of_program else f"correct it: {MANUAL}"
            level = Level.WARNING if error.is_of_program else Level.ERROR
            problems.append(Diagnostic(span, "diagram-wrong", message, hint, level))
    return problems


def fingerprint_program(settings: Settings) -> str:
    """Return what changes whenever other drawings are to be expected."""
    from duizhao.editing.diagrams.program import find_program  # noqa: PLC0415 -- for sites with diagrams only

    program = find_program(settings)
    return program.fingerprint if program else ""
