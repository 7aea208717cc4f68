"""Tables of the Chinese reader: words that are numbers, and words that only look like numbers."""

from __future__ import annotations

import re

FORMS = str.maketrans(
    "０１２３４５６７８９．％〇萬億兩個點餘級層類項處場組戶歲時鐘間條張臺輛輪屆隊種頁節數週門過後達來紀縣鎮鄉塊筆樓員棟區"
    "進幾業舉長聖變運導體島鳴試計劃規禮豐貳沒徑馬戲軍頭棲爭諸爾範達漲擴",
    "0123456789.%零万亿两个点余级层类项处场组户岁时钟间条张台辆轮届队种页节数周门过后达来纪县镇乡块笔楼员栋区"
    "进几业举长圣变运导体岛鸣试计划规礼丰贰没径马戏军头栖争诸尔范达涨扩",
)
"""Maps full-width signs and the Traditional characters found next to numbers; one to one, which keeps offsets."""
DIGITS = {**{sign: value for value, sign in enumerate("零一二三四五六七八九")}, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
SCALES = {
    **UNITS, **MYRIADS,
    "十万": 10**5, "百万": 10**6, "千万": 10**7, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip

WORDS = re.compile(
    "四川|三峡|三亚|三星堆|九寨|六盘水|五台山|三台县|三圣|千佛|万州|万达|四平市|三明市|九龙|三水区|七里|八里"
    "|三三两两|七上八下|四面八方|五湖四海|千方百计|三心二意|四通八达|三年五载|十全十美|五花八门|三番五次|丢三落四"
    "|不三不四|举一反三|一举两得|千家万户|万众|千万(?=[不别要])|一波三折|不折不扣|三天两头|两全其美|三位一体|百家争鸣"
    "|三轮车|三轮摩托|四周|两岸|四处|百姓|万一|十分(?!钟)|十足|三军|四季|两栖|八卦|三明治|七夕|万岁|百科"
    "|(?<![0-9一二三四五六七八九十两])(?:周|星期|礼拜)[一二三四五六日天]|半径|半岛|半导体|千瓦|千克|千米|千卡|三角|一成不变|[十二八六]+进制|十一(?=黄金周|假期|国庆|长假)"
)
"""Words and names that contain a numeral but are not numbers; they are removed before anything is read."""
COUNTERS = (
    "个月|小时|分钟|季度|周年|世纪|人次|户次|平方|公里|公斤|公顷|部门|部委|大类|"
    "个|名|位|人|户|家|支|场|件|项|次|类|种|级|层|处|所|座|条|份|篇|页|章|节|点|岁|年|月|天|日|周|秒|元|倍|批|组|期|张|只|辆|"
    "间|套|艘|轮|届|队|大|代|步|方面|行|款|幅|本|册|袋|台|栋|幢|楼|亩|米|吨|度|门|道|块|笔|市|县|镇|乡|村|委|年级|季|股|亿|万"
)
"""Counters: a small numeral before one of them is a quantity that a translation keeps."""
NOT_COUNTED = "(?!年轻|大多|级甲|点半)"
"""Excludes words that only look like counters: 三级甲等, 三点半."""
NUMERALS = "零一二三四五六七八九十百千万亿两"
