"""Search without a server: pages opened from disk may load classic scripts, but no modules and no data.

So the modules of the theme are written into one script, and beside each file of the index stands a script that hands
over its bytes.
"""

from __future__ import annotations

import json
import posixpath
import re
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

ENTRIES: Mapping[str, str] = {"search/search.js": "", "terms.js": "", "figures.js": "#dz-filter"}
"""The modules that pages name, each with the element without which it has nothing to do."""
BUNDLE = "offline.js"
IMPORT = re.compile(r'^import \{(?P<names>[^}]*)\} from "(?P<path>\./[^"]+)"$', re.MULTILINE)
LATER = re.compile(r'\bimport\("(?P<path>\./[^"]+)"\)')
EXPORT = re.compile(r"^export (?P<kind>(?:async )?function|class|const) (?P<name>\w+)", re.MULTILINE)


def bundle_modules(folder: Path) -> str:
    """Write the modules of the theme as one classic script.

    Args:
        folder: Where they are.

    Returns:
        A script in which each module is a function that gives what the module exports, called once.
    """
    modules: dict[str, str] = {}
    wanted = list(ENTRIES)
    while wanted:
        path = wanted.pop()
        if path in modules:
            continue
        source = (folder / path).read_text("utf-8")
        found = [posixpath.normpath(f"{posixpath.dirname(path)}/{one}") for one in _list_imports(source)]
        modules[path] = _wrap(source, path)
        wanted += found
    starts = [
        f"if (document.querySelector({json.dumps(element)})) load({json.dumps(path)})" if element else f'load("{path}")'
        for path, element in ENTRIES.items()
    ]
    return (
        "// The theme's modules as one script, for pages that are opened from disk.\n"
        "{\nconst made = {}\n"
        "const load = (path) => (made[path] ??= modules[path]())\n"
        f"const modules = {{\n{''.join(modules[path] for path in sorted(modules))}}}\n" + "\n".join(starts) + "\n}\n"
    )


def wrap_data(path: str, data: bytes) -> bytes:
    """Write the script that hands over a file.

    Args:
        path: The file, as the browser asks for it.
        data: Its bytes.
    """
    return f"(globalThis.duizhaoFiles ??= {{}})[{json.dumps(path)}]={json.dumps(b64encode(data).decode())}\n".encode()


def _list_imports(source: str) -> list[str]:
    """List what a module imports."""
    return [found["path"] for pattern in (IMPORT, LATER) for found in pattern.finditer(source)]


def _wrap(source: str, path: str) -> str:
    """Write a module as a function."""

    def name(written: str) -> str:
        return json.dumps(posixpath.normpath(f"{posixpath.dirname(path)}/{written}"))

    exported = [found["name"] for found in EXPORT.finditer(source)]
    body = IMPORT.sub(lambda found: f"const {{{found['names']}}} = load({name(found['path'])})", source)
    body = LATER.sub(lambda found: f"Promise.resolve(load({name(found['path'])}))", body)
    body = EXPORT.sub(r"\g<kind> \g<name>", body)
    return f"{json.dumps(path)}() {{\n{body}\nreturn {{ {', '.join(exported)} }}\n}},\n"
