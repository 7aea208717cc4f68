"""The editions of a site, with the place of every problem in their options."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from duizhao.diagnostics import Diagnostic, suggest
from duizhao.yaml_text import YamlText

SCRIPT_EDITIONS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
"""The editions made by conversion with OpenCC; every other one is made from catalogs."""
CATALOG_SCRIPT = "zh-Hans"
"""The script that texts in other languages are translated into for all editions in Chinese."""
LABELS = {"zh-Hans": "简体", "zh-Hant-TW": "繁體", "zh-Hant-HK": "繁體（香港）", "en": "English"}
"""The labels of the editions that most sites have. Babel knows those of all languages, and is slow to import."""
FOLDERS = {"zh-Hans": "zh-hans", "zh-Hant-TW": "zh-hant", "zh-Hant-HK": "zh-hant-hk", "en": "en"}
LOCALES = {"zh-Hans": "zh_Hans_CN", "zh-Hant-TW": "zh_Hant_TW", "zh-Hant-HK": "zh_Hant_HK", "en": "en_GB"}
"""Their locales, if mkdocs.yml names no others: dates in English are 2 March 2026, as in official reports."""
INDEX = "index.html"
EDITION_OPTIONS = ("label", "path", "threshold", "variants", "locale", "typography")
FOLDER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED_FOLDERS = ("assets", "data", "search")
"""Folders of a site that belong to no edition."""
DEFAULT_EDITIONS = ("zh-Hans", "zh-Hant-TW", "en")
THRESHOLD = 0.9
"""The default share of an article's characters that must be translated for its page to count as a translation."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One of the site's versions: a script of Chinese, or a language."""

    code: str
    """A BCP 47 tag: the value of `<html lang>`, and the name in front matter and markup."""
    label: str
    """Its label in the switcher."""
    folder: str
    """The first part of its URLs."""
    locale: str
    """The Babel locale of its dates and numbers."""
    threshold: float
    """The share of characters below which a page is not offered as a translation."""
    index: str = ""
    """The end of page addresses: empty, or `index.html` if the site can be opened from disk."""
    variants: tuple[tuple[str, str], ...] = ()
    """The site's changes to the profile of a script: pairs of the form that the edition would print and the form to
    print instead. `script/profile.py` defines the profiles; a site changes them in mkdocs.yml with

        editions:
          zh-Hant-HK: {variants: {群: 羣, 啟: 啓}}

    Characters only: if the form depends on the word (公佈 but 布料), the word belongs in the lexicon."""
    typography: bool = False
    """Whether straight quotation marks, hyphens and dots are printed as its language prints them; never in Chinese."""

    @property
    def is_chinese(self) -> bool:
        """Whether it is made by script conversion."""
        return self.code in SCRIPT_EDITIONS

    @property
    def catalog_language(self) -> str:
        """The language of its catalogs; all scripts of Chinese share the catalogs of one script and convert them."""
        return CATALOG_SCRIPT if self.is_chinese else self.code

    def translates(self, source: str) -> bool:
        """Return whether a text written in `source` needs a translation for this edition, not a conversion."""
        return source != self.code and not (self.is_chinese and is_chinese(source))


def is_chinese(code: str) -> bool:
    """Return whether the code of an edition or of a text is a script of Chinese."""
    return code in SCRIPT_EDITIONS


def make_edition(code: str, options: Mapping[str, Any] | None = None) -> Edition:
    """Make an edition from its code.

    Args:
        code: zh-Hans, zh-Hant-TW, zh-Hant-HK, or a language that Babel has data for.
        options: label, path, threshold, variants, locale and typography, which override the defaults.

    Raises:
        ValueError: The language is unknown, or is Chinese but none of these scripts.
    """
    options = options or {}
    if code in LABELS:
        label, folder, locale = LABELS[code], FOLDERS[code], LOCALES[code]
    else:
        from babel import Locale, UnknownLocaleError  # noqa: PLC0415 -- see LABELS

        try:
            found = Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):
            raise ValueError(code) from None
        if found.language == "zh":
            raise ValueError(code)
        label, folder, locale = found.get_display_name(found) or code, code.lower(), str(found)
        label = label[:1].upper() + label[1:]
    return Edition(
        code=code,
        label=str(options.get("label") or label),
        folder=str(options.get("path") or folder).strip("/"),
        locale=str(options.get("locale") or locale).replace("-", "_"),
        threshold=float(options.get("threshold", THRESHOLD)),
        typography=not is_chinese(code) and options.get("typography", True),
        variants=tuple((options.get("variants") or {}).items()),
    )


def read_editions(
    document: YamlText, options: Mapping[str, Any], at: tuple[str | int, ...], problems: list[Diagnostic]
) -> tuple[Edition, ...]:
    """Read the editions from the plugin's options; report every invalid option of theirs."""
    wanted = options.get("editions", list(DEFAULT_EDITIONS))
    if not isinstance(wanted, list | dict) or not wanted:
        message = "expected a list of editions such as [zh-Hans, zh-Hant-TW, en]"
        problems.append(Diagnostic(document.span(*at, "editions"), "config-editions", message))
        return ()
    editions = []
    for index, code in enumerate(wanted):
        place = (*at, "editions", code if isinstance(wanted, dict) else index)
        details = wanted[code] or {} if isinstance(wanted, dict) else {}
        if not _check_details(document, details, place, problems):
            continue
        details = _check_variants(document, place, str(code), details, problems)
        details = _check_locale(document, place, str(code), details, problems)
        _check_typography(document, place, str(code), details, problems)
        try:
            editions.append(make_edition(str(code), details))
        except ValueError:
            hint = (
                suggest(str(code), (*SCRIPT_EDITIONS, "en"))
                or "use zh-Hans, zh-Hant-TW, zh-Hant-HK, or a code such as en"
            )
            span = document.span(*place, key=isinstance(wanted, dict))
            problems.append(Diagnostic(span, "config-edition", f"unknown edition '{code}'", hint))
    for index, edition in enumerate(editions):
        if not FOLDER.fullmatch(edition.folder) or edition.folder in RESERVED_FOLDERS:
            at_path = (*at, "editions", edition.code if isinstance(wanted, dict) else index, "path")
            message = f"'{edition.folder}' cannot be the folder of an edition"
            hint = (
                "write small letters, digits and hyphens, such as zh-hans; "
                + ", ".join(RESERVED_FOLDERS)
                + " are taken"
            )
            problems.append(Diagnostic(document.span(*at_path), "config-edition", message, hint))
    folders = [edition.folder for edition in editions]
    if len(set(folders)) < len(folders):
        message = "two editions have the same folder: " + ", ".join(folders)
        problems.append(Diagnostic(document.span(*at, "editions"), "config-editions", message))
    return tuple(editions)


