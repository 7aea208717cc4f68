"""Documents in one edition: converted, translated or marked, and otherwise unchanged."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duizhao.editing.document import EditedDocument, TocEntry
from duizhao.source.dialect import make_parser
from duizhao.source.document import read_document
from duizhao.translation.catalog import Entry

Edit = Callable[..., EditedDocument]
REPORT = """\
开头，见[计划](plan.md "发展")。

## 目标

- 头**发**
- 为`后台`服务

| 年 | 数 |
|---|---|
| 2020 | 12 |

第一[^a]、第二[^b]。

[^a]: 注释。
[^b]: 后面。
"""


def marks(html: str) -> list[str]:
    """List the block indexes and ids of a page, in order."""
    return re.findall(r'data-block="(\d+)"|<h\d[^>]* id="([^"]+)"', html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("头**发**", '<p data-block="0">頭<strong>髮</strong></p>'),
        ("`头发`的头发", '<p data-block="0"><code>头发</code>的頭髮</p>'),
        ("<b>头</b>发", '<p data-block="0"><b>頭</b>髮</p>'),
        ("-{头发}-的头发", '<p data-block="0">头发的頭髮</p>'),
        ('<p title="头发">头发</p>', '<p title="頭髮" data-block="0">頭髮</p>'),
        ("![头发](a.svg)", '<p data-block="0"><img src="../a.svg" alt="頭髮" /></p>'),
        ('[头](a.md "头发")发', '<p data-block="0"><a href="../a.md" title="頭髮">頭</a>髮</p>'),
        ("即*Ginkgo biloba*，*银杏*", '<p data-block="0">即<em class="dz-latin">Ginkgo biloba</em>，<em>銀杏</em></p>'),
        (
            "*头发Hair and 1毛发*，***头发*** *1*",
            (
                '<p data-block="0"><em>頭髮<span class="dz-latin">Hair and 1</span>毛髮</em>，'
                '<em><strong>頭髮</strong></em> <em class="dz-latin">1</em></p>'
            ),
        ),
        (
            "头~~发长~~、==头==发、H~2~O与++头++^^发^^",
            '<p data-block="0">頭<del>髮長</del>、<mark>頭</mark>髮、H<sub>2</sub>O與<ins>頭</ins><ins>髮</ins></p>',
        ),
        (
            "见https://example.org/%E5%A4%B4的头发，",
            '<p data-block="0">見<a href="../https://example.org/%E5%A4%B4">https://example.org/头</a>的頭髮，</p>',
        ),
        ("他说“头发”。", '<p data-block="0">他說「頭髮」。</p>'),
    ],
)
def test_conversion(text: str, html: str, edit: Edit) -> None:
    """Prose is converted as one text across its inline nodes; code and fixed wording stay."""
    assert edit(text, "zh-Hant-TW").html.strip() == html


def test_same_script(edit: Edit) -> None:
    """A text in its own script has the document's own HTML."""
    text = "头**发**与`后台`。\n\n## 目标\n"
    document, _problems = read_document(text, "content/articles/a.md")
    assert edit(text, "zh-Hans").html == make_parser().renderer.render(document.tokens, make_parser().options, {})


def test_translated_block(edit: Edit) -> None:
    """A current translation replaces its block and may contain its own markup."""
    edited = edit("头**发**。", "en", entries={"头**发**。": Entry("The **hair**, see [plan](plan.md).")})
    html = '<p data-block="0">The <strong>hair</strong>, see <a href="../plan.md">plan</a>.</p>\n'
    assert edited.html == html
    assert (edited.characters, edited.translated, edited.stale, edited.missing) == (7, 7, 0, 0)


def test_missing_block(edit: Edit) -> None:
    """A block without a translation is shown in the source's language and marked."""
    edited = edit("头**发**。", "en", entries={"头**发**。": Entry("")})
    span = '<span class="dz-missing" lang="zh-Hans" title="Not translated">头<strong>发</strong>。</span>'
    assert edited.html == f'<p data-block="0">{span}</p>\n'
    assert (edited.characters, edited.translated, edited.stale, edited.missing) == (7, 0, 0, 1)


