"""The Markdown that the blocks of an HTML page become, as edits of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from duizhao.importing.markdown_escapes import LIST_MARK, SIGN, SUSPECT, find_markdown_escapes
from duizhao.importing.reading.html_atoms import Atom, Container, HtmlBlock
from duizhao.importing.reading.html_tokens import REFERENCE
from duizhao.importing.tracked_text import Edit

WIDE = re.compile("[⺀-鿿豈-\ufaff\U00020000-\U0003ffff、-〿＀-～…—“”‘’·]")
"""Characters between which a line break of a page means nothing."""
TICKS = re.compile(r"`+")
CLOSING = {"<sup>": "</sup>", "<sub>": "</sub>"}
CODE = "`"
NARROW = "…—“”‘’·"
"""Signs that are as wide as Chinese characters only among these."""
BRACKET = "&#93;"
"""A bracket in the text of a link, where it would end the text."""
EMPHASIS = ("**", "*", "~~", "++", "==")
DEFINITION = ":   "
"""What a definition begins with; the term stands in the line above."""
Item = TypeVar("Item")


def write_markdown(
    blocks: Sequence[HtmlBlock], dropped: Sequence[str], size: int, kind: str, levels: Mapping[int, int]
) -> list[Edit]:
    """Write blocks as Markdown.

    Args:
        blocks: The blocks, in order.
        dropped: For each of them, the kind of repair that drops it; empty for those that stay.
        size: The length of the page.
        kind: The kind of repair for what is between the texts.
        levels: The levels of headings in the page → those in the draft.

    Returns:
        Edits that leave the text of the blocks, with the marks of Markdown around it, and nothing else.
    """
    writer = _Writer(kind, levels)
    for block, reason in zip(blocks, dropped, strict=True):
        if reason:
            writer.drop(block, reason)
        else:
            writer.write(block)
    writer.put(size)
    return writer.edits


class _Writer:
    """Writes blocks one after the other."""

    def __init__(self, kind: str, levels: Mapping[int, int]) -> None:
        self.kind = kind
        self.levels = levels
        self.edits: list[Edit] = []
        self.at = 0
        self.pending = ""
        self.styles: tuple[str, ...] = ()
        self.asked: tuple[str, ...] = ()
        self.last: HtmlBlock | None = None
        self.before = ""

    def put(self, start: int) -> None:
        """Replace what stands before an offset by the pending markup."""
        if start > self.at or self.pending:
            self.edits.append(Edit(self.at, start, self.pending, self.kind))
            self.pending = ""
            self.at = start

    def drop(self, block: HtmlBlock, reason: str) -> None:
        """Drop a block."""
        self.put(block.start)
        self.edits.append(Edit(self.at, block.end, "", reason))
        self.at = block.end

    def write(self, block: HtmlBlock) -> None:
        """Write a block."""
        self.pending += self._separate(block)
        self.last = block
        self.before = ""
        line = "".join(one.next for one in block.containers)
        if block.kind == "code":
            self._write_code(block, line)
            return
        if block.kind == "heading":
            self.pending += "#" * self.levels.get(block.level, 2) + " "
        elif block.kind == "caption":
            self.pending += "▲"
        atoms = _without_failing(_without_code(block.atoms))
        escapes = _find_escapes(block, atoms)
        for number, (atom, after) in enumerate(zip(atoms, _list_following(atoms), strict=True)):
            if atom.kind == "break":
                # A mark that code goes on behind would take the line break for code.
                going_on = _common(self.styles, after.style if after else ())
                self._restyle(tuple(one for one in going_on if one != CODE))
                self.pending += "\\\n" + line
            elif atom.kind == "soft":
                self._restyle(_common(self.styles, after.style if after else ()))
                self._write_soft(atom, after)
            elif atom.kind == "glue":
                self._restyle(atom.style)
                self.pending += atom.text.replace("\n", "\n" + line)
            else:
                self._restyle(_common(self.styles, after.style if after else ()) if atom.kind == "hard" else atom.style)
                self._write_atom(atom, escapes.get(number, ()))
        self._restyle(())

    def _separate(self, block: HtmlBlock) -> str:
        """Return what parts a block from the last one, and what its first line begins with."""
        if self.last is None:
            return "".join(one.first for one in block.containers)
        old, new = self.last.containers, block.containers
        same = len(_common(old, new))
        line = "".join(one.next for one in new[:same])
        first = "".join(one.first for one in new[same:])
        if same < len(new) and _is_tight(old[same:], new[same], new[:same]):
            return f"\n{line}{first}"
        return f"\n{line.rstrip()}\n{line}{first}"

    def _write_code(self, block: HtmlBlock, line: str) -> None:
        """Write a block of code."""
        ticks = "`" * max([2, *(len(one) for atom in block.atoms for one in TICKS.findall(atom.text))])
        self.pending += f"{ticks}`\n{line}"
        for atom in block.atoms:
            if atom.kind == "glue":
                self.pending += atom.text.replace("\n", "\n" + line)
                continue
            new = atom.text.replace("\n", "\n" + line)
            self.put(atom.start)
            if new != atom.text or atom.kind == "reference":
                self.edits.append(Edit(atom.start, atom.end, new, "html-reference"))
            self.at = atom.end
        self.pending = f"\n{line}{ticks}`"

    def _write_soft(self, atom: Atom, after: Atom | None) -> None:
        """Write blanks that part words: nothing beside a line break between Chinese characters, else one."""
        is_line = "\n" in atom.text or "\r" in atom.text
        joined = is_line and WIDE.fullmatch(self.before) and after is not None and WIDE.fullmatch(after.text[:1])
        new = "" if joined else " "
        self.before = new or self.before
        if atom.start == atom.end:
            self.pending += new
            return
        self.put(atom.start)
        self.edits.append(Edit(atom.start, atom.end, new, "line-break" if is_line else "blank"))
        self.at = atom.end

    def _write_atom(self, atom: Atom, escapes: Sequence[int]) -> None:
        """Write characters, with backslashes where they are needed."""
        self.put(atom.start)
        self.before = atom.text[-1:]
        written = {at: "\\" + atom.text[at] for at in escapes}
        if atom.style and len(atom.style[0]) > 1 and atom.style[0][0] == "[" and CODE not in atom.style:
            # A backslash would make a formula of [a].
            written.update({at: BRACKET for at, one in enumerate(atom.text) if one == "]"})
        if atom.kind == "text":
            self.edits += (
                Edit(atom.start + at, atom.start + at + 1, written[at], "markdown-escape")
                if written[at] == BRACKET
                else Edit(atom.start + at, atom.start + at, "\\", "markdown-escape")
                for at in sorted(written)
            )
        else:
            new = "".join(written.get(at, one) for at, one in enumerate(atom.text))
            # A blank that a reference stands for and one that is typed are the same to readers.
            kind = "html-reference" if atom.kind == "reference" or atom.end - atom.start != len(new) else "blank"
            if new.strip("\u3000") or kind != "blank":
                self.edits.append(Edit(atom.start, atom.end, new, kind))
        self.at = atom.end

    def _restyle(self, styles: tuple[str, ...]) -> None:
        """Close the marks around words that end here, and open those that begin."""
        if styles == self.asked:
            # What was left out at the beginning of some words is not begun in the midst of them.
            return
        self.asked = styles
        same = len(_common(self.styles, styles))
        for one in reversed(self.styles[same:]):
            if one != "[":
                self.pending += f"]({one[1:]})" if one[0] == "[" else CLOSING.get(one, one)
        if "**" in styles[:same] or (self.pending.endswith("*") and len(styles) > same):
            # Marks that touch would be read as others.
            styles = (*styles[:same], *(one for one in styles[same:] if one not in ("*", "**")))
        for one in styles[same:]:
            if one != "[":
                self.pending += "[" if one[0] == "[" else one
        self.styles = styles


def _common(one: tuple[Item, ...], other: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return what two rows begin with alike."""
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return one[:same]


