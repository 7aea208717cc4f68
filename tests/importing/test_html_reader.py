"""Web pages become the Markdown of their article, and every character is accounted for."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.errors import MissingLibraryError
from duizhao.importing.manuscript import Known
from duizhao.importing.reading.html_addresses import resolve_address
from duizhao.importing.reading.html_head import cut_title, read_day
from duizhao.importing.reading.html_reader import Reading, read_html
from duizhao.importing.reading.html_tokens import decode_references, read_attributes, tokenize
from duizhao.importing.tracked_text import track
from duizhao.source.dialect import parse_document

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
KNOWN = {
    "news": Known(
        title="山乡修通致富路",
        date="2025-03-04",
        date_found="in the head of the page: article:published_time “2025-03-04T08:30:00+08:00”",
        publisher="云岭新闻网",
        authors=("李明", "王芳"),
        address="https://news.example.cn/2025/03/04/t1.html",
    ),
    "linked_data": Known(
        title="山城老街換新顏",
        date="2024-11-05",
        date_found="in the head of the page: datePublished (JSON-LD) “2024-11-05T23:10:00+08:00”",
        publisher="島嶼日報",
        authors=("林小美",),
    ),
    "fragment": Known(),
    "old_site": Known(title="县志办公布旧志整理成果"),
    "word_page": Known(title="关于做好春耕备耕工作的通知"),
    "wechat": Known(
        title="古镇的一天",
        date="2025-03-04",
        date_found="in a script of the page",
        publisher="云上文旅",
        address="http://mp.example.com/s?__biz=1",
    ),
}
"""What each page says of its text."""
CODES = {"news": ["image"], "fragment": ["table", "link"], "wechat": ["image"]}
"""The codes of the questions about each page."""
SEEN = re.compile(
    r"<script.*?</script>|<style.*?</style>|<title.*?</title>|<!--.*?-->|<[^>]*>|\s", re.DOTALL | re.IGNORECASE
)
"""What readers of a page do not see."""


def write(page: str) -> str:
    """Return the Markdown of a page."""
    return apply(page, read_html(page))


def apply(page: str, reading: Reading) -> str:
    """Return the Markdown of a page that was read."""
    return track(page).apply(reading.findings.edits).text


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_saved_page_becomes_its_article(path: Path) -> None:
    """Text, what is known and what is asked are those beside the page."""
    page = path.read_text("utf-8")
    reading = read_html(page)
    assert apply(page, reading) == path.with_suffix(".md").read_text("utf-8").rstrip("\n")
    assert reading.known == KNOWN[path.stem]
    assert [one.code for one in reading.findings.questions] == CODES.get(path.stem, [])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_readers_see_is_never_dropped_as_markup(path: Path) -> None:
    """Whatever text is left out is called a part of the site, or was moved to what is known."""
    page = path.read_text("utf-8")
    for edit in read_html(page).findings.edits:
        if edit.kind == "html-markup":
            assert SEEN.sub("", page[edit.start : edit.end].replace("&nbsp;", "")) in ("", "(", ")", "1.", "2.")


FRAGMENTS = {
    "a paragraph": ("<p>山高</p><p>水长</p>", "山高\n\n水长"),
    "unclosed paragraphs": ("<p>山高<p>水长</p></p></p>", "山高\n\n水长"),
    "breaks in prose": ("<div>山高。<br><br>水长。</div>", "山高。\n\n水长。"),
    "line ends between Chinese characters": ("<p>山\n高\r\n  水</p>", "山高水"),
    "line ends between words": ("<p>one\ntwo</p>", "one two"),
    "references": ("<p>&#x5c71;&amp;&lt;&copy;&nbsp;&unknown;&#xD800;</p>", "山&<© &unknown;�"),
    "emphasis": ("<p><b>山</b><i>水</i><u>人</u></p>", "**山**水人"),
    "nested emphasis": ("<p><b>山<b>水</b></b></p>", "**山水**"),
    "badly nested emphasis": ("<p><b>山<a href='http://a.cn/'>水</b>人</a></p>", "**山**[水人](http://a.cn/)"),
    "emphasis without text": ("<p><b> </b>山<b></b></p>", "山"),
    "headings": ("<h1>山</h1><p>一</p><h3>水</h3><p>二</p>", "一\n\n## 水\n\n二"),
    "two headings of the first level": ("<h1>山</h1><p>一</p><h1>水</h1><p>二</p>", "## 山\n\n一\n\n## 水\n\n二"),
    "signs": ("<p># 山</p><p>1. 水</p><p>[a](b) `c` _d_</p>", "\\# 山\n\n1. 水\n\n\\[a](b) \\`c\\` \\_d\\_"),
    "a code span": ("<p><code>a*b</code></p>", "`a*b`"),
    "a code span with a mark": ("<p><code>a`b</code></p>", "a`b"),
    "code with marks": ("<pre>```\na\n```</pre>", "````\n```\na\n```\n````"),
    "an entry of several paragraphs": ("<ul><li><p>山</p><p>水</p></li></ul>", "- 山\n\n  水"),
    "a hidden part": ("<p>山</p><div style='display: none'>水</div>", "山"),
    "a table that only arranges": ("<table><tr><td><h3>山</h3></td><td>水</td></tr></table>", "## 山\n\n水"),
    "a table of data": ("<table><tr><th>年<th>户<tr><td>甲|乙<td>3</table>", "| 年 | 户 |\n|---|---|\n| 甲\\|乙 | 3 |"),
    "a line break in a cell": (
        "<table><tr><th>年<th>户<tr><td>甲<br>乙<td>3</table>",
        "| 年 | 户 |\n|---|---|\n| 甲<br>乙 | 3 |",
    ),
    "a script that is not closed": ("<p>山</p><script>var a = '<p>水</p>'", "山"),
    "a comment that is not closed": ("<p>山</p><!-- a > <p>水</p>", "山\n\n水"),
    "a quotation mark that is not closed": ("<p title='山>水</p>", "水"),
    "tags in small and capital letters": ("<P>山</p><DIV>水</DiV>", "山\n\n水"),
    "emphasis that ends with a mark before a letter": ("<p><b>Note:</b>text</p>", "Note:text"),
    "emphasis that ends with a mark before Chinese": ("<p><b>要闻：</b>内容</p>", "**要闻：**内容"),
    "emphasis before a line break": ("<p><b>山</b><br>水</p>", "**山**\\\n水"),
    "code on two lines": ("<p><code>a<br>b</code></p>", "`a`\\\n`b`"),
    "brackets in a link": ("<p><a href='http://a.cn/'>[1]</a></p>", "[\\[1&#93;](http://a.cn/)"),
    "less than": ("<p>1 < 2，a<3</p>", "1 < 2，a<3"),
}


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_fragment_becomes_markdown(name: str) -> None:
    """Elements become what Markdown has for them."""
    page, markdown = FRAGMENTS[name]
    assert write(page) == markdown


def test_notes_of_a_page_become_those_of_markdown() -> None:
    """A note with the usual ids is a note in the draft, without the way back."""
    page = (
        '<p>八万户<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup>。</p>'
        '<ol><li id="footnote-1">见年鉴。<a href="#footnote-ref-1">↑</a></li></ol>'
    )
    assert write(page) == "八万户[^1]。\n\n[^1]: 见年鉴。"


def test_a_frameset_names_its_frames() -> None:
    """A page without text says where the text is."""
    questions = read_html('<html><frameset><frame src="left.htm"><frame src="main.htm"></frameset></html>')
    messages = [one.message for one in questions.findings.questions]
    assert "the text is in a frame of its own: main.htm" in messages


def test_links_to_scripts_are_dropped_with_a_question() -> None:
    """Only addresses of the web become links; buttons are no links."""
    page = "<p><a href='javascript:go(1)'>山</a><a href='javascript:void(0);'>水</a><a href='#a'>人</a></p>"
    reading = read_html(page)
    assert apply(page, reading) == "山水人"
    assert [one.message for one in reading.findings.questions] == [
        "1 links lead to no full address of the web: javascript:go(1)"
    ]


def test_images_before_the_first_paragraph_are_asked_about() -> None:
    """An image that opens an article belongs to it; a small one is an ornament."""
    page = "<h1>山</h1><img src=a.png><img src=b.png width=10><p>水</p><img src='data:image/png;base64,AA'>"
    assert [(one.code, one.message) for one in read_html(page).findings.questions] == [
        ("image", "an image stood here: a.png")
    ]


ADDRESSES = [
    ("https://a.cn/b", "", "https://a.cn/b"),
    ("/b c", "https://a.cn/d/e", "https://a.cn/b%20c"),
    ("../b(1)", "https://a.cn/d/e/f", "https://a.cn/d/b%281%29"),
    ("//a.cn/b", "https://c.cn/", "https://a.cn/b"),
    ("b", "", None),
    ("#b", "https://a.cn/", ""),
    ("javascript:;", "", ""),
    ("javascript:void(0)", "", ""),
    ("javascript:alert(1)", "https://a.cn/", None),
    ("java\nscript:alert(1)", "", None),
    ("data:text/html,x", "", None),
    ("file:///c:/a.doc", "", None),
    ("http://[", "", ""),
    ("mailto:a@b.cn", "", "mailto:a@b.cn"),
    ("http://a.cn/" + "b" * 3000, "", ""),
]


@pytest.mark.parametrize(("written", "base", "address"), ADDRESSES)
def test_addresses_are_resolved_or_refused(written: str, base: str, address: str | None) -> None:
    """A link leads to the web, or nowhere."""
    assert resolve_address(written, base) == address


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-03-04T08:30:00+08:00", "2025-03-04"),
        ("2025年3月4日", "2025-03-04"),
        ("20250304", "2025-03-04"),
        ("2025/3", "2025-03"),
        ("2025-13-40", ""),
        ("昨天", ""),
    ],
)
def test_days_are_read_as_exactly_as_they_are_stated(written: str, day: str) -> None:
    """A day, a month or nothing."""
    assert read_day(written) == day


@pytest.mark.parametrize(
    ("title", "cut"),
    [
        ("山乡修通致富路_云岭新闻网", "山乡修通致富路"),
        ("山城老街換新顏 - 島嶼日報", "山城老街換新顏"),
        ("山乡 | 乡村频道 | 新闻网", "山乡"),
        ("2-1：主队取胜", "2-1：主队取胜"),
        ("山水之间—一个村庄的十年", "山水之间—一个村庄的十年"),
    ],
)
def test_titles_lose_the_name_of_the_site(title: str, cut: str) -> None:
    """What follows a bar is the site; what follows a hyphen is, if it is named like one."""
    assert cut_title(title, "") == cut


HOSTILE = {
    "nested elements": "<div>" * 10_000 + "<p>山高水长。</p>" + "</div>" * 10_000,
    "nested elements that are not closed": "<html><body>" + "<b><i><div>" * 10_000 + "山高水长。",
    "end tags": "<html>" + "</p></div></b>" * 20_000 + "<p>山高水长。",
    "a large attribute": f"<html><p title='{'x' * 500_000}'>山高水长。</p>",
    "less-than signs": "<p>山高水长。</p>" + "<" * 100_000,
    "unclosed comments": "<p>山高水长。</p>" + "<!--" * 50_000,
    "unclosed tags": "<p>山高水长。</p>" + "<a b='" * 30_000,
    "nested tables": "<html><table><tr><td>" * 2_000 + "山高水长。",
    "nested lists": "<ul><li>" * 5_000 + "山高水长。",
    "references": "<p>山高水长。" + "&amp" * 50_000 + "&#" * 50_000 + "</p>",
    "unclosed scripts": "<p>山高水长。</p>" + "<script>" * 30_000,
    "links": "<p>山高水长。</p><p>" + "<a href=b>c" * 20_000,
    "readings": "<p>山高水长。" + "<ruby>字<rt>zì" * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_in_bounded_time(name: str) -> None:
    """Deep, long and broken pages give their text."""
    assert "山高水长。" in write(HOSTILE[name])


def test_attributes_are_read_as_browsers_do() -> None:
    """Of repeated attributes the first counts; values need no quotation marks."""
    assert read_attributes(' A=1 b=\'2"\' c="&lt;" a=3 d') == {"a": "1", "b": '2"', "c": "<", "d": ""}


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole pages need the extra, and the message says how to get it."""
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingLibraryError) as caught:
        read_html("<html><body><p>山高水长。</p></body></html>")
    assert caught.value.hint == "pip install 'duizhao[import]'"


