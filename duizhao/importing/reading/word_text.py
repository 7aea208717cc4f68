"""The text of a Word file, brought into elements that mammoth reads, and what there is beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from duizhao.importing.reading.word_elements import (
    BASE,
    FORMULA,
    HEADING,
    LEVELS,
    NUMBER,
    READING,
    WORD,
    child_of,
    make_run,
    make_value,
    name_of,
    text_of,
    value_of,
)
from duizhao.importing.reading.word_numbers import Numbers, add_blank, is_common, is_numbered
from duizhao.importing.reading.word_styles import is_heading, list_chain

UNWRAPPED = frozenset({"fldSimple", "dir", "bdo"})
"""Elements around text that mammoth would drop with the text in them."""
FORMULAS = frozenset({"oMath", "oMathPara"})
CHANGED = frozenset({*UNWRAPPED, *FORMULAS, "ruby", "r", "drawing"})
"""The elements that are changed."""


@dataclass(slots=True)
class Left:
    """What a text has beside what is shown, or shown only in another form."""

    deleted: list[str] = field(default_factory=list)
    """The texts that are marked as deleted."""
    inserted: int = 0
    """The number of places that are marked as inserted."""
    hidden: list[str] = field(default_factory=list)
    """The texts that are hidden."""
    formulas: list[str] = field(default_factory=list)
    """The letters of formulas."""
    drawings: int = 0
    """The number of charts, diagrams and files of other kinds in it."""


def keep_text(root: Element, left: Left) -> None:
    """Change the elements of a text that mammoth would drop into others that it reads, and count the rest."""
    _collapse(root)
    for one in root.iter():
        name = name_of(one)
        if name in ("ins", "moveTo") and text_of(one):
            left.inserted += 1
        elif name in ("del", "moveFrom") and (text := text_of(one, "t", "delText")):
            left.deleted.append(text)
        elif name in ("chart", "relIds", "altChunk", "OLEObject"):
            left.drawings += 1
        elif name == "pPr":
            _mark_heading(one)
    # From the innermost ones, so that what comes for an element has been changed already.
    for parent in reversed(list(root.iter())):
        if any(name_of(child) in CHANGED for child in parent):
            parent[:] = [new for child in parent for new in _change(child, left)]


def _collapse(root: Element) -> None:
    """Of parts that are there in two forms, keep the older one."""
    for parent in reversed(list(root.iter())):
        if any(name_of(child) == "AlternateContent" for child in parent):
            parent[:] = [new for child in parent for new in _choose(child)]


def _choose(element: Element) -> Iterator[Element]:
    """Yield the older form of an element, or the first one if there is no older one."""
    if name_of(element) != "AlternateContent":
        yield element
        return
    chosen = child_of(element, "Fallback")
    yield from chosen if chosen is not None else child_of(element, "Choice") or ()


def _change(element: Element, left: Left) -> Iterator[Element]:
    """Yield what comes for an element."""
    name = name_of(element)
    if name in UNWRAPPED:
        yield from element
    elif name in FORMULAS:
        yield from _change_formula(element, left)
    elif name == "ruby":
        for part, style in (("rubyBase", BASE), ("rt", READING)):
            text = text_of(found) if (found := child_of(element, part)) is not None else ""
            yield make_run(text, style)
    elif name == "r" and _is_hidden(element):
        if text := text_of(element):
            left.hidden.append(text)
    else:
        yield element
        boxes = list(_list_boxes(element)) if name == "drawing" else []
        if boxes:
            # Of a drawing, mammoth reads images; text in it only in the older form.
            picture = Element(f"{{{WORD}}}pict")
            picture.extend(boxes)
            yield picture


def _list_boxes(element: Element) -> Iterator[Element]:
    """Yield the outermost boxes with text in an element."""
    for child in element:
        if name_of(child) == "txbxContent":
            yield child
        else:
            yield from _list_boxes(child)


def _change_formula(element: Element, left: Left) -> Iterator[Element]:
    """Yield the letters of a formula as text."""
    inner = [one for one in element if name_of(one) == "r" and value_of(child_of(one, "rPr", "rStyle")) == FORMULA]
    if inner:
        yield from inner
        return
    text = text_of(element)
    if text:
        left.formulas.append(text)
        yield make_run(text, FORMULA)


def _is_hidden(run: Element) -> bool:
    """Return whether text is hidden."""
    found = child_of(run, "rPr", "vanish")
    return found is not None and value_of(found) not in ("0", "false")


def _mark_heading(properties: Element) -> None:
    """Give a paragraph that has a level of the outline of its own, and no style, the style of a heading."""
    level = value_of(child_of(properties, "outlineLvl"))
    if not level.isdecimal() or int(level) >= LEVELS or child_of(properties, "pStyle") is not None:
        return
    properties.insert(0, make_value("pStyle", f"{HEADING}{min(6, int(level) + 1)}"))


def number_paragraphs(root: Element, numbers: Numbers, styles: Sequence[Element]) -> None:
    """Write the numbers that Word writes before paragraphs into them.

    Args:
        root: The part with the paragraphs, without parts in two forms.
        numbers: The lists of the file.
        styles: Its styles.
    """
    by_id = {value_of(one, "styleId"): one for one in styles}
    for one in root.iter():
        properties = child_of(one, "pPr") if name_of(one) == "p" else None
        if properties is None:
            continue
        number, depth = _find_place(properties, by_id)
        level = numbers.find(number, depth)
        if level is None or not is_numbered(level):
            continue
        label = numbers.count(number, depth)
        if not text_of(one):
            continue
        if (found := child_of(properties, "numPr")) is not None:
            properties.remove(found)
        is_entry = is_common(level, depth) and not is_heading(value_of(child_of(properties, "pStyle")), by_id)
        place = SubElement(properties, f"{{{WORD}}}numPr")
        # There is no list 0: such a paragraph is in none, whatever its style says.
        place.extend((make_value("ilvl", str(depth)), make_value("numId", number if is_entry else "0")))
        run = make_run(f"{label} ", NUMBER) if is_entry else make_run(add_blank(label))
        one.insert(list(one).index(properties) + 1, run)


def _find_place(properties: Element, by_id: Mapping[str, Element]) -> tuple[str, int]:
    """Return the number of the list that a paragraph is in, and its level from 0, of its own or of its style."""
    places = [child_of(properties, "numPr")]
    places += (child_of(one, "pPr", "numPr") for one in list_chain(value_of(child_of(properties, "pStyle")), by_id))
    number = next((value for one in places if (value := value_of(child_of(one, "numId")))), "")
    depth = next((value for one in places if (value := value_of(child_of(one, "ilvl")))), "0")
    return number, int(depth) if depth in "012345678" else 0
