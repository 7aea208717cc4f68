"""The site's own strings in one edition: names, titles, the interface."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from math import floor
from typing import NamedTuple

from markupsafe import Markup, escape

from duizhao.editing.figures import begins_sentence, choose_unit, format_figure, write_exactly
from duizhao.editing.inline import convert_text
from duizhao.editing.numbers import format_day, format_month, format_share
from duizhao.editing.typography import typeset
from duizhao.editions import Edition, is_chinese
from duizhao.model import Figure
from duizhao.script.convert import make_converter
from duizhao.script.lexicon import Lexicon
from duizhao.source.document import LETTER
from duizhao.source.references import CLOSE, OPEN, fill_references, split_reference
from duizhao.tracking import Fact, Reads, TrackedMapping
from duizhao.translation.catalog import Catalog
from duizhao.translation.interface import FIGURE_WORDS, INTERFACE, INTERFACE_SCRIPT
from duizhao.translation.messages import GLOSSARY_CONTEXT

PRINTED = "figure"
"""Stands in the place of a script in the keys of figures that are printed by themselves."""
LEXICON: Fact = ("lexicon",)
"""The site's own wording, which any conversion reads."""


class Wording(NamedTuple):
    """A text as one edition prints it, and the language it is actually in."""

    text: str
    """The text, without markup."""
    lang: str
    """The edition's code, or that of the source if there is no translation."""
    foreign: bool = False
    """Whether it is not in the language of the page."""

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        if not self.foreign:
            return str(escape(self.text))
        return str(Markup('<span lang="{}">{}</span>').format(self.lang, self.text))

    def __bool__(self) -> bool:
        return bool(self.text)


