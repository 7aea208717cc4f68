"""The command that draws diagrams, as mkdocs.yml names it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duizhao.diagnostics import Diagnostic
from duizhao.yaml_text import YamlText

FILES = ("{input}", "{output}")
"""What stands in the command for the file that it reads, and for the one that it writes."""


def read_command(
    document: YamlText, options: Mapping[str, Any], at: tuple[str | int, ...], problems: list[Diagnostic]
) -> tuple[str, ...]:
    """Read the command that draws diagrams, and report one that cannot be meant.

    Args:
        document: The configuration.
        options: The options of the plugin.
        at: Where they stand.
        problems: The list to which a problem is added.

    Returns:
        The command with its arguments; empty if there is none.
    """
    command = options.get("diagrams") or []
    is_command = isinstance(command, list) and all(isinstance(one, str) and one for one in command)
    arguments = command[1:] if is_command else []
    if command and not all(any(name in one for one in arguments) for name in FILES):
        message = "diagrams: expected a command that reads {input} and writes {output}"
        hint = 'write it as a list:  diagrams: [mmdc, -i, "{input}", -o, "{output}", -t, "{theme}"]'
        problems.append(Diagnostic(document.span(*at, "diagrams"), "config-option", message, hint))
        return ()
    return tuple(command)
