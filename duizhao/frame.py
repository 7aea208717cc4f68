"""The frame of a site: everything but its articles, read and cached as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from duizhao.configuration import check_configuration
from duizhao.diagnostics import Diagnostic, Span
from duizhao.editing.addresses import AddressBook, list_places
from duizhao.editing.glossary import Glossary
from duizhao.editing.image_copies import ImageCopies
from duizhao.editing.images import ImageCopy, ImageFiles
from duizhao.editing.pages import EditionContext
from duizhao.editing.texts import Texts
from duizhao.editing.tile_maps import list_tile_maps
from duizhao.editions import Edition
from duizhao.graph import MISSING
from duizhao.model import Site
from duizhao.rules.levels import check_adjustments
from duizhao.script.lexicon import Lexicon
from duizhao.settings import Settings
from duizhao.source.lexicon import read_lexicon
from duizhao.source.site import read_frame as read_site_frame
from duizhao.source.tags import collect_tags
from duizhao.store import digest
from duizhao.tracking import Fact
from duizhao.translation.catalog import Catalog
from duizhao.translation.catalog_files import SITE_CATALOG, read_site_catalogs
from duizhao.translation.interface import INTERFACE
from duizhao.translation.messages import find_source

NOWHERE = Span("")
"""Replaces the place of a definition in fingerprints, since no page shows it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything of a site but its articles."""

    site: Site
    """The site without articles."""
    lexicon: Lexicon
    """The site's own wording."""
    catalogs: Mapping[str, Catalog]
    """The site's own catalogs, by edition code."""
    problems: tuple[Diagnostic, ...]
    """The problems of these files, except what their catalogs lack: that depends on the tags of all articles."""


def read_frame(settings: Settings) -> Frame:
    """Read everything of a site but its articles.

    Raises:
        SourceError: The home page is missing or cannot be used.
    """
    site, problems = read_site_frame(settings)
    problems += check_configuration(settings.root)
    problems += check_adjustments(settings)
    lexicon, more = read_lexicon(settings)
    catalogs, _problems = read_site_catalogs(site)
    return Frame(site, lexicon, catalogs, (*problems, *more))


def make_context(
    site: Site,
    edition: Edition,
    lexicon: Lexicon,
    places: Mapping[str, str],
    catalogs: Mapping[str, Catalog],
    copies: Mapping[str, tuple[ImageCopy, ...]] | None = None,
) -> EditionContext:
    """Gather the inputs that the pages of an edition share.

    Args:
        site: The site, or its frame.
        edition: The edition.
        lexicon: The site's own wording.
        places: The address of each document within the edition, see `list_places`.
        catalogs: Catalogs by article slug; the site's own under `SITE_CATALOG`.
        copies: The copies of large images, by file.
    """
    texts = Texts(edition, find_source(site), catalogs.get(SITE_CATALOG), lexicon, site.figures)
    return EditionContext(
        site=site,
        edition=edition,
        texts=texts,
        book=AddressBook(site.settings.content, edition, places),
        images=ImageFiles(site.settings.root, site.settings.content, edition, copies or {}),
        catalogs=catalogs,
        lexicon=lexicon,
        counts=Counter(article.theme for article in site.articles),
        tags=collect_tags(site),
        region_names={region.id: region.name for region in site.regions},
        tiles=list_tile_maps(site.regions),
        themes={theme.id: theme for theme in site.themes},
        sources={source.id: source for source in site.sources},
        glossary=Glossary(site.glossary, texts),
    )


class FrameFacts:
    """Answers the facts that steps read from a frame."""

    def __init__(self, frame: Frame, articles: Iterable[str], copies: ImageCopies) -> None:
        """Prepare the answers.

        Args:
            frame: The frame.
            articles: The files of all articles, relative to the site's folder.
            copies: The copies of its images.
        """
        self.frame = frame
        self.copies = copies
        self.places = list_places(articles, [*frame.site.pages, frame.site.home])
        self.contexts: Mapping[str, EditionContext] = {
            edition.code: make_context(
                frame.site,
                edition,
                frame.lexicon,
                self.places,
                {SITE_CATALOG: frame.catalogs[edition.code]} if edition.code in frame.catalogs else {},
                copies.files,
            )
            for edition in frame.site.settings.editions
        }
        figures = {figure.id: figure for figure in frame.site.figures}
        self._figures = {
            name: repr((one.value, one.unit, one.qualifier, one.name, one.region, one.source))
            for name, one in figures.items()
        }

    KINDS = (
        *(
            "text",
            "figure",
            "region",
            "tiles",
            "theme",
            "source",
            "place",
            "lexicon",
            "glossary",
            "settings",
            "interface",
        ),
        "icon",
    )
    """The kinds of facts that a frame answers."""

    def answer(self, fact: Fact) -> str:
        """Return the fingerprint of a fact."""
        kind, *subject = fact
        answer: str = getattr(self, f"_answer_{kind}")(*subject)
        return answer

    def _answer_text(self, edition: str, text: str, source: str, context: str) -> str:
        found = self.contexts.get(edition)
        return repr(tuple(found.texts.find(text, source, context))) if found else MISSING

    def _answer_figure(self, name: str) -> str:
        return self._figures.get(name, MISSING)

    def _answer_region(self, name: str) -> str:
        return repr(self._names.region_names.get(name))

    def _answer_tiles(self, name: str) -> str:
        return repr(self._names.tiles.get(name))

    def _answer_source(self, name: str) -> str:
        source = self._names.sources.get(name)
        return repr(replace(source, span=NOWHERE)) if source else MISSING

    def _answer_theme(self, name: str) -> str:
        theme = self._names.themes.get(name)
        return repr((theme.id, theme.name, theme.summary)) if theme else MISSING

    def _answer_place(self, path: str) -> str:
        return repr(self.places.get(path))

    def _answer_icon(self, name: str) -> str:
        return digest(self.frame.site.icons[name]) if name in self.frame.site.icons else MISSING

    def _answer_lexicon(self) -> str:
        return self._lexicon

    def _answer_glossary(self, edition: str) -> str:
        found = self.contexts.get(edition)
        return digest(repr(found.glossary.forms)) if found and found.glossary else MISSING

    def _answer_interface(self, edition: str) -> str:
        found = self.contexts.get(edition)
        return digest(repr([found.texts(text) for text in INTERFACE])) if found else MISSING

    def _answer_settings(self) -> str:
        settings = self.frame.site.settings
        # No article depends on the folder of the site, its output or its templates.
        said = (
            settings.content,
            settings.translations,
            settings.editions,
            settings.html,
            settings.copyright,
            settings.site_name,
            settings.site_url,
            settings.diagrams,
        )
        return digest(repr(said))

    @cached_property
    def _names(self) -> EditionContext:
        return next(iter(self.contexts.values()))

    @cached_property
    def _lexicon(self) -> str:
        layers = (self.frame.lexicon.entries, self.frame.lexicon.variants)
        return digest(*(repr(sorted((key, sorted(values.items())) for key, values in one.items())) for one in layers))
