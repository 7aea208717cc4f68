"""Word files become Markdown, and what was left out is named."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.errors import MissingLibraryError, UnfitInputError
from duizhao.importing.reading.word_reader import Word, read_word
from duizhao.importing.tracked_text import track

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    "</Types>"
)
STYLES = f"""<w:styles {NAMESPACES}>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="z"><w:name w:val="章节标题"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="n"><w:name w:val="numbered"/><w:basedOn w:val="1"/>
<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="a4"><w:name w:val="Subtitle"/></w:style>
<w:style w:type="paragraph" w:styleId="q"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {NAMESPACES}>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="○"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/>
</w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"""


def make_run(text: str, properties: str = "") -> str:
    """Write a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


NOTE = f'<w:footnote w:id="7"><w:p><w:r><w:footnoteRef/></w:r>{make_run("见年鉴。")}</w:p></w:footnote>'


def make_paragraph(inner: str, properties: str = "") -> str:
    """Write a paragraph with a text, or with runs."""
    runs = inner if inner.startswith("<") else make_run(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def styled(style: str, inner: str) -> str:
    """Write a paragraph with a style."""
    return make_paragraph(inner, f'<w:pStyle w:val="{style}"/>')


def entry(number: int, inner: str, level: int = 0) -> str:
    """Write an entry of a list."""
    return make_paragraph(inner, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def make_table(*rows: tuple[str, ...]) -> str:
    """Write a table."""
    cells = ("".join(f"<w:tc>{make_paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def make_word(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """Make a Word file with a body and more parts."""
    links = {
        "r1": (f"{OFFICE}/hyperlink", "https://example.org/a?b=1&amp;c=(2)"),
        "r2": (f"{OFFICE}/image", "media/image1.png"),
        "r3": (f"{OFFICE}/image", "media/absent.png"),
    }
    relationships = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, (kind, target) in links.items()
    )
    main = f'<Relationship Id="m" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{main}</Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relationships}</Relationships>',
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/footnotes.xml": f"<w:footnotes {NAMESPACES}>{NOTE}</w:footnotes>",
        "word/media/image1.png": b"\x89PNG",
        **(parts or {}),
    }
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def write(word: Word) -> str:
    """Return the Markdown of a Word file."""
    return track(word.text).apply(word.findings.edits).text


def list_codes(word: Word) -> list[str]:
    """List the codes of the questions about a Word file."""
    return [one.code for one in word.findings.questions]


BOLD, ITALIC = "<w:b/>", "<w:i/>"
RUBY = (
    "<w:r><w:ruby><w:rubyPr/><w:rt>" + make_run("Kūnmíng") + "</w:rt><w:rubyBase>" + make_run("昆明") + "</w:rubyBase>"
    "</w:ruby></w:r>"
)
BOX = f"<w:txbxContent>{make_paragraph('框中的话。')}</w:txbxContent>"
BODIES = {
    "paragraphs": (
        make_paragraph("　　第一段。") + make_paragraph("") + make_paragraph("第二段。"),
        "　　第一段。\n第二段。",
        "第一段。\n\n第二段。",
    ),
    "headings": (
        styled("1", "起步")
        + make_paragraph("正文。")
        + styled("z", "乡村")
        + make_paragraph("正文。")
        + styled("1", "收尾"),
        "起步\n正文。\n乡村\n正文。\n收尾",
        "## 起步\n\n正文。\n\n### 乡村\n\n正文。\n\n## 收尾",
    ),
    "a level of the outline": (
        make_paragraph("导语。") + make_paragraph("小标题", '<w:outlineLvl w:val="1"/>') + make_paragraph("正文。"),
        "导语。\n小标题\n正文。",
        "导语。\n\n## 小标题\n\n正文。",
    ),
    "emphasis": (
        make_paragraph(
            make_run("共") + make_run("八万", BOLD) + make_run("户，") + make_run("其中", ITALIC) + make_run("三成。")
        ),
        "共八万户，其中三成。",
        "共**八万**户，*其中*三成。",
    ),
    "a link": (
        make_paragraph(
            f'<w:r><w:t>见</w:t></w:r><w:hyperlink r:id="r1">{make_run("公报")}</w:hyperlink>{make_run("。")}'
        ),
        "见公报。",
        "见[公报](https://example.org/a?b=1&c=%282%29)。",
    ),
    "lists": (
        entry(1, "其一")
        + entry(1, "其中", 1)
        + entry(1, "其二")
        + make_paragraph("说明。")
        + entry(2, "甲")
        + entry(2, "乙"),
        "其一\n其中\n其二\n说明。\n1. 甲\n2. 乙",
        "- 其一\n  - 其中\n- 其二\n\n说明。\n\n1. 甲\n2. 乙",
    ),
    "a list that goes on after a paragraph": (
        entry(2, "甲") + make_paragraph("说明。") + entry(2, "乙") + entry(2, "其中", 1) + entry(2, "丙"),
        "1. 甲\n说明。\n2. 乙\n2.1 其中\n3. 丙",
        "1. 甲\n\n说明。\n\n2. 乙\n\n2.1 其中\n\n3. 丙",
    ),
    "a list that begins anew": (
        entry(2, "甲") + make_paragraph("说明。") + entry(4, "乙") + entry(4, "丙"),
        "1. 甲\n说明。\n1. 乙\n2. 丙",
        "1. 甲\n\n说明。\n\n1. 乙\n2. 丙",
    ),
    "articles of a law": (
        entry(3, "总则") + entry(3, "细则", 1) + entry(3, "附则"),
        "第一条　总则\n（1）细则\n第二条　附则",
        "第一条　总则\n\n（1）细则\n\n第二条　附则",
    ),
    "numbered headings": (
        styled("n", "总则") + make_paragraph("正文。") + styled("n", "附则"),
        "第一条　总则\n正文。\n第二条　附则",
        "## 第一条　总则\n\n正文。\n\n## 第二条　附则",
    ),
    "a note without text before it": (
        make_paragraph('<w:r><w:footnoteReference w:id="7"/></w:r>') + make_paragraph("正文。"),
        "[1]\n正文。\n见年鉴。",
        "[^1]\n\n正文。\n\n[^1]: 见年鉴。",
    ),
    "a table": (
        make_table(("地区", "户数"), ("昆明", "8|3"), ("", "12")),
        "地区\t户数\n昆明\t8|3\n\t12",
        "| 地区 | 户数 |\n|---|---|\n| 昆明 | 8\\|3 |\n|  | 12 |",
    ),
    "a line break": (make_paragraph("<w:r><w:t>山高</w:t><w:br/><w:t>水长</w:t></w:r>"), "山高\n水长", "山高\\\n水长"),
    "signs of Markdown": (
        make_paragraph("a*b*c &amp; 1 &lt; 2 &lt;b&gt;"),
        "a*b*c & 1 < 2 <b>",
        "a\\*b\\*c & 1 \\< 2 \\<b>",
    ),
    "readings": (make_paragraph(make_run("在") + RUBY + make_run("市")), "在昆明Kūnmíng市", "在{昆明|Kūnmíng}市"),
    "a quotation": (styled("q", "山高水长。"), "山高水长。", "> 山高水长。"),
    "fields": (
        make_paragraph(
            f'<w:r><w:t>图</w:t></w:r><w:fldSimple w:instr="SEQ">{make_run("1")}</w:fldSimple>{make_run("示意")}'
        ),
        "图1示意",
        "图1示意",
    ),
    "a box with text in both forms": (
        make_paragraph(
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>" + BOX + "</w:drawing></mc:Choice>"
            "<mc:Fallback><w:pict><v:shape><v:textbox>" + BOX + "</v:textbox></v:shape></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>" + make_run("正文。")
        ),
        "正文。\n框中的话。",
        "正文。\n\n框中的话。",
    ),
    "a box with text in the newer form": (
        make_paragraph(
            "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>" + BOX + "</wps:txbx></wps:wsp>"
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>" + make_run("正文。")
        ),
        "正文。\n框中的话。",
        "正文。\n\n框中的话。",
    ),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_becomes_markdown(name: str) -> None:
    """The text is what Word shows, and its edits make it Markdown."""
    body, text, markdown = BODIES[name]
    word = read_word(make_word(body))
    assert word.text == text
    assert write(word) == markdown
    assert word.findings.questions == []


def test_notes_become_those_of_markdown() -> None:
    """A note is numbered in the order of the text."""
    body = make_paragraph(f'{make_run("八万户")}<w:r><w:footnoteReference w:id="7"/></w:r>{make_run("。")}')
    word = read_word(make_word(body))
    assert word.text == "八万户[1]。\n见年鉴。"
    assert write(word) == "八万户[^1]。\n\n[^1]: 见年鉴。"


def test_the_title_is_known_with_its_subtitle() -> None:
    """A paragraph with the style of a title is moved to what is known."""
    word = read_word(make_word(styled("a3", "山乡新路") + styled("a4", "一年之变") + make_paragraph("正文。")))
    assert word.known.title == "山乡新路　一年之变"
    assert write(word) == "正文。"
    assert [one.kind for one in word.findings.edits if one.text == "" and "山" in word.text[one.start : one.end]] == [
        "metadata"
    ]


PROPERTIES = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator>"
    "<dcterms:created>2025-03-04T05:06:07Z</dcterms:created></cp:coreProperties>"
)


def test_properties_name_a_title_that_the_text_has() -> None:
    """What stands in the text and in the properties is the title; who created the file and when is asked."""
    properties = PROPERTIES.format(title="山乡 新路", creator="Administrator")
    word = read_word(
        make_word(make_paragraph("山乡新路") + make_paragraph("正文。"), {"docProps/core.xml": properties})
    )
    assert word.known.title == "山乡新路"
    assert word.known.authors == ()
    assert word.known.date == ""
    assert list_codes(word) == ["date", "metadata"]


def test_properties_left_from_another_file_are_only_asked_about() -> None:
    """A title that the text has not is no title."""
    properties = PROPERTIES.format(title="模板", creator="李明")
    body = make_paragraph("山乡新路") + make_paragraph("记者李明") + make_paragraph("正文。")
    word = read_word(make_word(body, {"docProps/core.xml": properties}))
    assert word.known.title == ""
    assert list_codes(word) == ["date", "title"]


def test_images_are_asked_about_where_they_stood() -> None:
    """A question names the image as the file does, with its description."""
    picture = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="山路"/><a:graphic><a:graphicData><pic:pic>'
        '<pic:blipFill><a:blip r:embed="{}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )
    body = make_paragraph("第一段。") + make_paragraph(picture.format("r2")) + make_paragraph(picture.format("r3"))
    word = read_word(make_word(body + make_paragraph("第二段。")))
    assert write(word) == "第一段。\n\n第二段。"
    assert [(one.code, one.offset, one.message) for one in word.findings.questions] == [
        ("image", 5, "an image stood here: media/image1.png “山路”"),
        ("image", 5, "an image stood here: an image that is not in the file “山路”"),
    ]


DROPPED = {
    "deleted": (
        make_paragraph(make_run("新") + f"<w:del><w:r><w:delText>旧的</w:delText></w:r></w:del>{make_run('词')}"),
        "text marked as deleted was not taken in: 旧的",
    ),
    "inserted": (
        make_paragraph(f"{make_run('新')}<w:ins>{make_run('词')}</w:ins>"),
        "text marked as inserted was taken in: 1 places",
    ),
    "hidden": (make_paragraph(make_run("新词") + make_run("密", "<w:vanish/>")), "hidden text was not taken in: 密"),
    "formula": (
        make_paragraph(f"{make_run('新')}<m:oMathPara><m:oMath><m:r><m:t>词</m:t></m:r></m:oMath></m:oMathPara>"),
        "of formulas only the letters were taken in: 词",
    ),
    "a contents list": (
        styled("t", "第一章\t1") + make_paragraph("新词"),
        "a table of contents of 1 lines was dropped",
    ),
}


@pytest.mark.parametrize("name", DROPPED)
def test_what_is_not_taken_in_is_named(name: str) -> None:
    """A question says what was left out."""
    body, message = DROPPED[name]
    word = read_word(make_word(body))
    assert "新词" in write(word)
    assert [(one.code, one.message) for one in word.findings.questions] == [("dropped-part", message)]


def test_comments_and_margins_are_named() -> None:
    """Comments, headers and footers are not part of the text."""
    comment = f'<w:comment w:id="0">{make_paragraph("核")}</w:comment>'
    parts = {
        "word/comments.xml": f"<w:comments {NAMESPACES}>{comment}</w:comments>",
        "word/header1.xml": f"<w:hdr {NAMESPACES}>{make_paragraph('内部资料')}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {NAMESPACES}>{make_paragraph('1')}</w:ftr>",
    }
    word = read_word(make_word(make_paragraph("正文。"), parts))
    assert [one.message for one in word.findings.questions] == [
        "comments were not taken in: 1",
        "headers and footers were not taken in: 内部资料",
    ]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
DAMAGED = {
    "no ZIP file": b"PK\x03\x04 nothing",
    "cut short": make_word(make_paragraph("正文。"))[:-200],
    "no XML": make_word("<w:p>"),
    "a document type": make_word("", {"word/document.xml": f"{BOMB}<w:document {NAMESPACES}/>"}),
    "a document type in styles": make_word("", {"word/styles.xml": f"{BOMB}<w:styles {NAMESPACES}/>"}),
    "no document": make_word("", {"word/document.xml": f"<w:other {NAMESPACES}/>"}),
    "nested too deeply": make_word("<w:p><w:r>" * 3000 + "</w:r></w:p>" * 3000),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_refused_with_a_remedy(name: str) -> None:
    """No damage gives a traceback."""
    with pytest.raises(UnfitInputError) as caught:
        read_word(DAMAGED[name])
    assert caught.value.hint


def test_a_file_that_unpacks_to_more_than_a_text_is_refused() -> None:
    """A small file may hold a great deal of nothing."""
    data = make_word("", {"word/settings.xml": b" " * 100_000_001})
    assert len(data) < 200_000
    with pytest.raises(UnfitInputError, match="more than 100 MB"):
        read_word(data)


def test_a_file_of_tags_without_end_is_refused() -> None:
    """Few bytes may hold more elements than memory does."""
    with pytest.raises(UnfitInputError, match="3 million tags"):
        read_word(make_word("<w:p/>" * 3_000_001))


def test_a_title_on_two_lines_is_one_title() -> None:
    """A line break in a title becomes the blank between title and subtitle."""
    word = read_word(
        make_word(styled("a3", "<w:r><w:t>山乡新路</w:t><w:br/><w:t>一年之变</w:t></w:r>") + make_paragraph("正文。"))
    )
    assert word.known.title == "山乡新路　一年之变"


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Word files need the extra, and the message says how to get it."""
    monkeypatch.setitem(sys.modules, "mammoth", None)
    with pytest.raises(MissingLibraryError) as caught:
        read_word(make_word(make_paragraph("正文。")))
    assert caught.value.hint == "pip install 'duizhao[import]'"


ELEMENTS = (
    *("w:p", "w:r", "w:t", "w:pPr", "w:rPr", "w:tbl", "w:tr", "w:tc", "w:ins", "w:del", "w:ruby", "w:rt", "w:rubyBase"),
    *(
        "w:drawing",
        "w:txbxContent",
        "w:pict",
        "w:hyperlink",
        "w:fldSimple",
        "w:sdt",
        "w:sdtContent",
        "w:footnoteReference",
    ),
    *(
        "mc:AlternateContent",
        "mc:Choice",
        "mc:Fallback",
        "m:oMath",
        "m:r",
        "m:t",
        "w:numPr",
        "w:numId",
        "w:ilvl",
        "w:br",
    ),
    *("w:vanish", "w:outlineLvl", "w:pStyle", "w:sym", "wp:inline", "a:blip", "v:imagedata", "w:gridSpan", "w:vMerge"),
)
VALUES = ("", ' w:val="1"', ' w:val="x"', ' w:id="7"', ' w:val="n"', ' r:id="r2"', ' r:embed="r9"', ' w:char="F0FC"')


@st.composite
def bodies(draw: st.DrawFn, depth: int = 4) -> str:
    """Draw elements of a Word file in any order."""
    parts = draw(st.lists(st.tuples(st.sampled_from(ELEMENTS), st.sampled_from(VALUES), st.booleans()), max_size=4))
    return "".join(
        f"<{name}{value}>{draw(bodies(depth - 1)) if depth and goes_on else '山'}</{name}>"
        for name, value, goes_on in parts
    )


@given(bodies())
def test_any_elements_give_a_text_or_a_message(body: str) -> None:
    """Elements that are not where they belong are read or refused."""
    try:
        word = read_word(make_word(body))
    except UnfitInputError:
        return
    write(word)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"))


@given(st.lists(WORDS, max_size=4), st.sampled_from(["", BOLD, ITALIC, BOLD + ITALIC]))
def test_any_text_is_kept(texts: list[str], properties: str) -> None:
    """The text of a file is that of its paragraphs, and edits fit it."""
    escaped = [one.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for one in texts]
    word = read_word(make_word("".join(make_paragraph(make_run(one, properties)) for one in escaped)))
    assert "".join(word.text.split()) == "".join("".join(texts).split())
    write(word)


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_any_damage_gives_a_text_or_a_message(at: int, noise: bytes) -> None:
    """A file that was damaged somewhere is read or refused."""
    data = bytearray(make_word(styled("1", "起步") + make_table(("甲", "乙"), ("丙", "丁"))))
    data[at : at + len(noise)] = noise
    try:
        word = read_word(bytes(data))
    except UnfitInputError:
        return
    write(word)
