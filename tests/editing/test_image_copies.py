"""Smaller copies of images: their sizes and formats, and what they leave out."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageOps, PngImagePlugin

from duizhao.editing import image_copies
from duizhao.editing.image_copies import COPIES, ImageCopies, has_pillow, make_copies, read_copies, update_copies
from duizhao.executors import ProcessExecutor, SerialExecutor
from duizhao.store import Store, digest

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def draw(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Draw a picture whose left half is red and whose right half is blue, with a coarse pattern."""
    image = Image.new("RGB", (width, height), "red")
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((width // 2, 0, width, height), fill="blue")
    image = ImageChops.add(image, Image.effect_noise((width, height), 60).convert("RGB"), scale=1.5)
    return image.convert(mode)


def encode(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return the bytes of an image file."""
    file = io.BytesIO()
    image.save(file, format=kind, **options)
    return file.getvalue()


def decode(data: bytes) -> Image.Image:
    """Return the image of a file."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        ((2000, 1000), [(480, 240), (960, 480), (1280, 640), (1680, 840)]),
        ((1280, 3), [(480, 1), (960, 2)]),
        ((481, 481), [(480, 480)]),
        ((480, 900), []),
    ],
)
def test_copies_are_smaller(size: tuple[int, int], sizes: list[tuple[int, int]]) -> None:
    """Copies have the proportions of the image, and none is as large or larger."""
    made = list(make_copies(encode(draw(*size), "PNG", compress_level=0)))
    assert [decode(data).size for _width, _suffix, data in made] == sizes
    assert [width for width, _suffix, _data in made] == [width for width, _height in sizes]


@pytest.mark.parametrize(
    ("kind", "mode", "options", "suffixes"),
    [
        ("JPEG", "RGB", {"quality": 95}, {".jpg"}),
        ("JPEG", "L", {"quality": 95}, {".jpg"}),
        ("JPEG", "CMYK", {"quality": 95}, {".jpg"}),
        ("WEBP", "RGB", {"quality": 95}, {".webp"}),
        ("WEBP", "RGBA", {"lossless": True}, {".webp"}),
        ("PNG", "RGB", {}, {".png", ".webp"}),
        ("PNG", "RGBA", {}, {".png", ".webp"}),
        ("PNG", "LA", {}, {".png", ".webp"}),
    ],
)
def test_formats(kind: str, mode: str, options: dict[str, Any], suffixes: set[str]) -> None:
    """Copies are in a format that shows what the image shows, transparency included, and keep its colour profile."""
    made = list(make_copies(encode(draw(600, 450, mode), kind, icc_profile=PROFILE, **options)))
    assert made
    for _width, suffix, data in made:
        copy = decode(data)
        assert suffix in suffixes
        assert ("A" in copy.mode) == ("A" in mode and copy.mode != "RGB")
        assert copy.info["icc_profile"] == PROFILE


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_transparency(kind: str) -> None:
    """What can be seen through stays so; colours behind it do not shine through at the edges."""
    image = draw(600, 450, "RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size).point(lambda value: 0 if value < 128 else 255))
    made = list(make_copies(encode(image, kind)))
    assert made
    for _width, _suffix, data in made:
        copy = decode(data)
        assert copy.getpixel((10, 10))[3] == 0  # type: ignore[index]
        assert copy.getpixel((10, copy.height - 10))[3] == 255  # type: ignore[index]


def test_a_palette_may_have_transparent_colours() -> None:
    """An image with a palette becomes one with transparency if a colour of the palette is transparent."""
    image = draw(1200, 900).quantize(64)
    made = list(make_copies(encode(image, "PNG", transparency=0)))
    assert all(decode(data).mode == "RGBA" for _width, _suffix, data in made)
    assert made


def test_a_copy_takes_less_room() -> None:
    """An image that takes little room, such as one of low quality, has no copies that take more."""
    assert list(make_copies(encode(draw(600, 450), "JPEG", quality=5))) == []


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_copies_are_turned(kind: str, orientation: int) -> None:
    """A photograph that says how it is to be turned has copies that are turned already."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = Image.new("RGB", (800, 600), "red")
    image.paste(draw(400, 600).convert("L").convert("RGB"), (400, 0))
    data = encode(image, kind, exif=exif)
    made = list(make_copies(data))
    assert made
    wanted = ImageOps.exif_transpose(decode(data))
    for width, _suffix, copied in made:
        copy = decode(copied)
        assert copy.size == (width, round(width * wanted.height / wanted.width))
        assert 0x0112 not in copy.getexif()
        difference = ImageChops.difference(
            copy.convert("L"), wanted.convert("L").resize(copy.size, Image.Resampling.BOX)
        )
        assert max(range(256), key=difference.histogram().__getitem__) < 8


def test_nothing_is_told_of_the_photographer() -> None:
    """The place, the camera and comments are in no copy."""
    exif = Image.Exif()
    exif[0x010F] = "Camera of Mx. Secret"
    exif.get_ifd(0x8825)[1] = "N"
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "Mx. Secret")
    xmp = b"<x:xmpmeta>Secret</x:xmpmeta>"
    image = draw(600, 450)
    files = [
        encode(image, "JPEG", exif=exif, comment=b"Secret", xmp=xmp, quality=95),
        encode(image, "PNG", exif=exif, pnginfo=text),
        encode(image, "WEBP", exif=exif, xmp=xmp, quality=95),
    ]
    for data in files:
        assert b"Secret" in data
        made = list(make_copies(data))
        assert made
        for _width, _suffix, copy in made:
            assert b"Secret" not in copy
            assert not dict(decode(copy).getexif())
            assert not {"comment", "exif", "xmp", "Author"} & decode(copy).info.keys()


def test_no_copies_of_what_moves_or_measures() -> None:
    """Animations, and pictures whose pixels are measurements, stay as they are."""
    frames = [draw(600, 450), draw(600, 450).rotate(180)]
    assert not list(make_copies(encode(frames[0], "WEBP", save_all=True, append_images=frames[1:])))
    assert not list(make_copies(encode(frames[0], "PNG", save_all=True, append_images=frames[1:])))
    assert not list(make_copies(encode(Image.new("I;16", (600, 450)), "PNG")))


def test_the_same_bytes_every_time() -> None:
    """Copies of one image have the same bytes, whoever makes them."""
    data = encode(draw(2000, 1500), "JPEG", quality=95)
    assert list(make_copies(data)) == list(make_copies(data))


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that gets an entry whenever copies of an image are made in this process."""
    made: list[int] = []
    make: Callable[[bytes], Any] = make_copies

    def note(data: bytes) -> Any:
        made.append(len(data))
        return make(data)

    monkeypatch.setattr(image_copies, "make_copies", note)
    return made


def look(root: Path, store: Store, executor: Any = None) -> ImageCopies:
    """Return the copies of the images of a folder."""
    digests = {file.name: digest(file.read_bytes()) for file in root.iterdir() if file.is_file()}
    return update_copies(root, digests, store, executor or SerialExecutor())


def test_each_image_is_copied_once(tmp_path: Path, calls: list[int]) -> None:
    """Files with the same bytes share their copies, and nothing is made again while the cache has it."""
    store = Store(tmp_path / "cache")
    large, small = encode(draw(1200, 900), "JPEG"), encode(draw(900, 900), "JPEG")
    for name, data in {"a.jpg": large, "b.JPG": large, "small.jpg": small, "c.gif": large, "d.png": b"no"}.items():
        (tmp_path / name).write_bytes(data)
    found = look(tmp_path, store)
    assert found == look(tmp_path, store)
    assert found.files.keys() == {"a.jpg", "b.JPG"}
    assert found.files["a.jpg"] == found.files["b.JPG"]
    assert calls == [len(large)]

    copies = found.files["a.jpg"]
    assert [copy.width for copy in copies] == [480, 960]
    files = dict(read_copies(tmp_path, "a.jpg", copies, store))
    assert calls == [len(large)]
    store.drop(COPIES, copies[1].name)
    assert dict(read_copies(tmp_path, "a.jpg", copies, store)) == files
    assert [name.split(".")[:2] for name in files] == [["a", "480"], ["a", "960"]]
    assert all(name.split(".")[2] in copy.name for name, copy in zip(files, copies, strict=True))


def test_a_changed_image_is_copied_again(tmp_path: Path, calls: list[int]) -> None:
    """Another picture has other copies, and the cache forgets the old ones in time."""
    store = Store(tmp_path / "cache")
    (tmp_path / "a.jpg").write_bytes(encode(draw(1200, 900), "JPEG"))
    before = look(tmp_path, store)
    (tmp_path / "a.jpg").write_bytes(encode(draw(1300, 900), "JPEG"))
    after = look(tmp_path, store)
    assert len(calls) == 2
    assert not {copy.name for copy in before.files["a.jpg"]} & {copy.name for copy in after.files["a.jpg"]}


def test_processes_make_the_same_copies(tmp_path: Path) -> None:
    """It does not matter how many processes make the copies."""
    for number in range(3):
        (tmp_path / f"{number}.jpg").write_bytes(encode(draw(1200, 900 + number), "JPEG"))
    one, two = Store(tmp_path / "one"), Store(tmp_path / "two")
    assert look(tmp_path, one) == look(tmp_path, two, ProcessExecutor(2))
    assert one.list_names(COPIES) == two.list_names(COPIES)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP"])
def test_damaged_images_are_told(name: str, tmp_path: Path) -> None:
    """An image that cannot be decoded has no copies, and the reason is kept; its head alone says nothing of this."""
    data = encode(draw(1200, 900), name)
    (tmp_path / f"a.{name.lower()}").write_bytes(data[: len(data) // 2])
    for _turn in range(2):
        found = look(tmp_path, Store(tmp_path / "cache"))
        assert not found.files
        assert list(found.faults) == [f"a.{name.lower()}"]
        assert found.faults[f"a.{name.lower()}"].strip()


def test_nothing_huge_is_decoded(tmp_path: Path, calls: list[int]) -> None:
    """A small file that claims to be a huge image is never opened."""
    data = bytearray(encode(Image.new("L", (1000, 1)), "PNG"))
    data[16:24] = (100_000).to_bytes(4, "big") * 2
    (tmp_path / "bomb.png").write_bytes(data)
    assert look(tmp_path, Store(tmp_path / "cache")) == ImageCopies({}, {})
    assert calls == []


def test_without_pillow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is made where Pillow is missing, nor taken for known: as soon as it is there, copies are made."""
    store = Store(tmp_path / "cache")
    (tmp_path / "a.jpg").write_bytes(encode(draw(1200, 900), "JPEG"))
    with monkeypatch.context() as patch:
        patch.setitem(__import__("sys").modules, "PIL.Image", None)
        assert not has_pillow()
        assert look(tmp_path, store) == ImageCopies({}, {})
    assert look(tmp_path, store).files.keys() == {"a.jpg"}
