"""What is known of a found text while it is being repaired."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from duizhao.importing.tracked_text import Findings, Question, TrackedText


@dataclass(frozen=True, slots=True)
class Known:
    """What a file says of its text."""

    title: str = ""
    """The title, with its subtitle after a full-width blank, in the script of the text."""
    date: str = ""
    """The day of publication as exactly as it is known: YYYY, YYYY-MM or YYYY-MM-DD; empty if unknown."""
    date_found: str = ""
    """How the date was found, in words for the report: `in the line “2025-11-19 08:30 来源：…”`."""
    publisher: str = ""
    """The outlet."""
    authors: tuple[str, ...] = ()
    """Who wrote it."""
    editors: tuple[str, ...] = ()
    """Who edited it, as named at its end."""
    summary: str = ""
    """The standfirst, if it is one or two sentences."""
    address: str = ""
    """The web address that a saved page states."""
    head: dict[str, object] = field(default_factory=dict)
    """The front matter of a Markdown file, as written."""

    def fill(self, other: Known) -> Known:
        """Return this with what only `other` knows."""
        gaps = {name: getattr(other, name) for name in self.__slots__ if not getattr(self, name)}
        return replace(self, **gaps)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text on its way from a file to a draft."""

    text: TrackedText
    """The text with its origins."""
    known: Known = field(default_factory=Known)
    """What is known of it."""
    questions: tuple[Question, ...] = ()
    """What a person must decide; offsets are those of the input."""
    is_markdown: bool = False
    """Whether the text is Markdown already, so that its lines and signs mean what they do there."""

    def repair(self, findings: Findings) -> Manuscript:
        """Return the manuscript with the edits of a repair applied and its questions added."""
        origins = self.text.origins
        asked = tuple(one._replace(offset=int(origins[one.offset])) for one in findings.questions)
        return replace(self, text=self.text.apply(findings.edits), questions=(*self.questions, *asked))
