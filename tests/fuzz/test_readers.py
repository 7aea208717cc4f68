"""Any source is either read or reported with its position; readers never crash or hang.

`pytest tests/fuzz -n0 --no-cov --hypothesis-profile=fuzz` tries more than ten thousand inputs.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from duizhao.cli.catalog_check import check_catalogs
from duizhao.configuration import check_configuration
from duizhao.diagnostics import Diagnostic, SourceError
from duizhao.editing.document import Job, edit_document
from duizhao.editions import make_edition
from duizhao.options import Options
from duizhao.pipeline import prepare
from duizhao.settings import read_settings
from duizhao.source.document import read_document
from duizhao.source.lexicon import read_lexicon
from duizhao.translation.catalog_files import update_catalogs

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests/site/tiny"
CORPUS = ROOT / "tests/data/fuzz"
MODES = {
    "content/articles/well.md": [ROOT / "content/articles", TINY / "content/articles"],
    "content/themes.yml": [ROOT / "content/themes.yml"],
    "content/regions.yml": [ROOT / "content/regions.yml"],
    "content/sources.yml": [ROOT / "content/sources.yml"],
    "content/glossary.yml": [ROOT / "content/glossary.yml"],
    "content/data/figures.yml": [ROOT / "content/data"],
    "content/actions.yml": [ROOT / "content/actions.yml"],
    "content/events.yml": [ROOT / "content/events.yml"],
    "content/index.md": [ROOT / "content/index.md"],
    "translations/en/articles/well.po": [TINY / "translations/en/articles", ROOT / "translations/en/articles"],
    "translations/en/site.po": [TINY / "translations/en/site.po"],
    "translations/lexicon/zh-Hant-TW.yml": [TINY / "translations/lexicon"],
    "translations/glossary.yml": [ROOT / "translations/glossary.yml"],
    "mkdocs.yml": [TINY / "mkdocs.yml", ROOT / "mkdocs.yml"],
}
"""Valid seeds for each kind of source."""
NASTY = [
    *(
        "\x00",
        "\ufeff",
        "\u2028",
        "\x85",
        "\u202e",
        "\t",
        "\r",
        "\r\n",
        "\n\n",
        "\n---\n",
        "'",
        '"',
        "\\",
        "{{",
        "}}",
        "-{",
        "}-",
    ),
    *(
        ": ",
        "- ",
        "? ",
        "&a ",
        "*a",
        "<<: *a",
        "!!python/object:os.system ",
        "!!binary ",
        "!ENV X",
        "|\n",
        ">-\n",
        "# ",
        "%",
    ),
    *(
        ".inf",
        ".nan",
        "1e999",
        "-1",
        "2026-02-30",
        "012",
        "1:30",
        "yes",
        "null",
        "~",
        "9" * 400,
        "0x1F",
        "1_000",
        "\U0001f600",
    ),
    *(
        "[",
        "]",
        "{",
        "}",
        "[^1]",
        "[^1]: ",
        "```",
        "~~~",
        "```chart\n",
        "!!! note\n",
        "??? note\n    ",
        "> [!NOTE]- ",
        '=== "a"\n    ',
        "|---|",
        "<div>",
        "<!-- i18n: -->",
        "&#0;",
        "&amp;",
    ),
    *(
        'msgid "',
        'msgstr "',
        "#~ ",
        "#, fuzzy\n",
        "#| ",
        "msgctxt ",
        'msgid_plural "',
        "\\x",
        "<<<<<<< HEAD\n",
        "\udc80",
        "头发",
        "里",
    ),
]
EDITIONS = ("zh-Hans", "zh-Hant-TW", "en")


def list_seeds(places: Sequence[Path]) -> list[str]:
    """List valid sources of a kind."""
    files = [file for place in places for file in (sorted(place.rglob("*.*")) if place.is_dir() else [place])]
    return [file.read_text("utf-8")[:3000] for file in files[:8]]


SEEDS = {kind: list_seeds(places) for kind, places in MODES.items()}


@st.composite
def mutate(draw: st.DrawFn, seeds: Sequence[str]) -> bytes:
    """Change a valid source in a few places, or make an arbitrary text."""
    if draw(st.integers(0, 9)) == 0:
        return (
            draw(st.binary(max_size=60))
            if draw(st.booleans())
            else draw(st.text(max_size=60)).encode("utf-8", "replace")
        )
    text = draw(st.sampled_from(seeds))
    for _number in range(draw(st.integers(1, 5))):
        place = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 40))
        what = draw(st.integers(0, 4))
        piece = text[place : place + length]
        if what == 0:
            text = text[:place] + text[place + length :]
        elif what == 1:
            text = text[:place] + piece * 3 + text[place + length :]
        elif what == 2:
            lines = text.split("\n")
            number = draw(st.integers(0, len(lines) - 1))
            lines.insert(draw(st.integers(0, len(lines))), lines[number])
            text = "\n".join(lines)
        else:
            text = text[:place] + draw(st.sampled_from(NASTY)) * draw(st.sampled_from([1, 1, 1, 50])) + text[place:]
    data = text.encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 9)) == 0 and data:
        place = draw(st.integers(0, len(data) - 1))
        data = data[:place] + draw(st.binary(min_size=1, max_size=3)) + data[place + 1 :]
    return data


@contextmanager
def site_with(kind: str, data: bytes) -> Iterator[Path]:
    """Yield a small site in which one source is replaced."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    try:
        shutil.copytree(TINY, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("site", ".cache"))
        (folder / kind).parent.mkdir(parents=True, exist_ok=True)
        (folder / kind).write_bytes(data)
        yield folder
    finally:
        shutil.rmtree(folder)


