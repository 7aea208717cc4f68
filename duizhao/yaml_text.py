"""YAML parsing that records the place of every key and value, for diagnostics."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml
from yaml_env_tag import construct_env_tag

from duizhao.diagnostics import Diagnostic, Span

SEPARATORS = {0x85: " ", 0x2028: " ", 0x2029: " "}
"""The line and paragraph separators of Unicode, which are invisible, and what they are replaced by."""
DEEPEST = 40
"""The maximum nesting depth of values."""
MOST_REPEATED = 1000
"""The maximum number of lists and mappings repeated by aliases; nested aliases could expand to millions of values."""
Path: TypeAlias = tuple[str | int, ...]
"""Keys and list positions from the top of a document to a value."""


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """The safe loader, which also accepts the tags that MkDocs allows in its file."""


# Dates stay strings: 2026-02-30 then gets a diagnostic with its place instead of PyYAML's bare ValueError.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, regex) for tag, regex in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_constructor("!ENV", construct_env_tag)


def _pass_over(_loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> None:
    """Ignore a Python name, which only MkDocs needs; reject tags that would run code while loading."""
    if suffix.startswith(("object", "module")):
        raise yaml.constructor.ConstructorError(None, None, f"!!python/{suffix} would run a program", node.start_mark)


# The values of `!!python/name:…` and `!relative` are not needed here.
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _pass_over)
_Loader.add_multi_constructor("!", lambda _loader, _suffix, _node: None)


@dataclass(frozen=True, slots=True)
class YamlText:
    """The value of a YAML text, with the place of each of its parts."""

    value: Any
    """Plain Python values."""
    path: str
    """The file, relative to the site's folder."""
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Line and column of every key of a mapping."""
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Line and column of every value."""

    def span(self, *at: str | int, key: bool = False) -> Span:
        """Return the place of a value or of its key, or of the nearest enclosing value if it is missing."""
        if key and at in self.keys:
            return Span(self.path, *self.keys[at])
        while at and at not in self.values:
            at = at[:-1]
        return Span(self.path, *self.values.get(at, (1, 1)))


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[YamlText | None, list[Diagnostic]]:
    """Parse a YAML text, recording the places of its parts.

    Args:
        text: The YAML.
        path: The file it comes from, for messages.
        first_line: The number of its first line in that file.

    Returns:
        The parsed text, or None if it is not valid YAML, and the problems found: syntax
        errors and duplicate keys.
    """
    # These end a line in YAML but not in text editors, so line numbers would differ.
    loader = _Loader(text.translate(SEPARATORS))
    problems: list[Diagnostic] = []
    result = YamlText(None, path)
    try:
        node = loader.get_single_node()
        if node is not None:
            _Notes(result, first_line, problems).note(node, ())
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


class _Notes:
    """Records the place of every node, and rejects nesting and repetition beyond what any source needs."""

    def __init__(self, result: YamlText, first_line: int, problems: list[Diagnostic]) -> None:
        self._result = result
        self._first_line = first_line
        self._problems = problems
        self._seen: set[int] = set()
        self._repeated = 0

    def note(self, node: yaml.Node, at: Path) -> None:
        """Record the place of a node and of everything inside it.

        Raises:
            yaml.MarkedYAMLError: It is nested too deeply, repeats too much by aliases, or has a non-scalar key.
        """
        if len(at) > DEEPEST:
            raise yaml.MarkedYAMLError(
                problem=f"more than {DEEPEST} values inside one another", problem_mark=node.start_mark
            )
        if not isinstance(node, yaml.ScalarNode):
            self._repeated += self._repeated > 0 or id(node) in self._seen
            self._seen.add(id(node))
            if self._repeated > MOST_REPEATED:
                problem = f"aliases that repeat more than {MOST_REPEATED} values"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
        self._result.values[at] = self._place(node)
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self.note(item, (*at, index))
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self._note_pair(key, value, at)

    def _note_pair(self, key: yaml.Node, value: yaml.Node, at: Path) -> None:
        """Record the places of a key and of its value; report a duplicate key."""
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.MarkedYAMLError(problem="a key must be a text", problem_mark=key.start_mark)
        inner = (*at, str(key.value))
        place = self._place(key)
        if inner in self._result.keys:
            message = f"key '{key.value}' stands twice"
            hint = f"it stood first in line {self._result.keys[inner][0]}; keep one of the two"
            span = Span(self._result.path, *place)
            self._problems.append(Diagnostic(span, "yaml-duplicate-key", message, hint))
        self._result.keys[inner] = place
        self.note(value, inner)

    def _place(self, node: yaml.Node) -> tuple[int, int]:
        return node.start_mark.line + self._first_line, node.start_mark.column + 1
