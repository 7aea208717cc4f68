"""The parts of found texts are told from their paragraphs; undamaged texts stay as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.importing.kinds import KINDS, QUESTIONS
from duizhao.importing.manuscript import Known
from duizhao.importing.parts.structure import find_structure
from duizhao.importing.parts.titles import restore_title
from duizhao.importing.tracked_text import track

ROOT = Path(__file__).parents[2]
ONE = "成都市的社区这三年里有了很大的变化，小区里的事情由居民自己商量着办，大家都说好。"
TWO = "各地的做法不尽相同，都从居民最关心的事情做起，一件一件地办，办完了再请居民评议。"
THREE = "社區裡的事情由居民自己商量著辦，路燈壞了誰出錢，車停在哪裡，都有地方可以說。"
DAY = "2025-11-19"


def run(blocks: Sequence[str], *, is_markdown: bool = False, title: str = "") -> tuple[list[str], Known, list[str]]:
    """Return the blocks of a text after it was repaired, what is known of it, and the codes of the questions."""
    text = "\n\n".join(blocks)
    found = find_structure(text, Known(title=title), is_markdown=is_markdown)
    after = track(text).apply(found.findings.edits).text
    assert all(edit.kind in KINDS for edit in found.findings.edits)
    assert all(one.code in QUESTIONS and 0 <= one.offset <= len(text) for one in found.findings.questions)
    assert not find_structure(after, found.known, is_markdown=is_markdown).findings.edits
    return after.split("\n\n") if after else [], found.known, [one.code for one in found.findings.questions]


HEADS: list[tuple[list[str], dict[str, Any], list[str]]] = [
    (["三年试点"], {"title": "三年试点"}, []),
    (
        ["三年试点", "2025-11-19 08:30 来源：新华网 作者：张三"],
        {"title": "三年试点", "date": DAY, "publisher": "新华网", "authors": ("张三",)},
        [],
    ),
    (
        ["三年试点改变了什么", "——成都市社区调查", "本报记者 张三"],
        {"title": "三年试点改变了什么　——成都市社区调查", "authors": ("张三",)},
        [],
    ),
    (
        ["强基固本促发展", "三年试点改变了什么", "--成都市社区调查"],
        {"title": "强基固本促发展　三年试点改变了什么　——成都市社区调查"},
        [],
    ),
    (["党建引领聚合力", "网格治理促和谐"], {"title": "党建引领聚合力　网格治理促和谐"}, []),
    (["党建引领聚合力\n网格治理促和谐"], {"title": "党建引领聚合力　网格治理促和谐"}, []),
    (["三年试点改变了什么 / 成都的做法"], {"title": "三年试点改变了什么　成都的做法"}, []),
    (["标题:三年试点"], {"title": "三年试点"}, []),
    (["成都:三年试点改变了什么?"], {"title": "成都：三年试点改变了什么？"}, []),
    (["基层治理", "三年试点改变了什么"], {"title": "基层治理　三年试点改变了什么"}, ["title"]),
    (
        ["首页 > 新闻 > 正文", "三年试点", "二〇二五年十一月十九日", "字号 大 中 小"],
        {"title": "三年试点", "date": DAY},
        [],
    ),
    (
        ["四川日报", "三年试点改变了什么", "民國114年11月19日"],
        {"title": "三年试点改变了什么", "date": DAY, "publisher": "四川日报"},
        [],
    ),
    (["三年试点", "文／张三 图／李四"], {"title": "三年试点", "authors": ("张三",)}, ["metadata"]),
    (["三年试点", "2025年第6期 来源：《治理》", "11月19日"], {"title": "三年试点", "date": DAY}, ["metadata"]),
    (["# 三年试点", "2025-11-19"], {"title": "三年试点", "date": DAY}, []),
    ([], {}, []),
]


@pytest.mark.parametrize(("head", "known", "questions"), HEADS)
def test_the_head_of_a_plain_text(head: list[str], known: dict[str, Any], questions: list[str]) -> None:
    """What stands above the first paragraph becomes front matter; what is unclear stays."""
    blocks, found, asked = run([*head, ONE, TWO])
    assert blocks[-2:] == [ONE, TWO]
    assert {name: getattr(found, name) for name in known} == known
    assert bool(found.date) == bool(found.date_found)
    assert asked == questions
    assert len(blocks) == 2 + (questions.count("metadata") if not found.authors else 0)


TAILS: list[tuple[list[str], int, dict[str, Any], list[str]]] = [
    (["（记者 张三）"], 0, {"authors": ("张三",)}, []),
    (["（張三）"], 0, {"authors": ("張三",)}, []),
    (["（记者 张三 通讯员 李四）", "责任编辑：王五"], 0, {"authors": ("张三", "李四"), "editors": ("王五",)}, []),
    (["来源：四川日报", "编辑 | 王五", "校对：赵六"], 0, {"publisher": "四川日报", "editors": ("王五", "赵六")}, []),
    (["2025年11月19日"], 1, {"date": DAY, "date_found": "at the end: “2025年11月19日”"}, []),
    (["四川省人民政府", "二〇二五年十一月十九日"], 2, {"date": DAY}, []),
    (["责任编辑：王五", "阅读原文", "扫码关注我们", "分享到：微信 微博"], 0, {"editors": ("王五",)}, []),
    (["（完）"], 1, {}, []),
    (["责任编辑：他说的不是名字，而是一句话"], 1, {}, ["metadata"]),
]


@pytest.mark.parametrize(("tail", "kept", "known", "questions"), TAILS)
def test_the_tail_of_a_text(tail: list[str], kept: int, known: dict[str, Any], questions: list[str]) -> None:
    """Names at the end become front matter; the day of a document stays."""
    for is_markdown in (False, True):
        blocks, found, asked = run([ONE, TWO, *tail], is_markdown=is_markdown)
        assert blocks == [ONE, TWO, *tail[:kept]]
        assert {name: getattr(found, name) for name in known} == known
        assert asked == questions


@pytest.mark.parametrize(
    ("end", "head", "kept", "questions"),
    [
        ("（记者 张三）", [], "", []),
        ("(记者 张三)(责任编辑:李四)", [], "", []),
        ("（张三 李四）", [], "", []),
        ("（张三）", [], "（张三）", ["metadata"]),
        ("（张三）", ["三年试点", "2025-11-19 来源：新华网"], "", []),
        ("（李四 摄）", [], "（李四 摄）", ["caption"]),
        ("（完）", [], "（完）", []),
        ("（见《治理》）", [], "（见《治理》）", []),
    ],
)
def test_the_end_of_the_last_paragraph(end: str, head: list[str], kept: str, questions: list[str]) -> None:
    """Names in brackets are taken from the end of the last paragraph."""
    blocks, _, asked = run([*head, ONE, TWO + end])
    assert blocks == [ONE, TWO + kept]
    assert asked == questions


def test_a_dateline_stays_and_tells_who_wrote_the_text() -> None:
    """What an agency puts before a report stays; agency and names are known then."""
    blocks, known, _ = run(["三年试点", f"新华社成都11月19日电（记者 张三）{ONE}", TWO])
    assert blocks == [f"新华社成都11月19日电（记者 张三）{ONE}", TWO]
    assert (known.publisher, known.authors, known.date) == ("新华社", ("张三",), "")


def test_a_day_without_a_year_takes_that_of_another_line() -> None:
    """The year may stand in another line above the text."""
    _, known, _ = run(["三年试点", "来源：《治理》 2025-11", "11月19日 四川日报", ONE, TWO])
    assert known.date == DAY
    _, known, asked = run(["三年试点", "11月19日 四川日报", ONE, TWO])
    assert not known.date
    assert asked == ["metadata"]


@pytest.mark.parametrize(
    ("blocks", "box"),
    [
        ([f"编者按：{ONE}"], f'!!! note "编者按"\n    {ONE}'),
        ([f"【編者按】{THREE}"], f'!!! note "編者按"\n    {THREE}'),
        (["开栏的话", ONE], f'!!! note "开栏的话"\n    {ONE}'),
        ([f"（编者按：{ONE}）"], f'!!! note "编者按"\n    {ONE}'),
        ([f"核心提示:{ONE}"], f'!!! note "核心提示"\n    {ONE}'),
        ([f"摘　要：{ONE}"], f'!!! note "摘要"\n    {ONE}'),
        ([f"**编者按**：{ONE}"], f'!!! note "编者按"\n    {ONE}'),
    ],
)
def test_a_note_stands_in_a_box(blocks: list[str], box: str) -> None:
    """An editor's note becomes an admonition that its label heads; short standfirsts are summaries, too."""
    after, known, _ = run(["三年试点", *blocks, TWO, TWO])
    assert after == [box, TWO, TWO]
    assert known.summary == (ONE if "核心" in box or "摘要" in box else "")


