"""Reading catalogs without polib: the same entries and problems, or a fallback to polib."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duizhao.diagnostics import Diagnostic
from duizhao.translation.catalog import Entry, Key, format_po, open_po, read_catalog
from duizhao.translation.reading import read_rows

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "tests").rglob("*.po")), *sorted((ROOT / "translations").rglob("*.po"))]
NAME = "a.po"
HEADER = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n\n'
PLAIN = '#. title\n#: content/a.md\nmsgid "计划"\nmsgstr "Plan"\n'
LETTERS = 'ab 计划"\\\n\t\r#~|,:.[]'
ODD_LETTERS = LETTERS + "\x0b\x0c\x1f\x85\u2028\u3000"
"""Including all characters that polib or Python treat as whitespace or line ends."""
FLAGS = ["fuzzy", "no-wrap", "not fuzzy", " fuzzy", "fuzzy ", "Fuzzy"]


def make_entries(letters: str, flags: list[str], plural: list[str], least: int) -> st.SearchStrategy[polib.POEntry]:
    """Make entries whose texts consist of the given characters."""
    texts = st.text(st.sampled_from(letters), min_size=least, max_size=8)
    notes = texts.map(lambda text: " ".join(text.split()))
    return st.builds(
        polib.POEntry,
        msgid=texts,
        msgstr=st.just("") | texts,
        msgctxt=st.none() | st.just("") | texts,
        comment=notes,
        tcomment=notes,
        occurrences=st.lists(st.tuples(notes, st.sampled_from(["", "7"])), max_size=2),
        flags=st.lists(st.sampled_from(flags), max_size=2),
        previous_msgid=st.none() | texts,
        previous_msgctxt=st.none() | texts,
        obsolete=st.booleans(),
        msgid_plural=st.sampled_from(plural),
    )


USUAL = make_entries(LETTERS, FLAGS, [""], 1)
ODD = make_entries(ODD_LETTERS, [*FLAGS, ""], ["", "b"], 0)
PIECES = ['"', "\\", "\\n", "\\x", '\\"', "\n", "\r", "\r\n", " ", "\t", "\x0c", "\u2028", "\ufeff", "\0", "a", "，"]
PIECES += [
    "#",
    "# ",
    "#~ ",
    "#, fuzzy\n",
    "#,fuzzy\n",
    "#| ",
    '#~| msgid "a"\n',
    "#.",
    "#. \n",
    "##",
    "#: a\n",
    '"a"\n',
]
PIECES += ["msgid ", "msgstr ", 'msgctxt "a"\n', 'msgid_plural "a"\n', 'msgstr[0] "a"\n', 'msgid ""\nmsgstr "a"\n']


def read_by_polib(file: Path) -> tuple[list[tuple[Key, Entry]] | None, list[Diagnostic]]:
    """Read a catalog with polib only."""
    po, problems = open_po(file, NAME)
    if po is None:
        return None, problems
    used = [entry for entry in po if not entry.obsolete]
    keys = [(entry.msgctxt or "", entry.msgid) for entry in used]
    found = [Entry(entry.msgstr, "fuzzy" in entry.flags, entry.linenum or 0) for entry in used]
    return list(zip(keys, found, strict=True)), problems


def read(file: Path) -> tuple[list[tuple[Key, Entry]] | None, list[Diagnostic]]:
    """Read a catalog like a build."""
    catalog, problems = read_catalog(file, NAME, "en")
    return None if catalog is None else list(catalog.entries.items()), problems


@st.composite
def catalogs(draw: st.DrawFn) -> str:
    """Write a catalog of arbitrary entries, wrapped or not."""
    po = polib.POFile(wrapwidth=draw(st.sampled_from([0, 78, 12])))
    po.metadata = {"Language": "en"}
    po.extend(draw(st.lists(USUAL, max_size=4) | st.lists(ODD, max_size=4)))
    return format_po(po)


@st.composite
def damaged(draw: st.DrawFn, sources: st.SearchStrategy[str]) -> str:
    """Damage a text by deleting, doubling or inserting characters, or by swapping or repeating lines."""
    text = draw(sources)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        lines = text.splitlines(keepends=True)
        one, other = (draw(st.integers(0, max(0, len(lines) - 1))) for _ in "ab")
        damage = draw(st.sampled_from(["delete", "double", "insert", "swap", "repeat"]))
        if damage == "delete":
            text = text[:at] + text[at + draw(st.integers(1, 3)) :]
        elif damage == "double":
            text = text[:at] + text[at : at + 1] + text[at:]
        elif damage == "insert":
            text = text[:at] + draw(st.sampled_from(PIECES)) + text[at:]
        elif lines:
            first = lines[one]
            lines[one] = lines[other]
            lines[other] = first if damage == "swap" else lines[other]
            text = "".join(lines)
    return text


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a catalog, which every example overwrites."""
    return tmp_path_factory.mktemp("reading") / NAME


