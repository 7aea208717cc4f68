"""Settings, as read from every notation that MkDocs allows in mkdocs.yml."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.diagnostics import SourceError
from duizhao.editions import make_edition
from duizhao.settings import Settings, read_settings

NAMES = """\
site_name: 报告
site_url: https://example.org/report
docs_dir: ./content/
"""


def read(root: Path, plugins: str) -> Settings:
    """Read settings with these plugins."""
    (root / "mkdocs.yml").write_text(NAMES + plugins, "utf-8")
    return read_settings(root)


@pytest.mark.parametrize(
    ("plugins", "codes"),
    [
        ("plugins: [duizhao]", ["zh-Hans", "zh-Hant-TW", "en"]),
        ("plugins: [tags, {duizhao: }]", ["zh-Hans", "zh-Hant-TW", "en"]),
        ("plugins: {tags: , duizhao: {editions: [zh-Hant-HK, fr]}}", ["zh-Hant-HK", "fr"]),
        ("plugins:\n  - duizhao:\n      editions: {zh-Hans: , en: {label: E}}", ["zh-Hans", "en"]),
    ],
)
def test_plugin_notations(plugins: str, codes: list[str], tmp_path: Path) -> None:
    """The plugin's editions are read from a list, a mapping or the defaults."""
    assert [edition.code for edition in read(tmp_path, plugins).editions] == codes


@pytest.mark.parametrize(
    "written", ["mmdc", "[mmdc]", "[mmdc, '{input}']", "['{input}', '{output}']", "[mmdc, 5]", "5"]
)
def test_a_command_that_cannot_draw(written: str, tmp_path: Path) -> None:
    """A command for diagrams has a program, and reads and writes files."""
    with pytest.raises(SourceError) as caught:
        read(tmp_path, f"plugins:\n  - duizhao:\n      diagrams: {written}\n")
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.span.line) == ("config-option", 6)
    assert "{theme}" in problem.hint


def test_a_command_that_draws(tmp_path: Path) -> None:
    """The command is read as it is written; without one there is none."""
    written = "plugins:\n  - duizhao:\n      diagrams: [mmdc, -i, '{input}', '--out={output}']\n"
    assert read(tmp_path, written).diagrams == ("mmdc", "-i", "{input}", "--out={output}")
    assert read(tmp_path, "plugins: [duizhao]").diagrams == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[zh-Hans, en]", (("zh-Hans", "en"),)),
        ("[en, zh-Hant-TW, zh-Hans]", (("en", "zh-Hant-TW", "zh-Hans"),)),
        ("[[zh-Hans, en], [en, zh-Hans]]", (("zh-Hans", "en"), ("en", "zh-Hans"))),
        ("[]", ()),
        ("", ()),
    ],
)
def test_editions_side_by_side(written: str, expected: tuple[tuple[str, ...], ...], tmp_path: Path) -> None:
    """One set of editions is shown side by side, or several."""
    assert read(tmp_path, f"plugins:\n  - duizhao:\n      parallel: {written}\n").parallel == expected


@pytest.mark.parametrize(
    ("written", "place", "message"),
    [
        ("yes", 17, "expected a list of editions, found True"),
        ("[en]", 17, "expected two or three editions, found 1"),
        ("[zh-Hans, zh-Hant-TW, en, en]", 17, "expected two or three editions, found 4"),
        ("[zh-Hans, fr]", 27, "the site has no edition 'fr'"),
        ("[zh-Hans, 5]", 27, "the site has no edition '5'"),
        ("[en, en]", 22, "the edition 'en' is named twice"),
        ("[[zh-Hans, en], en]", 33, "expected two or three editions, found 'en'"),
        ("[[zh-Hans, en], []]", 33, "expected two or three editions, found 0"),
        ("[[zh-Hans, en], [zh-Hans, en]]", 33, "these editions are named twice"),
    ],
)
def test_editions_that_cannot_stand_side_by_side(written: str, place: int, message: str, tmp_path: Path) -> None:
    """What cannot be meant is reported where it stands, with what to write."""
    with pytest.raises(SourceError) as caught:
        read(tmp_path, f"plugins:\n  - duizhao:\n      parallel: {written}\n")
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.message) == ("config-parallel", f"parallel: {message}")
    assert (problem.span.line, problem.span.column) == (6, place)
    assert problem.hint