def _is_tight(old: tuple[Container, ...], new: Container, around: tuple[Container, ...]) -> bool:
    """Return whether an entry follows the text before it without an empty line."""
    if new.first == DEFINITION:
        return True
    return new.list != -1 and (old[0].list == new.list if old else bool(around) and around[-1].list != -1)


def _without_code(atoms: list[Atom]) -> list[Atom]:
    """Return atoms without the marks of code if the code has such a mark in it."""
    if not any(CODE in one.style and CODE in one.text for one in atoms):
        return atoms
    return [one._replace(style=tuple(mark for mark in one.style if mark != CODE)) for one in atoms]


def _without_failing(atoms: list[Atom]) -> list[Atom]:
    """Return atoms without the marks that Markdown would not read: between punctuation inside and a letter outside."""
    if not any(one.style for one in atoms):
        return atoms
    kept = list(atoms)
    for mark in EMPHASIS:
        for start, end in _list_stretches(kept, mark):
            inside = kept[start:end]
            before = kept[start - 1].text[-1:] if start else ""
            after = kept[end].text[:1] if end < len(kept) else ""
            if _fails(inside[0], inside[0].text[:1], before) or _fails(inside[-1], inside[-1].text[-1:], after):
                kept[start:end] = (
                    one._replace(style=tuple(each for each in one.style if each != mark)) for one in inside
                )
    return kept


