"""Places and figures of the site that a text names are offered."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.diagnostics import Span
from duizhao.editing.figures import format_figure
from duizhao.importing.writing.offers import find_offers
from duizhao.model import Figure, Region, Site
from duizhao.script.convert import make_converter
from duizhao.settings import read_settings
from duizhao.source.site import read_frame

ROOT = Path(__file__).parent.parent.parent
SPAN = Span("x.yml")
REGIONS = (
    ("china", "中国", "country", None, ""),
    ("sichuan", "四川省", "province", "china", ""),
    ("chengdu", "成都市", "prefecture-city", "sichuan", "成都"),
    ("panzhihua", "攀枝花市", "prefecture-city", "sichuan", "攀枝花"),
    ("guangan", "广安市", "prefecture-city", "sichuan", "广安"),
    ("yibin", "宜宾市", "prefecture-city", "sichuan", "宜宾"),
    ("liangshan", "凉山彝族自治州", "autonomous-prefecture", "sichuan", "凉山"),
    ("shuangliu", "双流区", "district", "chengdu", ""),
    ("dong", "东区", "district", "panzhihua", ""),
    ("jiangan", "江安县", "county", "yibin", ""),
    ("jiangan-town", "江安镇", "town", "jiangan", ""),
    ("xinlong", "新龙村", "village", "guangan", ""),
    ("yangguang", "阳光小区（二期）", "compound", "chengdu", ""),
    ("xicheng-a", "西城区", "district", "chengdu", ""),
    ("xicheng-b", "西城区", "district", "guangan", ""),
)
FIGURES = (
    ("f01", "志愿服务队", "70000", "支", "more than", "sichuan"),
    ("f02", "注册志愿者（概数）", "15000000", "名", "more than", "sichuan"),
    ("f03", "专业社会工作者", "135700", "名", "", "sichuan"),
    ("f04", "建有党委社会工作部门的层级数", "3", "级", "", "sichuan"),
    ("f05", "社区治理行动计划年限", "3", "年", "", "sichuan"),
    ("f06", "群众满意度", "96", "%", "", "chengdu"),
    ("f07", "派出所所长进班子比例", "70", "%", "at least", "sichuan"),
    ("f08", "党建指导员", "1000", "名", "nearly", "chengdu"),
    ("f09", "年均服务市民", "8000000", "人次", "more than", "chengdu"),
    ("f10", "社区", "461", "个", "", "sichuan"),
)
PLACES: dict[str, list[tuple[str, int, int]]] = {
    "成都市和攀枝花": [("chengdu", 1, 0), ("panzhihua", 1, 4)],
    "攀枝花，成都，成都": [("chengdu", 2, 4), ("panzhihua", 1, 0)],
    "四川與中國": [("sichuan", 1, 0), ("china", 1, 3)],
    "四川省委": [("sichuan", 1, 0)],
    "成都平原": [("chengdu", 1, 0)],
    "凉山州": [("liangshan", 1, 0)],
    "发展中国家": [],
    "其中国有企业": [],
    "广安门": [],
    "宜宾县": [],
    "上海的成都路": [],
    "四川大学": [],
    "双流": [],
    "成都双流": [("chengdu", 1, 0), ("shuangliu", 1, 2)],
    "双流区和双流": [("shuangliu", 2, 0)],
    "小区东区": [],
    "攀枝花市东区": [("panzhihua", 1, 0), ("dong", 1, 4)],
    "宜宾江安": [("yibin", 1, 0)],
    "江安县江安镇": [("jiangan", 1, 0), ("jiangan-town", 1, 3)],
    "四川省新龙村": [("sichuan", 1, 0)],
    "广安新龙村": [("guangan", 1, 0), ("xinlong", 1, 2)],
    "成都的阳光小区": [("chengdu", 1, 0), ("yangguang", 1, 3)],
    "成都西城区": [("chengdu", 1, 0)],
    "": [],
}
NUMBERS: dict[str, list[tuple[str, str, str]]] = {
    "志愿服务队7万余支": [("f01", "7万余支", "{{f01}}")],
    "志願服務隊超過7萬支": [("f01", "超過7萬支", "{{f01}}")],
    "志愿服务队７０，０００支": [],
    "志愿服务队7万支": [],
    "志愿服务队7万余个": [],
    "汽车7万余支": [],
    "7万余支\n志愿服务队": [],
    "1500余万名注册志愿者": [("f02", "1500余万名", "{{f02}}")],
    "1500多万人注册为志愿者": [("f02", "1500多万", "{{f02:number}}")],
    "专业社会工作者13.57万名": [("f03", "13.57万名", "{{f03}}")],
    "專業社工135,700名": [("f03", "135,700名", "{{f03}}")],
    "13.57万专业社工": [("f03", "13.57万", "{{f03:number}}")],
    "1３.57％": [],
    "三级党委社会工作部门": [("f04", "三", "{{f04:word}}")],
    "第三级党委社会工作部门": [],
    "社区治理三年行动计划": [("f05", "三", "{{f05:word}}")],
    "社区治理行动计划的三年来": [],
    "群众满意度96%": [],
    "成都的群众满意度96％": [("f06", "96％", "{{f06}}")],
    "成都的群众满意度达到百分之九十六": [("f06", "百分之九十六", "{{f06}}")],
    "成都的群众满意度96%以上": [],
    "进班子的派出所所长不低于70%": [("f07", "不低于70%", "{{f07}}")],
    "70%以上的派出所所长进班子": [("f07", "70%以上", "{{f07}}")],
    "成都选派近千名党建指导员": [],
    "成都选派近一千名党建指导员": [("f08", "近一千名", "{{f08}}")],
    "成都年均服务市民超过800万人次": [("f09", "超过800万人次", "{{f09}}")],
    "成都年均服务市民超过800万人": [],
    "新增社区461个，社区461个": [("f10", "461个", "{{f10}}")],
    "ID461个社区，f-461个社区，461.5个社区": [],
}


def read_report() -> Site:
    """Read the report's places and figures."""
    return read_frame(read_settings(ROOT))[0]