@pytest.mark.parametrize("source", FILES, ids=lambda source: str(source.relative_to(ROOT)))
def test_real_catalogs_need_no_polib(source: Path) -> None:
    """Every catalog of the site and of the tests is read without polib, with polib's result."""
    assert read_rows(source.read_text("utf-8-sig")) is not None
    assert read(source) == read_by_polib(source)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(text=catalogs(), start=st.sampled_from(["", "\ufeff"]), end=st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_catalog_is_read_as_by_polib(text: str, start: str, end: str, file: Path) -> None:
    """Texts, flags and line numbers equal polib's, in the same order, and so do the problems."""
    file.write_bytes((start + text.replace("\n", end)).encode())
    assert read(file) == read_by_polib(file)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=damaged(
        catalogs() | st.just(HEADER + PLAIN) | st.sampled_from(FILES).map(lambda source: source.read_text("utf-8"))
    )
)
def test_any_damage_is_read_as_by_polib(text: str, file: Path) -> None:
    """A damaged catalog gives polib's result or polib's problem."""
    file.write_bytes(text.encode())
    assert read(file) == read_by_polib(file)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (PLAIN, ("", "计划", "Plan", False, 5)),
        ('msgctxt "a"\nmsgid "b"\nmsgstr "c"\n', ("a", "b", "c", False, 5)),
        ('#, no-wrap,  fuzzy \nmsgid "b"\nmsgstr ""\n', ("", "b", "", True, 5)),
        ('# fuzzy\n#, not-fuzzy\nmsgid "b"\nmsgstr ""\n', ("", "b", "", False, 5)),
        ('\n\n#| msgid "a"\n#| "b"\nmsgid "b"\nmsgstr "c"\n', ("", "b", "c", False, 7)),
        ('msgid ""\n"b\\n"\n"\\"c\\""\nmsgstr "\\\\n"\n', ("", 'b\n"c"', "\\n", False, 5)),
        ('#~| msgid "x"\n#~ msgid "y"\n#~ msgstr "z"\n' + PLAIN, ("", "计划", "Plan", False, 8)),
        ('#~ msgctxt "x"\n#~ msgid ""\n#~ "y\\n"\n#~ "z"\n#~ msgstr ""\n' + PLAIN, ("", "计划", "Plan", False, 10)),
    ],
)
def test_what_is_read(text: str, entry: tuple[str, str, str, bool, int]) -> None:
    """Contexts, flags, multi-line texts, escapes, previous and obsolete texts do not need polib."""
    context, source, translation, is_fuzzy, line = entry
    assert read_rows(HEADER + text) == {(context, source): (translation, is_fuzzy, line)}


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        HEADER + PLAIN.removesuffix("\n"),
        HEADER + PLAIN + PLAIN,
        HEADER + PLAIN + "# at the end\n",
        HEADER + 'msgid ""\nmsgstr "a"\n',
        HEADER + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n',
        HEADER + 'msgid "a\\x"\nmsgstr ""\n',
        HEADER + 'msgid "a"b"\nmsgstr ""\n',
        HEADER + 'msgid "a\\"\nmsgstr ""\n',
        HEADER + PLAIN.replace("\n", "\r\n"),
        HEADER + PLAIN.replace("title", "ti\u2028tle"),
        HEADER + "# a\r\n" + PLAIN,
        HEADER + "#.\n" + PLAIN,
        HEADER + "#,fuzzy\n" + PLAIN,
    ],
)
def test_what_is_left_to_polib(text: str) -> None:
    """Unusual files, and those for which only polib has a message, are rejected as a whole."""
    assert read_rows(text) is None
