"""Links in written texts: finds those that lead to a file, and gives the file another name in them.

Only the name of the file is replaced: folders, fragments, titles and everything else stay as they were typed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml

from duizhao.source.data_files import DATA_FILES
from duizhao.source.dialect import parse_document
from duizhao.source.document import is_internal
from duizhao.source.sanitising import DEFAULT
from duizhao.source.shortcodes import ICONS
from duizhao.source.vanishing import walk_inline

DESTINATION = re.compile(
    r"""\](?:\(|:)\s*+                                   # behind the text of a link or a label
        (?=<(?P<angled>[^<>\r\n]*)>|(?P<plain>(?:\\.|[^\s()<>\\]|\([^\s()]*\)){1,2000}))""",
    re.VERBOSE,
)
"""Matches before the target of a link, image or definition; it stops there, since a footnote may begin with a link."""
PROBE = "dzprobe{}.md"
"""Stands in the place of a file's name while a text is parsed to find out which links are links."""
HEAD = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
"""The front matter of a file as it is written, with any line ends."""


@dataclass(slots=True)
class _Parsed:
    """What a parser finds in texts."""

    targets: list[str] = field(default_factory=list)
    """The targets of links, images and definitions."""
    shown: list[str] = field(default_factory=list)
    """What is no markup: code, and the text that is printed."""


def rename_in_text(text: str, path: str, name: str, bases: Collection[str], *, is_yaml: bool = False) -> str:
    """Return a text whose links to a file give it another name; code stays as it is.

    Args:
        text: The Markdown as it is written, with any line ends; it may begin with front matter.
        path: The file that the links lead to, relative to the site's folder.
        name: The new name of the file, in the same folder.
        bases: The files that links of the text are relative to.
        is_yaml: Whether the text is a data file, whose values are Markdown.
    """
    places = list(_find_names(text, path, bases))
    if not places:
        return text
    probes = [PROBE.format(number) for number in range(len(places))]
    parsed = _parse(_replace(text, places, probes), is_yaml=is_yaml)
    linked = {posixpath.basename(urlsplit(target).path) for target in parsed.targets}
    shown = "\n".join(parsed.shown)
    # What is neither a link nor shown is a definition or a footnote that only a text uses that includes this one.
    kept = [
        place for place, probe in zip(places, probes, strict=True) if probe in linked or not (is_yaml or probe in shown)
    ]
    return _replace(text, kept, [name] * len(kept))


def has_link(text: str, path: str, bases: Collection[str], *, is_yaml: bool = False) -> bool:
    """Return whether a text has a link to a file; the arguments are those of `rename_in_text`."""
    targets = [urlsplit(target).path for target in _parse(text, is_yaml=is_yaml).targets]
    return any(target and path in _resolve(target, bases) for target in targets)


def _find_names(text: str, path: str, bases: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield the range of the file's name in each destination that leads to it, code included."""
    for found in DESTINATION.finditer(text):
        group = "plain" if found["plain"] is not None else "angled"
        written = found[group]
        way = urlsplit(written).path if is_internal(written) else ""
        if way and path in _resolve(way, bases):
            start = found.start(group)
            yield start + way.rfind("/") + 1, start + len(way)


def _resolve(way: str, bases: Collection[str]) -> set[str]:
    """Return the files that a relative path may lead to."""
    return {posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(way))) for base in bases}


def _replace(text: str, places: Sequence[tuple[int, int]], names: Sequence[str]) -> str:
    """Return a text with some ranges replaced."""
    pieces, position = [], 0
    for (start, end), name in zip(places, names, strict=True):
        pieces += [text[position:start], name]
        position = end
    return "".join([*pieces, text[position:]])


def _parse(text: str, *, is_yaml: bool) -> _Parsed:
    """Parse a text as it is written."""
    head = None if is_yaml else HEAD.match(text)
    parts = [head["yaml"] if head else "", text[head.end() :] if head else text]
    parsed = _Parsed()
    for part in _list_texts(yaml.safe_load(text)) if is_yaml else parts:
        env: dict[str, Any] = {"html": DEFAULT, ICONS: {}, DATA_FILES: None}
        tokens, _refused = parse_document(part.replace("\r\n", "\n"), env)
        targets = [str(one["href"]) for one in env.get("references", {}).values()]
        for token in walk_inline(tokens):
            targets += [str(token.attrs[key]) for key in ("href", "src") if token.attrs and key in token.attrs]
            parsed.shown.append("" if token.children else token.content)
        parsed.targets += filter(is_internal, targets)
    return parsed


def _list_texts(value: Any) -> Iterator[str]:
    """Yield all texts in a YAML value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _list_texts(one)