def test_a_note_before_the_title_is_as_long_as_the_title_tells() -> None:
    """All paragraphs between the label and the title belong to the note."""
    after, known, _ = run(["开栏的话", ONE, TWO, "三年试点改变了什么", "本报记者 张三", TWO, ONE])
    assert after == ['!!! note "开栏的话"\n    ' + ONE, f"    {TWO}", TWO, ONE]
    assert known.title == "三年试点改变了什么"


HEADINGS: list[tuple[list[str], list[str], list[str]]] = [
    (["一、加强领导", ONE, "二、做好服务", TWO], ["## 一、加强领导", ONE, "## 二、做好服务", TWO], []),
    (
        ["一、加强领导", "（一）明确责任", ONE, "(二)落实到位", TWO, "1. 清单", ONE, "二、做好服务", TWO],
        [
            "## 一、加强领导",
            "### （一）明确责任",
            ONE,
            "### (二)落实到位",
            TWO,
            "#### 1. 清单",
            ONE,
            "## 二、做好服务",
            TWO,
        ],
        [],
    ),
    (["第一章 总则", ONE, "第二章 附则", TWO], ["## 第一章 总则", ONE, "## 第二章 附则", TWO], []),
    (["从小处着手", ONE, "向大处着眼", TWO], ["## 从小处着手", ONE, "## 向大处着眼", TWO], []),
    (["■從小處著手", THREE, "■向大處著眼", THREE], ["## 從小處著手", THREE, "## 向大處著眼", THREE], []),
    (["【从小处着手】", ONE, "【向大处着眼】", TWO], ["## 从小处着手", ONE, "## 向大处着眼", TWO], []),
    (
        ["党建引领", "聚起合力", ONE, "网格治理", "促进和谐", TWO],
        ["## 党建引领　聚起合力", ONE, "## 网格治理　促进和谐", TWO],
        [],
    ),
    (["从小处着手", ONE], ["从小处着手", ONE], ["heading"]),
    ([f"一、加强领导。{ONE}", f"二、做好服务。{TWO}"], [f"一、加强领导。{ONE}", f"二、做好服务。{TWO}"], []),
    (["一、加强领导", "二、做好服务", "三、办好实事", TWO], ["一、加强领导", "二、做好服务", "三、办好实事", TWO], []),
    (["1. 加强领导", "2. 做好服务", ONE], ["1. 加强领导", "2. 做好服务", ONE], []),
    (["记者：怎么办？", "张三：商量着办。", ONE], ["记者：怎么办？", "张三：商量着办。", ONE], []),
]


