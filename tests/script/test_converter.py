"""The converter as a whole: rejected input, preserved text, and conversion in parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.editing.document import Job, edit_document
from duizhao.editions import make_edition
from duizhao.script.convert import SCRIPTS, Converter, make_converter
from duizhao.source.document import read_document
from duizhao.translation.catalog import read_catalog

TEXTS = st.text(alphabet="头发布台后面了历只准“”‘’ab ，。\n\t\ue000𠮷é", max_size=30)
PARTS = st.lists(TEXTS, max_size=6)
CATALOG = r"""msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

msgid "坐-{zh-hans:出租车;en:taxi}-去 \\*"
msgstr "Take a -{zh-hans:出租车;en:taxi}- \\* &amp; [go][x]"
"""


@given(PARTS, st.sampled_from(SCRIPTS), st.sampled_from(SCRIPTS))
def test_parts_are_the_whole(parts: list[str], source: str, target: str) -> None:
    """Converted parts, joined, equal the converted whole, and each part keeps its length."""
    converter = make_converter(source, target)
    results = converter.convert_parts(parts)
    assert "".join(results) == converter.convert("".join(parts))
    assert [len(result) for result in results] == [len(part) for part in parts]


@given(TEXTS, st.sampled_from(SCRIPTS))
def test_the_own_script_stays(text: str, script: str) -> None:
    """Conversion to a text's own script changes nothing."""
    assert make_converter(script, script).convert(text) == text


@pytest.mark.parametrize("pair", [("zh-Hans", "zh-Hant-TW"), ("zh-Hant-TW", "zh-Hans"), ("zh-Hans", "zh-Hans")])
def test_control_characters_are_refused(pair: tuple[str, str]) -> None:
    """A control character raises an error with its code and position; the text is never truncated."""
    with pytest.raises(ValueError, match=r"U\+0000 at offset 3 \(line 2\)"):
        make_converter(*pair).convert("头\n发\0布")


def test_unknown_scripts_are_refused() -> None:
    """Only the three scripts can be converted."""
    with pytest.raises(ValueError, match="expected one of zh-Hans, zh-Hant-TW, zh-Hant-HK, found 'en'"):
        Converter("zh-Hans", "en")


def test_translations_have_the_same_markup(tmp_path: Path) -> None:
    """Escapes, entities, references and `-{ }-` work in translations as in texts."""
    (tmp_path / "en.po").write_text(CATALOG, "utf-8")
    catalog, problems = read_catalog(tmp_path / "en.po", "en.po", "en")
    assert problems == []
    document, _problems = read_document("坐-{zh-hans:出租车;en:taxi}-去 \\*\n\n[x]: /url\n", "x.md")
    job = Job(make_edition("en"), "zh-Hans", catalog, lambda link: link, {"missing": "", "stale": ""})
    assert edit_document(document, job).html == ('<p data-block="0">Take a taxi * &amp; <a href="/url">go</a></p>\n')
