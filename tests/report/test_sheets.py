"""The texts of printed heads and feet, which stand in a style sheet inside the page."""

from __future__ import annotations

import re

import pytest

from duizhao.report.sheets import write_css_string

HOSTILE = ("</style><script>alert(1)</script>", '"; } body { display: none } /*', "a\\", "a\nb\r\f\x00c", "<!-- & -->")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_leaves_its_string(text: str) -> None:
    """A string of CSS holds nothing that ends it, its line or the element, and reads as the text."""
    written = write_css_string(text)
    assert re.fullmatch(r'"(?:[^"\\<>&\x00-\x1f]|\\[0-9a-f]{1,2} )*"', written)
    assert re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), written[1:-1]) == text


def test_a_plain_text_stays_as_it_is() -> None:
    """Letters of any script and the marks between them need no escapes."""
    assert write_css_string("三年試點：計劃與完成 (it’s) {a}") == '"三年試點：計劃與完成 (it’s) {a}"'
