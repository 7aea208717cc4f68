"""Diagrams of Mermaid: the texts in a block `mermaid`, found by a reader of the common kinds.

What is read: flowcharts, sequences, pies, states, classes, Gantt charts, timelines, mind maps, journeys and quadrants.
The reader looks for the texts only; whether a diagram is right, the program that draws it says.
https://mermaid.js.org/intro/syntax-reference.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from markdown_it.token import Token

from duizhao.diagnostics import Diagnostic, Level, Span
from duizhao.drawings import DiagramSource, DiagramText
from duizhao.source.flowcharts import find_flowchart_texts

FENCE = "mermaid"
"""The name of the language."""
HEAD = re.compile(r"(?P<kind>flowchart|graph|sequenceDiagram|pie|stateDiagram|classDiagram|gantt|timeline|mindmap"
                  r"|journey|quadrantChart)\b")  # fmt: skip
FLOWCHARTS = ("flowchart", "graph")
FRONT = re.compile(r"\s*---\n(?P<yaml>.*?\n)---[ \t]*\n", re.DOTALL)
FRONT_TITLE = re.compile(
    r"""title:\s+(?:"(?P<double>[^"\\]+)"|'(?P<single>[^']+)'|(?P<plain>[^\s"'\[\]{}>|&*!%@`#].*?))\s*(?:(?<=\s)#.*)?"""
)
"""A title in front matter, which is YAML; one that is written otherwise is not read."""
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
PLAIN, QUOTED = "{}", '"{}"'
"""Forms of texts: as it stands, in quotation marks."""
ALIASES = {
    "sequenceDiagram": "participant {id} as {{}}\n",
    "stateDiagram": 'state "{{}}" as {id}\n',
    "classDiagram": 'class {id}["{{}}"]\n',
}
"""The line that gives a name another text, by the kind of diagram; it stands before the first line with the name."""
WORD = r"\w+(?:[.-]\w+)*"
TITLE = r"title\s*:?\s+(?P<text>.+)"
DESCRIPTION = re.compile(
    r"(?:accTitle|accDescr)\s*:\s*(?P<text>.*)|accDescr\s*\{\s*(?P<described>[^}]*?)\s*(?P<end>\}?)"
)
"""A title or a description for screen readers, which all kinds of diagrams have."""
DESCRIBED = re.compile(r"(?P<described>[^}]*?)\s*(?P<end>\}?)")
"""A line of a description in braces."""
ARROW = r"(?:<<)?--?(?:>>|>|x|\))"
RELATION = r"(?:<\|?|\*|o|\()?(?:--|\.\.)(?:\|?>|\*|o|\))?"
MANY = r'(?:"(?P<quoted>[^"]*)"\s*)?'
MANY_TOO = MANY.replace("quoted", "quoted2")
LINES: dict[str, tuple[str, ...]] = {
    "sequenceDiagram": (
        rf"(?:create\s+)?(?:participant|actor)\s+(?P<known>{WORD})\s+as\s+(?P<text>.+)",
        rf"(?:create\s+)?(?:participant|actor)\s+(?P<declared>{WORD})",
        r"[Nn]ote\s+(?:over|left of|right of)\s+[^:]+:\s*(?P<text>.+)",
        r"(?:loop|alt|else|opt|par|and|critical|option|break)\s+(?P<text>.+)",
        r"box\s+(?:rgba?\([^)]*\)\s*|[A-Za-z]+\s+)?(?P<text>[^\x00-\x7f].*)",
        rf"(?:activate|deactivate|destroy)\s+(?P<name>{WORD})",
        rf"(?P<name>{WORD})\s*{ARROW}\s*[+-]?(?P<name2>{WORD})\s*:\s*(?P<text>.+)",
    ),
    "pie": (r"pie(?:\s+showData)?\s+title\s+(?P<text>.+)", r'"(?P<quoted>[^"]+)"\s*:\s*[\d.]+'),
    "stateDiagram": (
        r'state\s+"(?P<quoted>[^"]+)"\s+as\s+(?P<known>\w+)\s*\{?',
        r"state\s+(?P<name>\w+)\s*(?:\{|<<\w+>>)?",
        r"note\s+(?:right|left) of\s+\w+\s*:\s*(?P<text>.+)",
        r"(?P<name>\w+|\[\*\])\s*-->\s*(?P<name2>\w+|\[\*\])\s*(?::\s*(?P<text>.+))?",
        r"(?P<known>\w+)\s*:\s*(?P<text>.+)",
    ),
    "classDiagram": (
        r'class\s+(?P<known>\w+)(?:~\w+~)?\s*\["(?P<quoted>[^"]+)"\]\s*\{?',
        r"class\s+(?P<name>\w+)(?:~\w+~)?\s*\{?",
        r'note\s+(?:for\s+\w+\s+)?"(?P<quoted>[^"]+)"',
        rf"(?P<name>\w+)\s*{MANY}{RELATION}\s*{MANY_TOO}(?P<name2>\w+)(?:\s*:\s*(?P<text>.+))?",
        r"(?P<name>\w+)\s*:\s*(?P<text>.+)",
        # A member, within braces.
        r"[+\-#~]\s*(?P<text>.+)",
        r"(?P<text>[^:{}]+)",
    ),
    "gantt": (
        r"(?:dateFormat|axisFormat|tickInterval|excludes|includes|todayMarker|weekday|weekend|click)\b.*",
        r"section\s+(?P<text>.+)",
        r"(?P<text>[^:]+?)\s*:.*",
    ),
    "timeline": (
        r"section\s+(?P<text>.+)",
        r"(?::\s*)?(?P<text_periods>.+)",
    ),
    "mindmap": (
        r"::icon\(.*",
        r'(?:[\w-]+)?(?:\(\(|\)\)|\{\{|\(|\)|\[)"?(?P<text>[^"]+?)"?(?:\)\)|\(\(|\}\}|\)|\(|\])(?::::.*)?',
        r"(?P<text>.+?)(?::::.*)?",
    ),
    "journey": (
        r"section\s+(?P<text>.+)",
        r"(?P<text>[^:]+?)\s*:\s*\d+\s*(?::\s*(?P<text_actors>.*))?",
    ),
    "quadrantChart": (
        r'[xy]-axis\s+"?(?P<text>[^"]+?)"?(?:\s*-->\s*"?(?P<text2>[^"]+?)"?)?',
        r'quadrant-[1-4]\s+"?(?P<text>[^"]+?)"?',
        r'"?(?P<text>[^:"\[]+?)"?(?::::\w+)?\s*:\s*\[.*',
    ),
}  # fmt: skip
"""Patterns of whole lines by the kind of diagram, in the order in which they are tried: names that are the text of
what they name, those that have another text, and texts."""
LISTS = {"text_periods": re.compile(r"[^\s:](?:[^:]*[^\s:])?"), "text_actors": re.compile(r"[^\s,](?:[^,]*[^\s,])?")}
"""Groups of the patterns that hold several texts, and what matches each."""
WHOLE = re.compile(r".+")
WIDE_SIGNS = {
    **dict.fromkeys(("gantt", "timeline", "journey"), str.maketrans(':#;"[]', "：＃；＂［］")),
    "classDiagram": str.maketrans(':#;"{}', "：＃；＂｛｝"),
    "quadrantChart": str.maketrans(';"', "；＂"),
    "mindmap": str.maketrans(':#;"()[]{}', "：＃；＂（）［］｛｝"),
}
"""Full-width signs for those that would end a text, in kinds of diagrams that know no way to write them."""
HINT = (
    "texts are found in flowcharts, sequences, pies, states, classes, Gantt charts, timelines, mind maps, journeys and"
    " quadrants, where they are written as Mermaid's reference has them; put a text of a flowchart in quotation marks"
)
ENTITY = re.compile(r"#\w+;|[#;]")


