"""YAML read together with the place of every key and value, so that a problem can be pointed at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml
from yaml_env_tag import construct_env_tag

from duizhao.diagnostics import Diagnostic, Span

Path: TypeAlias = tuple[str | int, ...]
"""Keys and list positions from the top of a document to a value."""


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """The safe loader, which also passes over the tags that MkDocs allows in its file."""


# Dates stay texts: 2026-02-30 then gets a message with its place, where PyYAML would raise a bare ValueError.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, regex) for tag, regex in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_constructor("!ENV", construct_env_tag)
# `!!python/name:…` and `!relative` are for MkDocs; here their value is of no interest.
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda _loader, _suffix, _node: None)
_Loader.add_multi_constructor("!", lambda _loader, _suffix, _node: None)


@dataclass(frozen=True, slots=True)
class YamlText:
    """The value of a YAML text, and where each part of it is written."""

    value: Any
    """Plain Python values."""
    path: str
    """The file, relative to the site's folder."""
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Line and column of every key of a mapping."""
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Line and column of every value."""

    def span(self, *at: str | int, key: bool = False) -> Span:
        """Give the place of a value, or of its key; of the nearest value around it where it is missing."""
        if key and at in self.keys:
            return Span(self.path, *self.keys[at])
        while at and at not in self.values:
            at = at[:-1]
        return Span(self.path, *self.values.get(at, (1, 1)))


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[YamlText | None, list[Diagnostic]]:
    """Read a YAML text with its places.

    Args:
        text: The YAML.
        path: The file it comes from, for messages.
        first_line: The number of its first line in that file.

    Returns:
        The value, or None where the text is no YAML, and the problems found: broken
        syntax and keys that stand twice.
    """
    loader = _Loader(text)
    problems: list[Diagnostic] = []
    result = YamlText(None, path)
    try:
        node = loader.get_single_node()
        if node is not None:
            _note_places(node, (), result, first_line, problems)
            result = YamlText(loader.construct_document(node), path, result.keys, result.values)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        message = "broken YAML: " + (error.problem or error.context or "cannot be read")
        hint = "put quotation marks around a value that holds ': ', '#' or starts with a sign such as [ { * & ! %"
        return None, [*problems, Diagnostic(Span(path, line, column), "yaml-syntax", message, hint)]
    except (yaml.YAMLError, ValueError) as error:
        return None, [*problems, Diagnostic(Span(path, first_line, 1), "yaml-syntax", f"broken YAML: {error}")]
    finally:
        loader.dispose()
    return result, problems


def _note_places(node: yaml.Node, at: Path, result: YamlText, first_line: int, problems: list[Diagnostic]) -> None:
    """Write down the place of a node and of everything inside it."""
    result.values[at] = (node.start_mark.line + first_line, node.start_mark.column + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _note_places(item, (*at, index), result, first_line, problems)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*at, str(key.value))
            place = (key.start_mark.line + first_line, key.start_mark.column + 1)
            if inner in result.keys:
                message = f"key '{key.value}' stands twice"
                hint = f"it stood first in line {result.keys[inner][0]}; keep one of the two"
                problems.append(Diagnostic(Span(result.path, *place), "yaml-duplicate-key", message, hint))
            result.keys[inner] = place
            _note_places(value, inner, result, first_line, problems)
