"""Copies of images in a site: pages offer them, and they come and go with what shows them, in builds and previews."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sources import NOW, build_as_people_do, copy_fresh, make_files, read_site

from duizhao.engine.renderer import PageRenderer
from duizhao.engine.serving import Preview
from duizhao.executors import ProcessExecutor, SerialExecutor
from duizhao.options import Options
from duizhao.store import CACHE

OPTIONS = Options(now=NOW)
ARTICLE, PAGE = "content/articles/bridge.md", "articles/bridge/index.html"
COPY = re.compile(r"(?:^|/)(?P<stem>[^/]+?)\.(?P<width>480|960|1280|1680)\.[0-9a-f]{12}\.(?:jpg|webp|png)$")
Key = tuple[str, str, str]


def photograph(width: int, height: int, colour: str = "teal") -> bytes:
    """Return the bytes of a photograph."""
    image = Image.effect_noise((width, height), 20).convert("RGB")
    image.paste(colour, (0, 0, width // 3, height))
    file = io.BytesIO()
    image.save(file, format="JPEG", quality=95)
    return file.getvalue()


LARGE, OTHER, SMALL = photograph(2000, 1500), photograph(1000, 800, "red"), photograph(300, 200)


def show(root: Path, *names: str) -> None:
    """Let the article end with these images."""
    text = make_files(4)[ARTICLE]
    (root / ARTICLE).write_text(text + "".join(f"\n![图](../{name})\n" for name in names), "utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built site that shows a large photograph; its cache and its output belong to it."""
    root = copy_fresh(make_files(4), tmp_path_factory.mktemp("copied") / "site-root")
    (root / "content/photo, large.jpg").write_bytes(LARGE)
    (root / "content/unused.jpg").write_bytes(OTHER)
    show(root, "photo,%20large.jpg")
    build_as_people_do(root, OPTIONS)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """Return a copy of the built site that the test may change."""
    return shutil.copytree(built, tmp_path / "site-root", copy_function=shutil.copy2)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[Key]:
    """Return a list that records the keys of rendered pages."""
    keys: list[Key] = []
    render: Callable[..., Any] = PageRenderer.render

    def note(renderer: PageRenderer, key: Key, *arguments: Any, **more: Any) -> Any:
        keys.append(key)
        return render(renderer, key, *arguments, **more)

    monkeypatch.setattr(PageRenderer, "render", note)
    return keys


def list_copies(site: dict[str, bytes]) -> list[tuple[str, int]]:
    """List the copies in a site: the name of the image and the width."""
    return sorted((found["stem"], int(found["width"])) for path in site if (found := COPY.search(path)))


def check_offers(site: dict[str, bytes]) -> int:
    """See that every address of every list of copies leads to a file of its width; return their number."""
    count = 0
    for path, data in site.items():
        if not path.endswith(".html"):
            continue
        for listed in re.findall(r'srcset="([^"]+)"', data.decode()):
            for one in listed.split(", "):
                address, width = one.split(" ")
                place = os.path.normpath(f"{os.path.dirname(path)}/{address}")  # noqa: PTH120
                file = site[place.replace("%2C", ",").replace("%20", " ")]
                assert Image.open(io.BytesIO(file)).width == int(width.removesuffix("w"))
                count += 1
    return count


def compare(root: Path, tmp_path: Path) -> dict[str, bytes]:
    """Build a site again; the result has the bytes of a build from nothing."""
    site = build_as_people_do(root, OPTIONS).site
    fresh = shutil.copytree(root, tmp_path / "fresh", ignore=shutil.ignore_patterns("site", ".cache"))
    assert site == build_as_people_do(fresh, OPTIONS).site
    shutil.rmtree(fresh)
    check_offers(site)
    return site


def test_pages_offer_copies(built: Path) -> None:
    """A page lists the copies with their widths and the original last; images that no page shows have none."""
    site = read_site(built)
    assert list_copies(site) == [("photo, large", width) for width in (480, 960, 1280, 1680)]
    assert check_offers(site) == 5 * 3
    image = re.search(r'<img src="../../../photo%2C%20large.jpg"[^>]*>', site[f"en/{PAGE}"].decode())
    assert image is not None
    assert 'width="2000" height="1500"' in image[0]
    assert 'sizes="(min-width: 60em) 52em, 100vw"' in image[0]
    assert re.search(r', \.\./\.\./\.\./photo%2C%20large\.jpg 2000w"', image[0])
    assert site["photo, large.jpg"] == LARGE


def test_the_same_in_processes_and_previews(built: Path, tmp_path: Path) -> None:
    """Several processes and the preview give the bytes of a build in one process."""
    fresh = shutil.copytree(built, tmp_path / "fresh", ignore=shutil.ignore_patterns("site", ".cache"))
    preview = Preview(fresh, OPTIONS, fresh / ".cache" / "serve", lambda _diagnostics: None)
    preview.build(SerialExecutor())
    preview.close()
    served = {one.relative_to(preview.site).as_posix(): one.read_bytes() for one in preview.site.rglob("*.*")}
    assert served == read_site(built)
    shutil.rmtree(fresh / ".cache")
    assert build_as_people_do(fresh, OPTIONS, ProcessExecutor(2)).site == read_site(built)


