"""Firefox, driven through WebDriver BiDi: what these tests need of https://www.w3.org/TR/webdriver-bidi/."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

WAY = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "Down": "\ue015"}
LONGEST = 20.0
"""Seconds to wait for anything."""
PREFERENCES = 'user_pref("remote.prefs.recommended", true);\nuser_pref("app.update.enabled", false);\n'


@contextmanager
def run_firefox(program: str, profile: Path) -> Iterator[Firefox]:
    """Run Firefox.

    Args:
        program: The path of the program.
        profile: An empty folder for its profile.
    """
    (profile / "user.js").write_text(PREFERENCES, "utf-8")
    command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    log = profile / "log.txt"
    with log.open("wb") as file, subprocess.Popen(command, stderr=file, stdout=subprocess.DEVNULL) as process:
        try:
            with connect(f"{_find_way(log)}/session", max_size=None) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()


def _find_way(log: Path) -> str:
    """Wait until Firefox says where it listens, and return the address."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        if found := WAY.search(log.read_text("utf-8", "replace")):
            return found[1]
        time.sleep(0.05)
    raise AssertionError(log.read_text("utf-8", "replace"))


class Firefox:
    """A running Firefox with one page."""

    def __init__(self, socket: ClientConnection) -> None:
        """Begin a session on an open connection."""
        self._numbers = count(1)
        self._socket = socket
        self.send("session.new", capabilities={})
        (page,) = self.send("browsingContext.getTree")["contexts"]
        self._page = page["context"]

    def send(self, method: str, **parameters: Any) -> Any:
        """Send a command and return its result.

        Raises:
            RuntimeError: It failed.
        """
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(LONGEST))
            if answer.get("id") == number:
                break
        if answer["type"] == "error":
            message = f"{method}: {answer['error']}: {answer['message']}"
            raise RuntimeError(message)
        return answer["result"]

    def open(self, address: str, *, width: int = 1280, height: int = 900) -> None:
        """Open an address in a window of a size, and wait until it is loaded."""
        self.send("browsingContext.setViewport", context=self._page, viewport={"width": width, "height": height})
        self.send("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """Return the value of an expression of JavaScript, which JSON can hold.

        Raises:
            RuntimeError: It threw an exception.
        """
        asked = f"JSON.stringify({expression})"
        target = {"context": self._page}
        found = self.send("script.evaluate", expression=asked, target=target, awaitPromise=True)
        if found["type"] == "exception":
            raise RuntimeError(found["exceptionDetails"]["text"])
        return json.loads(found["result"]["value"]) if "value" in found["result"] else None

    def wait_for(self, expression: str) -> Any:
        """Wait until an expression is true, and return its value."""
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            if found := self.evaluate(expression):
                return found
            time.sleep(0.05)
        message = f"never true: {expression}"
        raise AssertionError(message)

    def press(self, *keys: str) -> None:
        """Press keys one after another: characters, or names of `KEYS`."""
        actions = []
        for key in keys:
            value = KEYS.get(key, key)
            actions += [{"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}]
        source = {"type": "key", "id": "keyboard", "actions": actions}
        self.send("input.performActions", context=self._page, actions=[source])
