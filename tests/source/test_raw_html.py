"""Raw HTML in texts: allowed markup, removed markup with its diagnostics, and messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from duizhao.source.dialect import make_parser
from duizhao.source.document import read_document
from duizhao.source.sanitising import ELEMENTS, EVERYWHERE, PER_ELEMENT, clean_html, is_refused

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "raw_html.yml").read_text("utf-8"))
ATTACKS = (HERE / "attacks.txt").read_text("utf-8").splitlines()
"""Ways to smuggle a script into a text, one per line."""
MADE = {"input", "html", "head", "body"}
"""Elements that the dialect itself generates, and those that every page has."""
ALLOWED = ELEMENTS | MADE
NAMES = EVERYWHERE | {name for names in PER_ELEMENT.values() for name in names} | {"checked", "style"}


def render(source: str, html: Any = "sanitise") -> tuple[str, list[str], list[str]]:
    """Render a text, and return the HTML, its messages and its problems."""
    document, problems = read_document(source, "x.md", html=html)
    md = make_parser()
    rendered = md.renderer.render(list(document.tokens), md.options, dict(document.env))
    return rendered, [block.text for block in document.blocks if block.is_translated], [str(one) for one in problems]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_raw_html(case: dict[str, Any]) -> None:
    """A text has the HTML and diagnostics of its case, and its messages if the case lists them."""
    html, messages, problems = render(case["source"], case.get("html_policy", "sanitise"))

    assert html.strip() == case["html"]
    assert problems == case.get("problems", [])
    assert messages == case.get("messages", messages)


def list_faults(html: str) -> list[str]:
    """List everything not allowed that a browser would find in a page."""
    faults = []
    for node in LexborHTMLParser(f"<body>{html}").css("*"):
        faults += [f"<{node.tag}>"] if node.tag not in ALLOWED else []
        for name, value in node.attributes.items():
            faults += [] if name in NAMES or name.startswith(("data-", "aria-")) else [f"{name} of <{node.tag}>"]
            faults += (
                [f"{name}={value}"] if is_refused(value or "") and name in ("href", "src", "cite", "poster") else []
            )
            faults += [f"id={value}"] if name in ("id", "name") and (value or "").startswith(("__", "dz-")) else []
    return faults


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks(attack: str) -> None:
    """No known attack works in a paragraph, a block, a cell or an attribute."""
    attack = attack.encode().decode("unicode_escape").encode("latin-1", "ignore").decode("utf-8", "ignore")
    wholes = [attack, f"文{attack}字", f"<div>\n{attack}\n</div>", f"| 甲 |\n|---|\n| {attack} |", f"- {attack}"]
    wholes += [
        f"<div markdown>\n{attack}\n</div>",
        f"> {attack}",
        f"![{attack}](x.png '{attack}')",
        f"-{{zh:{attack}}}-",
    ]
    for whole in wholes:
        assert list_faults(render(whole)[0]) == [], whole


WORDS = """
</ /> <!-- --> --!> <![CDATA[ ]]> <? &#106; &colon; ]( script style svg math img a b div table td p template textarea
title noscript src href onerror id x javascript:alert(1) <div> </div> <b> </b> <td> </table> <script> </script> <svg>
"""
PIECES = st.sampled_from(["\n\n", "<a href='x'>", "<div markdown>", *"<>\"'`=/ \n\t*_[\0\ufeff文", *WORDS.split()])


@given(st.lists(PIECES, max_size=30).map("".join))
def test_whatever_is_written(text: str) -> None:
    """No input adds more than is allowed, and every element is closed inside the text."""
    html = render(text)[0]

    assert list_faults(html) == []
    framed = LexborHTMLParser(f"<body><main><article>{html}</article><footer id=end></footer></main>")
    assert framed.css_matches("body > main > article + footer")


@given(st.lists(PIECES, max_size=30).map("".join))
def test_cleaning_twice_changes_nothing(html: str) -> None:
    """Cleaning is idempotent."""
    once = clean_html(html).html

    assert clean_html(once) == (type(clean_html(once)))(once, ())
