"""Measures pages of the report with Lighthouse, as a phone on a slow line sees them: home, an article, search.

Served on this machine with compression, as servers on the web do. Needs Chromium, and Lighthouse from npm:

    npm install --prefix . --no-save --no-package-lock --ignore-scripts lighthouse@12

Exits with 1 if a page has less than 95 of 100 in a category.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import threading
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "node_modules/.bin/lighthouse"
PAGES = ("{edition}/", "{edition}/articles/volunteering/", "{edition}/search/")
EDITIONS = ("zh-hans", "zh-hant", "en")
LEAST = 0.95
FLAGS = "--headless=new --no-sandbox"


class CompressingHandler(SimpleHTTPRequestHandler):
    """Serves the files of a folder, compressed."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer a request."""
        place = Path(self.translate_path(self.path))
        place = place / "index.html" if place.is_dir() else place
        if not place.is_file():
            self.send_error(404)
            return
        data = compress(place)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(place)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        if "/assets/" in self.path:
            self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_args: object) -> None:
        """Print nothing."""


@lru_cache
def compress(place: Path) -> bytes:
    """Return a file, compressed."""
    return gzip.compress(place.read_bytes())


def measure(url: str, chromium: str) -> dict[str, float]:
    """Return the scores of a page, from 0 to 1, by category."""
    command = [str(PROGRAM), url, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    found = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "CHROME_PATH": chromium})
    return {name: one["score"] for name, one in json.loads(found.stdout)["categories"].items()}


def main() -> int:
    """Print a table of the scores."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or not PROGRAM.exists():
        sys.exit("Chromium and Lighthouse are needed; see the beginning of this file")
    subprocess.run([sys.executable, "build.py", "build", "--quiet"], cwd=ROOT, check=True)
    handler = partial(CompressingHandler, directory=str(ROOT / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    worst = 1.0
    for edition in EDITIONS:
        for page in PAGES:
            path = page.format(edition=edition)
            scores = measure(f"http://127.0.0.1:{server.server_port}/{path}", chromium)
            worst = min(worst, *scores.values())
            print(f"{path:36}", *(f"{name} {round(score * 100)}" for name, score in scores.items()), sep="  ")
    server.shutdown()
    return int(worst < LEAST)


if __name__ == "__main__":
    sys.exit(main())
