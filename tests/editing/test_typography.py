"""Typography: what keyboards have becomes what a language prints, and nothing else changes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from duizhao.editing.document import EditedDocument, Job, edit_document
from duizhao.editing.texts import Texts
from duizhao.editing.typography import QUOTES, typeset, typeset_parts
from duizhao.editions import make_edition
from duizhao.search.language import find_terms, fold
from duizhao.source.document import read_document
from duizhao.translation.catalog import Catalog, Entry

Edit = Callable[..., EditedDocument]
CASES = yaml.safe_load(Path(__file__).with_name("typography.yml").read_text("utf-8"))
ENGLISH = make_edition("en")
PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "′": "'", "″": '"', "–": "-", "—": "-"}) | {
    ord("…"): "..."
}
PIECES = st.lists(
    st.sampled_from(
        [*"\"'ab 5.,;(-", "2020", "don't", " - ", "--", "...", "村", "「", "“", "’", "{{a-1}}", "<b>", "http://a.b/'c"]
    ),
    max_size=24,
)
CODE = r"<code>.*?</code>|(?:href|src)=\"[^\"]*\""


def list_cases() -> Iterator[tuple[str, str]]:
    """Yield what is typed, and what English prints."""
    for name, cases in CASES.items():
        if name not in ("languages", "blocks"):
            yield from ((typed, printed[0] if printed else typed) for typed, *printed in cases)


@pytest.mark.parametrize(("typed", "printed"), [*list_cases()])
def test_english(typed: str, printed: str) -> None:
    """English prints quotation marks, apostrophes, dashes, primes and dots; what is unclear stays."""
    assert typeset(typed, ENGLISH) == printed


@pytest.mark.parametrize(("code", "typed", "printed"), CASES["languages"])
def test_languages(code: str, typed: str, printed: str) -> None:
    """Each language has its own quotation marks; one that is not known, and Chinese, keeps what was typed."""
    assert typeset(typed, make_edition(code)) == printed


@pytest.mark.parametrize(("written", "printed"), CASES["blocks"])
def test_blocks(edit: Edit, written: str, printed: str) -> None:
    """A translation is read as one text across its marks; code, addresses, HTML and escaped signs stay."""
    shown = edit("字", "en", entries={"字": Entry(written)}).html.replace('"../', '"')
    assert shown == f'<p data-block="0">{printed}</p>\n'


@pytest.mark.parametrize("written", [one[0] for one in CASES["blocks"]])
def test_english_sources(written: str) -> None:
    """A text written in the language of its edition is printed as its translation would be."""
    document, _problems = read_document(written, "a.md")

    def show(source: str) -> str:
        catalog = Catalog("en", "a.po", {(one.context, one.text): Entry(one.text) for one in document.blocks})
        return edit_document(document, Job(ENGLISH, source, catalog, str, {})).html

    assert show("en") == show("fr")


@given(PIECES)
def test_properties(pieces: list[str]) -> None:
    """What is typeset stays as it is, in pieces as in one; taken back, it is what was typed."""
    text = "".join(pieces)
    once = typeset(text, ENGLISH)

    assert typeset(once, ENGLISH) == once
    assert "".join(typeset_parts(pieces, "en")) == once
    plain = re.compile("-+")
    assert plain.sub("-", once.translate(PLAIN)) == plain.sub("-", text.translate(PLAIN))


@given(
    st.lists(st.sampled_from(["`a'b--c`", "[x](a'b--c.md)", '"', "'s", " x ", "**", "...", '"y"', "\\'"]), max_size=12)
)
def test_what_is_no_prose(pieces: list[str]) -> None:
    """Code and addresses are the same whether a translation is typeset or not."""
    written = "x " + "".join(pieces)
    document, _problems = read_document("字", "a.md")
    catalog = Catalog("en", "a.po", {("", "字"): Entry(written)})
    shown = [
        edit_document(document, Job(make_edition("en", {"typography": on}), "zh-Hans", catalog, str, {})).html
        for on in (True, False)
    ]
    assert re.findall(CODE, shown[0]) == re.findall(CODE, shown[1])
    assert html.unescape(shown[0]).translate(PLAIN) == html.unescape(shown[1]).translate(PLAIN)


def test_names() -> None:
    """Titles and names are typeset wherever they are printed, unless mkdocs.yml says no."""
    catalog = Catalog("en", "site.po", {("", "标题"): Entry('The people\'s "list"')})
    assert Texts(ENGLISH, "zh-Hans", catalog)("标题").text == "The people’s “list”"
    off = make_edition("en", {"typography": False})
    assert Texts(off, "zh-Hans", catalog)("标题").text == 'The people\'s "list"'
    assert Texts(ENGLISH, "zh-Hans", None)('未译"标题"').text == '未译"标题"'


def test_search() -> None:
    """What was typed and what is printed have the same terms in the search index."""
    for typed, printed in list_cases():
        if "--" not in typed:
            assert find_terms(fold(typed), english=True) == find_terms(fold(printed), english=True)


def test_marks_of_languages() -> None:
    """No language's marks are straight: they would be read again."""
    assert not any(set("\"'") & set("".join(one)) for one in QUOTES.values())