def test_an_edition_in_the_folder_of_parallel_pages(tmp_path: Path) -> None:
    """If there are parallel pages, no edition may have their folder."""
    editions = "plugins:\n  - duizhao:\n      editions: {zh-Hans: , en: {path: parallel}}\n"
    assert [one.folder for one in read(tmp_path, editions).editions] == ["zh-hans", "parallel"]
    with pytest.raises(SourceError) as caught:
        read(tmp_path, f"{editions}      parallel: [zh-Hans, en]\n")
    assert [one.hint for one in caught.value.diagnostics] == ["give that edition another path"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("''", ""),
        ("https://example.org", "https://example.org/"),
        ("https://example.org/a/b/", "https://example.org/a/b/"),
        ("https://example.org:8080/~a/b%20c", "https://example.org:8080/~a/b%20c/"),
        ("https://例子.org/报告", "https://xn--fsqu00a.org/%E6%8A%A5%E5%91%8A/"),
        ("https://[/", "https://[/"),
    ],
)
def test_the_address_of_the_site(written: str, expected: str, tmp_path: Path) -> None:
    """The address is encoded as sitemaps and feeds require; an invalid address is left for MkDocs to reject."""
    (tmp_path / "mkdocs.yml").write_text(f"plugins: [duizhao]\nsite_url: {written}\n", "utf-8")
    assert read_settings(tmp_path).site_url == expected


def test_paths_and_addresses(tmp_path: Path) -> None:
    """Folders are normalised paths below the root, and the address ends with a slash."""
    settings = read(tmp_path, "plugins: [duizhao]")
    assert settings.site_url == "https://example.org/report/"
    assert settings.content_folder == tmp_path / "content"
    assert settings.output_folder == tmp_path / "site"
    assert settings.translations_folder == tmp_path / "translations"


def test_tags_of_mkdocs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tags that MkDocs allows cause no error."""
    monkeypatch.setenv("REPORT_COPYRIGHT", "CC BY")
    plugins = (
        "plugins: [duizhao]\ncopyright: !ENV REPORT_COPYRIGHT\nhooks: !!python/name:os.path.join\nx: !relative a\n"
    )
    assert read(tmp_path, plugins).copyright == "CC BY"


def test_edition_by_code(tmp_path: Path) -> None:
    """An edition is found by its code; an unknown code raises KeyError."""
    settings = read(tmp_path, "plugins: [duizhao]")
    assert settings.edition("en").folder == "en"
    with pytest.raises(KeyError):
        settings.edition("fr")


@pytest.mark.parametrize(
    ("code", "label", "folder", "locale", "chinese"),
    [
        ("zh-Hans", "简体", "zh-hans", "zh_Hans_CN", True),
        ("zh-Hant-TW", "繁體", "zh-hant", "zh_Hant_TW", True),
        ("zh-Hant-HK", "繁體（香港）", "zh-hant-hk", "zh_Hant_HK", True),
        ("en", "English", "en", "en_GB", False),
        ("fr-CA", "Français (Canada)", "fr-ca", "fr_CA", False),
    ],
)
def test_edition(code: str, label: str, folder: str, locale: str, *, chinese: bool) -> None:
    """An edition's label, folder and locale follow from its code."""
    edition = make_edition(code)
    assert (edition.label, edition.folder, edition.locale, edition.is_chinese) == (label, folder, locale, chinese)


@pytest.mark.parametrize(
    ("options", "locale", "typography"),
    [("{label: E}", "en_GB", True), ("{locale: en-US, typography: false}", "en_US", False)],
)
def test_language_of_an_edition(tmp_path: Path, options: str, locale: str, *, typography: bool) -> None:
    """An edition names the locale of its dates, and whether its texts are typeset."""
    edition = read(tmp_path, f"plugins: [duizhao: {{editions: {{en: {options}}}}}]").edition("en")
    assert (edition.locale, edition.typography) == (locale, typography)


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        ("en: {locale: en_GX}", "unknown locale 'en_GX'", "en_"),
        ("en: {locale: de_DE}", "locale 'de_DE' is not one of en", "en_GB"),
        ("en: {locale: 5}", "unknown locale '5'", "en_GB"),
        ("zh-Hans: {locale: zh_Hant}", "locale 'zh_Hant' is not one of zh-Hans", "zh_Han"),
        ("en: {typography: maybe}", "typography: expected true or false, found 'maybe'", ""),
        ("zh-Hans: {typography: false}", "typography has no effect in Chinese", "profile"),
    ],
)
def test_wrong_language_of_an_edition(tmp_path: Path, options: str, message: str, hint: str) -> None:
    """A locale that does not exist or is of another language, and typography without effect, are reported in place."""
    with pytest.raises(SourceError) as caught:
        read(tmp_path, f"plugins:\n- duizhao:\n    editions:\n      {options}")
    (found,) = caught.value.diagnostics
    assert (found.span.line, found.message) == (7, message)
    assert hint in found.hint


def test_edition_options() -> None:
    """The options of an edition override the defaults."""
    edition = make_edition("en", {"label": "EN", "path": "/english/", "threshold": 0.5})
    assert (edition.label, edition.folder, edition.threshold) == ("EN", "english", 0.5)
