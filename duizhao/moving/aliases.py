"""The key `aliases` of front matter: changed as it is written, so that comments and order of the other keys stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import yaml

from duizhao.moving.links import HEAD

KEY = "aliases"


def set_aliases(text: str, aliases: Sequence[str]) -> str:
    """Return a Markdown file whose front matter states some aliases; nothing else of it is changed.

    Args:
        text: The file as it is written, with any line ends and with front matter that is valid.
        aliases: The aliases in their order; if there are none, the key is taken out.
    """
    head = HEAD.match(text)
    assert head is not None, "checked when the article was read"
    written = head["yaml"]
    edits = sorted(_list_edits(written, aliases, "\r\n" if written.endswith("\r\n") else "\n"), reverse=True)
    for start, end, new in edits:
        written = written[:start] + new + written[end:]
    return text[: head.start("yaml")] + written + text[head.end("yaml") :]


def _list_edits(written: str, aliases: Sequence[str], line_end: str) -> Iterator[tuple[int, int, str]]:
    """Yield the ranges of front matter that are replaced, with what takes their places."""
    flow = f"[{', '.join(aliases)}]"
    node = yaml.compose(written, yaml.SafeLoader)
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    pair = next(((key, value) for key, value in pairs if key.value == KEY), None)
    if pair is None:
        if aliases:
            yield len(written), len(written), f"{KEY}: {flow}{line_end}"
        return
    key, value = pair
    if not isinstance(value, yaml.SequenceNode) or not (value.flow_style or aliases):
        # The key has no value yet, or is about to lose the last one.
        end = max(key.end_mark.index + 1, _skip_blanks_back(written, value.end_mark.index))
        yield written.index(":", key.end_mark.index) + 1, end, f" {flow}"
    elif value.flow_style:
        yield value.start_mark.index, _skip_blanks_back(written, value.end_mark.index), flow
    else:
        yield from _list_item_edits(written, value, aliases, line_end)


def _list_item_edits(
    written: str, node: yaml.SequenceNode, aliases: Sequence[str], line_end: str
) -> Iterator[tuple[int, int, str]]:
    """Yield the edits of a list with a line for each item."""
    lines = {
        item.value: (written.rfind("\n", 0, item.start_mark.index) + 1, written.index("\n", item.end_mark.index) + 1)
        for item in node.value
    }
    for name, (start, end) in lines.items():
        if name not in aliases:
            yield start, end, ""
    last = node.value[-1]
    start, end = lines[last.value]
    before = written[start : last.start_mark.index]
    new = "".join(f"{before}{name}{line_end}" for name in aliases if name not in lines)
    if new:
        yield end, end, new


def _skip_blanks_back(written: str, end: int) -> int:
    """Return the end of a value without what stands between it and the next key."""
    return len(written[:end].rstrip())
