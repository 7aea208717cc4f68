"""The colours of a site whose mkdocs.yml names none, or only some."""

from __future__ import annotations

from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from duizhao.editing.texts import Texts
from duizhao.editions import make_edition
from duizhao.engine.configuration import localise_configuration

TOGGLES = ["Switch to dark mode", "Switch to light mode"]


def find_palette(**options: Any) -> Any:
    """Return the palette that the English pages of a site with these options of its theme have."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "报告"})
    config.theme = Theme(name="material", **options)
    texts = Texts(make_edition("en"), "zh-Hans", None)
    return localise_configuration(config, texts, "en/").theme["palette"]


def test_a_site_without_a_palette() -> None:
    """It is light or dark as the reader wishes, in the colours of our style sheets; the switch is named."""
    palette = find_palette()
    assert [(one["scheme"], one["primary"]) for one in palette] == [("default", "white"), ("slate", "black")]
    assert [one["toggle"]["name"] for one in palette] == TOGGLES


@pytest.mark.parametrize(
    ("written", "colours"),
    [
        ({"scheme": "slate"}, ("slate", "black", "teal")),
        ({"primary": "indigo"}, ("default", "indigo", "teal")),
        ({"scheme": "default", "accent": "red"}, ("default", "white", "red")),
    ],
)
def test_a_palette_without_colours(written: dict[str, str], colours: tuple[str, str, str]) -> None:
    """What a palette names holds; the rest is ours, in a palette by itself as in a list."""
    for one in (find_palette(palette=written), find_palette(palette=[written])[0]):
        assert (one["scheme"], one["primary"], one["accent"]) == colours
