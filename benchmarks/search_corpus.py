"""A seeded corpus for the search benchmark: articles with the same content in Chinese and English."""

from __future__ import annotations

import random
from datetime import date, timedelta
from html import escape

import opencc

from duizhao.search.documents import SearchDocument, Version

SEED = 20260315
BLOCKS = 12
FIRST_DAY = date(2016, 1, 1)
DAYS = 3650
THEMES = ("institutions", "people", "services", "safety", "digital")
PLACES = {
    "成都": "Chengdu", "自贡": "Zigong", "攀枝花": "Panzhihua", "泸州": "Luzhou", "德阳": "Deyang", "绵阳": "Mianyang",
    "广元": "Guangyuan", "遂宁": "Suining", "内江": "Neijiang", "乐山": "Leshan", "南充": "Nanchong", "眉山": "Meishan",
    "宜宾": "Yibin", "广安": "Guangan", "达州": "Dazhou", "雅安": "Yaan", "巴中": "Bazhong", "资阳": "Ziyang",
    "阿坝": "Aba", "甘孜": "Garze", "凉山": "Liangshan",
}  # fmt: skip
TOPICS = {
    "社会治理": "social governance", "网格化管理": "grid management", "人民调解": "people's mediation",
    "志愿服务": "volunteer service", "社区警务": "community policing", "信访事项": "petition cases",
    "乡镇行政区划": "township divisions", "村级建制调整": "village mergers", "网络安全": "network security",
    "信息系统": "information systems", "软件平台": "software platforms", "数据库建设": "database construction",
    "服务器维护": "server maintenance", "智能手机培训": "smartphone training", "打印材料": "printed material",
    "视频会议": "video meetings", "公共服务设施": "public service facilities", "老旧小区改造": "renewal of old estates",
    "物业管理": "property management", "居民议事会": "residents' councils", "积分兑换": "exchange of points",
    "道德银行": "morality banks", "易地搬迁": "relocation", "普法宣传": "legal education", "矛盾纠纷": "disputes",
    "防灾减灾": "disaster prevention", "地质灾害监测": "geological monitoring", "应急指挥": "emergency command",
    "基层减负": "lighter burdens", "报表填写": "form filling", "快递员权益": "couriers' rights",
    "网约车司机": "ride-hailing drivers", "出租车管理": "taxi regulation", "党建引领": "party building",
    "社会工作者": "social workers", "干部培训": "cadre training", "理发店志愿队": "barber volunteers",
    "发展规划": "development planning", "后勤保障": "logistics", "面粉补贴": "flour subsidies",
    "钟楼修缮": "clock tower repair", "里程统计": "mileage statistics", "台风预警": "typhoon warnings",
    "云计算中心": "cloud computing centres", "干旱应对": "drought response", "松树防护": "pine protection",
    "5G基站": "5G base stations", "GDP核算": "GDP accounting", "AI客服": "AI assistants", "12345热线": "12345 hotlines",
    "水利设施": "water works", "电梯加装": "lift installation", "养老食堂": "canteens for the elderly",
    "儿童之家": "children's homes", "残疾人服务": "services for the disabled", "垃圾分类": "waste sorting",
    "河道巡查": "river patrols", "森林防火": "forest fire prevention", "教育资源": "education resources",
    "医疗卫生": "health care",
}  # fmt: skip
ACTIONS = {
    "推进了": "advanced", "试行了": "piloted", "总结了": "reviewed", "调整了": "adjusted", "公布了": "published",
    "评估了": "assessed", "协调了": "coordinated", "检查了": "inspected", "完善了": "improved", "登记了": "registered",
}  # fmt: skip
RESULTS = {
    "群众反映的问题减少了": "complaints from residents fell",
    "办理时间明显缩短": "procedures became clearly shorter",
    "经费由市里统一安排": "funds were arranged by the city",
    "材料没有交代口径": "the sources do not define the count",
    "各部门分工更加清楚": "departments divided the work more clearly",
    "居民代表参加了讨论": "representatives of residents took part in the discussion",
    "相关做法写入了地方规章": "the practice was written into local rules",
    "下一步还需要观察": "the next steps remain to be seen",
}
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = "伟芳娜敏静丽强磊洋勇艳杰娟涛明超秀霞平刚桂兰云里发后丰台松余谷干斗面钟志"


def make_corpus(count: int) -> list[SearchDocument]:
    """Make articles, the same at every run.

    Args:
        count: The number of articles.

    Returns:
        One document per article with a page in Simplified, Traditional and English.
    """
    chance = random.Random(SEED)
    convert = opencc.OpenCC("s2twp").convert
    topics, weights = list(TOPICS), [1 / (number + 3) for number in range(len(TOPICS))]
    chance.shuffle(topics)
    documents = []
    for number in range(count):
        own = list(dict.fromkeys(chance.choices(topics, weights, k=3)))
        place = chance.choice(list(PLACES))
        chinese, english = _make_texts(chance, own, place)
        traditional = convert("\n".join(chinese)).split("\n")
        name = f"a{number:05}"
        versions = tuple(
            Version(code, f"{folder}/articles/{name}/", texts[0], texts[1], _make_html(texts[2:]))
            for code, folder, texts in (
                ("zh-Hans", "zh-hans", chinese),
                ("zh-Hant-TW", "zh-hant", traditional),
                ("en", "en", english),
            )
        )
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        theme, region = chance.choice(THEMES), PLACES[place].lower()
        documents.append(SearchDocument("article", name, day, theme, (region,), versions))
    return documents


def _make_texts(chance: random.Random, topics: list[str], place: str) -> tuple[list[str], list[str]]:
    """Make title, summary and blocks in both languages."""
    first = topics[0]
    chinese = [f"{place}的{first}", f"介绍{place}怎样开展{'、'.join(topics)}。"]
    english = [
        f"{TOPICS[first].capitalize()} in {PLACES[place]}",
        f"How {PLACES[place]} works on {', '.join(TOPICS[one] for one in topics)}.",
    ]
    for _block in range(BLOCKS):
        topic = chance.choice(topics)
        year, number = chance.randint(2010, 2025), chance.randint(2, 9999)
        person = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2))
        action, result = chance.choice(list(ACTIONS)), chance.choice(list(RESULTS))
        span = chance.randint(1, 9)
        chinese.append(f"{year}年，{place}{action}{topic}，涉及{number}个村，为期{span}年。据{person}介绍，{result}。")
        english.append(
            f"In {year}, {PLACES[place]} {ACTIONS[action]} {TOPICS[topic]} in {number} villages for {span} years. "
            f"According to an official, {RESULTS[result]}."
        )
    return chinese, english


def _make_html(blocks: list[str]) -> str:
    """Return blocks as the HTML of a page."""
    return "".join(f'<p data-block="{number}">{escape(text)}</p>\n' for number, text in enumerate(blocks))