@pytest.mark.parametrize(("blocks", "after", "questions"), HEADINGS)
def test_headings_without_marks(blocks: list[str], after: list[str], questions: list[str]) -> None:
    """Numbered lines, and several that are alike, are headings; a single one is asked about; lists are none."""
    found, _, asked = run([ONE, *blocks])
    assert found == [ONE, *after]
    assert asked == questions
    marked, _, _ = run([ONE, *blocks], is_markdown=True)
    assert marked == [ONE, *blocks]


@pytest.mark.parametrize(
    ("caption", "after", "questions"),
    [
        ("▲图为成都的社区。（张三 摄）", "图为成都的社区。（张三 摄）", ["caption"]),
        ("▼ 社区的广场", "社区的广场", ["caption"]),
        ("圖為成都的社區", "圖為成都的社區", ["caption"]),
        ("社区的广场 张三 摄", "社区的广场 张三 摄", ["caption"]),
        ("成都社区的广场。受访者供图", "成都社区的广场。受访者供图", ["caption"]),
        ("图片来源：四川日报", "图片来源：四川日报", ["caption"]),
        ("社区有一座图书馆", "社区有一座图书馆", ["heading"]),
    ],
)
def test_captions(caption: str, after: str, questions: list[str]) -> None:
    """The mark before a caption goes, and the image is asked for."""
    blocks, _, asked = run([ONE, caption, TWO])
    assert blocks == [ONE, after, TWO]
    assert asked == questions


