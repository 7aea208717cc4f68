"""The commands that rename and delete articles, on the tiny site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from duizhao.checks.pages import check_pages
from duizhao.cli import group
from duizhao.settings import read_settings

NOW = "2026-11-25"
MOVED = "content/articles/stone-bridge.md"


def run(site: Path, *arguments: str) -> Result:
    """Run a command that must not fail inside."""
    return CliRunner().invoke(group, ["--site", str(site), *arguments], catch_exceptions=False)


def read_files(site: Path) -> dict[str, bytes]:
    """Return the sources of a site."""
    folders = ("content", "translations")
    files = [file for folder in folders for file in (site / folder).rglob("*") if file.is_file()]
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in files}


def count_status(site: Path) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Return how many entries of each article and edition are translated, fuzzy and missing."""
    rows = json.loads(run(site, "status", "--format", "json").stdout)
    return {
        (row["name"].removeprefix("stone-"), row["edition"]): (row["translated"], row["fuzzy"], row["missing"])
        for row in rows
    }


def edit(site: Path, path: str, old: str, new: str) -> None:
    """Replace a text in a file."""
    text = (site / path).read_text("utf-8")
    assert old in text
    (site / path).write_text(text.replace(old, new), "utf-8")


def test_a_renamed_article(tiny_source: Path) -> None:
    """An article is renamed, nothing of its translations is lost, and its old address leads to it in each edition."""
    before = count_status(tiny_source)
    result = run(tiny_source, "mv", "bridge", "stone-bridge")

    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == f"content/articles/bridge.md is now {MOVED}"
    assert count_status(tiny_source) == before
    assert run(tiny_source, "catalog", "update").stdout == "all catalogs are up to date\n"
    assert not any(b"(bridge.md" in data or b"/bridge.md" in data for data in read_files(tiny_source).values())
    assert run(tiny_source, "build", "--now", NOW).exit_code == 0
    site = tiny_source / "site"
    assert check_pages(site, read_settings(tiny_source)) == ()
    for folder, lang, words in (
        ("zh-hans", "zh-Hans", "石桥"),
        ("zh-hant", "zh-Hant-TW", "石橋"),
        ("en", "en", "bridge"),
    ):
        page = (site / folder / "articles/bridge/index.html").read_text("utf-8")
        assert f'<html lang="{lang}">' in page
        assert words in page
        assert '<meta http-equiv="refresh" content="0; url=../stone-bridge/">' in page
        assert f'<link rel="canonical" href="https://example.org/tiny/{folder}/articles/stone-bridge/">' in page
        assert '<meta name="robots" content="noindex">' in page
        assert "<script" not in page
        listed = [site / "sitemap.xml", site / folder / "feed.xml", site / folder / "index.html"]
        assert not any("articles/bridge/" in file.read_text("utf-8") for file in listed)
    # Taken out again, the old address is gone.
    edit(tiny_source, MOVED, "aliases: [bridge]\n", "")
    assert run(tiny_source, "build", "--now", NOW).exit_code == 0
    assert not (site / "en/articles/bridge").exists()


def test_redirects_of_other_sites(tiny_source: Path) -> None:
    """Parallel pages keep their old addresses, too, and a site that opens from disk links to files."""
    edit(tiny_source, "content/articles/bridge.md", "theme:", "aliases: [old-bridge]\ntheme:")
    edit(
        tiny_source,
        "mkdocs.yml",
        "editions: [zh-Hans, zh-Hant-TW, en]",
        "editions: [zh-Hans, en]\n      parallel: [en, zh-Hans]",
    )
    edit(tiny_source, "mkdocs.yml", "site_url: https://example.org/tiny/", "use_directory_urls: false")
    assert run(tiny_source, "build", "--now", NOW).exit_code == 0

    page = (tiny_source / "site/parallel/en--zh-hans/articles/old-bridge/index.html").read_text("utf-8")
    assert 'lang="en"' in page
    assert "url=../bridge/index.html" in page
    assert "canonical" not in page
    assert check_pages(tiny_source / "site", read_settings(tiny_source)) == ()


