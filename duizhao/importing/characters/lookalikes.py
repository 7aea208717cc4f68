"""Characters that scanners confuse, and letters that look like Latin ones: reported, never changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from duizhao.importing.characters.words_around import (
    HIDDEN,
    Adjacent,
    Prose,
    divide,
    find_adjacent,
    find_word,
    group_questions,
    read_prose,
)
from duizhao.importing.likelihood import simplify
from duizhao.importing.tracked_text import Findings
from duizhao.script.engine import load_tables

CLOSE = (
    "己已巳 日曰 口囗 未末 人入 土士 千干于 大太犬 天夭 贷货 戍戌戊 折拆 侯候 亳毫 治冶 沦论 今令 旦且 历厉 洒酒 "
    "崇祟 拔拨 壁璧 刺剌 汨汩 睛晴 享亨 兔免 幻幼 徒徙 杨扬 场扬 抡抢 沧沦 微徽 斤斥 孑孓 爪瓜 "
    "束柬 狠狼 傅博 搏博 哀衷 衰哀 技枝 抉扶 没设 淮准 侮悔 恨很 庄压 问间 九丸"
)
"""Groups of characters that scanners confuse most, in their Simplified forms."""
DISTANT = (
    "天无 栗粟 遣遗 师帅 往住 住佳 性姓 代伐 予子 木本术 目自 自白 申甲由 力刀 井并 牛午 田由 导异 夫失 矢失 眼跟 "
    "根跟 推准 推淮 推惟 傅传 诲悔 乙己 毛手 乎平 半平 井开 圆园 团困 困因 囚困 没役 析折 投设 社杜 任仕"
)
"""Groups of characters that scanners confuse, although they differ more."""
SELDOM = "己巳囗夭戌戍亳孑孓祟汨汩"
"""Characters that are seldom words of their own in modern prose: these are weighed wherever they stand."""
FREQUENT = "已人入干于太"
"""Characters that make words with so many others that these rule out nothing."""
UNLIKE = frozenset("於乾幹榦處無莊壓歷厲導異術團開併並")
"""Traditional forms that look like none of these twins."""
NEAR = 6
"""The number of characters on each side that decide."""
MARGIN, FAR_MARGIN, SELDOM_MARGIN = 26, 52, 10
"""How much likelier the words with the other character must be, in eighths of a natural logarithm: 25 times for
close twins, 600 times for distant ones. With these, no place in the articles and the documentation of the project is
doubted, and about one word in 60,000 characters of other prose."""
MARGINS = {
    "太大": 30,
    "大太": 46,
    "末未": 34,
    "干于": 26,
    "干千": 32,
    "千于": 44,
    "拆折": 36,
    "今令": 36,
    "拨拔": 60,
    "傅博": 64,
    "遗遣": 64,
    "场扬": 46,
    "问间": 46,
    "入人": 50,
    "犬大": 60,
    "犬太": 60,
    "跟根": 60,
    "困囚": 60,
    "己乙": 60,
    "设没": 60,
}
"""Those of some pairs, of which both are frequent, or words of their own: what stands there and its twin."""
BESIDE = {
    "太": frozenset("大多难忙好小少平会高强热冷"),
    "大": frozenset("太大"),
    "曰": frozenset("一二三四五六七八九十"),
    "夭": frozenset("寿"),
    "己": frozenset("利清于损一如律舍知克异为罪各上所任见方出"),
    "巳": frozenset("辰午时年月日初"),
}
"""Characters that make a word with a twin, although what stands there is usual before or behind them."""
HINT = "compare it with the original"

HAN = "[㐀-䶿一-鿿]"
TOUCHING = re.compile(r"[0-9０-９][.,:：]?[lIOoＯｏＩｌ|]|[lIOoＯｏＩｌ|][.,:：]?[0-9０-９]")
"""A digit beside a letter that may stand for one."""
NUMBER = re.compile(
    rf"(?<![A-Za-z0-9_/#.０-９Ａ-Ｚａ-ｚ%&{HIDDEN}-])"
    r"[0-9０-９lIOoＯｏＩｌ|]{1,12}(?:[.,:：][0-9０-９lIOoＯｏＩｌ|]{1,12}){0,4}(?![A-Za-z0-9_/Ａ-Ｚａ-ｚ+@\ue000])(?!-[A-Za-z0-9])"
)
"""A number in which letters may stand for digits."""
NUMERIC = frozenset("0123456789０１２３４５６７８９lIOoＯｏＩｌ|.,:：")
LONGEST = 40
"""The most characters of a number that are looked at."""
UNIT = re.compile(
    "\\s?(?:[年月日号號时時点點分秒元万萬亿億千百余餘人个個名位次岁歲期届屆版页頁层層章节節%％℃°]|[-—–~～至]\\s?[0-9])"
)
"""What follows a number and no word of letters."""
COUNTER = re.compile("[lIO]{1,2}(?=[年月日号號章节節条條页頁期届屆版回卷册冊款项項])")
"""Letters alone before a word that numbers things."""
DIGITS = str.maketrans("lIOoＯｏＩｌ|", "110000111")
NAMES = re.compile(r"[OoＯｏ][0-9]|[OoI][0-9][OoI]|[0-9]{1,2}[IlOo|]|[0-9]{1,2}[Oo][0-9]|I[1-9][0-9]{0,2}|[|].*|.*[|]")
"""Numbers with a letter that are names if no unit follows: O3, O2O, 3I, 5l, 2O2, I95."""
DASH = re.compile("[—－](?<![—―–－-].)(?![—―–－-])")
DOT = re.compile(f"丶(?<={HAN}丶)(?={HAN})")
COUNTED = re.compile("(?:[的有个個名位每些][0-9]{0,8}|[0-9]{1,9}[余餘多]?[万萬亿億]?|多少)入")
"""A place where only a person can be counted, where what follows agrees."""
DAY = re.compile("(?:[0-9０-９]{1,2}|月(?:初?[一二三四五六七八九十]|[一二]?十[一二三四五六七八九]?|三十一?))曰")
"""A place where only a day can stand."""
FIRST_HAN = re.compile(f"{HAN}*")
AFTER_PERSON = frozenset("的是都在有也和与可能会要不")
LAST_HAN = re.compile(f"{HAN}*\\Z")
LATIN_TWINS = dict(
    zip("аеорсухіјѕԁһӏкАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "aeopcyxijsdhlkABEKMHOPCTXIJSABEZHIKMNOPTYXo", strict=True)
)
"""Letters of the Cyrillic and Greek alphabets, with the Latin ones that they look like."""
OTHER_LETTER = re.compile("[Ѐ-ӿΑ-Ͽ]")
WORD = re.compile(f"(?<![A-Za-zЀ-ӿͰ-Ͽ])[A-Za-z{''.join(LATIN_TWINS)}]{{3,40}}(?![A-Za-zЀ-ӿͰ-Ͽ])")
LETTERS = re.compile("[A-Za-zЀ-ӿͰ-Ͽ]*\\Z")
LOW_LINE = re.compile("＿+(?<=[A-Za-z0-9]＿)(?=[A-Za-z0-9])")


def find_lookalikes(text: str) -> Findings:
    """Ask about characters that are probably others which look like them.

    Args:
        text: Any text.

    Returns:
        Questions only, one for each word that was found, with the number of its places.
    """
    prose = read_prose(text)
    places = [*_find_twins(prose), *_find_numbers(prose.text), *_find_marks(prose.text), *_find_letters(prose.text)]
    return Findings((), group_questions(places, "lookalike", HINT))


def _find_twins(prose: Prose) -> Iterator[tuple[int, str]]:
    """Find the characters with a twin that makes the words around them clearly likelier."""
    twins, pattern = _load_twins()
    text, padded = prose.text, f"\n{prose.simplified}\n"
    known: dict[str, str] = {}
    for found in pattern.finditer(padded):
        at = found.start()
        near = padded[at - 1 : at + 2]
        suspects = known.get(near)
        if suspects is None:
            suspects = known[near] = _list_suspects(near, twins[near[1]])
        if near[1] in "入曰":
            yield from _find_alone(text, at - 1, near[1])
        if not suspects or text[at - 1] in UNLIKE:
            continue
        start, end = _find_run(padded, at)
        # A character by itself is spoken of, as in a list of twins.
        chosen = _choose(padded[start:end], at - start, suspects) if end - start > 1 else None
        if chosen:
            twin, first, last = chosen
            if text[at - 1] != near[1]:
                twin = load_tables().usual.get(twin, twin)
            yield at - 1, _say(text[at - 1], text[start + first - 1 : start + last - 1], twin)


def _list_suspects(near: str, twins: str) -> str:
    """List the twins that make a word with a neighbour: `near` is a character between its neighbours."""
    before, character, after = near[0], near[1], near[2]
    beside = BESIDE.get(character, frozenset())
    if before in beside or after in beside:
        return ""
    if character in SELDOM:
        return twins
    adjacent = _load_adjacent()
    first = last = True
    if character not in FREQUENT:
        # Where the character itself makes a word on the side of a twin's word, the words seldom tell the two apart.
        first, last = before not in adjacent[character].before, after not in adjacent[character].after
    return "".join(
        one for one in twins if (first and before in adjacent[one].before) or (last and after in adjacent[one].after)
    )


def _find_alone(text: str, at: int, character: str) -> Iterator[tuple[int, str]]:
    """Find a place where only a person can be counted, or only a day, by what stands before it."""
    start = max(0, at - 14)
    found = re.search(f"(?:{(COUNTED if character == '入' else DAY).pattern})\\Z", text[start : at + 1])
    after = simplify(text[at + 1 : at + 2])
    if found and (character == "曰" or not "㐀" <= after <= "鿿" or after in AFTER_PERSON):
        yield at, _say(character, found[0], "人" if character == "入" else "日")


def _say(character: str, word: str, twin: str) -> str:
    """Return the message of a question about one character in a word."""
    return f"{character!r} in {word!r} is probably {twin!r}"


@lru_cache(maxsize=100_000)
def _choose(run: str, offset: int, suspects: str) -> tuple[str, int, int] | None:
    """Choose the twin that makes a run clearly likelier; return it with the start and end of its word, or None."""
    margins = _load_margins()
    cost, _ = divide(run)
    best = (0, "")
    for twin in suspects:
        other, _ = divide(run[:offset] + twin + run[offset + 1 :])
        best = max(best, (cost - other - margins[run[offset] + twin] + 1, twin))
    twin = best[1]
    if not twin:
        return None
    first, last = find_word(run[:offset] + twin + run[offset + 1 :], offset)
    if last - first == 1:
        # A word of one character shows little; its neighbours show where it is.
        first, last = max(0, first - 1), min(len(run), last + 1)
    return twin, first, last


def _find_run(padded: str, at: int) -> tuple[int, int]:
    """Return the start and end of the run of Chinese characters around an offset, at most `NEAR` on each side."""
    start, end = at, at + 1
    while start > max(0, at - NEAR) and "㐀" <= padded[start - 1] <= "鿿":
        start -= 1
    while end < min(len(padded), at + 1 + NEAR) and "㐀" <= padded[end] <= "鿿":
        end += 1
    return start, end


def _find_numbers(text: str) -> Iterator[tuple[int, str]]:
    """Find numbers in which letters stand for digits."""
    end = 0
    for touch in TOUCHING.finditer(text):
        start = touch.start()
        if start < end:
            continue
        first = max(0, start - LONGEST)
        while start > first and text[start - 1] in NUMERIC:
            start -= 1
        while start < touch.start() and text[start] in ".,:：":
            start += 1
        found = NUMBER.match(text, start)
        end = touch.end() if found is None else found.end()
        if found is None or found.end() < touch.end():
            continue
        unit = UNIT.match(text, end)
        if unit is None and (NAMES.fullmatch(found[0]) or _is_in_words(text, *found.span())):
            continue
        after = unit[0] if unit else ""
        yield start, f"{found[0] + after!r} is probably {found[0].translate(DIGITS) + after!r}"
    for letters in COUNTER.finditer(text):
        before = text[max(0, letters.start() - 1) : letters.start()]
        if not (before.isascii() and before.strip()):
            whole = text[letters.start() : letters.end() + 1]
            yield letters.start(), f"{whole!r} is probably {whole.translate(DIGITS)!r}"


def _is_in_words(text: str, start: int, end: int) -> bool:
    """Return whether Latin letters stand beside a number, with or without a blank."""
    around = text[max(0, start - 2) : start].strip() + text[end : end + 2].strip()
    return any(one.isascii() and one.isalpha() for one in around)


def _find_marks(text: str) -> Iterator[tuple[int, str]]:
    """Find dashes that are probably the character one, and strokes that are probably commas of lists."""
    for found in DASH.finditer(text):
        at = found.start()
        before, after = LAST_HAN.search(text[max(0, at - NEAR) : at]), FIRST_HAN.match(text, at + 1, at + 1 + NEAR)
        left, right = simplify(before[0] if before else ""), simplify(after[0] if after else "")
        if not left and not right:
            continue
        cost, _ = divide(f"{left}一{right}")
        if cost >= divide(left)[0] + divide(right)[0]:
            continue
        first, last = find_word(f"{left}一{right}", len(left))
        word = text[at - len(left) + first : at - len(left) + last]
        yield at, f"{found[0]!r} in {word!r} is probably '一'"
    for found in DOT.finditer(text):
        around = text[found.start() - 1 : found.end() + 1]
        yield found.start(), f"{found[0]!r} in {around!r} is probably '、'"


def _find_letters(text: str) -> Iterator[tuple[int, str]]:
    """Find Cyrillic and Greek letters in Latin words, and full-width low lines."""
    if text.isascii():
        return
    end = 0
    for one in OTHER_LETTER.finditer(text):
        if one.start() < end:
            continue
        before = LETTERS.search(text[max(0, one.start() - LONGEST) : one.start()])
        start = one.start() - len(before[0] if before else "")
        found = WORD.match(text, start)
        end = one.end() if found is None else found.end()
        if found is None or not re.search("[A-Za-z]", found[0]):
            continue
        latin = "".join(LATIN_TWINS.get(letter, letter) for letter in found[0])
        codes = ", ".join(f"U+{ord(letter):04X}" for letter in dict.fromkeys(found[0]) if letter in LATIN_TWINS)
        yield start, f"{found[0]!r} has letters of another alphabet ({codes}) and is probably {latin!r}"
    for low in LOW_LINE.finditer(text):
        around = text[max(0, low.start() - 8) : low.end() + 8]
        yield low.start(), f"'＿' in {around!r} is probably '_'"


@cache
def _load_twins() -> tuple[dict[str, str], re.Pattern[str]]:
    """Load the twins of each character, and the pattern of all characters that have some."""
    twins: dict[str, str] = {}
    for group in f"{CLOSE} {DISTANT}".split(" "):
        for one in group:
            twins[one] = "".join(dict.fromkeys(twins.get(one, "") + group.replace(one, "")))
    return twins, re.compile("[" + "".join(sorted(twins)) + "]")


@cache
def _load_adjacent() -> Mapping[str, Adjacent]:
    """Load the neighbours that each of these characters has in words."""
    return find_adjacent(_load_twins()[0].keys())


@cache
def _load_margins() -> dict[str, int]:
    """Load the margin of each pair: what stands there and its twin."""
    margins: dict[str, int] = {}
    for groups, margin in ((DISTANT, FAR_MARGIN), (CLOSE, MARGIN)):
        for group in groups.split(" "):
            for one in group:
                lower = min(margin, SELDOM_MARGIN) if one in SELDOM else margin
                margins |= {one + other: lower for other in group if other != one}
    return margins | MARGINS