def test_a_changed_image_is_in_its_pages_alone(root: Path, tmp_path: Path, rendered: list[Key]) -> None:
    """Another photograph renders the pages that show it, and the copies of the old one are gone."""
    (root / "content/photo, large.jpg").write_bytes(photograph(1500, 1500))
    site = build_as_people_do(root, OPTIONS).site
    assert set(rendered) == {("article", "bridge", code) for code in ("zh-Hans", "zh-Hant-TW", "en")}
    assert list_copies(site) == [("photo, large", width) for width in (480, 960, 1280)]
    compare(root, tmp_path)


def test_copies_come_and_go(root: Path, tmp_path: Path) -> None:
    """Copies are in the site as long as a page shows the image, and no longer."""
    show(root, "unused.jpg", "photo,%20large.jpg")
    assert {stem for stem, _width in list_copies(compare(root, tmp_path))} == {"photo, large", "unused"}
    show(root, "unused.jpg")
    assert list_copies(compare(root, tmp_path)) == [("unused", 480), ("unused", 960)]
    show(root)
    assert list_copies(compare(root, tmp_path)) == []
    assert (root / CACHE / "images").is_dir()


def test_an_edition_has_copies_of_its_own_image(root: Path, tmp_path: Path) -> None:
    """The image of an edition has copies, and a small one none."""
    (root / "content/photo, large.en.jpg").write_bytes(OTHER)
    (root / "content/photo, large.zh-hant.jpg").write_bytes(SMALL)
    site = compare(root, tmp_path)
    assert {stem for stem, _width in list_copies(site)} == {"photo, large", "photo, large.en"}
    assert "srcset" in site[f"zh-hans/{PAGE}"].decode()
    assert "photo%2C%20large.en.jpg 1000w" in site[f"en/{PAGE}"].decode()
    assert "srcset" not in site[f"zh-hant/{PAGE}"].decode()


def test_a_translation_may_show_another_image(root: Path, tmp_path: Path) -> None:
    """Copies follow a catalog, too, although a site of which only that has changed is made of the last one."""
    catalog = root / "translations/en/articles/bridge.po"
    text = catalog.read_text("utf-8")
    entry = '\nmsgid "![图](../photo,%20large.jpg)"\nmsgstr "![Map](../{})"\n'
    catalog.write_text(text + entry.format("photo,%20large.jpg"), "utf-8")
    compare(root, tmp_path)
    catalog.write_text(text + entry.format("unused.jpg"), "utf-8")
    assert {stem for stem, _width in list_copies(compare(root, tmp_path))} == {"photo, large", "unused"}
    catalog.write_text(text, "utf-8")
    assert {stem for stem, _width in list_copies(compare(root, tmp_path))} == {"photo, large"}


def test_an_image_with_a_width(root: Path) -> None:
    """An image that its author makes narrow asks for no more than that."""
    file = root / ARTICLE
    file.write_text(file.read_text("utf-8") + "\n![图](../unused.jpg){width=200}\n", "utf-8")
    page = build_as_people_do(root, OPTIONS).site[f"en/{PAGE}"].decode()
    assert re.findall(r'sizes="([^"]+)"', page)[-1] == "200px"


def test_pages_that_are_no_articles(root: Path, tmp_path: Path) -> None:
    """Images of the home page and of introductions to themes have copies, too."""
    home = next(root.glob("content/index.md"))
    home.write_text(home.read_text("utf-8") + "\n![图](unused.jpg)\n", "utf-8")
    site = compare(root, tmp_path)
    assert "unused" in dict(list_copies(site))
    assert 'srcset="../unused.480.' in site["en/index.html"].decode()


def test_a_site_without_pillow_is_as_before(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Pillow a page differs in `srcset` and `sizes` alone, and no copies are there."""
    fresh = shutil.copytree(built, tmp_path / "fresh", ignore=shutil.ignore_patterns("site", ".cache"))
    monkeypatch.setitem(__import__("sys").modules, "PIL.Image", None)
    bare = build_as_people_do(fresh, OPTIONS).site
    monkeypatch.undo()
    site = {path: data for path, data in read_site(built).items() if not COPY.search(path)}
    for folder in ("zh-hans", "zh-hant", "en"):
        path = f"{folder}/{PAGE}"
        site[path] = re.sub(rb' (?:srcset|sizes)="[^"]*"(?=[^<]*>)', b"", site[path])
    assert bare == site


def test_an_image_that_cannot_be_decoded(root: Path, tmp_path: Path) -> None:
    """An image whose pixels are damaged is reported where it is used, shown as it is, and the build goes on."""
    file = io.BytesIO()
    Image.effect_noise((1200, 900), 20).save(file, format="PNG")
    data = bytearray(file.getvalue())
    data[5000:5100] = bytes(100)
    (root / "content/unused.png").write_bytes(data)
    show(root, "unused.png")
    built = build_as_people_do(root, OPTIONS)
    line = len((root / ARTICLE).read_text("utf-8").splitlines())
    said = [one.partition(" cannot be decoded")[0] for one in built.said if "image-damaged" in one]
    assert said == [f"{ARTICLE}:{line}:6: warning: the image content/unused.png"]
    assert list_copies(built.site) == []
    assert "unused.png" in built.site[f"en/{PAGE}"].decode()
