"""The texts of the templates around an article, with their English translations.

The texts are written in Simplified Chinese, as `_("…")` in the templates. Traditional Chinese is
made by conversion, English comes from this module, every other language from the site's own catalog.
"""

from __future__ import annotations

from collections.abc import Mapping

INTERFACE_SCRIPT = "zh-Hans"
"""The script of the texts, regardless of the script of the site."""
FIGURE_WORDS: Mapping[str, str] = {
    "超过{number}": "more than {number}",
    "近{number}": "nearly {number}",
    "至少{number}": "at least {number}",
    "约{number}": "about {number}",
    "不超过{number}": "at most {number}",
    "不足{number}": "less than {number}",
    "一": "one",
    "两": "two",
    "三": "three",
    "四": "four",
    "五": "five",
    "六": "six",
    "七": "seven",
    "八": "eight",
    "九": "nine",
    "十": "ten",
    "十一": "eleven",
    "十二": "twelve",
}
"""Texts around the number of a figure, and small numbers in words; for sites that have figures."""
CHART_WORDS: Mapping[str, str] = {
    "无数据": "no data",
    "单位：{}": "Unit: {}",
    "来源：{}": "Source: {}",
    "注：{}": "Note: {}",
    "数据": "Data",
    "项目": "Item",
    "下载{}": "Download {}",
    "下限": "lower bound",
    "约数": "approximate",
    "上限": "upper bound",
    "嵌入": "Embed",
    "复制嵌入代码": "Copy the code to embed",
    "已复制": "Copied",
}
"""Texts around every chart; `{}` stands for the unit, the sources, the note, or the format of a file."""
BOX_WORDS: Mapping[str, str] = {
    "备注": "Note",
    "参见": "See also",
    "提要": "Abstract",
    "要点": "In short",
    "说明": "Info",
    "待办": "To do",
    "提示": "Tip",
    "重要": "Important",
    "成功": "Success",
    "完成": "Done",
    "问题": "Question",
    "帮助": "Help",
    "常见问题": "FAQ",
    "警告": "Warning",
    "小心": "Caution",
    "注意": "Attention",
    "失败": "Failure",
    "缺失": "Missing",
    "危险": "Danger",
    "错误": "Error",
    "缺陷": "Bug",
    "举例": "Example",
    "引文": "Quote",
}
"""Titles of boxes that have none of their own, by their types; for sites that have such boxes. 摘要 is one, too."""
NOTE_WORDS: Mapping[str, str] = {
    "返回正文（注{number}）": "Back to the text (note {number})",
    "返回正文第{place}处（注{number}）": "Back to place {place} in the text (note {number})",
}
"""Names of the links back from footnotes; for sites that have footnotes."""
SORT_WORDS: Mapping[str, str] = {"升序": "ascending", "降序": "descending", "原来的顺序": "original order"}
"""What is said when a reader sorts a table; for sites that have tables to sort."""
INTERFACE: Mapping[str, str] = {
    **FIGURE_WORDS,
    **CHART_WORDS,
    **BOX_WORDS,
    **NOTE_WORDS,
    **SORT_WORDS,
    "数值": "Value",
    "首页": "Home",
    "时间线": "Timeline",
    "数据一览": "Figures",
    "相关数据": "Figures",
    "地点": "Place",
    "术语": "Glossary",
    "主要数据": "Key figures",
    "举措": "Actions",
    "举措和事件": "Actions and events",
    "事件": "Event",
    "相关事件": "Events",
    "下辖地区": "Places within it",
    "方格中的数字是当地及其下辖地区的文章、数据和举措总数。": (
        "The number in each square counts the articles, figures and actions on the place and on those within it."
    ),
    "尚无内容": "nothing yet",
    "按年份的举措和事件": "Actions and events by year",
    "圆点是举措，方块是事件，按年份排列，上方的数字是合计；横条是跨年的举措和事件，条内的数字是项数。": (
        "Dots are actions and squares are events, by year, with their total above. "
        "Bars are actions and events that lasted over several years, with their number inside."
    ),
    "定期举行": "Held regularly",
    "时间未注明": "No date given",
    "截至{date}": "as of {date}",
    "名称": "Name",
    "时间": "Date",
    "来源": "Source",
    "全部": "All",
    "筛选": "Filter",
    "共{all}项，显示{shown}项": "{shown} of {all} figures",
    "下载全部数据": "Download all figures",
    "本报告的文章、数据和举措涉及的地方，按省、市（州）、县排列。": (
        "The places that the articles, figures and actions of this report are about, by province, city and county."
    ),
    "本报告所记的事件和举措，按年份排列。": "The events and actions in this report, by year.",
    "本报告的全部数据，每一项注明地区、时间和来源，可以筛选和下载。": (
        "All figures in this report, each with its place, time and source, to filter and to download."
    ),
    "本报告所用术语的解释，附其他版本的说法。": (
        "The terms used in this report, explained, with what the other editions call them."
    ),
    "本报告依据的资料，以及从每一份资料中取用的数据、举措和文章。": (
        "The publications this report rests on, and the figures, actions and articles taken from each."
    ),
    "本报告中有关{name}的文章、数据和举措。": "Articles, figures and actions on {name}.",
    "专题": "Themes",
    "文章": "Articles",
    "最新文章": "Latest articles",
    "全部文章": "All articles",
    "阅读全文": "Read the article",
    "语言版本": "Language and script",
    "发布日期": "Published",
    "地区": "Regions",
    "时间范围": "Period covered",
    "摘要": "Summary",
    "资料来源": "Sources",
    "标签": "Tags",
    "作者": "Authors",
    "所属专题": "Theme",
    "日期据内容推定": "date inferred from the content",
    "工作标题": "working title",
    "本页部分段落尚无译文，以原文显示。": "Parts of this page are not translated yet and are shown in the original.",
    "已译比例": "Translated",
    "下列段落的原文已改动，旧译文仅供参考。": "The Chinese text has changed since this was translated:",
    "未译": "Not translated yet",
    "旧译文": "Outdated translation",
    "找不到页面": "Page not found",
    "此地址没有页面。可以从下列入口继续。": "There is no page at this address. You can go on from here.",
    "请选择版本": "Choose an edition",
    "篇": "articles",
    "第{n}页，共{total}页": "Page {n} of {total}",
    "分页": "Pages of this list",
    "上一页": "Previous page",
    "下一页": "Next page",
    "草稿": "Draft",
    "本报告有以下版本": "This report is published in these editions",
    "搜索": "Search",
    "搜索文章": "Search the articles",
    "清除": "Clear",
    "关闭": "Close",
    "正在搜索…": "Searching…",
    "{n}个结果": "{n} results",
    "没有找到相关内容": "Nothing was found",
    "简体、繁体都可以输入，换一个更短的词、去掉引号或筛选条件再试。": (
        "Try a shorter word, in English or in either script of Chinese, or remove quotation marks and filters."
    ),
    "搜索数据没有加载成功。": "The search data could not be loaded.",
    "重试": "Try again",
    "搜索全部版本": "Search all editions",
    "年份": "Year",
    "不限": "Any",
    "排序": "Sort by",
    "按相关度": "Relevance",
    "按日期": "Date",
    "更多结果": "More results",
    "查看全部结果": "All results",
    "以下页面的其他语言版本含有这些词。": "These pages hold the words in another language.",
    "按拼音找到以下内容。": "Found by pinyin.",
    "没有完全一致的内容，以下页面含有其中一部分。": "No page holds all of it; these hold a part.",
    "↑↓选择，Enter打开，Esc关闭": "↑↓ to choose, Enter to open, Esc to close",
    "阅读本页的{edition}版本": "Read this page in {edition}",
    "对照": "Compare",
    "对照阅读": "Read side by side",
    "显示方式": "Layout",
    "并排": "Side by side",
    "点一段，看一段": "Below a paragraph, on demand",
    "标记": "Marks",
    "对应的句子": "Matching sentences",
    "一简对多繁的字": "Characters with several traditional forms",
    "对照的版本没有加载成功。": "The other edition could not be loaded.",
    "切换到深色": "Switch to dark mode",
    "切换到浅色": "Switch to light mode",
}
"""English translations by source text."""