def _list_stretches(atoms: Sequence[Atom], mark: str) -> list[tuple[int, int]]:
    """List where a mark is around atoms one after the other; blanks do not part them, nor are they at an end."""
    stretches: list[tuple[int, int]] = []
    last = -1
    around: tuple[str, ...] = ()
    for number, one in enumerate(atoms):
        if one.kind in ("soft", "hard", "break"):
            continue
        if mark in one.style:
            # Where marks outside of this one change, it ends and begins again.
            outer = one.style[: one.style.index(mark)]
            if stretches and stretches[-1][1] == last + 1 and outer == around:
                stretches[-1] = (stretches[-1][0], number + 1)
            else:
                stretches.append((number, number + 1))
            around = outer
        last = number
    return stretches


def _fails(edge: Atom, inside: str, outside: str) -> bool:
    """Return whether a mark between two characters is none to Markdown."""
    is_sign = not inside.isalnum() and (not WIDE.match(inside) or inside in NARROW)
    has_other = any(one in edge.style for one in (CODE, *CLOSING))
    return (is_sign or has_other) and outside.isalnum() and not WIDE.match(outside)


def _list_following(atoms: Sequence[Atom]) -> list[Atom | None]:
    """Return for each atom the next one that is no blank."""
    following: list[Atom | None] = []
    after: Atom | None = None
    for atom in reversed(atoms):
        following.append(after)
        if atom.kind not in ("soft", "hard"):
            after = atom
    return following[::-1]


def _find_escapes(block: HtmlBlock, atoms: Sequence[Atom]) -> dict[int, list[int]]:
    """Find the characters that need a backslash: the numbers of atoms → offsets in their texts."""
    pieces = [_show(atom) for atom in atoms]
    plain = "".join(pieces)
    signs = _list_signs(block, plain, is_marked=any(atom.style or atom.kind == "glue" for atom in atoms))
    escapes: dict[int, list[int]] = {}
    number, base = 0, 0
    for at in signs:
        while at >= base + len(pieces[number]):
            base += len(pieces[number])
            number += 1
        if atoms[number].kind in ("text", "reference") and CODE not in atoms[number].style:
            escapes.setdefault(number, []).append(at - base)
    return escapes


def _show(atom: Atom) -> str:
    """Return what an atom is for the search for signs."""
    if atom.kind in ("text", "reference", "hard"):
        return atom.text
    return "\\\n" if atom.kind == "break" else " "


def _list_signs(block: HtmlBlock, plain: str, *, is_marked: bool) -> list[int]:
    """List the offsets of the signs in a block that Markdown would read as markup, in ascending order."""
    signs: set[int] = set()
    if is_marked or block.kind == "table":
        signs.update(found.end() if found[0][-1:].isdigit() else found.end() - 1 for found in SIGN.finditer(plain))
        signs -= {at for at in signs if plain[at] == "&" and not REFERENCE.match(plain, at)}
    elif SUSPECT.search(plain):
        signs.update(edit.start for edit in find_markdown_escapes(plain).edits)
    if block.containers and (mark := LIST_MARK.match(plain)):
        signs.add(len(mark[0].rstrip()) - 1)
    if block.kind == "heading" and plain.endswith("#"):
        signs.add(len(plain) - 1)
    return sorted(signs)
