"""Images: their sizes, the file of each edition, when they are loaded, and what a changed file makes stale."""

from __future__ import annotations

import base64
import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from duizhao.editing.images import Size, measure_image

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9b5q0bwAAAABJRU5ErkJggg=="
)
"""Three pixels wide and two high."""
FILES: dict[str, tuple[bytes, Size | None]] = {
    "a.png": (PNG, Size(3, 2)),
    "sized.svg": (b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20.4px"/>', Size(40, 20)),
    "free.svg": (b'<?xml version="1.0"?>\n<svg viewBox="0 0 40 20.5" fill="none"/>', Size(40, 20, is_fluid=True)),
    "comma.svg": (b"<svg viewBox='-1,-1, 4e0 ,8'/>", None),
    "percent.svg": (b'<svg width="100%" height="50%" viewBox="0 0 8 4"/>', Size(8, 4, is_fluid=True)),
    "nothing.svg": (b'<svg viewBox="0 0 0 0"/>', None),
    "text.png": (b"no image", None),
    "empty.jpg": (b"", None),
    "cut.png": (PNG[:20], None),
}
"""Names of files, their bytes and sizes."""
Run = Callable[..., subprocess.CompletedProcess[str]]
NOW = "2026-11-25"
ARTICLE = "content/articles/bridge.md"


@pytest.mark.parametrize("name", FILES)
def test_the_size_is_that_of_the_file(name: str, tmp_path: Path) -> None:
    """Sizes are read from the file's head; what is no image has none."""
    data, size = FILES[name]
    (tmp_path / name).write_bytes(data)
    assert measure_image(tmp_path / name) == size


def test_a_file_that_does_not_exist_has_no_size(tmp_path: Path) -> None:
    """A broken link is reported elsewhere."""
    assert measure_image(tmp_path / "a.png") is None


def read_images(site: Path, edition: str) -> list[dict[str, str]]:
    """Read the attributes of the images of the article, in order."""
    html = (site / "site" / edition / "articles/bridge/index.html").read_text("utf-8")
    images = re.findall(r"<img ([^>]*?)/?>", html.partition('<div class="dz-text">')[2].partition("</article>")[0])
    return [dict(re.findall(r'([\w-]+)="([^"]*)"', one)) for one in images]


@pytest.fixture
def site(tiny_source: Path) -> Path:
    """Return the tiny site with an article that has images."""
    article = tiny_source / ARTICLE
    more = (
        '\n![一](../map.svg)\n\n![二](../photo.png){width=30}\n\n![三](../photo.png "图"){.figure}\n'
        "\n![四](https://example.org/a.png)\n\n![五](../photo.png){loading=eager height=4}\n"
    )
    head = article.read_text("utf-8").split("---\n")[1]
    article.write_text(f"---\n{head}---\n{more}", "utf-8")
    (tiny_source / "content/photo.png").write_bytes(PNG)
    return tiny_source


def build(site: Path, duizhao: Run) -> None:
    """Build the site."""
    result = duizhao(site, "build", "--now", NOW)
    assert result.returncode == 0, result.stderr


def test_browsers_know_the_size_before_an_image_arrives(site: Path, duizhao: Run) -> None:
    """Width and height come from the file or follow the one that is set; all but the first image are loaded late."""
    build(site, duizhao)

    photo = {"src": "../../../photo.png", "loading": "lazy"}
    assert [{**one, "alt": ""} for one in read_images(site, "zh-hans")] == [
        {"src": "../../../map.svg", "alt": "", "width": "40", "height": "20", "class": "dz-fluid"},
        {**photo, "alt": "", "width": "30", "height": "20"},
        {**photo, "alt": "", "width": "3", "height": "2"},
        {"src": "https://example.org/a.png", "alt": "", "loading": "lazy"},
        {**photo, "alt": "", "width": "6", "height": "4", "loading": "eager"},
    ]


def test_an_edition_may_have_its_own_image(site: Path, duizhao: Run) -> None:
    """Images of an edition come, change and go with their files, in the pages of that edition only."""
    build(site, duizhao)
    own = site / "content/map.en.svg"
    own.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"/>', "utf-8")
    (site / "content/photo.zh-hant.png").write_bytes(PNG)
    build(site, duizhao)

    assert read_images(site, "zh-hans")[0]["src"] == "../../../map.svg"
    assert read_images(site, "zh-hant")[0]["src"] == "../../../map.svg"
    assert read_images(site, "zh-hant")[1]["src"] == "../../../photo.zh-hant.png"
    assert read_images(site, "en")[0] | {"alt": ""} == {
        "src": "../../../map.en.svg", "alt": "", "width": "8", "height": "4"
    }  # fmt: skip

    own.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="16" height="4"/>', "utf-8")
    build(site, duizhao)
    assert read_images(site, "en")[0]["width"] == "16"

    own.unlink()
    build(site, duizhao)
    assert read_images(site, "en")[0]["src"] == "../../../map.svg"


def test_an_image_can_be_enlarged(site: Path, duizhao: Run, browser: Browser, serve: Callable[[Path], object]) -> None:
    """A click or a key opens a drawing in its own size, and Escape leads back to it."""
    build(site, duizhao)
    with serve(site) as address:  # type: ignore[attr-defined]
        page = browser.new_context(viewport={"width": 360, "height": 640}).new_page()
        page.goto(f"{address}site/zh-hans/articles/bridge/")
        image = page.locator(".dz-text img").first
        expect(image).to_have_attribute("role", "button")
        image.focus()
        page.keyboard.press("Enter")
        dialog = page.locator("dialog.dz-large")
        expect(dialog.get_by_role("button")).to_have_text("关闭")
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(image).to_be_focused()
        image.click()
        dialog.get_by_role("button").click()
        expect(dialog).to_have_count(0)
        assert page.locator(".dz-text img").nth(1).get_attribute("role") is None
        page.context.close()


@pytest.mark.parametrize(
    ("width", "density", "loaded"), [(360, 1, 480), (390, 3, 1280), (1280, 1, 960), (1280, 2, 1680)]
)
def test_browsers_load_what_fits(
    site: Path, duizhao: Run, browser: Browser, serve: Callable[[Path], object], width: int, density: int, loaded: int
) -> None:
    """Of a photograph a browser loads the copy that its screen can show, and the original when it is enlarged."""
    file = io.BytesIO()
    Image.effect_noise((2400, 600), 40).save(file, format="JPEG")
    (site / "content/photo.jpg").write_bytes(file.getvalue())
    with (site / ARTICLE).open("a", encoding="utf-8") as article:
        article.write('\n![六](../photo.jpg "图"){.figure}\n')
    build(site, duizhao)
    with serve(site) as address:  # type: ignore[attr-defined]
        context = browser.new_context(viewport={"width": width, "height": 640}, device_scale_factor=density)
        page = context.new_page()
        page.goto(f"{address}site/zh-hans/articles/bridge/")
        image = page.locator(".dz-text figure img").last
        image.scroll_into_view_if_needed()
        expect(image).to_have_attribute("role", "button")
        assert re.search(rf"/photo\.{loaded}\.", image.evaluate("one => one.currentSrc"))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        image.click()
        large = page.locator("dialog.dz-large img")
        expect(large).to_be_visible()
        page.wait_for_function("document.querySelector('dialog.dz-large img').naturalWidth === 2400")
        context.close()