TAGS = (
    *("p", "/p", "div", "/div", "br", "b", "/b", "i", "a href=x", "a href='http://a.cn'", "/a", "table", "tr", "td"),
    *("/td", "/table", "ul", "ol", "li", "/ul", "pre", "/pre", "h1", "/h1", "ruby", "rt", "/ruby", "script", "/script"),
    *("!-- --", "code", "/code", "blockquote", "dl", "dt", "dd"),
)
SIGNS = ("山", "水。", "a*", "|", "`", "# ", "1. ", "&amp;", "&#x;", "&nbsp;", "　", "\\", "<", ">", "'", '"')
PIECES = st.sampled_from((*(f"<{tag}>" for tag in TAGS), *SIGNS))


@given(st.lists(PIECES | st.text(max_size=4), max_size=30), st.sampled_from(["", "<p>"]))
def test_any_fragment_is_read(pieces: list[str], before: str) -> None:
    """Any sequence of tags and text gives valid edits, and tokens without a gap."""
    page = before + "".join(pieces)
    tokens = list(tokenize(page))
    assert "".join(page[one.start : one.end] for one in tokens) == page
    reading = read_html(page)
    apply(page, reading)
    assert all(0 <= one.offset <= len(page) for one in reading.findings.questions)


INLINE = st.sampled_from(
    (
        *(
            "a",
            "b",
            "1",
            ".",
            "#",
            "*",
            "_",
            "`",
            "~",
            "=",
            "-",
            ">",
            "|",
            "[",
            "]",
            "(",
            ")",
            "{",
            "}",
            "!",
            "$",
            "^",
            ":",
        ),
        *(
            "\\",
            "&",
            ";",
            "/",
            "山",
            "水",
            "。",
            "”",
            " ",
            "@",
            "&lt;",
            "&gt;",
            "&amp;",
            "&#91;",
            "<br>",
            "<b>",
            "</b>",
        ),
        *("<i>", "</i>", "<code>", "</code>", "<a href='http://a.cn/'>", "</a>"),
    )
)


def show(markdown: str) -> str:
    """Return the characters that readers of Markdown see, without blanks."""
    waiting = list(reversed(parse_document(markdown, {})[0]))
    shown: list[str] = []
    while waiting:
        token = waiting.pop()
        if token.children:
            waiting += reversed(token.children)
        elif token.type in ("text", "text_special", "code_inline"):
            shown.append(token.content)
        elif token.content:
            shown.append(f"<{token.type}>")
    return "".join("".join(shown).split())


@given(st.lists(INLINE, min_size=1, max_size=14))
def test_a_paragraph_shows_the_same_as_the_page(pieces: list[str]) -> None:
    """Whatever marks and signs a paragraph has, readers of the draft see its characters."""
    page = f"<p>{''.join(pieces)}</p>"
    text = "".join(page[one.start : one.end] for one in tokenize(page) if one.kind == "text")
    assert show(write(page)) == "".join(decode_references(text).split())


@given(st.text())
def test_any_page_is_read(text: str) -> None:
    """Whatever follows the tag of a page gives valid edits."""
    write(f"<html>{text}")
