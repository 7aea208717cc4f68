"""Merging: scenarios as files, and properties that hold for every catalog."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import polib
import pytest
from babel.messages import pofile

from duizhao.diagnostics import Span
from duizhao.model import Article
from duizhao.settings import read_settings
from duizhao.source.articles import read_article
from duizhao.translation.catalog import format_po, new_po, open_po, write_po
from duizhao.translation.merge import accept, make_memory, merge, purge, suggest_from_memory
from duizhao.translation.messages import Message, list_article_messages

SCENARIOS = sorted(folder for folder in Path(__file__).with_name("merge").iterdir() if folder.is_dir())
HEAD = "---\ndate: 2026-01-01\ntheme: a\nsources: [a]\n"
PATH = "translations/en/articles/x.po"


def name(folder: Path) -> str:
    """Return the name of a scenario."""
    return folder.name


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Make a folder in which an article can be read."""
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ndocs_dir: content\nplugins: [duizhao]\n")
    (tmp_path / "content/articles").mkdir(parents=True)
    return tmp_path


def read_messages(folder: Path, site: Path) -> tuple[Message, ...]:
    """Read the messages of a scenario's `new.md`, whose front matter only needs a title."""
    file = site / "content/articles/x.md"
    text = (folder / "new.md").read_text("utf-8")
    file.write_text(text.replace("---\n", HEAD, 1), "utf-8")
    article, _problems = read_article(read_settings(site), file)
    assert isinstance(article, Article)
    assert article.span == Span("content/articles/x.md")
    return list_article_messages(article)


def open_scenario(folder: Path) -> polib.POFile:
    """Open a scenario's initial catalog, or make a new one if there is none."""
    file = folder / "before.po"
    if not file.exists():
        return new_po("en", "zh-Hans")
    po, problems = open_po(file, PATH)
    assert problems == []
    assert po is not None
    return po


def update(po: polib.POFile, messages: tuple[Message, ...], folder: Path) -> str:
    """Update a catalog, with `other.po` as another catalog of the site, and return its text."""
    merge(po, messages)
    others = {}
    if (folder / "other.po").exists():
        others["translations/en/articles/other.po"] = polib.pofile(str(folder / "other.po"))
    suggest_from_memory(po, PATH, make_memory({PATH: po, **others}))
    return format_po(po)


@pytest.mark.parametrize("folder", SCENARIOS, ids=name)
def test_scenario(folder: Path, site: Path) -> None:
    """A catalog and a changed article give exactly the expected catalog."""
    result = update(open_scenario(folder), read_messages(folder, site), folder)
    assert result == (folder / "expected.po").read_bytes().decode()


@pytest.mark.parametrize("folder", SCENARIOS, ids=name)
def test_a_second_update_changes_nothing(folder: Path, site: Path) -> None:
    """Updating a catalog again for the same article does not change it."""
    messages = read_messages(folder, site)
    po = open_scenario(folder)
    update(po, messages, folder)
    file = site / "x.po"
    assert write_po(po, file)
    again, _problems = open_po(file, PATH)
    assert again is not None
    update(again, messages, folder)
    assert not write_po(again, file)


@pytest.mark.parametrize("folder", SCENARIOS, ids=name)
def test_nothing_that_was_translated_is_lost(folder: Path, site: Path) -> None:
    """Every translation and every translator comment is still in the file after an update."""
    before = open_scenario(folder)
    written = {text for entry in before for text in (entry.msgstr, entry.tcomment) if text}
    result = update(open_scenario(folder), read_messages(folder, site), folder)
    po = polib.pofile(result)
    kept = "\n".join(text for entry in po for text in (entry.msgstr, entry.tcomment))
    assert {text for text in written if text not in kept} == set()


@pytest.mark.parametrize("folder", SCENARIOS, ids=name)
def test_other_programs_read_it(folder: Path, site: Path) -> None:
    """Msgfmt and Babel read the file and find the current translations."""
    file = site / "x.po"
    po = open_scenario(folder)
    update(po, read_messages(folder, site), folder)
    write_po(po, file)
    current = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in po.translated_entries()}
    done = subprocess.run(
        ["msgfmt", "--check-format", "--check-domain", "-o", site / "x.mo", file],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    compiled = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in polib.mofile(str(site / "x.mo"))}
    assert compiled == current
    second = pofile.read_po(BytesIO(_without_time(file.read_bytes())))
    found = {(one.context, one.id): one.string for one in second if one.id and one.string and not one.fuzzy}
    assert found == current


