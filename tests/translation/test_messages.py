"""Messages of a site's catalog outside its articles, and their order."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from duizhao.editions import make_edition
from duizhao.settings import read_settings
from duizhao.source.admonitions import KINDS
from duizhao.source.csv_tables import find_block
from duizhao.source.site import read_site
from duizhao.translation.interface import BOX_WORDS, INTERFACE, SORT_WORDS
from duizhao.translation.messages import Message, list_site_messages

GLOSSARY = "- term: 里弄\n  explanation: 小街巷。\n- term: 修桥\n- term: 水井\n  explanation: 取水的地方。\n"


@pytest.fixture
def messages(tiny_source: Path) -> tuple[Message, ...]:
    """Return the messages of the tiny site's English catalog, with a glossary."""
    (tiny_source / "content/glossary.yml").write_text(GLOSSARY, "utf-8")
    site, problems = read_site(read_settings(tiny_source), date(2027, 1, 1))
    assert problems == []
    return list_site_messages(site, make_edition("en"))


def test_terms_stand_with_their_explanations(messages: tuple[Message, ...]) -> None:
    """Every term is a message, followed by its explanation, in file order."""
    found = [(one.kind, one.text, one.path, one.line) for one in messages if one.kind.startswith("glossary")]
    path = "content/glossary.yml"
    assert found == [
        ("glossary term", "里弄", path, 1),
        ("glossary explanation", "小街巷。", path, 1),
        ("glossary term", "修桥", path, 3),
        ("glossary term", "水井", path, 4),
        ("glossary explanation", "取水的地方。", path, 4),
    ]


def test_the_glossary_stands_between_sources_and_tags(messages: tuple[Message, ...]) -> None:
    """The glossary follows the sources and precedes the tags of articles."""
    paths = [path for path, _group in groupby(messages, lambda one: one.path)]
    place = paths.index("content/glossary.yml")
    assert paths[place - 1 : place + 2] == ["content/sources.yml", "content/glossary.yml", "content/articles/bridge.md"]


def test_a_term_that_is_a_tag_too_has_two_translations(messages: tuple[Message, ...]) -> None:
    """The context distinguishes a term, in lower case, from a tag, with a capital."""
    assert [(one.kind, one.context) for one in messages if one.text == "修桥"] == [
        ("glossary term", "glossary"),
        ("tag", ""),
    ]


def test_the_words_of_boxes_are_messages_of_sites_that_print_them(tiny_source: Path) -> None:
    """Translators are asked for the words that boxes without titles have, and for no others."""
    article = tiny_source / "content/articles/lane.md"
    texts = ("", "\n!!! tip\n    一\n\n> [!NOTE]\n> 二\n\n??? bug “标题”\n    三\n")
    found = []
    for text in texts:
        article.write_text(article.read_text("utf-8") + text, "utf-8")
        site, problems = read_site(read_settings(tiny_source), date(2027, 1, 1))
        assert problems == []
        found.append([one.text for one in list_site_messages(site, make_edition("en")) if one.text in BOX_WORDS])
    assert found == [[], ["备注", "提示"]]


def test_cells_of_a_file_name_that_file(tiny_source: Path) -> None:
    """Translators read which file a cell stands in, and its line there, also if a snippet shows the file."""
    (tiny_source / "content/wells.csv").write_text("井,人口\n\n旧井,12\n", "utf-8")
    (tiny_source / "content/snippets").mkdir()
    (tiny_source / "content/snippets/b.md").write_text("水井。\n\n```csv file=../wells.csv\n```\n", "utf-8")
    home = tiny_source / "content/index.md"
    home.write_text(
        f'{home.read_text("utf-8")}\n```csv file=wells.csv title=表题\n```\n\n--8<-- "snippets/b.md"\n', "utf-8"
    )
    site, problems = read_site(read_settings(tiny_source), date(2027, 1, 1))
    assert problems == []
    own, snippet = [], []
    for block in site.home.document.blocks:
        place = find_block(site.home.document, block)
        (snippet if block.path else own).append((block.text, place.path, place.line))
    cells = [("井", 1), ("人口", 1), ("旧井", 3), ("12", 3)]
    assert own[-4:] == snippet[-4:] == [(text, "content/wells.csv", line) for text, line in cells]
    messages = {one.text: one for one in list_site_messages(site, make_edition("en"))}
    assert (messages["旧井"].path, messages["旧井"].line) == ("content/wells.csv", 3)
    assert (messages["表题"].path, messages["水井。"].path) == ("content/index.md", "content/snippets/b.md")


def test_the_words_of_sorting_are_messages_of_sites_with_tables_to_sort(tiny_source: Path) -> None:
    """Translators are asked for what is said when a table is sorted only if a table can be."""
    article = tiny_source / "content/articles/lane.md"
    found = []
    for option in ("stacked", "sortable"):
        text = f"{article.read_text('utf-8')}\n{{.{option}}}\n| 甲 |\n|---|\n| 乙 |\n"
        article.write_text(text, "utf-8")
        site, problems = read_site(read_settings(tiny_source), date(2027, 1, 1))
        assert problems == []
        found.append([one.text for one in list_site_messages(site, make_edition("en")) if one.text in SORT_WORDS])
    assert found == [[], [*SORT_WORDS]]


def test_every_type_of_box_has_a_word_in_english() -> None:
    """The interface knows the word of each type, and no word that no type has."""
    words = {kind.word for kind in KINDS.values()}
    assert words - INTERFACE.keys() == set()
    assert BOX_WORDS.keys() - words == set()
