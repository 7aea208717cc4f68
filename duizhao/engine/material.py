"""Templates of Material for MkDocs, with what is against the rules of HTML mended as they are loaded.

Most of the theme can be replaced by partials or blocks of ours. What stands outside of them can be
changed here alone: a copy of the whole template would have to follow every version of the theme.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import jinja2

FOLDER = Path(str(files("material"))) / "templates"
MENDS = {
    "base.html": (
        # A checkbox may not say `autocomplete`; its form may, and without it Firefox opens the drawer again when the
        # page is loaded anew. https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill
        (' type="checkbox" id="__drawer" autocomplete="off">', ' type="checkbox" id="__drawer" form="__toggles">'),
        (' type="checkbox" id="__search" autocomplete="off">', ' type="checkbox" id="__search" form="__toggles">'),
        (
            '<label class="md-overlay" for="__drawer">',
            '<form id="__toggles" autocomplete="off" hidden></form>\n    <label class="md-overlay" for="__drawer">',
        ),
    )
}
"""By template: what stands in it once, and what stands there instead."""


class MendedTemplates(jinja2.BaseLoader):
    """The templates of another loader; those that are the theme's own are mended."""

    def __init__(self, loader: jinja2.BaseLoader) -> None:
        """Mend what a loader gives."""
        self._loader = loader

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Give the source of a template."""
        source, filename, is_current = self._loader.get_source(environment, template)
        if filename is not None and Path(filename).is_relative_to(FOLDER):
            source = mend(Path(filename).relative_to(FOLDER).as_posix(), source)
        return source, filename, is_current

    def list_templates(self) -> list[str]:
        """List the names of all templates."""
        return self._loader.list_templates()


def mend(template: str, source: str) -> str:
    """Put what is right in the place of what is not.

    Args:
        template: The template's path inside the theme.
        source: Its source. What another version of the theme says otherwise stays as it is.
    """
    for wrong, right in MENDS.get(template, ()):
        source = source.replace(wrong, right)
    return source
