"""The texts of the templates, and their English: what a page says around an article.

Written in Simplified Chinese, as `_("…")` in the templates; Traditional comes from
conversion, English from here, every other language from the site's own catalog.
"""

from __future__ import annotations

from collections.abc import Mapping

INTERFACE_SCRIPT = "zh-Hans"
"""What the texts are written in, whatever the site is."""
INTERFACE: Mapping[str, str] = {
    "首页": "Home",
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
    "日期系据内容推定": "date inferred from the content",
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
    "草稿": "Draft",
    "本报告有以下版本": "This report is published in these editions",
    "切换到深色": "Switch to dark mode",
    "切换到浅色": "Switch to light mode",
}
"""Source text to English."""
