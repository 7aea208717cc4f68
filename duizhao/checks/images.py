"""Rules on image files: that browsers can show them, and what stands in the way of that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from os import SEEK_END
from pathlib import Path
from posixpath import splitext

from duizhao.diagnostics import Diagnostic, Level, Span
from duizhao.editing.image_copies import MOST_PIXELS
from duizhao.editing.images import Size, measure_image
from duizhao.model import Site
from duizhao.source.links import list_all_documents, resolve_link

Rule = Callable[[Site], Iterable[Diagnostic]]
Problem = tuple[str, str, str, Level]
"""The code, message, hint and level of a diagnostic."""
KINDS = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".webp": "WebP",
    ".avif": "AVIF",
    ".svg": "SVG",
    ".bmp": "BMP",
}
"""The formats that browsers show, by suffix."""
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"GIF8", "GIF"),
    (8, b"WEBP", "WebP"),
    (4, b"ftypavi", "AVIF"),
    (4, b"ftyphei", "HEIC"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (0, b"BM", "BMP"),
    (0, b"%PDF", "PDF"),
)
"""The offset of bytes that tell the format of a file."""
SCAN, END = b"\xff\xda", b"\xff\xd9"
"""What begins the pixels of a JPEG image, and what ends it."""
MEASURED = ("PNG", "JPEG", "GIF", "WebP")
"""The formats whose files state a size; drawings need not."""
TAIL = 64 * 1024
"""The number of bytes in which the beginning and the end are looked for."""
AGAIN = "export the image again, or fetch it anew from where it comes from"


def check_image_files(site: Site) -> Iterator[Diagnostic]:
    """An image file holds what its suffix says, whole, and is no larger than browsers can show.

    Bad: a JPEG photograph named `map.png`, a file of which half was uploaded, an empty one
    Good: a JPEG photograph named `map.jpg`
    """
    known: dict[str, Problem | None] = {}
    for span, path in _list_shown(site):
        if path not in known:
            known[path] = find_problem(site.settings.root / path, path)
        if (problem := known[path]) is not None:
            yield Diagnostic(span, *problem)


def check_decoding(site: Site, faults: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report images that could not be decoded when copies were made of them.

    Args:
        site: The site.
        faults: The reasons, by the file of the image.
    """
    for span, path in _list_shown(site) if faults else ():
        # A file that is known to be broken has been reported.
        if path in faults and find_problem(site.settings.root / path, path) is None:
            message = f"the image {path} cannot be decoded ({faults[path]}), so that it has no smaller copies"
            yield Diagnostic(span, "image-damaged", message, AGAIN, Level.WARNING)


IMAGE_RULES: tuple[Rule, ...] = (check_image_files,)


def _list_shown(site: Site) -> Iterator[tuple[Span, str]]:
    """Yield the place and file of each image of the site's own, and of those that editions show in its stead."""
    prefix = f"{site.settings.content}/"
    names = {name: None for edition in site.settings.editions for name in (edition.code, edition.folder)}
    for document in list_all_documents(site):
        for link in document.links:
            if not link.image:
                continue
            stem, suffix = splitext(resolve_link(document, link.target).path)
            for path in (f"{stem}{suffix}", *(f"{stem}.{name}{suffix}" for name in names)):
                if path.startswith(prefix) and path.removeprefix(prefix) in site.assets:
                    yield link.span, path


def find_problem(file: Path, path: str) -> Problem | None:
    """Return what is wrong with an image file, as far as its beginning and its end tell.

    Args:
        file: The file.
        path: Its path relative to the site's folder.
    """
    wanted = KINDS.get(splitext(path)[1].lower())
    if wanted is None:
        return None
    try:
        with file.open("rb") as opened:
            head = opened.read(TAIL)
            length = opened.seek(0, SEEK_END)
            opened.seek(max(0, length - TAIL))
            tail = opened.read()
    except OSError as error:
        return "image-unreadable", f"the image {path} cannot be read: {error.strerror}", AGAIN, Level.ERROR
    kind = _find_kind(head)
    size = measure_image(file) if kind in MEASURED else Size(1, 1)
    if size is None or kind not in KINDS.values():
        what, hint = "is damaged: it states no width and height", AGAIN
        if not kind:
            what = f"holds no {wanted} image" if head else "is empty"
        elif kind not in KINDS.values():
            what, hint = f"is {kind}, which browsers do not show", f"save it as {wanted}"
        return "image-unreadable", f"the image {path} {what}", hint, Level.ERROR
    if _is_cut(kind, head, tail, length) and not (kind == "JPEG" and _has_end(file.read_bytes())):
        return "image-truncated", f"the image {path} is not whole: its end is missing", AGAIN, Level.WARNING
    return _compare(size, path, kind, wanted)


def _compare(size: Size, path: str, kind: str, wanted: str) -> Problem | None:
    """Return what is wrong with an image that is whole: its suffix, or its size."""
    if kind != wanted:
        right = next(suffix for suffix, name in KINDS.items() if name == kind)
        hint = f"name it {splitext(path)[0]}{right}, here and where it is used"
        return "image-mislabelled", f"the image {path} is {kind}, not {wanted}", hint, Level.WARNING
    if size.width * size.height > MOST_PIXELS:
        message = f"the image {path} has {size.width} × {size.height} pixels, which many browsers cannot show"
        hint = f"make it smaller: it may have {MOST_PIXELS // 1_000_000} million"
        return "image-too-large", message, hint, Level.WARNING
    return None


def _find_kind(head: bytes) -> str:
    """Return the format of a file by its beginning; an empty string if it is none of an image."""
    for offset, signature, kind in SIGNATURES:
        if head.startswith(signature, offset):
            return kind
    if head.startswith(b"ftypmif1", 4):
        # A family of formats, the members of which are named behind.
        return "AVIF" if b"avif" in head[:64] else "HEIC"
    # A drawing may be in UTF-16, and its elements may have a prefix.
    letters = head.replace(b"\0", b"")
    return "SVG" if b"<svg" in letters or b":svg" in letters else ""


def _is_cut(kind: str, head: bytes, tail: bytes, length: int) -> bool:
    """Return whether the end of an image file is missing."""
    if kind == "WebP":
        return int.from_bytes(head[4:8], "little") + 8 > length
    if kind == "PNG":
        return b"IEND\xaeB`\x82" not in tail
    ends = {"JPEG": END, "GIF": b";"}
    return kind in ends and not tail.rstrip(b"\0").endswith(ends[kind])


def _has_end(data: bytes) -> bool:
    """Return whether a JPEG image has an end, behind which phones put a film.

    Its parts are passed over by their lengths, since a preview in one of them has an end of its own.
    """
    place = len(b"\xff\xd8")
    while data[place : place + 1] == b"\xff" and data[place : place + 2] != SCAN:
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return data.find(END, place) >= 0
