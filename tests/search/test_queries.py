"""Queries and their results in the browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page
from support import make_document, read_data

from duizhao.search.extract import read_blocks

READERS = {"english": "en", "english readers type chinese": "en"}
QUERIES = [
    (kind, str(query), expected) for kind, rows in read_data("queries.yml").items() for query, expected in rows.items()
]
SEARCH = """async ([address, edition, query, wanted]) => {
  const { Engine } = await import(address + "code/engine.js")
  window.engines ??= {}
  const engine = (window.engines[edition] ??= new Engine(address + "search/", edition))
  const answer = await engine.search(query, wanted)
  return { ...answer, items: answer.items.map((item) => ({ ...item, date: item.date?.toISOString().slice(0, 10) })) }
}"""


def search(page: Page, address: str, query: str, edition: str = "zh-Hant-TW", **wanted: Any) -> dict[str, Any]:
    """Search the corpus."""
    found: dict[str, Any] = page.evaluate(SEARCH, [address, edition, query, wanted])
    return found


def names(answer: dict[str, Any]) -> list[str]:
    """Return the slugs of the results, in order."""
    return [item["address"].split("/")[-2] for item in answer["items"]]


def marked(pieces: list[list[Any]]) -> list[str]:
    """Return the marked parts of a title or snippet."""
    return [text for text, mark in pieces if mark]


@pytest.mark.parametrize("kind", sorted({kind for kind, _query, _expected in QUERIES}))
def test_queries(code: Page, corpus: str, kind: str) -> None:
    """Every query of the table finds exactly its articles, in order."""
    edition = READERS.get(kind, "zh-Hant-TW")
    rows = [(query, expected) for one, query, expected in QUERIES if one == kind]
    found = {query: names(search(code, corpus, query, edition)) for query, _expected in rows}
    assert found == dict(rows)


def test_runs_are_marked_whole(code: Page, corpus: str) -> None:
    """A run of matching characters is marked as a whole, in the script of the reader's edition."""
    item = search(code, corpus, "社会治理")["items"][0]
    assert marked(item["snippet"]) == ["社會治理"]
    assert item["edition"]["code"] == "zh-Hant-TW"


def test_result_lands_on_its_block(code: Page, corpus: str) -> None:
    """A result contains the number of the block with the hit."""
    assert [item["block"] for item in search(code, corpus, "台账")["items"]] == [1]


def test_other_language_is_shown_below(code: Page, corpus: str) -> None:
    """For a Chinese query in English, the result shows the English block and below it the Chinese hit."""
    answer = search(code, corpus, "糾紛", "en")
    item = answer["items"][0]
    assert answer["stage"] == "other"
    assert item["address"] == "en/articles/mediation/"
    assert (item["original"]["lang"], marked(item["original"]["snippet"])) == ("zh-Hans", ["纠纷"])


def test_page_without_translation_is_not_shown(code: Page, corpus: str) -> None:
    """A page without English is not found in English, unless all editions are searched."""
    assert names(search(code, corpus, "安置点", "en")) == []
    answer = search(code, corpus, "安置点", "en", all=True)
    assert [item["address"] for item in answer["items"]] == ["zh-hans/articles/tenants/"]


