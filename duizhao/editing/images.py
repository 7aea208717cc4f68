"""Images: the file that an edition shows, its size, and when browsers load it.

Beside `map.svg` may stand `map.en.svg`, which the English edition shows instead: the name has the edition's code or the
folder of its pages before the suffix. Width and height let browsers keep the room before an image arrives; all images
but the first of a text are loaded when readers come near. Of a large image, browsers load a copy that fits the screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from posixpath import basename, join, splitext
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import imagesize

from duizhao.editions import Edition
from duizhao.model import Document
from duizhao.source.document import is_internal
from duizhao.source.files import has_file
from duizhao.source.links import resolve_link
from duizhao.tracking import Reads

FLUID = "dz-fluid"
"""The class of an image that has proportions but no size of its own, and fills the column."""
VIEW_BOX = re.compile(
    rb"""<svg\b[^>]*\bviewBox=["'][\s,]*[-+\d.eE]+[\s,]+[-+\d.eE]+[\s,]+(?P<width>[\d.]+)[\s,]+(?P<height>[\d.]+)"""
)
HEAD = 4096
"""The number of bytes of an SVG file in which its opening tag is looked for."""
SIZES = "(min-width: 60em) 52em, 100vw"
"""The most room that pages have for an image: beside the navigation the column of text, else the window."""
DISTINCT = 12
"""The number of digits of a copy's digest in the name of its file."""
Attributes = Mapping[str, Any]


class Size(NamedTuple):
    """The size of an image in CSS pixels."""

    width: int
    height: int
    is_fluid: bool = False
    """Whether only the proportions are known."""


class ImageCopy(NamedTuple):
    """A smaller copy of an image, see `image_copies`."""

    width: int
    """Its width in pixels."""
    name: str
    """The digest of its bytes, and the suffix of its format."""

    def place(self, path: str) -> str:
        """Return the path of its file, which stands beside the original at `path`."""
        return f"{splitext(path)[0]}.{self.width}.{self.name[:DISTINCT]}{splitext(self.name)[1]}"


@dataclass(frozen=True, slots=True)
class ImageFiles:
    """The image files of a site, as the pages of one edition use them."""

    root: Path
    """The folder of the site."""
    content: str
    """The folder of its sources, relative to it."""
    edition: Edition
    copies: Mapping[str, tuple[ImageCopy, ...]] = field(default_factory=dict)
    """The copies of large images, by file. They depend on its bytes alone."""
    reads: Reads = field(default_factory=set, compare=False)
    """The files that were asked for, as facts; those that do not exist included."""

    def tracked(self, reads: Reads) -> ImageFiles:
        """Return the same files, which record each that is asked for as `("file", PATH)`."""
        return replace(self, reads=reads)

    def dress(
        self, document: Document, resolve: Callable[[str], str], shown: set[str]
    ) -> Callable[[Attributes], Attributes]:
        """Return a function that completes the attributes of the images of a document, in their order.

        Args:
            document: The document.
            resolve: Returns the address that the page needs for a link's target.
            shown: Gets the files of the images whose copies are offered.
        """
        is_first = True

        def complete(written: Attributes) -> Attributes:
            nonlocal is_first
            target, path = self._find(document, str(written.get("src", "")))
            attributes = {**written, "src": resolve(target)}
            if path is not None:
                size = measure_image(self.root / path)
                _set_size(attributes, size)
                copies = self.copies.get(path)
                if copies and size and "srcset" not in attributes:
                    _offer_copies(attributes, path, size, copies)
                    shown.add(path)
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
            if has_file(self.root / own):
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


def _offer_copies(attributes: dict[str, Any], path: str, size: Size, copies: Sequence[ImageCopy]) -> None:
    """Add the copies of an image to its attributes. The original comes last, for screens that need all of it."""
    address = attributes["src"]
    folder = urlsplit(address).path.rpartition("/")[0]
    listed = [f"{join(folder, quote(basename(copy.place(path))))} {copy.width}w" for copy in copies]
    attributes["srcset"] = ", ".join([*listed, f"{address} {size.width}w"])
    # `_set_size` has set the width of the file, unless the author wrote one.
    width = str(attributes.get("width", size.width))
    attributes["sizes"] = f"{width}px" if width.isdecimal() and int(width) < size.width else SIZES
