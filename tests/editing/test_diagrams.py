"""Diagrams in editions: drawn by a program with the texts of each, or shown as their source."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import polib
import pytest
from click.testing import CliRunner

from duizhao.checks.diagrams import check_diagrams
from duizhao.cli import group
from duizhao.editing.diagrams import program as programs
from duizhao.editing.diagrams.drawing import DrawingError, clean_drawing
from duizhao.editing.diagrams.edition import DiagramContext
from duizhao.editing.diagrams.program import LIGHT, Program, find_program
from duizhao.editing.document import EditedDocument, Job, edit_document
from duizhao.editing.inline import convert_text_parts
from duizhao.editing.markdown import convert_markdown
from duizhao.editions import make_edition
from duizhao.script.convert import make_converter
from duizhao.search.extract import read_blocks
from duizhao.settings import Settings
from duizhao.source.document import read_document
from duizhao.translation.catalog import Catalog, Entry

TEXT = """一

```mermaid title="议事的过程"
flowchart TD
  A[头发] -->|提出| 镇
```
"""
ENGLISH = {"头发": "Hair", "提出": 'Raise "it"', "镇": "Town", "议事的过程": "How it is done", "一": "One"}
Draw = Callable[..., EditedDocument]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return a program that draws."""
    (tmp_path / "log").touch()
    script = str(Path(__file__).with_name("draw.py"))
    return Program(tmp_path, (sys.executable, script, "{input}", "{output}", "{theme}", str(tmp_path / "log")))


def edit(text: str, code: str, program: Program | None, entries: dict[str, Entry] | None = None) -> EditedDocument:
    """Edit a text for an edition."""
    document, _problems = read_document(text, "content/articles/a.md")
    catalog = None if entries is None else Catalog(code, "a.po", {("", key): one for key, one in entries.items()})
    labels = {"missing": "Not translated", "stale": "Outdated"}
    draw = DiagramContext(program, "en/articles/a/", "data/en/a").draw
    return edit_document(
        document, Job(make_edition(code), "zh-Hans", catalog, lambda target: target, labels, draw_diagram=draw)
    )


def count_runs(program: Program) -> int:
    """Return how often the program was run."""
    return len((program.root / "log").read_text("utf-8").split())


def make_settings(program: Program) -> Settings:
    """Return the settings of a site with a program."""
    editions = (make_edition("zh-Hans"),)
    return Settings(program.root, "", "", "", "", "content", "site", editions, diagrams=program.command)


def test_each_edition_has_its_own_drawings(program: Program) -> None:
    """A diagram is two pictures, for light and dark pages, and its texts for screen readers and search."""
    edited = edit(TEXT, "zh-Hant-TW", program)

    assert [name for name, _data in edited.files] == ["data/en/a-diagram-1.svg", "data/en/a-diagram-1-dark.svg"]
    assert "A[頭髮]" in edited.files[0][1].decode()
    assert '<img src="../../../data/en/a-diagram-1.svg#only-light" alt="" width="120" height="60"' in edited.html
    assert '<img src="../../../data/en/a-diagram-1-dark.svg#only-dark"' in edited.html
    assert '<p class="dz-diagram__text">頭髮；提出；鎮</p>' in edited.html
    assert ">議事的過程</span>" in edited.html
    assert edited.blocks is not None
    assert edited.blocks == read_blocks(edited.html)
    assert "頭髮；提出；鎮" in [block.text for block in edited.blocks]
    assert (program.root / "log").read_text("utf-8").split() == ["default", "dark"]


def test_a_translation(program: Program) -> None:
    """A diagram is drawn with translated texts if all of them are current, else with its own and marked."""
    entries = {key: Entry(text) for key, text in ENGLISH.items()}
    edited = edit(TEXT, "en", program, entries)

    assert edited.missing == 0
    assert "A[&quot;Hair&quot;]" in edited.files[0][1].decode().replace('"', "&quot;")
    assert '<p class="dz-diagram__text">Hair; Raise “it”; Town</p>' in edited.html
    del entries["镇"]
    edited = edit(TEXT, "en", program, entries)
    assert edited.missing == 1
    assert '<div class="dz-missing" lang="zh-Hans" title="Not translated">\n<figure class="dz-diagram"' in edited.html
    assert "头发" in edited.files[0][1].decode()
    entries["镇"] = Entry("Village", fuzzy=True)
    edited = edit(TEXT, "en", program, entries)
    assert '<div class="dz-stale"' in edited.html
    assert '<details class="dz-old"><summary>Outdated</summary><pre>Village</pre></details>' in edited.html


