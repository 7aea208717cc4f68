"""Smaller copies of large images, of which each browser loads the one that fits its screen.

They are made by Pillow where it is installed (`pip install 'duizhao[images]'`), once for the bytes of an image. They
stand beside the original, are turned as it is shown, keep its colour profile, and have none of its other metadata, such
as the place where a photograph was taken.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from duizhao.editing.images import ImageCopy, measure_image
from duizhao.executors import Executor
from duizhao.snapshot import UNREADABLE
from duizhao.store import Store, digest

if TYPE_CHECKING:
    from PIL import Image

COPIES = "images"
"""The kind of value in the cache: the bytes of a copy."""
RECORDS = "image-copies"
"""The name of the value in the cache that holds the copies of all images, by the digest of the image."""
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
FORMATS = ("JPEG", "PNG", "WEBP")
"""The formats of images that get copies; drawings and animations do not."""
WIDTHS = (480, 960, 1280, 1680)
"""The widths of copies in pixels: a phone, the column of text, and both on screens with finer pixels."""
LARGE = 960
"""The width from which on an image gets copies: more than the column of text can show."""
MOST_PIXELS = 80_000_000
"""The largest image that gets copies: decoded, it takes 320 MB. A small file may claim to be any size."""
QUALITY = 82
"""The quality of JPEG and WebP, in their encoders' scale of 100."""
MODES = {"1": "L", "L": "L", "LA": "RGBA", "P": "RGB", "PA": "RGBA", "RGB": "RGB", "RGBA": "RGBA", "CMYK": "CMYK"}
"""Pillow's modes of pixels that can be made smaller, with the mode in which this is done."""
ImageRecord: TypeAlias = tuple[tuple[ImageCopy, ...], str]
"""The copies of an image, and the reason why there are none if it cannot be decoded."""


@dataclass(frozen=True, slots=True)
class ImageCopies:
    """The copies of a site's images."""

    files: Mapping[str, tuple[ImageCopy, ...]]
    """By the file of the image, relative to the site's folder; images without copies are left out."""
    faults: Mapping[str, str]
    """Why an image cannot be decoded, by its file."""


def update_copies(root: Path, digests: Mapping[str, str], store: Store, executor: Executor) -> ImageCopies:
    """Make the copies of images that are missing in the cache, and return those of all images.

    Args:
        root: The folder of the site.
        digests: The digests of its files, by path.
        store: The cache.
        executor: Makes what is missing.
    """
    images = {path: digests[path] for path in sorted(digests) if path.lower().endswith(SUFFIXES)}
    if not images:
        return ImageCopies({}, {})
    before: Mapping[str, ImageRecord] = store.get("", RECORDS) or {}
    known = {name: before[name] for name in images.values() if name in before}
    # One of several files with the same bytes.
    missing = {name: path for path, name in images.items() if name not in known and name != UNREADABLE}
    large = {name: path for name, path in missing.items() if _is_large(root / path)}
    if not large or has_pillow():
        known |= dict.fromkeys(missing.keys() - large.keys(), ((), ""))
        for job, (name, record) in executor.map(_copy_image, (root, store), list(large.items())):
            # If the file has changed since its digest was taken, the next build looks at it again.
            known |= {job[0]: record} if name == job[0] else {}
        if known != before:
            store.put("", RECORDS, known)
            store.sweep(COPIES, (copy.name for copies, _fault in known.values() for copy in copies))
    found = {path: known[name] for path, name in images.items() if name in known}
    return ImageCopies(
        {path: copies for path, (copies, _fault) in found.items() if copies},
        {path: fault for path, (_copies, fault) in found.items() if fault},
    )