def test_a_caption_below_its_image_is_not_asked_about() -> None:
    """A caption that stands beside an image needs none."""
    _, _, asked = run([ONE, "![](a.jpg)", "▲图为成都的社区。", TWO], is_markdown=True)
    assert asked == []


@pytest.mark.parametrize(
    ("blocks", "title"),
    [
        (
            ["# 三年试点：改变了什么？ {#top}", "2025-11-19 来源：[新华网](https://example.org/a)"],
            "三年试点:改变了什么?",
        ),
        (["三年试点", "——成都的做法", "2025-11-19 来源：新华网"], "三年试点　——成都的做法"),
        (["三年试点", "三年试点", "2025-11-19 \\\n来源：新华网"], "三年试点"),
    ],
)
def test_a_page_whose_title_is_known(blocks: list[str], title: str) -> None:
    """A title that the text repeats is dropped, and what stands below it is read."""
    after, known, _ = run([*blocks, ONE, "## 由来", TWO], is_markdown=True, title=title)
    assert after == [ONE, "## 由来", TWO]
    assert (known.title, known.date, known.publisher) == (title, DAY, "新华网")


def test_the_heading_of_a_further_piece_is_its_title() -> None:
    """A first heading that no other equals is a title; one among equals is none."""
    after, known, _ = run(["## 三年试点", ONE, "### 由来", TWO], is_markdown=True)
    assert (after, known.title) == ([ONE, "### 由来", TWO], "三年试点")
    after, known, _ = run(["## 三年试点", ONE, "## 由来", TWO], is_markdown=True)
    assert (len(after), known.title) == (4, "")


def test_what_is_known_is_kept() -> None:
    """What the head of a file says counts more than what its text says."""
    known = Known(title="别的标题", date="2025", date_found="x", publisher="甲", authors=("乙",))
    found = find_structure(f"2025-11-19 来源：新华网 作者：张三\n\n{ONE}", known, is_markdown=True).known
    assert found == known


def test_titles_get_the_marks_that_texts_get() -> None:
    """The punctuation of a title is restored as that of its text."""
    assert restore_title("成都:三年试点,改变了什么?") == "成都：三年试点，改变了什么？"
    assert restore_title("Charts: how, and why?") == "Charts: how, and why?"


