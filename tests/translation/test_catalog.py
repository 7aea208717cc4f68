"""Catalogs: PO files, read for pages and written only if something changed."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from duizhao.translation.catalog import Entry, count_characters, new_po, read_catalog, write_po


def write(root: Path) -> Path:
    """Write a catalog with a current, a fuzzy and an obsolete entry."""
    po = new_po("en", "zh-Hans")
    po.append(polib.POEntry(msgid="计划", msgstr="Plan"))
    po.append(polib.POEntry(msgid="目标", msgstr="Goal", flags=["fuzzy"]))
    po.append(polib.POEntry(msgid="旧", msgstr="Old", obsolete=True))
    assert write_po(po, root / "en/a.po")
    return root / "en/a.po"


def test_read(tmp_path: Path) -> None:
    """Current entries translate, fuzzy ones are only found, obsolete ones are ignored."""
    catalog, problems = read_catalog(write(tmp_path), "en/a.po", "en")
    assert problems == []
    assert catalog is not None
    assert catalog.translate("计划") == "Plan"
    assert catalog.translate("目标") is None
    assert catalog.find("目标") == Entry("Goal", fuzzy=True, line=13)
    assert catalog.find("旧") is None


def test_unchanged_file_is_left_alone(tmp_path: Path) -> None:
    """A catalog with unchanged content is not written."""
    file = write(tmp_path)
    assert write_po(polib.pofile(str(file), wrapwidth=0), file) is False


@pytest.mark.parametrize(
    ("data", "code"),
    [(b'msgid "\xbc\xc6"\n', "file-encoding"), (b'mgsid "a"\n', "catalog-syntax"), (None, "catalog-missing")],
)
def test_broken_file(data: bytes | None, code: str, tmp_path: Path) -> None:
    """An unreadable catalog causes one problem."""
    if data is not None:
        (tmp_path / "a.po").write_bytes(data)
    catalog, problems = read_catalog(tmp_path / "a.po", "a.po", "en")
    assert catalog is None
    assert [one.code for one in problems] == [code]


def test_count_characters() -> None:
    """Blanks are not counted."""
    assert count_characters(["计划 a\n", "b"]) == 4


def test_a_link_by_its_label_is_in_its_translation(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """A translation that loses a reference link is reported; one that links there with another label is not."""
    article = tiny_source / "content/articles/well.md"
    article.write_text(
        article.read_text("utf-8") + "\n见[细则]与<https://example.org/>。\n\n[细则]: bridge.md\n", "utf-8"
    )
    assert duizhao(tiny_source, "catalog", "update").returncode == 0
    file = tiny_source / "translations/en/articles/well.po"
    text = file.read_text("utf-8")
    message = 'msgid "见[细则]与<https://example.org/>。"\nmsgstr ""'
    assert message in text
    for translation, is_right in {
        "See [the rules] and <https://example.org/>.": False,
        "See [the rules][细则] and <https://example.org/>.": True,
        "See [the rules](bridge.md) and [there](https://example.org/).": True,
        "See [the rules][细则] and that page.": False,
    }.items():
        file.write_text(text.replace(message, message.replace('msgstr ""', f'msgstr "{translation}"')), "utf-8")
        found = duizhao(tiny_source, "catalog", "check").stderr
        assert ("link and image targets differ" in found) is not is_right, translation
