"""The data of a page's search box: addresses, and its texts in the edition's language."""

from __future__ import annotations

from typing import Any

from duizhao.editing.addresses import ARTICLES, folder_address, relative_address, relative_folder
from duizhao.editing.pages import EditionContext
from duizhao.editions import Edition
from duizhao.search.documents import FOLDER, MANIFEST

TEXTS = {
    "search": "搜索",
    "placeholder": "搜索文章",
    "clear": "清除",
    "close": "关闭",
    "loading": "正在搜索…",
    "results": "{n}个结果",
    "none": "没有找到相关内容",
    "tips": "简体、繁体都可以输入，换一个更短的词、去掉引号或筛选条件再试。",
    "browse": "全部文章",
    "failed": "搜索数据没有加载成功。",
    "retry": "重试",
    "all": "搜索全部版本",
    "theme": "专题",
    "region": "地区",
    "year": "年份",
    "filter": "筛选",
    "any": "不限",
    "sort": "排序",
    "relevance": "按相关度",
    "newest": "按日期",
    "more": "更多结果",
    "everything": "查看全部结果",
    "other": "以下页面的其他语言版本含有这些词。",
    "pinyin": "按拼音找到以下内容。",
    "part": "没有完全一致的内容，以下页面含有其中一部分。",
    "keys": "↑↓选择，Enter打开，Esc关闭",
}
"""The texts of the search box, by the keys that the browser uses."""


def search_address(edition: Edition) -> str:
    """Return the address of an edition's results page."""
    return folder_address(edition, f"{FOLDER}/")


def make_search_interface(context: EditionContext, start: str) -> dict[str, Any]:
    """Build the data that the browser needs before the first search.

    Args:
        context: The context of the edition.
        start: The address of the page.

    Returns:
        `edition`, the `locale` of its dates, the relative addresses of `root` (the site), `index` (its folder),
        `manifest`, `page` (results) and `articles`, and `texts`.
    """
    edition = context.edition
    return {
        "edition": edition.code,
        "locale": edition.locale.replace("_", "-"),
        "root": relative_folder("", start),
        "index": relative_folder(f"{FOLDER}/", start),
        "manifest": relative_address(f"{FOLDER}/{MANIFEST}", start),
        "page": relative_address(search_address(edition), start),
        "articles": relative_address(folder_address(edition, ARTICLES), start),
        "texts": {name: context.texts(text).text for name, text in TEXTS.items()},
    }
