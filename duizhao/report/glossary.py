"""Terms as shown in the glossary: in the words of one edition, with those of the other editions."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from duizhao.editing.glossary import term_anchor
from duizhao.editing.pages import EditionContext
from duizhao.editing.texts import Wording
from duizhao.model import Term


class TermCard(Struct, frozen=True):
    """A term as shown in the glossary."""

    id: str
    """The fragment of links to it, the same in every edition."""
    number: int
    """Its number in the file, by which pages of other editions and the search find it."""
    term: Wording
    explanation: Wording
    others: tuple[Wording, ...]
    """Its different forms in the other editions."""


def make_term_cards(
    terms: Iterable[Term], context: EditionContext, others: Iterable[EditionContext]
) -> tuple[TermCard, ...]:
    """Make the cards of terms.

    Args:
        terms: The terms.
        context: The edition they are shown in.
        others: The other editions.
    """
    beside = [other.texts for other in others]
    cards = []
    for number, term in enumerate(terms):
        own = context.texts.term(term.term)
        words = [texts.term(term.term) for texts in beside]
        different = {word.text: word for word in words if not word.foreign and word.text != own.text}
        card = TermCard(term_anchor(term), number, own, context.texts(term.explanation), tuple(different.values()))
        cards.append(card)
    return tuple(cards)
