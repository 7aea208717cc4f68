"""Link definitions of documents, `[label]: address`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from duizhao.settings import Settings
from duizhao.source.dialect import make_parser
from duizhao.source.files import read_text
from duizhao.source.front_matter import split_front_matter

DEFINITION = re.compile(r"^[ >]*\[(?!\^)[^\]\n]+\]:", re.MULTILINE)
ARTICLES = "articles"


def read_definitions(settings: Settings) -> dict[str, Mapping[str, Any]]:
    """Read the link definitions of a site's documents; documents without any are not parsed.

    Returns:
        The parser's references by label: for each article under its slug, for all other documents under an empty text.
    """
    found: dict[str, Mapping[str, Any]] = {}
    folder = settings.content_folder
    for file in sorted(folder.rglob("*.md")):
        path = file.relative_to(settings.root).as_posix()
        text, _problems = read_text(file, path)
        if text is None or not DEFINITION.search(text):
            continue
        env: dict[str, Any] = {}
        make_parser().parse(split_front_matter(text, path)[1], env)
        name = file.stem if file.is_relative_to(folder / ARTICLES) else ""
        found[name] = {**found.get(name, {}), **env.get("references", {})}
    return found
