"""Tables of test data: tab-separated lines, and comments that begin with `#`."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).resolve().parent


def read_table(name: str) -> list[tuple[str, ...]]:
    r"""Read a table from this folder; `\n` in a field becomes a line end."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [
        tuple(field.replace("\\n", "\n") for field in line.split("\t"))
        for line in lines
        if line and not line.startswith("# ")
    ]
