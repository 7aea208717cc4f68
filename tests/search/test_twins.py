"""Python and the browser agree on folds, terms and stems."""

from __future__ import annotations

import random
from itertools import chain

from playwright.sync_api import Page
from support import read_data

from duizhao.search.language import find_terms, find_units, fold, load_fold, load_rules, stem

COUNT = 1000
RUN = """async ([code, tables, texts]) => {
  const { makeLanguage, findTerms } = await import(code + "code/language.js")
  const language = makeLanguage(tables)
  return texts.map((text) => {
    const folded = language.fold(text)
    const units = language.findUnits(folded)
    const words = units.filter((unit) => !unit.wide).map((unit) => language.stem(unit.text))
    return [
      folded, units.map(({ text, wide, start, end }) => [text, wide, start, end]),
      [...findTerms(units)].sort(), [...findTerms(units, language.stem)].sort(), words,
    ]
  })
}"""


def make_texts() -> list[str]:
    """Make reproducible texts of both scripts, words, numbers, punctuation and rare characters."""
    chance = random.Random(5)
    rows = read_data("corpus.yml")
    texts = [text for row in rows for text in (*row["zh"], *row.get("en", ()))]
    pool = [
        *"".join(texts),
        *"ＡｂＣ１，２．３％「」『』（）—…·é Ǚ\u3000",
        *"頭髮發裡裏臺颱麵鐘𫗴饘𠮷龘々〇ぁア한",
        "1,524",
        "3.5",
        "5G",
        "GDP",
    ]
    pool += [chr(code) for code in chance.sample(sorted(load_fold()), 300)]
    words = sorted({word.strip(".,'") for text in chain(texts) if text.isascii() for word in text.split()})
    made = ["".join(chance.choices(pool, k=chance.randint(1, 30))) for _ in range(COUNT)]
    return [*texts, *words, *made, "don't", "don’t"]


def test_twins(code: Page, corpus: str) -> None:
    """For more than a thousand strings, the browser's results equal Python's."""
    table = load_fold()
    tables = {"rules": load_rules(), "fold": ["".join(map(chr, table)), "".join(table.values())]}
    texts = make_texts()
    expected = []
    for text in texts:
        folded = fold(text)
        units = find_units(folded)
        terms = [sorted(find_terms(folded, english=english), key=utf16) for english in (False, True)]
        words = [stem(unit.text) for unit in units if not unit.wide]
        expected.append([folded, [list(unit) for unit in units], *terms, words])
    assert len(texts) > COUNT
    assert code.evaluate(RUN, [corpus, tables, texts]) == expected


def utf16(text: str) -> bytes:
    """Return a sort key that sorts like JavaScript."""
    return text.encode("utf-16-be", "surrogatepass")
