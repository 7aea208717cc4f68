"""Search without a server: pages opened from disk may load classic scripts, but no modules and no data.

The modules of the theme are therefore bundled into one script, and each file of the index is accompanied by a script
that contains its bytes.
"""

from __future__ import annotations

import json
import posixpath
import re
from base64 import b64encode
from collections.abc import Mapping

ENTRIES: Mapping[str, str] = {"search/search.js": "", "terms.js": "", "figures.js": "#dz-filter"}
"""The modules that pages load, each with the selector of the element it works on; always loaded if that is empty."""
BUNDLE = "offline.js"
IMPORT = re.compile(r'^import \{(?P<names>[^}]*)\} from "(?P<path>\./[^"]+)"$', re.MULTILINE)
LATER = re.compile(r'\bimport\("(?P<path>\./[^"]+)"\)')
EXPORT = re.compile(r"^export (?P<kind>(?:async )?function|class|const) (?P<name>\w+)", re.MULTILINE)


def bundle_modules(sources: Mapping[str, str]) -> str:
    """Bundle the modules of the theme into one classic script.

    Args:
        sources: The text of each file of the theme by its path.

    Returns:
        A script in which each module is a function that returns the module's exports and is called once.
    """
    modules: dict[str, str] = {}
    wanted = list(ENTRIES)
    while wanted:
        path = wanted.pop()
        if path in modules:
            continue
        source = sources[path]
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
    """Return the script that contains a file's bytes.

    Args:
        path: The path by which the browser requests the file.
        data: Its bytes.
    """
    return f"(globalThis.duizhaoFiles ??= {{}})[{json.dumps(path)}]={json.dumps(b64encode(data).decode())}\n".encode()


def _list_imports(source: str) -> list[str]:
    """List the paths of a module's imports."""
    return [found["path"] for pattern in (IMPORT, LATER) for found in pattern.finditer(source)]


def _wrap(source: str, path: str) -> str:
    """Return a module as a function."""

    def name(written: str) -> str:
        return json.dumps(posixpath.normpath(f"{posixpath.dirname(path)}/{written}"))

    exported = [found["name"] for found in EXPORT.finditer(source)]
    body = IMPORT.sub(lambda found: f"const {{{found['names']}}} = load({name(found['path'])})", source)
    body = LATER.sub(lambda found: f"Promise.resolve(load({name(found['path'])}))", body)
    body = EXPORT.sub(r"\g<kind> \g<name>", body)
    return f"{json.dumps(path)}() {{\n{body}\nreturn {{ {', '.join(exported)} }}\n}},\n"
