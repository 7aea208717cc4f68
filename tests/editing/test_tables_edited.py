"""Tables in editions: captions and cells converted, translated and found; labels of cards, and values to sort by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from duizhao.editing.document import EditedDocument, Job, edit_document
from duizhao.editing.inline import convert_text_parts
from duizhao.editing.markdown import convert_markdown
from duizhao.editions import make_edition
from duizhao.script.convert import make_converter
from duizhao.search.extract import read_blocks
from duizhao.source.document import read_document
from duizhao.translation.catalog import Entry

Edit = Callable[..., EditedDocument]
TEXT = """\
表：里面的头发[^1]

| 头发 | 数 |
|---|---|
| 里面 | 2 |

[^1]: 注

```csv title="台湾" stacked sortable
头发,数量
"里""面"",
后",{{a}}
**干部**,{{a}}和{{b}}
3,{{a:name}}
```
"""


def test_scripts(edit: Edit) -> None:
    """Captions and cells are converted, and so are the labels of cards, which are those of their columns."""
    html = edit(TEXT, "zh-Hant-TW").html

    assert '<caption id="dz-caption-2" data-block="0">裡面的頭髮<sup>' in html
    assert '<caption id="dz-caption-1" data-block="5">臺灣</caption>' in html
    assert html.count('<span class="dz-cell" aria-hidden="true" data-label="頭髮"></span>') == 3
    assert "></span>裡&quot;面&quot;, 後</td>" in html
    assert "<strong>幹部</strong>" in html


def test_labels_are_those_that_the_edition_shows(edit: Edit) -> None:
    """A translated head labels its cells, and one without translation in its own words."""
    html = edit(TEXT, "en", entries={"头发": Entry('<"Hair">'), "数量": Entry("old", fuzzy=True)}).html

    assert html.count('data-label="&lt;“Hair”&gt;"') == 3
    assert html.count('data-label="数量"') == 3


def test_values() -> None:
    """A cell with one figure has its exact value; one with several, or with a name, has none."""
    document, problems = read_document(TEXT, "x.md")
    assert problems == []
    job = Job(make_edition("zh-Hans"), "zh-Hans", None, lambda link: link, {})
    html = edit_document(document, replace(job, find_value={"a": "12400", "b": "1"}.__getitem__)).html

    assert html.count("data-value=") == 1
    assert 'data-label="数量" data-value="12400"></span>{{a}}</td>' in html


def test_the_identity(edit: Edit) -> None:
    """Translating every message with itself gives the document's own HTML."""
    document, _problems = read_document(TEXT, "x.md")
    entries = {block.text: Entry(block.text) for block in document.blocks if block.is_translated}

    assert set(entries) >= {"里面的头发[^1]", "台湾", "头发", '里"面", 后', "**干部**"}
    assert edit(TEXT, "en", entries=entries).html == edit(TEXT, "en", source="en").html


@pytest.mark.parametrize("code", ["zh-Hans", "zh-Hant-HK", "en"])
def test_search_reads_what_pages_show(edit: Edit, code: str) -> None:
    """The texts for the search are those of the page; labels are no part of them."""
    # Without figures of a site a reference stays as it is typed, which the search leaves to the page.
    text = TEXT.replace("{{a}}", "一").replace("{{b}}", "二").replace("{{a:name}}", "三")
    edited = edit(text, code, entries={"台湾": Entry("Taiwan")} if code == "en" else None)

    assert edited.blocks == read_blocks(edited.html)
    assert edited.blocks is not None
    assert [one.text for one in edited.blocks if "data-label" in one.text or one.text.count("头发") > 1] == []


def test_convert() -> None:
    """`duizhao convert` converts captions and cells in place, and leaves signs, quotation marks and options."""
    converter = make_converter("zh-Hans", "zh-Hant-TW")
    text = "表：表里\n\n| a |\n|---|\n\n> 表: 发展\n\n" + TEXT.replace("台湾", "台湾表", 1)
    converted = convert_markdown(text, lambda parts: convert_text_parts(parts, converter))

    assert converted == (
        "表：表裡\n\n| a |\n|---|\n\n> 表: 發展\n\n"
        "表：裡面的頭髮[^1]\n\n| 頭髮 | 數 |\n|---|---|\n| 裡面 | 2 |\n\n[^1]: 注\n\n"
        '```csv title="臺灣表" stacked sortable\n'
        '頭髮,數量\n"裡""面"",\n後",{{a}}\n**幹部**,{{a}}和{{b}}\n3,{{a:name}}\n```\n'
    )
