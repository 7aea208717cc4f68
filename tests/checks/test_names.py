"""Invalid file names, links out of the content folder and excessive sizes are rejected with a message."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = "content/articles"


def find(result_text: str, path: str) -> list[str]:
    """Return the lines about a file."""
    return [line for line in result_text.splitlines() if line.startswith(path)]


@pytest.mark.parametrize(("name", "message"), [
    ("a\tb.svg", r"content/a\tb.svg:1:1: error: not every system can have a file of this name [file-name]"),
    ("a\u202eb.svg", r"content/a\u202eb.svg:1:1: error: not every system can have a file of this name [file-name]"),
    ("a:b.svg", "content/a:b.svg:1:1: error: not every system can have a file of this name [file-name]"),
    ("what?.svg", "content/what?.svg:1:1: error: not every system can have a file of this name [file-name]"),
    ("dot.", "content/dot.:1:1: error: not every system can have a file of this name [file-name]"),
    ("con.svg", "content/con.svg:1:1: error: 'con.svg' cannot be the name of a file [file-name]"),
    ("articles/aux.md", "content/articles/aux.md:1:1: error: 'aux.md' cannot be the name of a file [file-name]"),
    ("articles/三年.md", "content/articles/三年.md:1:1: error: the file's name '三年' cannot be an address"),
    ("articles/2.md", "content/articles/2.md:1:1: error: the file's name '2' cannot be an address [slug-invalid]"),
    ("articles/Lane.md", "content/articles/lane.md:1:1: error: 'lane.md' and 'Lane.md' are one name on some systems"),
    ("MAP.svg", "content/map.svg:1:1: error: 'map.svg' and 'MAP.svg' are one name on some systems [file-name]"),
    ("pages/关于.md", "content/pages/关于.md:1:1: error: the file's name '关于' cannot be an address [slug-invalid]"),
    (f"{'x' * 250}.svg", f"content/{'x' * 250}.svg:1:1: error: the name has 254 bytes, and may have 200 [file-name]"),
])  # fmt: skip
def test_names(name: str, message: str, tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """A name that cannot be an address, or is not valid or unique on every system, is an error of its file."""
    text = (tiny_source / "content/articles/bridge.md").read_text("utf-8")
    (tiny_source / "content" / name).write_text(text if name.endswith(".md") else "<svg/>", "utf-8")
    result = duizhao(tiny_source, "build", "-q")

    assert any(line.startswith(message) for line in result.stderr.splitlines())
    assert result.returncode == 1


def test_a_name_in_two_normal_forms(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """Two Unicode spellings of an accented letter are the same name on macOS."""
    for name in ("caf\u00e9.svg", "cafe\u0301.svg"):
        (tiny_source / "content" / name).write_text("<svg/>", "utf-8")

    assert "are one name on some systems [file-name]" in duizhao(tiny_source, "check").stderr


@pytest.mark.parametrize(("target", "message"), [
    ("/etc/hostname", "the symbolic link leads out of the content folder"),
    ("../mkdocs.yml", "the symbolic link leads out of the content folder"),
    ("loop.svg", "the symbolic link leads nowhere"),
    ("nowhere.svg", "the symbolic link leads nowhere"),
    ("map.svg", ""),
])  # fmt: skip
def test_links_out_of_the_content(target: str, message: str, tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """Links that leave the content folder are rejected, since they might publish files by accident."""
    (tiny_source / "content/loop.svg").symlink_to(target)
    said = find(duizhao(tiny_source, "build", "-q").stderr, "content/loop.svg")

    assert said == ([f"content/loop.svg:1:1: error: {message} [link-outside]"] if message else [])


def test_articles_that_lie_elsewhere(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """A linked folder outside the content is rejected too."""
    (tiny_source / "content/articles").rename(tiny_source / "articles")
    (tiny_source / "content/articles").symlink_to(tiny_source / "articles")

    assert "content/articles:1:1: error: the symbolic link" in duizhao(tiny_source, "build", "-q").stderr


@pytest.mark.parametrize("path", ["../out", "a/b", "assets", "search", "Zh", "zh hans", "."])
def test_folders_of_editions(path: str, tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """The path of an edition must be a valid folder name that the site does not use otherwise."""
    text = (tiny_source / "mkdocs.yml").read_text("utf-8")
    editions = f"editions: {{zh-Hans: {{path: '{path}'}}, en: {{}}}}"
    (tiny_source / "mkdocs.yml").write_text(text.replace("editions: [zh-Hans, zh-Hant-TW, en]", editions), "utf-8")

    assert (
        f"mkdocs.yml:11:34: error: '{path}' cannot be the folder of an edition" in duizhao(tiny_source, "check").stderr
    )


ALIASES = f"x: &a [{'0, ' * 10}]\n" + "".join(
    f"x{number}: &{'abcdefg'[number]} [{('*' + 'abcdefg'[number - 1] + ', ') * 10}]\n" for number in range(1, 7)
)
"""Six levels of aliases, each of which repeats the previous level ten times."""


@pytest.mark.parametrize(("file", "old", "new", "message"), [
    ("articles/well.md", "title: 老井", f"{ALIASES}title: 老井", "aliases that repeat more than 1000 values"),
    ("articles/well.md", "title: 老井", f"title: {'[' * 100}{']' * 100}", "more than 40 values inside one another"),
    ("articles/well.md", "title: 老井", f"title: {'[' * 9000}", "exceeded maximum nesting depth"),
    ("articles/well.md", "title: 老井", "? [a, b]\n: 老井", "a key must be a text"),
    ("articles/well.md", "老井去年", f"{'> ' * 5000}老井去年", "this is nested too deeply to be read [text-too-deep]"),
    ("articles/well.md", "老井去年", f"{'- ' * 5000}老井去年", "this is nested too deeply to be read [text-too-deep]"),
    ("articles/well.md", "老井去年", "<div markdown>\n" * 50 + "老井去年\n" + "</div>\n" * 50, "[text-too-deep]"),
    ("articles/well.md", "老井去年", "字" * 2_000_000, "the file has 6 MB, and may have 4 [file-too-large]"),
    ("themes.yml", "- id: roads", f"- &a [0]\n- &b [{'*a, ' * 300}]\n- [{'*b, ' * 30}]\n- id: roads", "aliases that"),
])  # fmt: skip
def test_limits(file: str, old: str, new: str, message: str, tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """Input that is excessively large or deep is rejected with its position before it exhausts memory."""
    source = tiny_source / "content" / file
    source.write_text(source.read_text("utf-8").replace(old, new, 1), "utf-8")
    result = duizhao(tiny_source, "check")

    assert [line for line in find(result.stderr, f"content/{file}:") if message in line] != []
    assert "Traceback" not in result.stderr


ROWS = ["*a **b ", "-{", "}-", "<a b='", "<!--", "&#", "{{", "<b>", "[", "![", "|a", "[^a]: ", "<div>"]


@pytest.mark.parametrize("text", [*(f"{row * 3000}\n\n{row}" for row in ROWS), "![" * 3000 + "a" + "](x)" * 3000])
def test_rows_of_signs(text: str, tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """Long runs of unclosed markup neither crash the program nor slow it down indefinitely."""
    article = tiny_source / "content/articles/well.md"
    article.write_text(article.read_text("utf-8") + f"\n\n{text}\n", "utf-8")
    result = duizhao(tiny_source, "build", "-q")

    assert "Traceback" not in result.stderr
    assert result.returncode in (0, 1)
