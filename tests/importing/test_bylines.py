"""Lines with date, outlet and names are read wholly, or known to be unclear."""

from __future__ import annotations

from typing import Any

import pytest

from duizhao.importing.parts.bylines import Imprint, read_imprint
from duizhao.importing.parts.signatures import read_dateline, read_signature

DAY = "2025-11-19"
LINES: list[tuple[str, dict[str, Any] | None]] = [
    (
        "2025-11-19 08:30 来源：新华网 作者：张三 责任编辑：李四",
        {"day": DAY, "publisher": "新华网", "authors": ("张三",), "editors": ("李四",)},
    ),
    (
        "2025-11-19 08:30 來源:新華網 作者:張三 責任編輯:李四",
        {"day": DAY, "publisher": "新華網", "authors": ("張三",), "editors": ("李四",)},
    ),
    (
        "发布时间：2025-11-19 08:30:12 来源：四川省人民政府网站 浏览次数：1234 字号：【大 中 小】 打印",
        {"day": DAY, "publisher": "四川省人民政府网站"},
    ),
    ("2025年11月19日 星期三 上午08:30 四川日报", {"day": DAY, "publisher": "四川日报"}),
    ("时间：2025-11-19 来源：省政府办公厅", {"day": DAY, "publisher": "省政府办公厅"}),
    ("2025/11/19 08:30 聯合報 記者王小明／台北報導", {"day": DAY, "publisher": "聯合報", "authors": ("王小明",)}),
    ("2025-11-19 08:30　聯合新聞網 綜合報導", {"day": DAY, "publisher": "聯合新聞網"}),
    ("记者 张三 李四 通讯员 王五", {"authors": ("张三", "李四", "王五")}),
    ("本报记者 张三", {"authors": ("张三",)}),
    ("■本报记者 张三 李四 文/图", {"authors": ("张三", "李四")}),
    ("□ 张三", {"authors": ("张三",)}),
    ("华西都市报-封面新闻记者 张三 摄影报道", {"publisher": "华西都市报", "authors": ("张三",)}),
    ("新华社记者张三李四", {"publisher": "新华社", "authors": ("张三", "李四")}),
    ("文／张三 图／李四", {"authors": ("张三",), "pictures": ("李四",)}),
    ("张三/文 李四/图", {"authors": ("张三",), "pictures": ("李四",)}),
    ("文/图 张三", {"authors": ("张三",)}),
    ("文 | 张三 编辑 | 李四", {"authors": ("张三",), "editors": ("李四",)}),
    ("撰文：張三 攝影：李四", {"authors": ("張三",), "pictures": ("李四",)}),
    ("作者：四川省社会科学院课题组", {"authors": ("四川省社会科学院课题组",)}),
    ("作者：John Smith", {"authors": ("John Smith",)}),
    ("【本報記者張三成都報導】", {"authors": ("張三",)}),
    ("〔記者王小明／新北報導〕", {"authors": ("王小明",)}),
    ("（記者王小明台北19日電）", {"authors": ("王小明",)}),
    ("责任编辑：张三 校对：李四 审核：王五", {"editors": ("张三", "李四", "王五")}),
    ("（责任编辑：张 三）", {"editors": ("张三",)}),
    ("一审：张三 二审：李四 三审：王五", {"editors": ("张三", "李四", "王五")}),
    ("编辑 | 张三", {"editors": ("张三",)}),
    ("来源丨川观新闻", {"publisher": "川观新闻"}),
    ("二〇二五年十一月十九日", {"day": DAY}),
    ("民國114年11月19日", {"day": DAY}),
    ("11月19日 来源：新华网", {"publisher": "新华网", "has_month_day": True}),
    ("2025-11-19 10:15島嶼新聞網記者吳佩珊／屏東報導", {"day": DAY, "publisher": "島嶼新聞網", "authors": ("吳佩珊",)}),
    ("2025-13-40 来源：新华网", {"is_whole": False}),
    ("来源：某某说了一句很长的话，因此不是媒体。", {"is_whole": False}),
    ("时间：2025年11月19日", None),
    ("记者：您好，请问？", None),
    ("成都市的基层治理在这三年里有了变化。", None),
    ("村里来了新闻记者。网格员把通知发到各户，服务送到门口。", None),
    ("新华社记者张三说，村里有灯。", None),
    ("文明新风", None),
    ("图书馆", None),
    ("作者的话", None),
    ("来源与方法", None),
    ("编辑部的故事", None),
]


@pytest.mark.parametrize(("line", "said"), LINES)
def test_a_line_below_the_title(line: str, said: dict[str, Any] | None) -> None:
    """All that the line says is read; a line that says something else is none."""
    read = read_imprint(line, is_head=True)
    if said is None:
        assert read is None
    elif said.get("is_whole", True):
        assert read == Imprint(**said)
    else:
        assert read is not None
        assert not read.is_whole


def test_a_day_or_an_outlet_alone_counts_only_below_the_title() -> None:
    """At the end of a text, a day and an outlet belong to the text."""
    assert read_imprint("2025年11月19日", is_head=False) is None
    assert read_imprint("四川日报", is_head=False) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("新华社成都11月19日电（记者 张三）四川", Imprint(publisher="新华社", authors=("张三",), has_month_day=True)),
        (
            "新華社成都11月19日電(記者 張三 李四)四川",
            Imprint(publisher="新華社", authors=("張三", "李四"), has_month_day=True),
        ),
        ("本报讯（记者 张三）四川", Imprint(authors=("张三",))),
        ("四川日报讯 四川", Imprint(publisher="四川日报")),
        ("中新网成都2025年11月19日电 四川", Imprint(day=DAY, publisher="中新网", has_month_day=False)),
        ("【本報記者張三成都報導】四川", Imprint(authors=("張三",))),
        ("四川的基层治理", None),
        ("【成都】四川", None),
    ],
)
def test_a_report_begins_with_its_agency(text: str, said: Imprint | None) -> None:
    """The agency and the names in brackets are read."""
    assert read_dateline(text) == said


@pytest.mark.parametrize(
    ("end", "authors", "editors", "is_certain"),
    [
        ("办好实事。（记者 张三）", ("张三",), (), True),
        ("办好实事。(本报记者 张三 李四)", ("张三", "李四"), (), True),
        ("办好实事。（张三）", ("张三",), (), False),
        ("办好实事。（责任编辑：张三）", (), ("张三",), True),
        ("办好实事。【責任編輯：張三】", (), ("張三",), True),
    ],
)
def test_a_text_ends_with_names(end: str, authors: tuple[str, ...], editors: tuple[str, ...], is_certain: bool) -> None:  # noqa: FBT001
    """The names in brackets are read."""
    signed = read_signature(end)
    assert signed is not None
    assert (signed.said.authors, signed.said.editors, signed.start, signed.is_certain) == (
        authors,
        editors,
        5,
        is_certain,
    )


@pytest.mark.parametrize(
    "end", ["图为社区。（张三 摄）", "办好实事。（完）", "办好实事。（见下表）", "办好实事。（新华社供图）"]
)
def test_other_brackets_at_the_end_are_no_names(end: str) -> None:
    """Those who made pictures, and remarks, are left alone."""
    assert read_signature(end) is None
