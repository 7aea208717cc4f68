"""Lines with names and nothing else: those of authors, of editors, and signatures at the end of pieces."""

from __future__ import annotations

import re

from duizhao.importing.blocks.line_kinds import HEADING_WIDTH, ends_sentence, is_byline, measure

SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭田董袁潘于蒋蔣"
    "蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范石廖贾賈夏韦韋付傅方白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀"
    "顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關"
    "兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂成苗谷曲盛冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解"
    "牟艾尤时時穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁窦竇戚岑党宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔"
)
"""The characters that Chinese family names begin with."""
ANY_NAME = r"[\u4e00-\u9fff](?:[^\S\n]?[\u4e00-\u9fff]){1,3}|[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,6}"
SIGNATURE = re.compile(
    rf"[（(](?:[\u4e00-\u9fff]{{0,12}}(?:[记記]者|通[讯訊][员員]|作者|[整摘][理编編]|[文图圖摄攝][/／]))?(?:[^\S\n]|[：:])?"
    rf"((?:{ANY_NAME})(?:[^\S\n、，,]{{1,2}}(?:{ANY_NAME})|[、，,](?:{ANY_NAME})){{0,4}})[）)]$"
)
"""Names in brackets at the end of a piece."""
REPORTER = re.compile("[记記]者|通[讯訊][员員]")
SURNAME = f"[{''.join(sorted(SURNAMES))}]"
AMONG_NAMES = re.compile(
    rf"(?:(?![简簡][讯訊报報]){SURNAME}[\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]|[\u4e00-\u9fff]{{1,6}}·[\u4e00-\u9fff]{{1,6}}"
    r"|(?:[欧歐][阳陽]|司[马馬]|上官|[诸諸]葛|令狐|皇甫|[东東]方|公[孙孫])[\u4e00-\u9fff]{1,2}"
    r"|(?:本[报報刊台臺网網])?(?:[见見實实][习習](?:生|[记記]者)|(?:特[约約派])?[记記]者|通[讯訊][员員])[\u4e00-\u9fff]{0,4}"
    r"|[文图圖摄攝影]{1,2}|(?:[摄攝]影|[整综綜][理合])[报報][道導]|[发發]自[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{2,4}(?:電|[报報][道導]))$|[文图圖摄攝]影?[/／：:]"
)
"""What may follow after blanks in a line with the names of authors."""
CREDITS = re.compile(
    r"[（(]?(?:[责責]任?[编編][辑輯]?|[编編][辑輯]|[签簽][发發]|[监監]制|校[对對]|[审審]核)[：:/／|\s]"
)
"""The line of editors at the end of a piece."""
AMONG_CREDITS = re.compile(
    "(?:[责責]任?[编編]|[编編][辑輯]|[监監]制|[校审審][对對核订訂阅閱]|版式|[图圖]片|美[编編]|[设設][计計]|[制製]?[图圖作]|策[划劃]|[统統]筹?)[^\\s：:]{0,4}[：:]"
)
"""What may follow after blanks in a line of editors."""
RUBRIC = re.compile(
    "(?:[各本]地|[简簡短快要][讯訊闻聞]|[图圖]片新[闻聞]|一句[话話]新[闻聞]|[综綜]合|[动動][态態]|信息|[资資][讯訊]|新[闻聞]|[简簡][报報明]|快[递遞报報]|速[递遞]){1,3}"
)
"""The name of a part of a page, above several briefs."""
MAY_STAND_ALONE = re.compile(r"^[□■◎◇●]?\s?[（(文图圖责責编編签簽监監校审審]|版|年.{1,16}日|[记記]者|通[讯訊]|[习習]生")
"""What each line that stands alone has, and few others."""
PAGE_NAME = re.compile(
    r"第?(?:[A-D]?[0-9]{1,3}|[一二三四五六七八九十]{1,3})版(?:[^\S\n]?[：:·|][^\S\n]?[\u4e00-\u9fff]{2,6}|[^\S\n]{1,4}[\u4e00-\u9fff]{2,4}(?=\s|$))?"
)
"""The number of a newspaper's page, with its name."""
DAY_NAME = re.compile(
    r"[0-9]{4}[^\S\n]?年[^\S\n]?[0-9]{1,2}[^\S\n]?月[^\S\n]?[0-9]{1,2}[^\S\n]?日[^\S\n]{0,8}"
    r"(?:[（(]?(?:星期|[周週])[一二三四五六日天][）)]?(?:[^\S\n][^。，,]{0,20})?)?"
)
"""The day at the head of a page, with that of the week."""
OUTLET_NAME = re.compile(r"^[\u4e00-\u9fff]{2,8}[报報刊](?=\s)|(?<=\s)[\u4e00-\u9fff]{2,8}[报報刊]$")
"""The name of a newspaper, at either end of such a line."""
JUMP = re.compile(
    r"[（(【\[][^\S\n]?(?:下?[转轉接]|上?[接承])[^\n（()）【】\[\]。，,]{0,8}(?:[0-9]{1,3}|[一二三四五六七八九十上下前后後]{1,3})[^\S\n]?[版页頁面][^\n（()）【】\[\]。，,]{0,8}[）)】\]]"
)
"""A note that leads to another page of a newspaper."""
CELL_GAP = re.compile(r"[^\S\n]{2,}")
FEWEST_CELLS, MOST_CELLS, LONGEST_HEAD = 3, 8, 160
NOT_HEAD = re.compile("[。！？!?，,；;]")
DAY_PART = re.compile("[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日$|星期[一二三四五六日天]$|[周週][一二三四五六日]$")
"""What may follow after blanks in the head of a page."""


