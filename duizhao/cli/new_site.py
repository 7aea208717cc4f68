"""The command `new site`."""

from __future__ import annotations

import sys
from importlib.resources import as_file, files
from pathlib import Path

import click

SCAFFOLD = files("duizhao") / "scaffold"
RENAMED = {"gitignore.txt": ".gitignore"}
"""Files that would affect the package itself under their final names."""


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
def site(directory: Path) -> None:
    """Make a small site in DIRECTORY that builds as it is."""
    if directory.exists() and any(directory.iterdir()):
        click.echo(f"{directory} is not empty; name a new folder", err=True)
        sys.exit(1)
    with as_file(SCAFFOLD) as scaffold:
        for file in sorted(scaffold.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                target = directory / file.relative_to(scaffold)
                target = target.with_name(RENAMED.get(target.name, target.name))
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.read_bytes())
    click.echo(f"made a site in {directory}; go there and run  python build.py serve")
