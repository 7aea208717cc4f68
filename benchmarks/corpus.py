"""A made-up site of any size, the same for the same seed: `python benchmarks/corpus.py FOLDER --articles 1000`.

Its articles are like real ones: 1,000 to 1,500 characters in sections, with a table, footnotes, a list and links to one
another; every third one is written in Traditional script. Each has a complete English catalog. The sentences are put
together from phrases, so that they convert and search like prose, though they say nothing.
"""

from __future__ import annotations

import argparse
import random
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml

from duizhao.options import Options
from duizhao.pipeline import prepare
from duizhao.script.convert import make_converter
from duizhao.translation.catalog import new_po, write_po
from duizhao.translation.catalog_files import list_all_catalog_files
from duizhao.translation.merge import merge

THEMES = {
    "institutions": "体制机制",
    "people": "队伍建设",
    "services": "社区服务",
    "law": "平安法治",
    "digital": "数字赋能",
}
REGIONS = {
    "sichuan": "四川省",
    "chengdu": "成都市",
    "suining": "遂宁市",
    "neijiang": "内江市",
    "dazhou": "达州市",
    "panzhihua": "攀枝花市",
}
SUBJECTS = (
    "各县（市、区）",
    "街道办事处",
    "社区党组织",
    "村民委员会",
    "网格员",
    "志愿服务队",
    "人民调解委员会",
    "社会工作者",
    "业主委员会",
    "派出所",
    "便民服务中心",
    "驻村干部",
)
TIMES = (
    "三年来",
    "2021年以来",
    "试点期间",
    "去年第三季度",
    "当月",
    "第二批试点启动后",
    "入冬前",
    "会后",
    "2024年上半年",
    "换届以后",
)
ACTIONS = (
    "走访住户{n}万户次",
    "收集意见{n}条",
    "化解矛盾纠纷{n}件",
    "改造老旧院落{n}处",
    "新建服务站点{n}个",
    "培训骨干{n}人次",
    "制定并公布服务清单{n}项",
    "把服务台搬到家门口",
    "召开院坝会议{n}场",
    "清理挂牌{n}块",
    "修复路灯{n}盏",
    "接听热线{n}次",
    "核发证照{n}份",
    "发布预警信息{n}条",
    "征求居民意见{n}份",
    "复查台账{n}本",
)
RESULTS = (
    "办理时间缩短了近三成",
    "居民不必往返奔波",
    "表格减少了一半",
    "诉求能在当日得到答复",
    "干部能腾出手来入户",
    "上下游的衔接更为顺畅",
    "原有的台账合并为一本",
    "结果在公示栏和网络平台同时公布",
    "做法写入了当地的规范",
    "其余事项留待下一阶段",
    "覆盖范围扩大到全部行政村",
    "经费由区县和镇街共同承担",
)
HEADINGS = ("背景与范围", "做法", "数字", "分工", "服务场景", "尚待说明之处", "与其他地区的比较", "下一步")
ENGLISH = (
    "visits to households",
    "opinions collected",
    "disputes settled",
    "compounds renovated",
    "service points opened",
    "training sessions held",
    "the work was divided between townships and villages",
    "the results were published on notice boards and online",
    "forms were cut by half",
    "requests were answered within the day",
    "coverage was extended to all villages",
    "the remaining items were left to the next phase",
)
NAMES = ("治理观察", "社区记录", "试点回顾", "服务清单", "网格手记", "调解笔记", "数据说明", "院落改造")
CONFIGURATION = """\
site_name: 基准语料
site_description: 为测量而生成的站点。
site_url: https://example.org/bench/
docs_dir: content
theme: {{name: material, custom_dir: templates, font: false, language: zh, features: [navigation.indexes]}}
plugins:
  - duizhao:
      editions: [{editions}]
"""
FIRST_DAY = date(2020, 1, 1)
SEED = 20260501


@dataclass(frozen=True, slots=True)
class Corpus:
    """The parameters of a corpus."""

    articles: int
    editions: tuple[str, ...] = ("zh-Hans", "zh-Hant-TW", "en")
    seed: int = SEED


def make_corpus(folder: Path, corpus: Corpus) -> None:
    """Write the whole site, including catalogs, over an older one.

    Args:
        folder: The folder to write; its content is deleted.
        corpus: The parameters.
    """
    if folder.exists():
        shutil.rmtree(folder)
    articles = folder / "content" / "articles"
    articles.mkdir(parents=True)
    _write_frame(folder, corpus)
    to_traditional = make_converter("zh-Hans", "zh-Hant-TW").convert
    for number in range(corpus.articles):
        text = make_article(number, corpus)
        if number % 3 == 2:  # noqa: PLR2004 -- every third one
            # Text other than prose is ASCII, which no conversion changes.
            text = to_traditional(text)
        (articles / f"{slug(number)}.md").write_text(text, "utf-8")
    _write_catalogs(folder, corpus)


