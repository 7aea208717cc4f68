"""Text that would silently vanish from a page is reported; intended markup is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from duizhao.source.dialect import make_parser
from duizhao.source.document import read_document

CASES = yaml.safe_load(Path(__file__).with_name("vanishing.yml").read_text("utf-8"))


@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_slips(name: str, text: str, expected: str) -> None:
    """A mistake is reported with its position and a hint; what only resembles one is not."""
    _document, problems = read_document(text, "x.md")

    assert [str(one) for one in problems] == ([expected] if expected else [])
    assert all(one.hint for one in problems)


def test_a_note_that_is_referred_to_twice() -> None:
    """Such a footnote has one number, and its back references are distinguishable."""
    document, _problems = read_document("甲[^1]，乙[^1]，丙[^2]\n\n[^1]: 一\n\n[^2]: 二\n", "x.md")
    md = make_parser()
    html = md.renderer.render(list(document.tokens), md.options, dict(document.env))

    assert [html.count(f">[{number}]</a>") for number in (1, 2)] == [2, 1]
    assert html.count(">↩︎<sup>1</sup></a>") == html.count(">↩︎<sup>2</sup></a>") == 1
    assert html.count(">↩︎</a>") == 1


def test_a_wide_quotation_mark_is_chinese() -> None:
    """A quotation mark followed by U+FE01, which makes it wide, counts as Chinese for emphasis next to it."""
    md = make_parser()

    assert "<strong>“\ufe01Git”\ufe01</strong>Hub" in md.render("**“\ufe01Git”\ufe01**Hub")