@pytest.fixture(scope="module")
def site() -> Site:
    """Return a site with the places and figures above."""
    regions = [Region(one, name, level, parent, None, SPAN, short) for one, name, level, parent, short in REGIONS]
    figures = [
        Figure(one, name, Decimal(value), unit, limit, place, "2025", "asof", "theme", "source", "", SPAN)
        for one, name, value, unit, limit, place in FIGURES
    ]
    return replace(read_report(), regions=tuple(regions), figures=tuple(figures))


@pytest.mark.parametrize(("text", "expected"), PLACES.items())
def test_places_are_offered(site: Site, text: str, expected: list[tuple[str, int, int]]) -> None:
    """A place is named by its name or short name, not where it is part of a word or of another name."""
    assert [(one.id, one.count, one.offset) for one in find_offers(text, site).regions] == expected


@pytest.mark.parametrize(("text", "expected"), NUMBERS.items())
def test_figures_are_offered(site: Site, text: str, expected: list[tuple[str, str, str]]) -> None:
    """A figure is named by value, limit and unit, near words of what it counts, in a text about its place."""
    found = find_offers(text, site).figures
    assert [(one.id, one.text, one.reference) for one in found] == expected
    assert all(text.startswith(one.text, one.offset) for one in found)


@pytest.mark.parametrize("edition", ["zh-Hans", "zh-Hant-TW"])
def test_every_figure_of_the_report_is_found_as_it_is_printed(edition: str) -> None:
    """Whatever the report prints beside its name and its place is offered, in both scripts."""
    report = read_report()
    known = {one.id: one for one in report.regions}
    lost = []
    for figure in report.figures:
        place = known[figure.region]
        printed = format_figure(figure, "", "zh-Hans", str, figure.unit)
        text = f"{known[place.parent or place.id].name}{place.name}：{figure.name}{printed}。"
        if edition != "zh-Hans":
            text = make_converter("zh-Hans", edition).convert(text)
        if figure.id not in {one.id for one in find_offers(text, report).figures}:
            lost.append(text)
    assert lost == []


@given(st.text("成都市四川中国有双流7万余支志愿服务队\n百分之三十.,%\ud800", max_size=60) | st.text())
def test_any_text_gives_offers_in_it(site: Site, text: str) -> None:
    """Offers are places of the text, whatever it is."""
    offers = find_offers(text, site)
    assert all(0 <= one.offset < len(text) and one.count > 0 for one in offers.regions)
    assert all(text.startswith(one.text, one.offset) and one.text for one in offers.figures)
    assert len({one.id for one in offers.figures}) == len(offers.figures)


def test_a_site_without_places_and_figures_offers_nothing(site: Site) -> None:
    """A site without data is no error."""
    assert find_offers("成都7万余支志愿服务队", replace(site, regions=(), figures=())) == ((), ())


@pytest.mark.parametrize("text", ["四川其中国有", "成都7万余支志愿服务队", "1", "三", "超过百分之", "1,", "\ud800\x00"])
def test_a_text_of_any_length_takes_bounded_time(site: Site, text: str) -> None:
    """Every sign is read a bounded number of times."""
    offers = find_offers(text * (2_000_000 // len(text)), site)
    assert len(offers.regions) + len(offers.figures) <= 3
