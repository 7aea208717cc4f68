"""Terms as the glossary shows them: in an edition's words, with those of the others beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from duizhao.editing.glossary import name_anchor
from duizhao.editing.pages import Newsroom
from duizhao.editing.texts import Wording
from duizhao.model import Term


@dataclass(frozen=True, slots=True)
class TermCard:
    """A term, as the glossary shows it."""

    id: str
    """What links to it say, the same in every edition."""
    term: Wording
    explanation: Wording
    others: tuple[Wording, ...]
    """What the other editions call it, where they write it otherwise."""


def make_term_cards(terms: Iterable[Term], room: Newsroom, others: Iterable[Newsroom]) -> tuple[TermCard, ...]:
    """Make the cards of terms.

    Args:
        terms: The terms.
        room: The edition they are shown in.
        others: The other editions.
    """
    beside = [other.texts for other in others]
    cards = []
    for term in terms:
        own = room.texts.term(term.term)
        words = [texts.term(term.term) for texts in beside]
        different = {word.text: word for word in words if not word.foreign and word.text != own.text}
        card = TermCard(name_anchor(term), own, room.texts(term.explanation), tuple(different.values()))
        cards.append(card)
    return tuple(cards)
