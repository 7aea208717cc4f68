"""The texts of Mermaid's flowcharts: nodes in their shapes, edges and subgraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duizhao.drawings import DiagramText

SKIPPED = re.compile(r"(?:style|classDef|class|click|linkStyle|direction|end)\b")
SUBGRAPH = re.compile(
    r'subgraph\s+(?:(?P<id>[^\s\[\]"]+)\s*\[\s*"?(?P<label>[^\]"]+?)"?\s*\]|"?(?P<title>[^"\[\]]+?)"?)'
)
SHAPES = (
    *(("(((", ")))"), ("((", "))"), ("([", "])"), ("(", ")"), ("[[", "]]"), ("[(", ")]"), ("[/", "/]"), ("[/", "\\]")),
    *(("[\\", "\\]"), ("[\\", "/]"), ("[", "]"), ("{{", "}}"), ("{", "}"), (">", "]")),
)
"""The signs around the text of a node, longer ones first."""
NAME = r"\w+(?:[-.]\w+)*"
NODE = re.compile(
    rf"(?P<name>{NAME})(?:@\{{[^}}]*?\blabel:\s*\"(?P<label>[^\"]*)\"[^}}]*\}}|@\{{[^}}]*\}}|"
    + "|".join(rf"{re.escape(a)}\s*(?:\"(?P<q{n}>[^\"]*)\"|(?P<t{n}>[^\"\s][^\"]*?))\s*{re.escape(b)}"
               for n, (a, b) in enumerate(SHAPES))
    + r")?(?::::\w+)?"
)  # fmt: skip
"""A node: a name, mostly with a text in the signs of a shape."""
PIPED = re.compile(r'\|\s*(?:"(?P<quoted>[^"]*)"|(?P<text>[^|"]+?))\s*\|')
"""The text of an edge between bars."""
WITHIN = re.compile(
    r"<?(?:(?P<solid>--(?![->xo]))|(?P<thick>==(?![=>xo]))|-\.(?!\.*-))\s*"
    r'(?:"(?P<quoted>[^"]*)"|(?P<text>[^|"\s][^|"]*?))'
    r"\s*[<xo]?(?:(?(solid)--+|(?(thick)==+|\.+-)))[>xo]?"
)
"""The text of an edge within its line, `A -- text --> B` or `A--text-->B`, between two signs of the same line.

What only looks like the first sign is a whole line: `-->`, `--o`, `---`.
"""
NO_LABELS = ("name", "solid", "thick")
"""The groups of patterns that hold no text."""
LINK = re.compile(r"[<xo]?(?:-{2,}|={2,}|-\.+-|~~~)[>xo]?|[&;,]|\s+|.")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
BARE = '"{}"'


def find_flowchart_texts(rows: Sequence[tuple[int, str]]) -> tuple[list[DiagramText], list[tuple[int, str]]]:
    """Find the texts of a flowchart.

    Args:
        rows: Its lines behind the first one, with their offsets.

    Returns:
        The texts, and the lines that were not understood.
    """
    texts: list[DiagramText] = []
    unread: list[tuple[int, str]] = []
    bare: dict[str, int] = {}
    labelled: set[str] = set()
    for at, line in rows:
        if SKIPPED.match(line):
            continue
        if line.startswith("subgraph"):
            found = SUBGRAPH.fullmatch(line)
            if found is None:
                unread.append((at, line))
                continue
            part = "label" if found["label"] else "title"
            texts.append(_make_text(line, at, *found.span(part), found[part], is_name=part == "title"))
            labelled.add(found["id"] or found["title"])
            continue
        for one in _walk(line):
            group = _find_label(one)
            if one.re is NODE and group is None:
                bare.setdefault(one["name"], at + one.end("name"))
                continue
            if one.re is NODE:
                labelled.add(one["name"])
            if group and one[group]:
                texts.append(_make_text(line, at, *one.span(group), one[group]))
    # A node without a text shows its name.
    texts += [
        DiagramText(name, place, place, '["{}"]', is_name=True)
        for name, place in bare.items()
        if name not in labelled and HAN.search(name)
    ]
    return texts, unread


def _walk(line: str) -> Iterator[re.Match[str]]:
    """Yield the nodes and the texts of edges in a line."""
    position = 0
    while position < len(line):
        for pattern in (WITHIN, PIPED, NODE):
            if found := pattern.match(line, position):
                yield found
                break
        else:
            found = LINK.match(line, position)
            assert found is not None, "any character"
        position = found.end()


def _find_label(found: re.Match[str]) -> str | None:
    """Return the name of the group that holds the text of a node or an edge."""
    return next((name for name, value in found.groupdict().items() if name not in NO_LABELS and value), None)


def _make_text(line: str, at: int, start: int, end: int, text: str, *, is_name: bool = False) -> DiagramText:
    """Return a text with its place; what stands in no quotation marks gets some if it changes."""
    if line[start : start + 1] == "`" and line[end - 1 : end] == "`":
        return DiagramText(text.strip("`"), at + start + 1, at + end - 1, "{}", is_quoted=True)
    if line[start - 1 : start] == '"':
        return DiagramText(text, at + start, at + end, "{}", is_quoted=True)
    if is_name and " " not in text:
        # Edges may lead to it by this name.
        return DiagramText(text, at + end, at + end, '["{}"]', is_name=True)
    return DiagramText(text, at + start, at + end, BARE)
