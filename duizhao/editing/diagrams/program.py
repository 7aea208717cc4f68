"""The program that draws diagrams: the library merman if it is installed, or a command that mkdocs.yml names."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from duizhao.editing.diagrams.drawing import Drawing, DrawingError, clean_drawing
from duizhao.settings import Settings
from duizhao.store import CACHE, Store, digest

LIBRARY = "merman"
"""The library: https://github.com/Latias94/merman"""
LIGHT, DARK = "default", "dark"
"""The themes of Mermaid for the two colour schemes."""
FONTS = "system-ui, sans-serif"
SECONDS = 60
"""How long a command may take for one drawing."""
KIND = "diagrams"
"""The kind of value in the cache."""
PLACEHOLDER = re.compile(r"\{(input|output|theme)\}")
LINE = re.compile(r"\bline (?P<line>\d+)", re.IGNORECASE)
REASON = re.compile(r"error:?\s*(?P<reason>\S.*)", re.IGNORECASE)


class Program(NamedTuple):
    """What draws the diagrams of a site."""

    root: Path
    """The folder of the site."""
    command: tuple[str, ...]
    """The command with its arguments, among them `{input}`, `{output}` and `{theme}`; empty for the library."""

    def draw(self, source: str, theme: str) -> Drawing:
        """Draw a diagram.

        Args:
            source: The diagram.
            theme: One of the two themes.

        Raises:
            DrawingError: It cannot be drawn.
        """
        if not self.command:
            return clean_drawing(_draw_with_library(source, theme))
        # The library takes milliseconds; a command mostly starts a browser.
        store, name = Store(self.root / CACHE), digest(self.fingerprint, source, theme)
        drawn = store.get(KIND, name)
        if drawn is None:
            drawn = tuple(clean_drawing(self._run(source, theme)))
            store.put(KIND, name, drawn)
        return Drawing(*drawn)

    @property
    def fingerprint(self) -> str:
        """What changes whenever other drawings are to be expected; the fingerprint of Duizhao covers the library."""
        if not self.command:
            return LIBRARY
        try:
            stat = os.stat(self._find_file())  # noqa: PTH116 -- a link leads to the program itself
        except OSError:
            return repr(self.command)
        return repr((self.command, stat.st_size, stat.st_mtime_ns))

    def _find_file(self) -> str:
        """Return the path of the command; one with a slash is relative to the site."""
        name = self.command[0]
        return str(self.root / name) if "/" in name else shutil.which(name) or name

    def _run(self, source: str, theme: str) -> bytes:
        """Run the command, and return what it wrote."""
        with TemporaryDirectory(prefix="duizhao-") as folder:
            paths = {"input": f"{folder}/diagram.mmd", "output": f"{folder}/diagram.svg", "theme": theme}
            Path(paths["input"]).write_text(source, "utf-8")
            arguments = [PLACEHOLDER.sub(lambda found: paths[found[1]], one) for one in self.command[1:]]
            try:
                run = subprocess.run(  # noqa: S603 -- named in mkdocs.yml, which is trusted, and never by a text
                    [self._find_file(), *arguments],
                    cwd=self.root,
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    timeout=SECONDS,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                message = f"{self.command[0]} took longer than {SECONDS} seconds"
                raise DrawingError(message, is_of_program=True) from None
            except OSError as error:
                message = f"{self.command[0]} cannot be run: {error.strerror}"
                raise DrawingError(message, is_of_program=True) from None
            if run.returncode or not Path(paths["output"]).is_file():
                raise _read_error(run.stderr.decode("utf-8", "replace") or run.stdout.decode("utf-8", "replace"))
            return Path(paths["output"]).read_bytes()


def find_program(settings: Settings) -> Program | None:
    """Return what draws the diagrams of a site; None if nothing does."""
    return Program(settings.root, settings.diagrams) if settings.diagrams or _has_library() else None


@cache
def _has_library() -> bool:
    return find_spec(LIBRARY) is not None


@cache
def _load_library() -> tuple[Any, Any]:
    """Import the library; return its interface, and the type of its errors."""
    import merman  # noqa: PLC0415 -- optional, and for texts with diagrams only

    return merman.Merman(), merman.MermanError


def _draw_with_library(source: str, theme: str) -> bytes:
    """Draw a diagram with the library."""
    library, error_type = _load_library()
    site = {"theme": theme, "htmlLabels": False, "fontFamily": FONTS}
    options = {"svg": {"diagram_id": "diagram"}, "site_config": site}
    try:
        svg: str = library.render_svg(source, json.dumps(options))
    except error_type as error:
        problems = json.loads(library.analyze_json(source, None)).get("diagnostics", [])
        first: dict[str, Any] = next((one for one in problems if one.get("severity") == "error"), {})
        line = int((first.get("span") or {}).get("line") or 0)
        raise DrawingError(str(first.get("message") or error), line) from None
    return svg.encode()


def _read_error(said: str) -> DrawingError:
    """Make an error of what a command has printed."""
    line, reason = LINE.search(said), REASON.search(said)
    message = reason["reason"] if reason else next(filter(None, map(str.strip, said.split("\n"))), "it says nothing")
    return DrawingError(message[:200], int(line["line"]) if line else 0, is_of_program=line is None)