def test_the_identity(program: Program) -> None:
    """Translating every text with itself gives the document's own HTML and drawings, but for its language."""
    ours, identity = edit(TEXT, "zh-Hans", program), edit(TEXT, "en", program, {key: Entry(key) for key in ENGLISH})
    html = identity.html.replace('lang="en"', 'lang="zh-Hans"').replace("头发; 提出; 镇", "头发；提出；镇")

    assert html == ours.html
    assert identity.files == ours.files


def test_a_translation_that_cannot_be_drawn(program: Program) -> None:
    """The diagram is shown in its own language then, and marked."""
    entries = {key: Entry(text) for key, text in {**ENGLISH, "镇": "WRONG"}.items()}
    edited = edit(TEXT, "en", program, entries)

    assert '<div class="dz-missing" lang="zh-Hans"' in edited.html
    assert '<figure class="dz-diagram" data-block="2" lang="zh-Hans">' in edited.html
    assert '<p class="dz-diagram__text">头发；提出；镇</p>' in edited.html
    assert "头发" in edited.files[0][1].decode()


def test_an_edition_whose_diagram_cannot_be_drawn_is_named(program: Program, tiny_source: Path) -> None:
    """A note names the edition, unless the diagram cannot be drawn at all."""
    command = json.dumps(program.command)
    configuration = tiny_source / "mkdocs.yml"
    written = configuration.read_text("utf-8")
    configuration.write_text(written.replace("  - duizhao:\n", f"  - duizhao:\n      diagrams: {command}\n"), "utf-8")
    article = tiny_source / "content/articles/bridge.md"
    line = article.read_text("utf-8").count("\n") + 2
    with article.open("a", encoding="utf-8") as file:
        file.write('\n```mermaid\npie\n  "甲乙丙" : 1\n```\n')
    run = ["--site", str(tiny_source)]
    assert CliRunner().invoke(group, [*run, "catalog", "update"]).exit_code == 0
    catalog = polib.pofile(str(tiny_source / "translations/en/articles/bridge.po"))
    entry = catalog.find("甲乙丙")
    assert entry is not None
    entry.msgstr = "WRONG"
    catalog.save()
    said = CliRunner().invoke(group, [*run, "build"]).output

    assert said.count("diagram-wrong") == 1
    assert f"bridge.md:{line}:1: note: this diagram cannot be drawn in en: Parse error on line 2:" in said
    article.write_text(article.read_text("utf-8").replace("甲乙丙", "WRONG"), "utf-8")
    said = CliRunner().invoke(group, [*run, "build"]).output
    assert said.count("diagram-wrong") == 1
    assert "error: this diagram cannot be drawn: Parse" in said


@pytest.mark.parametrize("edition", ["zh-Hans", "zh-Hant-TW", "en"])
def test_without_a_program(edition: str) -> None:
    """The source is shown, with the texts of the edition."""
    edited = edit(TEXT, edition, None, {key: Entry(text) for key, text in ENGLISH.items()})

    assert edited.files == ()
    assert "<img" not in edited.html
    shown = {"zh-Hans": "A[头发]", "zh-Hant-TW": "A[頭髮]", "en": 'A["Hair"]'}[edition]
    assert shown.replace('"', "&quot;") in edited.html