def read_everything(root: Path) -> list[Diagnostic]:
    """Read all sources of a site, render its documents in three editions, and check and merge its catalogs."""
    try:
        site_settings = read_settings(root)
        problems = check_configuration(root)
        prepared = prepare(root, Options(now=None))
    except SourceError as error:
        return list(error.diagnostics)
    problems += prepared.diagnostics
    problems += read_lexicon(site_settings)[1]
    problems += check_catalogs(site_settings)[0]
    for article in prepared.site.articles:
        for code in EDITIONS:
            catalog = prepared.catalogs.get(code, {}).get(article.slug)
            labels = {"missing": "", "stale": ""}
            edit_document(article.document, Job(make_edition(code), article.script, catalog, lambda url: url, labels))
    check_places(problems, root)
    # This comes last because it rewrites the catalogs.
    return update_catalogs(prepared.site)[1]


def check_places(problems: Sequence[Diagnostic], root: Path) -> None:
    """Check that each problem has a message and a valid position."""
    for problem in problems:
        assert problem.message
        assert problem.span.line >= 1
        assert problem.span.column >= 1
        file = root / problem.span.path
        if file.is_file():
            lines = file.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
            assert problem.span.line <= lines + 1, problem


@pytest.mark.parametrize("kind", MODES)
def test_mutated_sources(kind: str) -> None:
    """A mutated source is read, or rejected with a position."""

    @settings(settings(), max_examples=max(25, settings().max_examples // (1 if settings().max_examples > 100 else 4)))
    @given(mutate(SEEDS[kind]))
    def run(data: bytes) -> None:
        with site_with(kind, data) as root:
            check_places(read_everything(root), root)

    run()


@given(
    st.lists(
        st.sampled_from(
            [*NASTY, "a", "甲", " ", "\n", "> ", "* ", "1. ", "| ", "**", "_", "`", "](x)", "![", "==", "~"]
        ),
        max_size=40,
    )
)
@example(["甲\r乙"])
@example(["\r", "\r", "```chart\n"])
def test_markdown_of_pieces(pieces: list[str]) -> None:
    """Any sequence of markup is rendered in every edition without an error."""
    text = "".join(pieces).replace("\udc80", "").replace("\x00", "")
    document, problems = read_document(text, "x.md")
    for code in EDITIONS:
        edit_document(document, Job(make_edition(code), "zh-Hans", None, lambda url: url, {"missing": "", "stale": ""}))
    # Markdown ends lines with \r, too; of files it is read as \n.
    lines = text.count("\n") + text.count("\r")
    assert all(1 <= one.span.line <= lines + 2 for one in problems)


@pytest.mark.parametrize(
    "file", sorted(file for file in CORPUS.rglob("*") if file.is_file()), ids=lambda file: file.name
)
def test_corpus(file: Path) -> None:
    """Inputs that once failed are read, or rejected with a position; their folder's name is the path they replace."""
    kind = next(kind for kind in MODES if kind.replace("/", "+") == file.parent.name)
    with site_with(kind, file.read_bytes()) as root:
        check_places(read_everything(root), root)


def test_there_is_something_to_change() -> None:
    """Every kind of source has seeds."""
    assert all(SEEDS.values())
