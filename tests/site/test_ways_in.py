"""The report's pages made of data: they are the same in every edition and omit nothing."""

from __future__ import annotations

import csv
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FOLDERS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant-TW", "en": "en"}
PAGES = ("timeline", "figures", "regions", "glossary", "sources")


def read_rows(*paths: str) -> list[dict[str, Any]]:
    """Read the rows of data files in the content folder."""
    files = [file for path in paths for file in sorted((ROOT / "content").glob(path))]
    return [row for file in files for row in yaml.safe_load(file.read_text("utf-8"))]


FIGURES, ACTIONS, EVENTS = read_rows("data/*.yml"), read_rows("actions.yml"), read_rows("events.yml")


def read_page(site: Path, address: str) -> str:
    """Read the HTML of a page of the finished report."""
    return (site / "site" / address / "index.html").read_text("utf-8")


def read_download(site: Path, name: str) -> str:
    """Read a file from the folder of downloads."""
    return (site / "site/data" / name).read_bytes().decode("utf-8")


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_way_is_in_the_navigation(real_site: Path, folder: str) -> None:
    """The home page of each edition links to each page made of data."""
    home = read_page(real_site, folder)
    assert [page for page in PAGES if f'<a href="{page}/" class="md-nav__link">' not in home] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_timeline_has_every_action_and_event(real_site: Path, folder: str) -> None:
    """Each appears once, in chronological order, as a block; an event that is also an action appears as an action."""
    page = read_page(real_site, f"{folder}/timeline")
    found = re.findall(r'<li id="([^"]+)" data-block="(\d+)"', page)
    told = {(row["name"], row["region"]) for row in ACTIONS}
    rows = [*ACTIONS, *(row for row in EVENTS if (row["name"], row["region"]) not in told)]
    times = {row["id"]: row.get("period") or row.get("date") for row in rows}
    order = [str(times[name]).split("/")[0] for name, _block in found if times[name]]
    assert sorted(name for name, _block in found) == sorted(times)
    assert [int(block) for _name, block in found] == list(range(len(found)))
    assert order == sorted(order)
    assert {(row["name"], row["region"]) for row in rows} == told | {(row["name"], row["region"]) for row in EVENTS}
    assert len(rows) == len({(row["name"], row["region"]) for row in rows})


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_table_has_every_figure(real_site: Path, folder: str) -> None:
    """Each figure is a row with its filter values: its theme, its region with all parents, its years."""
    page = read_page(real_site, f"{folder}/figures")
    rows = dict(re.findall(r'<tr id="([^"]+)" (data-theme="[^>]*)>', page))
    assert list(rows) == [row["id"] for row in FIGURES]
    assert rows["chengdu2025-f22"] == (
        'data-theme="services" data-region="china sichuan chengdu shuangliu huanglongxi xiangshui shizishan" '
        'data-year="2025"'
    )
    assert 'data-year="2021 2022 2023 2024 2025"' in rows["newssc2025-f24"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_all_figures_can_be_downloaded(real_site: Path, folder: str) -> None:
    """The CSV and JSON files have every figure with its exact number; the JSON also has the licence and the sources."""
    text = read_download(real_site, f"figures-{folder}.csv")
    rows = list(csv.DictReader(text.removeprefix("\ufeff").splitlines()))
    data = json.loads(read_download(real_site, f"figures-{folder}.json"))
    expected = [(row["id"], float(row["value"])) for row in FIGURES]
    assert text.startswith("\ufeff")
    assert [(row["id"], float(row["value"])) for row in rows] == expected
    assert [(row["id"], float(row["value"])) for row in data["figures"]] == expected
    assert data["edition"] == FOLDERS[folder]
    assert {"CC BY 4.0"} == set(re.findall("CC BY 4.0", data["licence"]))
    assert {source["id"] for source in data["sources"]} == {row["source"] for row in FIGURES}


@pytest.mark.parametrize(
    ("folder", "printed", "unit"),
    [("zh-hans", "超过2万个", "个"), ("zh-hant", "超過2萬個", "個"), ("en", "More than 20,000 compounds", "compounds")],
)
def test_downloads_print_figures_as_their_edition_does(real_site: Path, folder: str, printed: str, unit: str) -> None:
    """A figure has its qualifier and unit in the edition's language, the unit in the form that the number requires."""
    data = json.loads(read_download(real_site, f"figures-{folder}.json"))
    figure = next(one for one in data["figures"] if one["id"] == "newssc2025-f24")
    assert (figure["printed"], figure["value"], figure["unit"]) == (printed, 20000, unit)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_place_that_something_is_said_of_has_its_page(real_site: Path, folder: str) -> None:
    """The regions of figures, actions and events, and their parents, have pages, which the list of regions links to."""
    parents = {row["id"]: row.get("parent") for row in read_rows("regions.yml")}
    wanted: set[str | None] = {row["region"] for row in (*FIGURES, *ACTIONS, *EVENTS)}
    for name in [*wanted]:
        while name is not None:
            wanted.add(name)
            name = parents[name]
    page = read_page(real_site, f"{folder}/regions")
    linked = re.findall(r'<a href="([a-z0-9-]+)/">', page)
    assert wanted <= set(linked)
    assert len(linked) == len(set(linked))
    assert [name for name in linked if not (real_site / f"site/{folder}/regions/{name}/index.html").is_file()] == []


def test_the_page_of_a_region_says_what_there_is_on_it(real_site: Path) -> None:
    """A region's page links to its parent and its parts, and lists its articles, figures, actions and events."""
    page = read_page(real_site, "en/regions/chengdu")
    figures = [row for row in FIGURES if row["region"] == "chengdu"]
    assert '<a href="../sichuan/">Sichuan Province</a>' in page
    assert '<a href="../wenjiang/">' in page
    assert '<a href="../../articles/volunteering/">' in page
    assert page.count('<td class="dz-index__number">') == len(figures)
    assert page.count('class="dz-event"') == sum(row["region"] == "chengdu" for row in EVENTS)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_page_of_sources_lists_what_was_taken_from_each(real_site: Path, folder: str) -> None:
    """Each source lists all its figures, actions and events."""
    page = read_page(real_site, f"{folder}/sources")
    for part in page.split('<section class="dz-source"')[1:]:
        found = re.search(r'<h2 id="([^"]+)">', part)
        assert found is not None
        taken = [row for row in (*ACTIONS, *EVENTS) if row["source"] == found[1]]
        assert part.count("dz-index__number") == sum(row["source"] == found[1] for row in FIGURES)
        assert part.count("<small>") >= len(taken)


@pytest.mark.parametrize(
    ("folder", "term", "others"),
    [("zh-hans", "网格员", ["網格員", "grid worker"]), ("en", "grid worker", ["网格员", "網格員"])],
)
def test_the_glossary_shows_what_other_editions_say(real_site: Path, folder: str, term: str, others: list[str]) -> None:
    """A term has its explanation and the words of the other editions, at the same address in every edition."""
    page = read_page(real_site, f"{folder}/glossary")
    entry = page[page.index('<div id="网格员"') :].partition("</div>")[0]
    assert re.findall(r"<dt>([^<]+?) ?<span", entry) == [term]
    assert re.findall(r'<span class="dz-other" lang="[^"]+">([^<]+)</span>', entry) == others
    assert re.search(r"<dd>[^<]+</dd>", entry)


@pytest.mark.parametrize("folder", FOLDERS)
def test_themes_and_home_begin_with_their_figures(real_site: Path, folder: str) -> None:
    """The lead figures of front matter and themes.yml are printed as cards, in order."""
    data = json.loads(read_download(real_site, f"figures-{folder}.json"))
    printed = {one["id"]: one["printed"] for one in data["figures"]}
    home = yaml.safe_load((ROOT / "content/index.md").read_text("utf-8").split("---\n")[1])
    chosen = {folder: home["figures"], **{f"{folder}/themes/{row['id']}": row["figures"] for row in read_rows("themes.yml")}}
    for address, names in chosen.items():
        cards = re.findall(r'<p class="dz-figure__number"><a [^>]*>([^<]+)</a></p>', read_page(real_site, address))
        assert [unescape(one) for one in cards] == [printed[name] for name in names]


def test_the_actions_of_a_theme_stand_on_its_page(real_site: Path) -> None:
    """A theme's page lists all its actions, but no events, since events have no theme."""
    page = read_page(real_site, "zh-hans/themes/safety")
    own = [row["name"] for row in ACTIONS if row["theme"] == "safety"]
    assert sorted(re.findall(r"<li>\s*<b>([^<]+)</b>", page)) == sorted(own)
    assert "dz-event" not in page
