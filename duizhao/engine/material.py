"""Templates of Material for MkDocs, with invalid HTML corrected as they are loaded.

Most of the theme can be overridden by partials or blocks. What is outside of them is corrected here: a copy of the
whole template would have to follow every version of the theme.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import jinja2

FOLDER = Path(str(files("material"))) / "templates"
MENDS = {
    "base.html": (
        # A parallel page is as wide as one on which a script sets editions side by side, and names its columns.
        (
            'class="no-js">',
            """class="no-js{% if columns is defined %} dz-beside" style="--dz-columns: {{ columns }}{% endif %}">""",
        ),
        # A checkbox may not have `autocomplete`, but its form may; without it Firefox reopens the drawer when the
        # page is reloaded. https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill
        (' type="checkbox" id="__drawer" autocomplete="off">', ' type="checkbox" id="__drawer" form="__toggles">'),
        (' type="checkbox" id="__search" autocomplete="off">', ' type="checkbox" id="__search" form="__toggles">'),
        (
            '<label class="md-overlay" for="__drawer">',
            '<form id="__toggles" autocomplete="off" hidden></form>\n    <label class="md-overlay" for="__drawer">',
        ),
        # The theme's link leads past the head of the page to its first heading, where there is one.
        (
            """{% if page.toc | first is defined %}
        {% set skip = page.toc | first %}
        <a href="{{ skip.url | url }}" class="md-skip">
          {{ lang.t("action.skip") }}
        </a>
      {% endif %}""",
            # On narrow pages the second one opens the navigation.
            """<a href="#__content" class="md-skip">{{ lang.t("action.skip") }}</a>
      <a href="#__drawer" class="md-skip dz-menu">{{ lang.t("nav") }}</a>""",
        ),
        (
            '<article class="md-content__inner md-typeset">',
            # Not the article itself: the theme's script names blocks of code after what they stand in.
            '<span id="__content"></span>\n            <article class="md-content__inner md-typeset">',
        ),
    ),
    "partials/nav-item.html": (
        ('type="checkbox" id="__toc">', """type="checkbox" id="__toc" aria-label="{{ lang.t('toc') }}">"""),
    ),
}
"""By template: pairs of the original text and its replacement."""


class MendedTemplates(jinja2.BaseLoader):
    """A template loader that corrects the theme's own templates from another loader."""

    def __init__(self, loader: jinja2.BaseLoader) -> None:
        """Wrap a loader."""
        self._loader = loader

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return the source of a template."""
        source, filename, is_current = self._loader.get_source(environment, template)
        if filename is not None and Path(filename).is_relative_to(FOLDER):
            source = mend(Path(filename).relative_to(FOLDER).as_posix(), source)
        return source, filename, is_current

    def list_templates(self) -> list[str]:
        """List the names of all templates."""
        return self._loader.list_templates()


def mend(template: str, source: str) -> str:
    """Return the corrected source of a template.

    Args:
        template: The template's path inside the theme.
        source: Its source. Text that differs in another version of the theme is left unchanged.
    """
    for wrong, right in MENDS.get(template, ()):
        source = source.replace(wrong, right)
    return source