def test_a_dry_run_and_the_way_back(tiny_source: Path) -> None:
    """A dry run shows a diff and changes nothing; renamed back, all is as it was, but for the alias."""
    before = read_files(tiny_source)
    shown = run(tiny_source, "mv", "bridge", "stone-bridge", "--dry-run").stdout
    assert read_files(tiny_source) == before
    assert f"rename from content/articles/bridge.md\nrename to {MOVED}\n" in shown
    assert "-見[石橋](bridge.md)。\n+見[石橋](stone-bridge.md)。\n" in shown

    run(tiny_source, "mv", "bridge", "stone-bridge")
    run(tiny_source, "mv", MOVED, "bridge.md")
    own = "content/articles/bridge.md"
    after = read_files(tiny_source)
    assert after.pop(own) == before.pop(own).replace(b"]\n---\n", b"]\naliases: [stone-bridge]\n---\n")
    assert after == before


def test_all_places_of_links(tiny_source: Path) -> None:
    """Links follow in snippets, tables of files, data files, pages and folders; code and templates are named."""
    article = tiny_source / "content/articles/bridge.md"
    (tiny_source / "content/articles/2026").mkdir()
    article.rename(article.parent / "2026" / "bridge.md")
    edit(tiny_source, "content/articles/2026/bridge.md", "../map.svg", "../../map.svg")
    edit(tiny_source, "content/articles/2026/bridge.md", "lane.md#history", "../lane.md#history")
    edit(tiny_source, "content/articles/lane.md", "bridge.md", "2026/bridge.md")
    edit(tiny_source, "content/index.md", "articles/bridge.md", "articles/2026/bridge.md#numbers")
    (tiny_source / "content/snippets").mkdir()
    (tiny_source / "content/snippets/a.md").write_text("见[石桥][b]和[桥](../articles/2026/bridge.md)。\n", "utf-8")
    (tiny_source / "content/wells.csv").write_text("井,桥\n甲,[桥](2026/bridge.md)\n", "utf-8")
    text = (
        '\n--8<-- "snippets/a.md"\n\n```csv file="../wells.csv"\n```\n\n`[桥](2026/bridge.md)`\n\n[b]: 2026/bridge.md\n'
    )
    with (tiny_source / "content/articles/well.md").open("a", encoding="utf-8") as stream:
        stream.write(text)
    edit(tiny_source, "content/themes.yml", "道路连着各家", "道路连着[桥](articles/2026/bridge.md)")
    (tiny_source / "templates/a.html").write_text('<a href="articles/bridge/">', "utf-8")
    run(tiny_source, "catalog", "update")
    before = count_status(tiny_source)

    result = run(tiny_source, "mv", "2026/bridge", "stone-bridge")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("content/articles/2026/bridge.md is now content/articles/2026/stone-bridge.md\n")
    notes = [line for line in result.stderr.splitlines() if "[old-name]" in line]
    assert [note.partition(": note")[0] for note in notes] == [
        "content/articles/well.md:20:11",
        "templates/a.html:1:10",
    ]
    assert run(tiny_source, "check").exit_code == 0
    assert run(tiny_source, "catalog", "update").stdout == "all catalogs are up to date\n"
    assert count_status(tiny_source) == before


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("brigde", "a", "there is no article 'brigde'; did you mean 'bridge'?"),
        ("bridge", "Stone Bridge", "'Stone Bridge' cannot be an address"),
        ("bridge", "2026", "'2026' cannot be an address"),
        ("bridge", "bridge", "that is its name"),
        ("bridge", "lane", "'lane' is the address of content/articles/lane.md"),
        ("bridge", "old-lane", "'old-lane' is an alias of content/articles/lane.md"),
        ("old-lane", "a", "there is no article 'old-lane'; it is now lane"),
        ("bridge", "2026/a", "the article stays in its folder, content/articles; write its new name alone"),
    ],
)
def test_refused_names(tiny_source: Path, old: str, new: str, message: str) -> None:
    """A name that cannot be taken is refused, and nothing is changed."""
    edit(tiny_source, "content/articles/lane.md", "theme:", "aliases: [old-lane]\ntheme:")
    before = read_files(tiny_source)
    result = run(tiny_source, "mv", old, new)
    assert result.exit_code == 2
    assert message in result.stderr
    assert read_files(tiny_source) == before