class Reading(NamedTuple):
    """What was found in a diagram."""

    kind: str
    """The first word; empty if the kind is not known."""
    texts: tuple[DiagramText, ...]
    """In the order of their places."""
    unread: tuple[tuple[int, str], ...]
    """Lines with Chinese that were not understood: the number of each, from 0, and the line."""


def read_diagram(source: str) -> Reading:
    """Find the texts of a diagram.

    Args:
        source: The content of a block `mermaid`.
    """
    texts: list[DiagramText] = []
    unread_rows: list[tuple[int, str]] = []
    start = 0
    if front := FRONT.match(source):
        start = front.end()
        texts, unread_rows = _read_front(front)
    rows = [(at, line) for at, line in _list_lines(source, start) if not line.startswith("%%")]
    head = HEAD.match(rows[0][1]) if rows else None
    if head is None:
        return Reading("", tuple(texts), _list_unread(source, [*unread_rows, *rows]))
    kind = head["kind"]
    described, rows = _take_descriptions(rows)
    if kind in FLOWCHARTS:
        found, more = find_flowchart_texts(rows[1:])
    else:
        found, more = _read_lines(kind, rows, source)
    texts += sorted([*described, *found], key=lambda one: (one.start, one.end))
    return Reading(kind, tuple(texts), _list_unread(source, [*unread_rows, *more]))