def _check_variants(
    document: YamlText, place: tuple[str | int, ...], code: str, details: Mapping[str, Any], problems: list[Diagnostic]
) -> Mapping[str, Any]:
    """Report invalid variants of an edition; return its options without them."""
    if "variants" not in details:
        return details
    at, wanted = (*place, "variants"), details["variants"]
    hint = "write one character for another: {群: 羣}; words belong into translations/lexicon/"
    if not isinstance(wanted, dict) or code not in SCRIPT_EDITIONS:
        message = "expected forms of characters for a script of Chinese"
        problems.append(Diagnostic(document.span(*at, key=True), "config-variants", message, hint))
        return {**details, "variants": {}}
    good = {}
    for one, other in wanted.items():
        if isinstance(one, str) and isinstance(other, str) and len(one) == len(other) == 1:
            good[one] = other
        else:
            span = document.span(*at, str(one), key=True)
            message = f"'{one}: {other}' is not one character for another"
            problems.append(Diagnostic(span, "config-variants", message, hint))
    return {**details, "variants": good}


def _check_locale(
    document: YamlText, place: tuple[str | int, ...], code: str, details: Mapping[str, Any], problems: list[Diagnostic]
) -> Mapping[str, Any]:
    """Report a locale that does not exist or is of another language; return the options without it."""
    wanted = details.get("locale")
    if wanted is None or wanted == LOCALES.get(code):
        return details
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 -- see LABELS
    from babel.localedata import locale_identifiers  # noqa: PLC0415

    try:
        own = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        # The edition itself is reported.
        return details
    try:
        found = Locale.parse(str(wanted).replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        found = None
    if found is not None and (found.language, found.script) == (own.language, own.script):
        return {**details, "locale": str(found)}
    known = sorted(one for one in locale_identifiers() if one.startswith(f"{own.language}_"))
    hint = suggest(str(wanted), known) or "write a language and a country, such as en_GB or en_US"
    message = f"unknown locale '{wanted}'" if found is None else f"locale '{wanted}' is not one of {code}"
    problems.append(Diagnostic(document.span(*place, "locale"), "config-option", message, hint))
    return {key: value for key, value in details.items() if key != "locale"}


def _check_details(document: YamlText, details: Any, place: tuple[str | int, ...], problems: list[Diagnostic]) -> bool:
    """Report invalid options of one edition; return whether the options can be used."""
    if not isinstance(details, dict):
        message = "expected options of the edition such as  {label: 简体, path: zh-hans, threshold: 0.9}"
        problems.append(Diagnostic(document.span(*place), "config-option", message))
        return False
    for key in details:
        if key not in EDITION_OPTIONS:
            span = document.span(*place, str(key), key=True)
            hint = suggest(str(key), EDITION_OPTIONS)
            problems.append(Diagnostic(span, "config-option", f"unknown option '{key}'", hint))
    threshold = details.get("threshold", THRESHOLD)
    if isinstance(threshold, bool) or not isinstance(threshold, int | float) or not 0 <= threshold <= 1:
        message = f"threshold: expected a number from 0 to 1, found '{threshold}'"
        problems.append(Diagnostic(document.span(*place, "threshold"), "config-option", message))
        return False
    return True


def _check_typography(
    document: YamlText, place: tuple[str | int, ...], code: str, details: Mapping[str, Any], problems: list[Diagnostic]
) -> None:
    """Report a value of `typography` without effect."""
    typography = details.get("typography", True)
    if not isinstance(typography, bool):
        message = f"typography: expected true or false, found '{typography}'"
        problems.append(Diagnostic(document.span(*place, "typography"), "config-option", message))
    elif "typography" in details and is_chinese(code):
        span = document.span(*place, "typography", key=True)
        hint = "the profile of the script decides on the quotation marks of Chinese"
        problems.append(Diagnostic(span, "config-option", "typography has no effect in Chinese", hint))
