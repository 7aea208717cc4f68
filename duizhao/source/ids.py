"""Ids that authors give to other things than headings, `{#id}`, so that links can lead there."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from duizhao.source.sanitising import is_reserved
from duizhao.source.vanishing import walk_inline


def find_ids(tokens: Sequence[Token], text: str, first_line: int) -> dict[str, int]:
    """Return the ids of blocks, images and marked words in a document, each with the line where it stands first.

    Args:
        tokens: The token stream.
        text: The Markdown.
        first_line: The number of its first line in its file.
    """
    ids: dict[str, int] = {}
    line = first_line
    for token in tokens if "#" in text else ():
        line = token.map[0] + first_line if token.map else line
        if token.attrs and token.type != "heading_open" and "id" in token.attrs:
            ids.setdefault(str(token.attrs["id"]), line)
        # The content of an image is its alternative text.
        is_marked = token.children and ("{" in token.content or "image" in token.meta)
        for child in walk_inline(token.children or ()) if is_marked else ():
            if child.attrs and "id" in child.attrs:
                ids.setdefault(str(child.attrs["id"]), line)
    return {name: place for name, place in ids.items() if not is_reserved(name)}