def read_copies(root: Path, path: str, copies: Sequence[ImageCopy], store: Store) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an image's copies, relative to the site's folder, and their bytes.

    Args:
        root: The folder of the site.
        path: The file of the image, relative to it.
        copies: Its copies.
        store: The cache. What it has lost is made again.
    """
    made: dict[str, bytes] = {}
    for copy in copies:
        data = store.get(COPIES, copy.name)
        if data is None:
            made = made or {_name(suffix, one): one for _width, suffix, one in make_copies((root / path).read_bytes())}
            data = made.get(copy.name)
        # It is missing if the original was replaced in this moment; the next build makes the page anew.
        if data is not None:
            yield copy.place(path), data


def has_pillow() -> bool:
    """Return whether copies can be made. Pillow is imported once for all processes that are forked from this one."""
    try:
        import PIL.Image  # noqa: F401, PLC0415 -- an extra, and slow to import
    except ImportError:
        return False
    return True


def _is_large(file: Path) -> bool:
    """Return whether an image is wider than the column, and not too large to be decoded."""
    size = measure_image(file)
    return size is not None and size.width > LARGE and size.width * size.height <= MOST_PIXELS


def _copy_image(shared: tuple[Path, Store], job: tuple[str, str]) -> tuple[str, ImageRecord]:
    """Make the copies of one image, store them, and return the digest of its bytes with its record."""
    root, store = shared
    copies = []
    try:
        data = (root / job[1]).read_bytes()
    except OSError:
        # It was there a moment ago. What shows it reports that it is missing.
        return "", ((), "")
    try:
        for width, suffix, copy in make_copies(data):
            name = _name(suffix, copy)
            store.put(COPIES, name, copy)
            copies.append(ImageCopy(width, name))
    except Exception as error:  # noqa: BLE001 -- decoders raise errors of any type for damaged files; it is reported
        return digest(data), ((), " ".join(str(error).split()) or type(error).__name__)
    return digest(data), (tuple(copies), "")


def _name(suffix: str, data: bytes) -> str:
    """Return the name of a copy in the cache."""
    return digest(data) + suffix


def make_copies(data: bytes) -> Iterator[tuple[int, str, bytes]]:
    """Yield the copies of an image as width, suffix and bytes, narrow ones first.

    A copy is left out if it takes no less room than the original. There are none of animations, and of pictures with
    pixels of unusual types, such as measurements of 16 bits.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415 -- see `has_pillow`

    with warnings.catch_warnings():
        # Of oddities that do no harm, such as metadata that cannot be read.
        warnings.simplefilter("ignore")
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            mode = MODES.get(opened.mode)
            if getattr(opened, "is_animated", False) or mode is None:
                return
            full = _turned(opened.size, opened.getexif().get(0x0112, 1))
            kind, profile, is_lossless = opened.format, opened.info.get("icc_profile"), b"VP8L" in data[:64]
            if kind == "JPEG":
                # Decodes no more than the largest copy needs.
                share = WIDTHS[-1] / full[0]
                opened.draft(mode, (ceil(opened.width * share), ceil(opened.height * share)))
            image = ImageOps.exif_transpose(opened)
            image = image.convert("RGBA" if "transparency" in image.info else mode)
        for width in WIDTHS:
            if width >= full[0]:
                break
            height = max(1, round(width * full[1] / full[0]))
            copy = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
            # Encoders would take comments and the like from here.
            copy.info = {}
            suffix, encoded = _encode(copy, kind, profile, is_lossless=is_lossless)
            if len(encoded) < len(data):
                yield width, suffix, encoded


def _turned(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """Return the width and height that an image is shown with, by the orientation in its EXIF data."""
    return (size[1], size[0]) if orientation in range(5, 9) else size


def _encode(image: Image.Image, kind: str | None, profile: bytes | None, *, is_lossless: bool) -> tuple[str, bytes]:
    """Return the suffix and bytes of an image: JPEG for JPEG; of PNG and lossless WebP, the smaller one for PNG."""
    webp: dict[str, Any] = {"format": "WEBP", "quality": QUALITY, "method": 4}
    options: dict[str, dict[str, Any]]
    if kind == "JPEG":
        options = {".jpg": {"format": "JPEG", "quality": QUALITY, "optimize": True, "progressive": True}}
    elif kind == "WEBP":
        options = {".webp": {**webp, "lossless": is_lossless}}
    else:
        options = {".webp": {**webp, "lossless": True}, ".png": {"format": "PNG", "optimize": True}}
    made = []
    for suffix, one in options.items():
        file = BytesIO()
        image.save(file, icc_profile=profile, **one)
        made.append((suffix, file.getvalue()))
    return min(made, key=lambda pair: len(pair[1]))