def test_without_catalog(edit: Edit) -> None:
    """Without a catalog every block is missing."""
    assert edit("头发。\n\n目标。", "en").missing == 2


def test_stale_block(edit: Edit) -> None:
    """A stale block shows its source, followed by the old translation, folded away."""
    edited = edit("头发。", "en", entries={"头发。": Entry("Hair <1>, [plan](plan.md).", fuzzy=True)})
    source = '<p data-block="0"><span class="dz-stale" lang="zh-Hans" title="Outdated">头发。</span></p>\n'
    old = 'Hair &lt;1&gt;, <a href="../plan.md">plan</a>.'
    assert edited.html == f'{source}<details class="dz-old"><summary>Outdated</summary><p>{old}</p></details>\n'
    assert (edited.translated, edited.stale, edited.missing) == (0, 1, 0)


def test_stale_cell(edit: Edit) -> None:
    """In a table, the old translation is inside the cell."""
    edited = edit("| 年 |\n|---|\n| 多 |\n", "en", entries={"年": Entry("Year"), "多": Entry("Many", fuzzy=True)})
    assert re.search(r"<td[^>]*><span[^>]*>多</span><details[^>]*>.*Many.*</details>\s*</td>", edited.html)


def test_figure(edit: Edit) -> None:
    """The message of an image is its alternative text; the image stays."""
    entries = {"地图": Entry("Map"), "四川": Entry("Sichuan")}
    html = edit('![地图](a.svg "四川"){.figure}', "en", entries=entries).html
    assert '<img src="../a.svg" alt="Map" />' in html
    assert "Sichuan</figcaption>" in html


def test_numbers_need_no_translation(edit: Edit) -> None:
    """A block without letters is unchanged and not counted."""
    edited = edit("2020—2022", "en", entries={})
    assert edited.html == '<p data-block="0">2020—2022</p>\n'
    assert edited.characters == 0


def test_footnotes_are_numbered_anew(edit: Edit) -> None:
    """Footnotes are numbered from one in every edition, however often it is rendered."""
    first = edit(REPORT, "zh-Hant-TW").html
    assert edit(REPORT, "zh-Hant-TW").html == first
    assert re.findall(r'id="(fnref[^"]*)"', first) == ["fnref1", "fnref2"]
    assert re.findall(r'id="(fnref[^"]*)"', edit(REPORT, "en", entries={}).html) == ["fnref1", "fnref2"]


def test_notes_that_are_printed_nowhere_are_referred_to_nowhere(edit: Edit) -> None:
    """A translation's reference to a note that the source defines but never refers to stays text in every edition."""
    entries = {"文。": Entry("See[^a]."), "又。": Entry("And[^a].")}
    for _turn in range(2):
        html = edit("文。\n\n又。\n\n[^a]: 注。\n", "en", entries=entries).html
        assert ("See[^a]." in html, "And[^a]." in html) == (True, True)


def test_toc(edit: Edit) -> None:
    """Headings have the edition's text, but the same ids in all editions."""
    text = "## 头发\n\n文。\n"
    assert edit(text, "zh-Hant-TW").toc == (TocEntry(2, "头发", "頭髮"),)
    assert edit(text, "en", entries={"头发": Entry("Hair")}).toc == (TocEntry(2, "头发", "Hair"),)


PARTS = [
    "头发。",
    "## 目标",
    "- 一\n- 二",
    "| 年 |\n|---|\n| 多 |",
    "> 引",
    "```\n码\n```",
    "头[^a]\n\n[^a]: 注",
    "词\n:   义",
]


@given(st.lists(st.sampled_from(PARTS), max_size=6, unique=True))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_editions_are_alike(edit: Edit, parts: list[str]) -> None:
    """Block indexes and ids are the same in all editions, whatever the state of translations."""
    text = "\n\n".join(parts)
    expected = marks(edit(text, "zh-Hans").html)
    stale = {"头发。": Entry("Hair", fuzzy=True), "多": Entry("Many", fuzzy=True), "一": Entry("One")}
    assert marks(edit(text, "zh-Hant-TW").html) == expected
    assert marks(edit(text, "en", entries={}).html) == expected
    assert marks(edit(text, "en", entries=stale).html) == expected