def is_page_head(text: str) -> bool:
    """Return whether a line is the head of a newspaper's page, with its number and perhaps the day."""
    if list_head_cells(text):
        return True
    found = PAGE_NAME.search(text[:HEADING_WIDTH]) if "版" in text else None
    if found is None:
        return False
    rest = (text[: found.start()] + text[found.end() :]).strip()
    rest = OUTLET_NAME.sub("", rest, count=1).strip()
    return not rest or DAY_NAME.fullmatch(rest) is not None


def list_head_cells(text: str) -> list[str]:
    """List the parts of the head of a newspaper's page, one of which is the day; none if a line is anything else."""
    if (
        len(text) > LONGEST_HEAD
        or "年" not in text
        or "  " not in text.replace("\u3000", "  ")
        or NOT_HEAD.search(text)
    ):
        return []
    cells = CELL_GAP.split(text.strip())
    if not FEWEST_CELLS <= len(cells) <= MOST_CELLS:
        return []
    return cells if any(DAY_NAME.fullmatch(cell) for cell in cells) else []


def stands_alone(text: str) -> bool:
    """Return whether a line is a block by itself, whatever stands around it: names, or the head of a page."""
    if not MAY_STAND_ALONE.search(text) or measure(text) > HEADING_WIDTH:
        return False
    is_credits = CREDITS.match(text) is not None and re.search("[。！？!?，,；;]", text) is None
    return (
        is_signature(text)
        or JUMP.fullmatch(text) is not None
        or is_credits
        or is_page_head(text)
        or DAY_NAME.fullmatch(text) is not None
        or is_line_of_authors(text)
    )


def goes_on(before: str, after: str) -> bool:
    """Return whether blanks stand within a line that stands alone: of authors, of editors, or the head of a page.

    Args:
        before: What stands before the blanks in the same block.
        after: What stands behind them, up to the next ones.
    """
    if AMONG_NAMES.match(after) and (is_byline(before) or is_byline(f"{before} {after}")):
        return True
    if CREDITS.match(before) and (AMONG_CREDITS.match(after) or AMONG_NAMES.match(after)):
        return True
    return (is_page_head(before) or DAY_NAME.fullmatch(before) is not None) and DAY_PART.match(after) is not None


def is_line_of_authors(text: str) -> bool:
    """Return whether a line certainly has the names of authors and nothing else: after blanks, only names follow."""
    parts = text.split()
    return len(parts) > 1 and is_byline(text) and all(AMONG_NAMES.match(part) for part in parts[1:])


def is_signature(text: str) -> bool:
    """Return whether a line has names in brackets, and nothing else."""
    found = SIGNATURE.fullmatch(text)
    return found is not None and _has_names(found)


def ends_in_signature(text: str) -> bool:
    """Return whether a block ends in names in brackets, after a sentence or by themselves.

    Args:
        text: The end of the block.
    """
    found = SIGNATURE.search(text) if text.endswith(("）", ")")) else None
    if found is None or not (found.start() == 0 or ends_sentence(text[: found.start()].rstrip())):
        return False
    return _has_names(found)


def _has_names(signature: re.Match[str]) -> bool:
    """Return whether what looks like a signature has names: of reporters, or the first with a family name."""
    return REPORTER.search(signature[0]) is not None or signature[1][0] in SURNAMES