class Texts:
    """The texts of one edition: converted between scripts, or from a catalog."""

    def __init__(
        self,
        edition: Edition,
        source: str,
        catalog: Catalog | None,
        lexicon: Lexicon | None = None,
        figures: Iterable[Figure] = (),
    ) -> None:
        """Create the texts of an edition.

        Args:
            edition: The edition.
            source: The code of the script that the site's strings are written in.
            catalog: The site's catalog, if the edition is a translation.
            lexicon: The site's own wording.
            figures: The figures that texts may refer to.
        """
        self.edition = edition
        self.source = source
        self._catalog = catalog
        self._lexicon = lexicon
        self.figures: Mapping[str, Figure] = {figure.id: figure for figure in figures}
        """The figures that references and charts print, by id."""
        self.reads: Reads = set()
        """The facts that were read, see `tracked`."""
        self._known: dict[tuple[str, str], tuple[Wording, Reads]] = {}

    def tracked(self, reads: Reads) -> Texts:
        """Return the same texts, which record the facts that they read.

        The facts: `("text", EDITION, TEXT, SOURCE, CONTEXT)` for a text of the site, `("environment", EDITION)` for one
        of the interface, `("figure", ID)`, and `("lexicon",)` for any conversion.
        """
        copy = Texts.__new__(Texts)
        copy.__dict__.update(self.__dict__)
        copy.reads = reads
        copy.figures = TrackedMapping("figure", self.figures, reads)
        return copy

    def __call__(
        self, text: str, source: str = "", catalog: Catalog | None = None, lexicon: Lexicon | None = None
    ) -> Wording:
        """Return a text in this edition, with its references to figures filled in.

        Args:
            text: The source text.
            source: The code of its script, if that is not the site's.
            catalog: A catalog that takes precedence over the site's own.
            lexicon: The article's wording, used instead of the site's.
        """
        if catalog is None and lexicon is None:
            # The same names and labels occur on every page.
            known = self._known.get((text, source))
            if known is not None:
                self.reads |= known[1]
                return known[0]
            return self._recall((text, source), lambda one: one.fill(one._find(text, source)))  # noqa: SLF001 -- itself
        return self.fill(self._find(text, source, catalog, lexicon))

    def fill(self, wording: Wording) -> Wording:
        """Fill in the references to figures in a text without markup, in the language of the text."""
        if OPEN not in wording.text:
            return wording

        def write(content: str, before: str) -> str:
            return self.write_figure(content, before, wording.lang).text

        return wording._replace(text=fill_references(wording.text, write))

    def find(self, text: str, source: str = "", context: str = "") -> Wording:
        """Return a text of the site in this edition, its references to figures as they are written."""
        return self._find(text, source, context=context)

    def term(self, term: str) -> Wording:
        """Return a term of the glossary in this edition."""
        return self._find(term, context=GLOSSARY_CONTEXT)

    def printed(self, figure: Figure) -> Wording:
        """Return a figure as it is printed by itself: More than 15.24 million people."""
        # Beside the source of each article that prints it.
        return self._recall((figure.id, PRINTED), lambda one: one.write_figure(figure.id, ""))

    def _recall(self, key: tuple[str, str], make: Callable[[Texts], Wording]) -> Wording:
        """Return what was made before with what it has read, or make it."""
        found = self._known.get(key)
        if found is None:
            own: Reads = set()
            found = self._known[key] = make(self.tracked(own)), own
        self.reads |= found[1]
        return found[0]

    def exact(self, figure: Figure) -> Wording:
        """Return a figure with all its digits: More than 15,240,000 people."""
        code = self.edition.code
        unit = self.say(figure.unit, code, figure.id)
        text = write_exactly(figure, code, lambda words: self.say(words, code).text, unit.text)
        return Wording(text[:1].upper() + text[1:], unit.lang, unit.foreign)

    def unit(self, figure: Figure) -> Wording:
        """Return the unit of a figure, in the form that goes with its number."""
        unit = self._find(figure.unit, context=figure.id)
        return unit._replace(text=choose_unit(figure, unit.lang, unit.text))

    def figure_fingerprint(self, name: str) -> str:
        """Return the inputs of a figure's printed form as a text: it changes if a reference prints something else."""
        figure = self.figures[name]
        unit = self._find(figure.unit, context=name)
        words = [self(text).text for text in FIGURE_WORDS]
        origin = (figure.region, figure.source)
        return repr((figure.value, figure.unit, figure.qualifier, figure.name, self(figure.name), unit, words, origin))

    def find_value(self, name: str) -> str:
        """Return the value of a figure as a decimal number; nothing if there is no such figure."""
        figure = self.figures.get(name)
        return f"{figure.value:f}" if figure is not None else ""

    def write_figure(self, content: str, before: str, lang: str = "") -> Wording:
        """Return what a reference to a figure prints in a text of the edition, or of another language shown in it.

        Args:
            content: The content of the braces: an id, or an id and a form.
            before: The text before it, which determines whether a sentence begins.
            lang: The code of the text's language or script; empty for the edition's.

        Returns:
            The figure; the reference itself if there is no such figure, which is an error of the sources.
        """
        lang = lang or self.edition.code
        name, form = split_reference(content)
        figure = self.figures.get(name)
        if figure is None:
            return Wording(f"{OPEN}{content}{CLOSE}", lang)
        if form == "name":
            return self.say(figure.name, lang)
        unit = self.say(figure.unit, lang, figure.id)
        locale = self.edition.locale if lang == self.edition.code else lang
        text = format_figure(figure, form, locale, lambda words: self.say(words, lang).text, unit.text)
        if begins_sentence(before):
            text = text[:1].upper() + text[1:]
        is_mixed = unit.foreign and not form
        return Wording(text, unit.lang if is_mixed else lang, is_mixed)

    def say(self, text: str, lang: str, context: str = "") -> Wording:
        """Return a text of the site or the interface in a language, which is the edition's or that of a source."""
        if lang == self.edition.code:
            return self._find(text, context=context)
        source = INTERFACE_SCRIPT if text in INTERFACE else self.source
        self.reads.add(LEXICON)
        if is_chinese(source) and is_chinese(lang):
            return Wording(convert_text(text, make_converter(source, lang, self._lexicon)), lang)
        return Wording(text, lang)

    def _find(
        self,
        text: str,
        source: str = "",
        catalog: Catalog | None = None,
        lexicon: Lexicon | None = None,
        context: str = "",
    ) -> Wording:
        """Return a text in this edition, from its sources and catalogs."""
        code = self.edition.code
        is_interface = not source and not context and text in INTERFACE
        source = source or (INTERFACE_SCRIPT if text in INTERFACE else self.source)
        self.reads.add(("interface", code) if is_interface else ("text", code, text, source, context))
        if source == code or not LETTER.search(text):
            return Wording(typeset(text, self.edition), code)
        if not self.edition.translates(source):
            return Wording(self._convert(text, source, lexicon), code)
        for one in (catalog, self._catalog):
            found = one.translate(text, context) if one is not None else None
            if found is not None:
                return Wording(self._convert(found, self.edition.catalog_language, lexicon), code)
        if code == "en" and text in INTERFACE:
            return Wording(INTERFACE[text], code)
        return Wording(text, source, foreign=True)

    def _convert(self, text: str, source: str, lexicon: Lexicon | None) -> str:
        """Convert a text to the script of the edition, or give one in its language the edition's typography."""
        code = self.edition.code
        if source == code:
            return typeset(text, self.edition)
        return convert_text(text, make_converter(source, code, lexicon or self._lexicon))

    def date(self, day: date) -> str:
        """Format a date as the edition does: 2025年11月19日, 19 November 2025."""
        return format_day(day, self.edition.locale)

    def partial_date(self, written: str) -> str:
        """Format a date that may lack its day or month: 2024-04 becomes 2024年4月, April 2024."""
        parts = [int(part) for part in written.split("-")]
        if len(parts) == 1:
            return written
        if len(parts) > 2:  # noqa: PLR2004 -- year, month, day
            return self.date(date(*parts))
        return format_month(date(parts[0], parts[1], 1), self.edition.locale)

    def percent(self, share: float) -> str:
        """Format a share from 0 to 1 in whole per cent, rounded down: only a whole is 100%."""
        # A number such as 0.57 may be a little less in binary.
        return format_share(floor(share * 100 + 1e-9) / 100, self.edition.locale, decimals=0)

    def count(self, number: int) -> str:
        """Format the number of articles."""
        if self.edition.is_chinese:
            return f"{number}{self('篇文章')}"
        word = "article" if number == 1 and self.edition.code == "en" else self("篇").text
        return f"{number} {word}"

    def period(self, written: str) -> str:
        """Format a period: 2020/2022 becomes 2020—2022年, 2020–2022; around months the dash has blanks."""
        ends = written.split("/")
        if self.edition.is_chinese:
            years = all("-" not in end for end in ends)
            if years:
                return "—".join(ends) + "年"
            return "—".join(self.partial_date(end) + ("" if "-" in end else "年") for end in ends)
        dates = [self.partial_date(end) for end in ends]
        return (" – " if any(" " in one for one in dates) else "–").join(dates)
