"""Icons and emoji by name: what is one, its HTML, and what is reported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file
from pymdownx import gemoji_db

from duizhao.diagnostics import Diagnostic
from duizhao.editions import make_edition
from duizhao.settings import Settings
from duizhao.source.dialect import make_parser
from duizhao.source.document import read_document
from duizhao.source.emoji import find_emoji, list_emoji
from duizhao.source.icons import read_icons
from duizhao.source.shortcodes import ICONS, SHORTCODE
from duizhao.theme_files import read_icon

HERE = Path(__file__).parent
EXAMPLES = read_fixture_file(HERE / "shortcodes.md")
SLIPS = yaml.safe_load((HERE / "shortcodes.yml").read_text("utf-8"))
OWN = {"acme-check": "<svg/>"}
IMPORTS = (
    "import sys; from duizhao.source.dialect import make_parser; make_parser().render(sys.argv[1]); print(*sys.modules)"
)
PIECES = (
    "头",
    "a",
    "1",
    ":",
    "：",
    "smile",
    "+1",
    "100",
    "acme-check",
    "{.lg}",
    '{title="头"}',
    " ",
    "*",
    "`",
    "\\",
    "[",
)


def decode(code: str) -> str:
    """Return the characters of code points with hyphens between them."""
    return "".join(chr(int(one, 16)) for one in code.split("-"))


@pytest.mark.parametrize(("line", "name", "source", "html"), EXAMPLES, ids=[case[1] for case in EXAMPLES])
def test_shortcodes(line: int, name: str, source: str, html: str) -> None:
    """A text with names renders to the HTML of its case."""
    assert make_parser().render(source, {ICONS: OWN}) == html


@pytest.mark.parametrize(("name", "text", "expected", "hint"), SLIPS, ids=[case[0] for case in SLIPS])
def test_slips(name: str, text: str, expected: list[str], hint: str) -> None:
    """A name of nothing is reported with its position and the names that are near."""
    _document, problems = read_document(text, "x.md", icons=OWN)

    assert [str(one) for one in problems] == expected
    assert all(hint in one.hint for one in problems)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_no_text_is_lost(text: str) -> None:
    """Whatever stands between colons: what names nothing is shown as it was typed."""
    shown = make_parser().render(text, {ICONS: {}})
    kept = make_parser().disable("shortcode").render(text)
    make_parser().enable("shortcode")

    for found in set(SHORTCODE.findall(text)):
        if emoji := find_emoji(found):
            shown, kept = shown.replace(emoji, "☺"), kept.replace(f":{found}:", "☺")
            shown = shown.replace(f":{found}:", "☺")
    # Attributes are read behind an emoji only.
    assert shown == kept or "{" in text


def test_emoji_are_those_of_unicode() -> None:
    """Where the tables say how an emoji is written so that it is a picture, it is written so."""
    known = {name: one["unicode_alt"] for name, one in gemoji_db.emoji.items() if "unicode_alt" in one}
    shown = {name: find_emoji(name.strip(":")) for name in known}
    # Material has other emoji under these names.
    other = {":beach_umbrella:", ":guardsman:", ":man_with_turban:", ":ok_woman:", ":om:"}

    assert {name for name, code in known.items() if shown[name] != decode(code)} == other


def test_every_name_is_found() -> None:
    """Each name of the tables can be written between colons, and is an emoji."""
    names = list_emoji()

    assert len(names) > 6000
    assert [one for one in names if not SHORTCODE.fullmatch(f":{one}:") or not find_emoji(one)] == []


@pytest.mark.parametrize("text", ["文字 10:30", "项：值 https://a.org/b `:smile:`", ":acme:"])
def test_few_texts_load_the_tables(text: str) -> None:
    """A text without a name that may be an emoji does not load their tables; one with such a name does."""
    for one, expected in ((text.replace(":acme:", ""), False), (text + " :smile:", True)):
        modules = subprocess.run(
            [sys.executable, "-c", IMPORTS, one], capture_output=True, text=True, encoding="utf-8", check=True
        ).stdout.split()
        assert ("pymdownx.twemoji_db" in modules) is expected
        assert "material" not in modules


def test_an_icon_is_read_once() -> None:
    """An article with two hundred icons reads the file of each once."""
    read_icon.cache_clear()
    names = ("material-check", "material-close", "octicons-check-16", "fontawesome-brands-github")
    document, problems = read_document(" ".join(f":{name}:" for name in names * 50), "x.md")

    assert problems == []
    assert len(document.tokens[1].children or ()) == 399
    assert read_icon.cache_info().misses == len(names)


@pytest.mark.parametrize("name", ["material-..-logo", "material", "logo", "acme-check", "material-", "-material-check"])
def test_no_other_file_is_an_icon(name: str) -> None:
    """A name leads to no file outside of the folders of icons."""
    assert read_icon(name) == ""


def read_own(tmp_path: Path, files: dict[str, bytes]) -> tuple[dict[str, str], list[Diagnostic]]:
    """Read the own icons of a site."""
    for path, data in files.items():
        file = tmp_path / "templates/.icons" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    edition = make_edition("zh-Hans")
    return read_icons(Settings(tmp_path, "", "", "", "", "content", "site", (edition,), templates="templates"))


def test_own_icons(tmp_path: Path) -> None:
    """Files of the site's folder are icons by their path, without what stands before the drawing."""
    drawing = '<svg viewBox="0 0 1 1">\n<path d="M0 0"/>\n</svg>'
    prologue = "\ufeff<?xml version='1.0'?>\n<!DOCTYPE svg PUBLIC 'a' 'b'>\n<!-- c -->\n"
    icons, problems = read_own(
        tmp_path,
        {
            "acme/logo.svg": (prologue + drawing + "\n").encode(),
            "acme/big/a_b.svg": drawing.encode(),
            "acme/a.txt": b"",
        },
    )

    assert icons == {"acme-logo": drawing, "acme-big-a_b": drawing}
    assert problems == []


def test_own_icons_that_cannot_be_used(tmp_path: Path) -> None:
    """What is no drawing, or has no name that a text can write, is reported with its file."""
    drawing = b"<svg></svg>"
    files = {"acme/Logo.svg": drawing, "logo.svg": drawing, "acme/page.svg": b"<html></html>", "acme/x.svg": b"\xff"}
    icons, problems = read_own(tmp_path, files)

    assert icons == {}
    assert {(one.span.path.removeprefix("templates/.icons/"), one.code) for one in problems} == {
        ("acme/Logo.svg", "icon-name"),
        ("logo.svg", "icon-name"),
        ("acme/page.svg", "icon-svg"),
        ("acme/x.svg", "file-encoding"),
    }
    assert all(one.hint for one in problems)
