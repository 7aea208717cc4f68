"""Groups of commands that are imported when they are called, so that a command imports only what it needs."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from keyword import iskeyword
from typing import Any

import click


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called; its help imports none."""

    def __init__(self, *args: Any, modules: Mapping[str, tuple[str, str]], **options: Any) -> None:
        """Create a group.

        Args:
            *args: The arguments of `click.Group`.
            modules: The module of `duizhao.cli` and the help text of each command, in the order of their use.
            **options: The options of `click.Group`.
        """
        super().__init__(*args, **options)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """List the commands in the order of their use."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command; return None if it is unknown."""
        if cmd_name not in self._modules:
            return None
        module = importlib.import_module(f"duizhao.cli.{self._modules[cmd_name][0]}")
        # A command that is called as a keyword of Python, such as `import`, has a trailing underscore in its module.
        command: click.Command = getattr(module, f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Resolve a command; for an unknown one, fail with a suggestion."""
        if args and args[0] not in self._modules and not args[0].startswith("-"):
            from duizhao.diagnostics import suggest  # noqa: PLC0415 -- only for this message

            hint = suggest(args[0], self._modules)
            ctx.fail(f"no such command '{args[0]}'" + (f"; {hint}" if hint else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands with their help texts."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_module, text) in self._modules.items()])
