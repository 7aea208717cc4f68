"""The site's lexicon: its own wording per edition, and names that stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from duizhao.diagnostics import Diagnostic, Span, suggest
from duizhao.editions import SCRIPT_EDITIONS
from duizhao.model import Article
from duizhao.script.convert import make_converter
from duizhao.script.detect import has_only
from duizhao.script.lexicon import Lexicon, Values, make_lexicon
from duizhao.settings import Settings
from duizhao.source.files import read_text
from duizhao.yaml_text import YamlText, read_yaml

FOLDER = "lexicon"
HINTS = {
    "lexicon-empty": "write  word: wording,  or  word:  with nothing behind it for a name that is never converted",
    "lexicon-duplicate": "keep one of the two",
    "lexicon-never-matches": "write the word as it stands in articles",
}
SCRIPT_NAMES = {"zh-Hans": "Simplified", "zh-Hant-TW": "Traditional", "zh-Hant-HK": "Traditional"}


def read_lexicon(settings: Settings) -> tuple[Lexicon, list[Diagnostic]]:
    """Read `translations/lexicon/<edition>.yml`, one file per edition, all of them optional.

    A file maps words as articles write them to the wording of the edition; a word
    without a value is a name that stays as it is in that edition.

    Returns:
        The lexicon of the usable entries, with the forms of characters that mkdocs.yml sets, and the problems found.
    """
    problems: list[Diagnostic] = []
    chinese = [edition for edition in settings.editions if edition.is_chinese]
    lexicon = Lexicon({}, {edition.code: dict(edition.variants) for edition in chinese if edition.variants})
    for code in SCRIPT_EDITIONS:
        path = f"{settings.translations}/{FOLDER}/{code}.yml"
        file = settings.root / path
        if not file.exists():
            continue
        text, more = read_text(file, path)
        problems += more
        document, more = read_yaml(text or "", path)
        problems += more
        if document is None or document.value is None:
            continue
        if not isinstance(document.value, dict):
            message = "expected a mapping of words to wordings"
            problems.append(Diagnostic(Span(path), "lexicon-syntax", message, HINTS["lexicon-empty"]))
            continue
        sources = [edition.code for edition in chinese if edition.code != code]
        added, more = _make_layer(_list_rows(document.value, code), partial(_find_key, document))
        lexicon = lexicon.extend(added)
        problems += more
        for entry, values in added.entries.items():
            if values[code] != entry:
                problems += _check_script(entry, code, sources, _find_key(document, entry))
    return lexicon, problems


def extend_lexicon(lexicon: Lexicon, article: Article) -> tuple[Lexicon, list[Diagnostic]]:
    """Return the site's lexicon overridden by an article's own `conversion:`.

    Returns:
        The lexicon of the article, and the problems of its entries.
    """

    def find_place(word: str) -> Span:
        return article.places.get(f"conversion.{word}", article.places.get("conversion", article.span))

    return add_conversion(lexicon, article.conversion, article.script, find_place)


def add_conversion(
    lexicon: Lexicon, conversion: Mapping[str, Mapping[str, str | None]], source: str, find_place: Callable[[str], Span]
) -> tuple[Lexicon, list[Diagnostic]]:
    """Return the site's lexicon overridden by the entries of one text.

    Args:
        lexicon: The site's lexicon.
        conversion: Word to edition code to wording; None keeps the word as it is.
        source: The script of the text.
        find_place: Returns the position of a word.

    Returns:
        The lexicon of the text, and the problems of its entries.
    """
    problems = []
    rows: list[tuple[str, Values]] = []
    for word, values in conversion.items():
        for code in values:
            if code not in SCRIPT_EDITIONS:
                hint = suggest(code, SCRIPT_EDITIONS)
                message = f"{word}: unknown edition '{code}'"
                problems.append(Diagnostic(find_place(word), "lexicon-edition", message, hint))
        known = {code: word if value is None else value for code, value in values.items() if code in SCRIPT_EDITIONS}
        if known:
            rows.append((word, known))
            targets = [code for code, value in known.items() if code != source and value != word]
            problems += _check_script(word, " and ".join(targets), [source], find_place(word))
    if not rows:
        return lexicon, problems
    added, more = _make_layer(rows, find_place)
    return lexicon.extend(added), problems + more


def _list_rows(written: Mapping[object, object], code: str) -> list[tuple[str, Values]]:
    """List the entries of a file; a word without a value is its own wording."""
    return [(str(word), {code: str(word if value is None else value)}) for word, value in written.items()]


def _make_layer(rows: list[tuple[str, Values]], find_place: Callable[[str], Span]) -> tuple[Lexicon, list[Diagnostic]]:
    """Create the lexicon of one file or text, and the diagnostics of its entries."""
    lexicon, found = make_lexicon(rows)
    return lexicon, [Diagnostic(find_place(one.entry), one.code, one.message, HINTS[one.code]) for one in found]


def _find_key(document: YamlText, word: str) -> Span:
    """Return the position of a word in its file."""
    return document.span(word, key=True)


def _check_script(entry: str, target: str, sources: list[str], span: Span) -> list[Diagnostic]:
    """Report an entry whose script no text converted to the edition has; names may be in any script.

    Bad: `臺賬: 臺帳` in zh-Hant-TW.yml of a site whose other script is Simplified
    Good: `台账: 臺帳`
    """
    scripts = [code for code in sources if code in SCRIPT_EDITIONS]
    if not target or not scripts or any(has_only(entry, code) for code in scripts):
        return []
    own = SCRIPT_EDITIONS[1] if scripts[0] == SCRIPT_EDITIONS[0] else SCRIPT_EDITIONS[0]
    written = make_converter(own, scripts[0]).convert(entry)
    message = f"{entry} never matches: texts converted to {target} are {SCRIPT_NAMES[scripts[0]]}"
    return [Diagnostic(span, "lexicon-never-matches", message, f"write it as articles do: {written}")]