def test_what_stops_a_renaming(tiny_source: Path) -> None:
    """A file that is in the way, and errors that may hide links, stop a renaming before anything is changed."""
    (tiny_source / "translations/en/articles/a.po").write_text("", "utf-8")
    before = read_files(tiny_source)
    result = run(tiny_source, "mv", "bridge", "a")
    assert result.exit_code == 1
    assert "translations/en/articles/a.po:1:1: error: a file of the new name is there [name-taken]" in result.stderr
    edit(tiny_source, "content/articles/lane.md", "date: 2026-02-01\n", "")
    assert "[key-missing]" in run(tiny_source, "mv", "bridge", "b").stderr
    edit(tiny_source, "content/articles/lane.md", "theme: roads", "date: 2026-02-01\ntheme: roads")
    assert read_files(tiny_source).keys() == before.keys()


def test_a_name_that_was_no_address(tiny_source: Path) -> None:
    """A file whose name could not be an address can be renamed, and leaves no alias."""
    (tiny_source / "content/articles/well.md").rename(tiny_source / "content/articles/老井.md")
    edit(tiny_source, "content/articles/bridge.md", "lane.md#history", "%E8%80%81%E4%BA%95.md")
    assert run(tiny_source, "mv", "老井", "well").exit_code == 0
    assert "aliases" not in (tiny_source / "content/articles/well.md").read_text("utf-8")
    assert "[里弄](well.md)" in (tiny_source / "content/articles/bridge.md").read_text("utf-8")


def test_a_deleted_article(tiny_source: Path) -> None:
    """An article that nothing links to is deleted with its catalogs."""
    before = read_files(tiny_source)
    shown = run(tiny_source, "rm", "well", "--dry-run").stdout
    assert shown.count("deleted file mode") == 2
    assert read_files(tiny_source) == before

    result = run(tiny_source, "rm", "well")
    assert result.stdout.splitlines()[:2] == [
        "deleted content/articles/well.md",
        "deleted translations/en/articles/well.po",
    ]
    assert before.keys() - read_files(tiny_source).keys() == {
        "content/articles/well.md",
        "translations/en/articles/well.po",
    }


def test_a_deleted_article_with_links(tiny_source: Path) -> None:
    """Links to an article are listed with their places, and it is deleted on demand only."""
    before = read_files(tiny_source)
    result = run(tiny_source, "rm", "bridge")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "content/articles/lane.md:14:7: warning: this link leads to content/articles/bridge.md [link-here]",
        "content/index.md:6:17: warning: this link leads to content/articles/bridge.md [link-here]",
        "2 links lead to content/articles/bridge.md; nothing was deleted; take them out, or add  --force",
    ]
    assert read_files(tiny_source) == before
    assert run(tiny_source, "rm", "bridge", "--force").exit_code == 0
    assert not (tiny_source / "content/articles/bridge.md").exists()


def test_names_that_are_taken_by_aliases(tiny_source: Path, tmp_path: Path) -> None:
    """An alias is no name for a new article or an import, and an import takes over no aliases of another site."""
    edit(tiny_source, "content/articles/lane.md", "theme:", "aliases: [old-lane]\ntheme:")
    text = tmp_path / "a.md"
    text.write_text("---\ntitle: 水渠\naliases: [/posts/ditch/]\n---\n\n水渠修好了，大家都很高兴。\n", "utf-8")

    assert "content/articles/lane.md is there already" in run(tiny_source, "new", "article", "old-lane").stderr
    refused = run(tiny_source, "import", str(text), "--slug", "old-lane")
    assert "'old-lane' is the address of another article" in refused.stderr
    taken = run(tiny_source, "import", str(text), "--slug", "ditch", "--theme", "water")
    assert taken.exit_code == 0, taken.output
    assert "\naliases:" not in (tiny_source / "content/articles/ditch.md").read_text("utf-8")
