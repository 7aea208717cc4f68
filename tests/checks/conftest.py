"""Faulty sites, as changes of a valid one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
GOOD: dict[str, str] = yaml.safe_load((HERE / "good_site.yml").read_text("utf-8"))


def write_site(root: Path, case: dict[str, Any]) -> None:
    """Write the valid site into a folder, with the changes of a case.

    Args:
        root: An empty folder.
        case: `files` are added, or deleted if null; `replace` changes texts in files; `encode` sets a file's encoding.
    """
    files = {**GOOD, **case.get("files", {})}
    for path, changes in case.get("replace", {}).items():
        for old, new in changes.items():
            assert files[path].count(old) == 1, (path, old)
            files[path] = files[path].replace(old, new)
    for path, text in files.items():
        if text is not None:
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode(case.get("encode", {}).get(path, "utf-8")))


@pytest.fixture
def case_site(tmp_path: Path) -> Callable[[dict[str, Any]], Path]:
    """Return a function that writes the site of a case into the test's folder."""

    def write(case: dict[str, Any]) -> Path:
        write_site(tmp_path, case)
        return tmp_path

    return write
