"""Random texts of everything that docs/markdown.md shows: constructs behind, and inside, one another."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import strategies as st

PAGE = Path(__file__).parents[1] / "docs/markdown.md"
EXAMPLES = re.findall(r"^````markdown\n(.*?)^````$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
INLINE = (
    "头发", "说“好”，", "**发展**", "*台风*", "`发`", "[联系](发.md)", "[^发]", "~~台风~~", "==里面==", "^发^", "H~2~O",
    "{头发|tóu fà}", r"$x_\text{头发}$", "HTML", "-{zh-hans:里;zh-hant:裏}-", '![图发](a.png "标题")', "<b>干部</b>",
    "\\*", "&amp;", "https://e.org/发", "a@e.org", "{{gazette-f01}}",
)  # fmt: skip
"""What stands in a line."""
CONTAINERS = (
    ("", "> ", "> ", ""),
    ("", "- ", "  ", ""),
    ("", "1. ", "   ", ""),
    ("", "- [x] ", "  ", ""),
    ("术语头发\n", ":   ", "    ", ""),
    ('!!! note "头发“里”"\n', "    ", "    ", ""),
    ("??? tip\n", "    ", "    ", ""),
    ("> [!NOTE] 发\n", "> ", "> ", ""),
    ('=== "签头发"\n', "    ", "    ", ""),
    ("[^发]:\n", "    ", "    ", ""),
    ("<div markdown>\n\n", "", "", "\n</div>\n"),
    ("{.vertical}\n", "> ", "> ", ""),
)
"""What stands around blocks: the text above, what their first line begins with, what the others do, the text below."""


def put_into(container: tuple[str, str, str, str], text: str) -> str:
    """Return a text inside a container."""
    above, first, other, below = container
    lines = text.rstrip("\n").split("\n")
    rows = [(other if number else first) + line if line or other.strip() else line for number, line in enumerate(lines)]
    return above + "\n".join(rows) + "\n" + below


LINES = st.lists(st.sampled_from(INLINE), min_size=1, max_size=5).map("".join)
BLOCKS = st.one_of(
    LINES.map("{}\n".format),
    LINES.map("## {}\n".format),
    st.tuples(LINES, LINES).map(lambda cells: "| 头 | {} |\n|---|:-:|\n| {} | 发 |\n".format(*cells)),
    LINES.map("*[HTML]: {}\n".format),
    st.sampled_from(EXAMPLES),
)
COMPOSITIONS = st.recursive(
    BLOCKS,
    lambda inner: st.one_of(
        st.builds(put_into, st.sampled_from(CONTAINERS), inner), st.lists(inner, min_size=2, max_size=3).map("\n".join)
    ),
    max_leaves=6,
)
"""Texts of blocks inside and behind one another."""