def test_drawings_are_kept(program: Program) -> None:
    """The same diagram is drawn once, also for other pages and later builds; another one or another program anew."""
    edit(TEXT, "zh-Hans", program)
    edit(TEXT + "二\n", "zh-Hans", program)
    assert count_runs(program) == 2
    edit(TEXT.replace("头发", "头"), "zh-Hans", program)
    assert count_runs(program) == 4
    other = f"{program.root}/../{program.root.name}/log"
    edit(TEXT, "zh-Hans", program._replace(command=(*program.command[:-1], other)))
    assert count_runs(program) == 6


def check(text: str, program: Program) -> list[str]:
    """Return what is said of the diagrams of a text."""
    document, _problems = read_document(text, "x.md", 5)
    return [str(one) for one in check_diagrams(document, make_settings(program))]


def test_what_cannot_be_drawn_is_reported(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake in a diagram is an error with its line; a program that fails is a warning. Its source is shown."""
    wrong = TEXT.replace("提出", "WRONG")

    assert check(TEXT, program) == []
    assert check(wrong, program) == [
        "x.md:9:1: error: this diagram cannot be drawn: Parse error on line 2: [diagram-wrong]"
    ]
    assert "<code" in edit(wrong, "zh-Hans", program).html
    assert check(TEXT.replace("提出", "NOTHING"), program) == [
        "x.md:8:1: warning: this diagram cannot be drawn: it says nothing [diagram-wrong]"
    ]
    missing = program._replace(command=("./no-such-program", "{input}", "{output}"))
    assert "warning: this diagram cannot be drawn: ./no-such-program cannot be run: No such" in check(TEXT, missing)[0]
    monkeypatch.setattr(programs, "SECONDS", 0.5)
    assert "took longer than 0.5 seconds" in check(TEXT.replace("提出", "SLOW"), program)[0]


def test_nothing_that_draws_is_noted(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing draws diagrams, each is noted with ways out."""
    monkeypatch.setattr(programs, "_has_library", lambda: False)
    document, _problems = read_document(TEXT, "x.md", 5)
    problems = check_diagrams(document, make_settings(program._replace(command=())))

    assert [str(one) for one in problems] == [
        "x.md:7:1: note: a diagram of Mermaid is shown as its source [code-diagram]"
    ]
    assert "diagrams: [mmdc, …]" in problems[0].hint


def test_drawings_run_nothing_and_ask_nobody(program: Program) -> None:
    """Whatever a program writes, the drawing has no script, no handler and no address of another file."""
    edited = edit(TEXT.replace("提出", "EVIL"), "zh-Hans", program)
    assert b"script" not in edited.files[0][1].replace(b"/svg", b"")
    assert b"example.org" not in edited.files[0][1]
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" viewBox="0,0,10 20"'
        b' onload="a()" style="max-width:1px"><style>@import url(https://a.org/b); .a{fill:url(#g);src:url("https://a.org/c")}</style>'
        b'<a x:href="javascript:a()"><path d="M0" marker-end="url(#m)" ONCLICK="b()"/></a><use href="#p"/>'
        b'<use href="https://a.org/d"/><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a<iframe/></p>'
        b'</foreignObject><animate attributeName="href" to="javascript:a()"/></svg>'
    )
    drawn = clean_drawing(svg)

    assert (drawn.width, drawn.height) == (10, 20)
    for gone in (b"a.org", b"javascript", b"onload", b"ONCLICK", b"iframe", b"animate", b"max-width", b"import"):
        assert gone not in drawn.svg
    for kept in (b"url(#g)", b'marker-end="url(#m)"', b'href="#p"', b">a</", b'width="10"'):
        assert kept in drawn.svg


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        (r'<style>@im\port "https://e/x.css"; .a{fill:red}</style>', "<style>  .a{fill:red}</style>"),
        (r"<style>.a{fill:u\72l(https://e/y)} .b{color:red}</style>", "<style>.a{fill: } .b{color:red}</style>"),
        (
            r"<style>.a{fill:u\000072 l(https://e/y)} .b{fill:u\5c 72l(https://e/y)}</style>",
            "<style>.a{fill: } .b{fill:u72l(https://e/y)}</style>",
        ),
        ("<style>.a{fill:u@import x;rl(https://e/y)}</style>", "<style>.a{fill:u rl(https://e/y)}</style>"),
        ("<style>.a{<g/>} @import 'https://e/x.css'</style>", "<style>.a{}  </style>"),
        (r'<path style="\d800 \1 src(a)"/>', '<path style="\ufffd\ufffd " />'),
        (r'<path style="fill:u\72l(https://e/q)"/>', '<path style="fill: " />'),
        ("""<path fill="image-set('https://e/p' 1x)"/>""", '<path fill=" " />'),
        (
            """<path fill="-webkit-image-set(url(#a) 1x, 'https://e/p' 2x)"/>""",
            """<path fill="-webkit-  1x, 'https://e/p' 2x)" />""",
        ),
        ("""<path fill="src('https://e/p')"/>""", '<path fill=" " />'),
        ('<path fill="url(https://e/p"/>', '<path fill=" " />'),
        ('<path fill="URL( https://e/p )"/>', '<path fill=" " />'),
        ('<path fill="url(data:image/svg+xml,a)"/>', '<path fill=" " />'),
        ("""<path fill="url( '#a' )"/>""", """<path fill="url( '#a' )" />"""),
        (r'<text aria-label="a\b (src)"/>', r'<text aria-label="a\b (src)" />'),
        (r"""<style>.a::before{content:"\201C"}</style>""", r"""<style>.a::before{content:"\201C"}</style>"""),
        ('<g xml:base="https://e/"><use href="#a"/></g>', '<g><use href="#a" /></g>'),
    ],
)
def test_styles_load_nothing(written: str, clean: str) -> None:
    """However a style names something elsewhere, the drawing does not; other styles stay as they are."""
    drawn = clean_drawing(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{written}</svg>'.encode())

    assert drawn.svg.decode().partition(">")[2].removesuffix("</svg>") == clean


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg", b"<html/>", b'<svg xmlns="http://www.w3.org/2000/svg"/>', b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'],
)
def test_what_is_no_drawing_is_refused(data: bytes) -> None:
    """A file that is no SVG with a size, or declares entities, is an error of the program."""
    with pytest.raises(DrawingError) as caught:
        clean_drawing(data)
    assert caught.value.is_of_program


