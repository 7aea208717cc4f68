"""Tags of articles: which forms are one tag, and what their addresses are made of."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from duizhao.model import Site
from duizhao.settings import read_settings
from duizhao.source.paths import DEVICES
from duizhao.source.site import read_site
from duizhao.source.tags import collect_tags

TINY = Path(__file__).parent.parent / "site" / "tiny"
Forms = tuple[tuple[str, str], ...]


@pytest.fixture(scope="module")
def tiny() -> Site:
    """Return a site with articles in both scripts."""
    site, _problems = read_site(read_settings(TINY), date(2026, 11, 25))
    return site


def collect(site: Site, forms: Forms) -> dict[str, str]:
    """Return the id of each tag by its form, for a site with one article per form."""
    article = site.articles[0]
    articles = tuple(
        replace(article, slug=f"article-{place}", tags=(text,), script=script)
        for place, (text, script) in enumerate(forms)
    )
    return {name: tag.id for name, tag in collect_tags(replace(site, articles=articles)).items()}


@pytest.mark.parametrize(
    ("text", "script", "expected"),
    [
        ("试点", "zh-Hans", "shi-dian"),
        ("試點", "zh-Hant-TW", "shi-dian"),
        ("試點", "zh-Hant-HK", "shi-dian"),
        ("重庆", "zh-Hans", "chong-qing"),
        ("重慶", "zh-Hant-TW", "chong-qing"),
        ("长宁县", "zh-Hans", "chang-ning-xian"),
        ("绿色", "zh-Hans", "lv-se"),
        ("3D打印", "zh-Hans", "3d-da-yin"),
        ("ＡＩ 治理", "zh-Hans", "ai-zhi-li"),
        ("Café life", "en", "cafe-life"),
        ("2024", "zh-Hans", "2024"),
        ("C++", "en", "c"),
    ],
)
def test_ids(text: str, script: str, expected: str, tiny: Site) -> None:
    """An id is the pinyin of a tag in small letters, as its words are read, whatever script it is written in."""
    assert list(collect(tiny, ((text, script),)).values()) == [expected]


def test_forms_of_one_tag(tiny: Site) -> None:
    """Forms that differ in script, case or width are one tag, named as the site's own script writes it."""
    forms = (
        ("試點", "zh-Hant-TW"),
        ("试点", "zh-Hans"),
        ("試點", "zh-Hans"),
        ("AI", "zh-Hans"),
        ("ａｉ", "zh-Hant-TW"),
    )
    article = tiny.articles[0]
    articles = tuple(replace(article, tags=(text,), script=script) for text, script in forms)
    tags = collect_tags(replace(tiny, articles=articles))

    assert [tags[f"{script} {text}"].name for text, script in forms] == ["试点", "试点", "试点", "AI", "AI"]
    assert len({tag.id for tag in tags.values()}) == 2


def test_tags_that_are_spelled_alike(tiny: Site) -> None:
    """Several tags with the same pinyin, or with none, have ids of their own in whatever order articles come."""
    forms = (("公示", "zh-Hans"), ("攻势", "zh-Hans"), ("試點", "zh-Hant-TW"), ("Ω", "en"), ("Ж", "en"))
    found = [collect(tiny, order) for order in permutations(forms)]

    assert all(one == found[0] for one in found)
    assert len(set(found[0].values())) == len(forms)
    assert found[0]["zh-Hant-TW 試點"] == "shi-dian"
    assert {found[0][f"zh-Hans {name}"].rpartition("-")[0] for name in ("公示", "攻势")} == {"gong-shi"}
    assert all(found[0][f"en {name}"].startswith("tag-") for name in "ΩЖ")


@pytest.mark.parametrize("text", ["con", "ＣＯＮ", "com1", "x" * 300, "1" * 5000, "长" * 300, "..", "/", "\x00", "  "])
def test_ids_are_names_of_folders(text: str, tiny: Site) -> None:
    """A folder can be called like any id, on every system."""
    (found,) = collect(tiny, ((text, "zh-Hans"),)).values()

    assert re.fullmatch(r"[a-z0-9-]{1,100}", found)
    assert not DEVICES.fullmatch(found)


def test_an_untagged_site(tiny: Site) -> None:
    """A site without tags has none."""
    assert collect_tags(replace(tiny, articles=())) == {}
