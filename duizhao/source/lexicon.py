"""The site's lexicon: its own wording per edition, and names that stay as they are."""

from __future__ import annotations

from collections.abc import Mapping

from duizhao.diagnostics import Diagnostic, Span, suggest
from duizhao.model import Article
from duizhao.script.lexicon import Lexicon, make_lexicon
from duizhao.settings import SCRIPT_EDITIONS, Settings
from duizhao.source.files import read_text
from duizhao.yaml_text import read_yaml

FOLDER = "lexicon"
HINTS = {
    "lexicon-empty": "write  word: wording,  or  word:  with nothing behind it for a name that is never converted",
    "lexicon-duplicate": "keep one of the two",
    "lexicon-never-matches": "write the word as it stands in articles",
}


def read_lexicon(settings: Settings) -> tuple[Lexicon, list[Diagnostic]]:
    """Read `translations/lexicon/<edition>.yml`, one file per edition, all of them optional.

    A file maps words as articles write them to the wording of the edition; a word
    without a value is a name that stays as it is there.

    Returns:
        The lexicon of the entries that can be used, and what is wrong with the others.
    """
    problems: list[Diagnostic] = []
    rows: list[tuple[str, Mapping[str, str]]] = []
    places: dict[str, Span] = {}
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
        for word, value in document.value.items():
            entry = str(word)
            places.setdefault(entry, document.span(entry, key=True))
            rows.append((entry, {code: entry if value is None else str(value)}))
    lexicon, found = make_lexicon(rows)
    for one in found:
        span = places.get(one.entry, Span(f"{settings.translations}/{FOLDER}"))
        problems.append(Diagnostic(span, one.code, one.message, HINTS.get(one.code, "")))
    return lexicon, problems


def extend_lexicon(lexicon: Lexicon, article: Article) -> tuple[Lexicon, list[Diagnostic]]:
    """Put an article's own `conversion:` before the site's lexicon.

    Returns:
        The lexicon of the article, and what is wrong with its entries.
    """
    if not article.conversion:
        return lexicon, []
    problems = []
    span = article.places.get("conversion", article.span)
    rows: list[tuple[str, dict[str, str]]] = []
    for word, values in article.conversion.items():
        for code in values:
            if code not in SCRIPT_EDITIONS:
                hint = suggest(code, SCRIPT_EDITIONS)
                problems.append(Diagnostic(span, "lexicon-edition", f"{word}: unknown edition '{code}'", hint))
        known = {code: word if value is None else value for code, value in values.items() if code in SCRIPT_EDITIONS}
        if known:
            rows.append((word, known))
    extended, found = make_lexicon(lexicon.entries.items(), rows)
    problems += [Diagnostic(span, one.code, one.message, HINTS.get(one.code, "")) for one in found]
    return extended, problems
