"""What a person must decide about a draft: its title, date, theme, sources, places and figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from duizhao.importing.pipeline import Piece
from duizhao.importing.tracked_text import Question
from duizhao.importing.writing.draft_head import clean_value
from duizhao.importing.writing.kept_head import list_lost
from duizhao.importing.writing.offers import find_offers
from duizhao.model import Site

DAY = len("2026-01-01")
"""The length of a full date."""
LISTED = 12
"""The greatest number of themes that a hint names."""
SHOWN = 60
"""The greatest number of characters of a value that a message shows."""


def list_draft_questions(
    piece: Piece,
    site: Site,
    *,
    head: Mapping[str, object],
    title: str,
    day: str,
    theme: str,
    regions: tuple[str, ...],
    source: str,
    is_new: bool,
) -> Iterator[Question]:
    """Yield what a person must decide about a draft.

    Args:
        piece: The text.
        site: The site that it becomes part of.
        head: What is kept of the front matter that it brought.
        title: The title of the draft.
        day: The date of the draft.
        theme: The theme that the editor has chosen; empty if none.
        regions: The regions that the editor has chosen.
        source: The id of its entry in sources.yml.
        is_new: Whether this entry is new.

    Yields:
        Questions with offsets in the input.
    """
    start, known = int(piece.text.origins[0]), piece.known
    if not known.title:
        yield Question(start, "title", f"no title was found; the draft is called '{title}'", "write its title")
    if "date" not in head and not (len(known.date) == DAY and known.date_found):
        yield Question(start, "date", *_describe_date(known.date, known.date_found, day))
    if not theme and "theme" not in head:
        ids = ", ".join(one.id for one in site.themes[:LISTED])
        message = f"no theme was chosen; the draft has the first one, '{site.themes[0].id}'"
        yield Question(start, "theme", message, f"choose one with --theme or in the front matter: {ids}")
    if is_new:
        missing = [name for name, value in (("publisher", known.publisher), ("date", known.date)) if not value]
        hint = f"complete it: {' and '.join(missing)}" if missing else "see that it is right"
        yield Question(start, "source", f"sources.yml has a new entry '{source}'", hint)
    for key, value in list_lost(known.head, site):
        message = f"the front matter has '{key}: {clean_value(str(value))[:SHOWN]}', which the draft has not"
        yield Question(0, "metadata", message, "see whether it belongs into the draft")
    yield from _list_offers(piece, site, {*regions, *_list_known(head.get("regions"))})


def _describe_date(known: str, found: str, day: str) -> tuple[str, str]:
    """Return message and hint for a date that is not wholly known."""
    if len(known) == DAY:
        return f"the date is {known}", "see that it is the day of publication"
    if known:
        return f"only {known} is known of the date, {found}; the draft has {day}", "write the day of publication"
    return f"no date was found; the draft has {day}", "write the day of publication"


def _list_known(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _list_offers(piece: Piece, site: Site, chosen: set[str]) -> Iterator[Question]:
    """Yield places and figures of the site that the text names; nothing is put in by itself."""
    offers = find_offers(piece.text.text, site)
    origins = piece.text.origins
    named = [one for one in offers.regions if one.id not in chosen]
    if named:
        names = "、".join(one.name for one in named)
        message = f"the text names {len(named)} place{'' if len(named) == 1 else 's'} of the site: {names}"
        hint = f"for those that it is about:  regions: [{', '.join(one.id for one in named)}]"
        yield Question(int(origins[named[0].offset]), "region", message, hint)
    for one in offers.figures:
        message = f"'{one.text}' may be the figure '{one.id}'"
        yield Question(int(origins[one.offset]), "figure", message, f"if it is, write  {one.reference}")
