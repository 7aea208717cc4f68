"""Code and formulas in editions: what is converted, translated, found, and the same in all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from duizhao.editing.document import EditedDocument
from duizhao.editing.inline import convert_text_parts
from duizhao.editing.markdown import convert_markdown
from duizhao.script.convert import make_converter
from duizhao.search.extract import read_blocks
from duizhao.source.document import read_document
from duizhao.translation.catalog import Entry

Edit = Callable[..., EditedDocument]
TEXT = r"""
## 公式$E=mc^2$

设$v_{\text{头发}}$为速度，见`#!python "头发"`。

> $$
> x = \begin{cases} 1 & \text{若里面} \\ 0 & \text{否则} \end{cases}
> $$

```math
a^2 + b^2
```

```python title="计算头发" linenums="1" hl_lines="1"
x = "头发"
```

```python title="hair.py"
y = 1
```

<!-- i18n:translate -->
```yaml
a: 头发
```
"""


def list_messages(text: str) -> list[tuple[str, str]]:
    """List kind and text of the messages of a document."""
    document, problems = read_document(text, "content/articles/a.md")
    assert problems == []
    return [(block.kind, block.text.removesuffix("\n")) for block in document.blocks if block.is_translated]


def test_messages() -> None:
    """A formula is part of the message of its paragraph, and a message if it has words; so is a title of code."""
    assert list_messages(TEXT) == [
        ("heading", "公式$E=mc^2$"),
        ("paragraph", r"""设$v_{\text{头发}}$为速度，见`#!python "头发"`。"""),
        ("paragraph", r"$$ x = \begin{cases} 1 & \text{若里面} \\ 0 & \text{否则} \end{cases} $$"),
        ("title", "计算头发"),
        ("code", "a: 头发"),
    ]


def test_scripts(edit: Edit) -> None:
    """Words in formulas and titles of code are converted, neither code nor the names of files."""
    html = edit(TEXT, "zh-Hant-TW").html

    assert r"v_{\text{頭髮}}</annotation>" in html
    assert "<mtext>頭髮</mtext>" in html
    assert "<mtext>若裡面</mtext>" in html
    assert '<span class="filename" data-block="4">計算頭髮</span>' in html
    assert "&quot;头发&quot;</span></code>" in html
    assert '<span class="s2">&quot;头发&quot;</span>' in html
    assert '<span class="filename" translate="no" data-block="6">hair.py</span>' in html
    assert '<span class="l">头发</span>' in html


def test_the_identity(edit: Edit) -> None:
    """Translating every message with itself gives the document's own HTML."""
    entries = {text: Entry(text) for _kind, text in list_messages(TEXT)}
    assert edit(TEXT, "en", entries=entries).html == edit(TEXT, "zh-Hans").html


def test_a_translation(edit: Edit) -> None:
    """A translation has formulas with words of its own, code that is translated keeps its colours."""
    entries = {
        r"""设$v_{\text{头发}}$为速度，见`#!python "头发"`。""": Entry(r"Let $v_{\text{hair}}$ be, see `#!python 1`."),
        r"$$ x = \begin{cases} 1 & \text{若里面} \\ 0 & \text{否则} \end{cases} $$": Entry(r"$$x = \text{if}$$"),
        "计算头发": Entry("Counting *hair*"),
        "a: 头发": Entry("a: hair"),
    }
    html = edit(TEXT, "en", entries=entries).html

    assert "<mtext>hair</mtext>" in html
    assert '<code class="highlight"><span class="mi">1</span></code>' in html
    assert r"x = \text{if}</annotation>" in html
    assert '<span class="filename" data-block="4">Counting <em>hair</em></span>' in html
    assert '<span class="nt">a</span><span class="p">:</span> <span class="l">hair</span>' in html


def test_a_wrong_translation_is_shown_as_code(edit: Edit) -> None:
    """A formula that a translator has broken is readable."""
    html = edit("面积$a^2$", "en", entries={"面积$a^2$": Entry(r"area $\foo$")}).html
    assert r'area <code class="dz-formula-wrong">\foo</code>' in html


def test_the_search_reads_latex_and_code(edit: Edit) -> None:
    """The text of a formula is its LaTeX, of code what is in it without numbers of lines, in tokens as in HTML."""
    edited = edit(TEXT, "zh-Hans")

    assert edited.blocks == read_blocks(edited.html)
    assert [block.text for block in edited.blocks or ()] == [
        "公式E=mc^2",
        r"""设v_{\text{头发}}为速度，见"头发"。""",
        r"x = \begin{cases} 1 & \text{若里面} \\ 0 & \text{否则} \end{cases}",
        "a^2 + b^2",
        "计算头发",
        'x = "头发"',
        "hair.py",
        "y = 1",
        "a: 头发",
    ]


def test_a_heading_says_its_formula(edit: Edit) -> None:
    """The table of contents has the LaTeX of a formula in a heading."""
    assert [entry.text for entry in edit(TEXT, "zh-Hans").toc] == ["公式E=mc^2"]


def test_conversion_of_the_source() -> None:
    """A converted source has words in formulas and titles converted, and everything else as it was."""
    converter = make_converter("zh-Hans", "zh-Hant-TW")
    converted = convert_markdown(TEXT, lambda parts: convert_text_parts(parts, converter))

    expected = TEXT.replace(r"\text{头发}", r"\text{頭髮}").replace("为速度，见", "為速度，見").replace("设$", "設$")
    expected = expected.replace("若里面", "若裡面").replace("否则", "否則").replace("计算头发", "計算頭髮")
    assert converted == expected


@pytest.mark.parametrize(
    ("text", "code", "html"),
    [
        ("-{$x$头发}-", "zh-Hant-TW", "</math>头发"),
        (r'<b lang="ja">$\text{头发}$</b>', "zh-Hant-TW", "<mtext>头发</mtext>"),
        ("**$x$**，头", "zh-Hant-TW", "</math></strong>，頭"),
        ("![$x$](a.svg)", "zh-Hans", "<img"),
    ],
)
def test_formulas_in_other_markup(text: str, code: str, html: str, edit: Edit) -> None:
    """A formula stands in emphasis, in fixed wordings, in elements of another language."""
    assert html in edit(text, code).html
