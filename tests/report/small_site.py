"""A small site as a mapping of files."""

from __future__ import annotations

FILES = {
    "mkdocs.yml": """\
        site_name: 治理报告
        site_url: https://example.org/
        docs_dir: content
        plugins: [duizhao]
        """,
    "content/index.md": "---\ntitle: 首页\n---\n\n见[试点](articles/pilot.md#goals)与[图](map.svg)。\n",
    "content/map.svg": "<svg/>",
    "content/pages/about.md": "---\ntitle: 关于\n---\n\n说明。\n",
    "content/themes.yml": "- {id: digital, name: 数字治理}\n",
    "content/regions.yml": "- {id: sichuan, name: 四川}\n",
    "content/sources.yml": """\
        - {id: huaxi2021, title: 华西日报, date: 2024-04, publisher: 报社}
        - {id: notes, title: 记录, title_kind: working, date: "2024", date_inferred: true}
        """,
    "content/articles/pilot.md": """\
        ---
        title: 头发试点
        date: 2026-03-02
        theme: digital
        regions: [sichuan]
        period: 2020/2022
        sources: [notes, huaxi2021]
        summary: 一句摘要。
        tags: [试点]
        authors: [张三]
        ---

        ## 目标 {#goals}

        见[另一篇](plan.md)和[首页](../index.md)、[外](https://example.com)、[上](#goals)、[无](none.md)。
        """,
    "content/articles/plan.md": """\
        ---
        title: 计划
        date: 2026-03-01
        theme: digital
        sources: [notes]
        ---

        为群众服务。
        """,
    "translations/en/articles/plan.po": """\
        msgid "计划"
        msgstr "Plan"

        msgid "为群众服务。"
        msgstr "Serve the people."
        """,
    "translations/en/articles/pilot.po": 'msgid "头发试点"\nmsgstr ""\n',
    "translations/en/site.po": 'msgid "数字治理"\nmsgstr "Digital"\n',
}
