"""Suggestions: the cases of suggestions.yml, and that nobody takes them for translations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
import pytest
import yaml

from duizhao.translation.catalog import format_po
from duizhao.translation.merge import accept, make_memory, merge
from duizhao.translation.messages import Message
from duizhao.translation.suggestions import LEAST, prepare_memory, suggest_translations
from duizhao.translation.terms import Term, make_terms

CASES = yaml.safe_load(Path(__file__).with_name("suggestions.yml").read_text("utf-8"))
OBSOLETE = "#~ "
GLOSSARY = "translations/glossary.yml"


def make_po(entries: dict[str, str]) -> polib.POFile:
    """Make a catalog from the notation of suggestions.yml."""
    po = polib.POFile(wrapwidth=0, encoding="utf-8")
    for source, text in entries.items():
        flags = ["fuzzy"] if text.startswith("~") else []
        is_obsolete = source.startswith(OBSOLETE)
        source_text, translation = source.removeprefix(OBSOLETE), text.removeprefix("~")
        po.append(polib.POEntry(msgid=source_text, msgstr=translation, flags=flags, obsolete=is_obsolete))
    return po


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_cases(case: dict[str, Any]) -> None:
    """Each case gives the stated translation and origin, marked fuzzy, or nothing."""
    catalogs = {f"{name}.po": make_po(entries) for name, entries in case.get("memory", {}).items()}
    memory = prepare_memory(make_memory(catalogs))
    terms = make_terms([Term((form,), {"en": tuple(words)}) for form, words in case.get("terms", {}).items()])
    po = make_po({case["text"]: ""})

    made = suggest_translations(po, memory, terms, GLOSSARY, "en", case.get("least", LEAST))

    (entry,) = po
    assert case.get("expected", []) == [part for one in made for part in (one.text, one.origin)]
    assert entry.msgstr == (made[0].text if made else "")
    assert entry.comment == (f"suggested by {made[0].origin}" if made else "")
    assert entry.flags == (["fuzzy"] if made else [])


def test_what_is_translated_is_left_alone() -> None:
    """Translations, fuzzy ones and obsolete entries stay as they are."""
    memory = prepare_memory(make_memory({"a.po": make_po({"目标": "Aims"})}))
    for entries in ({"目标": "Goals"}, {"目标": "~Goals"}, {"#~ 目标": ""}):
        po = make_po(entries)
        before = format_po(po)

        assert suggest_translations(po, memory, make_terms(), GLOSSARY, "en") == []
        assert format_po(po) == before


def test_a_suggestion_stays_one_until_a_person_confirms_it() -> None:
    """An update keeps a suggestion with its origin, and `catalog accept` does not accept it."""
    message = Message("居民每月记录一次水位。", "paragraph", "content/articles/a.md")
    po = make_po({message.text: ""})
    merge(po, [message])
    memory = prepare_memory({"居民每周记录一次水位。": [("b.po", "Every week.")]})
    suggest_translations(po, memory, make_terms(), GLOSSARY, "en")
    before = format_po(po)

    merge(po, [message])

    assert "#, fuzzy\n" in before
    assert "#. suggested by b.po, 90 % like “居民每周记录一次水位。”\n" in before
    assert format_po(po) == before
    assert accept(po) == 0