def test_texts_come_back_as_they_were(code: Page, corpus: str) -> None:
    """The browser restores the texts of every page in every edition exactly."""
    script = """async ([address, code, count]) => {
      const { Engine } = await import(address + "code/engine.js")
      const { store, edition } = await new Engine(address + "search/", code).open()
      const numbers = Array.from({ length: count }, (_, number) => number)
      const bit = 1 << store.manifest.editions.indexOf(edition)
      const shown = numbers.filter((number) => store.documents.editions[number] & bit)
      const texts = await Promise.all(shown.map((number) => store.text(edition, number)))
      return texts.map((one) => [one.address, one.title, one.summary, ...one.blocks.map(([, text]) => text)])
    }"""
    documents = [make_document(row) for row in read_data("corpus.yml")]
    versions = [version for document in documents for version in document.versions]
    for edition in ("zh-Hans", "zh-Hant-TW", "en"):
        expected = [
            [one.address, one.title, one.summary, *(block.text for block in read_blocks(one.html))]
            for one in versions
            if one.edition == edition
        ]
        assert sorted(code.evaluate(script, [corpus, edition, len(documents)])) == sorted(expected)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["tenants", "pilots", "volunteers"]),
        ({"sort": "date"}, ["volunteers", "pilots", "tenants"]),
        ({"theme": "people"}, ["volunteers"]),
        ({"region": "sichuan"}, ["pilots", "volunteers"]),
        ({"year": "2023"}, ["tenants"]),
        ({"region": "sichuan", "year": "2024"}, ["pilots"]),
        ({"theme": "digital"}, []),
        ({"limit": 1}, ["tenants"]),
    ],
)
def test_filters(code: Page, corpus: str, wanted: dict[str, Any], expected: list[str]) -> None:
    """Results are filtered by theme, region and year, and sorted by relevance or date."""
    assert names(search(code, corpus, "社区", **wanted)) == expected


def test_counts(code: Page, corpus: str) -> None:
    """Every option of a filter has the number of results it would leave, given the other filters."""
    facets = search(code, corpus, "社区", region="sichuan")["facets"]
    assert {one["id"]: one["count"] for one in facets["themes"]} == {"institutions": 1, "people": 1}
    assert {one["id"]: one["count"] for one in facets["regions"]} == {"sichuan": 2, "chengdu": 1, "panzhihua": 1}
    assert [(one["id"], one["count"]) for one in facets["years"]] == [("2026", 1), ("2024", 1)]


def test_filters_that_leave_nothing_can_be_taken_away(code: Page, corpus: str) -> None:
    """If the filters leave no results, the counts without them are still available."""
    answer = search(code, corpus, "社区", theme="digital")
    assert {one["id"]: one["count"] for one in answer["facets"]["themes"]} == {
        "institutions": 1,
        "people": 1,
        "services": 1,
    }


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("社会 治理", [("社会", False, False), ("治理", False, False)]),
        ("「社會治理」-試點", [("社會治理", True, False), ("試點", False, True)]),
        ("“社会治理", [("社会治理", True, False)]),
        ("－“人民 调解”　成都", [("人民 调解", True, True), ("成都", False, False)]),
        ("COVID-19 - 5", [("COVID-19", False, False), ("-", False, False), ("5", False, False)]),
        ("  ", []),
    ],
)
def test_query_is_split(code: Page, corpus: str, query: str, parts: list[tuple[str, bool, bool]]) -> None:
    """Spaces separate words, quotation marks of any script enclose phrases, a minus excludes."""
    script = """async ([address, query]) => {
      const { splitQuery } = await import(address + "code/query.js")
      return splitQuery(query).map(({ text, quoted, excluded }) => [text, quoted, excluded])
    }"""
    assert code.evaluate(script, [corpus, query]) == [list(part) for part in parts]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("3年", ["三年"]),
        ("三年", ["3年"]),
        ("两千人", ["2000人"]),
        ("2023年", ["二千零二十三年", "二〇二三年", "两千零二十三年"]),
        ("二〇二三年", ["2023年"]),
        ("1524万", ["一千五百二十四万", "一五二四万"]),
        ("十五分钟", ["15分钟"]),
        ("105个", ["一百零五个", "一〇五个"]),
        ("5g网络", []),
        ("试点", []),
    ],
)
def test_numbers_in_other_figures(code: Page, corpus: str, text: str, written: list[str]) -> None:
    """A number is searched in Arabic and in Chinese numerals."""
    script = """async ([address, text]) => (await import(address + "code/numbers.js")).rewriteNumbers(text)"""
    assert code.evaluate(script, [corpus, text]) == written
