"""Images: the file that an edition shows, its size, and when browsers load it.

Beside `map.svg` may stand `map.en.svg`, which the English edition shows instead: the name has the edition's code or the
folder of its pages before the suffix. Width and height let browsers keep the room before an image arrives; all images
but the first of a text are loaded when readers come near.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import splitext
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import imagesize

from duizhao.model import Document
from duizhao.settings import Edition
from duizhao.source.document import is_internal
from duizhao.source.links import resolve_link
from duizhao.tracking import Reads

FLUID = "dz-fluid"
"""The class of an image that has proportions but no size of its own, and fills the column."""
VIEW_BOX = re.compile(
    rb"""<svg\b[^>]*\bviewBox=["'][\s,]*[-+\d.eE]+[\s,]+[-+\d.eE]+[\s,]+(?P<width>[\d.]+)[\s,]+(?P<height>[\d.]+)"""
)
HEAD = 4096
"""The number of bytes of an SVG file in which its opening tag is looked for."""
Attributes = Mapping[str, Any]


class Size(NamedTuple):
    """The size of an image in CSS pixels."""

    width: int
    height: int
    is_fluid: bool = False
    """Whether only the proportions are known."""


@dataclass(frozen=True, slots=True)
class ImageFiles:
    """The image files of a site, as the pages of one edition use them."""

    root: Path
    """The folder of the site."""
    content: str
    """The folder of its sources, relative to it."""
    edition: Edition
    reads: Reads = field(default_factory=set, compare=False)
    """The files that were asked for, as facts; those that do not exist included."""

    def tracked(self, reads: Reads) -> ImageFiles:
        """Return the same files, which record each that is asked for as `("file", PATH)`."""
        return ImageFiles(self.root, self.content, self.edition, reads)

    def dress(self, document: Document, resolve: Callable[[str], str]) -> Callable[[Attributes], Attributes]:
        """Return a function that completes the attributes of the images of a document, in their order.

        Args:
            document: The document.
            resolve: Returns the address that the page needs for a link's target.
        """
        is_first = True

        def complete(written: Attributes) -> Attributes:
            nonlocal is_first
            target, path = self._find(document, str(written.get("src", "")))
            attributes = {**written, "src": resolve(target)}
            if path is not None:
                _set_size(attributes, measure_image(self.root / path))
            if not is_first:
                attributes.setdefault("loading", "lazy")
            is_first = False
            return attributes

        return complete

    def _find(self, document: Document, target: str) -> tuple[str, str | None]:
        """Return the target that the edition uses, and its file; None if that is not a file of the site's sources."""
        if not target or not is_internal(target):
            return target, None
        path = resolve_link(document, target).path
        if not path.startswith(f"{self.content}/"):
            return target, None
        stem, suffix = splitext(path)
        for name in dict.fromkeys((self.edition.code, self.edition.folder)):
            own = f"{stem}.{name}{suffix}"
            self.reads.add(("file", own))
            if (self.root / own).is_file():
                written = urlsplit(target)
                start = written.path[: len(written.path) - len(quote(suffix))]
                return written._replace(path=f"{start}.{name}{suffix}").geturl(), own
        self.reads.add(("file", path))
        return target, path


def measure_image(file: Path) -> Size | None:
    """Return the size of an image file; None if it cannot be read or is no image."""
    try:
        width, height = imagesize.get(str(file))
        if width > 0 and height > 0:
            return Size(round(width), round(height))
        if file.suffix.lower() == ".svg":
            with file.open("rb") as opened:
                found = VIEW_BOX.search(opened.read(HEAD))
            if found and float(found["width"]) > 0 and float(found["height"]) > 0:
                return Size(round(float(found["width"])), round(float(found["height"])), is_fluid=True)
    except (OSError, ValueError):
        return None
    return None


def _set_size(attributes: dict[str, Any], size: Size | None) -> None:
    """Add width and height to the attributes of an image; if its author set one, the other follows the proportions."""
    if size is None:
        return
    width, height = attributes.get("width"), attributes.get("height")
    if width is None and height is None:
        attributes |= {"width": str(size.width), "height": str(size.height)}
        if size.is_fluid:
            attributes["class"] = " ".join(filter(None, (str(attributes.get("class", "")), FLUID)))
    elif height is None and str(width).isdecimal():
        attributes["height"] = str(max(1, round(int(str(width)) * size.height / size.width)))
    elif width is None and str(height).isdecimal():
        attributes["width"] = str(max(1, round(int(str(height)) * size.width / size.height)))
