"""Image files that browsers cannot show, or not as they should: each is reported where it is used."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from duizhao.checks.images import find_problem
from duizhao.pipeline import prepare


def encode(kind: str) -> bytes:
    """Return the bytes of a picture."""
    file = io.BytesIO()
    Image.effect_noise((90, 60), 50).convert("RGB").save(file, format=kind)
    return file.getvalue()


PNG, JPEG, GIF, WEBP, AVIF, BMP = map(encode, ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP"))
HUGE = PNG[:16] + (9000).to_bytes(4, "big") + (8889).to_bytes(4, "big") + PNG[24:]
PREVIEW = JPEG[:2] + b"\xff\xe1" + (len(JPEG) + 8).to_bytes(2, "big") + b"Exif\0\0" + JPEG + JPEG[2:]
"""A photograph whose head holds a smaller one."""
CASES: dict[str, tuple[bytes, str]] = {
    "a.png": (PNG, ""),
    "a.jpg": (JPEG, ""),
    "a.JPEG": (JPEG, ""),
    "a.gif": (GIF, ""),
    "a.webp": (WEBP, ""),
    "a.avif": (AVIF, ""),
    "a.svg": (b"<?xml version='1.0'?><!-- --><svg/>", ""),
    "prefix.svg": (b"<s:svg xmlns:s='http://www.w3.org/2000/svg'/>", ""),
    "wide.svg": ("<svg/>".encode("utf-16"), ""),
    "more.jpg": (JPEG + bytes(100), ""),
    "film.jpg": (PREVIEW + b"\0\0\0\x18ftypmp42" + bytes(range(1, 256)) * 999, ""),
    "family.avif": (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif", ""),
    "more.png": (PNG + b"more", ""),
    "a.bmp": (BMP, ""),
    "unknown.ico": (b"?", ""),
    "a.pdf": (b"", ""),
    "empty.png": (b"", "image-unreadable: is empty"),
    "empty.svg": (b"", "image-unreadable: is empty"),
    "text.png": (b"Not found", "image-unreadable: holds no PNG image"),
    "page.svg": (b"<!doctype html><p>Not found", "image-unreadable: holds no SVG image"),
    "head.png": (PNG[:20], "image-unreadable: is damaged: it states no width and height"),
    "tiff.jpg": (encode("TIFF"), "image-unreadable: is TIFF, which browsers do not show"),
    "family.jpg": (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heic", "image-unreadable: is HEIC, which browsers do not show"),
    "phone.jpg": (b"\0\0\0\x18ftypheic", "image-unreadable: is HEIC, which browsers do not show"),
    "cut.png": (PNG[:-13], "image-truncated: is not whole: its end is missing"),
    "cut.jpg": (JPEG[:-2], "image-truncated: is not whole: its end is missing"),
    "preview.jpg": (PREVIEW[:-2], "image-truncated: is not whole: its end is missing"),
    "cut.gif": (GIF[:-1], "image-truncated: is not whole: its end is missing"),
    "cut.webp": (WEBP[:-9], "image-truncated: is not whole: its end is missing"),
    "jpeg.png": (JPEG, "image-mislabelled: is JPEG, not PNG"),
    "bmp.png": (BMP, "image-mislabelled: is BMP, not PNG"),
    "text.bmp": (b"Not found", "image-unreadable: holds no BMP image"),
    "svg.png": (b"<svg/>", "image-mislabelled: is SVG, not PNG"),
    "avif.jpg": (AVIF, "image-mislabelled: is AVIF, not JPEG"),
    "huge.png": (HUGE, "image-too-large: has 9000 × 8889 pixels, which many browsers cannot show"),
}
"""Names of files, their bytes, and the code and message of their problem."""


@pytest.mark.parametrize("name", CASES)
def test_problems(name: str, tmp_path: Path) -> None:
    """A file has exactly the problem of its case, and a remedy."""
    data, expected = CASES[name]
    (tmp_path / name).write_bytes(data)
    found = find_problem(tmp_path / name, f"content/{name}")
    assert (f"{found[0]}: {found[1].removeprefix(f'the image content/{name} ')}" if found else "") == expected
    assert found is None or found[2]


def test_the_hint_names_the_right_suffix(tmp_path: Path) -> None:
    """A file with the wrong suffix is to be renamed to the right one."""
    (tmp_path / "a.png").write_bytes(JPEG)
    found = find_problem(tmp_path / "a.png", "content/maps/a.png")
    assert found is not None
    assert found[2] == "name it content/maps/a.jpg, here and where it is used"


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """What cannot be read is reported with the system's reason."""
    (tmp_path / "a.png").mkdir()
    found = find_problem(tmp_path / "a.png", "a.png")
    assert found is not None
    assert found[1] == "the image a.png cannot be read: Is a directory"


def test_problems_are_reported_where_images_are_used(case_site: Callable[[dict[str, Any]], Path]) -> None:
    """Each use of an image and of those that editions show in its stead is reported; unused files are not."""
    root = case_site({"replace": {"content/articles/pilot.md": {"../map.svg": "../p.png"}}})
    for name, data in {"p.png": PNG, "p.zh-hant.png": JPEG, "p.fr.png": JPEG, "unused.png": b""}.items():
        (root / "content" / name).write_bytes(data)
    assert [str(one) for one in prepare(root).diagnostics] == [
        "content/articles/pilot.md:11:10: warning: the image content/p.zh-hant.png is JPEG, not PNG [image-mislabelled]"
    ]