def make_diagram(
    token: Token, path: str, first_line: int, lines: Sequence[str]
) -> tuple[DiagramSource, list[Diagnostic]]:
    """Read a diagram, and note Chinese in it that no edition can change.

    Args:
        token: Its block.
        path: The file that it stands in.
        first_line: The number of the first line of the document in that file.
        lines: The lines of the document.
    """
    reading = read_diagram(token.content)
    start = (token.map or (0, 0))[0] + 1
    problems = []
    for number, line in reading.unread:
        written = "".join(lines[start + number : start + number + 1])
        message = f"'{line[:30]}' in a diagram is the same in all editions"
        problems.append(
            Diagnostic(
                Span(path, start + number + first_line, max(written.find(line) + 1, 1)),
                "diagram-text",
                message,
                HINT,
                Level.NOTE,
            )
        )
    places = (Span(path, start + number + first_line) for number in range(-1, token.content.count("\n")))
    return DiagramSource(token.content, reading.kind, reading.texts, tuple(places)), problems


def fill_diagram(diagram: DiagramSource, texts: Sequence[str]) -> str:
    """Return the source of a diagram with other texts; those that are the same stay as they are written."""
    pieces, position = [], 0
    # Lines that give names another text also say in which order they are drawn: all of them, or none.
    pairs = [*zip(diagram.texts, texts, strict=True)]
    has_names = any(text != one.text and one.form.endswith("\n") for one, text in pairs)
    for one, text in pairs:
        if text != one.text or (has_names and one.form.endswith("\n")):
            plain = _is_as_plain(text, one, diagram.source)
            written = text if plain else one.form.format(_escape(text, one, diagram.kind))
            pieces += [diagram.source[position : one.start], written]
            position = one.end
    return "".join([*pieces, diagram.source[position:]])


def _is_as_plain(text: str, old: DiagramText, source: str) -> bool:
    """Return whether a text can stand as another one did: it has no word of Mermaid, and no sign which that had not."""
    has_word = any(character.isascii() and character.isalnum() for character in text)
    signs = {character for character in text if not character.isalnum()}
    return not has_word and source[old.start : old.end] == old.text and signs <= set(old.text)