def _without_time(text: bytes) -> bytes:
    """Remove header dates, as Babel rejects those with a `T`."""
    return b"".join(line for line in text.splitlines(keepends=True) if b"Date:" not in line)


def make_entry(text: str, translation: str, **values: object) -> polib.POEntry:
    """Make an entry."""
    return polib.POEntry(msgid=text, msgstr=translation, **values)


def make_po(*entries: polib.POEntry) -> polib.POFile:
    """Make a catalog."""
    po = new_po("en", "zh-Hans")
    po.extend(entries)
    return po


def test_accept_confirms_what_was_translated_once() -> None:
    """A stale translation becomes current; an unconfirmed suggestion stays fuzzy."""
    po = make_po(
        make_entry("新", "old", flags=["fuzzy"], previous_msgid="旧"),
        make_entry("提示", "suggested", flags=["fuzzy"]),
        make_entry("无", ""),
    )
    assert accept(po) == 1
    assert [(entry.msgid, entry.fuzzy, entry.previous_msgid) for entry in po] == [
        ("新", False, None),
        ("提示", True, None),
        ("无", False, None),
    ]


def test_purge_deletes_what_is_out_of_use() -> None:
    """After a purge the file contains only entries in use."""
    po = make_po(make_entry("在", "here"), make_entry("去", "gone", obsolete=True))
    assert purge(po) == 1
    assert [entry.msgid for entry in po] == ["在"]


def test_what_nobody_confirmed_never_becomes_current() -> None:
    """A suggestion stays fuzzy even if its source text changes and changes back."""
    first = "四川城乡基层治理的事实与数据，一次写作。"
    second = "四川城乡基层治理的事实与数据，两次写作。"
    po = make_po(make_entry(first, "a suggestion", flags=["fuzzy"]))
    merge(po, [Message(second, "paragraph", "x.md")])
    merge(po, [Message(first, "paragraph", "x.md")])
    assert [(entry.msgid, entry.msgstr, entry.fuzzy) for entry in po] == [(first, "a suggestion", True)]


def test_two_translations_of_one_text_are_both_kept() -> None:
    """If a text becomes obsolete twice with different translations, the earlier one is kept in a comment."""
    po = make_po(make_entry("去", "later"), make_entry("去", "earlier", obsolete=True))
    merge(po, [])
    assert [(entry.msgstr, entry.tcomment) for entry in po] == [("later", "earlier translation: earlier")]


def test_a_text_that_stands_twice_is_reported(tmp_path: Path) -> None:
    """A file with a duplicate message is rejected, since one of its translations would be lost."""
    file = tmp_path / "x.po"
    file.write_text('msgid "a"\nmsgstr "1"\n\nmsgid "a"\nmsgstr "2"\n')
    po, problems = open_po(file, "x.po")
    assert po is None
    assert [(one.span.line, one.code) for one in problems] == [(4, "catalog-duplicate")]


@pytest.mark.parametrize(
    ("old", "new", "matched"),
    [
        ("成都市", "成都巿", False),
        ("基层治理的事实", "基层治理的数据", False),
        ("基层治理的事实甲", "基层治理的事实乙", True),
        ("四川有四万个人民调解委员会和人民调解员", "四川有十万个人民调解委员会和人民调解员", True),
        ("四川有四万个人民调解委员会和人民调解员", "四川有十万名志愿者，分属于一千支志愿服务队", False),
    ],
)
def test_short_texts_must_be_more_alike(old: str, new: str, *, matched: bool) -> None:
    """The similarity required for a suggestion depends on the length of the texts."""
    po = make_po(make_entry(old, "translation"))
    merge(po, [Message(new, "paragraph", "x.md")])
    assert po[0].msgstr == ("translation" if matched else "")