def slug(number: int) -> str:
    """Return the slug of an article."""
    return f"report-{number:05d}"


def make_article(number: int, corpus: Corpus) -> str:
    """Make one article in Simplified script; the same number and seed give the same text."""
    chance = random.Random(f"{corpus.seed}-{number}")
    region = chance.choice(list(REGIONS))
    theme = list(THEMES)[number % len(THEMES)]
    day = FIRST_DAY + timedelta(days=number % 2200)
    title = f"{REGIONS[region]}{chance.choice(NAMES)}之{number + 1}"
    parts = [
        "\n".join(
            (
                "---",
                f"title: {title}",
                f"date: {day.isoformat()}",
                f"theme: {theme}",
                f"regions: [{region}]",
                f"period: {day.year}",
                f"sources: [report{number % 5}]",
                f"summary: {_sentence(chance)}",
                f"tags: [{chance.choice(NAMES)}]",
                "---",
            )
        ),
        _paragraph(chance, 3) + "[^scope]",
    ]
    bodies = (_make_list(chance), _make_table(chance), _paragraph(chance, 3), _make_link(chance, corpus))
    for heading, body in zip(chance.sample(HEADINGS, len(bodies)), bodies, strict=True):
        parts += [f"## {heading}", _paragraph(chance, 4), body]
    parts += [f"[^scope]: {_sentence(chance)}", f"[^more]: {_sentence(chance)}"]
    return "\n\n".join(parts) + "\n"


def _make_list(chance: random.Random) -> str:
    return "\n".join(f"- **{chance.choice(SUBJECTS)}**：{_clause(chance)}。" for _ in range(4))


def _make_table(chance: random.Random) -> str:
    rows = [f"| {chance.choice(SUBJECTS)} | {chance.randint(2, 999)} | {chance.randint(2, 99)}% |" for _ in range(4)]
    return "\n".join(["| 项目 | 数量 | 比例 |", "|---|--:|--:|", *rows])


def _make_link(chance: random.Random, corpus: Corpus) -> str:
    other = chance.randrange(corpus.articles)
    return f"{_paragraph(chance, 3)}另见[第{other + 1}篇]({slug(other)}.md)。[^more]"


def _clause(chance: random.Random) -> str:
    return chance.choice(ACTIONS).format(n=chance.randint(2, 9800))


def _sentence(chance: random.Random) -> str:
    when, who, what = chance.choice(TIMES), chance.choice(SUBJECTS), chance.choice(RESULTS)
    return f"{when}，{who}{_clause(chance)}，{_clause(chance)}，{what}。"


def _paragraph(chance: random.Random, sentences: int) -> str:
    return "".join(_sentence(chance) for _ in range(sentences))


def _write_frame(folder: Path, corpus: Corpus) -> None:
    """Write the files other than articles and catalogs."""
    content = folder / "content"
    (folder / "templates").mkdir()
    (folder / "mkdocs.yml").write_text(CONFIGURATION.format(editions=", ".join(corpus.editions)), "utf-8")
    (content / "index.md").write_text(
        "---\ntitle: 基准语料\nsummary: 为测量而生成的站点。\n---\n\n文章由短语拼成，没有内容。\n", "utf-8"
    )
    themes = [{"id": name, "name": chinese, "summary": f"{chinese}方面的文章。"} for name, chinese in THEMES.items()]
    regions = [
        {"id": name, "name": chinese, "level": "province" if name == "sichuan" else "prefecture"}
        for name, chinese in REGIONS.items()
    ]
    sources = [
        {
            "id": f"report{n}",
            "title": f"年度报告{n}",
            "title_kind": "original",
            "publisher": "观察编辑部",
            "date": f"202{n}",
            "genre": "报告",
        }
        for n in range(5)
    ]
    for name, rows in (("themes", themes), ("regions", regions), ("sources", sources)):
        (content / f"{name}.yml").write_text(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False), "utf-8")


def _write_catalogs(folder: Path, corpus: Corpus) -> None:
    """Translate every message of every catalog, the same way at every run."""
    site = prepare(folder, Options()).site
    for file in list_all_catalog_files(site):
        chance = random.Random(f"{corpus.seed}-{file.path}")
        po = new_po(file.language, "zh-Hans")
        merge(po, file.messages)
        for entry in po:
            entry.msgstr = chance.choice(ENGLISH).capitalize() + f" in {chance.randint(2019, 2026)}."
        write_po(po, site.settings.root / file.path)


def main() -> None:
    """Make a corpus from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    make_corpus(options.folder, Corpus(options.articles, seed=options.seed))
    print(f"{options.articles} articles in {options.folder}")


if __name__ == "__main__":
    main()
