"""Snippets: what is included, where each line comes from, and what is refused."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from duizhao.diagnostics import Diagnostic
from duizhao.model import Document
from duizhao.settings import read_settings
from duizhao.source.dialect import make_parser
from duizhao.source.inclusion import read_text_document
from duizhao.source.snippet_files import SnippetFiles
from duizhao.source.snippets import DEEPEST, LONGEST, MOST, join_snippets
from duizhao.tracking import Reads

HERE = Path(__file__).parent
TINY = HERE.parent / "site" / "tiny"
CASES = yaml.safe_load((HERE / "snippets.yml").read_text("utf-8"))
ARTICLE = "content/articles/a.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the folder of a site without any content."""
    shutil.copy(TINY / "mkdocs.yml", tmp_path)
    (tmp_path / "content/articles").mkdir(parents=True)
    return tmp_path


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files of the content folder."""
    for path, text in files.items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


def read(root: Path, source: str, reads: Reads | None = None, path: str = ARTICLE) -> tuple[Document, list[Diagnostic]]:
    """Read a text as if it began at line 8 of an article."""
    return read_text_document(source, path, 8, SnippetFiles(read_settings(root), reads))


def render(document: Document) -> str:
    """Render a document as its author wrote it."""
    md = make_parser()
    return str(md.renderer.render(list(document.tokens), md.options, dict(document.env)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_snippet(case: dict[str, Any], root: Path) -> None:
    """A text with snippets has the joined text, blocks, links and problems of its case."""
    write(root, case.get("files", {}))
    document, problems = read(root, case["source"])
    if "text" in case:
        joined = join_snippets(case["source"], ARTICLE, 8, SnippetFiles(read_settings(root)))
        assert "\n".join(joined.lines) == case["text"]
    if "blocks" in case:
        found = [[one.kind, f"{one.path or document.path}:{one.line}", one.text] for one in document.blocks]
        assert found == case["blocks"]
    if "links" in case:
        assert [[one.target, one.base, str(one.span)] for one in document.links] == case["links"]
    if "diagrams" in case:
        diagrams = document.diagrams.values()
        assert [[f"{place.path}:{place.line}" for place in one.places] for one in diagrams] == case["diagrams"]
    if "problems" in case:
        wanted = case["problems"]
        said = [f"{one} {one.hint}" if str(one) not in wanted else str(one) for one in problems]
        assert said == wanted
    assert all(one.hint for one in problems if "snippet" in one.code)


def test_references_to_figures_and_charts_have_their_places(root: Path) -> None:
    """References in texts and charts name the file, line and column that they stand in."""
    text = "甲{{x-f01}}\n\n```chart\nkind: bar\ntitle: 题\ndescription: 述{{x-f02}}\nrows: [x-f03]\n```\n"
    write(root, {"snippets/b.md": text})
    document, problems = read(root, '- 项\n\n    --8<-- "snippets/b.md"\n')
    assert problems == []
    assert [str(one.span) for one in document.references] == ["content/snippets/b.md:1:2", "content/snippets/b.md:6:14"]
    (chart,) = document.charts.values()
    assert str(chart.rows[0].span) == "content/snippets/b.md:7:8"


def test_files_that_are_no_text(root: Path) -> None:
    """A file that is not UTF-8 or has control characters is reported at its own wrong byte, once."""
    write(root, {"snippets/b.md": "一\n二".encode("gb18030"), "snippets/c.md": "甲\n\0"})
    problems = read(root, '--8<-- "snippets/b.md"\n--8<-- "snippets/b.md"\n--8<-- "snippets/c.md"\n')[1]
    assert [(str(one.span), one.code) for one in problems] == [
        ("content/snippets/b.md:2:1", "file-encoding"),
        ("content/snippets/c.md:2:1", "file-control-character"),
    ]


def test_a_name_that_is_longer_than_any(root: Path) -> None:
    """A file with a name that the system does not allow is missing, as one with any other name is."""
    write(root, {"snippets/a.md": "甲"})
    problems = read(root, f'甲\n\n--8<-- "snippets/{"b" * 300}.md"\n')[1]
    assert [(str(one.span), one.code) for one in problems] == [("content/articles/a.md:10:9", "snippet-missing")]


def test_links_out_of_the_content_folder(root: Path) -> None:
    """A symbolic link may lead to a file of the content folder, but neither out of it, nor to an article or itself."""
    write(root, {"data/b.md": "甲", "articles/c.md": "乙"})
    (root / "secret.md").write_text("秘密", "utf-8")
    folder = root / "content/snippets"
    folder.mkdir()
    (folder / "in.md").symlink_to("../data/b.md")
    (folder / "out.md").symlink_to("../../secret.md")
    (folder / "up").symlink_to("../..")
    (folder / "article.md").symlink_to("../articles/c.md")
    (folder / "self.md").symlink_to("self.md")
    names = ("in.md", "out.md", "up/secret.md", "article.md", "self.md")
    document, problems = read(root, "".join(f'--8<-- "snippets/{name}"\n' for name in names))
    assert [block.text for block in document.blocks] == ["甲"]
    assert [one.code for one in problems] == ["snippet-outside", "snippet-outside", "snippet-page", "snippet-missing"]


def test_every_file_that_was_asked_for_is_a_fact(root: Path) -> None:
    """The files that exist, those that do not, and the targets of symbolic links are read; the content alone is."""
    write(root, {"data/b.md": '--8<-- "./no.md"\n'})
    (root / "content/link").symlink_to("data")
    reads: Reads = set()
    read(root, '--8<-- "link/b.md"\n--8<-- "../outside.md"\n--8<-- "articles"\n--8<-- "../../x"\n', reads)
    paths = ("link/b.md", "data/b.md", "link/no.md", "data/no.md", "outside.md", "articles")
    assert reads == {("file", f"content/{path}") for path in paths}


def test_files_deep_in_one_another(root: Path) -> None:
    """A chain of files is included up to a stated depth."""
    write(root, {f"{number}.md": f'层{number}\n--8<-- "{number + 1}.md"\n' for number in range(40)})
    document, problems = read(root, '--8<-- "0.md"\n')
    assert f"层{DEEPEST - 1}" in document.blocks[0].text
    assert [(str(one.span), one.code) for one in problems] == [(f"content/{DEEPEST - 1}.md:2:9", "snippet-deep")]


@pytest.mark.parametrize("text", ["", "笑" * 10])
def test_more_than_anybody_needs(text: str, root: Path) -> None:
    """Files that include one another twice each are refused after a stated number of inclusions."""
    write(root, {f"{number}.md": f'{text}\n--8<-- "{number + 1}.md"\n' * 2 for number in range(15)})
    write(root, {"15.md": "末"})
    problems = read(root, '--8<-- "0.md"\n')[1]
    assert [one.code for one in problems if one.code != "snippet-empty"] == ["snippet-large"]
    assert str(MOST) in problems[-1].message


def test_more_characters_than_anybody_needs(root: Path) -> None:
    """A large file that is included often is refused after a stated number of characters; nothing is included then."""
    write(root, {"a.txt": ("x" * 99 + "\n") * 4_000})
    whole, problems = read(root, "```\n" + '--8<-- "a.txt"\n' * 2 + "```\n")
    assert (problems, len(whole.blocks[0].text)) == ([], 2 * 400_000)
    source = "```\n" + '--8<-- "a.txt"\n' * 9 + "```\n甲[^x]\n"
    document, problems = read(root, source)
    assert [(one.span.line, one.code) for one in problems] == [(11, "snippet-large"), (19, "footnote-undefined")]
    assert str(LONGEST) in problems[0].message
    assert document.blocks[0].text == '--8<-- "a.txt"\n' * 9


PARTS = st.lists(
    st.sampled_from(
        [
            "段落甲",
            "续行**重**",
            "",
            "## 标题",
            "## 标题 {#id}",
            "- 项",
            "    - 内项",
            "    续",
            "    甲[^no]",
            "    ```",
            "1. 一",
            "> 引",
            "| 年 | 数 |",
            "|---|---|",
            "| 1 | 2 |",
            "```python",
            "x = 1",
            "```",
            '!!! note "题"',
            "=== 标签",
            "<div>",
            "</div>",
            "注[^a]。",
            "[^a]: 注释",
            "[链][l]",
            "[l]: https://example.org/",
            "词",
            ":   义",
            "$$",
            "x^2",
            "*[三资]: 资金",
            "三资[^no]",
            "[断](no.md)",
            "#无空格",
            "---",
            "<!-- i18n:skip -->",
            "**开",
        ]
    ),
    min_size=1,
    max_size=14,
)
CUTS = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=4)


def cut(lines: list[str], cuts: list[tuple[int, int]]) -> tuple[list[str], dict[str, list[str]]]:
    """Put ranges of a text into files that are included at their places, also into one another.

    Blanks that all lines of a range begin with are put before the line that includes them.

    Returns:
        The lines that are left, and the lines of each file.
    """
    files: dict[str, list[str]] = {}
    rest = list(lines)
    for number, ends in enumerate(cuts):
        first, last = sorted(min(end, len(rest)) for end in ends)
        if first < last:
            blanks = "    " if all(line.startswith("    ") for line in rest[first:last] if line) else ""
            files[f"{number}.txt"] = [line.removeprefix(blanks) for line in rest[first:last]]
            rest[first:last] = [f'{blanks}--8<-- "{number}.txt"']
    return rest, files


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(PARTS, CUTS)
@example(["- 项", "", "    甲[^no]", "    乙[^no]"], [(2, 4), (2, 3)])
def test_cutting_a_text_into_snippets_changes_nothing(
    root: Path, parts: list[str], cuts: list[tuple[int, int]]
) -> None:
    """A text that is put together from snippets gives the same page; each problem stands in the file of its line."""
    rest, files = cut(parts, cuts)
    write(root, {name: "\n".join(lines) + "\n" for name, lines in files.items()})
    whole, problems = read(root, "\n".join(parts))
    document, found = read(root, "\n".join(rest))
    assert render(document) == render(whole)
    assert [(one.kind, one.text, one.section) for one in document.blocks] == [
        (one.kind, one.text, one.section) for one in whole.blocks
    ]

    texts = {f"content/{name}": lines for name, lines in files.items()}

    def line_of(path: str, number: int) -> str:
        return texts[path][number - 1] if path in texts else rest[number - 8]

    # What is written there tells where a problem stands.
    wanted = [(one.code, one.message, parts[one.span.line - 8][one.span.column - 1 :].strip()) for one in problems]
    said = [
        (one.code, one.message, line_of(one.span.path, one.span.line)[one.span.column - 1 :].strip())
        for one in found
        if one.code != "snippet-empty"
    ]
    shared = {"abbreviation-unused", "footnote-unused", "reference-unused"}
    assert [one for one in wanted if one[0] not in shared] == [one for one in said if one[0] not in shared]
    for before, after in zip(whole.blocks, document.blocks, strict=True):
        assert line_of(after.path or ARTICLE, after.line).strip() == parts[before.line - 8].strip()


def test_files_of_tables_in_snippets(root: Path) -> None:
    """A snippet names the file of a table relative to itself; what is wrong in that file has its place there."""
    write(root, {"snippets/b.md": "```csv file=rows.csv\n```\n", "snippets/rows.csv": "年份,人口\n2021,{{a}}\n"})
    reads: Reads = set()
    document, problems = read(root, '--8<-- "snippets/b.md"\n', reads)
    assert problems == []
    assert [block.text for block in document.blocks] == ["年份", "人口", "2021", "{{a}}"]
    assert [str(one.span) for one in document.references] == ["content/snippets/rows.csv:2:6"]
    assert reads == {("file", "content/snippets/b.md"), ("file", "content/snippets/rows.csv")}

    write(root, {"snippets/rows.csv": "年份,人口\n2021\n"})
    _document, problems = read(root, '--8<-- "snippets/b.md"\n')
    assert [(str(one.span), one.code) for one in problems] == [("content/snippets/rows.csv:2:1", "table-csv")]
