"""The figures of the report: each is printed in every edition, as in the data."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
import yaml

from duizhao.editing.numbers import parse_number

ROOT = Path(__file__).parents[2]
EDITIONS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant-TW", "en": "en"}
OUTLINE = {
    article: [f"{source}-f{number:02}" for source, numbers in sources.items() for number in numbers]
    for article, sources in yaml.safe_load(Path(__file__).with_name("outline.yml").read_text("utf-8")).items()
}
DATA = {
    row["id"]: row
    for file in sorted((ROOT / "content/data").glob("*.yml"))
    for row in yaml.safe_load(file.read_text("utf-8"))
}
WRITTEN = sorted(article for article in OUTLINE if (ROOT / f"content/articles/{article}.md").is_file())
"""The articles of the outline that already exist."""
PRINTED = [pytest.param(folder, article, id=f"{folder}-{article}") for folder in EDITIONS for article in WRITTEN]
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?: (?:million|billion)|[万萬亿億%])?")
ENGLISH = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
WORDS = {
    "zh-Hans": dict(enumerate("一两三四五六七八九十", 1)) | {11: "十一", 12: "十二"},
    "zh-Hant-TW": dict(enumerate("一兩三四五六七八九十", 1)) | {11: "十一", 12: "十二"},
    "en": dict(enumerate(ENGLISH, 1)),
}
QUALIFIERS = {
    "more than": ("超过", "超過", "more than"),
    "nearly": ("近", "近", "nearly"),
    "at least": ("至少", "至少", "at least"),
    "about": ("约", "約", "about"),
    "at most": ("不超过", "不超過", "at most"),
    "less than": ("不足", "不足", "less than"),
}


def read_text(page: Path) -> str:
    """Return the text of a page's article, including the summary above it."""
    article = re.search(r"<article.*?</article>", page.read_text("utf-8"), re.DOTALL)
    assert article is not None
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<(?:p|li|t[dh]|h\d|d[dt]|text)\b[^>]*>", "\n", article[0])))


def test_the_data_are_the_figures_of_the_outline() -> None:
    """The data contain exactly the figures of the outline."""
    assert sorted(DATA) == sorted(name for names in OUTLINE.values() for name in names)


def test_articles_refer_to_the_figures_of_their_outline() -> None:
    """The source and the English translation of an article refer to every figure that the outline assigns to it."""
    missing = [
        (file.name, name)
        for article in WRITTEN
        for file in (ROOT / f"content/articles/{article}.md", ROOT / f"translations/en/articles/{article}.po")
        for name in OUTLINE[article]
        if f"{{{{{name}" not in file.read_text("utf-8")
    ]
    assert WRITTEN
    assert [one for one in missing if not one[0].endswith(".po") or not _stands_alone(*one)] == []


def _stands_alone(catalog: str, name: str) -> bool:
    """Return whether a figure is printed only alone in table cells, which need no translation."""
    text = (ROOT / f"content/articles/{catalog.removesuffix('.po')}.md").read_text("utf-8")
    everywhere = len(re.findall(rf"\{{\{{{name}\b", text))
    alone = len(re.findall(rf"\| \{{\{{{name}(?::\w+)?\}}\}}(?:\[\^\w+\])? (?=\|)", text))
    return everywhere == alone


@pytest.mark.parametrize(("folder", "article"), PRINTED)
def test_pages_print_the_numbers_of_the_data(real_site: Path, folder: str, article: str) -> None:
    """The page of an article prints every figure of its outline, with its number and its qualifier."""
    code = EDITIONS[folder]
    text = read_text(real_site / f"site/{folder}/articles/{article}/index.html")
    numbers = {parse_number(found, code) for found in NUMBER.findall(text)}
    wrong = []
    for name in OUTLINE[article]:
        value = Decimal(str(DATA[name]["value"]))
        word = WORDS[code].get(int(value), "") if value % 1 == 0 else ""
        printed = value / 100 in numbers if DATA[name]["unit"] == "%" else value in numbers
        if not printed and not (word and word in text):
            wrong.append((name, value))
        qualifier = QUALIFIERS.get(DATA[name].get("qualifier", ""))
        if qualifier and qualifier[list(EDITIONS).index(folder)] not in text.lower():
            wrong.append((name, qualifier))
    assert "{{" not in text
    assert wrong == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_theme_offers_its_figures(real_site: Path, edition: str) -> None:
    """The page of a theme leads to a file with all its figures, and no others, as a table and as data."""
    themes = {row["theme"] for row in DATA.values()}
    for theme in themes:
        expected = sorted(name for name, row in DATA.items() if row["theme"] == theme)
        page = real_site / f"site/{edition}/themes/{theme}/index.html"
        links = re.findall(r'<a href="([^"]+)" download', page.read_text("utf-8"))
        table, data = ((page.parent / link).read_text("utf-8-sig") for link in links)
        assert sorted(row["id"] for row in csv.DictReader(io.StringIO(table))) == expected
        assert sorted(row["id"] for row in json.loads(data)["figures"]) == expected
