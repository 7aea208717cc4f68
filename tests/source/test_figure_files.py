"""Figures, as read from content/data, and references to them, as read from texts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from duizhao.diagnostics import Span
from duizhao.editing.markdown import convert_markdown
from duizhao.model import Figure, Reference
from duizhao.settings import Settings
from duizhao.source.dialect import make_parser
from duizhao.source.document import read_document
from duizhao.source.figures import read_figures
from duizhao.source.references import fill_references, split_reference
from duizhao.source.schema import make_schema

FILE = """\
- id: one
  name: 社区
  value: 0.06
  region: sichuan
  period: 2025
  period_kind: asof
  theme: people
  source: paper
- {id: two, name: 人数, value: 15_240_000, unit: 名, qualifier: more than, region: sichuan, period: 2021/2025,
   period_kind: span, theme: people, source: paper, note: 存疑。}
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a site without content files."""
    (tmp_path / "content/data").mkdir(parents=True)
    return Settings(tmp_path, "", "", "", "", "content", "site", ())


def test_figures_keep_their_numbers_exactly(settings: Settings) -> None:
    """Every key has its value and its position; missing optional keys are empty."""
    (settings.content_folder / "data/paper.yml").write_text(FILE, "utf-8")
    (one, two), problems = read_figures(settings)
    path = "content/data/paper.yml"
    expected = Figure(
        "one", "社区", Decimal("0.06"), "", "", "sichuan", "2025", "asof", "people", "paper", "", Span(path, 1, 3)
    )
    assert problems == []
    assert {name: getattr(one, name) for name in Figure.__slots__ if name != "places"} == {
        name: getattr(expected, name) for name in Figure.__slots__ if name != "places"
    }
    assert one.places["value"] == Span(path, 3, 10)
    assert (two.value, two.unit, two.qualifier, two.note) == (Decimal(15_240_000), "名", "more than", "存疑。")


def test_files_are_read_in_the_order_of_their_names(settings: Settings) -> None:
    """Each file adds its figures, and a site without figures has none."""
    assert read_figures(settings) == ((), [])
    for name in ("b", "a"):
        (settings.content_folder / f"data/{name}.yml").write_text(FILE.replace("one", name).replace("two", f"{name}2"))
    assert [figure.id for figure in read_figures(settings)[0]] == ["a", "a2", "b", "b2"]


def test_the_schema_of_figures() -> None:
    """A value is a number, and the words for qualifiers are listed."""
    described = make_schema("figures")["$defs"]["FigureRow"]
    assert described["properties"]["value"]["type"] == "number"
    assert "more than" in str(described["properties"]["qualifier"])
    assert described["required"] == ["id", "name", "value", "region", "period", "period_kind", "theme", "source"]


@pytest.mark.parametrize(
    ("markdown", "contents"),
    [
        ("共{{a}}人", ["a"]),
        ("{{a}}{{b:number}}", ["a", "b:number"]),
        ("{{ a : value }}", [" a : value "]),
        ("**{{a}}**[{{b}}](c.md){{d}}![{{e}}](f.png)", ["a", "b", "d", "e"]),
        ("## {{a}} {#b}", ["a"]),
        ("| {{a}} |\n| --- |\n| {{b}} |", ["a", "b"]),
        ("甲[^b]\n\n[^b]: {{a}}", ["a"]),
        ("-{zh-hans:{{a}};zh-tw:甲}-", ["a"]),
        ("`{{a}}`", []),
        ("```\n{{a}}\n```", []),
        ("\\{{a}}", []),
        ("{{}} {{ }} {{a}", []),
        ("{{a\nb}}", []),
    ],
)
def test_a_text_lists_its_references(markdown: str, contents: list[str]) -> None:
    """References are found in every kind of text, but not in code."""
    document, _problems = read_document(markdown, "a.md")
    assert [one.content for one in document.references] == contents


def test_a_reference_has_a_place_and_a_text_behind_it() -> None:
    """A reference has a position and the text that follows it, which may be a measure word."""
    document, _problems = read_document("甲。\n\n共{{a}}名志愿者**多**", "a.md", 10)
    assert document.references == (Reference("a", "名志愿者", Span("a.md", 12, 2)),)


@pytest.mark.parametrize(
    ("content", "parts"), [("a", ("a", "")), (" a : word ", ("a", "word")), ("a:", ("a", "")), ("a:b:c", ("a", "b:c"))]
)
def test_a_reference_is_an_id_and_a_form(content: str, parts: tuple[str, str]) -> None:
    """Blanks are ignored, and without a colon the form is empty."""
    assert split_reference(content) == parts


def test_a_text_without_markup_is_filled() -> None:
    """Each reference is passed on with the unchanged text before it."""
    seen: list[tuple[str, str]] = []

    def write(content: str, before: str) -> str:
        seen.append((content, before))
        return "5"

    assert fill_references("共{{a}}和{{b:number}}", write) == "共5和5"
    assert seen == [("a", "共"), ("b:number", "共{{a}}和")]


def test_the_parser_alone_shows_a_reference_as_it_was_typed() -> None:
    """Without an edition that prints figures, references stay as written."""
    assert make_parser().render("共{{a&b}}") == "<p>共{{a&amp;b}}</p>\n"


def test_conversion_of_markdown_leaves_references_alone() -> None:
    """The command `convert` changes the text around a reference, but not the reference."""

    def convert(parts: list[str] | tuple[str, ...]) -> list[str]:
        return [part.replace("头", "頭") for part in parts]

    text = "---\ntitle: 头{{头}}\n---\n头{{a:number}}头**头{{a}}**头\n"
    assert convert_markdown(text, convert).endswith("---\n頭{{a:number}}頭**頭{{a}}**頭\n")
