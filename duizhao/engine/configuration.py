"""Views of MkDocs' configuration, with the language, name and home page of each edition.

The theme reads everything from `config`. The template of a page gets a view of it, in which the values of the edition
override those of mkdocs.yml.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig

from duizhao.editing.texts import Texts
from duizhao.report.metadata import Alternate
from duizhao.source.sanitising import clean_html

PALETTE: Sequence[Mapping[str, Any]] = (
    {
        "media": "(prefers-color-scheme: light)",
        "scheme": "default",
        "toggle": {"icon": "material/weather-night", "name": "切换到深色"},
    },
    {
        "media": "(prefers-color-scheme: dark)",
        "scheme": "slate",
        "toggle": {"icon": "material/weather-sunny", "name": "切换到浅色"},
    },
)
"""The palette of a site that names none: the reader's choice of light and dark."""
DARK = "slate"


class ThemeView(MutableMapping[str, Any]):
    """The theme's settings, some of them replaced."""

    def __init__(self, theme: Any, replaced: Mapping[str, Any]) -> None:
        self._theme = theme
        self._replaced = dict(replaced)

    def __getitem__(self, key: str) -> Any:
        return self._replaced[key] if key in self._replaced else self._theme[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._replaced[key] = value

    def __delitem__(self, key: str) -> None:
        del self._replaced[key]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._theme, **self._replaced})

    def __len__(self) -> int:
        return len({**self._theme, **self._replaced})

    def __getattr__(self, name: str) -> Any:
        return getattr(self._theme, name)


class _Alternates(list[dict[str, str]]):
    """Alternates for the theme's head. Always true, even if empty: otherwise the header would lack the switcher."""

    def __bool__(self) -> bool:
        return True


def localise_configuration(config: MkDocsConfig, texts: Texts, home: str) -> MkDocsConfig:
    """Make the view of one edition.

    Args:
        config: The configuration of the site.
        texts: The texts of the edition.
        home: The address of its home page.
    """
    view = copy.copy(config)
    view.data = dict(config.data)
    replaced: dict[str, Any] = {"language": texts.edition.code}
    palette = config.theme.get("palette") or list(PALETTE)
    if isinstance(palette, list):
        replaced["palette"] = [_localise_palette(_colour(one), texts) for one in palette]
    else:
        replaced["palette"] = _colour(palette)
    view.data["theme"] = ThemeView(config.theme, replaced)
    view.data["site_name"] = texts(config.site_name).text
    if config.site_description:
        view.data["site_description"] = texts(config.site_description).text
    if config.copyright:
        view.data["copyright"] = _trust(texts(config.copyright).text)
    extra = _trust_extra(config.extra)
    view.data["extra"] = {**extra, "homepage": home, "scope": config.extra.get("scope", "/")}
    return view


def with_alternates(view: MkDocsConfig, alternates: Sequence[Alternate]) -> MkDocsConfig:
    """Make the view of one page, whose alternates are in `extra.alternate` in the theme's format."""
    page_view = copy.copy(view)
    listed = _Alternates({"link": one.url, "lang": one.lang} for one in alternates)
    page_view.data = {**view.data, "extra": {**view.extra, "alternate": listed}}
    return page_view


def _trust(html: str) -> Markup:
    """Sanitise HTML of the configuration, and mark it as safe."""
    return Markup(clean_html(html).html)  # noqa: S704 -- cleaned


def _trust_extra(extra: Mapping[str, Any]) -> dict[str, Any]:
    """Mark the texts of `extra` that the theme documents as HTML: those of cookie consent and page feedback.

    https://squidfunk.github.io/mkdocs-material/setup/ensuring-data-privacy/#cookie-consent
    https://squidfunk.github.io/mkdocs-material/setup/setting-up-site-analytics/#was-this-page-helpful
    """
    trusted = dict(extra)
    consent, analytics = extra.get("consent"), extra.get("analytics")
    if isinstance(consent, Mapping) and "description" in consent:
        trusted["consent"] = {**consent, "description": _trust(str(consent["description"]))}
    feedback = analytics.get("feedback") if isinstance(analytics, Mapping) else None
    if isinstance(analytics, Mapping) and isinstance(feedback, Mapping):
        ratings = [
            {**one, "note": _trust(str(one.get("note", "")))} if isinstance(one, Mapping) else one
            for one in feedback.get("ratings") or ()
        ]
        trusted["analytics"] = {**analytics, "feedback": {**feedback, "ratings": ratings}}
    return trusted


def _colour(palette: Any) -> Any:
    """Add the colours of our style sheets to a palette that names none; the theme's own would be indigo."""
    if not isinstance(palette, Mapping):
        return palette
    primary = "black" if palette.get("scheme") == DARK else "white"
    return {"scheme": "default", "primary": primary, "accent": "teal", **palette}


def _localise_palette(palette: Any, texts: Texts) -> Any:
    """Translate the label of the switch between light and dark."""
    toggle = palette.get("toggle") if isinstance(palette, Mapping) else None
    if not toggle:
        return palette
    return {**palette, "toggle": {**toggle, "name": texts(str(toggle.get("name", ""))).text}}