@pytest.mark.parametrize(
    "text",
    [
        "床前明月光，\\\n疑是地上霜。\\\n举头望明月，\\\n低头思故乡。",
        "| 项目 | 数值 |\n| --- | --- |\n| 来源 | 新华网 |\n\n分享经验的办法有三种，都很简单，也都有效。",
        "```\n阅读原文\n一、加强领导\n```\n\n~~~\n分享到\n~~~",
        "    责任编辑：张三\n\n    阅读原文",
        "同志们：\n\n" + ONE + "\n\n谢谢大家！",
        ONE + "\n\n按下面的步骤办理，每一步都有说明，不清楚的可以来问。\n\n扫码登记\n\n下载市民云APP\n\n登录\n\n等候",
        "服务指南\\\n办理地点\n\n" + ONE[:10],
        ONE + "\n\n分享是一种美德。\n\n" + TWO,
        ONE + "\n\n社区\n:   居民自治的地方。\n\n[^x]: 来源：四川日报。",
    ],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    """Verse, tables, code, letters and instructions lose nothing."""
    for is_markdown in (False, True):
        assert not find_structure(text, Known(), is_markdown=is_markdown).findings.edits


@pytest.mark.parametrize("path", sorted((ROOT / "content/articles").glob("*.md")), ids=lambda path: path.stem)
def test_articles_stay_as_they_are(path: Path) -> None:
    """The bodies of articles have nothing to find."""
    body = re.sub(r"\A---\n.*?\n---\n+", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for is_markdown in (False, True):
        found = find_structure(body, Known(), is_markdown=is_markdown)
        assert not found.findings.edits
        assert not found.findings.questions


SCRAPS = (
    *("三年试点改变了什么", "——成都的做法", "党建引领聚合力", "网格治理促和谐", "记者 张三", "张三"),
    *("（记者 张三）", "来源：新华网", "2025-11-19", "11月19日", "责任编辑：李四", "编者按：" + ONE, "编者按"),
    *("开栏的话", "一、加强领导", "（一）明确责任", "1. 清单", "▲▲图为社区", "（李四 摄）", "阅读原文", "分享"),
    *("登录", "相关阅读", "延伸閱讀：某某新聞", "首页 > 正文", "■从小处着手", "【向大处着眼】", "# 标题"),
    *("## 由来", "![](a.jpg)", "```", "    代码", "- 一条", "| 甲 | 乙 |", ONE, TWO + "（张三）"),
    *(TWO + "（记者 张三）（责编：李四）", "四川日报", "四川省人民政府", "2025年11月19日", "* * *", "您好？"),
    *("A", "(", "：", "!!! note", "原标题：某某"),
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(SCRAPS) | st.text(max_size=12), max_size=14),
    st.booleans(),
    st.sampled_from(["\n\n", "\n"]),
)
def test_any_text_is_repaired_once(blocks: list[str], is_markdown: bool, gap: str) -> None:  # noqa: FBT001
    """Whatever blocks a text has, the edits are valid, and the result needs none."""
    text = gap.join(blocks)
    found = find_structure(text, Known(), is_markdown=is_markdown)
    after = track(text).apply(found.findings.edits).text
    assert all(0 <= one.offset <= len(text) for one in found.findings.questions)
    assert not find_structure(after, found.known, is_markdown=is_markdown).findings.edits


AROUND = [
    "首页 新闻 评论 时政 财经 视频 更多",
    "主頁 / 港聞 / 社區",
    "字号：A+ A A-",
    "A- A A+",
    "字級：小 中 大　友善列印",
    "Facebook Twitter WhatsApp 電郵 列印",
    "讚 1,203　分享",
    "加入Google偏好來源",
    "加入LINE好友，新聞不漏接",
    "點我看更多新聞",
    "※本文版權所有，非經授權，不得轉載。",
    "扫一扫在手机打开当前页",
    "网友评论",
    "【查看评论】",
    "还没有评论，快来抢沙发吧！",
    "关于我们 | 联系我们 | 网站地图 | 广告服务",
    "互联网新闻信息服务许可证：32120170001",
    "上一页 1 2 下一页",
    "上一页 **1** 2 下一页",
]


@pytest.mark.parametrize("line", AROUND)
@pytest.mark.parametrize("is_markdown", [True, False])
def test_rows_of_buttons_and_of_parts_belong_to_the_site(line: str, is_markdown: bool) -> None:  # noqa: FBT001
    """What sites put around a text is dropped, wherever it stands."""
    assert run([ONE, line, TWO, THREE, line], is_markdown=is_markdown) == ([ONE, TWO, THREE], Known(), [])


@pytest.mark.parametrize(
    "line", ["大 中 小学的课程", "加入Facebook三年之后", "分享", "社会 教育 健康", "首页 的 改版", "1 2 3"]
)
def test_lines_of_texts_are_no_rows(line: str) -> None:
    """A line with other words than those of buttons stays."""
    assert line in [re.sub("^## ", "", block) for block in run([ONE, line, TWO, THREE])[0]]


def test_a_list_of_other_texts_may_have_questions() -> None:
    """A title that ends in a question mark or a call is no paragraph of the text."""
    others = ["相关阅读", "社区食堂如何走得远？ 2025-08-03", "热门推荐", "1 今冬首场寒潮来袭", "快来看看！"]
    assert run([ONE, TWO, "[责任编辑：徐静]", *others]) == ([ONE, TWO], Known(editors=("徐静",)), [])


def test_a_heading_may_name_its_topic() -> None:
    """A short line with a colon is a heading, unless its label comes again as the name of somebody who speaks."""
    topics = ["食堂：不光要便宜，还要好吃", "公园：边角地里种出风景"]
    assert run([ONE, topics[0], TWO, topics[1], THREE])[0] == [ONE, f"## {topics[0]}", TWO, f"## {topics[1]}", THREE]
    speeches = ["张三：说得好", TWO, "张三：我们再看看", THREE]
    assert run([ONE, *speeches])[0] == [ONE, *speeches]


def test_headings_may_begin_with_straight_quotes_or_follow_captions() -> None:
    """Quotation marks that were folded, or a caption above, do not hide a heading."""
    caption = "图为改造后的口袋公园。 资料图片"
    after = run([ONE, '"小网格"里有"大能量"', TWO, caption, '"一窗办"省去"来回跑"', THREE])[0]
    assert after == [ONE, '## "小网格"里有"大能量"', TWO, caption, '## "一窗办"省去"来回跑"', THREE]


def test_a_known_title_takes_its_subtitle() -> None:
    """A line with a dash right below the title belongs to it, and does not hide the names below."""
    after, known, _ = run(["——社区见闻", "2025-11-19 记者：张三", ONE, TWO], is_markdown=True, title="小院议事")
    assert (after, known.title, known.date) == ([ONE, TWO], "小院议事　——社区见闻", DAY)


def test_the_head_of_an_official_document() -> None:
    """The letterhead names the office, the number stays, and the title is one line, however many it stood on."""
    title = ["云岭县人民政府办公室", "关于印发《村级公共服务", "行动方案》的通知"]
    head = ["云岭县人民政府办公室文件", "云政办发〔2025〕17号", *title, "各乡镇人民政府："]
    signed = ["云岭县人民政府办公室", "2025年6月3日", "（此件公开发布）", "行动方案", TWO]
    after, known, _ = run([*head, ONE, *signed])
    assert after == ["云政办发〔2025〕17号", "各乡镇人民政府：", ONE, *signed]
    assert (known.title, known.publisher) == ("".join(title), title[0])
    assert (known.date, known.date_found) == ("2025-06-03", "in the line “2025年6月3日”")


def test_the_head_of_a_newspaper_page_tells_the_day() -> None:
    """The line above a scanned page has the day, the outlet and those who made the page."""
    head = "6  区 域 新 闻        南方晨报        2024 年 3 月 7 日  星期四        责编:陈默"
    after, known, questions = run([head, "三年试点改变了什么", ONE, TWO])
    assert (after, questions) == ([ONE, TWO], [])
    assert (known.title, known.date, known.publisher) == ("三年试点改变了什么", "2024-03-07", "南方晨报")
    assert known.editors == ("陈默",)


def test_the_name_of_a_part_of_a_page_is_no_title() -> None:
    """Above the first of several briefs stands what they are; their title is below."""
    assert run(["简讯", "临川市举办农民丰收节", ONE, TWO])[:2] == ([ONE, TWO], Known(title="临川市举办农民丰收节"))


def test_names_below_a_dateline_are_those_of_authors() -> None:
    """A text that begins as news reports do is signed, even by one name that is a word."""
    assert run(["沙河乡开通公交", f"本报讯 {ONE}", f"{TWO}（钱 勇）"])[1].authors == ("钱勇",)


def test_the_channels_of_an_outlet_below_its_line_are_no_headings() -> None:
    """What an outlet offers elsewhere belongs to the site where it stands among other such lines."""
    head = ["三下乡", "2025年08月05日 来源：星河日报", "【纠错】 【打印】", "星河日报客户端", "星河日报微信"]
    after, known, _ = run([*head, ONE, TWO])
    assert (after, known.publisher) == ([ONE, TWO], "星河日报")
