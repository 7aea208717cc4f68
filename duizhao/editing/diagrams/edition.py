"""The diagrams of a page in its edition: drawn for light and dark pages, with their texts for ears and search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from duizhao.diagnostics import Diagnostic, Level
from duizhao.drawings import DiagramSource
from duizhao.editing.addresses import relative_address
from duizhao.editing.diagrams.drawing import DrawingError
from duizhao.editing.diagrams.program import DARK, LIGHT, Program
from duizhao.editions import is_chinese
from duizhao.source.diagrams import fill_diagram
from duizhao.source.document import BLOCK_ATTRIBUTE

HINT = "its own language is shown there; look for signs in those texts that mean something in Mermaid"


class DrawnDiagram(NamedTuple):
    """A diagram in one language."""

    source: str
    """The diagram with the texts of the language."""
    html: str = ""
    """Its HTML; empty if it could not be drawn."""
    text: str = ""
    """Its texts, for the search index."""
    files: tuple[tuple[str, bytes], ...] = ()
    """Its drawings: addresses relative to the site's root, and bytes."""


DrawDiagram = Callable[[DiagramSource, int, int, Callable[[str], str], str], DrawnDiagram]
"""Draws a diagram, see `DiagramContext.draw`."""


@dataclass(frozen=True, slots=True)
class DiagramContext:
    """The inputs for drawing the diagrams of a page."""

    program: Program | None
    """What draws them; None if nothing does."""
    address: str
    """The address of the page."""
    files: str
    """The prefix of the addresses of its files."""
    failures: list[tuple[int, str, Diagnostic]] = field(default_factory=list)
    """What could not be drawn so far: the index of the block, the language, and what is said of it."""

    def draw(
        self, diagram: DiagramSource, block: int, number: int, say: Callable[[str], str], lang: str
    ) -> DrawnDiagram:
        """Draw a diagram in one language.

        Args:
            diagram: The diagram as it is written.
            block: The index of its block.
            number: The number of the diagram on the page, from 1.
            say: Returns each of its texts in that language.
            lang: The code of the language or script.
        """
        texts = [say(one.text) for one in diagram.texts]
        source = fill_diagram(diagram, texts)
        if self.program is None:
            return DrawnDiagram(source)
        try:
            light, dark = (self.program.draw(source, theme) for theme in (LIGHT, DARK))
        except DrawingError as error:
            message = f"this diagram cannot be drawn in {lang}: {error}"
            problem = Diagnostic(diagram.places[0], "diagram-wrong", message, HINT, Level.NOTE)
            self.failures.append((block, lang, problem))
            return DrawnDiagram(source)
        stem = f"{self.files}-diagram-{number}"
        files = ((f"{stem}.svg", light.svg), (f"{stem}-dark.svg", dark.svg))
        images = [
            f'<img src="{escape(relative_address(address, self.address))}#only-{scheme}" alt="" '
            f'width="{light.width}" height="{light.height}" loading="lazy">'
            for (address, _svg), scheme in zip(files, ("light", "dark"), strict=True)
        ]
        text = _join(texts, lang)
        html = (
            f'<figure class="dz-diagram" {BLOCK_ATTRIBUTE}="{block}" lang="{escape(lang)}">\n{"".join(images)}\n'
            + (f'<p class="dz-diagram__text">{escape(text)}</p>\n' if text else "")
            + "</figure>\n"
        )
        return DrawnDiagram(source, html, text, files)

    def list_problems(self, source: str) -> list[Diagnostic]:
        """Note the diagrams that could not be drawn in the edition; those that cannot be drawn at all, checks report.

        Args:
            source: The code of the page's own language or script.
        """
        wrong = {block for block, lang, _problem in self.failures if lang == source}
        return [problem for block, lang, problem in self.failures if lang != source and block not in wrong]


def _join(texts: Sequence[str], lang: str) -> str:
    """Join the texts of a diagram, each once."""
    return ("；" if is_chinese(lang) else "; ").join(dict.fromkeys(texts))