def test_the_library_draws_if_it_is_there(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a command the library draws; its mistakes have a line."""

    class Wrong(Exception):  # noqa: N818 -- stands for the library's
        pass

    def render(source: str, options: str) -> str:
        if "WRONG" in source:
            raise Wrong
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><text>{LIGHT in options}</text></svg>'

    said = '{"diagnostics":[{"severity":"error","message":"no","span":{"line":2}}]}'
    library = SimpleNamespace(render_svg=render, analyze_json=lambda _source, _options: said)
    monkeypatch.setattr(programs, "_has_library", lambda: True)
    monkeypatch.setattr(programs, "_load_library", lambda: (library, Wrong))
    found = find_program(make_settings(program._replace(command=())))

    assert found is not None
    assert b"<text>True</text>" in found.draw("a", LIGHT).svg
    with pytest.raises(DrawingError) as caught:
        found.draw("WRONG", LIGHT)
    assert (str(caught.value), caught.value.line, caught.value.is_of_program) == ("no", 2, False)


def test_converting_a_source() -> None:
    """`convert` changes the texts, and names wherever they stand."""
    converter = make_converter("zh-Hans", "zh-Hant-TW")
    text = "> - 头发\n>\n>   ```mermaid\n>   sequenceDiagram\n>     镇->>B: 头发\n>     B-->>镇: %发\n>   ```\n"
    converted = convert_markdown(text, lambda parts: convert_text_parts(parts, converter))

    assert converted == text.replace("头发", "頭髮").replace("镇", "鎮").replace("%发", "%發")
    text = (
        "```mermaid\n---\ntitle: '头发'\n---\nflowchart TD\n  accDescr {\n    头发\n    头发 }\n"
        '  A--头发-->镇-."头发".->B\n```\n'
    )
    converted = convert_markdown(text, lambda parts: convert_text_parts(parts, converter))
    assert converted == text.replace("头发", "頭髮").replace("镇", "鎮")