def list_prose(content: str) -> list[tuple[int, int]]:
    """Return where the texts of a diagram stand, names at each of their places."""
    texts = read_diagram(content).texts
    places = [(one.start, one.end) for one in texts if one.end > one.start]
    for name in {one.text for one in texts if one.is_name}:
        found = (one.span() for one in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", content))
        places += [(start, end) for start, end in found if not any(a < end and start < b for a, b in places)]
    return sorted(set(places))


def _list_lines(source: str, start: int) -> Iterator[tuple[int, str]]:
    """Yield each line that is not empty, without blanks around it, and its offset."""
    position = start
    for line in source[start:].split("\n"):
        if stripped := line.strip():
            yield position + line.index(stripped), stripped
        position += len(line) + 1


def _list_unread(source: str, rows: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Return those of the lines that have Chinese, with their numbers."""
    return tuple((source.count("\n", 0, at), line) for at, line in rows if HAN.search(line))


def _read_front(front: re.Match[str]) -> tuple[list[DiagramText], list[tuple[int, str]]]:
    """Return the title in front matter, and the other lines."""
    texts: list[DiagramText] = []
    others: list[tuple[int, str]] = []
    for at, line in _list_lines(front.string[: front.end("yaml")], front.start("yaml")):
        title = FRONT_TITLE.fullmatch(line)
        # A line further in belongs to something else.
        if title is None or texts or front.string[at - 1] != "\n":
            others += [(at, line)] if not line.startswith("#") else []
            continue
        group = str(title.lastgroup)
        start, end = (at + offset for offset in title.span(group))
        form = QUOTED if group == "plain" else PLAIN
        closing = "'" if group == "single" else '"'
        texts.append(DiagramText(title[group], start, end, form, group != "plain", closing=closing))
    return texts, others


def _take_descriptions(rows: Sequence[tuple[int, str]]) -> tuple[list[DiagramText], list[tuple[int, str]]]:
    """Return the titles and descriptions for screen readers, each line a text, and the other lines."""
    texts: list[DiagramText] = []
    others: list[tuple[int, str]] = []
    is_open = False
    for at, line in rows:
        found = (DESCRIBED if is_open else DESCRIPTION).fullmatch(line)
        is_open = found is not None and found["described"] is not None and not found["end"]
        if found is None:
            others.append((at, line))
            continue
        group = "text" if found["described"] is None else "described"
        if found[group]:
            start, end = found.span(group)
            closing = "" if group == "text" else "}"
            texts.append(DiagramText(found[group], at + start, at + end, PLAIN, closing=closing))
    return texts, others


def _read_lines(
    kind: str, rows: Sequence[tuple[int, str]], source: str
) -> tuple[list[DiagramText], list[tuple[int, str]]]:
    """Return the texts of a diagram whose lines are alike, and the lines that were not understood."""
    texts: list[DiagramText] = []
    unread: list[tuple[int, str]] = []
    named: dict[str, tuple[int, str]] = {}
    known: set[str] = set()
    for number, (at, line) in enumerate(rows):
        found = next((one for one in (rule.fullmatch(line) for rule in _compile(kind)) if one), None)
        if found is None:
            if number:
                unread.append((at, line))
            continue
        if number == 0 and kind != "pie":
            continue
        for group, value in found.groupdict().items():
            start, end = (at + offset for offset in found.span(group))
            if value and group.startswith(("text", "quoted")):
                is_quoted = source[start - 1 : start] == '"'
                form = QUOTED if kind == "quadrantChart" and not is_quoted and not line.startswith("title") else PLAIN
                pieces = LISTS.get(group, WHOLE).finditer(source, start, end)
                texts += (DiagramText(one[0], *one.span(), form, is_quoted) for one in pieces)
            elif value and group.startswith("name"):
                row = source.rfind("\n", 0, start) + 1
                named.setdefault(value, (row, ALIASES[kind].format(id=value)))
            elif value:
                known.add(value)
                if group == "declared" and HAN.search(value):
                    texts.append(DiagramText(value, end, end, " as {}", is_name=True))
    texts += [
        DiagramText(name, at, at, form, is_name=True)
        for name, (at, form) in named.items()
        if name not in known and HAN.search(name)
    ]
    return texts, unread


@cache
def _compile(kind: str) -> tuple[re.Pattern[str], ...]:
    """Compile the patterns of a kind of diagram, which few texts need."""
    return tuple(re.compile(one) for one in (TITLE, *LINES[kind]))


def _escape(text: str, old: DiagramText, kind: str) -> str:
    """Write a text so that no sign in it ends it in the place of another one."""
    text = " ".join(text.split("\n"))
    if old.closing == "}":
        return text.replace("}", "｝")
    if old.closing:
        return text.replace("'", "''") if old.closing == "'" else text.replace("\\", "\\\\").replace('"', '\\"')
    if kind in WIDE_SIGNS and not old.form.startswith("class"):
        return text.translate(WIDE_SIGNS[kind])
    if kind in ("sequenceDiagram", "stateDiagram"):
        text = ENTITY.sub(lambda found: found[0] if len(found[0]) > 1 else f"#{ord(found[0])};", text)
    return text.replace('"', "#quot;")
