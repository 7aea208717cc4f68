"""The site's own icons: SVG files in the folder `.icons` of its templates, as in Material for MkDocs."""

from __future__ import annotations

import re
from pathlib import Path

from duizhao.diagnostics import Diagnostic, Span, has_errors
from duizhao.settings import Settings
from duizhao.source.files import read_text

FOLDER = ".icons"
PROLOGUE = re.compile(r"\A(?:\s+|<\?.*?\?>|<!DOCTYPE[^>\[]*>|<!--.*?-->)+", re.DOTALL | re.IGNORECASE)
"""What stands before the drawing in a file of its own."""
DRAWING = re.compile(r"<svg[\s>].*</svg>", re.DOTALL)
NAME = re.compile(r"[a-z0-9_-]{1,80}")


def read_icons(settings: Settings) -> tuple[dict[str, str], list[Diagnostic]]:
    """Read the site's own icons.

    Returns:
        Each as SVG by its name, which is its path without suffix, with hyphens between folders: `acme-logo`. And the
        files that cannot be used.
    """
    icons: dict[str, str] = {}
    problems: list[Diagnostic] = []
    if not settings.templates:
        return icons, problems
    folder = settings.root / settings.templates / FOLDER
    for file in sorted(folder.rglob("*.svg")):
        path = Path(settings.templates, FOLDER, file.relative_to(folder)).as_posix()
        name = "-".join(file.relative_to(folder).with_suffix("").parts)
        text, more = read_text(file, path)
        problems += more
        if text is None or has_errors(more):
            continue
        drawing = PROLOGUE.sub("", text).strip()
        if not DRAWING.fullmatch(drawing):
            hint = "save it as plain SVG, one element <svg> … </svg>"
            problems.append(Diagnostic(Span(path), "icon-svg", "this is no drawing that a page can take in", hint))
        elif "-" not in name or not NAME.fullmatch(name):
            hint = f"put it into a folder, and write small letters, digits and hyphens:  {FOLDER}/acme/logo.svg"
            problems.append(Diagnostic(Span(path), "icon-name", f"no text can name the icon '{name}'", hint))
        else:
            icons[name] = drawing
    return icons, problems
